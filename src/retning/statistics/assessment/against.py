"""Targets that compare with somebody else: a benchmark (T3, T4) or a named group (T6, T7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from retning.answers import Status, TargetState
from retning.statistics.assessment import targets as types
from retning.statistics.assessment.case import Case, at_deadline, cut_at_break, lists, upto, with_reasons
from retning.statistics.assessment.facts import BenchLevelFacts, RankFacts, RefusedFacts, TopgroupFacts
from retning.statistics.assessment.measures import (
    Z95,
    as_of_year,
    one_rhythm,
    standard_error,
    value_at,
    value_in,
)
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.assessment.pooling import pooled, years_to_pool
from retning.statistics.assessment.targets.common import refused
from retning.statistics.model import Reason, Series, Value


def _other(case: Case, series: Series) -> Series | None:
    """The benchmark's series: the same indicator and line, so the same period and vintage rules."""
    definition = case.indicator
    name = str(case.values.get("benchmark") or (definition.benchmark if definition else ""))
    if not name:
        return None
    found = case.measures.find(series.indicator, name, series.line) or case.measures.find(
        series.indicator, name
    )
    return None if found is None else case.comparable(found)


def bench_growth(case: Case, series: Series) -> TargetStatus:
    """T4: growth against the benchmark, over the years that both have since the last break."""
    other = _other(case, series)
    if other is None or not other.known or not one_rhythm(other):
        return refused("no data", "no_benchmark", benchmark=str(case.values.get("benchmark") or ""))
    cut, why = cut_at_break(case, series)
    cut_other, why_other = cut_at_break(case, other)
    a, b = dict(zip(*lists(cut), strict=True)), dict(zip(*lists(cut_other), strict=True))
    years = sorted(set(a) & set(b))
    base = case.year("from")
    if not years:
        return refused("no data", "no_common_years", indicator=series.indicator, other=other.area)
    status = types.bench_growth(
        years,
        [a[x] for x in years],
        [b[x] for x in years],
        value=float(case.values["value"]),
        base_year=years[0] if base is None else base,
        per=str(case.values.get("per") or "points"),
        target_year=case.year("to"),
        as_of=as_of_year(case.as_of),
        rules=case.rules,
    )
    return with_reasons(status, why or why_other)


def bench_level(case: Case, series: Series) -> TargetStatus:
    """T3: the last period that both have."""
    other = _other(case, series)
    if other is None or not other.known:
        return refused("no data", "no_benchmark", benchmark=str(case.values.get("benchmark") or ""))
    to = case.year("to")
    own = next(
        (v for v in reversed(upto(series, to)) if value_in(other, v.period) is not None),
        None,
    )
    against = None if own is None else value_in(other, own.period)
    if own is None or own.value is None or against is None or against.value is None:
        return refused("no data", "no_common_years", indicator=series.indicator, other=other.area)
    how = str(case.values.get("how") or "difference")
    lower, upper = _interval_of_difference(own, against)
    status = types.bench_level(
        own.value, against.value, direction=case.direction, how=how, lower=lower, upper=upper
    )
    found = status.facts
    year = own.period
    facts = replace(found, year=year) if isinstance(found, BenchLevelFacts) else RefusedFacts(year=year)
    status = _without_error(case, replace(status, facts=facts), (own,))
    return at_deadline(case, status, ("reached",), ("not reached",))


def _interval_of_difference(own: Value, other: Value) -> tuple[float | None, float | None]:
    """The interval of own value, widened by the benchmark's error, so that it can be compared with its
    value."""
    error = standard_error(own)
    if error is None or own.value is None:
        return None, None
    both = Z95 * float(np.hypot(error, standard_error(other) or 0.0))
    return own.value - both, own.value + both


@dataclass(frozen=True)
class Group:
    """Every member's value in the period that the judged unit has last, over ``years`` years together.

    ``limits`` holds the 95 % interval of each member that has one, ``own`` the judged unit's value.
    """

    values: Mapping[str, float | None]
    limits: Mapping[str, tuple[float, float]]
    period: str
    years: int
    own: Value | None
    reasons: tuple[Reason, ...]

    @property
    def errors(self) -> dict[str, float]:
        """Standard errors, from the intervals."""
        return {k: (upper - lower) / (2 * Z95) for k, (lower, upper) in self.limits.items()}


