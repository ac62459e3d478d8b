"""The exact distribution of Kendall's S, counted by hand for few values."""

from __future__ import annotations

import numpy as np
import pytest

from retning.statistics.methods.kendall_exact import (
    _divide,
    _groups,
    _q_factorial,
    critical_s,
    exact_p,
    exact_tail,
)


def test_permutations_by_their_number_of_inversions() -> None:
    # Mahonian numbers, as tabled (OEIS A008302)
    assert _q_factorial(1) == [1]
    assert _q_factorial(2) == [1, 1]
    assert _q_factorial(3) == [1, 2, 2, 1]
    assert _q_factorial(4) == [1, 3, 5, 6, 5, 3, 1]
    assert _q_factorial(5) == [1, 4, 9, 15, 20, 22, 20, 15, 9, 4, 1]


def test_division_of_polynomials() -> None:
    # (1+q)(1 + 2q + 3q² + 3q³ + 2q⁴ + q⁵) = 1 + 3q + 5q² + 6q³ + 5q⁴ + 3q⁵ + q⁶
    assert _divide([1, 3, 5, 6, 5, 3, 1], [1, 1]) == [1, 2, 3, 3, 2, 1]
    assert _divide([2, 5, 2], [1, 2]) == [2, 1]
    assert _divide([3, 4], [1]) == [3, 4]


def test_the_tail_of_three_values_counted_by_hand() -> None:
    # six orders: S = 3, 1, 1, -1, -1, -3
    assert exact_tail((1, 1, 1)) == pytest.approx((1, 1, 1 / 3, 1 / 3, 0))
    # 1 1 2, 1 2 1 and 2 1 1: S = 2, 0, -2
    assert exact_tail((2, 1)) == pytest.approx((1, 2 / 3, 2 / 3, 0))
    assert exact_tail((1, 2)) == exact_tail((2, 1))
    assert exact_tail((3,)) == (1, 0)


def test_critical_values_and_where_there_is_none() -> None:
    assert critical_s((1,) * 5, 0.05) == 10
    assert critical_s((1,) * 5, 2 / 120) == 10  # p equal to the level is enough
    assert critical_s((1,) * 5, 0.016) == 11  # one more than possible
    assert critical_s((1,) * 4, 0.05) == 7
    assert critical_s((1, 1, 1), 1.0) == 1
    assert critical_s((2, 1), 1.0) == 0
    assert critical_s((1,) * 10, 0.05) == 23


def test_groups_are_read_from_a_code() -> None:
    assert _groups(11122) == (1, 1, 1, 2)
    assert _groups(999999999) == (9,)
    assert _groups(1333) == (1, 3)
    assert _groups(22221) == (1, 2, 2)


def test_p_and_critical_values_of_series_with_different_ties_at_once() -> None:
    nan = np.nan
    rows = np.array(
        [
            [1.0, 2, 3, 4, 5, nan, nan, nan, nan, nan, nan],
            [1.0, 1, 2, 3, 3, nan, nan, nan, nan, nan, nan],
            [4.0, 4, 4, 4, 4, nan, nan, nan, nan, nan, nan],
            [0.0, 5, 6, 7, 8, nan, nan, nan, nan, nan, nan],
        ]
    )
    p, critical = exact_p(rows, np.array([10.0, -8.0, 0.0, -8.0]), 0.05)
    # one order of 120 has S = 10, 4 have S = 8; with two pairs of ties one order of 5!/(2! 2!) = 30 has S = 8
    assert p == pytest.approx([2 / 120, 2 / 30, 1.0, 10 / 120])
    assert critical.tolist() == [10, 9, 1, 10]
    assert critical.dtype == np.int64


def test_nine_values_with_room_for_more() -> None:
    row = np.array([[*np.arange(9.0), np.nan]])
    p, critical = exact_p(row, np.array([36.0]), 0.05)
    assert p[0] == pytest.approx(2 / 362880)
    assert critical[0] == 20


def test_no_series_at_all() -> None:
    p, critical = exact_p(np.zeros((0, 5)), np.zeros(0), 0.05)
    assert (p.shape, critical.shape) == ((0,), (0,))
