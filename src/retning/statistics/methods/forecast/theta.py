"""The dynamic optimised theta model for many yearly series of equal length at once.

Formulas (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016, *International Journal of Forecasting*
32, 1151-1161, model DOTM), for y_1..y_n, smoothing a and theta >= 1, with k = 1 - 1/theta::

    f_t  = l_(t-1) + k * [ (1-a)^(t-1) A_(t-1) + (1 - (1-a)^t)/a * B_(t-1) ]       the forecast of year t
    l_t  = a*y_t + (1-a)*l_(t-1)                                                   the level
    m_t  = ((t-1)*m_(t-1) + y_t)/t                                                 the mean so far
    B_t  = [ (t-2)*B_(t-1) + 6*(y_t - m_(t-1))/t ]/(t+1)                           the line through the
    A_t  = m_t - B_t*(t+1)/2                                                       years so far
    A_1  = y_1,  B_1 = 0,  l_0 = y_1/theta

Years ahead follow the same steps with the forecast in the place of the value. a lies in [0.1, 0.99] and k in
[0, 1] (theta from 1, plain smoothing, without upper end); both are chosen to make the sum of e_t^2 least.

What is ours. l_0 is not a third free parameter but y_1/theta: the theta line then starts at the first value,
and the forecast follows every shift of the series (y + c gives f + c), which a free l_0 on 15 points gives
only by chance. For a given a the errors are a straight line in k, so k has a closed form; what is left is one
parameter, which is searched over the whole of its range. There is no start value and no local minimum.

Behaviour. y*c gives f*c for every c, also a negative one, and y + c gives f + c, up to rounding. A constant
series gives its value. Five points at least: two parameters on fewer say nothing.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.forecast.given import Prepared, checked, in_blocks
from retning.statistics.methods.forecast.products import weights

LEAST_POINTS = 5
LOWEST, HIGHEST = 0.1, 0.99
"""Limits of the smoothing a, those of the authors' own program."""
_GRID = 16

Line = tuple[Floats, Floats, Floats]


def theta(values: Floats, horizon: int) -> Floats:
    """The model's forecasts: ``values`` (m, n) with n >= 5, the answer (m, ``horizon``).

    Raises ValueError for nan or infinite values, fewer than five points or a horizon below one.

    >>> theta(np.array([[4.0, 4.0, 4.0, 4.0, 4.0]]), 2).tolist()
    [[4.0, 4.0]]
    >>> theta(np.array([[3.0, 5, 4, 7, 8, 6, 9, 11, 10, 12]]), 3).round(2).tolist()
    [[12.09, 12.76, 13.41]]
    """
    y = checked(values, horizon, least=LEAST_POINTS)
    return in_blocks(y, horizon, theta_ahead)


def theta_ahead(block: Prepared, horizon: int) -> Floats:
    """The model's forecasts (m, ``horizon``) of a prepared block, in the block's own scale.

    >>> from retning.statistics.methods.forecast.given import prepare
    >>> theta_ahead(prepare(np.array([[4.0, 5.0, 6.0, 7.0, 8.0]])), 1).shape
    (1, 1)
    """
    z = block.z
    alphas, forms = _forms(z.shape[1] + 1)
    sums = block.squares @ forms
    grid = len(alphas)
    rr, rd, dd = sums[:, :grid], sums[:, grid : 2 * grid], sums[:, 2 * grid :]
    k = np.clip(rd / np.maximum(dd, np.finfo(float).tiny), 0.0, 1.0)
    loss = rr - k * (2 * rd - k * dd)
    best = loss.argmin(axis=1)
    line = _line(z)
    a = _vertex(alphas, loss, best)
    level, k, refined = _filter(z, a, line)
    worse = refined > loss[np.arange(len(z)), best]
    if worse.any():
        a[worse] = alphas[best[worse]]
        level[worse], k[worse], _ = _filter(z[worse], a[worse], _line(z[worse]))
    return _ahead(z, a, k, level, horizon, line)


