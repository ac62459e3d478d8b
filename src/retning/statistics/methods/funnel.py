"""Funnel limits: which units differ from the common value by more than their size explains.

Spiegelhalter 2005 (doi 10.1002/sim.1970), limits as in UK PHEindicatormethods and Fingertips: two pairs, at
one-sided .975 and .999. For comparing a municipality of 6 000 with one of 215 000 without a league table.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retning.statistics.methods.arrays import Floats

LEVELS = (0.975, 0.999)


@dataclass(frozen=True)
class Funnel:
    """Limits for each unit and where each falls.

    ``centre`` the common value, ``lower`` and ``upper`` units x levels (.975, .999), ``outside`` -2, -1, 0,
    1 or 2: below or above the second or first pair, or inside. ``phi`` the overdispersion (1: none),
    ``between`` the added variance between units.
    """

    centre: float
    lower: Floats
    upper: Floats
    outside: npt.NDArray[np.int64]
    phi: float
    between: float


def _inputs(x: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Floats, Floats]:
    a, b = np.asarray(x, dtype=np.float64), np.asarray(n, dtype=np.float64)
    if a.shape != b.shape or a.ndim != 1 or not len(a):
        raise ValueError("events and sizes must be lists of the same length")
    if not (np.isfinite(a) & (a >= 0)).all() or not (np.isfinite(b) & (b > 0)).all():
        raise ValueError("events must be 0 or more and sizes above 0")
    return a, b


def _critical() -> Floats:
    from scipy.special import ndtri

    return np.asarray(ndtri(LEVELS), dtype=np.float64)


def winsorised_phi(z: npt.ArrayLike, share: float = 0.10) -> float:
    """Overdispersion: the mean of z² after drawing the ``share`` of z at each end in to the quantile there.

    >>> winsorised_phi([1.0, -1.0, 1.0, -1.0])
    1.0
    """
    a = np.asarray(z, dtype=np.float64)
    low, high = np.quantile(a, [share, 1 - share])
    return float((np.clip(a, low, high) ** 2).mean())


def between_variance(phi: float, error: npt.ArrayLike) -> float:
    """DerSimonian-Laird variance between units: ``(k phi - (k-1)) / (sum w - sum w²/sum w)``, w = 1/error²,
    at least 0.

    >>> between_variance(1.0, [1.0])
    0.0
    """
    w = 1 / np.asarray(error, dtype=np.float64) ** 2
    k = len(w)
    below = float(w.sum() - (w**2).sum() / w.sum())
    return max((k * phi - (k - 1)) / below, 0.0) if k > 1 and below > 0 else 0.0


def funnel_proportion(x: npt.ArrayLike, n: npt.ArrayLike, overdispersion: str = "none") -> Funnel:
    """Funnel of proportions: ``p0 ∓ z sqrt(p0 (1 - p0)/n)`` around the common ``p0 = sum x / sum n``,
    within 0 and 1.

    ``overdispersion``: ``"none"``; ``"multiplicative"`` widens by ``sqrt(phi)`` where phi > 1;
    ``"additive"`` (preferred) by ``sqrt(1 + tau²/s²)`` with s² = p0(1-p0)/n and tau² the variance between
    units, where phi > 1.

    >>> funnel_proportion([50, 5000], [100, 10000]).outside.tolist()
    [0, 0]
    """
    a, b = _inputs(x, n)
    if (a > b).any():
        raise ValueError("more events than trials")
    p0 = float(a.sum() / b.sum())
    error = np.sqrt(p0 * (1 - p0) / b)
    widen, phi, between = _widening(a / b - p0, error, overdispersion)
    lower, upper = proportion_limits(p0, b, widen)
    return Funnel(p0, lower, upper, _place(a / b, lower, upper), phi, between)


def proportion_limits(p0: float, n: npt.ArrayLike, widen: npt.ArrayLike = 1.0) -> tuple[Floats, Floats]:
    """Limits around a proportion ``p0`` for units of size ``n``: sizes x levels.

    >>> [round(float(v), 5) for v in 100 * np.concatenate(proportion_limits(0.80642448, [2]), axis=1)[0]]
    [25.88538, 0.0, 100.0, 100.0]
    """
    b = np.asarray(n, dtype=np.float64)
    half = (np.sqrt(p0 * (1 - p0) / b) * np.asarray(widen, dtype=np.float64))[:, None] * _critical()
    return np.maximum(p0 - half, 0.0), np.minimum(p0 + half, 1.0)


def funnel_rate(events: npt.ArrayLike, population: npt.ArrayLike, overdispersion: str = "none") -> Funnel:
    """Funnel of rates through exact Poisson limits around ``r0 = sum events / sum population``.

    At O observed events the limits are ``r0 O / [chi2(q; 2O + 2)/2]`` and ``r0 O / [chi2(1 - q; 2O)/2]``
    (for O = 0: 0 and infinite, so a unit without events is judged by its expected number).
    ``overdispersion`` as for proportions, with z and s from the square root of the count: limits move away
    from r0 by the factor sqrt(phi) or its additive like.

    >>> funnel_rate([10, 1000], [1000, 100_000]).outside.tolist()
    [0, 0]
    """
    from scipy.special import gammaincinv

    a, b = _inputs(events, population)
    r0 = float(a.sum() / b.sum())
    o = a[:, None]
    q = np.asarray(LEVELS)[None, :]
    some = np.where(o > 0, o, 1.0)
    lower = r0 * o / gammaincinv(o + 1, q)
    upper = np.where(o > 0, r0 * some / gammaincinv(some, 1 - q), np.inf)
    widen, phi, between = _widening(
        2 * (np.sqrt(a) - np.sqrt(r0 * b)), np.ones(len(a)), overdispersion, r0 * b
    )
    lower = np.maximum(r0 - (r0 - lower) * widen[:, None], 0.0)
    upper = r0 + (upper - r0) * widen[:, None]
    # without events the limits shrink to 0: ask instead how likely none is where r0 * population are expected
    none = (o == 0) & (r0 * b[:, None] > -np.log(1 - q) * widen[:, None] ** 2)
    lower = np.where(o == 0, np.where(none, np.nextafter(0.0, 1.0), 0.0), lower)
    return Funnel(r0, lower, upper, _place(a / b, lower, upper), phi, between)


def _widening(
    difference: Floats, error: Floats, how: str, expected: Floats | None = None
) -> tuple[Floats, float, float]:
    """How much wider each unit's limits must be, phi, and the variance between units."""
    if how not in ("none", "multiplicative", "additive"):
        raise ValueError(f"overdispersion is none, multiplicative or additive, not {how!r}")
    one = np.ones(len(difference))
    if how == "none" or len(difference) < 2 or not (error > 0).all():
        return one, 1.0, 0.0
    phi = winsorised_phi(difference / error)
    if phi <= 1:
        return one, phi, 0.0
    if how == "multiplicative":
        return one * np.sqrt(phi), phi, 0.0
    # on the square root scale of a rate the relative error is 1/sqrt(expected)
    s = error if expected is None else 1 / np.sqrt(expected)
    between = between_variance(phi, s)
    return np.sqrt(1 + between / s**2), phi, between


def _place(value: Floats, lower: Floats, upper: Floats) -> npt.NDArray[np.int64]:
    v = value[:, None]
    return np.asarray((v > upper).sum(axis=1) - (v < lower).sum(axis=1), dtype=np.int64)
