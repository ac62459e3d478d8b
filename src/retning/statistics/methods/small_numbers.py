"""Small numbers: what a count, a share or a rate of few events can carry (methods.md 2.5).

All functions take numbers or arrays and give float64 arrays of the same shape (0-dimensional for numbers).
Formulas as in UK PHEindicatormethods 2.1, whose published test data they reproduce. Bad input (negative
counts, more events than trials, nothing to divide by, nan, infinite) raises ``ValueError``: a caller must
have taken missing values out.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from retning.statistics.methods.arrays import Floats

EXACT_BELOW = 10
"""Counts below this get exact Poisson limits; Byar's approximation from here."""


def _z(confidence: float) -> float:
    from scipy.special import ndtri

    if not 0 < confidence < 1:
        raise ValueError("confidence must be between 0 and 1")
    return float(ndtri(0.5 + confidence / 2))


def _count(x: npt.ArrayLike, what: str = "a count") -> Floats:
    a = np.asarray(x, dtype=np.float64)
    if not (np.isfinite(a) & (a >= 0)).all():
        raise ValueError(f"{what} must be a number of 0 or more")
    return a


def _base(x: npt.ArrayLike, what: str = "a population") -> Floats:
    a = np.asarray(x, dtype=np.float64)
    if not (np.isfinite(a) & (a > 0)).all():
        raise ValueError(f"{what} must be a number above 0")
    return a


def wilson(x: npt.ArrayLike, n: npt.ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's limits of a proportion ``x / n``: ``[2x + z² ∓ z sqrt(z² + 4x(1 - x/n))] / [2(n + z²)]``.

    Stays inside 0 to 1 and gives an upper limit above 0 also where nobody answered yes.

    >>> [round(float(v), 4) for v in wilson(65, 100)]
    [0.5525, 0.7364]
    """
    a, b = _count(x), _base(n, "a number of trials")
    if (a > b).any():
        raise ValueError("more events than trials")
    z = _z(confidence)
    half = z * np.sqrt(z * z + 4 * a * (1 - a / b))
    below = 2 * (b + z * z)
    lower = np.where(a == 0, 0.0, (2 * a + z * z - half) / below)
    return lower, np.where(a == b, 1.0, (2 * a + z * z + half) / below)


def byar(x: npt.ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Byar's limits of a Poisson count.

    ``lower = x (1 - 1/(9x) - z/(3 sqrt x))³``, ``upper = (x+1)(1 - 1/(9(x+1)) + z/(3 sqrt(x+1)))³``; lower
    is 0 where x is 0.

    >>> [round(float(v), 3) for v in byar(65)]
    [50.163, 82.849]
    """
    a, z = _count(x), _z(confidence)
    safe = np.where(a > 0, a, 1.0)
    lower = a * (1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe))) ** 3
    b = a + 1
    return np.maximum(lower, 0.0), b * (1 - 1 / (9 * b) + z / (3 * np.sqrt(b))) ** 3


