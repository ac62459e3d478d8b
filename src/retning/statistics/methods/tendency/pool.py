"""What comparable series tell about persistence: a prior learnt from them, weighed by how many they amount to.

Source: rules 2026.2, section 2.3 (a mixing distribution by EM: Kiefer and Wolfowitz 1956, Laird 1978).
"""

from __future__ import annotations

import numpy as np

from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.tendency.priors import Family, prior_of

FEWEST = 3
"""Fewer comparable series than this teach nothing."""

_ROUNDS = 20
_CLASS_SILENT = 4.0  # from so many effective series on, the declared class has no say


def effective_numbers(squared: Floats, taught: Floats, n: int) -> Floats:
    """How many independent series those amount to that teach each of k others.

    ``squared`` (members, members) are the squared correlations of what their straight lines leave
    (:func:`shared_variation`), ``taught`` (k, members) is 1 for the members that teach and 0 for the others. Residuals of n
    points are correlated by chance, with r squared 1/(n - 2) on average; that much is taken off.

    >>> same = shared_variation(np.array([[1.0, 2, 4, 3], [1, 2, 4, 3], [2, 4, 8, 6]])[None], np.arange(4.0))[0]
    >>> effective_numbers(same, np.ones((1, 3)), 4).tolist()
    [1.0]
    """
    members = taught.sum(axis=1)
    pairs = ((taught @ squared) * taught).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = pairs / (members * (members - 1))
    shared = np.clip((mean - 1 / (n - 2)) / (1 - 1 / (n - 2)), 0.0, 1.0)
    found: Floats = members / (1 + (members - 1) * shared)
    return found


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


def learnt_priors(family: Family, likelihood: Floats, taught: Floats, effective: Floats) -> Floats:
    """The priors of the persistences for k series of a class, each after the series that teach it have been seen: (k, 20).

    ``likelihood`` (members, 20) are the log likelihoods of all members, ``taught`` (k, members) is 1 for those that teach, and
    ``effective`` (k) how many those amount to. Where fewer than :data:`FEWEST` teach, the prior is that of the class.
    """
    count = taught.sum(axis=1)
    prior = np.tile(prior_of(family), (len(taught), 1))
    learning = np.flatnonzero(count >= FEWEST)
    if len(learning):
        prior[learning] = _learnt(family, likelihood, taught[learning], effective[learning])
    return prior


def _learnt(family: Family, likelihood: Floats, taught: Floats, effective: Floats) -> Floats:
    trust = np.minimum(1.0, effective / _CLASS_SILENT)[:, None]
    start = (1 - trust) * prior_of(family) + trust * prior_of("unknown")
    relative = np.exp(likelihood - likelihood.max(axis=1, keepdims=True))
    share = taught / taught.sum(axis=1, keepdims=True)
    amount = effective[:, None]
    prior: Floats = start
    for _ in range(_ROUNDS):
        # Two products of matrices instead of one weight for each series, member and persistence.
        prior = (start + amount * prior * ((share / (prior @ relative.T)) @ relative)) / (1 + amount)
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
