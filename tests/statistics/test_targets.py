"""The fourteen target types: handmade edge cases, published figures, symmetry and scale."""

from __future__ import annotations

from datetime import date
from functools import partial
from math import nan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from retning.plan.model import Reading, Target
from retning.plan.targets import TARGET_TYPES
from retning.statistics.assessment import targets as t
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.assessment.targets.parity import Chain
from retning.statistics.model import Tendency
from support.cases import case_rows
from support.rules import NEWEST


def edge_cases() -> dict[str, dict[str, str]]:
    return {row["case"]: row for row in case_rows("methods", "v22_edge_cases_handmade.csv")}


def level_case(row: dict[str, str]) -> TargetStatus:
    years, values = [], []
    if row["y0"] and row["t0"] != row["t"] and float(row["t0"]) != float(row["t"]):
        years.append(float(row["t0"]))
        values.append(float(row["y0"]))
    years.append(float(row["t"]))
    values.append(float(row["yt"]))
    return t.level(
        years,
        values,
        base_year=float(row["t0"]),
        target_year=float(row["target_year"]),
        target=float(row["target"]),
        direction=int(row["desired_direction"]),
        path=row["path"],
        rules=NEWEST,
    )


# case -> (state, reason key or "", distance): what the row's words mean in our states
LEVEL = {
    "E01": ("on track", "", None),
    "E02": ("on track", "", None),
    "E03": ("far too slow", "", None),
    "E04": ("cannot tell", "geometric_not_possible", None),
    "E05": ("on track", "", None),
    "E06": ("lost", "met_at_base", -2.0),
    "E07": ("reached", "met_at_base", 2.0),
    "E08": ("cannot tell", "no_base", None),
    "E09": ("cannot tell", "one_point", None),
    "E10": ("deadline passed: missed", "target_year_missing", -8.0),
    "E11": ("on track", "", None),
    "E12": ("lost", "met_at_base", -3.5),
    "E13": ("cannot tell", "target_contradicts_direction", None),
}


@pytest.mark.parametrize("case", sorted(LEVEL))
def test_level_at_its_edges(case: str) -> None:
    row = edge_cases()[case]
    status = level_case(row)
    state, reason, distance = LEVEL[case]
    assert status.state == state
    assert [r.key for r in status.reasons] == ([reason] if reason else [])
    if row["expected_value"]:
        assert status.ratio == pytest.approx(float(row["expected_value"]), abs=5e-7)
    if distance is not None:
        assert status.distance == pytest.approx(distance)


def test_a_base_near_zero_depends_on_the_path() -> None:
    assert level_case(edge_cases()["E03"]).depends_on_path
    assert not level_case(edge_cases()["E01"]).depends_on_path


def test_growth_a_year_at_its_edge() -> None:
    row = edge_cases()["E14"]
    status = t.growth([2010, 2015], [100, 115], value=0.03, base_year=2010, rules=NEWEST)
    assert status.state == row["expected_status"] == "too slow"
    assert status.facts.growth == pytest.approx(float(row["expected_value"]), abs=5e-7)


def test_the_factor_reading_of_growth_above_the_nation() -> None:
    short = t.growth_against(0.042, 0.040, 7.5, "factor", rules=NEWEST)
    assert short.facts.growth_required == pytest.approx(0.043)
    assert short.state != "reached"
    assert t.growth_against(0.0431, 0.040, 7.5, "factor", rules=NEWEST).state == "reached"
    falling = t.growth_against(-0.042, -0.040, 7.5, "factor", rules=NEWEST)
    assert falling.state == "cannot tell"
    assert falling.reasons[0].key == "factor_meaningless"
    assert falling.facts.points == pytest.approx(-0.2)


def test_the_readings_of_growth_above_the_benchmark_differ() -> None:
    years = list(range(2010, 2021))
    region, nation = [1.05**i for i in range(11)], [1.04**i for i in range(11)]
    said = {
        per: t.bench_growth(
            years, region, nation, value=7.5, base_year=2010, per=per, target_year=2020, rules=NEWEST
        ).state
        for per in ("points", "factor", "level")
    }
    # one percentage point a year is short of 7.5 points, but 25 % more than 4 %, and 10 % ahead after ten years
    assert said == {
        "points": "deadline passed: missed",
        "factor": "deadline passed: met",
        "level": "deadline passed: met",
    }