def exact_poisson(x: npt.ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Exact (Garwood) limits of a Poisson count: ``chi2(a/2; 2x)/2`` and ``chi2(1 - a/2; 2x + 2)/2``.

    >>> [round(float(v), 4) for v in exact_poisson(5)]
    [1.6235, 11.6683]
    """
    from scipy.special import gammaincinv

    a = _count(x)
    _z(confidence)
    tail = (1 - confidence) / 2
    lower = np.where(a > 0, gammaincinv(np.where(a > 0, a, 1.0), tail), 0.0)
    return lower, np.asarray(gammaincinv(a + 1, 1 - tail), dtype=np.float64)


def count_limits(x: npt.ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Limits of a count: exact below ten events, Byar's from ten.

    >>> [round(float(v), 4) for v in count_limits(0)]
    [0.0, 3.6889]
    """
    a = _count(x)
    exact, approximate = exact_poisson(a, confidence), byar(a, confidence)
    few = a < EXACT_BELOW
    return np.where(few, exact[0], approximate[0]), np.where(few, exact[1], approximate[1])


def rate_limits(
    events: npt.ArrayLike, population: npt.ArrayLike, factor: float = 1.0, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Limits of a rate ``factor * events / population``: those of the count, divided by the population.

    >>> [round(float(v), 2) for v in rate_limits(65, 100_000, factor=100_000)]
    [50.16, 82.85]
    """
    base = _base(population)
    lower, upper = count_limits(events, confidence)
    return factor * lower / base, factor * upper / base


def count_difference(first: npt.ArrayLike, second: npt.ArrayLike) -> tuple[Floats, Floats]:
    """z and two-sided p of the difference between two counts: ``z = (x2 - x1)/sqrt(x1 + x2)``.

    Two zeros do not differ: z = 0, p = 1.

    >>> z, p = count_difference(100, 130)
    >>> round(float(z), 3), round(float(p), 3)
    (1.978, 0.048)
    """
    from scipy.special import ndtr

    a, b = _count(first), _count(second)
    total = a + b
    z = (b - a) / np.sqrt(np.where(total > 0, total, 1.0))
    return z, np.asarray(2 * ndtr(-np.abs(z)), dtype=np.float64)


def share_difference(
    x1: float, n1: float, x2: float, n2: float, confidence: float = 0.95
) -> tuple[float, float, float]:
    """Difference of two proportions ``x2/n2 - x1/n1`` with Newcombe's limits (square and add of Wilson's).

    For facts like two elections or two surveys. Newcombe 1998, method 10.

    >>> [round(v, 4) for v in share_difference(48, 80, 56, 70)]
    [0.2, 0.0524, 0.3339]
    """
    (l1, u1), (l2, u2) = wilson(x1, n1, confidence), wilson(x2, n2, confidence)
    p1, p2 = x1 / n1, x2 / n2
    d = p2 - p1
    lower = d - float(np.hypot(p2 - l2, u1 - p1))
    return d, lower, d + float(np.hypot(u2 - p2, p1 - l1))


def smallest_visible_change(events: npt.ArrayLike, power: float = 0.80, alpha: float = 0.05) -> Floats:
    """The smallest change between two years that a count can show, as a share of the count.

    ``(z_{1-alpha/2} + z_{power}) * sqrt(2/events)``: about 2.8 * sqrt(2/events) at 80 % power and 5 %.

    >>> [round(float(v), 2) for v in smallest_visible_change([25, 100, 400])]
    [0.79, 0.4, 0.2]
    """
    from scipy.special import ndtri

    if not (0 < power < 1 and 0 < alpha < 1):
        raise ValueError("power and alpha must be between 0 and 1")
    return np.asarray((ndtri(1 - alpha / 2) + ndtri(power)) * np.sqrt(2 / _base(events, "a count")))


def pool(values: npt.ArrayLike, years: int = 3) -> Floats:
    """Sums over this and the ``years - 1`` periods before, along the last axis; nan until there are enough.

    One missing period makes every sum that needs it nan: a sum of two years is never passed off as three.

    >>> pool([1.0, 2.0, 3.0, 4.0]).tolist()
    [nan, nan, 6.0, 9.0]
    """
    if years < 1:
        raise ValueError("years to pool must be 1 or more")
    v = np.asarray(values, dtype=np.float64)
    out = np.full(v.shape, np.nan)
    if v.shape[-1] >= years:
        windows = np.lib.stride_tricks.sliding_window_view(v, years, axis=-1)
        out[..., years - 1 :] = windows.sum(axis=-1)
    return out


def empirical_bayes(events: npt.ArrayLike, base: npt.ArrayLike) -> Floats:
    """Marshall's (1991) empirical Bayes rates: small areas are drawn towards the common rate.

    ``rbar = sum x / sum b``, ``A = sum b_i (r_i - rbar)² / sum b_i - rbar/bbar`` (0 if negative), ``w_i =
    A/(A + rbar/b_i)``, ``EB_i = w_i r_i + (1 - w_i) rbar``. For maps and for sorting, never for "did we
    reach the target".

    >>> [round(float(v), 4) for v in empirical_bayes([5, 60], [100, 1000])]
    [0.0591, 0.0591]
    """
    x, b = _count(events), _base(base)
    if x.shape != b.shape or x.ndim != 1 or not len(x):
        raise ValueError("events and base must be lists of the same length")
    rate = x / b
    mean = x.sum() / b.sum()
    a = max(float((b * (rate - mean) ** 2).sum() / b.sum() - mean / b.mean()), 0.0)
    noise = mean / b
    w = a / np.where(a + noise > 0, a + noise, 1.0)
    return np.asarray(w * rate + (1 - w) * mean, dtype=np.float64)
