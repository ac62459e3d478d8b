"""Areas and what happened to them: codes with dates, members with dates, mergers and splits.

Plain frozen dataclasses. :mod:`retning.statistics.areas.load` reads them from ``area.toml``,
:mod:`retning.statistics.areas.collection` answers questions about all of them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from retning.answers import ValueMethod
from retning.plan.model import Text
from retning.statistics.model import Part
from retning.statistics.tables.kinds import PERIOD_BORDERS as PERIOD_BORDERS

KINDS = ("municipality", "county", "nation", "region", "peer_group", "other")
CHANGE_KINDS = ("recode", "merge", "split", "transfer")


@dataclass(frozen=True)
class Code:
    """A publisher's code for an area and the days it was valid on (both ends included, ``None`` is open)."""

    code: str
    valid_from: date | None = None
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether the code was in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class Membership:
    """Who made up a region (or a peer group) from one day to another, and where that is written."""

    members: tuple[str, ...]  # area ids
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    address: str = ""
    note: Text = field(default_factory=dict)

    def valid_on(self, day: date) -> bool:
        """Whether these were the members on that day."""
        return Code("", self.valid_from, self.valid_to).valid_on(day)


@dataclass(frozen=True)
class Rule:
    """The rule that chose the members, as data: share of employed residents who work in the centre."""

    centre: str  # area id; "" for a peer group, whose regions each have their own centre
    share: float  # a municipality belongs when its share is above this
    year: str
    table: str


@dataclass(frozen=True)
class OtherName:
    """A name that an area also has, in some language, and where that is written."""

    name: str
    language: str  # ISO 639: "sma" (South Sami), "nb" …
    source: str
    address: str = ""


@dataclass(frozen=True)
class Area:
    """A municipality, county, nation, region, peer group, or something else that figures are given for.

    ``borders`` says which territory the area means through time. A municipality means its latest borders,
    carried backwards (``""``). A region means its members' territory on one day (an ISO date), or each
    period's members in each period's borders (``"period"``). Counties follow the borders of the table they
    are read from.
    """

    id: str
    kind: str
    name: Text
    codes: tuple[Code, ...] = ()
    memberships: tuple[Membership, ...] = ()
    borders: str = ""
    rule: Rule | None = None
    note: Text = field(default_factory=dict)
    tile: tuple[int, int] | None = None  # row and column on the schematic map, from the top left
    line: int = 0
    other_names: tuple[OtherName, ...] = ()

    def code_on(self, day: date) -> str | None:
        """The code in force on a day, ``None`` when there was none."""
        return next((code.code for code in self.codes if code.valid_on(day)), None)


@dataclass(frozen=True)
class Link:
    """How much of an old code went into a new one, and how much of the new one that makes up.

    ``share`` is the part of ``before`` (in persons, unless the change says otherwise) that went to ``after``;
    ``back`` the part of ``after`` that came from ``before``, ``None`` where nobody published it.
    """

    before: str
    after: str
    share: float = 1.0
    back: float | None = None


@dataclass(frozen=True)
class AreaChange:
    """A recode, merger or split that took effect on a day.

    A ``transfer`` (a hamlet that moved from one municipality to its neighbour) is kept for the reader and for
    :meth:`Areas.transfers`, but carries no weights: the codes on both sides live on.
    """

    day: date
    kind: str  # one of CHANGE_KINDS
    links: tuple[Link, ...]
    note: Text = field(default_factory=dict)
    source: str = ""  # of the weights
    address: str = ""
    line: int = 0


@dataclass(frozen=True)
class Parts:
    """Which codes, with what weights, make up an area in a period in a table.

    ``method`` is ``as published`` (one code), ``summed``, ``estimated`` (a weight is not 1) or
    ``not possible`` (then ``parts`` is empty). ``note`` is the key of a reason (``reason.<note>``),
    ``values`` fills its places.
    """

    area: str
    period: str
    parts: tuple[Part, ...]
    method: ValueMethod
    note: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def weights(self) -> dict[str, float]:
        """Weight by code."""
        return {part.code: part.weight for part in self.parts}


def day_before(day: date) -> date:
    """The day before.

    >>> day_before(date(2020, 1, 1))
    datetime.date(2019, 12, 31)
    """
    return day - timedelta(days=1)
