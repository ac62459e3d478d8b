"""Intervals that hold what they promise: pooled conformal prediction (methods.md 3.2).

A single series of 15 points cannot tell how wrong a forecast of it will be; hundreds of comparable series (the
same indicator in all municipalities) can. For each of them the last h years are held out and forecast::

    s   = |x - f| / change          the error in units of the series' own mean absolute yearly change before
    q_L = the ceil((N+1)*L)-th smallest s of the N series, for each year ahead by itself
    the interval = forecast -/+ q_L * change

Sources: Vovk, Gammerman and Shafer 2005, *Algorithmic Learning in a Random World*; Lei, G'Sell, Rinaldo,
Tibshirani and Wasserman 2018, *Journal of the American Statistical Association* 113 (split conformal); the
pooling over series and the scale: methods.md 3.2, measured on M3. If the pool's past and future errors are
exchangeable, the interval covers with probability at least L, whatever their distribution. A shock that all
series share breaks that; calibrate on years that hold one, or say so.

Rules. Fewer than 20 series: refused (:class:`TooFewSeriesError`). Where (N+1)*L asks for more than N errors the
quantile does not exist (nan; :func:`conformal_quantile` answers infinity, the interval that would be
needed). A series that never changed has change 0: its errors have no scale and are left out of the pool, and
it gets no interval (nan), because a width of nothing would be a promise that no one can give.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.forecast.accuracy import mean_changes
from retning.statistics.methods.forecast.combine import median_forecasts_of
from retning.statistics.methods.forecast.given import check_horizon

LEAST_SERIES = 20
"""Below this a 95 % quantile does not exist (19 is the limit) or rests on the worst series alone."""


class TooFewSeriesError(ValueError):
    """The pool is too small for intervals. ``reason`` names it for those who show it, ``series`` counts."""

    reason = "too_few_series"

    def __init__(self, series: int) -> None:
        self.series = series
        super().__init__(
            f"pooled intervals need at least {LEAST_SERIES} series with a scale, there are {series}"
        )


def conformal_quantile(errors: Floats, level: float) -> float:
    """The ceil((N+1)*level)-th smallest of N errors (any shape, without nan); infinite where N is too small for it.

    ``level`` is between 0 and 1. Raises ValueError for nan among the errors or another level.

    >>> conformal_quantile(np.arange(1.0, 20.0), 0.95), conformal_quantile(np.arange(1.0, 19.0), 0.95)
    (19.0, inf)
    """
    ordered = np.sort(np.asarray(errors, dtype=np.float64), axis=None)
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    if np.isnan(ordered).any():
        raise ValueError("an error that is not a number has no rank")
    # (N+1)*L is often whole; rounding in its last bit must not add one
    rank = math.ceil((len(ordered) + 1) * level - 1e-9)
    return float(ordered[rank - 1]) if rank <= len(ordered) else math.inf


def scaled_errors(actual: Floats, forecast: Floats, change: Floats) -> Floats:
    """Absolute errors in units of each series' mean yearly change: (m, h), nan where that change is 0.

    ``actual`` and ``forecast`` (m, h), ``change`` (m,) from the years *before* the outcomes.

    >>> scaled_errors(np.array([[3.0], [1.0]]), np.array([[2.0], [1.0]]), np.array([0.5, 0.0])).ravel().tolist()
    [2.0, nan]
    """
    x, f = np.asarray(actual, dtype=np.float64), np.asarray(forecast, dtype=np.float64)
    c = np.asarray(change, dtype=np.float64)
    if x.ndim != 2 or x.shape != f.shape or c.shape != x.shape[:1]:
        raise ValueError(f"shapes do not fit: outcomes {x.shape}, forecasts {f.shape}, changes {c.shape}")
    if not (np.isfinite(x).all() and np.isfinite(f).all() and np.isfinite(c).all()):
        raise ValueError("outcomes, forecasts and changes must be finite")
    wide = np.broadcast_to(c[:, None], x.shape)
    scaled: Floats = np.divide(np.abs(x - f), wide, out=np.full(x.shape, np.nan), where=wide > 0)
    return scaled


def quantiles(errors: Floats, levels: Sequence[float]) -> Floats:
    """q_L for each level and each year ahead: ``errors`` (N, h) as from :func:`scaled_errors`, the answer (levels, h).

    A row with nan is a series without scale and is left out. nan where the quantile does not exist. Raises
    :class:`TooFewSeriesError` below 20 series, ValueError for a level outside 0 to 1.

    >>> quantiles(np.arange(1.0, 21.0)[:, None], [0.80, 0.95, 0.99]).ravel().tolist()
    [17.0, 20.0, nan]
    """
    e = np.asarray(errors, dtype=np.float64)
    if e.ndim != 2:
        raise ValueError(f"errors must be a table with one series a row, not {e.ndim}-dimensional")
    e = e[~np.isnan(e).any(axis=1)]
    if len(e) < LEAST_SERIES:
        raise TooFewSeriesError(len(e))
    q = np.array(
        [[conformal_quantile(column, level) for column in e.T] for level in levels], dtype=np.float64
    )
    q = q.reshape(len(levels), e.shape[1])
    q[np.isinf(q)] = np.nan
    return q


def intervals(forecast: Floats, change: Floats, q: Floats) -> tuple[Floats, Floats]:
    """Lower and upper limits, each (levels, m, h): ``forecast`` (m, h), ``change`` (m,), ``q`` (levels, h).

    nan where the series has no scale (change 0) or the quantile does not exist.

    >>> low, high = intervals(np.array([[10.0]]), np.array([2.0]), np.array([[1.5]]))
    >>> low.item(), high.item()
    (7.0, 13.0)
    """
    f, c = np.asarray(forecast, dtype=np.float64), np.asarray(change, dtype=np.float64)
    if f.ndim != 2 or c.shape != f.shape[:1] or q.ndim != 2 or q.shape[1] != f.shape[1]:
        raise ValueError(f"shapes do not fit: forecasts {f.shape}, changes {c.shape}, quantiles {q.shape}")
    half = np.where(c > 0, c, np.nan)[None, :, None] * q[:, None, :]
    return f[None] - half, f[None] + half


def calibrate(
    series: Sequence[Floats],
    horizon: int,
    levels: Sequence[float],
    forecaster: Callable[[Sequence[Floats], int], Floats] = median_forecasts_of,
) -> Floats:
    """Hold out the last ``horizon`` years of every series, forecast them, and take the quantiles: (levels, horizon).

    Series of any length that leaves at least five points (raises ValueError otherwise); at least 20 of them.

    >>> pool = [np.arange(12.0) + 0.1 * i * (-1.0) ** np.arange(12) for i in range(20)]
    >>> calibrate(pool, 2, [0.8]).shape
    (1, 2)
    """
    check_horizon(horizon)
    before = [np.asarray(one, dtype=np.float64)[:-horizon] for one in series]
    after = np.array([np.asarray(one, dtype=np.float64)[-horizon:] for one in series])
    if len(before) < LEAST_SERIES:
        raise TooFewSeriesError(len(before))
    return quantiles(scaled_errors(after, forecaster(before, horizon), mean_changes(before)), levels)
