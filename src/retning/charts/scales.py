"""Scales: where a period and a value stand, and which round values get a line of the grid.

Pure arithmetic on plain floats; nothing here knows a language or draws.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_MONTH = re.compile(r"(\d{4})-M?(\d{2})")
_YEAR = re.compile(r"-?\d{1,4}")

ZERO_KINDS = frozenset({"count"})
"""Kinds of indicator whose vertical axis starts at zero: amounts that can be compared as lengths."""


@lru_cache(maxsize=8192)
def position(period: str) -> float:
    """A period's middle on the axis of time, in years.

    A year stands in its middle, so that it lines up with its own quarters; a day stands on the day.
    Raises ``ValueError`` for a period that is none of ``2024``, ``2024-Q2``, ``2024-M06``, ``2024-06-30``.

    >>> [position(p) for p in ("2024", "2024-Q1", "2024-M12", "2024-01-01")]
    [2024.5, 2024.125, 2024.9583333333333, 2024.0]
    """
    if _YEAR.fullmatch(period):
        return int(period) + 0.5
    if match := _QUARTER.fullmatch(period):
        return int(match[1]) + (int(match[2]) - 0.5) / 4
    if match := _MONTH.fullmatch(period):
        return int(match[1]) + (int(match[2]) - 0.5) / 12
    day = date.fromisoformat(period)
    first = date(day.year, 1, 1)
    return day.year + (day - first).days / (date(day.year, 12, 31) - first).days


def is_year(period: str) -> bool:
    """Whether the period is a whole year (or a first of January, which stands for its year).

    >>> is_year("2024"), is_year("2024-01-01"), is_year("2024-Q1")
    (True, True, False)
    """
    return _YEAR.fullmatch(period) is not None or period.endswith("-01-01")


def starts_at_zero(kind: str, values: Iterable[float]) -> bool:
    """The rule of the zero baseline: counts start at zero, other lines where their values are.

    Bars, whose length is the message, always start at zero and do not ask. A count with negative values
    (a change) has zero inside its axis anyway.

    >>> starts_at_zero("count", [40, 50]), starts_at_zero("ratio", [40, 50])
    (True, False)
    """
    return kind in ZERO_KINDS and all(v >= 0 for v in values)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Round values from below the lowest to above the highest, and the decimals they need."""

    values: tuple[float, ...]
    decimals: int

    @property
    def low(self) -> float:
        return self.values[0]

    @property
    def high(self) -> float:
        return self.values[-1]


@lru_cache(maxsize=2048)
def nice_ticks(low: float, high: float, wanted: int = 5) -> Ticks:
    """About ``wanted`` round values, the first at most ``low`` and the last at least ``high``.

    Steps are 1, 2 and 5 times a power of ten, and 2.5 times where that is a whole number (25, 250):
    a quarter of ten is read as easily as a fifth, but ``2,5`` asks for a decimal. Steps are kept exact by
    counting them as whole numbers. A constant series gets an axis around its value.

    >>> nice_ticks(0, 4300).values
    (0.0, 1000.0, 2000.0, 3000.0, 4000.0, 5000.0)
    >>> nice_ticks(5.1, 5.9).values
    (5.0, 5.2, 5.4, 5.6, 5.8, 6.0)
    """
    if high < low:
        low, high = high, low
    size = max(abs(low), abs(high))
    if high - low <= max(1e-12 * size, 1e-9):  # a constant, or a difference below what is published
        room = size * 0.1 if size > 1e-6 else 1.0
        low, high = low - room, high + room
    raw = (high - low) / max(wanted, 1)
    power = math.floor(math.log10(raw))
    magnitude = 10.0**power
    step = 10.0 * magnitude
    for factor in (1, 2, 2.5, 5):
        if factor == 2.5 and power < 1:
            continue
        if raw <= factor * magnitude * (1 + 1e-9):
            step = factor * magnitude
            break
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    values = tuple([round(i * step, decimals + 2) + 0.0 for i in range(first, last + 1)])
    return Ticks(values, decimals)


def year_ticks(first: int, last: int, spacing: float, room: float) -> tuple[int, ...]:
    """Years that get a label: first and last, and round ones between that leave ``room`` to their neighbours.

    ``spacing`` is the width of one year and ``room`` the width that one label needs, in the same unit.

    >>> year_ticks(2006, 2024, 20, 45)
    (2006, 2010, 2015, 2020, 2024)
    """
    if last <= first:
        return (first,)
    span = last - first
    step = next(
        (s for s in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500) if s * spacing >= room and span / s <= 13), 1000
    )
    if span * spacing < room:
        return (last,)
    inner = [
        year
        for year in range(-(-first // step) * step, last + 1, step)
        if (year - first) * spacing >= room and (last - year) * spacing >= room
    ]
    if step == 2 and span % 2 == 0:  # count from the first year, so that the last one is labelled too
        inner = list(range(first + 2, last, 2))
    return (first, *inner, last)


def median(values: Sequence[float]) -> float:
    """The middle value. Raises ``ValueError`` for none."""
    ordered = sorted(values)
    n = len(ordered)
    if not n:
        raise ValueError("no values")
    return ordered[n // 2] if n % 2 else (ordered[n // 2 - 1] + ordered[n // 2]) / 2


def clip_range(values: Sequence[float], spread: float = 3.0) -> tuple[float, float]:
    """The part of an axis that shows most dots: median plus and minus ``spread`` median absolute deviations.

    Never wider than the values themselves; where more than half of them are equal the values decide.

    >>> clip_range([1, 2, 3, 4, 5, 100])
    (1, 8.0)
    """
    low, high = min(values), max(values)
    middle = median(values)
    deviation = median([abs(v - middle) for v in values])
    if deviation == 0:
        return low, high
    return max(low, middle - spread * deviation), min(high, middle + spread * deviation)
