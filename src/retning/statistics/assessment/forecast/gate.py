"""The gate: a pool of series gets a forecast only where the method has done well on that very pool (methods.md 3.2).

The method is asked again and again with less and less of the history (rolling origins), each time with intervals from
what it had got wrong up to that day, and never with anything later. A pool passes where the method's mean absolute
scaled error is below that of both "the same as last year" and "on with the same drift", and where its 80 % intervals
have held 70 to 92 % of what came.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retning.statistics.assessment.forecast.scale import Scale
from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.forecast.accuracy import mean_change
from retning.statistics.methods.forecast.combine import median_forecasts
from retning.statistics.methods.forecast.conformal import conformal_quantile
from retning.statistics.methods.forecast.simple import drift, naive
from retning.statistics.rules.model import Rules

Forecaster = Callable[[Floats, int], Floats]
"""From values ``(m, n)`` and a horizon ``h`` to forecasts ``(m, h)``."""

Marks = npt.NDArray[np.bool_]

LEVELS = (0.80, 0.95)


@dataclass(frozen=True)
class OriginTest:
    """How the method did from one origin, over all series of the pool."""

    points: int  # how many points of each series it was given
    cases: int
    hits80: int
    hits95: int
    mase: float
    mase_naive: float
    mase_drift: float


@dataclass(frozen=True)
class Gate:
    """Whether a pool may be forecast, with all numbers. ``reason`` is the key of ``reason.<key>`` where not.

    ``coverage80`` and ``coverage95`` are shares of ``cases``; ``horizon_coverage80`` the same by years ahead.
    """

    passed: bool
    series: int
    points: int
    horizon: int
    reason: str = ""
    cases: int = 0
    mase: float | None = None
    mase_naive: float | None = None
    mase_drift: float | None = None
    coverage80: float | None = None
    coverage95: float | None = None
    horizon_coverage80: tuple[float, ...] = ()
    origins: tuple[OriginTest, ...] = ()


@dataclass(frozen=True)
class Said:
    """What the method would have said from one origin: arrays ``(m, k)`` in the unit, ``k`` the years that came."""

    points: int
    middle: Floats
    lower80: Floats
    upper80: Floats
    lower95: Floats
    upper95: Floats

    def holds(self, came: Floats) -> tuple[Marks, Marks]:
        """Which figures that came the 80 % and the 95 % intervals hold, each like ``came``."""
        return (
            (self.lower80 <= came) & (came <= self.upper80),
            (self.lower95 <= came) & (came <= self.upper95),
        )


@dataclass(frozen=True)
class Backtest:
    """A pool tried and forecast.

    ``middle`` ``(m, h)`` on the scale, ``step`` ``(m,)`` the mean absolute yearly change on the scale, ``half80`` and
    ``half95`` ``(h,)`` half widths in steps, ``errors`` signed errors in steps of every case by years ahead,
    ``own_coverage80`` ``(m,)`` the share of each series' own cases inside.
    """

    gate: Gate
    said: tuple[Said, ...]
    middle: Floats
    step: Floats
    half80: Floats
    half95: Floats
    errors: tuple[Floats, ...]
    own_coverage80: Floats


def horizon_of(points: int, rules: Rules) -> int:
    """How many years ahead a series of yearly points may be forecast: at most ``rules.forecast_years``, a third of it, and no further than
    it can be tried: as many years to learn errors from, and as many to hold against them, beside the first points.

    >>> from retning.statistics.rules.history import rules_on
    >>> [horizon_of(points, rules_on(None)) for points in (13, 14, 40)]
    [3, 4, 5]
    """
    return max(0, min(rules.forecast_years, points // 3, (points - rules.forecast_training) // 2))


def origins_of(points: int, rules: Rules) -> range:
    """The lengths of history that a series is tried from: each leaves a full horizon to learn errors from.

    >>> from retning.statistics.rules.history import rules_on
    >>> list(origins_of(13, rules_on(None)))
    [9, 10, 11, 12]
    """
    return range(rules.forecast_training + horizon_of(points, rules), points)


def refused(reason: str, series: int, points: int, rules: Rules) -> Gate:
    """A gate that was never tried."""
    return Gate(False, series, points, horizon_of(points, rules), reason)


def half_widths(errors: tuple[Floats, ...], level: float) -> Floats:
    """Half width of the interval in steps, by years ahead: the conformal quantile of the absolute errors.

    An interval never narrows with the distance. Infinite where there are too few errors for the level.
    """
    each = [conformal_quantile(np.abs(e), level) for e in errors]
    widening: Floats = np.maximum.accumulate(np.array(each, dtype=np.float64))
    return widening


def backtest(
    values: Floats,
    scale: Scale,
    inside: Marks | None = None,
    forecaster: Forecaster = median_forecasts,
    *,
    rules: Rules,
) -> Backtest:
    """Try a pool from every origin and forecast it from the last.

    ``values`` is ``(m, n)`` in the indicator's unit: yearly, no gaps, no series without change in its first
    ``rules.forecast_training`` points. ``inside`` ``(m,)`` marks the series that make the pool; the others are forecast with
    the pool's errors, but teach nothing and count for nothing in the gate. Raises ``ValueError`` for values that are
    not finite, for rows that do not change, and where no origin is possible.

    >>> import numpy as np
    >>> from retning.statistics.rules.history import rules_on
    >>> rng = np.random.default_rng(1)
    >>> rows = 100 + 3 * np.arange(20.0) + rng.normal(0, 0.5, (25, 20))
    >>> backtest(rows, Scale(), rules=rules_on(None)).middle.shape
    (25, 5)
    """
    y = np.asarray(values, dtype=np.float64)
    m, n = y.shape
    if not bool(np.all(np.isfinite(y))):
        raise ValueError("a pool has a figure for every year")
    member = np.ones(m, dtype=np.bool_) if inside is None else inside
    h, start = horizon_of(n, rules), rules.forecast_training
    origins = origins_of(n, rules)
    if h < 1 or not origins:
        raise ValueError(f"{n} points leave no origin to try")
    z = scale.forward(y)
    if not bool(np.all(mean_change(z[:, :start]) > 0)):
        raise ValueError("a series that does not change has no step to measure errors in")
    made = {o: forecaster(z[:, :o], h) for o in range(start, n + 1)}
    step = {o: mean_change(z[:, :o]) for o in range(start, n + 1)}
    wrong = {o: (z[:, o : o + h] - made[o][:, : n - o]) / step[o][:, None] for o in range(start, n)}

    def learnt(origin: int) -> tuple[Floats, ...]:
        """Errors of the pool that were known when ``origin`` points were, by years ahead."""
        return tuple(
            np.concatenate([wrong[o][member, j] for o in wrong if o + j + 1 <= origin]) for j in range(h)
        )

    said: list[Said] = []
    hits: list[Marks] = []
    tests: list[OriginTest] = []
    for o in origins:
        came = y[:, o : o + h]
        k = came.shape[1]
        one = _said(o, made[o][:, :k], step[o], learnt(o), scale)
        inside80, inside95 = one.holds(came)
        unit = mean_change(y[:, :o])[:, None]
        each = [
            (np.abs(came - guess) / unit)[member]
            for guess in (one.middle, naive(y[:, :o], h)[:, :k], drift(y[:, :o], h)[:, :k])
        ]
        said.append(one)
        hits.append(inside80)
        tests.append(
            OriginTest(
                o,
                int(each[0].size),
                int(inside80[member].sum()),
                int(inside95[member].sum()),
                *(float(e.mean()) for e in each),
            )
        )
    errors = learnt(n)
    by_years = tuple(
        float(np.concatenate([hit[member, j] for hit in hits if hit.shape[1] > j]).mean()) for j in range(h)
    )
    return Backtest(
        gate=_gate(tests, by_years, int(member.sum()), n, rules),
        said=tuple(said),
        middle=made[n],
        step=step[n],
        half80=half_widths(errors, 0.80),
        half95=half_widths(errors, 0.95),
        errors=errors,
        own_coverage80=np.concatenate(hits, axis=1).mean(axis=1),
    )


def _said(origin: int, middle: Floats, step: Floats, errors: tuple[Floats, ...], scale: Scale) -> Said:
    """What would have been said from an origin, in the unit."""
    k = middle.shape[1]
    half = [half_widths(errors, level)[:k] * step[:, None] for level in LEVELS]
    bounds = [scale.back(bound) for w in half for bound in (middle - w, middle + w)]
    return Said(origin, scale.back(middle), *bounds)


def _gate(
    tests: list[OriginTest], by_years: tuple[float, ...], series: int, points: int, rules: Rules
) -> Gate:
    """The sums over all origins, and the answer."""
    cases = sum(t.cases for t in tests)
    ours, same, on = (
        sum(t.cases * getattr(t, name) for t in tests) / cases
        for name in ("mase", "mase_naive", "mase_drift")
    )
    coverage80 = sum(t.hits80 for t in tests) / cases
    reason = verdict(series, len(tests), ours, same, on, coverage80, rules)
    return Gate(
        passed=not reason,
        series=series,
        points=points,
        horizon=horizon_of(points, rules),
        reason=reason,
        cases=cases,
        mase=ours,
        mase_naive=same,
        mase_drift=on,
        coverage80=coverage80,
        coverage95=sum(t.hits95 for t in tests) / cases,
        horizon_coverage80=by_years,
        origins=tuple(tests),
    )


def verdict(
    series: int, origins: int, mase: float, naive: float, drift: float, coverage80: float, rules: Rules
) -> str:
    """Key of the reason why a pool may not be forecast, ``""`` where it may.

    >>> from retning.statistics.rules.history import rules_on
    >>> [verdict(25, 5, 0.9, 1.2, drift, 0.81, rules_on(None)) for drift in (1.0, 0.9)]
    ['', 'forecast_not_better']
    """
    if series < rules.forecast_series:
        return "forecast_few_series"
    if origins < rules.forecast_origins:
        return "forecast_few_points"
    if not (mase < naive and mase < drift):
        return "forecast_not_better"
    if not rules.forecast_coverage_low <= coverage80 <= rules.forecast_coverage_high:
        return "forecast_coverage"
    return ""
