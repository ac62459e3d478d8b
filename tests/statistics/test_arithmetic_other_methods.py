"""The methods of others at the very limits of their classes, and where they give no result."""

from __future__ import annotations

import math

import pytest

from retning.statistics.methods.other_methods import (
    MethodAnswer,
    eurostat,
    growth_rate,
    limit_factor,
    open_sdg,
    open_sdg_indicator,
    score_band,
    score_band_of_ratio,
    score_with_target,
    score_without_target,
    status_of_growth,
    unsd_2023,
)

nan = float("nan")
BANDS = ["substantial_progress", "moderate_progress", "limited_progress", "deterioration"]


def test_growth_rates() -> None:
    assert growth_rate(100, 121, 2) == pytest.approx(0.1)
    assert growth_rate(-100, -50, 1) == -0.5
    assert growth_rate(4, 1, 0.5) == pytest.approx(1 / 16 - 1)
    assert growth_rate(4, 0, 2) == -1
    for bad in ((1, 2, 0), (1, 2, -1), (1, 2, nan), (0, 1, 1), (1, -1, 1)):
        with pytest.raises(ValueError, match="growth needs"):
            growth_rate(*bad)


def test_the_factor_of_a_natural_limit() -> None:
    assert limit_factor(50, 100) == pytest.approx(1 - 0.5**4.44)
    assert limit_factor(-50, 100) == limit_factor(50, -100) == limit_factor(50, 100)
    assert limit_factor(175, 100) == pytest.approx(1 - 0.25**4.44)
    assert (limit_factor(100, 100), limit_factor(200, 100), limit_factor(999, 100)) == (0, 1, 1)
    assert limit_factor(201, 100) == limit_factor(299, 100) == 1
    assert limit_factor(0.5, 1) == pytest.approx(1 - 0.5**4.44)


def test_scores() -> None:
    # published constants, at and around their limits
    assert score_with_target(0.6) == pytest.approx(7.1429 * 0.6 - 4.2857)
    assert score_with_target(0.5) == pytest.approx(4.1667 * 0.5 - 2.5)
    assert (score_with_target(1.3), score_with_target(9.0)) == (5, 5)
    assert score_with_target(1.29) == pytest.approx(7.1429 * 1.29 - 4.2857)
    assert (score_with_target(-0.61), score_with_target(-9.0)) == (-5, -5)
    assert score_with_target(-0.5) == pytest.approx(-4.1667 * 0.5 - 2.5)
    for growth, score in ((-0.01, -3.75), (-0.02, -5), (-0.5, -5), (0, -2.5), (0.004, -0.5), (0.005, 0), (0.01, 1.25), (0.015, 2.5), (0.019, 4.5), (0.02, 5), (0.5, 5)):  # fmt: skip
        assert score_without_target(growth) == pytest.approx(score, abs=1e-12)
    for growth, score in ((0.002, -0.5), (0.0025, 0), (0.005, 1.25), (0.0075, 2.5), (0.0095, 4.5), (0.02, 5)):
        assert score_without_target(growth, 0.5) == pytest.approx(score, abs=1e-12)
    assert score_without_target(-0.01, 0.5) == -3.75
    assert score_without_target(0.001, 0) == 5 and score_without_target(-0.01, 0) == -3.75


def test_bands() -> None:
    assert [score_band(s) for s in (2.5, 0, -2.5, -2.51)] == BANDS
    assert [score_band(s) for s in (5, 2.49, -0.01, -5)] == BANDS
    assert [score_band_of_ratio(r) for r in (0.95, 0.6, 0.0, -0.01)] == BANDS
    assert [score_band_of_ratio(r) for r in (9, 0.9499, 0.5999, -9)] == BANDS
    assert [status_of_growth(g) for g in (0.015, 0.005, 0.0, -0.0001)] == BANDS
    assert [status_of_growth(g) for g in (0.5, 0.0149, 0.0049, -0.5)] == BANDS
    assert [status_of_growth(g, 0.5) for g in (0.0075, 0.0025, 0.0024, -0.0001)] == BANDS
    assert status_of_growth(0.0, 0.0) == BANDS[0]


