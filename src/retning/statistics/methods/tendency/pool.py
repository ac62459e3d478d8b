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
    squared = shared_variation(z[None], x)[0]
    members = len(z)
    return _effective(members, float(squared.sum() / (members * (members - 1))), len(x))


def shared_variation(z: Floats, x: Floats) -> Floats:
    """The squared correlations of what straight lines leave: (groups, series, n) gives (groups, series, series).

    The diagonal is 0, so that sums are over pairs.
    """
    centred = x - x.mean()
    slope = z @ centred / (centred @ centred)
    left = z - z.mean(axis=-1, keepdims=True) - slope[..., None] * centred
    size = np.sqrt((left**2).sum(axis=-1, keepdims=True))
    unit = left / np.where(size == 0, 1.0, size)
    squared: Floats = (unit @ np.swapaxes(unit, -1, -2)) ** 2
    squared[..., np.arange(z.shape[-2]), np.arange(z.shape[-2])] = 0.0
    return squared


def _effective(members: int, squared: float, n: int) -> float:
    shared = float(np.clip((squared - 1 / (n - 2)) / (1 - 1 / (n - 2)), 0.0, 1.0))
    return members / (1 + (members - 1) * shared)


def learnt_prior(family: Family, pool: Pool | None) -> Floats:
    """The prior of the persistences for a series of a class, after its pool has been seen (twenty weights)."""
    if pool is None:
        return prior_of(family)
    prior: Floats = learnt_from(family, pool.lines.likelihood[None], np.array([pool.effective]))[0]
    return prior


def learnt_from(
    family: Family, likelihood: Floats, effective: Floats, weight: Floats | None = None
) -> Floats:
    """Priors from the log likelihoods (k, members, 20) of k pools with their effective numbers (k): (k, 20).

    ``weight`` (k, members) leaves a member out of a pool with 0; all count alike without it.
    """
    trust = np.minimum(1.0, effective / _CLASS_SILENT)[:, None]
    start = (1 - trust) * prior_of(family) + trust * prior_of("unknown")
    relative = np.exp(likelihood - likelihood.max(axis=-1, keepdims=True))
    share = np.ones(likelihood.shape[:2]) if weight is None else weight
    share = share / share.sum(axis=1, keepdims=True)
    amount = effective[:, None]
    prior: Floats = start
    for _ in range(_ROUNDS):
        seen = relative * prior[:, None, :]
        seen /= seen.sum(axis=-1, keepdims=True)
        prior = (start + amount * np.einsum("km,kmt->kt", share, seen)) / (1 + amount)
    return prior
