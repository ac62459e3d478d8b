"""Years of few events put together before places are compared (methods.md 2.5; section 9, rows 1.4 and 1.7).

With 25 events a year only a change of 79 % shows; three years together are the smallest remedy. Pooled are counts
(their sum) and ratios of counts (sum over sum); a mean, a median or an index cannot be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from retning.statistics.assessment.intervals import limits_of
from retning.statistics.assessment.measures import in_order
from retning.statistics.indicators.model import Indicator
from retning.statistics.model import Series, Value
from retning.statistics.rules.model import Rules
from retning.statistics.tables.periods import parse_period


def years_to_pool(
    asked: int | None, definition: Indicator, latest: Mapping[str, Value | None], rules: Rules
) -> int:
    """How many years are put together: what the target asks, else ``rules.pool_years`` where somebody has few events.

    Few are less than ``rules.pool_below`` in the newest year, and only where the indicator declares that it counts events
    or cases (``[interval]``): a large register needs no pooling.
    """
    if asked is not None:
        return asked
    if definition.interval.method not in ("wilson", "poisson"):
        return 1
    events = [v.numerator for v in latest.values() if v is not None and v.numerator is not None]
    return rules.pool_years if events and min(events) < rules.pool_below else 1


@dataclass(frozen=True)
class Pooled:
    """A value over several years with its interval; ``None`` where a year is missing."""

    value: float
    lower: float | None
    upper: float | None
    events: float | None


def pooled(series: Series | None, definition: Indicator, period: str, years: int) -> Pooled | None:
    """The last ``years`` years up to ``period`` as one value; with 1 the value as it stands.

    A registered break inside the years, or a year without value, gives ``None``: two years are never passed off
    as three.
    """
    if series is None:
        return None
    known = in_order(series.known)
    last = next((v for v in known if v.period == period), None)
    if last is None or last.value is None:
        return None
    if years == 1:
        return Pooled(last.value, last.lower, last.upper, last.numerator)
    if definition.kind not in ("count", "ratio"):
        return None
    end = parse_period(period)
    wanted = [end.year - back for back in range(years)]
    by_year = {p.year: v for v in known if (p := parse_period(v.period)).index == end.index}
    if any(year not in by_year for year in wanted):
        return None
    first = parse_period(by_year[wanted[-1]].period).at
    if any(first < parse_period(b.period).at <= end.at for b in series.breaks):
        return None
    parts = [by_year[year] for year in wanted]
    if definition.kind == "count":
        value = float(sum(v.value or 0.0 for v in parts))
        return _limited(definition, value, value, None)
    tops, bottoms = [v.numerator for v in parts], [v.denominator for v in parts]
    if any(x is None for x in (*tops, *bottoms)):
        return None
    top, bottom = float(sum(x or 0.0 for x in tops)), float(sum(x or 0.0 for x in bottoms))
    scale = next(
        (v.value * v.denominator / v.numerator for v in parts if v.value and v.denominator and v.numerator),
        definition.lines[0].factor,
    )
    return None if bottom <= 0 else _limited(definition, scale * top / bottom, top, bottom)


def _limited(definition: Indicator, value: float, top: float, bottom: float | None) -> Pooled:
    found = limits_of(definition.interval.method, value, top, bottom, definition.kind)
    return Pooled(value, None if found is None else found.lower, None if found is None else found.upper, top)
