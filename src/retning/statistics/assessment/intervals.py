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

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from msgspec import structs

from retning.answers import IntervalMethod
from retning.statistics.indicators.model import Indicator
from retning.statistics.methods.small_numbers import EXACT_BELOW, count_limits, wilson
from retning.statistics.model import Series, Value


@dataclass(frozen=True)
class ValueLimits:
    """An interval with the name of its method."""

    lower: float
    upper: float
    method: IntervalMethod


Case = tuple[float | None, float | None, float | None]
"""A value with its numerator and its denominator."""


def limits_of(
    method: str, value: float | None, numerator: float | None, denominator: float | None, kind: str
) -> ValueLimits | None:
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
    return limits_of_all(method, kind, [(value, numerator, denominator)])[0]


def limits_of_all(method: str, kind: str, cases: Sequence[Case]) -> list[ValueLimits | None]:
    """:func:`limits_of` for many values at once: their arithmetic is done on arrays.

    >>> [None if one is None else one.method for one in limits_of_all("poisson", "count", [(5.0, 5.0, None), (1.5, 1.5, None)])]
    ['exact poisson', None]
    """
    found: list[ValueLimits | None] = [None] * len(cases)
    fit = [n for n, (value, top, bottom) in enumerate(cases) if _has_limits(method, kind, value, top, bottom)]
    if not fit:
        return found
    value, top, bottom = np.array([cases[n] for n in fit], dtype=np.float64).T
    if method == "wilson":
        low, high = wilson(top, bottom)
        scale = value * bottom / top
    else:
        low, high = count_limits(top)
        scale = np.ones(len(fit)) if kind == "count" else value / top
    for n, lower, upper, events in zip(
        fit, (scale * low).tolist(), (scale * high).tolist(), top.tolist(), strict=True
    ):
        name: IntervalMethod = "exact poisson" if events < EXACT_BELOW else "byar"
        found[n] = ValueLimits(lower, upper, "wilson" if method == "wilson" else name)
    return found


def _has_limits(
    method: str, kind: str, value: float | None, numerator: float | None, denominator: float | None
) -> bool:
    """Whether there are limits to work out."""
    if value is None or numerator is None or numerator < 0 or numerator != int(numerator):
        return False
    if method == "poisson" and kind == "count":
        return True
    if denominator is None or denominator <= 0 or numerator == 0:
        return False
    return method == "poisson" or (method == "wilson" and kind == "ratio" and numerator <= denominator)


def with_intervals(series: Iterable[Series], indicators: Mapping[str, Indicator]) -> list[Series]:
    """The series with the intervals that their indicators declare; published ones stay as they were read.

    >>> with_intervals([], {})
    []
    """
    found = list(series)
    of_one: dict[str, list[int]] = {}
    for n, one in enumerate(found):
        if indicators[one.indicator].interval.method in ("wilson", "poisson"):
            of_one.setdefault(one.indicator, []).append(n)
    for indicator, places in of_one.items():
        definition = indicators[indicator]
        cases = [(v.value, v.numerator, v.denominator) for n in places for v in found[n].values]
        limits = iter(limits_of_all(definition.interval.method, definition.kind, cases))
        for n in places:
            values = tuple(_with(value, next(limits)) for value in found[n].values)
            found[n] = replace(found[n], values=values)
    return found


def _with(value: Value, found: ValueLimits | None) -> Value:
    if found is None or value.method == "estimated":
        return value
    return structs.replace(value, lower=found.lower, upper=found.upper, interval=found.method)
