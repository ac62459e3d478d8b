"""Which series are forecast together, which are refused and why, and how likely a target is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from msgspec import structs

from retning.plan.model import Target
from retning.plan.targets import TARGET_TYPES
from retning.statistics.assessment.forecast.chance import demanded
from retning.statistics.assessment.forecast.pipeline import Outlook, outlook
from retning.statistics.assessment.forecast.pool import gather, members, usable
from retning.statistics.indicators.model import Indicator, Line, Term
from retning.statistics.model import Break, Series, Value
from support.rules import NEWEST

AREAS = [f"a{n:02d}" for n in range(24)]
KINDS = {**dict.fromkeys(AREAS, "municipality"), "all": "region"}
INDICATOR = Indicator(
    "guests", {}, {}, "persons", 0, "stock", "count", "up", "weak", 0,
    (Line("main", Term()),), (*AREAS, "all"), "a00",
)  # fmt: skip


def rows(seed: int = 1, series: int = 24, years: int = 20) -> np.ndarray:
    rng = np.random.default_rng(seed)
    slope = np.empty((series, years))
    slope[:, 0] = rng.normal(0, 40, series)
    for year in range(1, years):
        slope[:, year] = 0.9 * slope[:, year - 1] + rng.normal(0, 15, series)
    return 5000 + np.cumsum(slope, axis=1)


def line(area: str, values: np.ndarray, first: int = 2005, **more: object) -> Series:
    points = tuple(Value(str(first + n), float(v)) for n, v in enumerate(values))
    return Series("guests", area, points, **more)  # type: ignore[arg-type]


def pool(seed: int = 1, series: int = 24, years: int = 20) -> list[Series]:
    return [line(a, r) for a, r in zip(AREAS, rows(seed, series, years), strict=False)]


def told(series: list[Series], indicator: Indicator = INDICATOR, beside: tuple[Series, ...] = ()) -> Outlook:
    return outlook([indicator], KINDS, series, beside, "2025-02-20", rules=NEWEST)


def why(found: Outlook, area: str) -> list[str]:
    return [r.key for n in found.without if n.area == area for r in n.reasons]


def test_every_series_of_a_pool_that_passes_is_forecast_with_both_ranges() -> None:
    series = pool()
    found = told(series)
    assert [f.area for f in found.forecasts] == AREAS and found.without == ()
    one = found.forecasts[3]
    values = [v.value for v in series[3].values]
    assert (one.made, one.last, one.last_value, one.points) == ("2025-02-20", "2024", values[-1], 20)
    assert one.step == pytest.approx(np.mean(np.abs(np.diff(values))))
    assert [a.period for a in one.ahead] == ["2025", "2026", "2027", "2028", "2029"]
    assert (one.scale, one.rule_version) == ("log", NEWEST.version)
    for a in one.ahead:
        assert a.lower95 < a.lower80 < a.value < a.upper80 < a.upper95


def test_the_order_of_the_series_changes_nothing() -> None:
    assert told(pool()[::-1]).forecasts == told(pool()).forecasts


def test_nineteen_series_are_too_few_and_no_forecast_comes_without_a_range() -> None:
    found = told(pool()[:19])
    assert found.forecasts == ()
    assert why(found, "a00") == ["forecast_few_series"]
    assert found.without[0].reasons[0].values == {"series": 19, "needed": 20}


def test_thirteen_years_are_forecast_three_ahead_and_twelve_are_too_few() -> None:
    found = told(pool(seed=3, years=13))
    assert found.pools[0].gate.horizon == 3
    assert why(told(pool(years=12)), "a00") == ["forecast_few_points"]


def test_a_registered_break_cuts_the_series() -> None:
    cut = replace(pool()[0], breaks=(Break("2015", {}),))
    run, reason = usable(cut)
    assert run is not None and reason is None
    assert [v.period for v in run.values] == [str(y) for y in range(2015, 2025)]
    found = told([cut, *pool()[1:]])
    assert why(found, "a00") == ["forecast_few_points"] and len(found.forecasts) == 23


def test_a_missing_year_cuts_the_series_too() -> None:
    whole = pool()[0]
    gap = tuple(structs.replace(v, value=None, status=":") if v.period == "2010" else v for v in whole.values)
    run, _ = usable(replace(whole, values=gap))
    assert run is not None and len(run) == 14 and run.last == 2024


@pytest.mark.parametrize(
    ("periods", "key"),
    [
        (["2024-Q1", "2024-Q2"], "forecast_not_yearly"),
        (["2023", "2024-Q2"], "forecast_not_yearly"),
        (["2024", "2024"], "mixed_periods"),
        ([], "forecast_no_values"),
    ],
)
def test_what_does_not_come_once_a_year_is_refused(periods: list[str], key: str) -> None:
    run, reason = usable(Series("guests", "a", tuple(Value(p, 1.0) for p in periods)))
    assert run is None and reason is not None and reason.key == key


def test_provisional_figures_are_used_and_counted() -> None:
    series = pool()
    last = structs.replace(series[0].values[-1], certainty="provisional")
    found = told([replace(series[0], values=(*series[0].values[:-1], last)), *series[1:]])
    assert [f.provisional for f in found.forecasts[:2]] == [1, 0]


def test_a_series_that_ends_in_another_year_or_never_changes_is_left_out_with_its_reason() -> None:
    series = pool()
    series[0] = line("a00", rows()[0], first=2004)
    series[1] = line("a01", np.full(20, 7.0))
    found = told(series)
    assert why(found, "a00") == ["forecast_other_years"]
    assert why(found, "a01") == ["forecast_no_change"]
    assert found.pools[0].gate.series == 22


def test_one_short_series_does_not_shorten_the_pool() -> None:
    series = pool()
    series[0] = line("a00", rows()[0][-14:], first=2011)
    found = told(series)
    assert found.pools[0].gate.points == 20
    assert why(found, "a00") == ["forecast_few_points"]


def test_a_region_never_teaches_the_municipalities_that_it_is_the_sum_of() -> None:
    total = line("all", rows().sum(axis=0))
    found = told([*pool(), total])
    assert "all" not in found.pools[0].areas and found.pools[0].gate.series == 24
    assert found.pools[0].gate == told(pool()).pools[0].gate


def test_an_area_outside_the_pool_whose_own_tests_missed_gets_no_forecast() -> None:
    # Hardly a change for ten years, then ever faster: the usual change says nothing of what comes.
    years = np.arange(20)
    jumps = 5000 + (years % 2) + 5.0 * np.maximum(0, years - 9) ** 3
    found = told([*pool(), line("all", jumps)])
    assert why(found, "all") == ["forecast_own_coverage"]
    assert len(found.forecasts) == 24


def test_areas_declared_as_the_pool_teach_without_being_told_of() -> None:
    series = pool()
    declared = replace(INDICATOR, pool=tuple(AREAS))
    found = told(series[:2], declared, tuple(series[2:]))
    assert [f.area for f in found.forecasts] == ["a00", "a01"]
    assert set(found.pools[0].figures) == set(AREAS[2:])
    assert found.forecasts[0] == told(series).forecasts[0]
    assert {t.area for t in found.pools[0].tested} == {"a00", "a01"}


def test_earlier_vintages_are_not_forecast() -> None:
    old = [replace(s, line="main@2024-01-01") for s in pool()]
    assert {f.line for f in told([*pool(), *old]).forecasts} == {"main"}


def test_a_withdrawn_family_says_when() -> None:
    found = outlook(
        [INDICATOR], KINDS, pool(), [], "2025-02-20", {("guests", "main"): "2024-05-01"}, rules=NEWEST
    )
    assert found.forecasts == ()
    assert found.without[0].reasons[0].values == {"day": "2024-05-01"}


def test_what_would_have_been_said_is_told_with_what_came() -> None:
    series = pool()
    tested = [t for t in told(series).pools[0].tested if t.area == "a05"]
    assert len(tested) == 5 * 5 + 4 + 3 + 2 + 1
    values = {v.period: v.value for v in series[5].values}
    assert all(t.outcome == values[t.period] and t.same == values[t.last] for t in tested)
    assert all(int(t.last) < int(t.period) <= int(t.last) + 5 for t in tested)


def target(name: str, **values: object) -> Target:
    return Target(element="A", type=TARGET_TYPES[name], values=values)  # type: ignore[call-arg]


def chance(goal: Target, area: str = "a03") -> str:
    series = pool()
    return told(series).chance(goal, {**goal.values, "direction": "up"}, series[AREAS.index(area)], NEWEST)


def test_the_five_words_follow_the_share_of_past_errors_that_reach_the_target() -> None:
    series = pool()
    found = told(series)
    ahead = found.forecasts[3].ahead[2]
    words = [
        found.chance(target("level"), {"value": value, "to": 2027, "direction": "up"}, series[3], NEWEST)
        for value in (ahead.lower95, ahead.lower80, ahead.value, ahead.upper80, ahead.upper95)
    ]
    # An 80 % range leaves about a tenth on each side: above its lower bound nine in ten, above its upper one.
    assert words[0] == "very likely" and words[4] == "very unlikely"
    assert words[1] in ("very likely", "likely") and words[3] in ("very unlikely", "unlikely")
    assert words[2] in ("likely", "open", "unlikely")
    order = ["very likely", "likely", "open", "unlikely", "very unlikely"]
    assert [order.index(w) for w in words] == sorted(order.index(w) for w in words)


@pytest.mark.parametrize("to", [2024, 2030, None])
def test_a_target_beyond_the_horizon_or_behind_us_gets_no_chance(to: int | None) -> None:
    assert chance(target("level", value=5000.0, to=to)) == ""


def test_only_types_that_demand_a_level_in_a_year_get_a_chance() -> None:
    assert chance(target("minimum", value=1.0, to=2026)) == ""
    assert chance(target("range", low=0.0, high=1e9, to=2026)) == "very likely"


def test_what_each_type_demands() -> None:
    series = Series("guests", "a", (Value("2020", 100.0), Value("2021", 103.0)))
    ups = demanded("growth", {"value": 0.02, "from": 2020, "to": 2022}, series, "up")
    assert ups is not None and ups[0] == pytest.approx(104.04)
    cut = demanded("rel_change", {"value": -0.4, "from": 2020, "to": 2030}, series, "up")
    assert cut == (float("-inf"), pytest.approx(60.0))
    assert demanded("level", {"value": 9}, series, "") is None
    assert demanded("growth", {"value": 0.02, "from": 2019, "to": 2022}, series, "up") is None


def test_the_commonest_kind_of_area_makes_the_pool_and_a_declared_one_rules() -> None:
    kinds = {"x": "region", "y": "municipality", "z": "municipality"}
    assert members(INDICATOR, ["x", "y", "z"], kinds) == {"y", "z"}
    assert members(replace(INDICATOR, pool=("q",)), ["x", "y", "z"], kinds) == {"q"}


def test_the_pool_is_as_long_as_twenty_of_its_members_allow() -> None:
    runs = [
        usable(line(a, r[-(14 + n // 12) :], first=2011 - n // 12))[0]
        for n, (a, r) in enumerate(zip(AREAS, rows(), strict=True))
    ]
    found, left, reason = gather([r for r in runs if r is not None], frozenset(AREAS), rules=NEWEST)
    assert found is not None and reason is None and left == {}
    assert found.values.shape == (24, 14) and found.last == 2024