def test_open_sdg_with_a_target_by_hand() -> None:
    # down from 100 to 81 in two years, wanted 59.049 = .9^5 in five: 10 % a year of 10 %
    v = open_sdg({2015: 100.0, 2017: 81.0}, target=59.049, target_year=2020)
    assert v == MethodAnswer("open sdg", pytest.approx(1.0), pytest.approx(7.1429 - 4.2857), BANDS[0])  # type: ignore[arg-type]
    # 2030 where no year is told: .9^15 in fifteen years
    assert open_sdg({2015: 100.0, 2017: 81.0}, target=100 * 0.9**15).value == pytest.approx(1.0)
    up = open_sdg({2015: 100.0, 2017: 121.0}, direction=1, target=1e9, target_year=2030)
    assert up.value == pytest.approx(0.1 / (1e7 ** (1 / 15) - 1))
    wrong = open_sdg({2015: 100.0, 2017: 121.0}, target=59.049, target_year=2020)
    assert (wrong.value, wrong.status) == (pytest.approx(-1), BANDS[3])
    met = open_sdg({2015: 100.0, 2017: 59.049}, target=59.049, target_year=2020)
    assert (met.status, met.score) == ("target_achieved", 5) and met.value is not None
    # achieved whatever else holds: one point, another sign
    assert open_sdg({2015: 50.0}, target=50.0) == MethodAnswer("open sdg", None, 5.0, "target_achieved")
    assert open_sdg({2015: 50.0, 2016: -1.0}, target=0.0).status == "target_achieved"
    assert open_sdg({2015: 1.0, 2016: 2.0}, direction=1, target=0.5).status == "target_achieved"


def test_open_sdg_without_a_target_by_hand() -> None:
    v = open_sdg({2015: 100.0, 2017: 98.01})
    assert v == MethodAnswer("open sdg", pytest.approx(0.01), pytest.approx(1.25), BANDS[1])  # type: ignore[arg-type]
    assert open_sdg({2015: 100.0, 2017: 98.01}, direction=1).value == pytest.approx(-0.01)
    # below zero the direction turns: from -100 to -98.01 is up
    assert open_sdg({2015: -100.0, 2017: -98.01}).value == pytest.approx(-0.01)
    assert open_sdg({2015: -100.0, 2017: -98.01}, direction=1).value == pytest.approx(0.01)
    # the natural limit counts without a target only
    near = open_sdg({2015: 90.0, 2017: 90.9}, direction=1, limit=100.0)
    factor = 1 - 0.9**4.44
    assert near.score == pytest.approx(score_without_target(math.sqrt(1.01) - 1, factor))
    assert near.status == status_of_growth(math.sqrt(1.01) - 1, factor) == BANDS[1]
    assert open_sdg({2015: 90.0, 2017: 90.9}, direction=1).status == BANDS[2]
    both = {2015: 50.0, 2017: 60.0}
    assert open_sdg(both, direction=1, target=90.0, limit=100.0) == open_sdg(both, direction=1, target=90.0)
    zero = open_sdg({2015: 0.0, 2016: 0.5}, direction=1)
    assert zero.value == pytest.approx(499)
    assert open_sdg({2015: 1.0, 2016: 0.0}).value == 1


def test_open_sdg_takes_the_base_year_or_the_next() -> None:
    values = {2010: 7.0, 2016: 100.0, 2018: None, 2017: 98.0, 2019: nan}
    assert open_sdg(values).value == pytest.approx(0.02)
    assert open_sdg(values, base_year=2010).value == pytest.approx(1 - (98 / 7) ** (1 / 7))
    none = MethodAnswer("open sdg", None, None, "not_available")
    assert open_sdg({2010: 7.0}) == open_sdg({}) == open_sdg({2015: 1.0}) == none
    # goal of another sign than the base, equal to the base, or due already
    for say in ({"target": -1.0}, {"target": 100.0, "direction": 1}, {"target": 50.0, "target_year": 2015}):
        assert open_sdg({2015: 100.0, 2017: 90.0}, **say) == none  # type: ignore[arg-type]
    assert open_sdg({2015: 100.0, 2017: 90.0}, target=50.0, target_year=2016).value == pytest.approx(
        (1 - 0.9**0.5) / 0.5
    )
    for bad in (0, 2, -2):
        with pytest.raises(ValueError, match="direction"):
            open_sdg({2015: 1.0}, direction=bad)
    for infinite in (math.inf, -math.inf):
        with pytest.raises(ValueError, match="infinite"):
            open_sdg({2015: infinite})


def test_an_indicator_of_several_series() -> None:
    def series(score: float | None, status: str = "x") -> MethodAnswer:
        return MethodAnswer("open sdg", 1.0, score, status)

    assert open_sdg_indicator([series(5), series(-2)]) == MethodAnswer("open sdg", None, 1.5, BANDS[1])
    done = series(5, "target_achieved")
    assert open_sdg_indicator([done, series(None), done]) == MethodAnswer(
        "open sdg", None, 5, "target_achieved"
    )
    assert open_sdg_indicator([done, series(5)]).status == BANDS[0]
    assert open_sdg_indicator([]) == MethodAnswer("open sdg", None, None, "not_available")
    assert open_sdg_indicator([series(None)]).status == "not_available"


def every_year(first: int, last: int, a: float, b: float) -> dict[int, float]:
    return {y: a if y < last else b for y in range(first, last + 1)}


EURO = ["significant progress", "moderate progress", "moderate movement away", "significant movement away"]


