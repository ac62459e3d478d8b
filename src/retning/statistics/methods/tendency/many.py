"""Many series over the same years at once: the same answers as one by one, made together.

Used where a rule is tried on thousands of series: error rates, benchmarks, whole countries.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retning.statistics.methods.arrays import Booleans, Floats
from retning.statistics.methods.tendency import mixture
from retning.statistics.methods.tendency.line import Lines, design_of, evidence, fit, weights
from retning.statistics.methods.tendency.pool import learnt_from, shared_variation
from retning.statistics.methods.tendency.priors import (
    THETAS,
    Accumulates,
    Family,
    family_of,
    other_family,
    prior_of,
)
from retning.statistics.methods.tendency.states import Limits


@dataclass(frozen=True, kw_only=True)
class Tested:
    """One entry per series: p, p under the other class, the likelier side (1 or -1), and what may be called what."""

    p: Floats
    p_other: Floats
    side: Floats
    certain: Booleans
    probable: Booleans  # those that are certain are not among them


def test_many(
    values: Floats,
    years: Floats,
    limits: Limits,
    *,
    accumulates: Accumulates = None,
    log_allowed: bool = False,
    pools_of: int = 0,
) -> Tested:
    """Test every row of ``values`` (series, years), all finite and counted one by one.

    With ``pools_of`` the rows stand in groups of so many comparable series, and each learns from the others of its group.

    >>> rising = 100 * 1.04 ** np.arange(6.0)
    >>> test_many(rising[None], np.arange(6.0), Limits()).certain.tolist()
    [True]
    """
    scales = _scales(values, years, log_allowed, pools_of)
    use = _use_log(scales, limits)
    lines = _chosen(scales, use)
    own = family_of(accumulates)
    priors = [
        _learnt(scales, use, family, pools_of) if pools_of else prior_of(family)
        for family in (own, other_family(own))
    ]
    (p, side), (p_other, side_other) = (
        mixture.two_sided(weights(lines, prior), lines.slope, lines.error, lines.freedom) for prior in priors
    )
    certain = (p <= limits.certain) & (p_other <= limits.other_class) & (side == side_other)
    return Tested(
        p=p, p_other=p_other, side=side, certain=certain, probable=(p <= limits.probable) & ~certain
    )


@dataclass(frozen=True)
class _Scale:
    z: Floats
    lines: Lines
    possible: Booleans


def _scales(values: Floats, years: Floats, log_allowed: bool, group: int) -> tuple[_Scale, ...]:
    """The plain scale, and the logarithmic one where it is possible for a series and all of its group."""
    design = design_of(years)
    plain = _Scale(values, fit(values, design), np.ones(len(values), dtype=bool))
    if not log_allowed:
        return (plain,)
    possible: Booleans = np.all(values > 0, axis=1)
    if group:
        possible = np.repeat(np.all(possible.reshape(-1, group), axis=1), group)
    safe = np.where(possible[:, None], values, 1.0 + np.arange(len(years)))
    z = np.exp(np.log(safe).mean(axis=1, keepdims=True)) * np.log(safe)
    return plain, _Scale(z, fit(z, design), possible)


def _use_log(scales: tuple[_Scale, ...], limits: Limits) -> Booleans:
    if len(scales) == 1:
        nowhere: Booleans = np.zeros(len(scales[0].z), dtype=bool)
        return nowhere
    plain, log = scales
    unknown = prior_of("unknown")
    far_better = evidence(plain.lines, unknown) - evidence(log.lines, unknown) > limits.plain_unless
    where: Booleans = log.possible & ~far_better
    return where


def _chosen(scales: tuple[_Scale, ...], use: Booleans) -> Lines:
    plain, log = scales[0].lines, scales[-1].lines
    at = use[:, None]
    return Lines(
        design=plain.design,
        slope=np.where(at, log.slope, plain.slope),
        error=np.where(at, log.error, plain.error),
        likelihood=np.where(at, log.likelihood, plain.likelihood),
    )


def _learnt(scales: tuple[_Scale, ...], use: Booleans, family: Family, size: int) -> Floats:
    """A prior per series from the others of its group, all on the scale that the series chose for itself."""
    by_scale = [_from_group(scale, family, size) for scale in scales]
    return np.where(use[:, None], by_scale[-1], by_scale[0])


def _from_group(scale: _Scale, family: Family, size: int) -> Floats:
    x = scale.lines.design.x
    n = len(x)
    squared = shared_variation(scale.z.reshape(-1, size, n), x)
    others = size - 1
    # Over the pairs that the own series is no part of.
    mean = (squared.sum(axis=(1, 2))[:, None] - 2 * squared.sum(axis=2)) / (others * (others - 1))
    shared = np.clip((mean - 1 / (n - 2)) / (1 - 1 / (n - 2)), 0.0, 1.0)
    effective = (others / (1 + (others - 1) * shared)).reshape(-1)
    likelihood = scale.lines.likelihood.reshape(-1, 1, size, len(THETAS)).repeat(size, axis=1)
    weight = np.broadcast_to(1.0 - np.eye(size), (len(squared), size, size)).reshape(-1, size)
    return learnt_from(family, likelihood.reshape(-1, size, len(THETAS)), effective, weight)
