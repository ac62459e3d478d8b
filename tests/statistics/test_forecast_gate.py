"""The gate: what cannot be foretold is not, nothing peeks ahead, and every number of the answer is there."""

from __future__ import annotations

import numpy as np
import pytest

from retning.statistics.assessment.forecast.gate import (
    backtest,
    half_widths,
    horizon_of,
    origins_of,
    verdict,
)
from retning.statistics.assessment.forecast.scale import Scale
from retning.statistics.methods.forecast.simple import drift, naive
from support.rules import NEWEST


def random_walks(seed: int, series: int = 24, years: int = 20) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return 1000 + np.cumsum(rng.normal(0, 60, (series, years)), axis=1)


def slow_growth(seed: int, series: int = 24, years: int = 20) -> np.ndarray:
    """Levels whose growth changes slowly: what was last year says something of what comes."""
    rng = np.random.default_rng(seed)
    slope = np.empty((series, years))
    slope[:, 0] = rng.normal(0, 40, series)
    for year in range(1, years):
        slope[:, year] = 0.9 * slope[:, year - 1] + rng.normal(0, 15, series)
    return 5000 + np.cumsum(slope, axis=1)


def test_of_thirty_pools_of_random_walks_hardly_any_is_let_through() -> None:
    passed = [backtest(random_walks(seed), Scale(), rules=NEWEST).gate.passed for seed in range(30)]
    assert sum(passed) <= 3


def test_a_pool_that_can_be_foretold_passes_with_all_its_numbers() -> None:
    gate = backtest(slow_growth(1), Scale(), rules=NEWEST).gate
    assert gate.passed and gate.reason == ""
    assert gate.mase is not None and gate.mase_naive is not None and gate.mase_drift is not None
    assert gate.mase < gate.mase_naive and gate.mase < gate.mase_drift
    assert gate.coverage80 is not None and 0.70 <= gate.coverage80 <= 0.92
    assert (gate.series, gate.points, gate.horizon) == (24, 20, 5)
    # origins 11..19: five years ahead from five of them, then four, three, two, one
    assert gate.cases == 24 * (5 * 5 + 4 + 3 + 2 + 1)
    assert [o.points for o in gate.origins] == list(range(11, 20))


def test_the_sums_are_those_of_the_origins() -> None:
    gate = backtest(slow_growth(2), Scale(), rules=NEWEST).gate
    assert gate.cases == sum(o.cases for o in gate.origins)
    assert gate.coverage80 == pytest.approx(sum(o.hits80 for o in gate.origins) / gate.cases)
    assert gate.mase == pytest.approx(sum(o.mase * o.cases for o in gate.origins) / gate.cases)


def test_errors_of_the_two_guesses_are_what_a_plain_count_gives() -> None:
    rows = random_walks(3)
    gate = backtest(rows, Scale(), rules=NEWEST).gate
    errors: dict[str, list[float]] = {"naive": [], "drift": []}
    for o in range(11, 20):
        for row in rows:
            usual = np.mean(np.abs(np.diff(row[:o])))
            for name, guess in (("naive", naive), ("drift", drift)):
                said = guess(row[None, :o], 5)[0]
                errors[name] += [abs(row[o + j] - said[j]) / usual for j in range(5) if o + j < 20]
    assert gate.mase_naive == pytest.approx(np.mean(errors["naive"]))
    assert gate.mase_drift == pytest.approx(np.mean(errors["drift"]))


def test_nothing_that_came_later_changes_what_would_have_been_said() -> None:
    rows = slow_growth(4)
    later = rows.copy()
    later[:, 12:] += 10_000 * np.arange(1, 9)
    for before, after in zip(
        backtest(rows, Scale(), rules=NEWEST).said[:2],
        backtest(later, Scale(), rules=NEWEST).said[:2],
        strict=True,
    ):
        assert before.points in (11, 12)
        assert np.array_equal(before.middle, after.middle)
        assert np.array_equal(before.lower80, after.lower80)
        assert np.array_equal(before.upper95, after.upper95)


