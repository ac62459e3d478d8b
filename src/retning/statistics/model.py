"""Shapes of data that the statistics wing hands from room to room.

A :class:`Table` is one vintage of one publisher's table; a :class:`Series` is one indicator for one area.
Both keep a symbol apart from a number: a value that is not there is ``None`` (``nan`` in arrays) with the
publisher's symbol in ``status``, never a zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from retning.answers import (
    Certainty,
    Grade,
    IntervalMethod,
    Nothing,
    TendencyMethod,
    TendencyState,
    ValueMethod,
)
from retning.statistics.methods.arrays import Floats


@dataclass(frozen=True)
class Origin:
    """Where a figure was read: publisher and table, address, day of publication, remark."""

    source: str
    address: str
    published: str  # ISO date; "" where the page does not say
    note: str = ""


@dataclass(frozen=True)
class Manifest:
    """All that is known of a vintage of a table except its numbers.

    ``borders`` says which municipal borders the area codes follow: ``"period"`` (the codes valid in each
    period) or an ISO date (today's codes carried backwards). ``line`` says what one line of a chart may be
    made of: ``"vintage"`` (one publication holds the whole line) or ``"first"`` (each figure stands as it was
    first published, because no publication holds them all).
    """

    table: str  # "figures/folketall", "ssb/07459"
    title: Mapping[str, str]
    publisher: str
    code: str  # the publisher's own table number, "" if none
    vintage: str  # ISO date of publication
    fetched: str  # ISO date or date-time; the typing date for figures from files
    address: str
    licence: str | Mapping[str, str]  # one text, or one for each language
    attribution: str | Mapping[str, str]
    sha256: str  # of the raw answer or file
    query: str = ""  # as sent; "" for files
    borders: str = "period"
    line: str = "vintage"
    area_dim: str = "area"
    units: Mapping[str, str] = field(default_factory=dict)  # measure -> unit
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # dimension -> code -> label
    raw: tuple[str, ...] = ()  # paths of the kept raw answers, relative to the archive
    rhythm: str = ""  # "yearly", "quarterly", "monthly", "irregular"
    next_release: str = ""  # ISO date or month, where known


@dataclass(frozen=True)
class Table:
    """One vintage of a table, one row per observation; all columns have the same length.

    ``dims`` maps a dimension's name to one code (text) per row. ``period`` is ``2024``, ``2024-Q2``,
    ``2024-M06`` or ``2024-01-01``; ``value`` is ``nan`` where there is none; ``status`` the publisher's
    symbol or ``""``; ``origin`` an index into ``origins`` (or -1: the manifest's address holds for the row).
    """

    manifest: Manifest
    dims: Mapping[str, tuple[str, ...]]
    period: tuple[str, ...]
    value: Floats
    status: tuple[str, ...]
    origin: tuple[int, ...] = ()
    origins: tuple[Origin, ...] = ()

    def __len__(self) -> int:
        return len(self.period)


class Part(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One published figure that went into a value: which code, with what weight.

    A struct, as :class:`Value` is: a country's build makes millions of them, and a dataclass takes ten times as long.
    """

    code: str
    weight: float = 1.0
    value: float | None = None
    status: str = ""
    origin: Origin | None = None
    period: str = ""  # "": the value's own period
    role: str = ""  # "": numerator; else "denominator", "benchmark", "by", "within" or "earlier"


class Value(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One point of a series, with all that is needed to recompute and to judge it."""

    period: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    lower: float | None = None
    upper: float | None = None
    method: ValueMethod = "as published"
    certainty: Certainty = "final"
    status: str = ""
    vintage: str = ""
    note: str = ""  # key of a reason when the value is "not possible" or "estimated"
    parts: tuple[Part, ...] = ()
    interval: IntervalMethod | Nothing = ""  # how lower and upper came to be


@dataclass(frozen=True)
class Break:
    """A registered break: no growth and no tendency may cross from before ``period`` into it."""

    period: str
    reason: Mapping[str, str]


@dataclass(frozen=True)
class Series:
    """One indicator for one area, in order of time, from one vintage of each table it rests on."""

    indicator: str
    area: str  # id in area.toml
    values: tuple[Value, ...]
    tables: tuple[str, ...] = ()  # "table@vintage" of everything that went in
    breaks: tuple[Break, ...] = ()
    line: str = "main"  # which of the indicator's lines: "main", another definition, or another vintage

    @property
    def known(self) -> tuple[Value, ...]:
        """The points that have a value."""
        return tuple(v for v in self.values if v.value is not None)


@dataclass(frozen=True)
class Reason:
    """Why an answer is what it is. ``key`` names the text ``reason.<key>``; ``values`` fills its places."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Fact:
    """From what, to what, between which periods: true of a complete register without any test."""

    from_period: str
    from_value: float
    to_period: str
    to_value: float
    better: bool | None  # None where nobody agreed which way is better, or nothing changed

    @property
    def change(self) -> float:
        """Difference in the indicator's unit."""
        return self.to_value - self.from_value


@dataclass(frozen=True)
class Tendency:
    """What a test says of the direction of a series, or why it says nothing."""

    state: TendencyState
    n: int
    from_period: str = ""
    to_period: str = ""
    slope: float | None = None  # per year, in the indicator's unit
    lower: float | None = None
    upper: float | None = None
    p: float | None = None
    p_adjusted: float | None = None  # after Benjamini-Hochberg over the page
    method: TendencyMethod | Nothing = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """How much the data can carry."""

    grade: Grade | Nothing  # "" where there is nothing to grade
    reasons: tuple[Reason, ...] = ()
