"""Mann-Kendall and Theil-Sen against the formulas written out in plain loops, and at the edges of their answers."""

from __future__ import annotations

import itertools
import math
import statistics

import numpy as np
import pytest
from scipy import stats

from retning.statistics.methods.mann_kendall import inflation, lag_sum, mann_kendall, prepare, tie_sum

nan = float("nan")
EVEN = list(range(2000, 2012))
WAVES = [4.0, 5, 7, 6, 8, 11, 10, 12, 9, 13, 15, 14]
HOLED = [4.0, 5, nan, 6, 8, 11, 10, nan, nan, 13, 15, 14, 16, 18, 17]
TIED = [3.0, 3, 5, 5, 5, 4, 8, 8, 3, 9, 9, 9]
SOMEWHAT = [-5.4, -9.2, -9.5, -10.4, -10.0, -9.5, -5.3, -7.5, -8.3, -4.2, -2.9, -1.6]
WALK = [1.0, 2, 4, 7, 9, 10, 10, 9, 7, 4, 2, 1]
GAPPED = [2000, 2002, 2004, 2006, 2009, 2011, 2012, 2014, 2017, 2019, 2021, 2024]


def sign(x: float) -> int:
    return (x > 0) - (x < 0)


def by_definition(values: list[float], years: list[float], alpha: float = 0.05) -> dict[str, float]:
    """The formulas at the head of the module, for one series of ten points or more."""
    points = [(t, y) for t, y in zip(years, values, strict=True) if not math.isnan(y)]
    n = len(points)
    pairs = list(itertools.combinations(points, 2))
    s = sum(sign(b[1] - a[1]) for a, b in pairs)
    ties = [len(list(g)) for _, g in itertools.groupby(sorted(y for _, y in points))]
    var = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    slopes = sorted((b[1] - a[1]) / (b[0] - a[0]) for a, b in pairs)
    slope = statistics.median(slopes)
    e = [y - slope * t for t, y in points]
    e = [(x - sum(e) / n) / max(abs(y) for _, y in points) for x in e]
    gaps = [b[0] - a[0] for a, b in itertools.pairwise(points)]
    step = sorted(gaps)[(len(gaps) - 1) // 2]
    near = [i for i, g in enumerate(gaps) if g <= 1.5 * step]
    r1 = sum(e[i] * e[i + 1] for i in near) * (n - 1) / len(near) / sum(x * x for x in e)
    r = min(max((n * r1 + 2) / (n - 4), 0), 0.9)
    vif = 1 + 2 / n * sum(r ** ((b[0] - a[0]) / step) for a, b in pairs)
    z = (s - sign(s)) / math.sqrt(var * vif)
    normal = statistics.NormalDist()
    rank = math.ceil((len(slopes) - normal.inv_cdf(1 - alpha / 2) * math.sqrt(var * vif) - 1) / 2)
    return {
        "n": n, "s": s, "var": var, "slope": slope, "r1": r, "vif": vif, "z": z, "p": 2 * normal.cdf(-abs(z)),
        "tau": s / len(pairs), "lower": slopes[rank - 1] if rank > 0 else -math.inf,
        "upper": slopes[-rank] if rank > 0 else math.inf,
        "intercept": statistics.median(y for _, y in points) - slope * statistics.median(t for t, _ in points),
    }  # fmt: skip


CASES = {
    "even": (WAVES, EVEN),
    "even, odd number": (WAVES[:11], EVEN[:11]),
    "falling": ([-v for v in WAVES], EVEN),
    "ties": (TIED, EVEN),
    "much alike": (WALK, EVEN),
    "holes": (HOLED, list(range(2000, 2015))),
    "holes every second year": (HOLED, list(range(2000, 2030, 2))),
    "one hole": ([*WAVES[:5], nan, *WAVES[6:]], EVEN),
    "hole at the end": ([*WAVES, nan], [*EVEN, 2012]),
    "much alike with holes": ([*WALK[:6], nan, *WALK[6:]], list(range(1990, 2003))),
    "uneven": (WAVES, GAPPED),
    "uneven, much alike": (WALK, GAPPED),
    "uneven, tiny unit": (WALK, [t * 2.0**-40 for t in GAPPED]),
    "first step longer": (WALK, [1998, *EVEN[1:]]),
    "second step longer": (WALK, [1997, 1998, *EVEN[2:]]),
    "irregular": ([1.3, 2.9, 2.1, 4.7, 3.3, 6.1, 8.8, 5.2, 9.7, 7.4], EVEN[:10]),
    "every distance another": (
        WALK,
        [1900, 1906, 1907, 1916, 1919, 1930, 1935, 1937, 1945, 1949, 1959, 1966],
    ),
    "every distance another, somewhat alike": (
        SOMEWHAT,
        [1900, 1906, 1907, 1916, 1919, 1930, 1935, 1937, 1945, 1949, 1959, 1966],
    ),
    "somewhat alike": (SOMEWHAT, EVEN),
    "somewhat alike, one hole": ([*SOMEWHAT[:4], nan, *SOMEWHAT[4:]], list(range(1990, 2003))),
    "tiny, much alike": ([v * 2.0**-700 for v in WALK], EVEN),
    "tiny, much alike, with holes": (
        [v * 2.0**-700 for v in [*WALK[:6], nan, *WALK[6:]]],
        list(range(1990, 2003)),
    ),
    "tiny": ([v * 2.0**-700 for v in HOLED], list(range(2000, 2015))),
    "huge": ([v * 2.0**900 for v in WAVES], EVEN),
}


@pytest.mark.parametrize("case", CASES)
def test_the_formulas_written_out(case: str) -> None:
    values, years = CASES[case]
    want = by_definition(values, [float(y) for y in years])
    alone = mann_kendall([float(v) for v in values], years)
    own_years = mann_kendall([values, values[::-1]], [years, years])
    for field, value in want.items():
        for answer in (alone, own_years):
            assert getattr(answer, field)[0] == pytest.approx(value, rel=1e-9), field
    assert not alone.exact[0]


def test_each_series_has_its_own_years() -> None:
    t = mann_kendall([WAVES, WALK], [EVEN, GAPPED])
    for i, (values, years) in enumerate(((WAVES, EVEN), (WALK, GAPPED))):
        for field, value in by_definition(values, [float(y) for y in years]).items():
            assert getattr(t, field)[i] == pytest.approx(value, rel=1e-9), field


def test_together_they_get_what_they_get_alone() -> None:
    width = 15
    rows = [v + [nan] * (width - len(v)) for v, y in CASES.values() if y[:12] == EVEN]
    years = list(range(2000, 2015))
    together = mann_kendall(rows, years)
    for i, row in enumerate(rows):
        want = by_definition(row, [float(y) for y in years])
        for field, value in want.items():
            assert getattr(together, field)[i] == pytest.approx(value, rel=1e-9), (i, field)


def test_another_level_gives_another_interval() -> None:
    want = by_definition(WAVES, [float(y) for y in EVEN], 0.2)
    wide, narrow = mann_kendall(WAVES, EVEN), mann_kendall(WAVES, EVEN, alpha=0.2)
    assert (narrow.lower[0], narrow.upper[0]) == (want["lower"], want["upper"])
    assert narrow.lower[0] > wide.lower[0] and narrow.upper[0] < wide.upper[0]
    assert narrow.p[0] == wide.p[0]


def test_without_autocorrelation_the_variance_stands_as_it_is() -> None:
    t = mann_kendall(WALK, EVEN, autocorrelation=False)
    assert (t.vif[0], t.r1[0]) == (1, 0)
    want = by_definition(WALK, [float(y) for y in EVEN])
    assert t.z[0] == pytest.approx((want["s"] - sign(want["s"])) / math.sqrt(want["var"]))
    assert mann_kendall(WALK, EVEN).vif[0] > 3


def test_five_points_by_hand() -> None:
    # 1 3 2 5 4: eight pairs rise, two fall; slopes 2 .5 4/3 .75, -1 1 1/3, 3 1, -1
    t = mann_kendall([1.0, 3, 2, 5, 4])
    assert (t.n[0], t.s[0], t.tau[0], t.vif[0], bool(t.exact[0])) == (5, 6, 0.6, 1, True)
    assert t.var[0] == pytest.approx(5 * 4 * 15 / 18)
    assert t.slope[0] == pytest.approx((0.75 + 1) / 2)
    assert t.intercept[0] == pytest.approx(3 - 2 * 0.875)
    # of 120 orders 1, 4, 9 have S = 10, 8, 6: two sides
    assert t.p[0] == pytest.approx(28 / 120)
    assert t.z[0] == pytest.approx(5 / math.sqrt(50 / 3))
    # critical S is 10: the limits are the outermost slopes
    assert (t.lower[0], t.upper[0]) == (-1, 3)


def test_so_short_that_no_slope_can_be_excluded() -> None:
    # no order of five values has p below 2/120: at 1 % the interval is the whole line
    t = mann_kendall([1.0, 3, 2, 5, 4], alpha=0.01)
    assert (t.lower[0], t.upper[0]) == (-math.inf, math.inf)
    # at 10 % S = 8 is certain (10/120): the second slope from either end
    t = mann_kendall([1.0, 3, 2, 5, 4], alpha=0.1)
    assert (t.lower[0], t.upper[0]) == (-1, 2)
    # with two pairs of ties S = 8 is the most there is (2/30): at 5 % the outermost slopes
    t = mann_kendall([1.0, 1, 2, 3, 3])
    assert t.p[0] == pytest.approx(2 / 30)
    assert (t.lower[0], t.upper[0]) == (0, 1)


def test_eight_and_nine_points_are_exact_and_ten_are_not() -> None:
    for n in (8, 9, 10):
        y = np.array([2.0, 1, 3, 5, 4, 7, 6, 9, 8, 10])[:n]
        t = mann_kendall(y)
        exact = stats.kendalltau(np.arange(n), y, method="exact").pvalue
        assert bool(t.exact[0]) == (n < 10)
        assert (abs(t.p[0] - exact) < 1e-12) == (n < 10)


def test_series_of_every_length_in_one_call() -> None:
    rows = [[1.0, 3, 2, 5, 4, 6, 8, 7, 9, 11, 10, 12][:k] + [nan] * (12 - k) for k in range(13)]
    t = mann_kendall(rows)
    assert t.n.tolist() == list(range(13))
    for field in ("s", "var", "z", "p", "tau", "slope", "intercept", "lower", "upper"):
        assert np.isnan(getattr(t, field)[:5]).all(), field
        assert not np.isnan(getattr(t, field)[5:]).any(), field
    assert t.vif[:10].tolist() == [1] * 10
    assert t.r1[:5].tolist() == [0] * 5
    assert t.exact.tolist() == [5 <= k <= 9 for k in range(13)]
    assert mann_kendall(np.zeros((0, 12))).p.shape == (0,)


@pytest.mark.parametrize("own", [False, True])
def test_more_series_than_fit_into_a_block(own: bool) -> None:
    # 300 points give 44 850 slopes, and blocks of 32 series
    rng = np.random.default_rng(1)
    x = rng.standard_normal((40, 300)).cumsum(axis=1)
    years = np.arange(300.0)
    t = mann_kendall(x, np.tile(years, (40, 1)) if own else years)
    for i in (0, 31, 32, 39):
        assert t.s[i] == sum(np.sign(x[i, k + 1 :] - x[i, k]).sum() for k in range(299))
        assert t.slope[i] == pytest.approx(stats.theilslopes(x[i]).slope, abs=1e-12)
    assert t.s.max() > 128


@pytest.mark.parametrize("n", [128, 129, 130])
def test_counts_of_long_rises_do_not_overflow(n: int) -> None:
    t = mann_kendall([np.arange(n, dtype=float), -np.arange(n, dtype=float)])
    assert t.s.tolist() == [n * (n - 1) / 2, -n * (n - 1) / 2]
    assert t.tau.tolist() == [1, -1]


def test_many_series_with_holes() -> None:
    row = np.array(HOLED)
    x = np.tile(row, (2100, 1)) * np.arange(1, 2101)[:, None]
    t = mann_kendall(x)
    want = by_definition(HOLED, [float(i) for i in range(15)])
    assert np.allclose(t.vif, want["vif"], rtol=1e-9)
    assert np.allclose(t.p, want["p"], rtol=1e-9)


def test_long_series_with_many_holes_keep_their_order() -> None:
    rng = np.random.default_rng(6)
    y = rng.standard_normal(80).cumsum()
    y[rng.random(80) < 0.5] = nan
    want = by_definition(y.tolist(), [float(i) for i in range(80)])
    t = mann_kendall(y)
    assert t.r1[0] == pytest.approx(want["r1"], rel=1e-9)
    assert t.vif[0] == pytest.approx(want["vif"], rel=1e-9)


def test_groups_of_equal_values() -> None:
    rows = np.array([[1.0, 1, 1, 2, 3, 3], [5, 5, 5, 5, 5, 5], [1, 2, 3, 4, 5, 6]])
    # 3·2·11 + 2·1·9, 6·5·17, nothing
    assert tie_sum(rows).tolist() == [84, 510, 0]


def test_the_sum_over_lags() -> None:
    # (n - k) r^k for k = 1 .. n-1: 3/2 + 2/4 + 1/8
    assert lag_sum(np.array([0.5, 0.0]), np.array([4, 4])).tolist() == [2.125, 0]


def test_inflation_asks_for_more_points_than_it_uses_up() -> None:
    e = np.array([[1.0, -1, 1, -1, 2], [1.0, 1, -1, -1, nan], [nan] * 5])
    r, vif = inflation(e, np.arange(5.0), np.array([5, 4, 0]), e, bias=2.0, lost=4.0)
    assert r[1:].tolist() == [0, 0] and vif[1:].tolist() == [1, 1]
    # the first row by hand: mean .4; (n r1 + 2)/1 below 0 is cut
    assert (r[0], vif[0]) == (0, 1)


def test_values_are_read_and_put_in_order() -> None:
    v, t = prepare([1, 2, 3], None)
    assert (v.tolist(), t.tolist(), v.dtype, t.dtype) == ([[1, 2, 3]], [0, 1, 2], np.float64, np.float64)
    v, t = prepare([[3, None, 1], [6, 5, 4]], [[2012, 2011, 2010], [2000, 2001, 2002]])
    assert (v[0, [0, 2]].tolist(), v[1].tolist()) == ([1, 3], [6, 5, 4])
    assert t.tolist() == [[2010, 2011, 2012], [2000, 2001, 2002]]
    v, t = prepare([[3, 2, 1], [6, 5, 4]], [2012, 2011, 2010])
    assert (v.tolist(), t.tolist()) == ([[1, 2, 3], [4, 5, 6]], [2010, 2011, 2012])
    assert v.flags.c_contiguous and t.flags.c_contiguous
    turned = prepare(np.arange(12.0).reshape(3, 4).T, np.arange(6.0)[::2])
    assert turned[0].flags.c_contiguous and turned[1].flags.c_contiguous


@pytest.mark.parametrize(
    ("values", "years", "message"),
    [
        ([[[1.0]]], None, "series x time"),
        (5.0, None, "series x time"),
        ([1.0, 2.0], [2000], "fit"),
        ([[1.0, 2.0]], [[2000], [2001]], "fit"),
        ([1.0, 1.1e300], None, "infinite"),
        ([1.0, -math.inf], None, "infinite"),
        ([1.0, 2.0], [2000, math.inf], "finite"),
        ([1.0, 2.0, 3.0], [2001, 2000, 2001], "twice"),
        ([1.0, 2.0, 3.0], [2000, 2000, 2001], "twice"),
    ],
)
def test_what_cannot_be_read_is_refused(values: object, years: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        prepare(values, years)  # type: ignore[arg-type]
    prepare([1.0, 1e300], None)


@pytest.mark.parametrize("alpha", [0.0, 1.0, -0.1, 1.5])
def test_a_level_is_between_0_and_1(alpha: float) -> None:
    with pytest.raises(ValueError, match="alpha"):
        mann_kendall(WAVES, alpha=alpha)
