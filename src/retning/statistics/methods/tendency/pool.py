"""What comparable series tell about persistence: a prior learnt from them, weighed by how many they amount to.

Source: rules 2026.2, section 2.3 (a mixing distribution by EM: Kiefer and Wolfowitz 1956, Laird 1978).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.tendency.line import Lines
from retning.statistics.methods.tendency.priors import Family, prior_of

FEWEST = 3
"""Fewer comparable series than this teach nothing."""

_ROUNDS = 20
_CLASS_SILENT = 4.0  # from so many effective series on, the declared class has no say


@dataclass(frozen=True)
class Pool:
    """The lines of comparable series over the same years, and the number of independent ones they amount to."""

    lines: Lines
    effective: float


def effective_number(z: Floats, x: Floats) -> float:
    """How many independent series (series, n) at the distances ``x`` amount to.

    Taken from the correlations of what their straight lines leave. Residuals of n points are correlated by chance,
    with r squared 1/(n - 2) on average; that much is taken off.

    >>> effective_number(np.array([[1.0, 2, 4, 3], [1, 2, 4, 3], [2, 4, 8, 6]]), np.arange(4.0))
    1.0
    """
    members, n = z.shape
    centred = x - x.mean()
    left = z - z.mean(axis=1, keepdims=True) - np.outer(z @ centred / (centred @ centred), centred)
    size = np.sqrt((left**2).sum(axis=1))
    size[size == 0] = 1.0
    correlations = (left / size[:, None]) @ (left / size[:, None]).T
    apart = ~np.eye(members, dtype=bool)
    squared = float((correlations[apart] ** 2).mean())
    shared = float(np.clip((squared - 1 / (n - 2)) / (1 - 1 / (n - 2)), 0.0, 1.0))
    return float(members / (1 + (members - 1) * shared))


def learnt_prior(family: Family, pool: Pool | None) -> Floats:
    """The prior of the persistences for a series of a class, after its pool has been seen (twenty weights)."""
    if pool is None:
        return prior_of(family)
    trust = min(1.0, pool.effective / _CLASS_SILENT)
    start = (1 - trust) * prior_of(family) + trust * prior_of("unknown")
    likelihood = pool.lines.likelihood
    relative = np.exp(likelihood - likelihood.max(axis=1, keepdims=True))
    prior = start
    for _ in range(_ROUNDS):
        seen = relative * prior
        seen = seen / seen.sum(axis=1, keepdims=True)
        prior = (start + pool.effective * seen.mean(axis=0)) / (1 + pool.effective)
    return prior
