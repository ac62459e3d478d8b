"""What is to be done for one indicator: everything that its part of an edition is made from, and the key that this gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from retning.build.bearing import bearing_on, tables_beneath
from retning.build.digest import code_digest, digest, table_digest
from retning.edition.records.areas import Area
from retning.plan.model import Plan
from retning.statistics.areas import Areas
from retning.statistics.assessment.forecast.ledger import LedgerLine
from retning.statistics.assessment.judge import plan_windows
from retning.statistics.indicators import Indicator
from retning.statistics.model import Table
from retning.statistics.rules.model import Rules

_TO_THE_DAY = ("milestone",)
"""Types of targets that are judged to the day. All others ask only whether the year of their deadline has ended."""


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What all parts of an edition have in common.

    ``partial``: the tables are those that were public on a day that was asked for. ``late``: later publications exist,
    so forecasts are only what would have been said.
    """

    plan_id: str
    areas: Areas
    area_records: Mapping[str, Area]
    rules: Rules
    day: str
    partial: bool
    late: bool

    @cached_property
    def key(self) -> str:
        """The hash of what every part rests on: the program, the areas, the rules."""
        return digest(
            code_digest(),
            self.plan_id,
            self.areas.areas,
            self.areas.changes,
            self.areas.main,
            self.rules,
            self.partial,
        )


@dataclass(frozen=True, kw_only=True)
class Task:
    """One indicator. ``definitions`` has its own first, then those that bear on it; none where the region has taken it
    away, but the ledger still tells of its forecasts. ``tables`` are those that the definitions read; ``ledger`` the lines
    that were written of it by the edition's day.
    """

    indicator: str
    definitions: tuple[Indicator, ...] = ()
    tables: tuple[Table, ...] = ()
    table_keys: tuple[str, ...] = ()
    ledger: tuple[bytes, ...] = ()
    window: float | None = None
    """The year from which the plan asks about it in its main area; ``None`` where it asks nothing."""

    def key(self, shared: Shared, more: Sequence[bytes] = ()) -> str:
        """The hash of everything that the part is made from, with ``more`` lines in the ledger.

        What a build adds to the ledger it finds there the next time, and then makes the same of it. So a part is
        kept under the key that the next build will ask for.
        """
        return self._key(shared, more, "")

    def late_key(self, shared: Shared) -> str:
        """The same for a day that has passed, of which nothing is written: then all depends on that day."""
        return self._key(shared, (), f"late {shared.day}")

    def _key(self, shared: Shared, more: Sequence[bytes], when: str) -> str:
        lines = tuple(sorted({*self.ledger, *more}))
        return digest(
            shared.key,
            self.indicator,
            self.definitions,
            self.window,
            self.table_keys,
            lines,
            self._day(shared.day),
            when,
        )

    def _day(self, day: str) -> str:
        """As much of a day as the answers about the indicator's targets depend on."""
        targets = self.definitions[0].targets if self.definitions else ()
        if any(target.type.name in _TO_THE_DAY for target in targets):
            return day
        return day[:4] if targets else ""

    @property
    def size(self) -> int:
        """How many series are to be made, about: what it costs."""
        own = self.definitions[0] if self.definitions else None
        return len(own.areas) * len(own.lines) if own is not None else 1


def tasks_of(
    plan: Plan, indicators: Sequence[Indicator], tables: Sequence[Table], ledger: Sequence[LedgerLine]
) -> list[Task]:
    """One task for each indicator that there is, or that something was forecast of, in order of their ids."""
    by_id = {one.id: one for one in indicators}
    windows = plan_windows(plan, by_id)
    lines: dict[str, list[bytes]] = {}
    for line in ledger:
        lines.setdefault(line.indicator, []).append(line.written)
    keys = {id(table): table_digest(table) for table in tables}
    tasks = []
    for indicator in sorted(by_id.keys() | lines.keys()):
        definitions = bearing_on(by_id[indicator], by_id) if indicator in by_id else ()
        beneath = tables_beneath(definitions, tables)
        tasks.append(
            Task(
                indicator=indicator,
                definitions=definitions,
                tables=beneath,
                table_keys=tuple(keys[id(table)] for table in beneath),
                ledger=tuple(lines.get(indicator, ())),
                window=windows.get(indicator),
            )
        )
    return tasks
