"""T3 BENCH_LEVEL, T6 RANK and T7 TOPGROUP: a level against a benchmark or a named group (methods.md 1.6,
2.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import ceil

import numpy as np
from scipy import stats

from retning.answers import Lead, Membership, TargetState
from retning.statistics.assessment.facts import BenchLevelFacts, RankFacts, TopgroupFacts
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.assessment.targets.common import SAME, meets, refused, sign, whole
from retning.statistics.model import Reason
from retning.statistics.rules.model import Rules


def bench_level(
    value: float,
    benchmark: float,
    *,
    direction: str | int = "up",
    how: str = "difference",
    lower: float | None = None,
    upper: float | None = None,
) -> TargetStatus:
    """T3: a value at or on the good side of the benchmark's, same period and vintage.

    ``lower`` and ``upper`` are the interval of the value (or of the difference carried over to it) where
    there is one: an interval that holds the benchmark gives ``not distinguishable``. A complete register
    has none and is compared as it stands. ``distance`` is the difference, positive on the good side.

    >>> bench_level(0.97, 1.0, direction="down", how="ratio").state
    'reached'
    """
    d = sign(direction)
    if how not in ("difference", "ratio"):
        raise ValueError(f"a comparison is a difference or a ratio, not {how!r}")
    if not np.isfinite([value, benchmark]).all():
        return refused("no data", "no_values")
    ratio = value / benchmark if benchmark > 0 else None
    if how == "ratio" and ratio is None:
        return refused("cannot tell", "benchmark_not_positive", benchmark=whole(benchmark))
    facts = BenchLevelFacts(
        value=whole(value),
        benchmark=whole(benchmark),
        difference=whole(value - benchmark),
        ratio=ratio,
        how=how,
    )
    if lower is not None and upper is not None:
        facts = replace(facts, lower=lower, upper=upper)
        if lower < benchmark < upper:
            reason = Reason("interval_holds_benchmark", {"lower": lower, "upper": upper})
            return TargetStatus(
                "not distinguishable", distance=d * (value - benchmark), facts=facts, reasons=(reason,)
            )
    state: TargetState = "reached" if meets(value, benchmark, d) else "not reached"
    return TargetStatus(state, distance=d * (value - benchmark), facts=facts)


def rank(
    values: Mapping[str, float | None],
    unit: str,
    *,
    direction: str | int = "up",
    at_most: int = 1,
    errors: Mapping[str, float] | None = None,
    rules: Rules,
) -> TargetStatus:
    """T6: rank ``at_most`` or better in a group that was named beforehand.

    ``values`` holds every member (``None`` where it did not report), ``errors`` their standard errors
    (none: a complete register). The rank's confidence set is [1 + members certainly better, n - members
    certainly worse], by normal tests of the differences with Bonferroni's correction (after Mogstad,
    Romano, Shaikh and Wilhelm). Ties share the better rank; a tie, or a member without a value, takes the
    certainty from a lead.

    States: ``first`` | ``first, lead not certain`` | ``not first`` | ``not first, lead of others not
    certain`` ("first" stands for "among the first ``at_most``").

    >>> from retning.statistics.rules.history import rules_on
    >>> rules = rules_on(None)
    >>> rank({"a": 10.0, "b": 9.0, "c": 8.0}, "a", rules=rules).state
    'first'
    >>> rank({"a": 10.0, "b": 9.0}, "a", errors={"a": 1.0, "b": 1.0}, rules=rules).state
    'first, lead not certain'
    """
    d = sign(direction)
    if unit not in values:
        raise ValueError(f"{unit} is not a member of the group")
    if at_most < 1:
        raise ValueError("a rank counts from 1")
    known = {k: float(v) for k, v in values.items() if v is not None and np.isfinite(v)}
    missing = sorted(set(values) - set(known))
    if unit not in known:
        return refused("no data", "no_values")
    others = {k: v for k, v in known.items() if k != unit}
    if not others:
        return refused("cannot tell", "group_without_values", missing=missing)
    own = known[unit]
    ahead, better, worse, tied = _places(unit, known, d, errors, rules)
    place, low, high = 1 + ahead, 1 + better, len(values) - worse
    leader = max(known, key=lambda k: (d * known[k], k == unit))
    facts = RankFacts(
        rank=place,
        rank_lower=low,
        rank_upper=high,
        at_most=at_most,
        members=len(values),
        value=whole(own),
        leader=leader,
        leader_value=whole(known[leader]),
        tied=tuple(sorted(tied)),
        missing=tuple(missing),
    )
    reasons = []
    if tied:
        reasons.append(Reason("tied", {"members": sorted(tied)}))
    if missing:
        reasons.append(Reason("members_missing", {"members": missing}))
    state: Lead
    if place <= at_most:
        state = "first" if high <= at_most else "first, lead not certain"
    else:
        state = "not first" if low > at_most else "not first, lead of others not certain"
    return TargetStatus(state, facts=facts, reasons=tuple(reasons))


def _places(
    unit: str, known: Mapping[str, float], d: int, errors: Mapping[str, float] | None, rules: Rules
) -> tuple[int, int, int, list[str]]:
    """How many others are ahead, certainly better, certainly worse, and who has the same value."""
    own = known[unit]
    others = {k: v for k, v in known.items() if k != unit}
    z = float(stats.norm.ppf(1 - (1 - rules.confidence) / (2 * len(others))))
    ahead = better = worse = 0
    tied: list[str] = []
    for k, v in others.items():
        lead = d * (v - own)
        error = 0.0 if errors is None else float(np.hypot(errors.get(k, 0.0), errors.get(unit, 0.0)))
        if abs(lead) <= SAME * max(abs(v), abs(own)):
            tied.append(k)
            continue
        ahead += lead > 0
        better += lead > z * error
        worse += -lead > z * error
    return ahead, better, worse, tied


def topgroup(
    values: Mapping[str, float | None],
    unit: str,
    *,
    share: float,
    direction: str | int = "up",
    lower: float | None = None,
    upper: float | None = None,
    errors: Mapping[str, float] | None = None,
    rules: Rules,
) -> TargetStatus:
    """T7: among the best ``share`` (0.25: the best quarter) of a group that was named beforehand.

    The limit is the group's quantile (linear interpolation). ``lower`` and ``upper`` are the interval of
    the unit's own value: one that holds the limit gives ``not distinguishable``. In the facts
    ``percentile`` is the share (0-1) of the group at or on the bad side of the unit, and ``rank_lower`` and
    ``rank_upper`` are there with ``errors`` only.

    ``errors`` are the standard errors of all members: then the limit moves with them, and the unit is inside or
    outside only where its whole rank set (as for T6) is. Members as good as the last one inside are inside: a
    tie at the limit is met.

    >>> from retning.statistics.rules.history import rules_on
    >>> topgroup({"a": 4.0, "b": 3.0, "c": 2.0, "d": 1.0}, "a", share=0.25, rules=rules_on(None)).state
    'inside'
    """
    d = sign(direction)
    if unit not in values:
        raise ValueError(f"{unit} is not a member of the group")
    if not 0 < share < 1:
        raise ValueError("a share of a group lies between 0 and 1")
    known = {k: float(v) for k, v in values.items() if v is not None and np.isfinite(v)}
    missing = sorted(set(values) - set(known))
    if unit not in known:
        return refused("no data", "no_values")
    if len(known) < max(2, ceil(1 / share)):
        return refused("cannot tell", "group_too_small", members=len(known), share=share)
    own = known[unit]
    everyone = np.array(sorted(d * v for v in known.values()))
    at = d * float(np.quantile(everyone, 1 - share))
    place = 1 + int(np.sum(everyone > d * own + SAME * abs(own)))
    percentile = float(np.mean(everyone <= d * own + SAME * abs(own)))
    _, better, worse, tied = _places(unit, known, d, errors, rules)
    facts = TopgroupFacts(
        value=whole(own),
        limit=whole(at),
        rank=place,
        members=len(values),
        share=share,
        percentile=percentile,
        quartile=1 + int(4 * (place - 1) / len(known)),
        tied=tuple(sorted(tied)),
        missing=tuple(missing),
    )
    reasons = (Reason("members_missing", {"members": missing}),) if missing else ()
    distance = d * (own - at)
    if errors is not None:
        inside = sum(meets(v, at, d) for v in known.values())
        low, high = 1 + better, len(values) - worse
        facts = replace(facts, rank_lower=low, rank_upper=high)
        if low <= inside < high:
            why = Reason("place_not_certain", {"first": low, "last": high})
            return TargetStatus(
                "not distinguishable", distance=distance, facts=facts, reasons=(*reasons, why)
            )
        return TargetStatus(
            "inside" if high <= inside else "outside", distance=distance, facts=facts, reasons=reasons
        )
    if lower is not None and upper is not None and lower < at < upper:
        why = Reason("interval_holds_limit", {"lower": lower, "upper": upper, "limit": whole(at)})
        return TargetStatus("not distinguishable", distance=distance, facts=facts, reasons=(*reasons, why))
    state: Membership = "inside" if meets(own, at, d) else "outside"
    return TargetStatus(state, distance=distance, facts=facts, reasons=reasons)
