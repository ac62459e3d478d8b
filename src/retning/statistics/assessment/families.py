"""Families of tests: which ones a reader meets together, held to one share of false discoveries.

The correction of :mod:`.multiple_tests` is made family by family (methods.md 2.5,
:data:`retning.answers.TestFamily`), and which tests are met together follows from what is judged:

* ``plan``: the verdicts of all judged elements. Whoever lists verdicts, whole or in part (``goal``: those below one
  element), shows this one family: an element has the same verdict wherever it is named.
* ``element``: the element's own verdict, as in the plan's family, and the series of the indicators that serve it or
  stand in for it, each in its main area, corrected together.
* ``indicator``: the indicator in every area. ``area``: every indicator in the area. ``indicators``: every
  indicator in its main area.

The same series tested over the same periods is one test, however often it is named.

So it was until rule version 2026.1. From 2026.2 on a series has one verdict, found by the judge: the plan's own questions
stand by themselves, and an indicator's other areas are one list (:func:`.persistence.listed`). There are no families then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from retning.answers import TendencyState, TestFamily
from retning.plan.model import Plan
from retning.statistics.assessment.facts import DirectionFacts
from retning.statistics.assessment.model import Assessment, TargetStatus
from retning.statistics.assessment.multiple_tests import adjust
from retning.statistics.indicators.model import Indicator
from retning.statistics.model import Tendency
from retning.statistics.rules.model import Rules

CorrectedWith = Literal["plan", "page"]


@dataclass(frozen=True)
class CorrectedTest:
    """One test of a family: ``before`` and ``state`` are the tendency without and with the correction.

    ``tests`` is how many tests it was corrected with; ``family`` says with which: those of the whole ``plan``, or the
    family's own (``page``: those that stand on one page).
    """

    subject: str
    area: str
    p: float
    p_adjusted: float
    tests: int
    before: TendencyState
    state: TendencyState
    family: CorrectedWith = "page"

    @property
    def stands(self) -> bool:
        """Whether what the test says by itself may be said beside the others."""
        return self.state == self.before


@dataclass(frozen=True)
class Family:
    """The tests that a reader meets together; ``id`` is that of the element, indicator or area ("" for all of them)."""

    name: TestFamily
    id: str
    tested: tuple[CorrectedTest, ...]


Key = tuple[object, ...]


def _key(t: Tendency) -> Key:
    """The same numbers over the same periods are the same test."""
    return (t.n, t.from_period, t.to_period, t.slope, t.p)


def corrected(tendencies: Iterable[Tendency], rules: Rules) -> dict[Key, tuple[Tendency, int]]:
    """A family of tests after the correction: by key the tendency and the number of tests.

    >>> from retning.statistics.rules.history import rules_on
    >>> a = Tendency("increasing", 12, "2010", "2021", 1.0, p=0.04)
    >>> b = Tendency("cannot tell", 12, "2010", "2021", 0.1, p=0.6)
    >>> [t.state for t, tests in corrected([a, a, b], rules_on(None)).values()]
    ['cannot tell', 'cannot tell']
    """
    once = {_key(t): t for t in tendencies if t.p is not None}
    return {
        key: (t, len(once)) for key, t in zip(once, adjust(list(once.values()), rules.alpha), strict=True)
    }


def with_plan_verdicts(assessments: Sequence[Assessment], plan: Plan, rules: Rules) -> list[Assessment]:
    """The assessments with the tendencies of the plan's elements corrected as one family.

    A direction target (T10) that was tested over other periods than its element's tendency is a test of its
    own in the family, and its status follows. Assessments of series are left as they are: each family of theirs corrects
    them (:func:`families`).
    """
    if rules.tendency == "persistence":
        return list(assessments)
    judged = {e.id for e in plan.judged}
    family = [t for one in assessments if one.subject in judged for t in _claims(one)]
    found = corrected(family, rules)
    return [_after(one, found) if one.subject in judged else one for one in assessments]


def _claims(one: Assessment) -> list[Tendency]:
    """Every tendency that an assessment states: its own and those of its direction targets."""
    return [one.tendency, *(t for s in one.targets if (t := _of_target(s)) is not None)]


def _of_target(status: TargetStatus) -> Tendency | None:
    """The tendency behind a direction target, with all reasons that its status has."""
    facts = status.facts
    if not isinstance(facts, DirectionFacts) or facts.tendency.p is None:
        return None
    return replace(facts.tendency, reasons=status.reasons)


def _after(one: Assessment, found: Mapping[Key, tuple[Tendency, int]]) -> Assessment:
    tendency = one.tendency
    if tendency.p is not None:
        # The reasons of a tendency and of a direction target over the same periods are the same.
        tendency = found[_key(tendency)][0]
    statuses = []
    for status in one.targets:
        claim, facts = _of_target(status), status.facts
        if claim is not None and isinstance(facts, DirectionFacts):
            told, _ = found[_key(claim)]
            facts = replace(facts, tendency=told)
            status = replace(status, state=told.state, reasons=told.reasons, facts=facts)
        statuses.append(status)
    return replace(one, tendency=tendency, targets=tuple(statuses))


@dataclass(frozen=True)
class SeriesTendency:
    """What was found of an indicator (``subject``) in an area: all that families need to know of a series."""

    subject: str
    area: str
    tendency: Tendency


def families(
    plan: Plan, indicators: Sequence[Indicator], assessments: Sequence[Assessment], rules: Rules
) -> list[Family]:
    """Every family that has a test, with its tests after the correction; in order of name and id.

    ``assessments`` as :func:`~retning.statistics.assessment.judge.judge` returns them, *before*
    :func:`with_plan_verdicts`.
    """
    series = [a for a in assessments if a.measured_by == a.subject]
    known = {(a.subject, a.area) for a in series}
    elements = [a for a in assessments if (a.subject, a.area) not in known]
    tendencies = [SeriesTendency(a.subject, a.area, a.tendency) for a in series]
    return families_of(plan, indicators, elements, tendencies, rules)


def families_of(
    plan: Plan,
    indicators: Sequence[Indicator],
    of_elements: Iterable[Assessment],
    tendencies: Iterable[SeriesTendency],
    rules: Rules,
) -> list[Family]:
    """:func:`families` of the assessments of elements, and what was found of series, in order of indicator and area."""
    if rules.tendency == "persistence":
        return []
    by_series = {(one.subject, one.area): one for one in tendencies}
    elements = {a.subject: a for a in of_elements}
    of_plan = corrected((t for e in plan.judged if (a := elements.get(e.id)) for t in _claims(a)), rules)

    def verdicts(ids: Iterable[str]) -> tuple[CorrectedTest, ...]:
        return tuple(_tested(elements[id], of_plan, "plan") for id in ids if _is_tested(elements.get(id)))

    found = [Family("plan", "", verdicts(e.id for e in plan.judged))]
    parents = [e for e in plan.elements if plan.children(e.id)]
    found += [Family("goal", e.id, verdicts(leaf.id for leaf in plan.leaves(e.id))) for e in parents]
    for element in plan.everything():
        shown = [
            by_series.get((i.id, i.main_area))
            for i in indicators
            if element.id in i.serves or element.id in i.proxy_for
        ]
        own = elements.get(element.id)
        rows = verdicts([element.id])
        said = {_key(own.tendency)} if own is not None and _is_tested(own) else set()
        # The series that gave the verdict is not tested twice in one family.
        rows += tuple(
            replace(_tested(one, of_plan, "plan"), subject=one.subject)
            for one in shown
            if one is not None and _key(one.tendency) in said
        )
        rows += _together(
            [one for one in shown if one is not None and _key(one.tendency) not in said], rules, own
        )
        found.append(Family("element", element.id, rows))
    mains = [by_series.get((i.id, i.main_area)) for i in indicators]
    found.append(Family("indicators", "", _together([a for a in mains if a is not None], rules)))
    by_indicator: dict[str, list[SeriesTendency]] = {}
    by_area: dict[str, list[SeriesTendency]] = {}
    for (id, area), one in by_series.items():
        by_indicator.setdefault(id, []).append(one)
        by_area.setdefault(area, []).append(one)
    found += [Family("indicator", i.id, _together(by_indicator.get(i.id, ()), rules)) for i in indicators]
    found += [Family("area", area, _together(shown, rules)) for area, shown in sorted(by_area.items())]
    return sorted((f for f in found if f.tested), key=lambda f: (f.name, f.id))


def _is_tested(one: Assessment | SeriesTendency | None) -> bool:
    return one is not None and one.tendency.p is not None


def _together(
    shown: Sequence[SeriesTendency], rules: Rules, also: Assessment | None = None
) -> tuple[CorrectedTest, ...]:
    """Tests corrected together; ``also`` is tested with them, but answered elsewhere."""
    family = corrected([*(a.tendency for a in shown), *([also.tendency] if also is not None else [])], rules)
    return tuple(_tested(one, family, "page") for one in shown if _is_tested(one))


def _tested(
    one: Assessment | SeriesTendency, found: Mapping[Key, tuple[Tendency, int]], family: CorrectedWith
) -> CorrectedTest:
    t = one.tendency
    after, tests = found[_key(t)]
    return CorrectedTest(
        one.subject,
        one.area,
        float(t.p or 0.0),
        float(after.p_adjusted or 0.0),
        tests,
        t.state,
        after.state,
        family,
    )
