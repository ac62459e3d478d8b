"""Targets that compare with somebody else: a benchmark (T3, T4) or a named group (T6, T7)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from retning.statistics.assessment import targets as types
from retning.statistics.assessment.case import Case, at_deadline, cut_at_break, lists, upto, with_reasons
from retning.statistics.assessment.measures import (
    Z95,
    as_of_year,
    one_rhythm,
    standard_error,
    value_at,
    value_in,
)
from retning.statistics.assessment.targets.common import refused
from retning.statistics.model import Reason, Series, TargetStatus, Value


def _other(case: Case, series: Series) -> Series | None:
    """The benchmark's series: the same indicator and line, so the same period and vintage rules."""
    definition = case.indicator
    name = str(case.values.get("benchmark") or (definition.benchmark if definition else ""))
    if not name:
        return None
    return case.measures.find(series.indicator, name, series.line) or case.measures.find(
        series.indicator, name
    )


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
    facts = {**status.facts, "year": own.period}
    status = _without_error(case, replace(status, facts=facts), (own,))
    return at_deadline(case, status, ("reached",), ("not reached",))


def _interval_of_difference(own: Value, other: Value) -> tuple[float | None, float | None]:
    """The interval of own value, widened by the benchmark's error, so that it can be held against its
    value."""
    error = standard_error(own)
    if error is None or own.value is None:
        return None, None
    both = Z95 * float(np.hypot(error, standard_error(other) or 0.0))
    return own.value - both, own.value + both


def _group(case: Case, series: Series) -> tuple[dict[str, float | None], dict[str, float], str] | None:
    """Every member's value in the last period that the judged unit has, and standard errors where
    published."""
    definition = case.indicator
    name = str(case.values.get("group") or (definition.peers if definition else ""))
    own = value_at(series, case.year("to"))
    if not name or name not in case.areas or own is None:
        return None
    members = dict.fromkeys((*case.areas.members(name), series.area))
    values: dict[str, float | None] = {}
    errors: dict[str, float] = {}
    for member in members:
        other = case.measures.find(series.indicator, member, series.line)
        found = value_in(other or case.measures.find(series.indicator, member), own.period)
        values[member] = None if found is None else found.value
        error = None if found is None else standard_error(found)
        if error is not None:
            errors[member] = error
    return values, errors, own.period


def rank(case: Case, series: Series) -> TargetStatus:
    """T6: the last period of the judged unit."""
    found = _group(case, series)
    if found is None:
        return refused("no data", "no_group", group=str(case.values.get("group") or ""))
    values, errors, period = found
    status = types.rank(
        values,
        series.area,
        direction=case.direction,
        at_most=int(case.values.get("rank") or 1),
        errors=errors or None,
    )
    status = replace(status, facts={**status.facts, "year": period})
    return _without_error(case, status, (value_in(series, period),))


def topgroup(case: Case, series: Series) -> TargetStatus:
    """T7: the last period of the judged unit."""
    found = _group(case, series)
    if found is None:
        return refused("no data", "no_group", group=str(case.values.get("group") or ""))
    values, _, period = found
    own = value_in(series, period)
    status = types.topgroup(
        values,
        series.area,
        share=float(case.values["share"]),
        direction=case.direction,
        lower=None if own is None else own.lower,
        upper=None if own is None else own.upper,
    )
    status = replace(status, facts={**status.facts, "year": period})
    status = _without_error(case, status, (own,))
    return at_deadline(case, status, ("inside",), ("outside",))


def _without_error(case: Case, status: TargetStatus, values: tuple[Value | None, ...]) -> TargetStatus:
    """A sample survey that publishes no error can rank, but nobody knows how sure a lead or a place is."""
    definition = case.indicator
    if definition is None or not definition.survey:
        return status
    if all(v is None or standard_error(v) is not None for v in values):
        return status
    state = {
        "first": "first, lead not certain",
        "not first": "not first, lead of others not certain",
        "inside": "not distinguishable",
        "outside": "not distinguishable",
        "reached": "not distinguishable",
        "not reached": "not distinguishable",
    }.get(status.state, status.state)
    facts = dict(status.facts)
    if "rank_lower" in facts:
        facts |= {"rank_lower": 1, "rank_upper": facts["members"]}
    return replace(
        status, state=state, facts=facts, reasons=(*status.reasons, Reason("survey_without_error"))
    )
