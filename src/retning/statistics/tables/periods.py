"""Periods: what ``2024``, ``2024-Q2``, ``2024-M06``, ``2024-01-01`` and ``2015-16`` mean in time.

A school year (``2015-16``) is known by the year it begins in. Order, distance and neighbours are questions of the
calendar, never of the number of observations. This is the only module that reads the text of a period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_YEAR = re.compile(r"([12][0-9]{3})")
_QUARTER = re.compile(r"([12][0-9]{3})-?[QK]([1-4])")
_MONTH = re.compile(r"([12][0-9]{3})-?M(0[1-9]|1[0-2])")
_DAY = re.compile(r"([12][0-9]{3})-([0-9]{2})-([0-9]{2})")
_WEEK = re.compile(r"([12][0-9]{3})-?[UVW]([0-9]{2})")
_SCHOOL = re.compile(r"([12][0-9]{3})[-/]([0-9]{2}|[0-9]{4})")

STEPS = {"Y": 1, "Q": 4, "M": 12, "D": 1}
"""How many periods of each kind make a year (days: one count a year, on a fixed date, unless seen otherwise)."""


@dataclass(frozen=True, order=True)
class Period:
    """A parsed period. ``at`` orders periods of all kinds: its beginning, as a year with a fraction.

    ``kind`` is ``Y``, ``Q``, ``M`` or ``D``; ``index`` is the quarter, the month or (for days) month * 100 + day.
    """

    at: float
    kind: str
    year: int
    index: int = 0

    @property
    def text(self) -> str:
        """The period as tables and series write it.

        >>> parse_period("2015-16").text
        '2015'
        """
        if self.kind == "Q":
            return f"{self.year:04d}-Q{self.index}"
        if self.kind == "M":
            return f"{self.year:04d}-M{self.index:02d}"
        if self.kind == "D":
            return f"{self.year:04d}-{self.index // 100:02d}-{self.index % 100:02d}"
        return f"{self.year:04d}"


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """The period that a text means. Raises ``ValueError`` for anything else.

    >>> parse_period("2024-Q2").at
    2024.25
    """
    if match := _YEAR.fullmatch(text):
        return Period(float(match[1]), "Y", int(match[1]))
    if match := _QUARTER.fullmatch(text):
        year, quarter = int(match[1]), int(match[2])
        return Period(year + (quarter - 1) / 4, "Q", year, quarter)
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        return Period(year + (month - 1) / 12, "M", year, month)
    if match := _DAY.fullmatch(text):
        day = date(int(match[1]), int(match[2]), int(match[3]))  # ValueError for 30 February
        first, following = date(day.year, 1, 1), date(day.year + 1, 1, 1)
        share = (day - first).days / (following - first).days
        return Period(day.year + share, "D", day.year, day.month * 100 + day.day)
    if match := _SCHOOL.fullmatch(text):
        begins, ends = int(match[1]), int(match[2])
        if ends in (begins + 1, (begins + 1) % 100):
            return Period(float(begins), "Y", begins)
    raise ValueError(f"not a period: {text!r}")


def is_period(text: str) -> bool:
    """Whether a text is a period.

    >>> is_period("2024-13"), is_period("2023-24")
    (False, True)
    """
    try:
        parse_period(text)
    except ValueError:
        return False
    return True


def is_written(text: str) -> bool:
    """Whether a text is a period as our tables write it: a publisher's spelling (``2024K2``) is not.

    >>> [is_written(t) for t in ("2024", "2024-Q2", "2024-M06", "2024-01-01", "2015-16", "2024K2", "2015/16")]
    [True, True, True, True, True, False, False]
    """
    if not is_period(text):
        return False
    return parse_period(text).text == text or (bool(_SCHOOL.fullmatch(text)) and "/" not in text)


def period_of(code: str) -> str:
    """A publisher's time code as a period; a code of another shape (a span of years) stays as it is.

    >>> period_of("2024K2"), period_of("2024M06"), period_of("2024U01"), period_of("2018-2020")
    ('2024-Q2', '2024-M06', '2024-W01', '2018-2020')
    """
    if match := _WEEK.fullmatch(code):
        return f"{match[1]}-W{match[2]}"
    return parse_period(code).text if _QUARTER.fullmatch(code) or _MONTH.fullmatch(code) else code


def first_day(text: str) -> date:
    """The first day of a period; codes and members of that day hold for the whole period.

    A school year begins on 1 August. Raises ``ValueError`` for text that is no period.

    >>> first_day("2019-Q2"), first_day("2015-16")
    (datetime.date(2019, 4, 1), datetime.date(2015, 8, 1))
    """
    p = parse_period(text)
    if p.kind == "D":
        return date(p.year, p.index // 100, p.index % 100)
    if p.kind == "Y":
        return date(p.year, 8 if _SCHOOL.fullmatch(text) else 1, 1)
    return date(p.year, 1 + (p.index - 1) * 12 // STEPS[p.kind], 1)


def distance(earlier: str, later: str) -> float:
    """Years from one period to another, by the calendar.

    >>> distance("2020-Q1", "2021-Q3")
    1.5
    """
    a, b = parse_period(earlier), parse_period(later)
    if a.kind == b.kind == "D" and a.index == b.index:
        return float(b.year - a.year)  # the same date: whole years, also over leap years
    return b.at - a.at


def in_order(texts: Iterable[str]) -> list[str]:
    """Periods in order of time, each once.

    >>> in_order(["2024-Q2", "2023", "2024-Q1", "2023"])
    ['2023', '2024-Q1', '2024-Q2']
    """
    return sorted(set(texts), key=parse_period)


def year_before(text: str) -> str:
    """The same period one year earlier.

    >>> year_before("2024-Q2")
    '2023-Q2'
    """
    p = parse_period(text)
    return Period(p.at - 1, p.kind, p.year - 1, p.index).text


def neighbour(text: str, step: int, days: tuple[int, ...] = ()) -> str:
    """The period ``step`` places later (negative: earlier) in the calendar.

    ``days`` are the dates (month * 100 + day) that a table counts on each year; without them a day's neighbour is
    the same day of the next year.

    >>> neighbour("2024-Q4", 1), neighbour("2024-01-01", 1), neighbour("2024-10-01", 1, (101, 401, 701, 1001))
    ('2025-Q1', '2025-01-01', '2025-01-01')
    """
    p = parse_period(text)
    if p.kind == "D":
        pattern = days if p.index in days else (p.index,)
        years, place = divmod(pattern.index(p.index) + step, len(pattern))
        return Period(0.0, "D", p.year + years, pattern[place]).text
    if p.kind == "Y":
        return Period(0.0, "Y", p.year + step).text
    years, place = divmod(p.index - 1 + step, STEPS[p.kind])
    return Period(0.0, p.kind, p.year + years, place + 1).text


def days_of(texts: Iterable[str]) -> tuple[int, ...]:
    """The dates (month * 100 + day) that occur among periods, in order of the year; ``()`` when none is a date."""
    return tuple(sorted({p.index for p in map(parse_period, texts) if p.kind == "D"}))


def periods_of_year(year: int, kind: str, days: tuple[int, ...] = ()) -> tuple[str, ...]:
    """All periods of a kind in a year.

    >>> periods_of_year(2024, "Q")
    ('2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4')
    """
    if kind == "D":
        return tuple(Period(0.0, "D", year, day).text for day in days)
    if kind == "Y":
        return (Period(0.0, "Y", year).text,)
    return tuple(Period(0.0, kind, year, index).text for index in range(1, STEPS[kind] + 1))
