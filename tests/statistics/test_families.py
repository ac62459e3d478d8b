"""Many tests on one page: which tests a page shows, what it may say, and that no page contradicts the plan."""

from __future__ import annotations

import pytest

from retning.build.assessments import assessment_record
from retning.build.declared import as_record
from retning.build.status import status_rows
from retning.build.tests_on_pages import page_record
from retning.edition.records.plan import Plan as PlanRecord
from retning.plan.model import Plan
from retning.statistics.assessment.families import (
    CorrectedTest,
    Family,
    families,
    with_plan_verdicts,
)
from retning.statistics.assessment.judge import judge
from retning.statistics.assessment.model import Assessment
from retning.statistics.assessment.multiple_tests import benjamini_hochberg
from retning.statistics.indicators.model import Indicator
from retning.statistics.model import Series
from support.rules import BY_RANKS
from support.small_plan import AREAS, AS_OF, element, indicator, plan_of, target, yearly

RISING = [10.0, 13.0, 16.0, 19.0, 22.0, 25.0]  # n = 6, S = 15, exact p = .0028
NEARLY = [10.0, 13.0, 16.0, 19.0, 25.0, 22.0]  # S = 13, exact p = .0167
UNSURE = [10.0, 25.0, 11.0, 24.0, 12.0, 26.0]


def pages(
    plan: Plan, indicators: list[Indicator], series: list[Series]
) -> tuple[list[Assessment], dict[tuple[str, str], Family]]:
    alone = judge(plan, indicators, AREAS, series, AS_OF, rules=BY_RANKS)
    found = families(plan, indicators, alone, rules=BY_RANKS)
    return alone, {(p.name, p.id): p for p in found}


def row(page: Family, subject: str, area: str = "home") -> CorrectedTest:
    return next(t for t in page.tested if (t.subject, t.area) == (subject, area))


def many(count: int, first: list[float] = NEARLY) -> tuple[Plan, list[Indicator], list[Series]]:
    """A plan of as many elements, each with an indicator; only the first one's tendency is certain."""
    ids = [f"1.{n}" for n in range(1, count + 1)]
    indicators = [indicator(f"i{n}", serves=(id,)) for n, id in enumerate(ids)]
    # Each of the others a little different, so that no two are the same test.
    series = [
        yearly(f"i{n}", 2010, list(first) if n == 0 else [v + n * i / 7 for i, v in enumerate(UNSURE)])
        for n in range(count)
    ]
    return plan_of(*(element(id) for id in ids)), indicators, series


def test_a_certain_tendency_does_not_stand_among_four() -> None:
    plan, indicators, series = many(4)
    alone, found = pages(plan, indicators, series)
    assert alone[0].tendency.state == "improving"
    one = row(found["plan", ""], "1.1")
    # The smallest of four: p times four, unless a larger one gives less.
    assert one.p == pytest.approx(12 / 720)
    assert one.p_adjusted == pytest.approx(4 * 12 / 720)
    assert (one.before, one.state, one.stands, one.tests) == ("improving", "cannot tell", False, 4)


def test_it_stands_alone_and_a_stronger_one_stands_among_four() -> None:
    plan, indicators, series = many(1)
    assert row(pages(plan, indicators, series)[1]["plan", ""], "1.1").stands
    plan, indicators, series = many(4, RISING)
    one = row(pages(plan, indicators, series)[1]["plan", ""], "1.1")
    assert (one.stands, one.p_adjusted) == (True, pytest.approx(4 * 2 / 720))


def test_an_element_has_one_verdict_on_every_page_and_in_its_status() -> None:
    plan, indicators, series = many(4)
    alone, found = pages(plan, indicators, series)
    told = with_plan_verdicts(alone, plan, rules=BY_RANKS)
    status = status_rows(map(assessment_record, told), as_record(plan, PlanRecord))[0].tendency
    assert (status.state, status.p_adjusted) == ("cannot tell", pytest.approx(4 * 12 / 720))
    assert status.reasons[-1].key == "tendency_many_tests"
    states = {row(found[page], "1.1").state for page in (("plan", ""), ("goal", "1"), ("element", "1.1"))}
    assert states == {status.state}
    # The series behind the verdict is told as the verdict on the element's page, and by itself on its own.
    assert row(found["element", "1.1"], "i0").state == "cannot tell"
    assert row(found["indicator", "i0"], "i0").state == "improving"
    assert told[4].tendency == alone[4].tendency
    assert told[4].subject == "i0"


def test_an_indicators_page_is_a_family_over_its_areas() -> None:
    flows = indicator("i", areas=("home", "m1", "m2", "away"))
    unsure = [[v + k * i for i, v in enumerate(UNSURE)] for k in (0.1, 0.2, 0.3)]
    series = [yearly("i", 2010, list(NEARLY))] + [
        yearly("i", 2010, list(values), area=area)
        for area, values in zip(("m1", "m2", "away"), unsure, strict=True)
    ]
    _, found = pages(plan_of(), [flows], series)
    page = found["indicator", "i"]
    assert [t.area for t in page.tested] == ["away", "home", "m1", "m2"]
    adjusted = benjamini_hochberg([t.p for t in page.tested])
    assert [t.p_adjusted for t in page.tested] == pytest.approx(adjusted)
    assert (row(page, "i").state, row(found["area", "home"], "i").state) == ("cannot tell", "improving")
    assert found["area", "home"].tested[0].tests == 1


def test_the_same_test_counts_once() -> None:
    shared = indicator("i", serves=("1.1", "1.2", "1.3", "1.4"))
    plan = plan_of(*(element(f"1.{n}") for n in range(1, 5)))
    _, found = pages(plan, [shared], [yearly("i", 2010, list(NEARLY))])
    assert [(t.tests, t.state) for t in found["plan", ""].tested] == [(1, "improving")] * 4


def test_a_direction_target_over_other_years_is_a_further_test_and_follows_the_plan() -> None:
    asked = target("1.1", "direction", {"from": "2012"}, indicator="i0")
    plan, indicators, series = many(3)
    plan = plan_of(element("1.1", asked), element("1.2"), element("1.3"))
    series[0] = yearly("i0", 2010, [30.0, 28.0, *NEARLY])
    alone, found = pages(plan, indicators, series)
    assert alone[0].targets[0].state == "improving"
    assert found["plan", ""].tested[0].tests == 4
    told = with_plan_verdicts(alone, plan, rules=BY_RANKS)[0].targets[0]
    assert told.state == "cannot tell"
    assert told.facts.tendency.p_adjusted == pytest.approx(4 * 12 / 720)
    assert told.reasons[-1].values == {"tests": 4}


def test_small_changes_become_flat_and_untested_series_are_not_listed() -> None:
    plan, indicators, series = many(5)
    indicators[0] = indicator("i0", serves=("1.1",), smallest_change=50.0)
    series[1] = yearly("i1", 2010, [1.0, 2.0])
    _, found = pages(plan, indicators, series)
    page = found["plan", ""]
    assert (row(page, "1.1").before, row(page, "1.1").tests) == ("improving", 4)
    assert row(page, "1.1").state == "flat"
    assert [t.subject for t in page.tested] == ["1.1", "1.3", "1.4", "1.5"]
    assert ("indicator", "i1") not in found


def test_the_stored_pages_are_plain_and_say_what_they_may() -> None:
    plan, indicators, series = many(4)
    stored = {p.page: p for p in map(page_record, pages(plan, indicators, series)[1].values())}
    front = stored["plan/"]
    assert front.tests == 4
    assert [one.stands for one in front.series] == [False, True, True, True]
