"""Small numbers worked out by hand and by other means, and where input stops being one."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from scipy import stats

from retning.statistics.methods import small_numbers as sn

Z95, Z90 = 1.959964, 1.644854  # as tabled


def test_wilson_solves_its_equation() -> None:
    # the limits are the p at which (x/n - p)² = z² p (1 - p)/n
    for x, n, confidence, z in ((3, 20, 0.95, Z95), (17, 20, 0.95, Z95), (50, 80, 0.90, Z90)):
        for p in map(float, sn.wilson(x, n, confidence)):
            assert (x / n - p) ** 2 == pytest.approx(z * z * p * (1 - p) / n, rel=1e-5)


def test_wilson_at_nothing_and_everything() -> None:
    low, high = sn.wilson([0, 10], [10, 10])
    assert (low[0], high[1]) == (0, 1)
    assert high[0] == pytest.approx(Z95**2 / (10 + Z95**2), rel=1e-6)
    assert low[1] == pytest.approx(10 / (10 + Z95**2), rel=1e-6)
    for confidence in (0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999):
        for n in (1, 2, 3, 7, 10, 33, 150):
            # exactly, not up to rounding
            assert sn.wilson(0, n, confidence)[0] == 0 and sn.wilson(n, n, confidence)[1] == 1
    assert sn.wilson(1, 10)[0] > 0 and sn.wilson(9, 10)[1] < 1


def test_byar_by_hand() -> None:
    # x = 4: 4 (1 - 1/36 - z/6)³ and 5 (1 - 1/45 + z/(3 sqrt 5))³; x = 1: (1 - 1/9 - z/3)³ and 2 (17/18 + z/(3 sqrt 2))³
    low, high = sn.byar([4, 1, 0])
    assert low.tolist() == pytest.approx([4 * (35 / 36 - Z95 / 6) ** 3, (8 / 9 - Z95 / 3) ** 3, 0], rel=1e-5)
    assert high[:2].tolist() == pytest.approx(
        [5 * (44 / 45 + Z95 / (3 * math.sqrt(5))) ** 3, 2 * (17 / 18 + Z95 / (3 * math.sqrt(2))) ** 3],
        rel=1e-5,
    )
    assert high[2] == pytest.approx((8 / 9 + Z95 / 3) ** 3, rel=1e-5)
    # the formula falls below 0 for one event at 99.9 %: no count is negative
    assert sn.byar(1, 0.999)[0] == 0


def test_exact_limits_of_none_and_one_are_closed() -> None:
    # P(none) = exp(-m): the upper limit of 0 is -ln(.025); P(at least one) = .025 at -ln(.975)
    low, high = sn.exact_poisson([0, 1])
    assert low.tolist() == pytest.approx([0, -math.log(0.975)])
    assert high[0] == pytest.approx(-math.log(0.025))
    assert (1 + high[1]) * math.exp(-high[1]) == pytest.approx(0.025)
    assert sn.exact_poisson(0, 0.9)[1] == pytest.approx(-math.log(0.05))
    # Garwood's table: 3 events, 95 %
    assert [round(float(v), 3) for v in sn.exact_poisson(3)] == [0.619, 8.767]


def test_the_seam_between_exact_and_byar() -> None:
    low, high = sn.count_limits([9, 9.5, 10, 11], 0.9)
    for i, x in enumerate((9, 9.5, 10, 11)):
        how = sn.exact_poisson if x < 10 else sn.byar
        assert (low[i], high[i]) == how(x, 0.9)


@pytest.mark.filterwarnings("error")
def test_nothing_and_less_than_one_raise_no_warning() -> None:
    # weighted counts: x = .5 in Byar's formula, and half an event against none
    low, high = sn.byar([0, 0.5], 0.5)
    z = statistics.NormalDist().inv_cdf(0.75)
    assert low.tolist() == pytest.approx([0, 0.5 * max(1 - 1 / 4.5 - z / (3 * math.sqrt(0.5)), 0) ** 3])
    assert high[1] == pytest.approx(1.5 * (1 - 1 / 13.5 + z / (3 * math.sqrt(1.5))) ** 3)
    exact = sn.exact_poisson([0, 0.5])
    assert exact[0][1] == pytest.approx(stats.gamma.ppf(0.025, 0.5)) and exact[0][0] == 0
    z_, p = sn.count_difference([0.25, 0], [0, 0])
    assert z_.tolist() == [-0.5, 0] and p[1] == 1
    assert sn.empirical_bayes([0, 0], [1, 1]).tolist() == [0, 0]


def test_rates_scale_with_factor_and_population() -> None:
    low, high = sn.rate_limits([4, 65], [200, 400], 1000, 0.9)
    cl, ch = sn.count_limits([4, 65], 0.9)
    assert low.tolist() == pytest.approx([5 * cl[0], 2.5 * cl[1]])
    assert high.tolist() == pytest.approx([5 * ch[0], 2.5 * ch[1]])
    plain = sn.rate_limits(4, 200)
    assert plain[0] == pytest.approx(sn.count_limits(4)[0] / 200)


def test_difference_of_two_counts() -> None:
    z, p = sn.count_difference([0, 1, 9], [0, 0, 16])
    assert z.tolist() == [0, -1, 7 / 5]
    normal = statistics.NormalDist()
    assert p.tolist() == pytest.approx([1, 2 * normal.cdf(-1), 2 * normal.cdf(-1.4)])


def test_newcombes_other_published_examples() -> None:
    # Newcombe 1998, table II, method 10: 56/70 - 48/80, 9/10 - 3/10, 10/10 - 0/20, 10/10 - 0/10
    for (a, m, b, n), (low, high) in {
        (56, 70, 48, 80): (0.0524, 0.3339),
        (9, 10, 3, 10): (0.1705, 0.8090),
        (10, 10, 0, 20): (0.6791, 1.0000),
        (10, 10, 0, 10): (0.6075, 1.0000),
    }.items():
        d, ours_low, ours_high = sn.share_difference(b, n, a, m)
        assert d == pytest.approx(a / m - b / n)
        assert (round(ours_low, 4), round(ours_high, 4)) == (low, high)


def test_confidence_of_a_difference_is_passed_on() -> None:
    (l1, u1), (l2, u2) = sn.wilson(20, 50, 0.8), sn.wilson(30, 60, 0.8)
    d, low, high = sn.share_difference(20, 50, 30, 60, 0.8)
    assert d == pytest.approx(0.1)
    assert low == pytest.approx(0.1 - math.hypot(0.5 - l2, u1 - 0.4))
    assert high == pytest.approx(0.1 + math.hypot(u2 - 0.5, 0.4 - l1))


def test_smallest_visible_change_by_the_tables_of_the_normal() -> None:
    assert sn.smallest_visible_change(50) == pytest.approx((Z95 + 0.841621) * 0.2, rel=1e-6)
    assert sn.smallest_visible_change(200, 0.9, 0.1) == pytest.approx((Z90 + 1.281552) * 0.1, rel=1e-6)


def test_pooled_sums() -> None:
    assert sn.pool([[1.0, 2, 3], [4, 5, 6]]).tolist()[1][2] == 15
    assert sn.pool([1.0, 2, 3, 4], 1).tolist() == [1, 2, 3, 4]
    two = sn.pool([[1.0, 2, 3], [4, 5, 6]], 2)
    assert np.isnan(two[:, 0]).all() and two[:, 1:].tolist() == [[3, 5], [9, 11]]
    assert sn.pool([1.0, 2, 3], 3)[2] == 6
    assert np.isnan(sn.pool([1.0, 2, 3], 4)).all()


def test_empirical_bayes_by_hand() -> None:
    # rates .1 and .4, mean 90/300 = .3; A = (100·.04 + 200·.01)/300 - .3/150 = .018
    # weights .018/(.018 + .003) and .018/(.018 + .0015)
    eb = sn.empirical_bayes([10, 80], [100, 200])
    w = (0.018 / 0.021, 0.018 / 0.0195)
    assert eb.tolist() == pytest.approx([w[0] * 0.1 + (1 - w[0]) * 0.3, w[1] * 0.4 + (1 - w[1]) * 0.3])
    # without more spread than chance gives, A is 0 and not less
    assert sn.empirical_bayes([5, 6], [100, 100]).tolist() == pytest.approx([0.055, 0.055])
    assert sn.empirical_bayes([0, 0], [10, 20]).tolist() == [0, 0]
    assert sn.empirical_bayes([3], [10]).tolist() == pytest.approx([0.3])


def test_empirical_bayes_written_out_for_units_of_very_different_size() -> None:
    x, b = [10, 80, 1], [100, 200, 4]
    mean = 91 / 304
    a = sum(n * (e / n - mean) ** 2 for e, n in zip(x, b, strict=True)) / 304 - mean / (304 / 3)
    weights = [a / (a + mean / n) for n in b]
    assert mean / 4 > a > mean / 100  # chance is more than the spread for the smallest, not for the others
    want = [w * e / n + (1 - w) * mean for w, e, n in zip(weights, x, b, strict=True)]
    assert sn.empirical_bayes(x, b).tolist() == pytest.approx(want)


@pytest.mark.parametrize("confidence", [0.0, 1.0, -0.1, 1.1])
@pytest.mark.parametrize(
    "method", [sn.byar, sn.exact_poisson, sn.count_limits, lambda x, c: sn.wilson(x, 9, c)]
)
def test_a_confidence_is_between_0_and_1(method: object, confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        method(3, confidence)  # type: ignore[operator]


@pytest.mark.parametrize("bad", [-1e-9, math.nan, math.inf, [1.0, -1.0]])
def test_what_is_no_count_is_refused_with_its_name(bad: object) -> None:
    for call in (sn.byar, sn.exact_poisson, sn.count_limits, lambda x: sn.count_difference(1, x)):
        with pytest.raises(ValueError, match=r"^a count must be a number of 0 or more"):
            call(bad)  # type: ignore[operator]
    with pytest.raises(ValueError, match=r"^a population must be a number above 0"):
        sn.rate_limits(1, bad)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^a number of trials must be a number above 0"):
        sn.wilson(0, bad)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^a count must be a number above 0"):
        sn.smallest_visible_change(bad)  # type: ignore[arg-type]


def test_limits_of_what_is_accepted() -> None:
    assert sn.wilson(0.5, 0.5)[1] == 1  # weighted answers need not be whole
    assert sn.rate_limits(0, 0.5)[0] == 0
    for power, alpha in ((0.0, 0.05), (1.0, 0.05), (0.8, 0.0), (0.8, 1.0)):
        with pytest.raises(ValueError, match="power"):
            sn.smallest_visible_change(10, power, alpha)
    for years in (0, -1):
        with pytest.raises(ValueError, match="years"):
            sn.pool([1.0], years)
    for x, b in (([1, 2], [1]), ([], []), ([[1]], [[1]])):
        with pytest.raises(ValueError, match="same length"):
            sn.empirical_bayes(x, b)
    with pytest.raises(ValueError, match="more events"):
        sn.wilson([1, 3], [2, 2])


def test_numbers_and_lists_keep_their_shape() -> None:
    assert sn.wilson(3, 10)[0].shape == () and sn.wilson([3, 4], 10)[0].shape == (2,)
    for part in (*sn.byar(3), *sn.exact_poisson(3), *sn.count_limits(3), *sn.count_difference(3, 4)):
        assert part.dtype == np.float64 and part.shape == ()
    assert stats.norm.ppf(0.975) == pytest.approx(Z95, abs=1e-6)
