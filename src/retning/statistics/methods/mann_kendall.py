"""Mann-Kendall and Theil-Sen for many short series at once, with real years and autocorrelation.

Formulas (methods.md 2.1 and 2.2; Mann 1945, Kendall 1975, Sen 1968, Gilbert 1987)::

    S     = sum over i<j of sign(y_j - y_i)
    Var0  = [n(n-1)(2n+5) - sum over groups of equal values t(t-1)(2t+5)] / 18
    z     = (S - sign S) / sqrt(Var0 * VIF)                     0 where S = 0
    b     = median over i<j of (y_j - y_i)/(t_j - t_i)          t in real years
    a     = median(y) - b * median(t)
    e     = y - b*t, centred
    r1    = sum e_t e_(t-1) / sum e_t^2
    r1c   = clip((n*r1 + 2)/(n - 4), 0, 0.9)     r1 is biased by about -(2 + 4 rho)/n after a fitted line
    VIF   = 1 + 2 * sum over k of (1 - k/n) r1c^k

Below five points there is no test (p is nan). From five to nine points p is exact and takes the values as
independent; from ten points it is normal with continuity correction and the variance above.

Gaps. Missing years are not closed up: slopes divide by the true distance, r1 is taken over neighbours at
most one and a half usual steps apart (the usual step is the lower median distance between neighbours) and
scaled to the full number of neighbours, and r1c^k becomes r1c^(distance in steps), summed over all pairs.
Without gaps this is exactly the formula above.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.kendall_exact import EXACT_FROM, EXACT_TO, exact_p

Ints = npt.NDArray[np.int64]

LARGEST_R1 = 0.9
_LARGEST = 1e300  # differences of larger values could overflow
_BLOCK_BYTES = 3_000_000  # differences of one block of series: small enough for a core's cache


@dataclass(frozen=True)
class Trend:
    """Answers for each series (arrays of the same length); nan where the series has too few points.

    ``n`` points used, ``s`` Kendall's S, ``var`` its tie-corrected variance, ``r1`` the bias-corrected
    autocorrelation, ``vif`` what the variance was multiplied by, ``z``, two-sided ``p``, ``tau``, ``slope``
    per year, ``intercept`` (the line's value at year 0), ``lower`` and ``upper`` limits of the slope
    (infinite where the series is too short to give one), ``exact`` whether p is exact.
    """

    n: Ints
    s: Floats
    var: Floats
    r1: Floats
    vif: Floats
    z: Floats
    p: Floats
    tau: Floats
    slope: Floats
    intercept: Floats
    lower: Floats
    upper: Floats
    exact: npt.NDArray[np.bool_]


def prepare(values: npt.ArrayLike, years: npt.ArrayLike | None) -> tuple[Floats, Floats]:
    """Check many series and put them in order of time: values (series x time), years (time, or series x
    time).

    A value that is not there is nan. Years out of order are put in order. Raises ``ValueError`` for infinite
    values, years that are not finite numbers, a year that stands twice, and shapes that do not fit.

    >>> v, t = prepare([[3.0, 1.0, 2.0]], [2012, 2010, 2011])
    >>> v.tolist(), t.tolist()
    ([[1.0, 2.0, 3.0]], [2010.0, 2011.0, 2012.0])
    """
    v = np.asarray(values, dtype=np.float64)
    if v.ndim == 1:
        v = v[None, :]
    if v.ndim != 2:
        raise ValueError(f"values must be series x time, not an array of {v.ndim} dimensions")
    t = np.arange(v.shape[1], dtype=np.float64) if years is None else np.asarray(years, dtype=np.float64)
    if t.shape not in (v.shape[1:], v.shape):
        raise ValueError(f"years of shape {t.shape} do not fit values of shape {v.shape}")
    if (np.abs(v) > _LARGEST).any():
        raise ValueError("a value is infinite or beyond 1e300; a value that is not there must be nan")
    if not np.isfinite(t).all():
        raise ValueError("a year is not a finite number")
    step = np.diff(t, axis=-1)
    if (step <= 0).any():
        order = np.argsort(t, axis=-1, kind="stable")
        t = np.take_along_axis(t, order, axis=-1)
        v = np.take_along_axis(v, np.broadcast_to(order, v.shape), axis=-1)
        if (np.diff(t, axis=-1) == 0).any():
            raise ValueError("the same year stands twice in a series")
    return np.ascontiguousarray(v), np.ascontiguousarray(t)


def mann_kendall(
    values: npt.ArrayLike,
    years: npt.ArrayLike | None = None,
    *,
    autocorrelation: bool = True,
    alpha: float = 0.05,
    threads: int = 1,
) -> Trend:
    """Test each series for a monotonic trend and give its Theil-Sen slope with an interval.

    ``values`` is series x time with nan for gaps (one series may be given as a plain list); ``years`` is
    shared (time) or per series (series x time), by default 0, 1, 2, ... ``autocorrelation=False`` gives the
    classical test (VIF = 1), as ``pymannkendall.original_test`` and for comparison only. The interval has
    level ``1 - alpha`` and follows the test: with ``C`` the critical value, the limits are the slopes of
    rank ``ceil((M - C - 1)/2)`` from either end of the M slopes, so that without ties it leaves out 0
    exactly when p <= alpha.

    Blocks of series are independent: ``threads`` works on several at once, with the same result to the last
    bit. There is no compiled kernel: numpy's sort is as fast on one core (``benchmarks/trend.py``).

    Raises ``ValueError`` on bad input (see :func:`prepare`). Constant series: S = 0, slope 0, p = 1.

    >>> t = mann_kendall([[1.0, 3.0, 2.0, 4.0, 6.0, 5.0, 7.0, 8.0, 9.0, 10.0]], autocorrelation=False)
    >>> float(t.s[0]), float(t.slope[0]), round(float(t.z[0]), 4)
    (41.0, 1.0, 3.5777)
    """
    v, t = prepare(values, years)
    if not 0 < alpha < 1:
        raise ValueError("alpha must be between 0 and 1")
    rows = len(v)
    f = {k: np.full(rows, np.nan) for k in ("s", "var", "slope", "intercept", "lower", "upper")}
    f["r1"], f["vif"] = np.zeros(rows), np.ones(rows)
    n = np.zeros(rows, np.int64)
    p_exact = np.full(rows, np.nan)
    pairs = max(1, v.shape[1] * (v.shape[1] - 1) // 2)
    size = max(32, _BLOCK_BYTES // (8 * pairs))

    def work(start: int) -> None:
        part = slice(start, start + size)
        out = {k: x[part] for k, x in f.items()}
        _block(v[part], t if t.ndim == 1 else t[part], autocorrelation, alpha, n[part], p_exact[part], out)

    if threads > 1:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(work, range(0, rows, size)))
    else:
        for start in range(0, rows, size):
            work(start)
    return _finish(n, p_exact, f)


def _finish(n: Ints, p_exact: Floats, f: dict[str, Floats]) -> Trend:
    """z, p and tau from S and its variance."""
    from scipy.special import ndtr

    s, total = f["s"], f["var"] * f["vif"]
    tested = n >= EXACT_FROM
    spread = np.sqrt(np.where(total > 0, total, 1.0))
    z = np.where(tested, np.where(total > 0, (s - np.sign(s)) / spread, 0.0), np.nan)
    exact = tested & (n <= EXACT_TO)
    p = np.where(exact, p_exact, 2 * ndtr(-np.abs(z)))
    pairs = n * (n - 1) / 2
    tau = np.where(tested, s / np.where(pairs > 0, pairs, 1), np.nan)
    rest = {k: f[k] for k in ("var", "r1", "vif", "slope", "intercept", "lower", "upper")}
    return Trend(n=n, s=s, z=z, p=p, tau=tau, exact=exact, **rest)


def _block(
    v: Floats, t: Floats, autocorrelation: bool, alpha: float, n: Ints, p_exact: Floats,
    f: dict[str, Floats],
) -> None:  # fmt: skip
    """One block of series: fill S, variance, slope, line, autocorrelation and limits in place."""
    rows, width = v.shape
    here = ~np.isnan(v)
    n[:] = here.sum(axis=1)
    if width < EXACT_FROM:
        return
    complete = bool((n == width).all())
    r = np.arange(rows)

    # S: counting in the turned array lets whole vectors of series be compared at once
    up = np.zeros(rows, np.int64)
    down = np.zeros(rows, np.int64)
    vt = np.ascontiguousarray(v.T)
    for i in range(width - 1):
        small = np.int8 if width - 1 - i < 128 else np.int64
        up += np.add.reduce((vt[i + 1 :] > vt[i]).view(np.int8), axis=0, dtype=small)
        down += np.add.reduce((vt[i + 1 :] < vt[i]).view(np.int8), axis=0, dtype=small)
    s = (up - down).astype(np.float64)
    m = n * (n - 1) // 2

    srt = np.sort(v, axis=1)
    tie = np.zeros(rows)
    tied = np.flatnonzero(up + down < m)
    if len(tied):
        # a value in a group of t adds (t-1)(2t+5); over the group that is t(t-1)(2t+5)
        tie[tied] = tie_sum(srt[tied])
    var = (n * (n - 1.0) * (2.0 * n + 5.0) - tie) / 18.0

    d = np.empty((rows, width * (width - 1) // 2))
    at = 0
    for i in range(width - 1):
        to = at + width - 1 - i
        np.subtract(v[:, i + 1 :], v[:, i : i + 1], out=d[:, at:to])
        d[:, at:to] /= t[..., i + 1 :] - t[..., i : i + 1]
        at = to
    d.sort(axis=1)  # nan last
    last = d.shape[1] - 1
    if complete:
        slope = 0.5 * (d[:, last // 2] + d[:, (last + 1) // 2])
        middle = 0.5 * (srt[:, (width - 1) // 2] + srt[:, width // 2])
        tmiddle: Floats | np.float64 = np.median(t, axis=-1)
    else:
        mm, nn = np.maximum(m, 1), np.maximum(n, 1)
        slope = 0.5 * (d[r, (mm - 1) // 2] + d[r, mm // 2])
        middle = 0.5 * (srt[r, (nn - 1) // 2] + srt[r, nn // 2])
        st = np.sort(np.where(here, t, np.inf), axis=1)
        tmiddle = 0.5 * (st[r, (nn - 1) // 2] + st[r, nn // 2])

    few = n < EXACT_FROM
    if autocorrelation:
        detrended = v - slope[:, None] * (t - t[..., :1])
        f["r1"][:], f["vif"][:] = inflation(detrended, t, n, srt, bias=2.0, lost=4.0)
    short = (n >= EXACT_FROM) & (n <= EXACT_TO)
    f["vif"][short | few] = 1.0

    from scipy.special import ndtri

    critical = float(ndtri(1 - alpha / 2)) * np.sqrt(var * f["vif"])
    rank = np.ceil((m - critical - 1) / 2).astype(np.int64)
    at_short = np.flatnonzero(short)
    if len(at_short):
        p, c = exact_p(srt[at_short], s[at_short], alpha)
        p_exact[at_short] = p
        rank[at_short] = (m[at_short] - c) // 2 + 1
    inside = (rank >= 1) & ~few
    k = np.where(inside, rank, 1)
    f["lower"][:] = np.where(few, np.nan, np.where(inside, d[r, k - 1], -np.inf))
    f["upper"][:] = np.where(few, np.nan, np.where(inside, d[r, m - k], np.inf))
    for key, x in (("s", s), ("var", var), ("slope", slope), ("intercept", middle - slope * tmiddle)):
        f[key][:] = np.where(few, np.nan, x)


def tie_sum(srt: Floats) -> Floats:
    """Sum over groups of equal values of t(t-1)(2t+5), for rows in rising order (nan last).

    >>> tie_sum(np.array([[1.0, 2.0, 2.0, 3.0, np.nan]])).tolist()
    [18.0]
    """
    same = srt[:, 1:] == srt[:, :-1]
    run = np.zeros(len(srt), np.int64)
    total = np.zeros(len(srt))
    for i in range(same.shape[1]):
        run = np.where(same[:, i], run + 1, 0)
        # growing a group from t to t+1 raises t(t-1)(2t+5) by 6t(t+2)
        total += 6 * run * (run + 2)
    return total


def inflation(e: Floats, t: Floats, n: Ints, srt: Floats, bias: float, lost: float) -> tuple[Floats, Floats]:
    """Bias-corrected lag-1 autocorrelation and the variance inflation factor of AR(1) noise.

    ``e`` (series x time, nan for gaps) is detrended, ``t`` the years, ``n`` the number of values, ``srt``
    the values before detrending (to know what is rounding noise), ``bias`` and ``lost`` the constants of
    ``r1c = clip((n r1 + bias)/(n - lost), 0, 0.9)``. Rows without more than ``lost`` values get r = 0, VIF
    = 1.
    """
    rows, width = e.shape
    here = ~np.isnan(e)
    nn = np.maximum(n, 1)
    e = np.where(here, e, 0.0)
    e = np.where(here, e - (e.sum(axis=1) / nn)[:, None], 0.0)
    # in units of the row's largest value, so that squares neither overflow nor vanish
    scale = np.where(np.isnan(srt), 0.0, np.abs(srt)).max(axis=1)
    e /= np.where(scale > 0, scale, 1.0)[:, None]
    ss = np.einsum("ij,ij->i", e, e)
    cross = np.einsum("ij,ij->i", e[:, 1:], e[:, :-1])
    # rows without holes on an even axis follow the plain formula; the others need their true distances
    if t.ndim == 1 and _even(t):
        odd = np.flatnonzero((here[:, 1:] & here[:, :-1]).sum(axis=1) != n - 1)
    else:
        odd = np.arange(rows)
    step = np.ones(rows)
    if len(odd):
        # where each row has its own years, all rows are among these
        cross[odd], step[odd] = _neighbours(e[odd], here[odd], t, n[odd])
    # a perfectly straight series leaves only rounding errors: their pattern means nothing
    noise = ~(ss > n * 1e-26) | (n <= lost)
    r1 = cross / np.where(noise, 1.0, ss)
    r = np.clip((n * r1 + bias) / np.where(n > lost, n - lost, 1.0), 0.0, LARGEST_R1)
    r[noise] = 0.0
    vif = 1.0 + 2.0 / nn * lag_sum(r, n)
    odd = odd[r[odd] > 0]
    if len(odd):
        i, j = np.triu_indices(width, 1)
        for part in np.array_split(odd, 1 + len(odd) // 1024):
            both = here[part][:, i] & here[part][:, j]
            tt = t[part] if t.ndim == 2 else t[None, :]
            distance = (tt[:, j] - tt[:, i]) / step[part][:, None]
            powers = np.where(both, np.exp(np.log(r[part])[:, None] * distance), 0.0)
            vif[part] = 1.0 + 2.0 / n[part] * powers.sum(axis=1)
    return r, vif


def lag_sum(r: Floats, n: Ints) -> Floats:
    """Sum over k = 1 .. n-1 of (n - k) r^k, in closed form.

    >>> lag_sum(np.array([0.5]), np.array([3])).tolist()
    [1.25]
    """
    q = 1.0 - r
    return np.asarray(n * r / q - r * (1.0 - r**n) / (q * q), dtype=np.float64)


def _even(t: Floats) -> bool:
    step = np.diff(t)
    return bool(np.abs(step - step[0]).max() <= 1e-6 * step[0])


def _neighbours(e: Floats, here: npt.NDArray[np.bool_], t: Floats, n: Ints) -> tuple[Floats, Floats]:
    """Products of neighbours about one step apart, scaled to n - 1 of them; the usual step of each row."""
    rows = len(e)
    # push each row's values to the left: neighbours in time stand beside each other
    order = np.argsort(~here, axis=1, kind="stable")
    ee = np.take_along_axis(e, order, axis=1)
    tt = np.take_along_axis(np.broadcast_to(t, e.shape), order, axis=1)
    real = np.take_along_axis(here, order, axis=1)[:, 1:]
    gap = np.where(real, np.diff(tt, axis=1), np.inf)
    middle = np.sort(gap, axis=1)[np.arange(rows), (n - 2) // 2]
    step = np.where(np.isfinite(middle), middle, 1.0)
    near = gap <= 1.5 * step[:, None]
    used = np.maximum(near.sum(axis=1), 1)
    cross = np.where(near, ee[:, 1:] * ee[:, :-1], 0.0).sum(axis=1) * (n - 1) / used
    return cross, step