def test_a_deadline_without_a_value_decides_nothing_from_before_it() -> None:
    status = t.level(
        [2010, 2015], [50, 69], base_year=2010, target_year=2020, target=70, as_of=2026.0, rules=NEWEST
    )
    assert (status.state, status.reasons[-1].key) == ("cannot tell", "no_value_at_deadline")
    assert status.distance == -1


def test_the_value_of_the_target_year_counts_after_the_deadline() -> None:
    status = t.level(
        [2010, 2020, 2024], [50, 70, 60], base_year=2010, target_year=2020, target=70, rules=NEWEST
    )
    assert (status.state, status.facts.year, status.distance) == ("deadline passed: met", 2020, 0)


def test_real_years_not_the_number_of_observations() -> None:
    with_gap = t.level([2010, 2015], [50, 60], base_year=2010, target_year=2020, target=70, rules=NEWEST)
    full = t.level(
        [2010, 2012, 2015], [50, nan, 60], base_year=2010, target_year=2020, target=70, rules=NEWEST
    )
    assert with_gap.ratio == full.ratio == 1.0


def test_a_missing_base_year_moves_to_the_next_one_and_says_so() -> None:
    status = t.level([2012, 2015], [54, 60], base_year=2010, target_year=2020, target=70, rules=NEWEST)
    assert status.reasons[0].key == "base_moved"
    assert status.facts.base_year == 2012
    strict = t.level(
        [2012, 2015], [54, 60], base_year=2010, target_year=2020, target=70, later_base=False, rules=NEWEST
    )
    assert strict.state == "cannot tell"


def test_an_interval_over_three_classes_carries_no_class() -> None:
    def at(slope: tuple[float, float]) -> str:
        return t.level(
            [2010, 2015], [50, 57], base_year=2010, target_year=2020, target=70, slope=slope, rules=NEWEST
        ).state

    assert at((1.3, 1.5)) == "too slow"
    assert at((1.0, 2.2)) == "too uncertain to classify"


def test_pace_and_path() -> None:
    status = t.level([2010, 2015], [50, 55], base_year=2010, target_year=2020, target=70, rules=NEWEST)
    assert status.pace == pytest.approx(3.0)  # 15 left in 5 years against 5 in 5 years
    assert status.expected == pytest.approx(60.0)
    assert (
        t.level([2010, 2015], [50, 45], base_year=2010, target_year=2020, target=70, rules=NEWEST).pace
        is None
    )


@given(
    y0=st.floats(-1e3, 1e3),
    y=st.floats(-1e3, 1e3),
    goal=st.floats(-1e3, 1e3),
    scale=st.sampled_from([0.001, 0.5, 4.0, 1000.0]),
)
def test_a_level_reads_the_same_upside_down_and_in_any_unit(
    y0: float, y: float, goal: float, scale: float
) -> None:
    assume(goal - y0 > 1e-3 and abs(y - y0) > 1e-3 and abs(y - goal) > 1e-3)
    up = t.level([2010, 2015], [y0, y], base_year=2010, target_year=2020, target=goal, rules=NEWEST)
    down = t.level(
        [2010, 2015],
        [-y0, -y],
        base_year=2010,
        target_year=2020,
        target=-goal,
        direction="down",
        rules=NEWEST,
    )
    scaled = t.level(
        [2010, 2015],
        [scale * y0, scale * y],
        base_year=2010,
        target_year=2020,
        target=scale * goal,
        rules=NEWEST,
    )
    assert up.state == down.state
    assert up.ratio == pytest.approx(down.ratio)
    assert up.distance == pytest.approx(down.distance)
    assert scaled.ratio == pytest.approx(up.ratio)
    assert min(abs((up.ratio or 0) - x) for x in (0, 0.6, 0.95)) < 1e-6 or scaled.state == up.state


