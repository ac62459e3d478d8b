"""Which values get an interval, and by what method: only what a file declares, only where there is chance in it.

A full register count has no sampling interval: nobody was drawn, so its fact needs none (methods.md 1.7). Three
things do (methods.md 2.5), and an indicator file says which it is (``[interval] method``):

* ``wilson``: a share of cases that could have come out either way (graduates who stayed, firms that
  survived): Wilson's limits of numerator among denominator;
* ``poisson``: events that happen now and then (new firms, accidents), as a count or per population: exact
  limits below ten events, Byar's from ten;
* ``published``: limits or a standard error that the publisher states
  (:mod:`retning.statistics.indicators.compute` reads them).

Without a declaration no interval is made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from retning.answers import IntervalMethod
from retning.statistics.indicators.model import Indicator
from retning.statistics.methods.small_numbers import EXACT_BELOW, count_limits, wilson
from retning.statistics.model import Series, Value


@dataclass(frozen=True)
class Limits:
    """An interval with the name of its method."""

    lower: float
    upper: float
    method: IntervalMethod


def limits_of(
    method: str, value: float | None, numerator: float | None, denominator: float | None, kind: str
) -> Limits | None:
    """The 95 % interval of one value, in the value's unit; ``None`` where the method has no answer.

    ``kind`` is the indicator's: a ``count`` is its own number of events, a ``ratio`` is scaled by what makes
    its value of numerator and denominator. Negative or fractional events (a net change, an allocated part) are no
    events, and more events than trials are no share: no interval.

    >>> limits_of("poisson", 5.0, 5.0, None, "count").method
    'exact poisson'
    >>> found = limits_of("wilson", 65.0, 65.0, 100.0, "ratio")
    >>> round(found.lower, 2), round(found.upper, 2)
    (55.25, 73.64)
    """
    if value is None or numerator is None or numerator < 0 or numerator != int(numerator):
        return None
    if method == "poisson":
        lower, upper = (float(x) for x in count_limits(numerator))
        name: IntervalMethod = "exact poisson" if numerator < EXACT_BELOW else "byar"
        if kind == "count":
            return Limits(lower, upper, name)
        if denominator is None or denominator <= 0 or numerator == 0:
            return None
        scale = value / numerator
        return Limits(scale * lower, scale * upper, name)
    if method == "wilson" and kind == "ratio":
        if denominator is None or denominator <= 0 or numerator > denominator or numerator == 0:
            return None
        low, high = (float(x) for x in wilson(numerator, denominator))
        scale = value * denominator / numerator
        return Limits(scale * low, scale * high, "wilson")
    return None


def with_intervals(series: Iterable[Series], indicators: Mapping[str, Indicator]) -> list[Series]:
    """The series with the intervals that their indicators declare; published ones stay as they were read.

    >>> with_intervals([], {})
    []
    """
    return [_filled(one, indicators[one.indicator]) for one in series]


def _filled(series: Series, definition: Indicator) -> Series:
    if definition.interval.method not in ("wilson", "poisson"):
        return series
    return replace(series, values=tuple(_with(v, definition) for v in series.values))


def _with(value: Value, definition: Indicator) -> Value:
    found = limits_of(
        definition.interval.method, value.value, value.numerator, value.denominator, definition.kind
    )
    if found is None or value.method == "estimated":
        return value
    return replace(value, lower=found.lower, upper=found.upper, interval=found.method)
