"""Ranks and top groups of small units, what stands behind a parity, and milestones that are lists."""

from __future__ import annotations

from math import exp, log
from typing import Any

import pytest

from retning.statistics.areas import Area, Areas, Membership
from retning.statistics.assessment import targets as t
from retning.statistics.assessment.facts import MilestoneItem
from retning.statistics.assessment.intervals import with_intervals
from retning.statistics.assessment.judge import judge
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.assessment.pooling import pooled
from retning.statistics.indicators.model import Indicator, Interval
from retning.statistics.model import Break, Series, Value
from support.rules import NEWEST
from support.small_plan import AS_OF, assessment_of, element, indicator, plan_of, target
from support.targets import read_target

CITIES = ("home", "b", "c", "d")
AREAS = Areas(
    [
        Area("home", "region", {"nb": "H"}, (), (Membership(("b",)),), "period"),
        *(Area(x, "other", {"nb": x}) for x in CITIES[1:]),
        Area("cities", "peer_group", {"nb": "G"}, (), (Membership(CITIES),)),
    ]
)


def events(**more: Any) -> Indicator:
    return indicator("e", nature="count", interval=Interval("poisson"), areas=CITIES, **more)


def counts(by_city: dict[str, list[float | None]], start: int = 2022) -> list[Series]:
    return [
        Series("e", city, tuple(Value(str(start + n), v, numerator=v) for n, v in enumerate(values)))
        for city, values in by_city.items()
    ]


def judged(kind: str, values: dict[str, object], series: list[Series], definition: Indicator) -> TargetStatus:
    asked = target("1.1", kind, {"group": "cities", **values}, indicator="e")
    found = judge(
        plan_of(element("1.1", asked)),
        [definition],
        AREAS,
        with_intervals(series, {"e": definition}),
        AS_OF,
        rules=NEWEST,
    )
    return next(a for a in found if a.subject == "1.1").targets[0]


def test_few_events_are_compared_over_three_years() -> None:
    # Last year alone home is first; over three years it is second.
    by_city: dict[str, list[float | None]] = {
        "home": [10, 10, 30],
        "b": [30, 30, 20],
        "c": [5, 5, 5],
        "d": [1, 2, 3],
    }
    found = judged("rank", {}, counts(by_city), events())
    assert found.facts.value == 50
    assert (found.facts.rank, found.facts.leader, found.facts.years_pooled) == (2, "b", 3)
    assert found.reasons[-1].key == "years_pooled"
    # 80 against 50 events: z = 30 / sqrt(130) = 2.6, beyond 2.39 for three comparisons.
    assert found.state == "not first"
    alone = judged("rank", {"years": 1}, counts(by_city), events())
    assert (alone.facts.rank, alone.state) == (1, "first, lead not certain")
    assert alone.facts.years_pooled is None


def test_many_events_or_a_register_are_not_pooled() -> None:
    large: dict[str, list[float | None]] = {
        c: [1000.0 + 100 * n, 1000.0, 1000.0 + 200 * n] for n, c in enumerate(CITIES)
    }
    assert judged("rank", {}, counts(large), events()).facts.years_pooled is None
    small: dict[str, list[float | None]] = {c: [1.0, 2.0, 3.0 + n] for n, c in enumerate(CITIES)}
    register = indicator("e", nature="stock", areas=CITIES)
    found = judged("rank", {}, counts(small), register)
    assert (found.state, found.facts.years_pooled) == ("not first", None)


def test_a_missing_year_of_the_judged_unit_gives_the_last_year_and_says_so() -> None:
    by_city: dict[str, list[float | None]] = {
        "home": [10, None, 30],
        "b": [30, 30, 20],
        "c": [5, 5, 5],
        "d": [1, 2, 3],
    }
    found = judged("rank", {}, counts(by_city), events())
    assert found.facts.value == 30
    assert found.reasons[-1].key == "years_not_pooled"
    # A member that lacks a year is missing among the pooled.
    by_city = {"home": [10, 10, 30], "b": [30, None, 20], "c": [5, 5, 5], "d": [1, 2, 3]}
    found = judged("rank", {}, counts(by_city), events())
    assert (found.facts.missing, found.state) == (("b",), "first, lead not certain")