def test_eurostat_by_hand() -> None:
    # two end points decide: doubled in ten years, one year longer than asked for
    v = eurostat(every_year(2010, 2020, 1.0, 2.0), direction=1)
    assert v == MethodAnswer("eurostat", pytest.approx(2**0.1 - 1), None, EURO[0])  # type: ignore[arg-type]
    assert eurostat(every_year(2010, 2020, 1.0, 2.0), direction=-1).status == EURO[3]
    for rate, status in ((1.1, EURO[0]), (0.9, EURO[1]), (0.0, EURO[1]), (-0.1, EURO[2]), (-1.1, EURO[3])):
        three = {2018: 100.0, 2019: 100.0, 2020: 100.0 * (1 + rate / 100) ** 2}
        got = eurostat(three, direction=1, term=2)
        assert (got.value, got.status) == (pytest.approx(rate / 100), status)
    # the run of three years must lie inside the term
    assert eurostat({2018: 1.0, 2019: 1.0, 2020: 2.0}, direction=1, term=1).status == "not available"
    down = {2018: 100.0, 2019: 1.0, 2020: 64.0}
    assert eurostat(down, direction=-1, term=2).value == pytest.approx(0.2)
    # nothing left: no growth rate
    away = dict.fromkeys(range(2011, 2020), 1.0) | {2010: 1.0, 2020: 0.0}
    assert eurostat(away, direction=1) == MethodAnswer("eurostat", None, None, "not available")


def test_eurostat_asks_for_years_in_a_row() -> None:
    none = MethodAnswer("eurostat", None, None, "not available")
    ten = every_year(2011, 2020, 1.0, 2.0)
    assert eurostat(ten, direction=1).value == pytest.approx(2 ** (1 / 9) - 1)
    assert eurostat({y: v for y, v in ten.items() if y > 2011}, direction=1) == none
    assert eurostat({y: v for y, v in ten.items() if y != 2015}, direction=1) == none
    # an older value inside the term is the base, although years between it and the run are missing
    assert eurostat({2006: 4.0, **ten}, direction=1).value == pytest.approx(0.5 ** (1 / 14) - 1)
    assert eurostat({2005: 4.0, **ten}, direction=1).value == pytest.approx(0.5 ** (1 / 15) - 1)
    assert eurostat({2004: 4.0, **ten}, direction=1).value == pytest.approx(2 ** (1 / 9) - 1)
    three = {2018: 1.0, 2019: 1.0, 2020: 2.0}
    assert eurostat(three, direction=1, term=5).value == pytest.approx(2**0.5 - 1)
    assert eurostat({2015: 8.0, **three}, direction=1, term=5).value == pytest.approx(0.25**0.2 - 1)
    assert eurostat({2019: 1.0, 2020: 2.0}, direction=1, term=5) == none
    assert eurostat(three, direction=1, term=9).status == EURO[0]
    assert eurostat(three, direction=1, term=10) == none
    assert eurostat({}, direction=1) == none
    for sign in ({2018: 0.0, 2019: 1.0, 2020: 2.0}, {2018: -1.0, 2019: 1.0, 2020: 2.0}):
        assert eurostat(sign, direction=1, term=2) == none
    assert eurostat({2018: -1.0, 2019: 1.0, 2020: -0.5}, direction=1, term=2).value == pytest.approx(
        0.5**0.5 - 1
    )
    for bad in (0, 2):
        with pytest.raises(ValueError, match="direction"):
            eurostat(three, direction=bad)


def test_eurostat_with_a_target_by_hand() -> None:
    # 10 % a year where 10 % is asked
    values = {2018: 100.0, 2019: 0.0, 2020: 121.0}
    say = {"direction": 1, "term": 2}
    v = eurostat(values, target=161.051, target_year=2023, **say)  # type: ignore[arg-type]
    assert v == MethodAnswer("eurostat", pytest.approx(1.0), None, "significant progress")  # type: ignore[arg-type]
    for ratio, status in ((0.96, "significant progress"), (0.94, "moderate progress"), (0.61, "moderate progress"), (0.59, "insufficient progress"), (0.01, "insufficient progress"), (-0.2, "movement away")):  # fmt: skip
        asked = 100 * (1 + 0.1 / ratio) ** 5
        got = eurostat(values, target=asked, target_year=2023, **say)  # type: ignore[arg-type]
        assert (got.value, got.status) == (pytest.approx(ratio), status)
    level = eurostat({**values, 2020: 100.0}, target=110.0, target_year=2023, **say)  # type: ignore[arg-type]
    assert (level.value, level.status) == (0, "insufficient progress")
    none = MethodAnswer("eurostat", None, None, "not available")
    for target, year in ((0.0, 2023), (-5.0, 2023), (100.0, 2023), (110.0, 2018), (110.0, 2017)):
        assert eurostat(values, target=target, target_year=year, **say) == none  # type: ignore[arg-type]
    assert eurostat(values, target=110.0, target_year=2019, **say).value == pytest.approx(1)  # type: ignore[arg-type]
    assert eurostat(values, target=0.5, target_year=2019, **say).value == pytest.approx(0.1 / -0.995)  # type: ignore[arg-type]
    # a target without a year is none
    assert eurostat(values, target=110.0, **say).value == pytest.approx(0.1)  # type: ignore[arg-type]