@given(
    values=st.dictionaries(st.sampled_from("abcdefgh"), st.integers(-50, 50).map(float), min_size=4),
    scale=st.sampled_from([0.5, 3.0, 100.0]),
)
def test_ranks_and_top_groups_read_the_same_upside_down_and_in_any_unit(
    values: dict[str, float], scale: float
) -> None:
    unit = sorted(values)[0]
    flipped = {k: -v for k, v in values.items()}
    scaled = {k: scale * v for k, v in values.items()}
    for f in (partial(t.rank, rules=NEWEST), partial(t.topgroup, share=0.25, rules=NEWEST)):
        up = f(values, unit)
        assert up.state == f(flipped, unit, direction="down").state == f(scaled, unit).state
        assert up.facts.rank == f(flipped, unit, direction="down").facts.rank


def counties() -> dict[str, float]:
    rows = case_rows("methods", "v20_ssb_county_gross_product_2006.csv")
    return {r["county"]: float(r["gross_product_basic_prices_mill_nok_2006"]) for r in rows}


def test_share_equals_share_with_the_county_figures_of_2006() -> None:
    product = counties()
    R = product["Sør-Trøndelag"] + product["Nord-Trøndelag"]
    nation = product["Hele landet"]
    without = t.parity_point(R, nation - product["Ekstrafylket"], 409762, 4660676.5)
    including = t.parity_point(R, nation, 409762, 4660676.5)
    assert round(without.ratio, 3) == 0.839
    assert round(including.ratio, 3) == 0.609
    assert [round(x / 1000, 1) for x in (without.gap_simple, without.gap_self_consistent)] == [19.8, 21.7]
    assert [round(x / 1000, 1) for x in (including.gap_simple, including.gap_self_consistent)] == [66.0, 72.3]


@given(R=st.floats(1, 1e4), N=st.floats(2e4, 1e6), P=st.floats(1, 1e4), PN=st.floats(2e4, 1e6))
def test_the_self_consistent_gap_closes_the_gap(R: float, N: float, P: float, PN: float) -> None:
    point = t.parity_point(R, N, P, PN)
    x = point.gap_self_consistent
    assert (R + x) / (N + x) == pytest.approx(P / PN, rel=1e-9)
    assert point.ratio == pytest.approx((R / P) / (N / PN))


amount = st.floats(1, 1e6)
part = st.builds(Chain, amount, amount, amount, amount, amount)


@given(region=part, whole=part)
def test_the_drivers_add_up_exactly(region: Chain, whole: Chain) -> None:
    d = t.decompose(region, whole)
    assert d.productivity + d.jobs_per_employed + d.employment_rate + d.working_age_share == pytest.approx(
        d.total, abs=1e-9
    )
    q = (region.product / region.people) / (whole.product / whole.people)
    assert d.total == pytest.approx(np.log(q), abs=1e-9)


def test_parity_that_is_reached_at_base_is_kept_not_refused() -> None:
    years = [2010, 2015]
    kept = t.parity(
        years, [11, 12], [100, 100], [10, 10], [100, 100], base_year=2010, target_year=2020, rules=NEWEST
    )
    lost = t.parity(
        years, [11, 9], [100, 100], [10, 10], [100, 100], base_year=2010, target_year=2020, rules=NEWEST
    )
    assert (kept.state, lost.state) == ("reached", "lost")
    assert kept.facts.gap_simple == pytest.approx(-2.0)
    with pytest.raises(ValueError, match="positive"):
        t.parity_point(1, 0, 1, 10)


def test_parity_after_the_deadline_is_met_or_missed_by_an_amount() -> None:
    s = t.parity(
        [2010, 2020], [8, 9], [100, 120], [10, 10], [100, 100], base_year=2010, target_year=2020, rules=NEWEST
    )
    assert s.state == "deadline passed: missed"
    assert s.facts.gap_simple == pytest.approx(3.0)
    assert s.facts.gap_self_consistent == pytest.approx(3 / 0.9)


def growth_of_the_region() -> tuple[list[float], list[float]]:
    cases = case_rows("areas", "v18_trondheimsregionen_population_target.csv")
    rows = [r for r in cases if r["growth_during_year"]]
    return [float(r["year"]) for r in rows], [float(r["growth_during_year"]) for r in rows]


