"""The rule for stocks: is the mean yearly change different from nothing?

Population, jobs, number of firms and shares of the nation are sums of yearly changes. A test of the level
takes their wandering for a tendency (49-66 % false alarms on random walks); a t-test of the changes does
not (methods.md 2.3). Formulas, for points y_0 .. y_k at years t_0 .. t_k with distances h_i = t_i -
t_(i-1)::

    g_i = (y_i - y_(i-1)) / h_i                               change per year, over the true distance
    m   = sum h_i g_i / sum h_i = (y_k - y_0)/(t_k - t_0)     weighted by distance
    s2  = sum h_i (g_i - m)^2 / (k - 1)                       a step over h years varies h times as much
    SE  = sqrt(s2 / sum h_i * VIF)
    r1c = clip((k r1 + 1)/(k - 3), 0, 0.9)                    from u_i = sqrt(h_i)(g_i - m)
    VIF = 1 + 2 * sum over j of (1 - j/k) r1c^j
    t   = m / SE with k - 1 degrees of freedom

With one point a year this is the plain mean, its standard error and the correction of methods.md 2.3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.kendall_exact import EXACT_FROM
from retning.statistics.methods.mann_kendall import LARGEST_R1, Ints, lag_sum, prepare


@dataclass(frozen=True)
class MeanChange:
    """Answers for each series; nan where there are fewer than five points.

    ``n`` points, ``mean`` change per year, ``se`` its standard error (with ``vif``), ``r1`` the
    bias-corrected autocorrelation of the changes, ``t``, two-sided ``p``, limits ``lower`` and ``upper`` of
    the mean.
    """

    n: Ints
    mean: Floats
    se: Floats
    r1: Floats
    vif: Floats
    t: Floats
    p: Floats
    lower: Floats
    upper: Floats


def mean_change(
    values: npt.ArrayLike,
    years: npt.ArrayLike | None = None,
    *,
    autocorrelation: bool = True,
    alpha: float = 0.05,
) -> MeanChange:
    """Mean yearly change of each series with interval and test.

    Shapes and errors as :func:`retning.statistics.methods.mann_kendall.mann_kendall`. A series that
    changes by exactly the same amount every year has standard error 0: p is 0, or 1 where nothing changes
    at all.

    >>> m = mean_change([[10.0, 11.0, 13.0, 14.0, 16.0]], autocorrelation=False)
    >>> float(m.mean[0]), round(float(m.t[0]), 4)
    (1.5, 5.1962)
    """
    from scipy.special import stdtr, stdtrit

    v, t = prepare(values, years)
    if not 0 < alpha < 1:
        raise ValueError("alpha must be between 0 and 1")
    rows, width = v.shape
    here = ~np.isnan(v)
    n = here.sum(axis=1)
    nan = np.full(rows, np.nan)
    if width < EXACT_FROM:
        return MeanChange(n, nan, nan, nan, nan, nan, nan, nan, nan)
    if n.min(initial=width) == width:
        y, tt = v, np.broadcast_to(t, v.shape)
    else:
        # push values to the left, so that neighbours in time stand beside each other
        order = np.argsort(~here, axis=1, kind="stable")
        y = np.take_along_axis(v, order, axis=1)
        tt = np.take_along_axis(np.broadcast_to(t, v.shape), order, axis=1)
    ok = ~np.isnan(y[:, 1:])
    h = np.where(ok, np.diff(tt, axis=1), 0.0)
    dy = np.where(ok, np.diff(y, axis=1), 0.0)
    g = dy / np.where(ok, h, 1.0)
    k = np.maximum(n - 1, 1)
    tested = n >= EXACT_FROM
    span = np.where(tested, h.sum(axis=1), 1.0)
    mean = dy.sum(axis=1) / span
    # in units of the row's largest value, so that squares neither overflow nor vanish
    size = np.abs(np.where(np.isnan(y), 0.0, y)).max(axis=1)
    unit = np.where(size > 0, size, 1.0)
    u = np.sqrt(h) * ((g - mean[:, None]) / unit[:, None]) * ok
    ss = np.einsum("ij,ij->i", u, u)
    # differences of values carry rounding errors of the values' own size: below that, there is no spread
    still = ~(ss * span > k * 1e-26)
    safe = np.where(still, 1.0, ss)
    r = np.zeros(rows)
    if autocorrelation:
        r1 = np.einsum("ij,ij->i", u[:, 1:], u[:, :-1]) / safe
        r = np.clip((k * r1 + 1) / np.where(tested, k - 3, 1), 0.0, LARGEST_R1)
        r[still] = 0.0
    vif = 1 + 2 / k * lag_sum(r, k)
    df = np.where(tested, k - 1, 1)
    se = np.where(still, 0.0, unit * np.sqrt(ss / df / span * vif))
    zero = np.abs(mean) * span <= 1e-13 * size
    tstat = np.where(
        still, np.where(zero, 0.0, np.copysign(np.inf, mean)), mean / np.where(still | (se == 0), 1.0, se)
    )
    p = 2 * stdtr(df, -np.abs(tstat))
    half = stdtrit(df, 1 - alpha / 2) * se

    def only(x: Floats) -> Floats:
        return np.where(tested, x, np.nan)

    lower, upper = only(mean - half), only(mean + half)
    return MeanChange(n, only(mean), only(se), only(r), only(vif), only(tstat), only(p), lower, upper)
