"""Student's t averaged over persistences: the chance that the slope is above zero, p, and limits."""

from __future__ import annotations

import numpy as np

from retning.statistics.methods.arrays import Floats

_IDLE = 1e-9  # a persistence with less weight than this moves no answer
_STEPS = 100


def two_sided(weights: Floats, slope: Floats, error: Floats, freedom: float) -> tuple[Floats, Floats]:
    """p and the sign of the likelier side, one for each series; all arrays are (series, 20).

    Both tails are added up by themselves, so that a p of 1e-16 is not lost in a difference from 1.
    """
    from scipy.special import stdtr

    ratio = slope / error
    above = (weights * stdtr(freedom, ratio)).sum(axis=1)
    below = (weights * stdtr(freedom, -ratio)).sum(axis=1)
    p: Floats = np.clip(2 * np.minimum(above, below), 0.0, 1.0)
    return p, np.where(above >= below, 1.0, -1.0)


def limits(weights: Floats, slope: Floats, error: Floats, freedom: float, level: float) -> Floats:
    """The slopes that the mixtures of several series (series, 20) stay below with probability ``level``.

    Newton's method, held between two bounds that close in on the answer: where a step would leave them, they are halved.
    """
    from scipy.special import stdtr, stdtrit

    w = np.where(weights > _IDLE, weights, 0.0)
    w = w / w.sum(axis=1, keepdims=True)
    reached = slope + stdtrit(freedom, level) * error
    low = np.where(w > 0, reached, np.inf).min(axis=1)
    high = np.where(w > 0, reached, -np.inf).max(axis=1)
    x: Floats = np.clip((w * reached).sum(axis=1), low, high)
    left = np.flatnonzero(low < high)
    for _ in range(_STEPS):
        if not len(left):
            break
        at, b, se = x[left], slope[left], error[left]
        t = (at[:, None] - b) / se
        off = (w[left] * stdtr(freedom, t)).sum(axis=1) - level
        rising = (w[left] * _density(t, freedom) / se).sum(axis=1)
        low[left], high[left] = np.where(off < 0, at, low[left]), np.where(off < 0, high[left], at)
        with np.errstate(divide="ignore", invalid="ignore"):
            step = at - off / rising
        inside = (step > low[left]) & (step < high[left])
        new = np.where(inside, step, (low[left] + high[left]) / 2)
        x[left] = new
        left = left[np.abs(new - at) > 2 * np.spacing(np.abs(new))]
    return x


def _density(t: Floats, freedom: float) -> Floats:
    """The density of Student's t."""
    from scipy.special import gammaln

    constant = gammaln((freedom + 1) / 2) - gammaln(freedom / 2) - np.log(freedom * np.pi) / 2
    height: Floats = np.exp(constant - (freedom + 1) / 2 * np.log1p(t * t / freedom))
    return height