def test_four_thousand_a_year_was_met_in_two_of_ten_years() -> None:
    years, values = growth_of_the_region()
    each = t.minimum(years, values, value=4000, base_year=2010, target_year=2019, rules=NEWEST)
    assert each.state == "deadline passed: missed"
    assert each.facts.periods_met == (2011, 2012)
    assert (each.facts.years_met, each.facts.years) == (2, 10)
    assert (each.facts.cumulative, each.facts.cumulative_target) == (37736, 40000)
    assert each.facts.cumulative_ratio == pytest.approx(0.9434)
    assert each.distance == -2264
    average = t.minimum(
        years, values, value=4000, per="average", base_year=2010, target_year=2019, rules=NEWEST
    )
    assert average.state == "deadline passed: missed"
    assert average.facts.mean == pytest.approx(3773.6)
    to_2025 = t.minimum(years, values, value=4000, base_year=2010, target_year=2025, rules=NEWEST)
    assert (to_2025.facts.years_met, to_2025.facts.years) == (2, 16)


def test_seen_before_the_deadline_the_sum_is_too_slow_by_a_hair() -> None:
    years, values = growth_of_the_region()
    upto = [i for i, y in enumerate(years) if 2010 <= y <= 2019]
    status = t.minimum(
        [years[i] for i in upto],
        [values[i] for i in upto],
        value=4000,
        per="sum",
        base_year=2010,
        target_year=2025,
        rules=NEWEST,
    )
    assert status.state == "too slow"
    assert status.pace == pytest.approx((4000 * 16 - 37736) / 6 / 3773.6)


def test_on_average_and_every_year_are_different_targets() -> None:
    years, values = [2010, 2011, 2012], [6000, 3000, 3500]
    said = {
        per: t.minimum(years, values, value=4000, per=per, base_year=2010, target_year=2012, rules=NEWEST)
        for per in ("each", "average", "sum")
    }
    assert said["each"].state == "deadline passed: missed"
    assert said["each"].facts.years_met == 1
    assert said["average"].state == said["sum"].state == "deadline passed: met"
    assert said["average"].distance == pytest.approx(500 / 3)


def test_a_missing_year_is_not_a_zero() -> None:
    some = t.minimum([2010, 2012], [4500, 4600], value=4000, base_year=2010, target_year=2012, rules=NEWEST)
    assert (some.state, some.facts.periods_missing) == ("cannot tell", (2011,))
    lost = t.minimum([2010, 2012], [4500, 3600], value=4000, base_year=2010, target_year=2012, rules=NEWEST)
    assert lost.state == "deadline passed: missed"  # one year below decides, whatever 2011 was
    assert t.minimum([2010], [nan], value=1, rules=NEWEST).state == "no data"


def test_a_minimum_is_never_averaged_across_units() -> None:
    status = t.minimum_units({"a": 10, "b": 0, "c": 5}, value=1)
    assert (status.state, status.facts.met, status.facts.units) == ("not reached", 2, 3)
    assert status.facts.units_missed == ("b",)
    with pytest.raises(ValueError, match="never averaged"):
        t.minimum_units({"a": 10}, value=1, per="average")


def test_units_that_did_not_report() -> None:
    status = t.minimum_units({"a": 1, "b": None}, value=1)
    assert (status.state, status.facts.units_missing) == ("cannot tell", ("b",))
    assert t.minimum_units({"a": 0, "b": None}, value=1, passed=True).state == "deadline passed: missed"
    assert t.minimum_units({"a": None}, value=1).state == "no data"
    assert t.minimum_units({"a": 1, "b": 2}, value=1).state == "reached"
    assert t.minimum_units({"a": 3, "b": None}, value=3, per="sum").state == "reached"


def test_first_but_the_lead_is_not_certain() -> None:
    values = {"a": 10.0, "b": 9.0, "c": 2.0}
    errors = {"a": 1.0, "b": 1.0, "c": 1.0}
    first = t.rank(values, "a", errors=errors, rules=NEWEST)
    assert first.state == "first, lead not certain"
    assert (first.facts.rank, first.facts.rank_lower, first.facts.rank_upper) == (1, 1, 2)
    assert t.rank(values, "b", errors=errors, rules=NEWEST).state == "not first, lead of others not certain"
    assert t.rank(values, "c", errors=errors, rules=NEWEST).state == "not first"
    assert t.rank(values, "a", rules=NEWEST).state == "first"


