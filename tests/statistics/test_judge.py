"""A small plan judged from end to end: series, targets, readings, refusals, evidence and status rows.
Figures made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from retning.build.assessments import assessment_record
from retning.build.declared import as_record
from retning.build.status import status_rows
from retning.edition.records.facts import MinimumFacts
from retning.edition.records.plan import Plan as PlanRecord
from retning.edition.records.status import StatusRow
from retning.language.texts import has_text, text
from retning.plan.model import Plan, Reading
from retning.statistics.assessment.check import check_targets
from retning.statistics.assessment.evidence import evidence, weakest, worse
from retning.statistics.assessment.judge import judge
from retning.statistics.assessment.measures import day_of, since_break, year_of
from retning.statistics.assessment.model import Assessment
from retning.statistics.indicators.model import Line, Slice, Term
from retning.statistics.model import Break, Evidence, Series, Value
from support.rules import NEWEST
from support.small_plan import AREAS, AS_OF, assessment_of, element, indicator, plan_of, target, yearly


def test_a_minimum_with_three_readings() -> None:
    readings = (
        Reading("sum", {"nb": "i sum"}, {"per": "sum"}),
        Reading("each", {"nb": "hvert år"}, {"per": "each"}, main=True),
    )
    asked = target(
        "1.1", "minimum", {"value": 10, "from": "2010", "to": "2012"}, indicator="g", readings=readings
    )
    found = assessment_of(
        "1.1", plan_of(element("1.1", asked)), [indicator("g")], [yearly("g", 2010, [15, 9, 12])]
    )
    assert [(s.reading, s.state) for s in found.targets] == [
        ("each", "deadline passed: missed"),
        ("sum", "deadline passed: met"),
    ]
    assert found.targets[0].facts.periods_missed == (2011,)
    disagreement = found.reasons[0]
    assert disagreement.key == "readings_disagree"
    assert (disagreement.values["reading"], disagreement.values["other_reading"]) == ("each", "sum")
    assert (found.rule_version, found.inputs) == (NEWEST.version, ("figures/x@2026-01-01",))
    assert found.fact is not None
    assert (found.fact.from_value, found.fact.to_value) == (15, 12)


def test_the_main_target_comes_first_wherever_it_is_written() -> None:
    plain = target("1.1", "direction", {}, indicator="g")
    main = target("1.1", "milestone", {"to": "2020", "state": "done", "done": "2019-05-01"}, main=True)
    plan = plan_of(element("1.1", plain, main))
    found = judge(plan, [indicator("g")], AREAS, [yearly("g", 2010, [1, 2, 3, 4, 5, 6])], AS_OF, rules=NEWEST)
    assert [s.state for s in found[0].targets] == ["done", "improving"]
    assert rows_of(found, plan)[0].target_type == "T9 MILESTONE + T10 DIRECTION"


def test_a_proxy_never_gives_a_status() -> None:
    asked = target("1.1", "direction", {})
    stand_in = indicator("near", proxy_for=("1.1",))
    found = assessment_of(
        "1.1", plan_of(element("1.1", asked)), [stand_in], [yearly("near", 2010, [1, 2, 3, 4, 5, 6])]
    )
    assert found.targets[0].state == "no data"
    assert (found.fact, found.tendency.state) == (None, "cannot tell")
    assert "proxy_only" in [r.key for r in found.reasons]
    assert found.evidence.grade == "C"
    assert found.indicators == ("near",)


@pytest.mark.parametrize(
    ("name", "values", "state", "key"),
    [
        ("milestone", {"to": "2020"}, "no data", "not_reported"),
        ("minimum", {"value": 1, "of": "units"}, "no data", "not_reported"),
        ("range", {"low": 1, "high": 3}, "no data", "not_reported"),
        ("rank", {"group": "group"}, "no data", "no_indicator"),
        ("not_measurable", {"proposed": {"nb": "noe"}}, "not measurable as written", "not_measurable"),
    ],
)
def test_what_nobody_measures_is_refused_with_its_reason(
    name: str, values: dict[str, object], state: str, key: str
) -> None:
    found = assessment_of("1.1", plan_of(element("1.1", target("1.1", name, values))), [], [])
    assert found.targets[0].state == state
    assert key in [r.key for r in found.reasons]
    assert found.evidence.grade == ""


def test_an_indicator_without_figures_and_a_demand_that_figures_do_not_meet() -> None:
    serving = indicator("g", serves=("1.1",))
    asked = target("1.1", "rank", {"group": "group"}, indicator_missing=True)
    plan = plan_of(element("1.1", asked))
    empty = assessment_of("1.1", plan, [serving], [yearly("g", 2010, [None])])
    assert [r.key for r in empty.reasons] == ["no_indicator", "no_source"]
    full = assessment_of("1.1", plan, [serving], [yearly("g", 2010, [1, 2])])
    assert [r.key for r in full.reasons] == ["target_not_measured"]


def parity_series(id: str, numerator: float, denominator: float) -> Series:
    values = tuple(
        Value(str(y), numerator / denominator, numerator=numerator, denominator=denominator)
        for y in (2010, 2020)
    )
    return Series(id, "home", values)


def test_parity_takes_numerators_and_denominators_of_both_shares() -> None:
    asked = target(
        "O", "parity", {"share": "product", "equals": "people", "from": "2010", "to": "2020"}, main=True
    )
    plan = plan_of(top=(element("O", asked, kind="overarching"),))
    both = [indicator("product"), indicator("people")]
    series = [parity_series("product", 75.0, 1000.0), parity_series("people", 10.0, 100.0)]
    found = assessment_of("O", plan, both, series)
    assert found.targets[0].state == "deadline passed: missed"
    assert found.targets[0].facts.gap_simple == pytest.approx(25.0)
    assert found.targets[0].facts.gap_self_consistent == pytest.approx(25 / 0.9)
    assert found.indicators == ("product", "people")
    without = assessment_of("O", plan, both, series[:1])
    assert without.targets[0].reasons[0].key == "no_values"


def test_rank_and_benchmark_use_the_same_period() -> None:
    asked = target("1.1", "rank", {"group": "group"}, indicator="g")
    against = target("1.2", "bench_level", {"benchmark": "whole"}, indicator="g")
    series = [
        yearly("g", 2019, [5, 6]),
        yearly("g", 2019, [4, 7, 1], area="away"),
        yearly("g", 2019, [5.5], area="whole"),
    ]
    rows = judge(
        plan_of(element("1.1", asked), element("1.2", against)),
        [indicator("g")],
        AREAS,
        series,
        AS_OF,
        rules=NEWEST,
    )
    assert (rows[0].targets[0].state, rows[0].targets[0].facts.leader) == ("not first", "away")
    assert (rows[1].targets[0].state, rows[1].targets[0].facts.year) == ("not reached", "2019")


def test_a_survey_without_error_cannot_claim_a_certain_lead() -> None:
    asked = target("1.1", "rank", {"group": "group"}, indicator="g")
    series = [yearly("g", 2020, [32]), yearly("g", 2020, [20], area="away")]
    found = assessment_of("1.1", plan_of(element("1.1", asked)), [indicator("g", survey=True)], series)
    assert found.targets[0].state == "first, lead not certain"
    assert found.targets[0].facts.rank_upper == 2


def test_units_are_counted_not_averaged() -> None:
    asked = target("1.1", "minimum", {"value": 1, "of": "units", "to": "2020"}, indicator="g")
    series = [yearly("g", 2020, [10], area="m1"), yearly("g", 2020, [0], area="m2")]
    found = assessment_of("1.1", plan_of(element("1.1", asked)), [indicator("g", areas=("m1", "m2"))], series)
    assert found.targets[0].state == "deadline passed: missed"
    assert (found.targets[0].facts.met, found.targets[0].facts.units) == (1, 2)


def test_no_growth_crosses_a_break() -> None:
    asked = target("1.1", "rel_change", {"value": 0.1, "from": "2010", "to": "2030"}, indicator="g")
    broken = yearly("g", 2010, [10, 11, 50, 51], breaks=(Break("2012", {"nb": "ny"}),))
    found = assessment_of("1.1", plan_of(element("1.1", asked)), [indicator("g")], [broken])
    assert found.targets[0].state == "cannot tell"
    assert [r.key for r in found.targets[0].reasons] == ["no_base", "since_break"]
    whole, at = since_break(broken, 2011)  # judged in 2011: the break in 2012 is not yet there
    assert (whole, at) == (broken, "")


def test_series_are_judged_too_and_the_target_stands_with_the_main_area() -> None:
    asked = target("1.1", "direction", {}, indicator="g")
    definition = indicator("g", targets=(asked,))
    plan = plan_of(element("1.1", asked))
    series = [yearly("g", 2010, [1, 2, 3, 4, 5, 6]), yearly("g", 2010, [6, 5, 4, 3, 2, 1], area="away")]
    found = judge(plan, [definition], AREAS, series, AS_OF, rules=NEWEST)
    assert [(a.subject, a.area, a.tendency.state, len(a.targets)) for a in found] == [
        ("1.1", "home", "improving", 1),
        ("g", "away", "worsening", 0),
        ("g", "home", "improving", 1),
    ]
    assert found == judge(plan, [definition], AREAS, list(reversed(series)), AS_OF, rules=NEWEST)


def test_the_first_line_with_figures_is_the_main_one() -> None:
    term = Term(Slice("figures/x"))
    definition = indicator("g", lines=(Line("new", term), Line("old", term, role="definition")))
    series = [yearly("g", 2010, [None], line="new"), yearly("g", 2010, [3, 4], line="old")]
    assert assessment_of("g", plan_of(), [definition], series).line == "old"


def rows_of(found: list[Assessment], plan: Plan) -> tuple[StatusRow, ...]:
    return status_rows(map(assessment_record, found), as_record(plan, PlanRecord))


def test_each_judged_element_has_a_row_of_status() -> None:
    asked = target("1.1", "minimum", {"value": 10, "from": "2010", "to": "2012"}, indicator="g")
    plan = plan_of(element("1.1", asked), element("1.2"))
    found = judge(plan, [indicator("g")], AREAS, [yearly("g", 2010, [15, 9, 12])], AS_OF, rules=NEWEST)
    rows = rows_of(found, plan)
    assert [row.id for row in rows] == ["1.1", "1.2"]
    first, second = rows
    assert first.direction_fact is not None and first.direction_fact.change == -3
    assert first.target_status is not None and isinstance(first.target_status.facts, MinimumFacts)
    assert first.target_status.facts.years_met == 2
    assert (first.evidence, first.target_type) == ("C", "T8 MINIMUM")
    assert second.target_status is not None
    assert (second.target_status.state, second.reasons[0].key) == ("no data", "no_target")
    assert (second.evidence, second.direction_fact) == (None, None)


def test_grades() -> None:
    def grade(values: list[float | None], **how: Any) -> str:
        return evidence(yearly("g", 2000, values), **how, rules=NEWEST).grade

    ten: list[float | None] = [float(i) for i in range(10)]
    assert [grade(ten[:n]) for n in (10, 9, 5, 4, 2, 1)] == ["A", "B", "B", "C", "C", "D"]
    assert grade([None]) == ""
    assert grade(ten, provisional_last=1) == "B"
    assert grade(ten, survey=True) == grade(ten, proxy=True) == "C"
    assert grade(ten, self_report=True) == "D"
    series = yearly("g", 2000, ten)
    split = replace(
        series, values=(structs.replace(series.values[0], method="estimated"), *series.values[1:])
    )
    assert evidence(split, rules=NEWEST).grade == "B"
    broken = replace(series, breaks=(Break("2007", {"nb": "ny"}),))
    assert [r.key for r in evidence(broken, rules=NEWEST).reasons] == ["points", "since_break"]
    assert evidence(broken, rules=NEWEST).grade == "C"
    bounded = replace(series, values=tuple(structs.replace(v, lower=0.0, upper=9.0) for v in series.values))
    assert evidence(bounded, survey=True, rules=NEWEST).grade == "A"
    assert weakest([Evidence("A"), Evidence("C"), Evidence("")]).grade == worse("C", "A") == "C"


def test_days_and_years_of_fields() -> None:
    assert [str(day_of(x)) for x in ("2020", "2020-Q1", "2020-M12", "2020-02-03")] == [
        "2020-12-31",
        "2020-03-31",
        "2020-12-31",
        "2020-02-03",
    ]
    assert (year_of("2020-Q3"), year_of(None), day_of("")) == (2020.0, None, None)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_state_and_reason_that_is_given_has_words(lang: str) -> None:
    strategies = [
        element("1.1", target("1.1", "minimum", {"value": 1}, indicator="g")),
        element("1.2", target("1.2", "rank", {"group": "group"}, indicator="g")),
        element("1.3", target("1.3", "not_measurable", {"proposed": {"nb": "noe"}})),
        element("1.4", target("1.4", "level", {"value": 5, "from": "2000", "to": "2011"}, indicator="g")),
    ]
    found = judge(
        plan_of(*strategies), [indicator("g")], AREAS, [yearly("g", 2008, [1, 2])], AS_OF, rules=NEWEST
    )
    for a in found:
        for status in a.targets:
            key = "_".join("".join(c if c.isalnum() else " " for c in status.state).split())
            assert text(lang, f"status.{key}.name") and has_text(lang, f"status.{key}.explain")
            for reason in (*status.reasons, *a.reasons, *a.evidence.reasons):
                assert text(lang, f"reason.{reason.key}", **reason.values)


def test_contradictions_in_a_plan_are_found_with_and_without_figures() -> None:
    asked = target(
        "1.1", "level", {"value": 100, "from": "2015", "to": "2030"}, indicator="g", file="x.toml", line=9
    )
    plan, down = plan_of(element("1.1", asked)), [indicator("g", direction="down")]
    assert check_targets(plan, down, rules=NEWEST) == []
    faults = check_targets(plan, down, [yearly("g", 2015, [70, 55])], rules=NEWEST)
    assert [(f.file, f.line, f.key) for f in faults] == [("x.toml", 9, "target_contradicts_direction")]
    nobody = check_targets(plan, [indicator("g", direction="none")], rules=NEWEST)
    assert [f.key for f in nobody] == ["target_no_direction"]
    for lang in ("nb", "nn", "en"):
        assert "1.1" in text(lang, f"fault.{faults[0].key}", **faults[0].values)
