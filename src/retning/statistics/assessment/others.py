"""The classes that Eurostat, Open SDG and the United Nations would give, beside ours, for every series.

:mod:`.other_methods` holds their arithmetic; here it is called with what a region's files say, so that nobody chose
the settings after seeing the answer:

* the values are yearly (:mod:`.rhythm`), the main line, up to the target's year where that has passed;
* *direction* is the indicator's; where nobody said which way is better the others have no answer either;
* a *target* is used where the plan asks for a level at a date (level, change from a base, growth to a year,
  parity); every other kind of target gets their rule for series without target, and the reason says so;
* the *base year* is the target's first year, or what each of them uses by itself (2015; Eurostat 15 and 5
  years back).

They look at two end points, no uncertainty and no breaks. Where they differ from us is stored, never used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from retning.plan.model import Plan, Target
from retning.statistics.assessment.measures import Measures, in_order, year_of
from retning.statistics.assessment.model import Assessment
from retning.statistics.assessment.rhythm import yearly
from retning.statistics.indicators.model import Indicator
from retning.statistics.methods.other_methods import (
    YEARS_LONG,
    YEARS_SHORT,
    MethodAnswer,
    eurostat,
    growth_rate,
    open_sdg,
    unsd_2023,
)
from retning.statistics.model import Series
from retning.statistics.tables.periods import parse_period

BASE_YEAR = 2015
TARGET_YEAR = 2030
"""The years that Open SDG and the United Nations reckon from and to where a series sets none."""

_SAYS = {
    "significant progress": "forward",
    "moderate progress": "forward",
    "insufficient progress": "forward",
    "movement away": "backward",
    "moderate movement away": "backward",
    "significant movement away": "backward",
    "target_achieved": "reached",
    "substantial_progress": "forward",
    "moderate_progress": "forward",
    "limited_progress": "forward",
    "deterioration": "backward",
    "met or on track": "forward",
    "fair, acceleration needed": "forward",
}
_OURS = {"improving": "forward", "worsening": "backward", "flat": "still"}


@dataclass(frozen=True)
class Other:
    """One method's answer with its own inputs: first and last year, values, growth a year.

    ``answer`` is the method's own word (``""`` where it has none), ``says`` which way that means: ``forward``,
    ``backward``, ``still``, ``reached`` or ``""``; ``disagrees`` whether a reader would take something else from it
    than from our tendency.
    """

    method: str
    answer: str
    says: str
    disagrees: bool
    value: float | None = None
    score: float | None = None
    base_year: int | None = None
    last_year: int | None = None
    base: float | None = None
    last: float | None = None
    growth: float | None = None


@dataclass(frozen=True)
class Compared:
    """All methods for one subject: an indicator in an area, or a plan element by the series of its verdict.

    ``target`` and ``target_year`` as they were given to the methods (``None``: rule without target); ``reason``
    is why there is no target or no answer: ``no_direction``, ``no_values``,
    ``target_not_level``, ``target_no_base`` (a change from a year that the series has no value for) or ``""``.
    """

    subject: str
    indicator: str
    area: str
    line: str
    ours: str
    direction: str
    target: float | None
    target_year: int | None
    reason: str
    methods: tuple[Other, ...]

    @property
    def disagree(self) -> tuple[str, ...]:
        """Methods from which a reader would take something else than from ours."""
        return tuple(m.method for m in self.methods if m.disagrees)


def compare_methods(
    plan: Plan, indicators: Sequence[Indicator], series: Iterable[Series], assessments: Sequence[Assessment]
) -> list[Compared]:
    """One answer for each assessment that rests on a series, in the order of ``assessments``.

    Series are compared without target; plan elements with the first target that asks for a level at a date of
    the indicator behind the verdict.
    """
    return compare(Measures(indicators, series), assessments, targets_by_element(plan, indicators))


def targets_by_element(plan: Plan, indicators: Iterable[Indicator]) -> dict[str, list[Target]]:
    """The targets of each plan element, those that only stand in an indicator's file included."""
    targets: dict[str, list[Target]] = {}
    for element in plan.everything():
        targets.setdefault(element.id, []).extend(element.targets)
    for definition in indicators:
        for target in definition.targets:
            if target not in targets.setdefault(target.element, []):
                targets[target.element].append(target)
    return targets


def compare(
    measures: Measures,
    assessments: Iterable[Assessment],
    targets: Mapping[str, Sequence[Target]] | None = None,
) -> list[Compared]:
    """:func:`compare_methods` for some assessments; ``targets`` are those of plan elements by id."""
    asked = targets or {}
    found = []
    for one in assessments:
        line = measures.find(one.measured_by, one.area, one.line) if one.measured_by else None
        if line is None:
            continue
        definition = measures.indicators[one.measured_by]
        mine = asked.get(one.subject, ()) if one.subject != one.measured_by else ()
        found.append(_compared(one, definition, line, mine))
    return found


