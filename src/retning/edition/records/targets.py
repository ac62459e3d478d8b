"""``plan.json`` and ``indicators.json``: what an element demands, as data."""

from typing import Self

import msgspec

from retning.edition.records.base import Number, OpenRecord, Record, Text


class TargetType(Record, frozen=True, kw_only=True):
    """One of the fourteen ways in which a text can demand something."""

    code: str
    """``T8``."""
    name: str
    """``minimum``: the word used in files and in the facts of an answer."""
    required: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Code and name as in lists: ``T8 MINIMUM``."""
        return f"{self.code} {self.name.upper()}"


class ParityParts(OpenRecord, frozen=True):
    """What stands behind a parity: an area that is the whole, and indicators of jobs and of who is employed."""

    whole: str
    jobs: str | None = None
    rate: str | None = None


class Item(OpenRecord, frozen=True, kw_only=True):
    """One of several things that a milestone asks for."""

    name: Text
    state: str | None = None
    done: str | None = None
    to: str | None = None
    evidence: str | None = None


class Demand(OpenRecord, frozen=True, kw_only=True):
    """The fields of a target's type, as they were written; ``None`` where the text says nothing of it.

    Which of them a type needs and allows stands in :class:`TargetType`.
    """

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    tolerance: Number | None = None
    smallest_change: Number | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    rank: int | None = None
    years: int | None = None
    parts: ParityParts | None = None
    benchmark: str | None = None
    share: Number | str | None = None
    """An indicator (parity), or a share of a group (among the best)."""
    equals: str | None = None
    group: str | None = None
    line: str | None = None
    area: str | None = None
    path: str | None = None
    how: str | None = None
    of: str | None = None
    per: str | None = None
    state: str | None = None
    done: str | None = None
    evidence: str | None = None
    item: tuple[Item, ...] | None = None
    proposed: Text | None = None
    unit: str | None = None

    def with_(self, other: Self) -> Self:
        """This demand with what a reading of it says otherwise.

        >>> Demand(value=7, per="each").with_(Demand(per="sum"))
        Demand(value=7, per='sum')
        """
        said = {n: v for n in other.__struct_fields__ if (v := getattr(other, n)) is not None}
        return msgspec.structs.replace(self, **said)


class Reading(Record, frozen=True, kw_only=True):
    """One way to understand a demand; exactly one is the main one."""

    id: str
    text: Text
    values: Demand
    main: bool = False


class Target(Record, frozen=True, kw_only=True):
    """What one element of the plan demands."""

    element: str
    type: TargetType
    values: Demand
    indicator: str | None = None
    indicator_missing: bool = False
    """The demand is real, but no figures measure it."""
    readings: tuple[Reading, ...] = ()
    main: bool = False
    note: Text = {}
    decided: Text = {}
    file: str = ""
    line: int = 0
    """Line of the file."""

    @property
    def main_demand(self) -> Demand:
        """What is asked for under the main reading."""
        main = next((r for r in self.readings if r.main), None)
        return self.values if main is None else self.values.with_(main.values)