def _group(case: Case, series: Series) -> Group | None:
    """The named group, with years put together where somebody has few events (:mod:`.pooling`)."""
    definition = case.indicator
    name = str(case.values.get("group") or (definition.peers if definition else ""))
    own = value_at(series, case.year("to"))
    if definition is None or not name or name not in case.areas or own is None:
        return None
    lines: dict[str, Series | None] = {}
    for member in dict.fromkeys((*case.areas.members(name), series.area)):
        found = case.measures.find(series.indicator, member, series.line) or case.measures.find(
            series.indicator, member
        )
        lines[member] = None if found is None else case.comparable(found)
    latest = {member: value_in(line, own.period) for member, line in lines.items()}
    asked = case.values.get("years")
    years = years_to_pool(None if asked is None else int(asked), definition, latest, case.rules)
    together = {m: pooled(line, definition, own.period, years) for m, line in lines.items()}
    reasons: tuple[Reason, ...] = ()
    if years > 1:
        short = [m for m, p in together.items() if p is None and latest[m] is not None]
        if series.area in short or len(short) == len([m for m in latest.values() if m is not None]):
            reasons = (Reason("years_not_pooled", {"years": years}),)
            years = 1
            together = {m: pooled(line, definition, own.period, 1) for m, line in lines.items()}
        else:
            reasons = (Reason("years_pooled", {"years": years}),)
    limits = {
        m: (p.lower, p.upper)
        for m, p in together.items()
        if p is not None and p.lower is not None and p.upper is not None
    }
    values = {m: None if p is None else p.value for m, p in together.items()}
    return Group(values, limits, own.period, years, own, reasons)


def rank(case: Case, series: Series) -> TargetStatus:
    """T6: the last period of the judged unit."""
    group = _group(case, series)
    if group is None:
        return refused("no data", "no_group", group=str(case.values.get("group") or ""))
    status = types.rank(
        group.values,
        series.area,
        direction=case.direction,
        at_most=int(case.values.get("rank") or 1),
        errors=group.errors or None,
        rules=case.rules,
    )
    status = _of_group(status, group)
    return _without_error(case, status, (value_in(series, group.period),))


def topgroup(case: Case, series: Series) -> TargetStatus:
    """T7: the last period of the judged unit."""
    group = _group(case, series)
    if group is None:
        return refused("no data", "no_group", group=str(case.values.get("group") or ""))
    lower, upper = group.limits.get(series.area, (None, None))
    status = types.topgroup(
        group.values,
        series.area,
        share=float(case.values["share"]),
        direction=case.direction,
        lower=lower,
        upper=upper,
        errors=group.errors or None,
        rules=case.rules,
    )
    status = _without_error(case, _of_group(status, group), (group.own,))
    return at_deadline(case, status, ("inside",), ("outside",))


def _of_group(status: TargetStatus, group: Group) -> TargetStatus:
    """The period and the years that were compared, told with the answer."""
    found, together = status.facts, group.years if group.years > 1 else None
    facts = (
        replace(found, year=group.period, years_pooled=together)
        if isinstance(found, (RankFacts, TopgroupFacts))
        else RefusedFacts(year=group.period, years_pooled=together)
    )
    return replace(status, facts=facts, reasons=(*status.reasons, *group.reasons))


_UNCERTAIN: Mapping[Status, TargetState] = {
    "first": "first, lead not certain",
    "not first": "not first, lead of others not certain",
    "inside": "not distinguishable",
    "outside": "not distinguishable",
    "reached": "not distinguishable",
    "not reached": "not distinguishable",
}
"""What a clear answer becomes where nobody knows how sure it is."""


def _without_error(case: Case, status: TargetStatus, values: tuple[Value | None, ...]) -> TargetStatus:
    """A sample survey that publishes no error can rank, but nobody knows how sure a lead or a place is."""
    definition = case.indicator
    if definition is None or not definition.survey:
        return status
    if all(v is None or standard_error(v) is not None for v in values):
        return status
    state = _UNCERTAIN.get(status.state, status.state)
    facts = status.facts
    if isinstance(facts, (RankFacts, TopgroupFacts)) and facts.rank_lower is not None:
        facts = replace(facts, rank_lower=1, rank_upper=facts.members)
    return replace(
        status, state=state, facts=facts, reasons=(*status.reasons, Reason("survey_without_error"))
    )