def test_ties_and_members_without_a_value_take_the_certainty_from_a_lead() -> None:
    tied = t.rank({"a": 10.0, "b": 10.0}, "a", rules=NEWEST)
    assert (tied.state, tied.facts.rank, tied.reasons[0].key) == ("first, lead not certain", 1, "tied")
    missing = t.rank({"a": 10.0, "b": 9.0, "c": None}, "a", rules=NEWEST)
    assert (missing.state, missing.facts.missing) == ("first, lead not certain", ("c",))
    assert t.rank({"a": None, "b": 9.0}, "a", rules=NEWEST).state == "no data"
    assert t.rank({"a": 1.0, "b": None}, "a", rules=NEWEST).state == "cannot tell"


def test_top_group_with_interval() -> None:
    values = {chr(97 + i): float(i) for i in range(8)}
    assert t.topgroup(values, "h", share=0.25, rules=NEWEST).state == "inside"
    assert t.topgroup(values, "f", share=0.25, rules=NEWEST).state == "outside"
    close = t.topgroup(values, "f", share=0.25, lower=4.0, upper=6.0, rules=NEWEST)
    assert (close.state, close.facts.limit) == ("not distinguishable", 5.25)
    assert t.topgroup(values, "a", share=0.25, rules=NEWEST).facts.quartile == 4
    assert t.topgroup({"a": 1.0, "b": 2.0}, "b", share=0.25, rules=NEWEST).state == "cannot tell"


def test_against_a_benchmark() -> None:
    assert t.bench_level(51, 50).state == "reached"
    assert t.bench_level(50, 50).state == "reached"
    assert t.bench_level(49, 50).state == "not reached"
    assert t.bench_level(51, 50, lower=49, upper=53).state == "not distinguishable"
    assert t.bench_level(0.98, 1.0, direction="down", how="ratio").distance == pytest.approx(0.02)
    assert t.bench_level(1, 0, how="ratio").state == "cannot tell"


def test_maintain_tells_when_it_was_lost() -> None:
    lost = t.maintain([2010, 2011, 2012, 2013], [5, 5, 3, 3], value=4)
    assert (lost.state, lost.facts.lost_in, lost.facts.share_inside) == ("lost", 2012, 0.5)
    back = t.maintain([2010, 2011, 2012], [5, 3, 5], value=4)
    assert (back.state, back.reasons[0].key) == ("maintained", "was_outside")
    assert t.maintain([2010, 2011], [5, 3.5], value=4, tolerance=0.5).state == "maintained"
    over = t.maintain([2010, 2015, 2020, 2022], [5, 3, 5, 1], value=4, base_year=2010, target_year=2020)
    assert over.state == "deadline passed: missed"
    assert over.facts.periods_outside == (2015,)


def test_relative_change() -> None:
    exactly = t.rel_change(
        [2010, 2020], [100, 110], change=0.1, base_year=2010, target_year=2020, rules=NEWEST
    )
    assert exactly.state == "deadline passed: met"  # 1.1 * 100 is 110.00000000000001 in a computer
    assert exactly.facts.change == pytest.approx(0.1)
    less = t.rel_change([2010, 2015], [100, 85], change=-0.3, base_year=2010, target_year=2020, rules=NEWEST)
    assert (less.state, less.ratio) == ("on track", pytest.approx(1.0))
    assert (
        t.rel_change([2011], [1], change=0.1, base_year=2010, target_year=2020, rules=NEWEST).reasons[0].key
        == "no_base"
    )


def test_a_range_fails_in_both_directions() -> None:
    assert [t.in_range(v, low=1, high=3).facts.side for v in (0, 1, 3, 4)] == [
        "below",
        "inside",
        "inside",
        "above",
    ]
    assert t.in_range(4, low=1, high=3).state == "outside"
    assert t.in_range(2, low=1, high=3, passed=True).state == "deadline passed: met"
    assert t.in_range(None, low=1, high=3).state == "no data"


