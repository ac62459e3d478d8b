"""A target of the plan, under one reading, against the series: which function, with which numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from retning.plan.model import Reading
from retning.statistics.assessment import targets as types
from retning.statistics.assessment.against import bench_growth, bench_level, rank, topgroup
from retning.statistics.assessment.case import Case, cut_at_break, with_reasons
from retning.statistics.assessment.facts import (
    MilestoneItem,
    MilestonesFacts,
    ParityFacts,
    RankFacts,
    RefusedFacts,
    UnitsFacts,
)
from retning.statistics.assessment.measures import (
    arrays,
    as_of_year,
    by_year,
    day_of,
    value_at,
    value_in,
)
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.assessment.parts import parts_of
from retning.statistics.assessment.rhythm import yearly
from retning.statistics.assessment.targets.check import NEED_DIRECTION
from retning.statistics.assessment.targets.common import refused
from retning.statistics.model import Series


def status_of(case: Case, reading: Reading) -> TargetStatus:
    """What one target says under one reading. Every refusal carries its reason; nothing is raised for
    data."""
    merged = {**case.target.values, **reading.values}
    status = _answer(replace(case, values=merged))
    return replace(status, reading=reading.id, target_type=case.target.type.name)


def _answer(case: Case) -> TargetStatus:
    name = case.target.type.name
    if name == "not_measurable":
        return types.not_measurable(case.values.get("proposed") or {})
    if name == "milestone":
        return _milestone(case)
    if name == "parity":
        return _parity(case)
    if case.indicator is None:
        registered = name in ("minimum", "range")
        return refused("no data", "not_reported" if registered else "no_indicator")
    if name == "minimum" and case.values.get("of") == "units":
        return _units(case)
    series = case.series
    if series is None or not series.known:
        return refused("no data", "no_values", indicator=case.indicator.id, area=case.area)
    comparable, why = yearly(series, case.indicator.nature)
    if comparable is None:
        return refused("cannot tell", "mixed_periods", indicator=case.indicator.id)
    if name in BETWEEN_YEARS and why:
        if not comparable.known:
            return with_reasons(refused("no data", "no_whole_year", indicator=case.indicator.id), why)
        series = comparable
    else:
        why = ()
    handler = _HANDLERS[name]
    if not case.direction and name in NEED_DIRECTION:
        return refused("cannot tell", "no_direction", indicator=case.indicator.id)
    return with_reasons(handler(case, series), why)


BETWEEN_YEARS = (
    "level",
    "rel_change",
    "growth",
    "bench_growth",
    "bench_level",
    "direction",
    "maintain",
    "rank",
    "topgroup",
)
"""Types that compare one time with another or one place with another: seasons are taken out first."""


def _milestone(case: Case) -> TargetStatus:
    items = case.values.get("item")
    if not items:
        return _one_milestone(case, case.values)
    status = types.milestones([_one_milestone(case, {"to": case.values.get("to"), **one}) for one in items])
    facts = status.facts
    if not isinstance(facts, MilestonesFacts):
        return status
    named = tuple(
        MilestoneItem(dict(one["name"]), state) for one, state in zip(items, facts.states, strict=True)
    )
    return replace(status, facts=replace(facts, items=named))


def _one_milestone(case: Case, v: Mapping[str, Any]) -> TargetStatus:
    as_of = day_of(case.as_of)
    if as_of is None:
        raise ValueError("a milestone is judged from a day")
    return types.milestone(
        state=None if v.get("state") in (None, "") else str(v["state"]),
        done=day_of(v.get("done"), last=False),
        deadline=day_of(v.get("to")),
        as_of=as_of,
        evidence=str(v.get("evidence") or ""),
    )


def _parity(case: Case) -> TargetStatus:
    share_id, equals_id = str(case.values.get("share") or ""), str(case.values.get("equals") or "")
    definition = case.measures.indicators.get(share_id)
    if definition is None or equals_id not in case.measures.indicators:
        return refused("no data", "no_indicator")
    area = str(case.values.get("area") or definition.main_area)
    line = str(case.values.get("line") or "")
    share = case.measures.find(share_id, area, line)
    equals = case.measures.find(equals_id, area, line) or case.measures.find(equals_id, area)
    if share is None or not share.known:
        return refused("no data", "no_values", indicator=share_id, area=area)
    if equals is None or not equals.known:
        return refused("no data", "no_values", indicator=equals_id, area=area)
    parts = [by_year(s, w) for s in (share, equals) for w in ("numerator", "denominator")]
    years = sorted(set.intersection(*(set(p) for p in parts)))
    if not years:
        return refused("no data", "no_common_years", indicator=share_id, other=equals_id)
    columns = [[p[y] for y in years] for p in parts]
    base, to = case.year("from"), case.year("to")
    if base is None or to is None:
        return refused("cannot tell", "no_dates")
    try:
        status = types.parity(
            [float(y) for y in years],
            *columns,
            base_year=base,
            target_year=to,
            as_of=as_of_year(case.as_of),
            rules=case.rules,
        )
        facts = status.facts
        if not isinstance(facts, ParityFacts):
            return status
        return replace(
            status, facts=replace(facts, parts=parts_of(case, area, years, columns, int(facts.year)))
        )
    except ValueError:  # totals that are zero or negative, or a region that is the whole
        return refused("cannot tell", "totals_not_positive", indicator=share_id, other=equals_id)


def _slope(case: Case, series: Series) -> tuple[float, float] | None:
    t = case.tendency(series)
    return None if t.lower is None or t.upper is None else (t.lower, t.upper)


def _first_year(series: Series) -> float:
    t, y = arrays(series)
    return float(t[~np.isnan(y)][0])


def _level(case: Case, series: Series) -> TargetStatus:
    cut, why = cut_at_break(case, series)
    t, y = arrays(cut)
    base, to = case.year("from"), case.year("to")
    if to is None:
        return refused("cannot tell", "no_dates")
    common: dict[str, Any] = {
        "base_year": _first_year(cut) if base is None else base,
        "target_year": to,
        "path": str(case.values.get("path") or "linear"),
        "slope": _slope(case, cut),
        "as_of": as_of_year(case.as_of),
        "rules": case.rules,
    }
    if case.target.type.name == "rel_change":
        return with_reasons(types.rel_change(t, y, change=float(case.values["value"]), **common), why)
    status = types.level(t, y, target=float(case.values["value"]), direction=case.direction, **common)
    return with_reasons(status, why)


def _growth(case: Case, series: Series) -> TargetStatus:
    cut, why = cut_at_break(case, series)
    t, y = arrays(cut)
    base = case.year("from")
    status = types.growth(
        t,
        y,
        value=float(case.values["value"]),
        base_year=_first_year(cut) if base is None else base,
        target_year=case.year("to"),
        as_of=as_of_year(case.as_of),
        rules=case.rules,
    )
    return with_reasons(status, why)


def _minimum(case: Case, series: Series) -> TargetStatus:
    t, y = arrays(series)
    return types.minimum(
        t,
        y,
        value=float(case.values["value"]),
        per=str(case.values.get("per") or "each"),
        direction=case.direction or "up",
        base_year=case.year("from"),
        target_year=case.year("to"),
        as_of=as_of_year(case.as_of),
        rules=case.rules,
    )


def _units(case: Case) -> TargetStatus:
    definition = case.indicator
    if definition is None or case.area not in case.areas:
        return refused("no data", "not_reported")
    members = case.areas.members(case.area)
    found = {m: case.measures.find(definition.id, m) for m in members}
    latest = [v for s in found.values() if (v := value_at(s, case.year("to"))) is not None]
    if not latest:
        return refused("no data", "not_reported")
    period = max((v.period for v in latest), key=as_of_year)
    values: dict[str, float | None] = {}
    for member, one in found.items():
        at = value_in(one, period)
        values[member] = None if at is None else at.value
    status = types.minimum_units(
        values,
        value=float(case.values["value"]),
        per=str(case.values.get("per") or "each"),
        direction=case.direction or "up",
        passed=case.passed,
    )
    facts = status.facts
    shown = replace(facts, year=period) if isinstance(facts, UnitsFacts) else RefusedFacts(year=period)
    return replace(status, facts=shown)


def _direction(case: Case, series: Series) -> TargetStatus:
    start = case.year("from")
    if start is not None:
        kept = tuple(v for v in series.values if as_of_year(v.period) >= start)
        series = replace(series, values=kept)
    smallest = case.values.get("smallest_change")
    return types.direction_target(
        case.tendency(series), smallest_change=None if smallest is None else float(smallest)
    )


def _maintain(case: Case, series: Series) -> TargetStatus:
    common: dict[str, Any] = {
        "tolerance": float(case.values.get("tolerance") or 0.0),
        "base_year": case.year("from"),
        "target_year": case.year("to"),
        "as_of": as_of_year(case.as_of),
    }
    if "value" in case.values:
        t, y = arrays(series)
        return types.maintain(t, y, value=float(case.values["value"]), direction=case.direction, **common)
    definition = case.indicator
    group = str(case.values.get("group") or (definition.peers if definition else ""))
    if not group or group not in case.areas:
        return refused("no data", "no_group", group=group)
    ranks: list[tuple[float, float]] = []
    members = dict.fromkeys((*case.areas.members(group), series.area))
    for v in series.known:
        values: dict[str, float | None] = {}
        for member in members:
            line = case.measures.find(series.indicator, member, series.line)
            at = None if line is None else value_in(case.comparable(line), v.period)
            values[member] = None if at is None else at.value
        facts = types.rank(values, series.area, direction=case.direction, rules=case.rules).facts
        if isinstance(facts, RankFacts):
            ranks.append((as_of_year(v.period), float(facts.rank)))
    if not ranks:
        return refused("no data", "no_group", group=group)
    years, places = [r[0] for r in ranks], [r[1] for r in ranks]
    wanted = float(case.values.get("rank") or 1)
    return types.maintain(years, places, value=wanted, direction="down", **common)


def _range(case: Case, series: Series) -> TargetStatus:
    value = value_at(series, case.year("to"))
    return types.in_range(
        None if value is None else value.value,
        low=float(case.values["low"]),
        high=float(case.values["high"]),
        passed=case.passed,
    )


_HANDLERS: dict[str, Callable[[Case, Series], TargetStatus]] = {
    "level": _level,
    "rel_change": _level,
    "growth": _growth,
    "bench_level": bench_level,
    "bench_growth": bench_growth,
    "rank": rank,
    "topgroup": topgroup,
    "minimum": _minimum,
    "direction": _direction,
    "maintain": _maintain,
    "range": _range,
}
