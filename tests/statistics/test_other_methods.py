"""Open SDG / Statistics Canada, Eurostat and the UN, as they compute it."""

from __future__ import annotations

import numpy as np
import pytest

from retning.statistics.methods.other_methods import (
    MethodAnswer,
    eurostat,
    limit_factor,
    open_sdg,
    open_sdg_indicator,
    score_with_target,
    score_without_target,
    unsd_2023,
)
from support.cases import case_rows


def rows() -> list[dict[str, str]]:
    return case_rows("methods", "v01_statcan_progress_series.csv")


def judge(row: dict[str, str], scale: float = 1.0) -> MethodAnswer:
    def number(key: str) -> float | None:
        return float(row[key]) if row[key] else None

    base, values = int(float(row["base_year"])), {}
    if row["current_year"]:
        values = {base: number("base_value"), int(float(row["current_year"])): number("current_value")}
    target, limit = number("target"), number("limit")
    return open_sdg(
        {y: v * scale for y, v in values.items() if v is not None},
        direction=int(row["direction"]),
        base_year=base,
        target=None if target is None else target * scale,
        target_year=int(float(row["target_year"])),
        limit=None if limit is None else limit * scale,
    )


@pytest.mark.parametrize("row", rows(), ids=lambda r: r["series"][:40])
def test_every_published_row_of_statistics_canada(row: dict[str, str]) -> None:
    verdict = judge(row)
    assert verdict.status == row["status"]
    for ours, published, within in (
        (verdict.value, row["progress_value"], 1e-9),
        (verdict.score, row["score"], 1e-6),
    ):
        if published:
            assert ours == pytest.approx(float(published), abs=within)
        else:
            assert ours is None


def test_all_published_rows_are_there() -> None:
    numbers = sum(bool(r["progress_value"]) + bool(r["score"]) for r in rows())
    assert len(rows()) == 66
    assert numbers + sum(r["status"] == "not_available" for r in rows()) * 2 == 132


def test_a_change_of_unit_changes_no_verdict() -> None:
    for row in rows():
        a, b = judge(row), judge(row, 1024.0)
        assert (a.status, a.value, a.score) == (b.status, b.value, b.score)


def test_open_sdg_edges() -> None:
    assert open_sdg({2015: 5.0, 2020: -1.0}).status == "not_available"
    assert open_sdg({2010: 5.0}, base_year=2015).status == "not_available"
    assert open_sdg({}).status == "not_available"
    assert open_sdg({2015: 1.0, 2020: None}).status == "not_available"
    # later year where the base year is missing; base 0 becomes .001
    assert open_sdg({2014: 9.0, 2016: 10.0, 2020: 8.0}).value == open_sdg({2016: 10.0, 2020: 8.0}).value
    assert open_sdg({2015: 0.0, 2020: 4.0}, direction=1).value == pytest.approx((4 / 0.001) ** 0.2 - 1)
    # a negative base turns the direction round: from -10 to -5 is up
    up = open_sdg({2015: -10.0, 2020: -5.0}, direction=1)
    assert up.value == pytest.approx(1 - 0.5**0.2)
    assert open_sdg({2015: 5.0, 2020: 4.0}, target=-1.0).status == "not_available"
    assert (
        open_sdg({2015: 103.0, 2023: 29.0}, target=0.0).value
        == open_sdg({2015: 103.0, 2023: 29.0}, target=0.001).value
    )
    with pytest.raises(ValueError, match="direction"):
        open_sdg({2015: 1.0}, direction=0)
    with pytest.raises(ValueError, match="infinite"):
        open_sdg({2015: 1.0, 2020: float("inf")})


def test_scores_meet_at_the_class_limits() -> None:
    # their constants are rounded: 4.1667 * .6 - 2.5 is 2e-5 above 0 from below
    for limit, score in ((0.0, -2.5), (0.6, 0.0), (0.95, 2.5)):
        assert score_with_target(limit) == pytest.approx(score, abs=1e-4)
    for c in (1.0, 0.3):
        for limit, score in ((0.0, -2.5), (0.005 * c, 0.0), (0.015 * c, 2.5)):
            assert score_without_target(limit, c) == pytest.approx(score, abs=1e-9)
            assert score_without_target(limit - 1e-12, c) == pytest.approx(score, abs=1e-6)
    assert limit_factor(200.0, 100.0) == 1.0
    assert limit_factor(150.0, 100.0) == pytest.approx(limit_factor(50.0, 100.0))
    assert score_without_target(0.0, 0.0) == 5.0


