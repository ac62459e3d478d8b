"""Funnels worked out by hand and against other distributions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from retning.statistics.methods.funnel import (
    _inputs,
    _place,
    _widening,
    between_variance,
    funnel_proportion,
    funnel_rate,
    proportion_limits,
    winsorised_phi,
)

Z = np.array([1.959964, 3.090232])  # .975 and .999 of the normal, as tabled
nan = float("nan")


def test_inputs() -> None:
    a, b = _inputs([0, 1], [2, 0.5])
    assert (a.tolist(), b.tolist(), a.dtype, b.dtype) == ([0, 1], [2, 0.5], np.float64, np.float64)
    for x, n, message in (
        ([1], [1, 2], "same length"),
        ([[1]], [[1]], "same length"),
        ([], [], "same length"),
        ([-1], [1], "events"),
        ([nan], [1], "events"),
        ([math.inf], [1], "events"),
        ([1], [0], "events"),
        ([1], [nan], "events"),
        ([1], [math.inf], "events"),
        ([1, 1], [1, -1], "events"),
    ):
        with pytest.raises(ValueError, match=message):
            _inputs(x, n)


def test_limits_of_a_proportion() -> None:
    # p0 = .5 and n = 100: half a tenth of z on either side
    low, high = proportion_limits(0.5, [100, 400])
    assert low.tolist() == [
        pytest.approx(list(0.5 - 0.05 * Z), rel=1e-6),
        pytest.approx(list(0.5 - 0.025 * Z), rel=1e-6),
    ]
    assert high[0].tolist() == pytest.approx(list(0.5 + 0.05 * Z), rel=1e-6)
    wide = proportion_limits(0.5, [100, 400], [2, 1])
    assert wide[0][0].tolist() == pytest.approx(list(0.5 - 0.1 * Z), rel=1e-6)
    assert wide[0][1].tolist() == low[1].tolist()
    uneven = proportion_limits(0.2, [16])
    assert uneven[1][0].tolist() == pytest.approx(list(0.2 + 0.1 * Z), rel=1e-6)
    assert uneven[0][0].tolist() == pytest.approx([0.2 - 0.1 * Z[0], 0], rel=1e-5)
    assert proportion_limits(0.8, [16])[1][0, 1] == 1


def test_where_a_unit_falls() -> None:
    low, high = np.array([[2.0, 1.0]] * 7), np.array([[4.0, 5.0]] * 7)
    values = np.array([0.5, 1, 2, 3, 4, 5, 5.5])
    assert _place(values, low, high).tolist() == [-2, -1, 0, 0, 0, 1, 2]


def test_proportions() -> None:
    # 20 of 100, 30 of 100 and 50 of 50: p0 = .4
    f = funnel_proportion([20, 30, 50], [100, 100, 50])
    assert (f.centre, f.phi, f.between) == (0.4, 1, 0)
    assert f.outside.tolist() == [-2, -1, 2]
    assert f.upper[2].tolist() == pytest.approx(list(0.4 + math.sqrt(0.24 / 50) * Z), rel=1e-6)
    assert funnel_proportion([1, 1], [1, 1]).outside.tolist() == [0, 0]
    with pytest.raises(ValueError, match="more events"):
        funnel_proportion([1, 3], [2, 2])
    with pytest.raises(ValueError, match="overdispersion"):
        funnel_proportion([1, 2], [2, 2], "some")


def test_overdispersion_by_hand() -> None:
    assert winsorised_phi([2.0, -2.0]) == pytest.approx(1.6**2)  # quantiles at 10 and 90 %: -1.6 and 1.6
    # 0 .. 10: quantiles at 10 and 90 % are 1 and 9
    drawn_in = [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert winsorised_phi(list(range(11))) == pytest.approx(sum(x * x for x in drawn_in) / 11)
    assert winsorised_phi(list(range(11)), 0.2) == pytest.approx(
        sum(min(max(x, 2), 8) ** 2 for x in range(11)) / 11
    )
    # w = 4, 1, 1: (3·2 - 2)/(6 - 18/6)
    assert between_variance(2.0, [0.5, 1, 1]) == pytest.approx(4 / 3)
    assert between_variance(0.5, [0.5, 1, 1]) == 0
    assert between_variance(5.0, [1.0]) == 0
    assert between_variance(1.0, [1.0, 1.0]) == pytest.approx(1)
    assert between_variance(0.6, [0.5, 0.5]) == pytest.approx(0.2 / 4)
    # one unit has nothing to differ from, also where w - w²/w leaves a trace of rounding
    w = 1 / np.array([0.1]) ** 2
    assert w.sum() - (w**2).sum() / w.sum() > 0
    assert between_variance(5.0, [0.1]) == 0
    # the second of two weighs nothing: 1 - 1/1 is no divisor
    assert between_variance(5.0, [1.0, 1e10]) == 0


def test_only_more_spread_than_chance_widens() -> None:
    one = np.ones(4)
    for how in ("multiplicative", "additive"):
        widen, phi, between = _widening(np.array([1.0, -1, 1, -1]), one, how)
        assert (widen.tolist(), phi, between) == ([1.0] * 4, 1.0, 0.0)
    # 1.25² is above 1; tau² = (4 · 1.5625 - 3)/(4 - 4/4)
    some = 1.25 * np.array([1.0, -1, 1, -1])
    assert _widening(some, one, "multiplicative")[0].tolist() == pytest.approx([1.25] * 4)
    widen, phi, between = _widening(some, one, "additive")
    assert (phi, between) == (1.5625, pytest.approx(3.25 / 3))
    assert widen.tolist() == pytest.approx([math.sqrt(1 + 3.25 / 3)] * 4)


X, N = np.array([20.0, 45, 30, 70, 60]), np.array([100.0, 100, 100, 100, 200])


def test_widened_proportions_written_out() -> None:
    p0 = 225 / 600
    error = np.sqrt(p0 * (1 - p0) / N)
    z = (X / N - p0) / error
    low, high = np.quantile(z, [0.1, 0.9])
    phi = float((np.clip(z, low, high) ** 2).mean())
    assert phi > 4
    by_root = funnel_proportion(X, N, "multiplicative")
    assert (by_root.phi, by_root.between) == (pytest.approx(phi), 0)
    assert np.allclose(by_root.upper - p0, math.sqrt(phi) * error[:, None] * Z, rtol=1e-6)
    w = 1 / error**2
    tau2 = (5 * phi - 4) / (w.sum() - (w**2).sum() / w.sum())
    added = funnel_proportion(X, N, "additive")
    assert (added.phi, added.between) == (pytest.approx(phi), pytest.approx(tau2))
    assert np.allclose(p0 - added.lower[:, 0], np.sqrt(error**2 + tau2) * Z[0], rtol=1e-6)
    # no more spread than chance gives: phi is told, nothing is widened
    calm = funnel_proportion([20, 21, 19], [100, 100, 100], "additive")
    plain = funnel_proportion([20, 21, 19], [100, 100, 100])
    assert 0 < calm.phi < 1 and calm.between == 0 and calm.upper.tolist() == plain.upper.tolist()
    # one unit, or a common value without error, has nothing to widen
    for x, n in (([5], [10]), ([0, 0], [9, 9]), ([9, 9], [9, 9])):
        assert funnel_proportion(x, n, "additive").phi == 1
    two = funnel_proportion([10, 90], [100, 100], "multiplicative")
    assert two.phi == pytest.approx((0.8 * 0.4 / 0.05) ** 2)


def test_rates_by_the_poisson_distribution() -> None:
    # the limits are the rates at which the observed count would be that unlikely
    events, people = [30, 5, 0, 65], [1000, 400, 100, 500]
    f = funnel_rate(events, people)
    r0 = 100 / 2000
    assert (f.centre, f.phi, f.between) == (r0, 1, 0)
    for i in (0, 1, 3):
        o = events[i]
        for k, q in enumerate((0.975, 0.999)):
            # o = (expected at the lower limit): P(X <= o) = 1 - q where r0·people = r0·o/lower
            assert stats.poisson.cdf(o, r0 * o / f.lower[i, k]) == pytest.approx(1 - q)
            assert stats.poisson.sf(o - 1, r0 * o / f.upper[i, k]) == pytest.approx(1 - q)
    assert f.upper[2].tolist() == [math.inf, math.inf]
    # none where 5 are expected: e^-5 is below .025, not below .001
    assert f.outside.tolist() == [-1 if f.lower[0, 0] > 30 / 1000 else 0, f.outside[1], -1, 2]
    assert f.lower[2].tolist() == [5e-324, 0]
    # counts need not be whole, and one event or half of one has an upper limit as well
    few = funnel_rate([1, 0.5, 18.5], [10, 10, 180])
    for i, o in enumerate((1, 0.5)):
        for k, q in enumerate((0.975, 0.999)):
            assert few.upper[i, k] == pytest.approx(0.1 * o / (stats.chi2.ppf(1 - q, 2 * o) / 2))


def test_rates_without_events_are_judged_by_what_was_expected() -> None:
    # expected -ln(.025) = 3.689 and -ln(.001) = 6.908
    for people, outside in ((36.8, 0), (37.0, -1), (69.0, -1), (69.2, -2)):
        f = funnel_rate([0, 1e7], [people, 1e8 - people])
        assert f.outside.tolist() == [outside, 0], people
    nobody = funnel_rate([0, 0], [10, 1000], "additive")
    assert nobody.outside.tolist() == [0, 0] and (nobody.phi, nobody.between) == (0, 0)


def test_widened_rates_written_out() -> None:
    events, people = np.array([10.0, 60, 25, 90, 15]), np.array([400.0, 400, 400, 400, 400])
    r0 = 200 / 2000
    z = 2 * (np.sqrt(events) - np.sqrt(40))
    low, high = np.quantile(z, [0.1, 0.9])
    phi = float((np.clip(z, low, high) ** 2).mean())
    plain = funnel_rate(events, people)
    by_root = funnel_rate(events, people, "multiplicative")
    assert (by_root.phi, by_root.between) == (pytest.approx(phi), 0)
    assert np.allclose(by_root.upper - r0, math.sqrt(phi) * (plain.upper - r0))
    assert np.allclose(by_root.lower, np.maximum(r0 - math.sqrt(phi) * (r0 - plain.lower), 0))
    # s² = 1/40 for all: w = 40, so that tau² = (5 phi - 4)/(200 - 40) and the factor sqrt(1 + 40 tau²)
    added = funnel_rate(events, people, "additive")
    tau2 = (5 * phi - 4) / 160
    assert added.between == pytest.approx(tau2)
    assert np.allclose(added.upper - r0, math.sqrt(1 + 40 * tau2) * (plain.upper - r0))
    # of different size: s² is 1/expected, 1/10 and 1/30
    small = funnel_rate([2, 38], [100, 300], "additive")
    zs = 2 * (np.sqrt([2, 38]) - np.sqrt([10, 30]))
    q = np.quantile(zs, [0.1, 0.9])
    phi2 = float((np.clip(zs, *q) ** 2).mean())
    between = (2 * phi2 - 1) / (40 - (100 + 900) / 40)
    assert small.between == pytest.approx(between)
    alone = funnel_rate([2, 38], [100, 300])
    assert small.upper[0, 0] - 0.1 == pytest.approx(math.sqrt(1 + 10 * between) * (alone.upper[0, 0] - 0.1))
    # without events the question is widened too: twice as wide asks four times the expected number
    zero = funnel_rate([0, 60, 20, 90, 30], [400] * 5, "multiplicative")
    assert zero.phi > 4 and -math.log(0.001) < 40
    assert zero.outside[0] == (-1 if 3.688879 * zero.phi < 40 else 0) + (
        -1 if 6.907755 * zero.phi < 40 else 0
    )
    # twenty-one units of 100, 16 expected in each; roots 3 and 5 are z of -2 and 2, to which 0 and 37 are
    # drawn in: phi is 4, and 16 lies between 4 · 3.689 and 4 · 6.908
    drawn = funnel_rate([0, 37, *[9] * 11, *[25] * 8], [100] * 21, "multiplicative")
    assert drawn.centre == pytest.approx(0.16) and drawn.phi == pytest.approx(4)
    assert drawn.outside[0] == -1
