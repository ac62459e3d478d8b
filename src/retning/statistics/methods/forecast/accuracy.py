"""How good forecasts and intervals were: the measures of the M competitions (methods.md 3.1).

For one series with values y_1..y_n, forecasts f and outcomes x over h years::

    change  = mean |y_t - y_(t-1)|                                    the series' own mean yearly change
    sMAPE   = 200/h * sum |x-f| / (|x|+|f|)                           per cent; a term with x = f = 0 counts as 0
    MASE    = mean |x-f| / change
    OWA     = (sMAPE/sMAPE of naive + MASE/MASE of naive)/2           of the means over all series
    MSIS    = [ mean(u-l) + 2/a * mean of what falls outside ] / change,    a = 1 - level
    covered = share of outcomes with l <= x <= u

Sources: Hyndman and Koehler 2006, *International Journal of Forecasting* 22 (MASE); Makridakis, Spiliotis and
Assimakopoulos 2020, *International Journal of Forecasting* 36 (OWA, MSIS); Gneiting and Raftery 2007 (the score
that MSIS scales).

A series that never changed has no scale: its MASE and MSIS are nan, and the means over a pool leave it out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retning.statistics.methods.arrays import Floats


def mean_change(values: Floats) -> Floats:
    """Mean absolute yearly change of each series: ``values`` (m, n), n >= 2, the answer (m,); 0 where constant.

    Raises ValueError for other shapes and for nan or infinite values.

    >>> mean_change(np.array([[1.0, 3.0, 2.0]])).tolist()
    [1.5]
    """
    y = np.asarray(values, dtype=np.float64)
    if y.ndim != 2 or y.shape[1] < 2:
        raise ValueError(
            f"a mean change needs a table with at least two points a series, not shape {y.shape}"
        )
    if not np.isfinite(y).all():
        raise ValueError("a mean change needs finite values")
    change: Floats = np.abs(np.diff(y, axis=1)).mean(axis=1)
    return change


def mean_changes(series: Sequence[Floats]) -> Floats:
    """The same for series of unequal length, in their order.

    >>> mean_changes([np.array([1.0, 3.0]), np.array([1.0, 1.0, 2.0])]).tolist()
    [2.0, 0.5]
    """
    return np.array([mean_change(np.asarray(one)[None, :])[0] for one in series], dtype=np.float64)


def smape(actual: Floats, forecast: Floats) -> Floats:
    """sMAPE of each series in per cent: both (m, h), the answer (m,), from 0 to 200.

    >>> smape(np.array([[100.0, 0.0]]), np.array([[50.0, 0.0]])).round(3).tolist()
    [33.333]
    """
    x, f = _pair(actual, forecast)
    size = np.abs(x) + np.abs(f)
    terms = np.divide(np.abs(x - f), size, out=np.zeros_like(size), where=size > 0)
    mean: Floats = 200 * terms.mean(axis=1)
    return mean


def mase(actual: Floats, forecast: Floats, change: Floats) -> Floats:
    """MASE of each series: ``actual`` and ``forecast`` (m, h), ``change`` (m,) of the years before; nan where it is 0.

    >>> mase(np.array([[3.0, 4.0]]), np.array([[2.0, 2.0]]), np.array([1.5])).tolist()
    [1.0]
    """
    x, f = _pair(actual, forecast)
    return _scaled(np.abs(x - f).mean(axis=1), change)


def owa(actual: Floats, forecast: Floats, naive: Floats, change: Floats) -> float:
    """Overall weighted average over the pool: below 1 is better than the last value carried on.

    All but ``change`` (m,) are (m, h). Raises ValueError where the naive forecast has no error at all.

    >>> owa(np.array([[2.0]]), np.array([[2.0]]), np.array([[1.0]]), np.array([1.0]))
    0.0
    """
    wrong = np.array([float(smape(actual, f).mean()) for f in (forecast, naive)])
    scaled = [mase(actual, f, change) for f in (forecast, naive)]
    known = ~np.isnan(scaled[1])
    far = np.array([float(each[known].mean()) if known.any() else 0.0 for each in scaled])
    if wrong[1] == 0 or far[1] == 0:
        raise ValueError(
            "the naive forecast has no error on any series that changes: there is nothing to compare with"
        )
    return float((wrong[0] / wrong[1] + far[0] / far[1]) / 2)


def msis(actual: Floats, lower: Floats, upper: Floats, change: Floats, level: float) -> Floats:
    """Scaled interval score of each series: less is better; width, and 2/(1-level) times each miss.

    ``actual``, ``lower``, ``upper`` (m, h), ``change`` (m,), ``level`` between 0 and 1, e.g. 0.95.

    >>> msis(np.array([[5.0]]), np.array([[1.0]]), np.array([[4.0]]), np.array([1.0]), 0.80).round(9).tolist()
    [13.0]
    """
    x, low = _pair(actual, lower)
    _, high = _pair(actual, upper)
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    outside = np.maximum(low - x, 0) + np.maximum(x - high, 0)
    return _scaled((high - low + 2 / (1 - level) * outside).mean(axis=1), change)


def coverage(actual: Floats, lower: Floats, upper: Floats) -> float:
    """Share of outcomes within their interval, ends included; cases without an interval (nan) are left out.

    nan where no case has an interval.

    >>> coverage(np.array([[1.0, 5.0]]), np.array([[0.0, 0.0]]), np.array([[1.0, 4.0]]))
    0.5
    """
    x, low = _pair(actual, lower)
    _, high = _pair(actual, upper)
    known = ~(np.isnan(low) | np.isnan(high))
    if not known.any():
        return float("nan")
    return float(((low <= x) & (x <= high))[known].mean())


def _pair(actual: Floats, other: Floats) -> tuple[Floats, Floats]:
    """Two tables of one shape (m, h), h >= 1, the outcomes finite."""
    x, f = np.asarray(actual, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if x.ndim != 2 or x.shape != f.shape or x.shape[1] < 1:
        raise ValueError(f"outcomes and forecasts must be tables of one shape, not {x.shape} and {f.shape}")
    if not np.isfinite(x).all():
        raise ValueError("an outcome must be finite")
    return x, f


def _scaled(values: Floats, change: Floats) -> Floats:
    """``values`` (m,) in units of the series' own change; nan where that is 0."""
    c = np.asarray(change, dtype=np.float64)
    if c.shape != values.shape:
        raise ValueError(f"one mean change a series is needed: {values.shape[0]} series, shape {c.shape}")
    return np.divide(values, c, out=np.full_like(values, np.nan), where=c > 0)
