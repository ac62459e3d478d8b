"""Measures of accuracy and pooled intervals: worked by hand, promises kept on simulated pools, bad input."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retning.statistics.methods.forecast.accuracy import (
    coverage,
    mase,
    mean_change,
    mean_changes,
    msis,
    owa,
    smape,
)
from retning.statistics.methods.forecast.conformal import (
    LEAST_SERIES,
    TooFewSeriesError,
    calibrate,
    conformal_quantile,
    intervals,
    quantiles,
    scaled_errors,
)
from retning.statistics.methods.forecast.simple import drift

X = np.array([[10.0, 20.0], [0.0, -4.0]])
F = np.array([[12.0, 15.0], [0.0, 4.0]])


def test_smape_by_hand() -> None:
    first = 100 * (2 / 22 + 5 / 35)  # 200/2 times the two terms
    assert smape(X, F) == pytest.approx([first, 100 * (0 + 8 / 8)])


def test_mase_by_hand() -> None:
    change = mean_change(np.array([[1.0, 3.0, 2.0, 6.0], [5.0, 5.0, 5.0, 9.0]]))
    assert change == pytest.approx([7 / 3, 4 / 3])
    assert mase(X, F, change) == pytest.approx([3.5 / (7 / 3), 4 / (4 / 3)])
    assert mean_changes([np.array([1.0, 3.0, 2.0, 6.0]), np.array([5.0, 9.0])]) == pytest.approx([7 / 3, 4.0])


def test_owa_by_hand_and_that_naive_is_one() -> None:
    naive = np.array([[11.0, 11.0], [2.0, 2.0]])
    change = np.array([2.0, 1.0])
    wrong = (smape(X, F).mean() / smape(X, naive).mean() + (3.5 / 2 + 4) / (5 / 2 + 4)) / 2
    assert owa(X, F, naive, change) == pytest.approx(wrong)
    assert owa(X, naive, naive, change) == 1.0
    with pytest.raises(ValueError, match="nothing to compare"):
        owa(X, F, X, change)


def test_msis_by_hand() -> None:
    low, high = np.array([[9.0, 21.0]]), np.array([[11.0, 25.0]])
    # widths 2 and 4, one miss by 1 below; 2/.05 = 40
    assert msis(X[:1], low, high, np.array([2.0]), 0.95) == pytest.approx([(2 + 4 + 40 * 1) / 2 / 2])
    assert msis(-X[:1], -high, -low, np.array([2.0]), 0.95) == pytest.approx([(2 + 4 + 40 * 1) / 2 / 2])


def test_coverage_counts_ends_and_leaves_out_what_has_no_interval() -> None:
    low = np.array([[10.0, 21.0], [np.nan, -5.0]])
    high = np.array([[10.0, 22.0], [np.nan, -4.0]])
    assert coverage(X, low, high) == pytest.approx(2 / 3)
    assert math.isnan(coverage(X, np.full((2, 2), np.nan), high))


def test_a_series_that_never_changed_has_no_scale() -> None:
    change = np.array([0.0, 2.0])
    assert np.isnan(mase(X, F, change)).tolist() == [True, False]
    assert np.isnan(scaled_errors(X, F, change)[:, 0]).tolist() == [True, False]
    assert owa(X, F, np.array([[9.0, 9.0], [1.0, 1.0]]), change) > 0
    low, high = intervals(F, change, np.array([[1.0, 2.0]]))
    assert np.isnan(low[0, 0]).all() and high[0, 1].tolist() == [2.0, 8.0]


def test_the_quantile_is_the_right_one_of_the_ordered_errors() -> None:
    errors = np.random.default_rng(1).permutation(np.arange(1.0, 100.0))  # 99 errors: ranks 80 and 95
    assert (conformal_quantile(errors, 0.80), conformal_quantile(errors, 0.95)) == (80.0, 95.0)
    # (N+1)*L is whole here, and its last bit must not move the rank
    for n in range(19, 2000, 20):
        assert conformal_quantile(np.arange(1.0, n + 1), 0.95) == round((n + 1) * 0.95)
    assert conformal_quantile(np.ones(3), 0.8) == math.inf
    assert conformal_quantile(np.ones(4), 0.8) == 1.0


def test_a_quantile_that_does_not_exist_is_told_not_guessed() -> None:
    q = quantiles(np.random.default_rng(1).random((30, 3)), (0.80, 0.95, 0.99))
    assert np.isnan(q).tolist() == [[False] * 3, [False] * 3, [True] * 3]


def test_too_small_a_pool_is_refused_with_its_reason() -> None:
    errors = np.ones((LEAST_SERIES, 2))
    assert quantiles(errors, (0.95,)).tolist() == [[1.0, 1.0]]
    errors[3] = np.nan  # a series without scale does not count
    with pytest.raises(TooFewSeriesError, match="at least 20 series with a scale, there are 19") as told:
        quantiles(errors, (0.95,))
    assert (told.value.reason, told.value.series) == ("too_few_series", 19)
    with pytest.raises(TooFewSeriesError):
        calibrate([np.arange(12.0)] * 5, 2, (0.8,))


@settings(max_examples=50)
@given(st.integers(20, 80), st.integers(0, 10_000))
def test_a_higher_level_never_gives_a_narrower_interval(n: int, seed: int) -> None:
    q = quantiles(np.random.default_rng(seed).exponential(1, (n, 4)), (0.5, 0.8, 0.9, 0.95))
    assert np.all(np.diff(q, axis=0) >= 0)


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.floats(1e-3, 1e6))
def test_intervals_follow_the_unit_and_do_not_mind_the_order(seed: int, factor: float) -> None:
    rng = np.random.default_rng(seed)
    x, f, c = rng.normal(0, 1, (25, 3)), rng.normal(0, 1, (25, 3)), rng.uniform(0.5, 2, 25)
    q = quantiles(scaled_errors(x, f, c), (0.8,))
    other = rng.permutation(25)
    assert quantiles(scaled_errors(factor * x, factor * f, factor * c)[other], (0.8,)) == pytest.approx(q)
    low, high = intervals(f, c, q)
    wide_low, wide_high = intervals(factor * f, factor * c, q)
    assert wide_low == pytest.approx(factor * low) and wide_high == pytest.approx(factor * high)


@pytest.mark.parametrize(("level", "n"), [(0.80, 40), (0.95, 40), (0.95, 20)])
def test_intervals_hold_what_they_promise_on_pools_that_do_not_change(level: float, n: int) -> None:
    """Coverage is between L and L + 1/(N+1) for any distribution; here heavy-tailed walks of unlike size."""
    rng = np.random.default_rng(20261123)
    covered = []
    for _ in range(400):
        size = np.exp(rng.normal(0, 2, (n + 10, 1)))
        y = np.cumsum(size * rng.standard_t(3, (n + 10, 18)), axis=1)
        before, after = y[:, :15], y[:, 15:]
        f, c = drift(before, 3), mean_change(before)
        low, high = intervals(f[n:], c[n:], quantiles(scaled_errors(after[:n], f[:n], c[:n]), (level,)))
        covered.append(coverage(after[n:], low[0], high[0]))
    error = 3 * float(np.std(covered)) / math.sqrt(len(covered))
    assert level - error <= np.mean(covered) <= level + 1 / (n + 1) + error


def test_calibrate_holds_out_the_last_years_and_looks_at_nothing_else() -> None:
    rng = np.random.default_rng(3)
    pool = [np.cumsum(rng.normal(0, 1, n)) for n in rng.integers(12, 20, 30)]
    expected = []
    for y in pool:
        f = drift(y[None, :-3], 3)
        expected.append(np.abs(y[-3:] - f[0]) / np.abs(np.diff(y[:-3])).mean())
    q = calibrate(pool, 3, (0.8,), lambda series, h: np.vstack([drift(s[None, :], h) for s in series]))
    assert q == pytest.approx(np.sort(np.array(expected), axis=0)[[24]])  # ceil(31 * .8) = 25th of 30


def test_bad_input_is_refused() -> None:
    change = np.ones(2)
    for call in (
        lambda: smape(X, F[:1]),
        lambda: smape(X[0], F[0]),
        lambda: smape(np.full((2, 2), np.nan), F),
        lambda: mase(X, F, np.ones(3)),
        lambda: mean_change(np.ones((2, 1))),
        lambda: mean_change(np.array([[1.0, np.inf]])),
        lambda: msis(X, F, F, change, 95),
        lambda: scaled_errors(X, F, np.ones(3)),
        lambda: scaled_errors(X, F, np.array([np.nan, 1.0])),
        lambda: quantiles(np.ones(30), (0.8,)),
        lambda: quantiles(np.ones((30, 1)), (80,)),
        lambda: conformal_quantile(np.array([1.0, np.nan]), 0.8),
        lambda: intervals(F, change, np.ones((1, 3))),
        lambda: calibrate([np.arange(12.0)] * 25, 0, (0.8,)),
        lambda: calibrate([np.arange(6.0)] * 25, 3, (0.8,)),
    ):
        with pytest.raises(ValueError):
            call()
