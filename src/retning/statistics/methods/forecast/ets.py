"""Exponential smoothing with automatic choice of model, for many yearly series of equal length at once.

Six models (Hyndman, Koehler, Ord and Snyder 2008, *Forecasting with Exponential Smoothing*; the set that
``ets`` in R and AutoETS choose from for yearly data), for y_1..y_n::

    f_t = l_(t-1) + p*b_(t-1)         the forecast of year t: the level and the damped growth
    e_t = y_t - f_t
    l_t = f_t + a*e_t                 a in [0.0001, 0.9999]
    b_t = p*b_(t-1) + c*e_t           c in [0.0001, a]
    ahead: f_(n+h) = l_n + (p + p^2 + ... + p^h)*b_n

    no trend b = c = 0;   trend p = 1;   damped trend p in [0.8, 0.98]

each with additive errors (e_t has the same spread in all years) or multiplicative ones (e_t/f_t has). The
forecasts of the two have the same form; what differs is the likelihood, and so which parameters win::

    additive        L = n log(sum e_t^2)
    multiplicative  L = n log(sum (e_t/f_t)^2) + 2 sum log f_t
    AICc            L + 2k + 2k(k+1)/(n-k-1),       k = 3 (no trend), 5 (trend), 6 (damped)

The model of the least AICc forecasts. A model with n - k - 1 < 1 is not tried (so no trend below 7 points, no
damping below 8); multiplicative errors are tried only where every value is above zero.

What is ours. The first level and growth are not free: they are the straight line through the first half of
the series (4 to 10 points; without trend their mean) carried back to year 0. Free ones on 15 points fit the
first two years exactly and say nothing of the last. The errors are then a linear function of the series, so
that additive errors cost one product of matrices for all series and all parameters (:mod:`products`). The
parameters are searched over the whole of their range on a grid of 62 points, not climbed towards from a start
value: no local minimum, and the same answer in whatever unit. A grid of 1367 points gave the median of the
three models the same accuracy on M3 (docs/decisions/0007).

Behaviour. y*c gives f*c for c > 0; y + c gives f + c where the series has zeros or negative values or the
choice falls on additive errors, not otherwise: multiplicative errors depend on the distance to zero, and
for the same reason -y is not the mirror of y. A constant series gives its value. Five points at least.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.forecast.given import Prepared, checked, in_blocks
from retning.statistics.methods.forecast.products import weights

Indices = npt.NDArray[np.intp]

LEAST_POINTS = 5
SMALLEST = 0.0001
"""Smallest smoothing; the largest is one minus it."""
DAMPED = (0.8, 0.98)
"""Limits of the damping."""
PARAMETERS = {"none": 3, "trend": 5, "damped": 6}
"""What a model chooses: smoothing, first level (and growth), damping, spread."""
_FLOOR = 1e-13  # mean squared error in the series' own range below which a fit counts as exact

_ALPHAS = (SMALLEST, 0.2, 0.5, 0.8, 1 - SMALLEST)
_SHARES = (0.0, 0.15, 0.5, 1.0)  # c as share of a
_PAIRS = tuple(dict.fromkeys((a, max(a * s, SMALLEST)) for a in _ALPHAS for s in _SHARES))
_DAMPINGS = (0.8, 0.95)
GRIDS: dict[str, tuple[tuple[float, float, float], ...]] = {
    "none": tuple((float(a), 0.0, 1.0) for a in np.linspace(SMALLEST, 1 - SMALLEST, 11)),
    "trend": tuple((a, c, 1.0) for a, c in _PAIRS),
    "damped": tuple((a, c, p) for a, c in _PAIRS for p in _DAMPINGS),
}
"""What is tried: smoothing of level, of growth, and damping."""


@dataclass(frozen=True)
class Filters:
    """For one kind of trend, all points of its grid and n points a series: what is linear in the series.

    ``errors`` (k, n, n-1) gives the errors from the differences to the first value, ``forms`` the weights of the
    products for their sums of squares, ``first`` (2, n-1) the level and growth in year 0, ``grid`` (k, 3).
    """

    errors: Floats
    forms: Floats
    first: Floats
    grid: Floats


def ets(values: Floats, horizon: int) -> Floats:
    """Forecasts of the model of least AICc: ``values`` (m, n) with n >= 5, the answer (m, ``horizon``).

    Raises ValueError for nan or infinite values, fewer than five points or a horizon below one.

    >>> ets(np.array([[4.0, 4.0, 4.0, 4.0, 4.0]]), 2).tolist()
    [[4.0, 4.0]]
    >>> ets(np.array([[1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]]), 3).round(6).tolist()
    [[11.0, 12.0, 13.0]]
    """
    y = checked(values, horizon, least=LEAST_POINTS)
    return in_blocks(y, horizon, ets_ahead)


def ets_ahead(block: Prepared, horizon: int) -> Floats:
    """The forecasts (m, ``horizon``) of a prepared block, in the block's own scale.

    >>> from retning.statistics.methods.forecast.given import prepare
    >>> ets_ahead(prepare(np.array([[4.0, 5.0, 6.0, 7.0, 8.0]])), 1).shape
    (1, 1)
    """
    z, start = block.z, block.first / block.scale
    m, n = z.shape[0], z.shape[1] + 1
    least = np.full(m, np.inf)
    chosen = np.zeros((m, 3))
    states = np.zeros((m, 2))
    positive = np.flatnonzero(z.min(axis=1, initial=0.0) + start > 0)
    for kind, k in PARAMETERS.items():
        if n - k - 1 < 1:
            continue
        filters = _filters(kind, n)
        penalty = 2 * k + 2 * k * (k + 1) / (n - k - 1)
        first = z @ filters.first.T
        for rows, likelihood, point in _fits(filters, z, start, block.squares, positive):
            criterion = likelihood + penalty
            better = criterion < least[rows]
            rows, point = rows[better], point[better]
            least[rows], chosen[rows], states[rows] = criterion[better], filters.grid[point], first[rows]
    return _ahead(z, chosen, states, horizon)


def _fits(
    filters: Filters, z: Floats, start: Floats, squares: Floats, positive: Indices
) -> list[tuple[Indices, Floats, Indices]]:
    """Rows, likelihood and best point of the grid: with additive errors, then with multiplicative ones."""
    m, n = z.shape[0], z.shape[1] + 1
    sums = squares @ filters.forms
    point = sums.argmin(axis=1)
    rows = np.arange(m)
    additive = n * np.log(np.maximum(sums[rows, point], n * _FLOOR))
    out = [(rows, additive, point)]
    if len(positive):
        out.append((positive, *_multiplicative(filters, z[positive], start[positive])))
    return out


def _multiplicative(filters: Filters, z: Floats, start: Floats) -> tuple[Floats, Indices]:
    """Least L with multiplicative errors over the grid, and where it is; comparable with the additive L."""
    n = z.shape[1] + 1
    mean = start + z.sum(axis=1) / n
    v = np.ascontiguousarray((z / mean[:, None]).T)
    whole = np.vstack([np.zeros(len(z)), v]) + start / mean
    least, best = np.full(len(z), np.inf), np.zeros(len(z), dtype=np.intp)
    floor = n * _FLOOR / mean**2
    e, f = np.empty_like(whole), np.empty_like(whole)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for i, errors in enumerate(filters.errors):
            np.matmul(errors, v, out=e)
            np.subtract(whole, e, out=f)
            e /= f
            e *= e
            likelihood = n * np.log(np.maximum(e.sum(axis=0), floor)) + 2 * _log_product(f)
            better = (likelihood < least) & (likelihood > -np.inf) & (f.min(axis=0) > 0)
            np.copyto(least, likelihood, where=better)
            best[better] = i
    return least + 2 * n * np.log(mean), best


def _log_product(f: Floats) -> Floats:
    """Sum of logarithms down the columns, as logarithms of short products (which cannot overflow here)."""
    out = np.zeros(f.shape[1])
    for t in range(0, len(f), 16):
        out += np.log(f[t : t + 16].prod(axis=0))
    return out


@lru_cache(maxsize=64)
def _filters(kind: str, n: int) -> Filters:
    """The filters of one kind of trend for series of n points."""
    grid = np.array(GRIDS[kind])
    unit = np.eye(n - 1)
    first = _first(kind, n)
    errors = np.empty((len(grid), n, n - 1))
    for i, (a, c, p) in enumerate(grid):
        whole = np.full((n - 1, 3), (a, c, p))
        errors[i], _, _ = _run(unit, whole, first.T)
    return Filters(errors, weights(errors, errors), first, grid)


def _first(kind: str, n: int) -> Floats:
    """Level and growth in year 0 as weights (2, n-1) of the differences to the first value (which is 0)."""
    points = min(10, max(4, n // 2))
    out = np.zeros((2, n))
    if kind == "none":
        out[0, :points] = 1 / points
    else:
        line = np.column_stack([np.ones(points), np.arange(1, points + 1)])
        out[:, :points] = np.linalg.pinv(line)
    return out[:, 1:]


def _run(z: Floats, parameters: Floats, first: Floats) -> tuple[Floats, Floats, Floats]:
    """Errors (n, m), last level and last growth; parameters (m, 3) and first states (m, 2) of each series."""
    a, c, p = parameters.T
    level, growth = first[:, 0], first[:, 1]
    errors = np.empty((z.shape[1] + 1, z.shape[0]))
    for t in range(len(errors)):
        growth = p * growth
        f = level + growth
        e = (z[:, t - 1] if t else 0.0) - f
        errors[t] = e
        level = f + a * e
        growth = growth + c * e
    return errors, level, growth


def _ahead(z: Floats, parameters: Floats, first: Floats, horizon: int) -> Floats:
    """The years ahead from the last level and growth."""
    _, level, growth = _run(z, parameters, first)
    out = np.empty((len(z), horizon))
    for h in range(horizon):
        growth = parameters[:, 2] * growth
        level = level + growth
        out[:, h] = level
    return out
