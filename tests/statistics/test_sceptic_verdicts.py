"""An answer rests on what it was computed from: not on figures that are only near, and not on those beside it.
Figures made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retning.statistics.model import Break
from support.small_plan import assessment_of, element, indicator, plan_of, target, yearly

RISING: list[float | None] = [1, 2, 3, 4, 5, 6]


def test_a_demand_that_nobody_measures_does_not_make_its_file_measure_it() -> None:
    """The demand may stand in the file of an indicator that is only near; it is still only near."""
    asked = target("1.1", "direction", {}, indicator="near", indicator_missing=True)
    near = indicator("near", proxy_for=("1.1",), targets=(asked,))
    found = assessment_of("1.1", plan_of(element("1.1", asked)), [near], [yearly("near", 2010, RISING)])
    assert (found.fact, found.tendency.state, found.measured_by) == (None, "cannot tell", "")
    assert [s.state for s in found.targets] == ["no data"]
    assert "proxy_only" in [r.key for r in found.reasons]
    assert (found.evidence.grade, found.indicators) == ("C", ("near",))


def test_an_indicator_that_serves_may_carry_a_demand_that_it_does_not_meet() -> None:
    asked = target("1.1", "rank", {"group": "group"}, indicator="own", indicator_missing=True)
    own = indicator("own", serves=("1.1",), targets=(asked,))
    found = assessment_of("1.1", plan_of(element("1.1", asked)), [own], [yearly("own", 2010, RISING)])
    assert (found.measured_by, found.tendency.state) == ("own", "improving")


def test_the_grade_is_that_of_the_figures_behind_the_answer() -> None:
    """Two points of another indicator beside it do not make twelve points a poor foundation."""
    asked = target("1.1", "minimum", {"value": 1, "from": "2010", "to": "2012"}, indicator="long")
    long = indicator("long", serves=("1.1",), targets=(asked,))
    beside = indicator("short", serves=("1.1",))
    series = [
        yearly("long", 2008, [float(n) for n in range(12)]),
        yearly("short", 2013, [3.0, 4.0]),
    ]
    found = assessment_of("1.1", plan_of(element("1.1", asked)), [long, beside], series)
    assert found.evidence.grade == "A"
    assert [(r.key, r.values) for r in found.evidence.reasons] == [("points", {"n": 12})]


def test_every_target_that_got_an_answer_counts_towards_the_grade() -> None:
    first = target("1.1", "minimum", {"value": 1, "from": "2010", "to": "2012"}, indicator="long", main=True)
    second = target("1.1", "minimum", {"value": 1, "from": "2013", "to": "2014"}, indicator="short")
    series = [
        yearly("long", 2008, [float(n) for n in range(12)]),
        yearly("short", 2013, [3.0, 4.0]),
    ]
    both = [indicator("long", targets=(first,)), indicator("short", targets=(second,))]
    found = assessment_of("1.1", plan_of(element("1.1", first, second)), both, series)
    assert (found.evidence.grade, [r.values for r in found.evidence.reasons]) == ("C", [{"n": 2}])


@pytest.mark.parametrize(
    ("broken_from", "first", "key"),
    [("2015", 2013, "base_before_break"), ("2015", 2016, "base_before_break"), ("2013", 2015, "base_moved")],
)
def test_a_base_year_before_a_break_is_not_told_as_a_year_without_a_figure(
    broken_from: str, first: int, key: str
) -> None:
    """Asked for growth since 2013: the figures of 2013 may be there, but not to be compared with."""
    years = [2013, *range(max(first, 2014), 2020)] if first == 2013 else list(range(first, 2020))
    asked = target("1.1", "bench_growth", {"benchmark": "away", "value": 1.0, "from": "2013"}, indicator="g")
    definition = indicator("g", serves=("1.1",), targets=(asked,))
    cut = (Break(broken_from, {"nb": "ny"}),)
    start = [100.0 + y for y in years]
    early = yearly("g", 2011, [90.0])
    own = replace(
        yearly("g", years[0], list(start), breaks=cut),
        values=(*early.values, *yearly("g", years[0], list(start)).values),
    )
    other = yearly("g", 2011, [90.0 + n for n in range(9)], area="away", breaks=cut)
    found = assessment_of("1.1", plan_of(element("1.1", asked)), [definition], [own, other])
    keys = [r.key for r in found.targets[0].reasons]
    assert key in keys and len({"base_moved", "base_before_break"} & set(keys)) == 1
