"""Ranks with confidence sets, top groups, peers by rule."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retning.statistics.methods.ranks import peers, plain_ranks, rank_sets, rank_state, top_group, top_set


def test_with_two_units_the_set_is_the_plain_test_of_their_difference() -> None:
    # difference 1.9 standard errors: not certain; 2.1: certain (bound 1.96, simulated)
    unsure, sure = rank_sets([1.9, 0.0], [0.6, 0.8]), rank_sets([2.1, 0.0], [0.6, 0.8])
    assert (unsure.first.tolist(), unsure.last.tolist()) == ([1, 1], [2, 2])
    assert (sure.first.tolist(), sure.last.tolist()) == ([1, 2], [1, 2])


def test_exactly_known_values_have_exact_ranks_and_ties_share() -> None:
    r = rank_sets([3.0, 9.0, 9.0, 1.0], [0.0] * 4)
    assert r.rank.tolist() == [3, 1, 1, 4]
    assert r.first.tolist() == [3, 1, 1, 4]
    assert r.last.tolist() == [3, 2, 2, 4]
    assert plain_ranks([3.0, 9.0, 9.0, 1.0], best="low").tolist() == [2, 3, 3, 1]


def test_sets_cover_the_true_ranks_as_promised() -> None:
    rng = np.random.default_rng(11)
    truth = np.array([0.0, 0.3, 0.6, 1.2, 2.0, 2.2, 3.5])
    errors = np.array([0.3, 0.5, 0.4, 0.6, 0.5, 0.3, 0.8])
    ranks = plain_ranks(truth)
    marginal, joint = np.zeros(7), 0
    runs = 300
    for _ in range(runs):
        x = truth + errors * rng.standard_normal(7)
        own = rank_sets(x, errors)
        marginal += (own.first <= ranks) & (ranks <= own.last)
        together = rank_sets(x, errors, simultaneous=True)
        joint += bool(((together.first <= ranks) & (ranks <= together.last)).all())
    # at least 95 %; three Monte Carlo standard errors of 300 runs are 3.8 points
    assert (marginal / runs >= 0.95 - 0.038).all()
    assert joint / runs >= 0.95 - 0.038


def test_simultaneous_sets_are_wider_and_larger_errors_too() -> None:
    rng = np.random.default_rng(2)
    v, e = rng.standard_normal(12), np.full(12, 0.2)
    own, all_ = rank_sets(v, e), rank_sets(v, e, simultaneous=True)
    assert (all_.first <= own.first).all() and (all_.last >= own.last).all()
    wide = rank_sets(v, 3 * e)
    assert (wide.first <= own.first).all() and (wide.last >= own.last).all()


def test_the_four_answers_of_a_rank_target() -> None:
    r = rank_sets([10.0, 9.8, 5.0], [0.3, 0.3, 0.3])
    assert rank_state(r, 0) == "first, lead not certain"
    assert rank_state(r, 1) == "not first, lead of others not certain"
    assert rank_state(r, 2) == "not first"
    assert rank_state(rank_sets([10.0, 5.0], [0.3, 0.3]), 0) == "first"
    assert rank_state(r, 1, rank=2) == "first"


def test_top_group_inside_outside_and_between() -> None:
    values = [10.0, 9.0, 8.9, 5, 4, 3, 2, 1]
    errors = [0.2] * 8
    assert top_group(values, errors, 0, 0.25).state == "inside"
    middle = top_group(values, errors, 1, 0.25)
    assert middle.state == "not distinguishable"
    assert (middle.size, middle.share, middle.lower, middle.upper) == (2, 1 / 8, 1 / 8, 2 / 8)
    assert top_group(values, errors, 5, 0.25).state == "outside"
    assert top_group(values, errors, 7, 0.25, best="low").state == "inside"
    assert top_set(values, errors, 2).tolist() == [True, True, True, *[False] * 5]


def test_peers_are_the_most_alike_by_scaled_traits() -> None:
    towns = {"a": [200.0, 0.8], "b": [190.0, 0.79], "c": [650.0, 0.95], "d": [140.0, 0.8], "e": [5.0, 0.1]}
    # interquartile ranges 60 and .01: d is 1.000 away, b the root of (10/60)² + 1² = 1.014
    assert peers("a", towns, 2) == ("d", "b")
    assert peers("a", towns, 2, exclude=["b"]) == ("d", "c")
    scaled = {k: [1000 * v[0], 100 * v[1]] for k, v in towns.items()}
    assert peers("a", scaled, 4) == peers("a", towns, 4)
    with pytest.raises(ValueError, match="no unit"):
        peers("x", towns)
    with pytest.raises(ValueError, match="missing"):
        peers("a", {"a": [1.0], "b": [float("nan")]})


@pytest.mark.parametrize(
    ("values", "errors"),
    [([1.0], [1.0, 2.0]), ([], []), ([1.0, np.nan], [1.0, 1.0]), ([1.0, 2.0], [1.0, -1.0])],
)
def test_bad_input_is_refused(values: list[float], errors: list[float]) -> None:
    with pytest.raises(ValueError, match="values"):
        rank_sets(values, errors)


lists = st.lists(st.tuples(st.integers(-20, 20), st.integers(1, 8)), min_size=2, max_size=7)


@given(lists, st.randoms())
@settings(max_examples=25)
def test_sets_hold_the_rank_and_do_not_depend_on_order(units: list[tuple[int, int]], random: object) -> None:
    # different errors for each, so that the order of equals plays no part
    v = np.array([float(a) for a, _ in units])
    e = np.array([b + i / 100 for i, (_, b) in enumerate(units)])
    r = rank_sets(v, e)
    assert ((r.first <= r.rank) & (r.rank <= r.last)).all()
    order = list(range(len(units)))
    random.shuffle(order)  # type: ignore[attr-defined]
    mixed = rank_sets(v[order], e[order])
    assert mixed.first.tolist() == r.first[order].tolist()
    assert mixed.last.tolist() == r.last[order].tolist()
    low = rank_sets(-v, e, best="low")
    assert (low.first.tolist(), low.last.tolist()) == (r.first.tolist(), r.last.tolist())
