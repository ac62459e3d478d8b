"""Series with seasons, made comparable from year to year before anything is said of them.

A quarter or a month is compared with the same one of other years, never with the one before it: a season is
not a tendency. Where an indicator counts or measures during the period, the year's mean is used (methods.md 9,
row 4.6), and only years with all their periods count: a mean that lacks its winter is another quantity. A stock is
taken on the same date of each year, that of its newest figure: the mean of a wandering level wanders
more smoothly than the level, and its changes would look alike. The tests and their error rates (methods.md
2.2, 2.3) are those of yearly points, so a long monthly series never counts as more years than it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from retning.answers import CERTAINTIES
from retning.statistics.model import Reason, Series, Value
from retning.statistics.tables.periods import STEPS, Period, parse_period


def yearly(series: Series, nature: str) -> tuple[Series | None, tuple[Reason, ...]]:
    """The series as one point a year, with the reason where something was done; ``None`` for mixed periods.

    Yearly series, and counts on one date a year, come back as they are. Points keep their period where a date
    or season is picked; means have the year (``2024``), the sum of numerators and denominators over the
    number of periods, and the least certain of their certainties. A year in which a registered break falls has
    no mean. ``None``: several kinds of periods, or a period twice.

    >>> quarters = tuple(Value(f"{year}-Q{q}", 10.0 * q + year) for year in (2020, 2021) for q in (1, 2, 3, 4))
    >>> [(v.period, v.value) for v in yearly(Series("nights", "north", quarters), "flow")[0].values]
    [('2020', 2045.0), ('2021', 2046.0)]
    >>> [v.period for v in yearly(Series("jobs", "north", quarters), "stock")[0].values]
    ['2020-Q4', '2021-Q4']
    """
    rhythm = _rhythm(tuple([v.period for v in series.values]))
    if rhythm != "seasons":
        return (series if rhythm == "years" else None), ()
    parsed = [(parse_period(v.period), v) for v in series.values]
    periods = [p for p, _ in parsed]
    years: dict[int, dict[int, Value]] = {}
    for period, value in sorted(parsed, key=lambda pair: pair[0]):
        years.setdefault(period.year, {})[period.index] = value
    known = [p for p, v in parsed if v.value is not None]
    if nature == "stock":
        season = max(known or periods).index
        kept = tuple(found[season] for found in years.values() if season in found)
        newest = max((p for p in known or periods), key=lambda p: p.at).text
        return replace(series, values=kept), (Reason("same_time_each_year", {"period": newest}),)
    needed = _needed(periods)
    cuts = [parse_period(b.period).at for b in series.breaks]
    means = tuple(
        _mean(year, found)
        for year, found in years.items()
        if all(i in found and found[i].value is not None for i in needed)
        and not any(year < cut <= parse_period(found[max(needed)].period).at for cut in cuts)
    )
    return replace(series, values=means), (Reason("yearly_means", {"years": len(means)}),)


@lru_cache(maxsize=4096)  # all areas of an indicator have the same few lists of periods
def _rhythm(written: tuple[str, ...]) -> Literal["years", "seasons", "mixed"]:
    """Whether periods are one point a year, several of one kind, or no single series at all.

    >>> _rhythm(("2020", "2021")), _rhythm(("2020-Q1", "2020-Q2")), _rhythm(("2020", "2020-Q1"))
    ('years', 'seasons', 'mixed')
    """
    periods = [parse_period(period) for period in written]
    if len({p.kind for p in periods}) > 1 or len({p.text for p in periods}) < len(periods):
        return "mixed"
    once = len({p.year for p in periods}) == len(periods)
    return "years" if not periods or (once and periods[0].kind in "YD") else "seasons"


def _needed(periods: list[Period]) -> tuple[int, ...]:
    """Which periods make a whole year: all quarters or months, or every date that the series counts on."""
    kind = periods[0].kind
    if kind == "D":
        return tuple(sorted({p.index for p in periods}))
    return tuple(range(1, STEPS[kind] + 1))


def _mean(year: int, found: Mapping[int, Value]) -> Value:
    values = list(found.values())

    def mean(name: str) -> float | None:
        parts = [getattr(v, name) for v in values]
        return None if any(p is None for p in parts) else float(sum(parts)) / len(parts)

    methods = {v.method for v in values}
    return Value(
        str(year),
        mean("value"),
        numerator=mean("numerator"),
        denominator=mean("denominator"),
        method="estimated" if "estimated" in methods else "recomputed",
        certainty=max((v.certainty for v in values), key=CERTAINTIES.index),
        vintage=max(v.vintage for v in values),
    )