def _compared(one: Assessment, definition: Indicator, series: Series, targets: Sequence[Target]) -> Compared:
    values = by_year(series, definition.nature)
    way = {"up": 1, "down": -1}.get(definition.direction)
    goal = _goal(targets, definition, values)
    reason = ""
    if way is None:
        reason = "no_direction"
    elif len(values) < 2:
        reason = "no_values"
    elif targets and goal is None:
        changes = any(
            t.type.name in ("rel_change", "growth") and t.indicator == definition.id and t.values.get("to")
            for t in targets
        )
        reason = "target_no_base" if changes else "target_not_level"
    methods: tuple[Other, ...] = ()
    if way is not None and len(values) >= 2:
        methods = tuple(_methods(values, way, goal, _OURS.get(one.tendency.state, "")))
    return Compared(
        one.subject,
        definition.id,
        one.area,
        series.line,
        one.tendency.state,
        definition.direction,
        None if goal is None else goal[0],
        None if goal is None else goal[2],
        reason,
        methods,
    )


def by_year(series: Series, nature: str) -> dict[int, float]:
    """The known values by calendar year (of several in a year the last); empty for mixed periods.

    >>> from retning.statistics.model import Value
    >>> by_year(Series("births", "north", (Value("2020-01-01", 5.0), Value("2021-01-01", None))), "flow")
    {2020: 5.0}
    """
    line, _ = yearly(series, nature)
    if line is None:
        return {}
    return {parse_period(v.period).year: float(v.value) for v in in_order(line.known) if v.value is not None}


Goal = tuple[float, int, int]
"""The level to reach, the year it is reckoned from, and the year it is to be reached in."""


def _goal(targets: Sequence[Target], definition: Indicator, values: Mapping[int, float]) -> Goal | None:
    """The first target of this indicator that is a level at a date, the main one first."""
    for target in sorted(targets, key=lambda t: not t.main):
        if target.indicator != definition.id:
            continue
        asked = {**target.values, **next((r.values for r in target.readings if r.main), {})}
        start, to = year_of(asked.get("from")), year_of(asked.get("to"))
        if to is None:
            continue
        first = int(start) if start is not None else min(values, default=0)
        level = _level(target.type.name, asked, definition, values.get(first), int(to) - first)
        if level is not None:
            return level, first, int(to)
    return None


def _level(
    kind: str, asked: Mapping[str, object], definition: Indicator, base: float | None, years: int
) -> float | None:
    if kind == "level":
        return float(str(asked["value"]))
    if kind == "rel_change" and base is not None:
        return base * (1 + float(str(asked["value"])))
    if kind == "growth" and base is not None:
        return float(base * (1 + float(str(asked["value"]))) ** years)
    if kind == "parity" and definition.lines:
        # The indicator that states a parity is the ratio of the two shares, in the indicator's own factor.
        return definition.lines[0].factor
    return None


def _methods(values: Mapping[int, float], way: int, goal: Goal | None, ours: str) -> Iterable[Other]:
    target, base_year, target_year = (None, BASE_YEAR, TARGET_YEAR) if goal is None else goal
    if goal is not None:
        values = {year: v for year, v in values.items() if year <= target_year} or values
    last = max(values)
    for term in (YEARS_LONG, YEARS_SHORT):
        name = f"eurostat {'long' if term == YEARS_LONG else 'short'}"
        verdict = eurostat(
            values,
            direction=way,
            target=target,
            target_year=target_year if goal is not None else None,
            term=term,
        )
        yield _other(name, verdict, values, last - term, way, ours)
    sdg = open_sdg(values, direction=way, base_year=base_year, target=target, target_year=target_year)
    yield _other("open sdg", sdg, values, base_year, way, ours)
    un = unsd_2023(values, direction=way, base_year=base_year, target=target, target_year=target_year)
    yield _other("unsd 2023", un, values, base_year, way, ours)


def _other(
    name: str, verdict: MethodAnswer, values: Mapping[int, float], since: int, way: int, ours: str
) -> Other:
    years = [y for y in values if y >= since]
    if verdict.status in ("not available", "not_available") or len(years) < 2:
        return Other(name, "", "", False)
    first, last = min(years), max(years)
    base, current = values[first], values[last]
    growth = growth_rate(base, current, last - first) if base != 0 and current / base > 0 else None
    says = _SAYS.get(verdict.status, "")
    if verdict.status == "met or on track" and verdict.value is None:
        says = "reached"
    if verdict.status == "stagnation or regression":
        moved = way * (current - base)
        says = "backward" if moved < 0 else "still" if moved == 0 else "forward"
    return Other(
        name,
        verdict.status.replace("_", " "),
        says,
        says != "reached" and says != ours,
        verdict.value,
        verdict.score,
        first,
        last,
        base,
        current,
        growth,
    )
