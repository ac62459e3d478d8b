"""How sure is a rank? Confidence sets for ranks, top groups with an interval, peers by rule.

Mogstad, Romano, Shaikh and Wilhelm (2024, *Inference for Ranks*): compare every pair of units with a bound
that holds for all the pairs asked about at once; a unit's rank set runs from 1 + (units certainly better)
to n - (units certainly worse). Rank 1 is the best: the highest value, or the lowest with ``best="low"``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retning.answers import Lead, Membership
from retning.statistics.methods.arrays import Floats

Ints = npt.NDArray[np.int64]
DRAWS = 20_000


@dataclass(frozen=True)
class Ranks:
    """``rank`` by the values (ties share the best rank), and the ``first`` and ``last`` rank of the confidence set."""

    rank: Ints
    first: Ints
    last: Ints


def _units(values: npt.ArrayLike, errors: npt.ArrayLike, best: str) -> tuple[Floats, Floats]:
    v, e = np.asarray(values, dtype=np.float64), np.asarray(errors, dtype=np.float64)
    if v.ndim != 1 or v.shape != e.shape or not len(v):
        raise ValueError("values and errors must be lists of the same length")
    if not np.isfinite(v).all() or not (np.isfinite(e) & (e >= 0)).all():
        raise ValueError("values must be finite and errors 0 or more")
    if best not in ("high", "low"):
        raise ValueError(f"best is high or low, not {best!r}")
    return (v if best == "high" else -v), e


def plain_ranks(values: npt.ArrayLike, best: str = "high") -> Ints:
    """Rank of each value; equal values share the best of their ranks.

    >>> plain_ranks([5, 9, 9, 1]).tolist()
    [3, 1, 1, 4]
    """
    v, _ = _units(values, np.zeros(np.shape(np.asarray(values))), best)
    return np.asarray(1 + (v[None, :] > v[:, None]).sum(axis=1), dtype=np.int64)


def rank_sets(
    values: npt.ArrayLike,
    errors: npt.ArrayLike,
    *,
    best: str = "high",
    confidence: float = 0.95,
    simultaneous: bool = False,
    seed: int = 20240601,
) -> Ranks:
    """Rank of each unit with a confidence set, from values and their standard errors (independent, about
    normal).

    ``simultaneous=False``: each unit's own set covers its true rank with the confidence; the bound is the
    quantile of the largest standardised difference to the other units. ``simultaneous=True``: all sets
    cover at once (needed for "who is among the five best"). The quantile is simulated with a fixed seed, so
    that the same input gives the same set; an error of 0 is a value known exactly.

    >>> r = rank_sets([10.0, 9.9, 2.0], [0.5, 0.5, 0.5])
    >>> r.rank.tolist(), r.first.tolist(), r.last.tolist()
    ([1, 2, 3], [1, 1, 3], [2, 2, 3])
    """
    v, e = _units(values, errors, best)
    if not 0 < confidence < 1:
        raise ValueError("confidence must be between 0 and 1")
    n = len(v)
    rank = np.asarray(1 + (v[None, :] > v[:, None]).sum(axis=1), dtype=np.int64)
    if n == 1:
        return Ranks(rank, rank.copy(), rank.copy())
    spread = np.sqrt(e[:, None] ** 2 + e[None, :] ** 2)
    c = _bound(e, spread, confidence, simultaneous, seed)
    margin = c[:, None] * spread
    difference = v[None, :] - v[:, None]  # how much unit j is ahead of unit i
    better = (difference > margin).sum(axis=1)
    worse = (difference < -margin).sum(axis=1)
    return Ranks(rank, np.asarray(1 + better, np.int64), np.asarray(n - worse, np.int64))


def _bound(e: Floats, spread: Floats, confidence: float, simultaneous: bool, seed: int) -> Floats:
    """Quantile of the largest absolute standardised difference, for each unit or for all pairs."""
    n = len(e)
    # an exactly known pair has no noise to bound, whatever it is divided by
    inverse = 1 / np.where(spread > 0, spread, 1.0)
    # units are put in order of their errors, so that the draws do not depend on how they were listed
    order = np.argsort(e, kind="stable")
    noise = np.empty((DRAWS, n))
    noise[:, order] = np.random.default_rng(seed).standard_normal((DRAWS, n)) * e[order]
    largest = np.empty((n, DRAWS))
    for i in range(n):
        largest[i] = (np.abs(noise - noise[:, i : i + 1]) * inverse[i]).max(axis=1)
    if simultaneous:
        return np.full(n, float(np.quantile(largest.max(axis=0), confidence)))
    return np.asarray(np.quantile(largest, confidence, axis=1), dtype=np.float64)


def top_set(
    values: npt.ArrayLike,
    errors: npt.ArrayLike,
    size: int,
    *,
    best: str = "high",
    confidence: float = 0.95,
) -> npt.NDArray[np.bool_]:
    """Which units may be among the ``size`` best: with the confidence, all that truly are stand in this set.

    >>> top_set([10.0, 9.9, 2.0], [0.5, 0.5, 0.5], 1).tolist()
    [True, True, False]
    """
    sets = rank_sets(values, errors, best=best, confidence=confidence, simultaneous=True)
    return np.asarray(sets.first <= size, dtype=bool)


def rank_state(sets: Ranks, unit: int, rank: int = 1) -> Lead:
    """The answer of a rank target for one unit (methods.md T6).

    ``first``: at or above the asked rank and certain of it. ``first, lead not certain``: by the values, but
    its set reaches further down. ``not first, lead of others not certain``: not by the values, but its set
    reaches up to it. ``not first``: certainly not.

    >>> rank_state(rank_sets([10.0, 9.9, 2.0], [0.5, 0.5, 0.5]), 0)
    'first, lead not certain'
    """
    if sets.rank[unit] <= rank:
        return "first" if sets.last[unit] <= rank else "first, lead not certain"
    return "not first, lead of others not certain" if sets.first[unit] <= rank else "not first"


@dataclass(frozen=True)
class TopGroup:
    """A unit's place in a named group: ``share`` of the group that is better, its limits, and ``state``.

    ``state``: ``inside``, ``outside`` or ``not distinguishable`` (from the limit of the top group).
    """

    state: Membership
    share: float
    lower: float
    upper: float
    size: int


def top_group(
    values: npt.ArrayLike,
    errors: npt.ArrayLike,
    unit: int,
    share: float,
    *,
    best: str = "high",
    confidence: float = 0.95,
) -> TopGroup:
    """Is the unit among the best ``share`` (fraction) of its group, and is that certain? (methods.md T7)

    The top group holds the ``max(1, floor(share * n + .5))`` best units. Limits come from the unit's rank
    set. ``share`` of the group that is better runs from 0 (the best) to below 1.

    >>> top_group([9.0, 5, 4, 3, 2, 1, 0, 0], [0.1] * 8, 0, 0.25).state
    'inside'
    """
    if not 0 < share < 1:
        raise ValueError("the share of a top group is between 0 and 1")
    sets = rank_sets(values, errors, best=best, confidence=confidence)
    n = len(sets.rank)
    if not 0 <= unit < n:
        raise ValueError(f"no unit {unit} in a group of {n}")
    size = max(1, int(np.floor(share * n + 0.5)))
    state: Membership
    if sets.last[unit] <= size:
        state = "inside"
    elif sets.first[unit] > size:
        state = "outside"
    else:
        state = "not distinguishable"
    place = [(float(x[unit]) - 1) / n for x in (sets.rank, sets.first, sets.last)]
    return TopGroup(state, place[0], place[1], place[2], size)


def peers(
    unit: str, traits: Mapping[str, Sequence[float]], count: int = 5, exclude: Sequence[str] = ()
) -> tuple[str, ...]:
    """The units most like this one, by declared traits: smallest distance after scaling each trait.

    Each trait is divided by its interquartile range over all units (a trait without spread counts nothing);
    the distance is the root of the sum of squares. Equal distances go by id. Choose traits (size, share in
    towns, age) before looking at results, never the result itself.

    >>> peers("a", {"a": [1.0, 5.0], "b": [1.1, 5.2], "c": [9.0, 1.0], "d": [2.0, 4.0]}, count=2)
    ('b', 'd')
    """
    if unit not in traits:
        raise ValueError(f"no unit {unit!r} among the traits")
    names = sorted(traits)
    table = np.array([[float(x) for x in traits[k]] for k in names])
    if not np.isfinite(table).all():
        raise ValueError("a trait is missing or infinite")
    low, high = np.quantile(table, [0.25, 0.75], axis=0)
    width = np.where(high > low, high - low, np.inf)
    distance = np.sqrt((((table - table[names.index(unit)]) / width) ** 2).sum(axis=1))
    order = sorted(
        (float(d), k) for d, k in zip(distance, names, strict=True) if k != unit and k not in exclude
    )
    return tuple(k for _, k in order[:count])
