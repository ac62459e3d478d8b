"""Other methods beside ours: which settings they are given, their classes, and where they say something else."""

from __future__ import annotations

import math

import pytest

from retning.build.other_methods import methods_record
from retning.plan.model import Element, Plan, Target
from retning.statistics.assessment.judge import judge
from retning.statistics.assessment.others import Compared, by_year, compare_methods
from retning.statistics.indicators.model import Indicator
from retning.statistics.model import Series, Value
from support.rules import NEWEST
from support.small_plan import AREAS, AS_OF, element, indicator, plan_of, target, yearly

# 2010-2025: 2 % a year, with a little noise in the years between the end points that others look at.
STEADY = [100 * 1.02**n * (1.0 if n % 5 == 0 else 1 + 0.02 * (-1) ** n) for n in range(16)]


def compared(
    plan: Plan, indicators: list[Indicator], series: list[Series], subject: str, area: str = "home"
) -> Compared:
    found = compare_methods(
        plan, indicators, series, judge(plan, indicators, AREAS, series, AS_OF, rules=NEWEST)
    )
    return next(c for c in found if (c.subject, c.area) == (subject, area))


def asking(kind: str, values: dict[str, object], points: list[float]) -> Compared:
    asked: Target = target("1.1", kind, values, indicator="i")
    only: Element = element("1.1", asked)
    return compared(plan_of(only), [indicator("i")], [yearly("i", 2010, list(points))], "1.1")


def answers(found: Compared) -> dict[str, str]:
    return {m.method: m.answer for m in found.methods}


def test_two_per_cent_a_year_is_progress_to_all_and_to_us() -> None:
    found = compared(plan_of(), [indicator("i")], [yearly("i", 2010, list(STEADY))], "i")
    assert answers(found) == {
        "eurostat long": "significant progress",
        "eurostat short": "significant progress",
        "open sdg": "substantial progress",
        "unsd 2023": "met or on track",
    }
    assert (found.ours, found.disagree) == ("improving", ())
    spans = {m.method: (m.base_year, m.last_year) for m in found.methods}
    assert spans["eurostat long"] == (2010, 2025)
    assert spans["eurostat short"] == (2020, 2025)
    assert spans["open sdg"] == spans["unsd 2023"] == (2015, 2025)
    assert all(m.growth == pytest.approx(0.02) for m in found.methods)


def test_falling_is_progress_where_less_is_better() -> None:
    found = compared(plan_of(), [indicator("i", direction="down")], [yearly("i", 2010, list(STEADY))], "i")
    assert {m.says for m in found.methods} == {"backward"}
    assert found.ours == "worsening"
    assert found.disagree == ()


def test_two_end_points_of_noise_claim_what_we_do_not() -> None:
    noise = [100.0, 92, 108, 95, 104, 97, 90, 106, 99, 93, 94, 107, 98, 91, 103, 109]
    found = compared(plan_of(), [indicator("i")], [yearly("i", 2010, noise)], "i")
    assert found.ours == "cannot tell"
    assert set(found.disagree) == {"eurostat long", "eurostat short", "open sdg", "unsd 2023"}


def test_a_level_by_a_date_is_given_to_the_methods_and_judged_at_its_year() -> None:
    # From 100 in 2010 to 150 in 2020; the value then is 121.9, and later ones do not count.
    found = asking("level", {"value": 150, "from": "2010", "to": "2020"}, STEADY)
    assert (found.target, found.target_year, found.reason) == (150.0, 2020, "")
    sdg = next(m for m in found.methods if m.method == "open sdg")
    assert (sdg.base_year, sdg.last_year) == (2010, 2020)
    assert sdg.value == pytest.approx(0.02 / (1.5**0.1 - 1))
    assert sdg.answer == "limited progress"


@pytest.mark.parametrize(
    ("kind", "values", "level"),
    [
        ("rel_change", {"value": 0.5, "from": "2010", "to": "2030"}, 150.0),
        ("growth", {"value": 0.01, "from": "2010", "to": "2030"}, 100 * 1.01**20),
    ],
)
def test_changes_from_a_base_become_levels(kind: str, values: dict[str, object], level: float) -> None:
    assert asking(kind, values, STEADY).target == pytest.approx(level)


def test_the_target_is_achieved_whatever_the_tendency() -> None:
    found = asking("growth", {"value": 0.01, "from": "2010", "to": "2020"}, STEADY)
    sdg = next(m for m in found.methods if m.method == "open sdg")
    assert (sdg.answer, sdg.says, sdg.disagrees) == ("target achieved", "reached", False)


def test_other_targets_get_the_rule_without_target_and_say_so() -> None:
    found = asking("minimum", {"value": 90, "from": "2010", "to": "2030"}, STEADY)
    assert (found.target, found.reason) == (None, "target_not_level")
    assert answers(found)["open sdg"] == "substantial progress"
    late = asking("rel_change", {"value": 0.1, "from": "2005", "to": "2030"}, STEADY)
    assert (late.target, late.reason) == (None, "target_no_base")


def test_without_a_direction_or_values_there_is_no_answer() -> None:
    still = compared(plan_of(), [indicator("i", direction="none")], [yearly("i", 2010, list(STEADY))], "i")
    assert (still.reason, still.methods) == ("no_direction", ())
    short = compared(plan_of(), [indicator("i")], [yearly("i", 2024, [5.0])], "i")
    assert (short.reason, short.methods) == ("no_values", ())


def test_zero_and_a_change_of_sign_give_no_class_and_no_growth() -> None:
    through = [float(n - 8) for n in range(16)]
    found = compared(plan_of(), [indicator("i")], [yearly("i", 2010, through)], "i")
    assert answers(found) == {
        "eurostat long": "",
        "eurostat short": "significant progress",
        "open sdg": "",
        "unsd 2023": "",
    }
    assert [m.growth is None for m in found.methods] == [True, False, True, True]


def test_quarters_are_compared_as_whole_years() -> None:
    values = tuple(
        Value(f"{year}-Q{q}", 100.0 + 10 * q + year - 2010)
        for year in range(2010, 2026)
        for q in (1, 2, 3, 4)
    )
    series = Series("i", "home", values[:-1])
    assert by_year(series, "flow") == {year: 125.0 + year - 2010 for year in range(2010, 2025)}
    assert by_year(series, "stock") == {year: 130.0 + year - 2010 for year in range(2010, 2026)}


def test_what_is_stored_is_plain() -> None:
    plan, series = plan_of(), [yearly("i", 2010, list(STEADY))]
    found = compare_methods(
        plan, [indicator("i")], series, judge(plan, [indicator("i")], AREAS, series, AS_OF, rules=NEWEST)
    )
    (stored,) = map(methods_record, found)
    assert (stored.subject, stored.disagree) == ("i", ())
    growth = stored.methods[0].growth
    assert growth is not None and math.isclose(growth, 0.02)