def test_ratios_are_pooled_as_sum_over_sum_and_means_are_not() -> None:
    values = tuple(
        Value(str(y), 100 * top / bottom, numerator=top, denominator=bottom)
        for y, top, bottom in ((2020, 1.0, 10.0), (2021, 9.0, 30.0), (2022, 5.0, 10.0))
    )
    share = indicator("e", kind="ratio", nature="rate", interval=Interval("wilson"))
    found = pooled(Series("e", "home", values), share, "2022", 3)
    assert found is not None
    assert (found.value, found.events) == (pytest.approx(30.0), 15.0)
    # Wilson for 15 of 50: .1910 to .4375.
    assert (found.lower, found.upper) == (pytest.approx(19.10, abs=0.01), pytest.approx(43.75, abs=0.01))
    mean = indicator("e", kind="mean", nature="score")
    assert pooled(Series("e", "home", values), mean, "2022", 3) is None
    broken = Series("e", "home", values, breaks=(Break("2021", {"nb": "ny"}),))
    assert pooled(broken, share, "2022", 3) is None


def test_a_tie_takes_the_certainty_and_shares_the_place() -> None:
    found = t.rank({"a": 5.0, "b": 5.0, "c": 1.0}, "a", rules=NEWEST)
    assert (found.state, found.facts.rank, found.facts.tied) == ("first, lead not certain", 1, ("b",))
    top = t.topgroup({"a": 5.0, "b": 5.0, "c": 2.0, "d": 1.0}, "b", share=0.25, rules=NEWEST)
    assert (top.state, top.facts.tied, top.facts.rank) == ("inside", ("a",), 1)


def test_a_top_group_is_certain_only_where_the_whole_set_of_places_is() -> None:
    values: dict[str, float | None] = {"a": 50.0, "b": 40.0, "c": 30.0, "d": 20.0}
    exact = dict.fromkeys(values, 0.5)
    assert t.topgroup(values, "a", share=0.25, errors=exact, rules=NEWEST).state == "inside"
    assert t.topgroup(values, "d", share=0.25, errors=exact, rules=NEWEST).state == "outside"
    unsure = t.topgroup(values, "b", share=0.25, errors=dict.fromkeys(values, 8.0), rules=NEWEST)
    assert unsure.state == "not distinguishable"
    assert (unsure.facts.rank_lower, unsure.facts.rank_upper) == (1, 4)
    assert unsure.reasons[-1].key == "place_not_certain"


def parity(parts: dict[str, str] | None, indicators: list[Indicator], series: list[Series]) -> TargetStatus:
    asked = target(
        "O",
        "parity",
        {
            "share": "gva",
            "equals": "people",
            "from": "2010",
            "to": "2020",
            **({"parts": parts} if parts else {}),
        },
        indicator="gva",
    )
    plan = plan_of(top=(element("O", asked, kind="overarching"),))
    return assessment_of("O", plan, indicators, series).targets[0]


def amounts(id: str, area: str, points: dict[str, tuple[float, float | None]]) -> Series:
    values = tuple(
        Value(p, top if bottom is None else 100 * top / bottom, numerator=top, denominator=bottom)
        for p, (top, bottom) in points.items()
    )
    return Series(id, area, values)


RATIOS = [
    amounts("gva", "home", {"2010": (50.0, 1000.0), "2019": (80.0, 1100.0)}),
    amounts("people", "home", {"2010": (100.0, 1000.0), "2019": (110.0, 1000.0)}),
]
JOBS = [amounts("jobs", "home", {"2019": (40.0, None)}), amounts("jobs", "whole", {"2019": (500.0, None)})]
RATE = [amounts("rate", "home", {"2019": (50.0, 70.0)}), amounts("rate", "whole", {"2019": (500.0, 650.0)})]
MEASURES = [indicator(id, kind="ratio", nature="rate") for id in ("gva", "people", "jobs", "rate")]


def test_what_stands_behind_a_parity_is_exact_with_all_parts() -> None:
    found = parity({"jobs": "jobs", "rate": "rate", "whole": "whole"}, MEASURES, RATIOS + JOBS + RATE)
    behind: Any = found.facts.parts
    logs = {p.name: p.log for p in behind.parts}
    assert logs == {
        "productivity": pytest.approx(log((80 / 40) / (1100 / 500))),
        "jobs_per_employed": pytest.approx(log((40 / 50) / (500 / 500))),
        "employment_rate": pytest.approx(log((50 / 70) / (500 / 650))),
        "working_age_share": pytest.approx(log((70 / 110) / (650 / 1000))),
    }
    assert sum(logs.values()) == pytest.approx(behind.total.log)
    assert behind.total.ratio == pytest.approx(found.facts.ratio)
    assert (behind.year, behind.missing) == (2019, ())


