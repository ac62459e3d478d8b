"""The forecasting models: against plain loops over their formulas, worked values, symmetry and bad input."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retning.statistics.methods.forecast.combine import median_forecasts, median_forecasts_of
from retning.statistics.methods.forecast.ets import GRIDS, PARAMETERS, ets
from retning.statistics.methods.forecast.simple import drift, naive
from retning.statistics.methods.forecast.theta import HIGHEST, LOWEST, theta

Model = Callable[[np.ndarray, int], np.ndarray]
ALL: list[Model] = [naive, drift, theta, ets, median_forecasts]
LARGE: list[Model] = [theta, ets, median_forecasts]


@pytest.fixture(autouse=True)
def no_warning() -> Iterator[None]:
    with warnings.catch_warnings(), np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("error")
        yield


def walks(m: int, n: int, seed: int = 1, level: float = 100.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return level + np.cumsum(rng.normal(rng.normal(0, 1, (m, 1)), 2, (m, n)), axis=1)


# ---- theta, step by step as the article writes it


def theta_errors(y: list[float], a: float, k: float, ahead: int = 0) -> tuple[float, list[float]]:
    """Sum of squared errors and the years ahead, one year after the other."""
    level, at, bt, mean = y[0] * (1 - k), 0.0, 0.0, 0.0
    total, out = 0.0, []
    for t in range(1, len(y) + ahead + 1):
        f = y[0] if t == 1 else level + k * ((1 - a) ** (t - 1) * at + (1 - (1 - a) ** t) / a * bt)
        value = y[t - 1] if t <= len(y) else f
        if t <= len(y):
            total += (value - f) ** 2
        else:
            out.append(f)
        level = a * value + (1 - a) * level
        bt = 0.0 if t == 1 else ((t - 2) * bt + 6 * (value - mean) / t) / (t + 1)
        mean = ((t - 1) * mean + value) / t
        at = mean - bt * (t + 1) / 2
    return total, out


def test_theta_forecasts_as_the_formulas_do_at_the_best_of_all_parameters() -> None:
    for row in walks(25, 14):
        y = [float(v) for v in row]
        grid = [
            (theta_errors(y, a, k)[0], a, k)
            for a in np.linspace(LOWEST, HIGHEST, 90)
            for k in np.linspace(0, 1, 51)
        ]
        least, a, k = min(grid)
        expected = theta_errors(y, a, k, 4)[1]
        found = theta(row[None, :], 4)[0]
        near = [theta_errors(y, b, c, 4)[1] for s, b, c in grid if s <= least * 1.01]
        spread = np.ptp(np.array(near), axis=0)
        assert np.all(np.abs(found - expected) <= spread + 0.02 * np.abs(np.diff(row)).mean())


def test_theta_of_two_extremes() -> None:
    line = 3.0 + 2.0 * np.arange(12)
    assert theta(line[None, :], 3)[0] == pytest.approx([27, 29, 31], abs=0.6)
    jump = np.array([[5.0, 5, 5, 5, 5, 9, 9, 9, 9, 9, 9, 9]])
    assert theta(jump, 1)[0, 0] == pytest.approx(9.0, abs=1.0)


# ---- exponential smoothing, one series and one model at a time


def ets_by_hand(y: list[float], horizon: int) -> list[float]:
    """All models, all parameters, plain loops; the forecasts of the least AICc."""
    n = len(y)
    points = min(10, max(4, n // 2))
    results = []
    for kind, k in PARAMETERS.items():
        if n - k - 1 < 1:
            continue
        slope, level0 = np.polyfit(range(1, points + 1), y[:points], 1)
        if kind == "none":
            slope, level0 = 0.0, float(np.mean(y[:points]))
        for a, c, p in GRIDS[kind]:
            level, growth, errors, fits = level0, slope, [], []
            for value in y:
                f = level + p * growth
                e = value - f
                level, growth = f + a * e, p * growth + c * e
                errors.append(e)
                fits.append(f)
            ahead = [level + growth * sum(p**j for j in range(1, h + 1)) for h in range(1, horizon + 1)]
            penalty = 2 * k + 2 * k * (k + 1) / (n - k - 1)
            results.append((n * math.log(sum(e * e for e in errors)) + penalty, ahead))
            if min(y) > 0 and min(fits) > 0:
                spread = n * math.log(sum((e / f) ** 2 for e, f in zip(errors, fits, strict=True)))
                results.append((spread + 2 * sum(math.log(f) for f in fits) + penalty, ahead))
    return min(results, key=lambda each: each[0])[1]


@pytest.mark.parametrize("n", [5, 6, 7, 8, 13, 20, 31])
def test_ets_chooses_and_forecasts_as_plain_loops_do(n: int) -> None:
    growing = 50 * np.exp(np.cumsum(np.random.default_rng(n).normal(0.04, 0.08, (6, n)), axis=1))
    sample = np.vstack([walks(6, n, n), walks(6, n, n + 1, level=0.0), growing])
    expected = [ets_by_hand([float(v) for v in row], 5) for row in sample]
    assert ets(sample, 5) == pytest.approx(np.array(expected), rel=1e-8, abs=1e-8)


def test_multiplicative_errors_are_chosen_where_the_spread_grows_with_the_level() -> None:
    rng = np.random.default_rng(5)
    growing = 10 * np.exp(0.12 * np.arange(24) + rng.normal(0, 0.08, (200, 24)))
    shifted = ets(growing + 1e6, 3) - 1e6  # far from zero the two kinds of errors are one
    assert (np.abs(ets(growing, 3) - shifted).max(axis=1) > 1e-3).mean() > 0.5


# ---- the simple ones, and the median


def test_naive_and_drift_worked_by_hand() -> None:
    y = np.array([[10.0, 13.0, 12.0, 16.0], [0.0, -3.0, 1.0, -6.0]])
    assert naive(y, 2).tolist() == [[16.0, 16.0], [-6.0, -6.0]]
    assert drift(y, 2).tolist() == [[18.0, 20.0], [-8.0, -10.0]]


def test_the_median_is_the_middle_of_the_three() -> None:
    y = walks(200, 17)
    three = np.stack([ets(y, 5), theta(y, 5), drift(y, 5)])
    assert median_forecasts(y, 5) == pytest.approx(np.median(three, axis=0), rel=1e-12)


def test_series_of_unequal_length_keep_their_places() -> None:
    pool = [row[: 9 + i % 4] for i, row in enumerate(walks(20, 12))]
    together = median_forecasts_of(pool, 3)
    alone = np.vstack([median_forecasts(one[None, :], 3) for one in pool])
    assert together == pytest.approx(alone, rel=1e-9)


def test_more_series_than_one_block_holds() -> None:
    y = walks(9000, 15)
    assert median_forecasts(y, 2)[[0, 4321, 8999]] == pytest.approx(
        median_forecasts(y[[0, 4321, 8999]], 2), rel=1e-9
    )


# ---- what must not change the answer, and what must change it in step

VALUES = st.lists(st.floats(-50, 50).map(lambda v: round(v, 2)), min_size=5, max_size=24)
FACTORS = st.sampled_from([1e-6, 0.25, 3.0, 1000.0, 7e9])
CASES = settings(max_examples=40)


def close(a: np.ndarray, b: np.ndarray, size: float) -> bool:
    return bool(np.all(np.abs(a - b) <= 1e-6 * size))


def clear_choice(model: Model, y: np.ndarray) -> bool:
    """Whether the answer does not hang on the last bits, as where two parameters fit equally well."""
    nudged = y * (1 + 1e-11 * np.cos(np.arange(y.size)))
    return close(model(y[None, :], 4), model(nudged[None, :], 4), 1e-3 + float(np.abs(y).max()))


@CASES
@given(VALUES, FACTORS)
def test_another_unit_gives_the_same_forecast_in_that_unit(values: list[float], factor: float) -> None:
    for shift in (0.0, 60.0):
        y = np.array(values) + shift
        for model in ALL:
            if clear_choice(model, y):
                size = factor * (1e-3 + float(np.abs(y).max()))
                assert close(model(factor * y[None, :], 4), factor * model(y[None, :], 4), size)


@CASES
@given(VALUES, st.sampled_from([-1000.0, -60.0]))
def test_a_shift_of_the_series_shifts_the_forecast(values: list[float], shift: float) -> None:
    y = (
        np.array(values) - 60.0
    )  # below zero, so that exponential smoothing has additive errors before and after
    for model in ALL:
        if clear_choice(model, y):
            assert close(model(y[None, :] + shift, 4), model(y[None, :], 4) + shift, 2000.0)


@CASES
@given(VALUES)
def test_a_mirrored_series_gives_the_mirrored_forecast(values: list[float]) -> None:
    y = np.array(values) * 1.0
    y[0], y[1] = -1.0, 1.0  # on both sides of zero, where no error can be multiplicative
    for model in ALL:
        if clear_choice(model, y):
            assert close(model(-y[None, :], 4), -model(y[None, :], 4), 100.0)


@CASES
@given(st.integers(0, 10_000), st.integers(5, 20))
def test_the_order_of_the_series_changes_nothing(seed: int, n: int) -> None:
    y = walks(12, n, seed)
    order = np.random.default_rng(seed).permutation(12)
    for model in ALL:
        assert model(y[order], 3) == pytest.approx(model(y, 3)[order], rel=1e-9)


@given(st.floats(-1e9, 1e9), st.integers(5, 30))
@CASES
def test_a_constant_series_keeps_its_value(value: float, n: int) -> None:
    for model in ALL:
        assert model(np.full((1, n), value), 3).tolist() == [[value] * 3]


@pytest.mark.parametrize("n", [7, 8, 10, 15, 40])
def test_a_straight_line_goes_on(n: int) -> None:
    line = 5.0 - 3.0 * np.arange(n + 4)
    for model in (ets, drift, median_forecasts):
        assert model(line[None, :n], 4)[0] == pytest.approx(line[n:], rel=1e-6)


# ---- bad and unusual input


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_not_a_finite_number_is_refused_with_its_place(bad: float) -> None:
    y = walks(3, 8)
    y[1, 4] = bad
    for model in ALL:
        with pytest.raises(ValueError, match=r"series 1 has \S+ at place 4"):
            model(y, 2)
    with pytest.raises(ValueError, match=r"series 1 has \S+ at place 4"):
        median_forecasts_of(list(y), 2)


def test_too_few_points_are_refused() -> None:
    for model in LARGE:
        for n in (0, 1, 4):
            with pytest.raises(ValueError, match=f"series 0 has {n} points: this forecast needs at least 5"):
                model(np.ones((2, n)), 2)
    with pytest.raises(ValueError, match="series 1 has 4 points"):
        median_forecasts_of([np.ones(6), np.ones(4)], 2)
    with pytest.raises(ValueError, match="needs at least 2"):
        drift(np.ones((1, 1)), 1)
    assert naive(np.ones((1, 1)), 1).tolist() == [[1.0]]


def test_other_shapes_and_horizons_are_refused() -> None:
    for model in ALL:
        with pytest.raises(ValueError, match="one series a row"):
            model(np.ones(9), 2)
        for horizon in (0, -1, 1.5, True):
            with pytest.raises(ValueError, match="horizon"):
                model(np.ones((1, 9)), horizon)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="one-dimensional"):
        median_forecasts_of([np.ones((2, 9))], 2)
    with pytest.raises(ValueError, match="horizon"):
        median_forecasts_of([], 0)
    with pytest.raises(ValueError, match="beyond"):
        median_forecasts(np.array([[1.0, 1, 1, 1, 1e151]]), 1)


def test_no_series_gives_no_forecast() -> None:
    assert median_forecasts_of([], 3).shape == (0, 3)
    for model in ALL:
        assert model(np.ones((0, 9)), 3).shape == (0, 3)


@pytest.mark.parametrize(
    "values",
    [
        [0, 0, 0, 0, 0, 0, 0, 1],
        [1, 0, 0, 0, 0, 0, 0, 0, 0],
        [1e-30] * 10 + [1.0] * 8,
        [1e-300, 2e-300, 1e-300, 3e-300, 2e-300, 5e-300, 4e-300],
        [1e149, 2e149, -1e149, 1e149, 3e149, 0, 1e149],
        [1e15, 1e15 + 1, 1e15 - 1, 1e15, 1e15, 1e15 + 1, 1e15, 1e15],
        [5, 5, 5, 5, 5.000000000000001],
        [-3, 4, -5, 6, -7, 8, -9, 10, -11, 12],
        [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8],
        [1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 100, 10, 1],
        [0.0, -0.0, 0.0, 0.0, 0.0],
    ],
)
def test_unusual_series_give_finite_forecasts_without_a_warning(values: list[float]) -> None:
    for model in ALL:
        assert np.isfinite(model(np.array([values], dtype=float), 6)).all()


def test_the_input_is_left_as_it_was() -> None:
    y = walks(4, 9)
    before = y.copy()
    median_forecasts(y, 3)
    assert np.array_equal(y, before)


def test_whole_numbers_are_taken() -> None:
    y = np.array([[3, 5, 4, 7, 8, 6, 9]])
    assert median_forecasts(y, 2) == pytest.approx(median_forecasts(y.astype(float), 2), abs=0)