def test_milestones() -> None:
    end, now = date(2020, 12, 31), date(2026, 1, 1)
    assert t.milestone(done=end, deadline=end, as_of=now).state == "done"
    assert t.milestone(done=date(2021, 1, 1), deadline=end, as_of=now).state == "done late"
    assert t.milestone(state="not done", deadline=end, as_of=now).state == "not done, deadline passed"
    assert t.milestone(state="not done", deadline=date(2030, 1, 1), as_of=now).state == "open"
    assert t.milestone(state="not done", as_of=now).state == "not done"
    assert t.milestone(state="partly", deadline=end, as_of=now).state == "partly done"
    assert t.milestone(as_of=now).reasons[0].key == "not_reported"
    some = t.milestones([t.milestone(state="done", as_of=now), t.milestone(state="not done", as_of=now)])
    assert (some.state, some.facts.done, some.facts.of) == ("partly done", 1, 2)


def test_direction_and_refusal() -> None:
    assert t.direction_target(Tendency("worsening", 12, slope=-1.0)).state == "worsening"
    status = t.not_measurable({"nb": "Andel"})
    assert (status.state, status.facts.proposed) == ("not measurable as written", {"nb": "Andel"})


def target(name: str, values: dict[str, object], *readings: Reading) -> Target:
    return Target("6.1", TARGET_TYPES[name], values, readings=readings, file="x.toml", line=7)


@pytest.mark.parametrize(
    ("name", "values", "direction", "base", "key"),
    [
        ("level", {"value": 100, "to": "2030"}, "down", 70.0, "target_contradicts_direction"),
        ("level", {"value": 70, "to": "2030"}, "up", 70.0, "target_base_meets"),
        ("level", {"value": 70, "to": "2030"}, "none", None, "target_no_direction"),
        (
            "level",
            {"value": 0, "to": "2030", "path": "geometric"},
            "down",
            9.0,
            "target_geometric_not_possible",
        ),
        ("minimum", {"value": 1, "of": "units", "per": "average"}, "up", None, "target_average_over_units"),
        ("rel_change", {"value": 0, "from": "2010", "to": "2020"}, "up", None, "target_change_zero"),
        ("bench_growth", {"value": 0, "per": "factor"}, "up", None, "target_factor_not_positive"),
    ],
)
def test_contradictions_are_refused_with_place_and_message(
    name: str, values: dict[str, object], direction: str, base: float | None, key: str
) -> None:
    faults = t.check_target(target(name, values), direction, base, rules=NEWEST)
    assert [(f.file, f.line, f.key) for f in faults] == [("x.toml", 7, key)]


def test_a_sound_target_has_no_faults_and_every_reading_is_checked() -> None:
    assert t.check_target(target("level", {"value": 70, "to": "2030"}), "up", 50.0, rules=NEWEST) == []
    odd = Reading("average", {"nb": "i snitt"}, {"per": "average"})
    assert (
        t.check_target(target("minimum", {"value": 1, "of": "units"}, odd), "up", rules=NEWEST)[0].values[
            "id"
        ]
        == "6.1"
    )


def test_odd_input_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="same year"):
        t.level([2010, 2010], [1, 2], base_year=2010, target_year=2020, target=3, rules=NEWEST)
    with pytest.raises(ValueError, match="finite"):
        t.level([2010, 2011], [1, float("inf")], base_year=2010, target_year=2020, target=3, rules=NEWEST)
    with pytest.raises(ValueError, match="direction"):
        t.level([2010], [1], base_year=2010, target_year=2020, target=3, direction="none", rules=NEWEST)
    assert t.level([2010], [nan], base_year=2010, target_year=2020, target=3, rules=NEWEST).state == "no data"
    unordered = t.level([2015, 2010], [60, 50], base_year=2010, target_year=2020, target=70, rules=NEWEST)
    assert unordered.ratio == 1.0


def test_the_words_of_a_chance_begin_at_their_limits() -> None:
    assert (NEWEST.ratio_on_track, NEWEST.ratio_too_slow, NEWEST.points_for_tendency) == (0.95, 0.60, 5)
    assert [NEWEST.chance_word(p) for p in (0.9, 0.66, 0.5, 0.1, 0.0)] == [
        "very likely",
        "likely",
        "open",
        "unlikely",
        "very unlikely",
    ]