@pytest.mark.parametrize(
    ("series", "names", "missing"),
    [
        (JOBS, ["productivity", "jobs_per_person"], ["rate"]),
        (RATE, ["product_per_employed", "employment_rate", "working_age_share"], ["jobs"]),
    ],
)
def test_a_region_that_lacks_a_part_gets_fewer_parts_that_are_still_exact(
    series: list[Series], names: list[str], missing: list[str]
) -> None:
    found = parity({"jobs": "jobs", "rate": "rate", "whole": "whole"}, MEASURES, RATIOS + series)
    behind: Any = found.facts.parts
    assert [p.name for p in behind.parts] == names
    assert list(behind.missing) == missing
    product = 1.0
    for part in behind.parts:
        product *= part.ratio
    assert product == pytest.approx(found.facts.ratio)
    assert exp(behind.total.log) == pytest.approx(found.facts.ratio)


def test_without_parts_there_is_no_decomposition() -> None:
    assert parity(None, MEASURES, RATIOS + JOBS).facts.parts is None
    assert parity({"jobs": "jobs", "whole": "whole"}, MEASURES, RATIOS).facts.parts is None
    with pytest.raises(ValueError, match="something between"):
        t.decompose_known({"product": 1.0, "people": 1.0}, {"product": 1.0, "people": 1.0})


def item(state: str, **more: object) -> dict[str, object]:
    return {"name": {"nb": "Regel"}, "state": state, "evidence": "https://example.no/", **more}


@pytest.mark.parametrize(
    ("items", "state", "done"),
    [
        ([item("done"), item("done", done="2019-03-01")], "done", 2),
        ([item("done"), item("not done")], "not done, deadline passed", 1),
        ([item("done"), item("partly")], "partly done", 1),
    ],
)
def test_a_milestone_that_is_a_list_is_done_when_all_is(
    items: list[dict[str, object]], state: str, done: int
) -> None:
    asked = target("1.1", "milestone", {"to": "2020", "item": tuple(items)})
    found = assessment_of("1.1", plan_of(element("1.1", asked)), [], []).targets[0]
    assert (found.state, found.facts.done, found.facts.of) == (state, done, 2)
    told: Any = found.facts.items
    assert told[0] == MilestoneItem({"nb": "Regel"}, "done")


def parsed(raw: dict[str, Any]) -> tuple[Any, list[str]]:
    found, faults = read_target(raw, lambda *path: 7, "1.1")
    return found, [f.key for f in faults]


def test_items_are_read_with_their_faults() -> None:
    name = {"nb": "Regel", "nn": "Regel", "en": "Rule"}
    good = {"name": name, "state": "done", "done": 2019, "evidence": "https://example.no/"}
    found, faults = parsed({"type": "milestone", "to": 2020, "item": [good, {"name": name}]})
    assert faults == []
    assert [dict(one) for one in found.values["item"]] == [{**good, "done": "2019"}, {"name": name}]
    for broken, key in (
        ({"item": [{"name": name, "done": 2019}]}, "target_milestone_item"),
        ({"item": [{"name": name, "state": "done"}]}, "target_milestone_item"),
        ({"item": [good], "state": "done", "evidence": "https://example.no/"}, "target_milestone_both"),
        ({"item": [{**good, "why": 1}]}, "field_unknown"),
        ({"item": [{"state": "done", "evidence": "https://example.no/"}]}, "field_missing"),
    ):
        assert key in parsed({"type": "milestone", "to": 2020, **broken})[1]


@pytest.mark.parametrize(
    ("parts", "keys"),
    [
        ({"jobs": "a"}, ["field_missing"]),
        ({"whole": "n"}, ["target_parts"]),
        ({"jobs": 1, "whole": "n"}, ["field_not_text"]),
        ({"x": "a", "whole": "n"}, ["field_unknown", "target_parts"]),
        ("a", ["field_not_table"]),
    ],
)
def test_parts_of_a_parity_must_be_whole(parts: object, keys: list[str]) -> None:
    raw = {"type": "parity", "share": "a", "equals": "b", "from": 2010, "to": 2020, "parts": parts}
    assert parsed(raw)[1] == keys
