"""Student's t averaged over persistences: the chance that the slope is above zero, p, and limits."""

from __future__ import annotations

import numpy as np

from retning.statistics.methods.arrays import Floats

_IDLE = 1e-9  # a persistence with less weight than this moves no answer
_HALVINGS = 200


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


def limit(weights: Floats, slope: Floats, error: Floats, freedom: float, level: float) -> float:
    """The slope that the mixture of one series (20 of each) stays below with probability ``level``, by bisection."""
    from scipy.special import stdtr, stdtrit

    used = weights > _IDLE
    w, b, se = weights[used], slope[used], error[used]
    w = w / w.sum()
    reach = stdtrit(freedom, level) * se
    low, high = float((b + reach).min()), float((b + reach).max())
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if float((w * stdtr(freedom, (middle - b) / se)).sum()) < level:
            low = middle
        else:
            high = middle
    return (low + high) / 2