def test_a_series_outside_the_pool_is_forecast_but_teaches_nothing() -> None:
    rows = slow_growth(5)
    wild = np.concatenate([rows, 100 * random_walks(5)[:1]])
    inside = np.array([True] * 24 + [False])
    alone, beside = backtest(rows, Scale(), rules=NEWEST), backtest(wild, Scale(), inside, rules=NEWEST)
    assert beside.gate == alone.gate
    assert np.array_equal(beside.half80, alone.half80)
    assert beside.middle.shape == (25, 5)


def test_intervals_widen_with_the_distance_and_with_the_level() -> None:
    tried = backtest(slow_growth(6), Scale(), rules=NEWEST)
    assert np.all(np.diff(tried.half80) >= 0)
    assert np.all(tried.half95 >= tried.half80)


def test_an_interval_is_the_counted_share_of_past_errors() -> None:
    # ceil((19 + 1) * 0.8) = 16: the sixteenth smallest; the next year may not be narrower
    errors = (np.arange(1.0, 20.0), -np.arange(0.1, 2.0, 0.1))
    assert half_widths(errors, 0.80).tolist() == [16.0, 16.0]
    assert half_widths((np.arange(1.0, 18.0),), 0.95).tolist() == [np.inf]


def test_the_same_figures_in_another_unit_or_order_get_the_same_answer() -> None:
    rows = slow_growth(7)
    gate = backtest(rows, Scale(), rules=NEWEST).gate
    scaled = backtest(rows[::-1] * 1024.0, Scale(), rules=NEWEST).gate
    assert scaled.mase == pytest.approx(gate.mase) and scaled.coverage80 == gate.coverage80


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ((20, 3, 0.9, 1.0, 1.0, 0.70), ""),
        ((20, 3, 0.9, 1.0, 1.0, 0.92), ""),
        ((19, 3, 0.9, 1.0, 1.0, 0.80), "forecast_few_series"),
        ((20, 2, 0.9, 1.0, 1.0, 0.80), "forecast_few_points"),
        ((20, 3, 1.0, 1.0, 1.1, 0.80), "forecast_not_better"),
        ((20, 3, 1.0, 1.1, 1.0, 0.80), "forecast_not_better"),
        ((20, 3, 0.9, 1.0, 1.0, 0.69), "forecast_coverage"),
        ((20, 3, 0.9, 1.0, 1.0, 0.93), "forecast_coverage"),
    ],
)
def test_every_demand_of_the_gate(numbers: tuple[int, int, float, float, float, float], reason: str) -> None:
    assert verdict(*numbers, rules=NEWEST) == reason


def test_never_further_than_five_years_or_a_third_of_the_series() -> None:
    assert [horizon_of(n, rules=NEWEST) for n in (2, 14, 16, 60)] == [0, 4, 5, 5]


@pytest.mark.parametrize("points", range(9, 40))
def test_no_year_ahead_is_forecast_that_has_not_been_tried(points: int) -> None:
    ahead = horizon_of(points, rules=NEWEST)
    assert points - origins_of(points, rules=NEWEST)[0] >= ahead  # the first origin meets every year ahead
    assert (
        origins_of(points, rules=NEWEST)[0] - 6 >= ahead
    )  # and has errors of every year ahead to learn from


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_gap_or_an_infinite_value_is_refused(bad: float) -> None:
    rows = slow_growth(8)
    rows[3, 5] = bad
    with pytest.raises(ValueError, match="every year"):
        backtest(rows, Scale(), rules=NEWEST)


def test_a_series_that_never_changed_and_one_too_short_are_refused() -> None:
    rows = slow_growth(9)
    rows[0] = 7.0
    with pytest.raises(ValueError, match="does not change"):
        backtest(rows, Scale(), rules=NEWEST)
    with pytest.raises(ValueError, match="no origin"):
        backtest(slow_growth(9)[:, :7], Scale(), rules=NEWEST)
