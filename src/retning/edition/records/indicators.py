"""``indicators.json``: the definitions as the region declared them."""

from collections.abc import Mapping
from typing import TypeAlias

from retning.edition.records.base import Number, Record, Text
from retning.edition.records.targets import Target

Where: TypeAlias = Mapping[str, tuple[str, ...]]
"""Codes by dimension of a table."""


class Slice(Record, frozen=True):
    """Rows of a table."""

    table: str
    where: Where = {}
    line: int = 0


class Allocation(Record, frozen=True):
    """An amount of a larger area, given to its parts by a key."""

    by: Slice
    within: str


class Term(Record, frozen=True, kw_only=True):
    """One amount of an indicator: rows of a table, another indicator, or its numerator."""

    source: Slice | None = None
    indicator: str = ""
    numerator_of: str = ""
    change: str = ""
    allocate: Allocation | None = None
    line: int = 0


class Relative(Record, frozen=True, kw_only=True):
    """An amount beside that of another area."""

    to: str
    how: str
    factor: Number = 0
    line: int = 0


class LineDefinition(Record, frozen=True, kw_only=True):
    """One line of an indicator: value = factor x numerator / denominator."""

    id: str
    numerator: Term
    denominator: Term | None = None
    factor: Number = 0
    relative: Relative | None = None
    title: Text = {}
    role: str = ""
    areas: tuple[str, ...] = ()
    file_line: int = 0


class Interval(Record, frozen=True, kw_only=True):
    """Which interval the values have, or the columns that hold a published one."""

    method: str = ""
    lower: Where = {}
    upper: Where = {}
    error: Where = {}


class Break(Record, frozen=True):
    """A registered break: no growth and no tendency crosses from before ``period`` into it."""

    period: str
    reason: Text


class AreaBreak(Record, frozen=True):
    """A break in some areas (empty: in all)."""

    at: Break
    areas: tuple[str, ...] = ()


class Indicator(Record, frozen=True, kw_only=True):
    """What is measured, how, for which areas, and what of the plan it informs."""

    id: str
    title: Text
    description: Text
    unit: str
    """A key of the catalogue's table ``unit``."""
    decimals: int
    nature: str
    kind: str
    direction: str
    """Which way is better: ``up``, ``down``, ``level``, ``none``."""
    influence: str
    delay: int
    """Years before what is done can show."""
    lines: tuple[LineDefinition, ...]
    areas: tuple[str, ...]
    main_area: str
    """The area that the plan is judged by."""
    interval: Interval
    serves: tuple[str, ...] = ()
    proxy_for: tuple[str, ...] = ()
    benchmark: str = ""
    peers: str = ""
    smallest_change: Number | None = None
    """The smallest change a year that matters, in the unit."""
    provisional_last: int = 0
    survey: bool = False
    breaks: tuple[AreaBreak, ...] = ()
    targets: tuple[Target, ...] = ()
    pool: tuple[str, ...] = ()
    """Areas that forecasts learn from."""
    file: str = ""
    line: int = 0
    """Line of the file."""

    def line_order(self, line: str) -> tuple[bool, int, str]:
        """A key that sorts lines: as they were declared, superseded vintages (``<line>@<vintage>``) last."""
        name = line.partition("@")[0]
        place = next((n for n, one in enumerate(self.lines) if one.id == name), 99)
        return "@" in line, place, line