def test_an_indicator_is_the_mean_of_its_series() -> None:
    done = MethodAnswer("open sdg", 1.0, 5.0, "target_achieved")
    away = MethodAnswer("open sdg", -1.0, -5.0, "deterioration")
    none = MethodAnswer("open sdg", None, None, "not_available")
    assert open_sdg_indicator([done, done, none]).status == "target_achieved"
    assert open_sdg_indicator([done, away]).status == "moderate_progress"
    assert open_sdg_indicator([none]).status == "not_available"


def grow(rate: float, years: range) -> dict[int, float]:
    return {y: 100 * (1 + rate) ** (y - years[0]) for y in years}


@pytest.mark.parametrize(
    ("rate", "status"),
    [
        (0.0101, "significant progress"),
        (0.0001, "moderate progress"),
        (-0.0099, "moderate movement away"),
        (-0.0101, "significant movement away"),
    ],
)
def test_eurostat_without_target(rate: float, status: str) -> None:
    values = grow(rate, range(2010, 2026))
    assert eurostat(values, direction=1).status == status
    opposite = eurostat(values, direction=-1)
    assert opposite.value == pytest.approx(-rate)


@pytest.mark.parametrize(
    ("ratio", "status"),
    [
        (0.951, "significant progress"),
        (0.601, "moderate progress"),
        (0.001, "insufficient progress"),
        (-0.001, "movement away"),
    ],
)
def test_eurostat_with_target(ratio: float, status: str) -> None:
    values = grow(0.02 * ratio, range(2010, 2026))
    verdict = eurostat(values, direction=1, target=100 * 1.02**20, target_year=2030)
    assert verdict.value == pytest.approx(ratio)
    assert verdict.status == status


def test_eurostat_asks_for_enough_years_in_a_row() -> None:
    nine = grow(0.02, range(2017, 2026))
    assert eurostat(nine, direction=1).status == "not available"
    assert eurostat(nine, direction=1, term=5).status == "significant progress"
    assert eurostat({2020: 1.0, 2025: 2.0}, direction=1, term=5).status == "not available"
    assert eurostat({}, direction=1).status == "not available"


@pytest.mark.parametrize(
    ("current", "status"),
    [
        (80.0, "met or on track"),
        (101.0, "met or on track"),
        (60.0, "fair, acceleration needed"),
        (50.1, "stagnation or regression"),
    ],
)
def test_unsd_with_target(current: float, status: str) -> None:
    verdict = unsd_2023({2015: 50.0, 2022: current}, direction=1, target=100.0)
    assert verdict.status == status
    if current < 100:
        drawn = current * (current / 50) ** (8 / 7)
        assert verdict.value == pytest.approx((drawn - 50) / 50)


@pytest.mark.parametrize(("rate", "status"), [(0.021, "met or on track"), (0.006, "fair, acceleration needed"), (0.004, "stagnation or regression")])  # fmt: skip
def test_unsd_without_target(rate: float, status: str) -> None:
    assert unsd_2023(grow(rate, range(2015, 2023)), direction=1).status == status
    assert unsd_2023(grow(-rate, range(2015, 2023)), direction=-1).value == pytest.approx(rate)
    assert unsd_2023({2015: 50.0, 2022: 99.2}, direction=1, target=100.0).status == "met or on track"


def test_thresholds_are_those_of_the_table_of_methods() -> None:
    rules = case_rows("methods", "v03_threshold_table.csv")
    limits = {(r["method"].split(",")[0][:8], r["category"]): r["rule"] for r in rules}
    assert limits["Eurostat", "significant progress"] in (">=0.95", ">=1 %")
    assert np.isclose(score_with_target(0.95), 2.5, atol=1e-4)
    assert any(">=0.10" in rule for rule in limits.values())
