"""T5 PARITY: a share of one total equals a share of another (methods.md 4.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log

import numpy as np

from retning.statistics.assessment.facts import LevelFacts, ParityFacts, PathFacts
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.assessment.targets.common import Points, points, refused, whole, year_value
from retning.statistics.assessment.targets.level import level
from retning.statistics.methods.arrays import Floats
from retning.statistics.rules.model import Rules


@dataclass(frozen=True)
class Parity:
    """Share against share in one period; amounts in the unit of the product.

    ``share`` is g = R/N, ``equals`` p = P/PN, ``ratio`` q = g/p (product per head relative to the whole),
    ``gap_simple`` what is lacking if the whole is held fixed, ``gap_self_consistent`` what is lacking when
    the new production also raises the whole. Gaps are negative where the share is above parity.
    """

    share: float
    equals: float
    ratio: float
    gap_simple: float
    gap_self_consistent: float


def parity_point(R: float, N: float, P: float, PN: float) -> Parity:
    """Ratio and gaps of one period: ``q = (R/P)/(N/PN)``, ``(p-g)N`` and ``x = (pN-R)/(1-p)``.

    ``R`` and ``N`` are the product of region and whole, ``P`` and ``PN`` the people. ``(R+x)/(N+x) = p``
    holds exactly. Raises ``ValueError`` where a total is not positive or the region is the whole.

    >>> point = parity_point(102938, 1395965, 409762, 4660676.5)
    >>> round(point.ratio, 3), round(point.gap_simple), round(point.gap_self_consistent)
    (0.839, 19794, 21702)
    """
    if min(N, P, PN) <= 0 or not all(np.isfinite([R, N, P, PN])):
        raise ValueError("parity needs positive totals")
    if P >= PN:
        raise ValueError("the region must be a part of the whole, not all of it")
    g, p = R / N, P / PN
    return Parity(g, p, g / p, (p - g) * N, (p * N - R) / (1 - p))


@dataclass(frozen=True)
class Chain:
    """What stands behind product per head in one area: product, jobs there, employed residents, people of
    working age, people."""

    product: float
    jobs: float
    employed: float
    working_age: float
    people: float


@dataclass(frozen=True)
class Decomposition:
    """``ln q`` as an exact sum of four log ratios, region over whole."""

    productivity: float
    jobs_per_employed: float
    employment_rate: float
    working_age_share: float
    total: float


def decompose(region: Chain, whole: Chain) -> Decomposition:
    """Where a ratio of product per head comes from: ``ln q`` = productivity + jobs per employed resident +
    employment rate + working-age share, each as the log of region over whole. All ten amounts must be
    positive.

    >>> half = decompose(Chain(50, 10, 10, 20, 30), Chain(100, 10, 10, 20, 30))
    >>> round(half.productivity, 4), half.employment_rate, round(half.total, 4)
    (-0.6931, 0.0, -0.6931)
    """

    def logs(part: Chain) -> tuple[float, float, float, float, float]:
        if min(part.product, part.jobs, part.employed, part.working_age, part.people) <= 0:
            raise ValueError("a decomposition needs positive amounts")
        return (
            log(part.product / part.jobs),
            log(part.jobs / part.employed),
            log(part.employed / part.working_age),
            log(part.working_age / part.people),
            log(part.product / part.people),
        )

    a, b = logs(region), logs(whole)
    return Decomposition(*(x - y for x, y in zip(a, b, strict=True)))


def decompose_known(region: Mapping[str, float], whole: Mapping[str, float]) -> dict[str, float]:
    """:func:`decompose` with the amounts that are known: still exact, with fewer and coarser parts.

    ``region`` and ``whole`` hold ``product`` and ``people``, and where they are known ``jobs``, and ``employed``
    with ``working_age``. Log ratios by name, in the order of the chain, ``total`` last. Without jobs, product and
    employed residents meet as ``product_per_employed``; without the employed, jobs and people as ``jobs_per_person``.
    Raises ``ValueError`` where neither is known, or an amount is not positive.

    >>> north = {"product": 50, "people": 30, "jobs": 10}
    >>> {k: round(v, 4) for k, v in decompose_known(north, {"product": 100, "people": 30, "jobs": 10}).items()}
    {'productivity': -0.6931, 'jobs_per_person': 0.0, 'total': -0.6931}
    """
    both = set(region) & set(whole)
    names = [n for n in ("product", "jobs", "employed", "working_age", "people") if n in both]
    if len(names) < 3 or names[0] != "product" or names[-1] != "people":
        raise ValueError("a decomposition needs product, people and something between them")
    logs = {}
    for top, bottom in pairwise(names):
        amounts = [float(side[n]) for side in (region, whole) for n in (top, bottom)]
        if min(amounts) <= 0:
            raise ValueError("a decomposition needs positive amounts")
        logs[_LINKS[top, bottom]] = log(amounts[0] / amounts[1]) - log(amounts[2] / amounts[3])
    return {**logs, "total": sum(logs.values())}


_LINKS = {
    ("product", "jobs"): "productivity",
    ("jobs", "employed"): "jobs_per_employed",
    ("employed", "working_age"): "employment_rate",
    ("working_age", "people"): "working_age_share",
    ("product", "employed"): "product_per_employed",
    ("jobs", "people"): "jobs_per_person",
}


def parity(
    years: Points,
    R: Points,
    N: Points,
    P: Points,
    PN: Points,
    *,
    base_year: float,
    target_year: float,
    slope: tuple[float, float] | None = None,
    as_of: float | None = None,
    rules: Rules,
) -> TargetStatus:
    """T5: the share ``R/N`` equals the share ``P/PN`` by a year. The path is drawn on the ratio, from its
    base to 1.

    The target value in money moves with the whole, so money is shown as a gap beside the path, never as
    the path. The five lists have one value a year (``nan`` where missing). ``distance`` is on the ratio (q
    - 1). The facts are those of the judged year, and of the base year where there is one.

    >>> from retning.statistics.rules.history import rules_on
    >>> years = {"base_year": 2010, "target_year": 2020, "rules": rules_on(None)}
    >>> s = parity([2010, 2015], [8, 9], [100, 100], [10, 10], [100, 100], **years)
    >>> s.state, round(s.facts.gap_simple, 6)
    ('on track', 1.0)
    """
    t = np.asarray(years, dtype=np.float64)
    parts = [np.asarray(x, dtype=np.float64) for x in (R, N, P, PN)]
    if any(x.shape != t.shape for x in parts):
        raise ValueError("parity needs five lists of the same length")
    q: Floats = np.full(len(t), np.nan)
    found: dict[float, Parity] = {}
    for i, year in enumerate(t):
        r, n, p, pn = (float(x[i]) for x in parts)
        if not np.isnan([r, n, p, pn]).any():
            found[float(year)] = parity_point(r, n, p, pn)
            q[i] = found[float(year)].ratio
    if not found:
        return refused("no data", "no_values")
    points(t, q)  # refuses two values for one year
    status = level(
        t,
        q,
        base_year=base_year,
        target_year=target_year,
        target=1.0,
        slope=slope,
        as_of=as_of,
        floor=True,
        rules=rules,
    )
    path = status.facts if isinstance(status.facts, LevelFacts) else PathFacts(year=year_value(max(found)))
    point = found[path.year]
    base = None if path.base_year is None else found[path.base_year]
    facts = ParityFacts(
        **vars(path),
        ratio=point.ratio,
        share=point.share,
        equals=point.equals,
        gap_simple=whole(point.gap_simple),
        gap_self_consistent=whole(point.gap_self_consistent),
        ratio_base=None if base is None else base.ratio,
        gap_simple_base=None if base is None else whole(base.gap_simple),
    )
    return replace(status, facts=facts)