UN = ["met or on track", "fair, acceleration needed", "stagnation or regression"]


def test_the_un_with_a_target_by_hand() -> None:
    # 10 % a year from 100 in 2015 goes on to 146.41 in 2019: of the way to 148.852.. 95 %
    values = {2014: 1.0, 2015: 100.0, 2017: 121.0}
    for way, status in ((1.0, UN[0]), (0.951, UN[0]), (0.949, UN[1]), (0.101, UN[1]), (0.099, UN[2])):
        target = 100 + 46.41 / way
        v = unsd_2023(values, direction=1, target=target, target_year=2019)
        assert v == MethodAnswer("unsd 2023", pytest.approx(way), None, status)  # type: ignore[arg-type]
    met = MethodAnswer("unsd 2023", None, None, UN[0])
    assert (
        unsd_2023(values, direction=1, target=121.0) == unsd_2023(values, direction=-1, target=125.0) == met
    )
    assert unsd_2023({2015: 40.0, 2016: 99.0}, direction=1, target=100.0) == met
    assert unsd_2023({2015: 40.0, 2016: 98.9}, direction=1, target=100.0) != met
    assert unsd_2023({2015: 40.0, 2016: 1.0}, direction=-1, target=0.0) == met
    assert unsd_2023({2015: 40.0, 2016: 98.5}, direction=1, target=99.0, target_year=2017) != met
    assert unsd_2023(values, direction=1, target=500.0).value == pytest.approx((121 * 1.1**13 - 100) / 400)
    assert unsd_2023(values, direction=-1, target=100.0).status == "not available"


def test_the_un_at_the_limits_of_its_classes() -> None:
    # due in the year of the newest value, nothing is drawn out: 95 and 10 of the 100 asked for are enough
    for current, status in ((195.0, UN[0]), (194.0, UN[1]), (110.0, UN[1]), (109.0, UN[2])):
        v = unsd_2023({2015: 100.0, 2016: current}, direction=1, target=200.0, target_year=2016)
        assert v == MethodAnswer("unsd 2023", (current - 100) / 100, None, status)


def test_values_so_small_that_their_product_is_nought() -> None:
    tiny = 1e-200
    assert tiny * tiny == 0
    with pytest.raises(ValueError, match="growth needs"):
        growth_rate(tiny, -tiny, 1)
    values = {2018: tiny, 2019: tiny, 2020: 1.21 * tiny}
    growth = pytest.approx(0.1)
    assert eurostat(values, direction=1, term=2).value == growth
    asked = eurostat(values, direction=1, term=2, target=1.1**5 * tiny, target_year=2023)
    assert (asked.value, asked.status) == (pytest.approx(1), "significant progress")
    assert unsd_2023(values, direction=1).value == growth
    assert open_sdg(values, direction=1).value == growth
    assert open_sdg(values, direction=-1, target=-tiny) == MethodAnswer(
        "open sdg", None, None, "not_available"
    )


def test_the_un_without_a_target_by_hand() -> None:
    none = MethodAnswer("unsd 2023", None, None, "not available")
    for current, status in ((104.1, UN[0]), (103.9, UN[1]), (101.1, UN[1]), (100.9, UN[2]), (50.0, UN[2])):
        v = unsd_2023({2015: 100.0, 2017: current}, direction=1)
        assert v == MethodAnswer("unsd 2023", pytest.approx((current / 100) ** 0.5 - 1), None, status)  # type: ignore[arg-type]
    assert unsd_2023({2015: 100.0, 2016: 50.0}, direction=-1) == MethodAnswer("unsd 2023", 0.5, None, UN[0])
    assert unsd_2023({2010: 1.0, 2014: 9.0, 2015: 2.0}, direction=1) == none
    assert unsd_2023({2010: 1.0, 2014: 4.0}, direction=1, base_year=2010).value == pytest.approx(4**0.25 - 1)
    for values in ({2015: 1.0}, {}, {2015: 0.0, 2016: 1.0}, {2015: 1.0, 2016: 0.0}, {2015: 1.0, 2016: -1.0}):
        assert unsd_2023(values, direction=1) == none
    assert unsd_2023({2015: -2.0, 2016: -1.0}, direction=1).value == -0.5
    for bad in (0, 3):
        with pytest.raises(ValueError, match="direction"):
            unsd_2023({2015: 1.0}, direction=bad)