def _vertex(alphas: Floats, loss: Floats, best: np.ndarray) -> Floats:
    """The lowest point of the parabola through the best point of the grid and its two neighbours."""
    rows, inner = np.arange(len(loss)), np.clip(best, 1, len(alphas) - 2)
    low, mid, high = (loss[rows, inner + step] for step in (-1, 0, 1))
    bend = low - 2 * mid + high
    inside = (inner == best) & (bend > 0)
    shift = np.where(inside, 0.5 * (low - high) / np.where(inside, bend, 1.0), 0.0)
    out: Floats = alphas[best] + np.clip(shift, -1, 1) * (alphas[1] - alphas[0])
    return out


@lru_cache(maxsize=64)
def _forms(n: int) -> tuple[Floats, Floats]:
    """The grid of a, and the weights that give sums of r*r, r*d and d*d at each of its points (n points a series)."""
    alphas = np.linspace(LOWEST, HIGHEST, _GRID)
    unit = np.eye(n - 1)
    line = _line(unit)
    left = np.empty((_GRID, n - 1, n - 1))
    right = np.empty_like(left)
    for i, a in enumerate(alphas):
        r, d, _ = _errors(unit, np.full(n - 1, a), line)
        left[i], right[i] = r.T, d.T
    forms = np.hstack([weights(left, left), weights(left, right), weights(right, right)])
    return alphas, forms


def _line(z: Floats) -> Line:
    """A_t and B_t for each t = 1..n and the mean of all; ``z`` (m, n-1) begins with the second value, the first is 0."""
    m, count = z.shape
    at, bt = np.zeros((m, count + 1)), np.zeros((m, count + 1))
    mean = np.zeros(m)
    for i in range(count):
        t = i + 2
        bt[:, i + 1] = ((t - 2) * bt[:, i] + 6 * (z[:, i] - mean) / t) / (t + 1)
        mean = ((t - 1) * mean + z[:, i]) / t
        at[:, i + 1] = mean - bt[:, i + 1] * (t + 1) / 2
    return at, bt, mean


def _errors(z: Floats, a: Floats, line: Line) -> tuple[Floats, Floats, Floats]:
    """r and d of e = r - k*d for each year from the second, and the last level; a differs from series to series."""
    at, bt, _ = line
    r, d = np.empty_like(z), np.empty_like(z)
    level, power = np.zeros(len(z)), 1 - a
    for i in range(z.shape[1]):
        r[:, i] = z[:, i] - level
        d[:, i] = power * at[:, i] + (1 - power * (1 - a)) / a * bt[:, i]
        level = level + a * r[:, i]
        power = power * (1 - a)
    return r, d, level


def _filter(z: Floats, a: Floats, line: Line) -> tuple[Floats, Floats, Floats]:
    """Last level, best k and sum of squared errors at given a."""
    r, d, level = _errors(z, a, line)
    dd = (d * d).sum(axis=1)
    k = np.clip((r * d).sum(axis=1) / np.maximum(dd, np.finfo(float).tiny), 0.0, 1.0)
    return level, k, ((r - k[:, None] * d) ** 2).sum(axis=1)


def _ahead(z: Floats, a: Floats, k: Floats, level: Floats, horizon: int, line: Line) -> Floats:
    """The years ahead, each forecast taken for a value when the next one is made."""
    at, bt, mean = line
    n = z.shape[1] + 1
    a_t, b_t, power = at[:, -1], bt[:, -1], (1 - a) ** n
    out = np.empty((len(z), horizon))
    for i in range(horizon):
        f = level + k * (power * a_t + (1 - power * (1 - a)) / a * b_t)
        out[:, i] = f
        t = n + i + 1
        b_t = ((t - 2) * b_t + 6 * (f - mean) / t) / (t + 1)
        mean = ((t - 1) * mean + f) / t
        a_t = mean - b_t * (t + 1) / 2
        level = level + a * (f - level)
        power = power * (1 - a)
    return out
