"""Which series are forecast together: all areas of one indicator with the same line, rhythm and years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retning.statistics.assessment.forecast.gate import Marks
from retning.statistics.assessment.measures import in_order
from retning.statistics.indicators.model import Indicator
from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.forecast.accuracy import mean_change
from retning.statistics.model import Reason, Series, Value
from retning.statistics.rules.model import Rules
from retning.statistics.tables.periods import parse_period


@dataclass(frozen=True)
class Run:
    """The part of a series that can be forecast from: yearly figures without gaps since its last break."""

    series: Series
    values: tuple[Value, ...]

    @property
    def last(self) -> int:
        """The year of its last figure."""
        return parse_period(self.values[-1].period).year

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True)
class Pool:
    """Series with figures for the same years: ``values`` ``(m, n)`` in the unit, ``inside`` marks those that teach."""

    runs: tuple[Run, ...]
    values: Floats
    inside: Marks

    @property
    def last(self) -> int:
        """The last year."""
        return self.runs[0].last


def usable(series: Series) -> tuple[Run | None, Reason | None]:
    """The newest unbroken run of yearly figures of a series, or why there is none.

    A registered break cuts the series; a missing year does too. Provisional figures are used (the forecast says so).

    >>> usable(Series("i", "a", (Value("2020", 1.0), Value("2022", 2.0), Value("2023", 3.0))))[0].last
    2023
    """
    known = in_order(series.known)
    if not known:
        return None, Reason("forecast_no_values")
    periods = [parse_period(v.period) for v in known]
    if any(p.kind != "Y" for p in periods):
        return None, Reason("forecast_not_yearly")
    if len({p.year for p in periods}) != len(periods):
        return None, Reason("mixed_periods")
    cuts = [parse_period(b.period).at for b in series.breaks]
    start = len(known) - 1
    while start > 0:
        here, before = periods[start], periods[start - 1]
        if before.year != here.year - 1 or any(before.at < cut <= here.at for cut in cuts):
            break
        start -= 1
    return Run(series, tuple(known[start:])), None


def few_points(run: Run, rules: Rules) -> Reason | None:
    """Why a run is too short to be forecast."""
    if len(run) < rules.forecast_points:
        return Reason("forecast_few_points", {"points": len(run), "needed": rules.forecast_points})
    return None


def members(indicator: Indicator, own: Sequence[str], kinds: Mapping[str, str]) -> frozenset[str]:
    """The areas that make an indicator's pool: those it declares, else its areas of the kind it has most of.

    A region is the sum of its municipalities, so areas of different kinds never teach each other.

    >>> members(indicator, ["a", "b", "c"], {"a": "region", "b": "municipality", "c": "municipality"})  # doctest: +SKIP
    frozenset({'b', 'c'})
    """
    if indicator.pool:
        return frozenset(indicator.pool)
    count = Counter(kinds.get(area, "") for area in own)
    most = min(count, key=lambda kind: (-count[kind], kind), default="")
    return frozenset(area for area in own if kinds.get(area, "") == most)


def gather(
    runs: Sequence[Run], pool: frozenset[str], rules: Rules
) -> tuple[Pool | None, dict[str, Reason], Reason | None]:
    """The pool of some runs of one line, the runs that could not be in it with why, and why there is no pool.

    All series of a pool end in the same year: the one most of its members end in, the newest among equals. The pool is
    as long as it can be while at least ``rules.forecast_series`` of its members, and at least half of them, have every year.
    """
    left: dict[str, Reason] = {}
    kept: list[Run] = []
    for run in runs:
        short = few_points(run, rules)
        if short is None:
            kept.append(run)
        else:
            left[run.series.area] = short
    within = [r for r in kept if r.series.area in pool]
    if len(within) < rules.forecast_series:
        return None, left, _few(within, rules)
    ends = Counter(r.last for r in within)
    last = max(ends, key=lambda year: (ends[year], year))
    lengths = sorted((len(r) for r in within if r.last == last), reverse=True)
    at_least = max(rules.forecast_series, (len(lengths) + 1) // 2)
    if len(lengths) < at_least:
        return None, left, _few([r for r in within if r.last == last], rules)
    points = lengths[at_least - 1]
    chosen: list[Run] = []
    rows: list[list[float]] = []
    for run in sorted(kept, key=lambda r: r.series.area):
        row = [float(v.value) for v in run.values[-points:] if v.value is not None]
        if run.last != last:
            left[run.series.area] = Reason("forecast_other_years", {"last": run.last, "pool_last": last})
        elif len(run) < points:
            left[run.series.area] = Reason("forecast_few_points", {"points": len(run), "needed": points})
        elif not bool(mean_change(np.array([row[: rules.forecast_training]]))[0] > 0):
            left[run.series.area] = Reason("forecast_no_change")
        else:
            chosen.append(run)
            rows.append(row)
    inside = np.array([r.series.area in pool for r in chosen], dtype=np.bool_)
    if int(inside.sum()) < rules.forecast_series:
        return None, left, _few([r for r, member in zip(chosen, inside, strict=True) if member], rules)
    return Pool(tuple(chosen), np.array(rows, dtype=np.float64), inside), left, None


def _few(within: Sequence[Run], rules: Rules) -> Reason:
    return Reason("forecast_few_series", {"series": len(within), "needed": rules.forecast_series})
