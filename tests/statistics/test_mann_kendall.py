"""Mann-Kendall and Theil-Sen: published values, worked values, exactness, symmetry."""

from __future__ import annotations

import itertools

import numpy as np
import pymannkendall
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from retning.statistics.methods.kendall_exact import critical_s, exact_tail
from retning.statistics.methods.mann_kendall import mann_kendall
from support.cases import case_file, case_rows


def nile() -> np.ndarray:
    return np.loadtxt(case_file("methods", "v19_nile.csv"), delimiter=",", skiprows=1)


def column(name: str) -> np.ndarray:
    rows = case_rows("methods", name)
    return np.array([float(r["x"]) if r["x"] not in ("", "nan", "NA") else np.nan for r in rows])


def test_the_published_results_of_pymannkendall() -> None:
    rows = case_rows("methods", "v04_mk_expected.csv")
    expected = {(r["function"], r["field"]): r["expected"] for r in rows}
    t = mann_kendall(column("v04_mk_data_1d.csv"), autocorrelation=False)
    assert t.slope[0] == pytest.approx(float(expected["sens_slope", "slope"]), abs=1e-12)
    assert t.intercept[0] == pytest.approx(float(expected["sens_slope", "intercept"]), abs=1e-9)
    fields = {"p": t.p, "z": t.z, "Tau": t.tau, "s": t.s, "var_s": t.var}
    seen = 0
    for (function, field), value in expected.items():
        if function == "original_test" and field in fields:
            assert fields[field][0] == pytest.approx(float(value), rel=1e-9), field
            seen += 1
    assert seen == 5


def test_nile_1891_to_1910_as_worked_by_hand() -> None:
    data = nile()[20:40]
    t = mann_kendall(data[:, 1], data[:, 0])
    assert (t.s[0], t.var[0]) == (-73, 949)
    assert t.slope[0] == pytest.approx(-18.1667, abs=5e-5)
    assert t.r1[0] == pytest.approx(0.589433, abs=5e-7)
    assert t.vif[0] == pytest.approx(3.521642, abs=5e-7)
    assert t.z[0] == pytest.approx(-1.245451, abs=5e-7)
    assert t.p[0] == pytest.approx(0.212966, abs=5e-7)
    plain = mann_kendall(data[:, 1], data[:, 0], autocorrelation=False)
    assert plain.z[0] == pytest.approx(-2.337219, abs=5e-7)
    assert plain.p[0] == pytest.approx(0.019428, abs=5e-7)


def test_nile_all_hundred_years() -> None:
    t = mann_kendall(nile()[:, 1], nile()[:, 0])
    assert t.s[0] == -1387
    assert t.vif[0] == pytest.approx(2.374141, abs=5e-7)
    assert t.z[0] == pytest.approx(-2.679128, abs=5e-7)
    assert t.p[0] == pytest.approx(0.007381, abs=5e-7)


@pytest.mark.parametrize(("n", "s", "p"), [(5, 10, 0.0167), (6, 13, 0.0167), (7, 15, 0.0302), (8, 18, 0.0312), (9, 20, 0.0446), (10, 23, 0.0466)])  # fmt: skip
def test_exact_p_as_tabled(n: int, s: int, p: float) -> None:
    tail = exact_tail((1,) * n)
    assert round(tail[s], 4) == p
    assert tail[s - 2] > 0.05
    assert critical_s((1,) * n, 0.05) == s


def test_no_test_is_possible_with_four_points() -> None:
    assert round(exact_tail((1,) * 4)[6], 3) == 0.083
    assert critical_s((1,) * 4, 0.05) > 6
    t = mann_kendall([1.0, 2.0, 3.0, 4.0])
    assert np.isnan([t.p[0], t.slope[0], t.lower[0], t.z[0]]).all()


@pytest.mark.parametrize("values", [(1, 2, 2, 3, 3), (1, 1, 1, 2, 2, 2), (4, 4, 4, 4, 1), (1, 2, 3, 4, 5, 5)])
def test_exact_p_with_ties_equals_counting_every_order(values: tuple[int, ...]) -> None:
    orders = np.array(list(itertools.permutations(values)), dtype=float)
    t = mann_kendall(orders)
    s = np.abs(t.s)
    counted = [(s >= x).mean() for x in s]
    assert np.allclose(t.p, counted, atol=1e-12)


@pytest.mark.parametrize("n", [7, 9])
def test_exact_p_equals_scipys(n: int) -> None:
    x = np.random.default_rng(4).standard_normal((40, n))
    t = mann_kendall(x)
    theirs = [stats.kendalltau(np.arange(n), row, method="exact").pvalue for row in x]
    assert np.allclose(t.p, theirs, atol=1e-12)
    assert t.exact.all()


def test_like_pymannkendall_with_ties_and_gaps() -> None:
    rng = np.random.default_rng(8)
    x = np.rint(rng.standard_normal((200, 20)) * 3 + np.arange(20) * 0.2)
    x[50:][rng.random((150, 20)) < 0.15] = np.nan
    t = mann_kendall(x, np.arange(20), autocorrelation=False)
    for i, row in enumerate(x):
        ours = pymannkendall.original_test(row)
        assert t.z[i] == pytest.approx(ours.z, abs=1e-12)
        assert t.p[i] == pytest.approx(ours.p, abs=1e-12)
        # their slope closes gaps up; sens_slope keeps them
        assert t.slope[i] == pytest.approx(pymannkendall.sens_slope(row).slope, abs=1e-12)


def test_slopes_use_real_years_like_scipys() -> None:
    rng = np.random.default_rng(9)
    years = np.array([2000, 2001, 2003, 2004, 2008, 2009, 2010, 2011, 2013, 2016, 2017, 2020], dtype=float)
    x = rng.standard_normal((50, 12)).cumsum(axis=1)
    t = mann_kendall(x, years, autocorrelation=False)
    for i, row in enumerate(x):
        theirs = stats.theilslopes(row, years, 0.95)
        assert t.slope[i] == pytest.approx(theirs.slope, abs=1e-12)
        assert t.intercept[i] == pytest.approx(theirs.intercept, abs=1e-9)
        assert t.lower[i] == pytest.approx(theirs.low_slope, abs=1e-12)
        assert t.upper[i] == pytest.approx(theirs.high_slope, abs=1e-12)


def test_own_years_for_each_series_give_the_same_as_one_by_one() -> None:
    rng = np.random.default_rng(10)
    x = rng.standard_normal((30, 12)).cumsum(axis=1)
    x[rng.random(x.shape) < 0.1] = np.nan
    years = np.sort(rng.choice(np.arange(1990, 2020), (30, 12)) + np.arange(12) * 40, axis=1).astype(float)
    together = mann_kendall(x, years)
    for i in range(30):
        alone = mann_kendall(x[i], years[i])
        assert together.p[i] == pytest.approx(alone.p[0], nan_ok=True)
        assert together.lower[i] == pytest.approx(alone.lower[0], nan_ok=True)
        assert together.vif[i] == pytest.approx(alone.vif[0], rel=1e-12)


def test_a_hole_keeps_its_distance_in_the_inflation() -> None:
    # by hand: r^(distance) over all pairs of years that are there
    rng = np.random.default_rng(3)
    noise = rng.standard_normal(17)
    x = noise[1:] + 0.5 * noise[:-1]
    years = np.arange(2000, 2016, dtype=float)
    x[[4, 9]] = np.nan
    t = mann_kendall(x, years)
    there = years[~np.isnan(x)]
    r = t.r1[0]
    assert 0 < r < 0.9
    expected = 1 + 2 / 14 * sum(r ** (b - a) for a, b in itertools.combinations(there, 2))
    assert t.vif[0] == pytest.approx(expected, rel=1e-12)
    e = x - t.slope[0] * years
    e = e - np.nanmean(e)
    pairs = [(i, i + 1) for i in range(15) if not np.isnan(e[i] + e[i + 1])]
    r1 = sum(e[i] * e[j] for i, j in pairs) / np.nansum(e * e) * 13 / len(pairs)
    assert r == pytest.approx((14 * r1 + 2) / 10, rel=1e-9)


def test_every_second_year_is_judged_by_its_own_step() -> None:
    x = np.random.default_rng(5).standard_normal((20, 12)).cumsum(axis=1)
    yearly, second = mann_kendall(x, np.arange(12)), mann_kendall(x, np.arange(0, 24, 2))
    assert np.allclose(yearly.p, second.p)
    assert np.allclose(yearly.slope, 2 * second.slope)


def test_interval_and_test_agree_without_ties() -> None:
    rng = np.random.default_rng(6)
    for n in (5, 6, 7, 8, 9, 10, 14, 21):
        x = rng.standard_normal((3000, n)) + 0.15 * np.arange(n)
        t = mann_kendall(x)
        outside = (t.lower > 0) | (t.upper < 0)
        assert np.array_equal(outside, t.p <= 0.05), n
        assert outside.any()


def test_threads_change_nothing() -> None:
    x = np.random.default_rng(7).standard_normal((9000, 20))
    one, two = mann_kendall(x), mann_kendall(x, threads=2)
    assert np.array_equal(one.p, two.p)
    assert np.array_equal(one.upper, two.upper)


@pytest.mark.parametrize("n", [5, 9, 12])
def test_a_constant_series_has_no_trend(n: int) -> None:
    for level in (0.0, 7.3):
        t = mann_kendall([level] * n)
        assert (t.s[0], t.slope[0], t.p[0], t.lower[0], t.upper[0], t.vif[0]) == (0, 0, 1, 0, 0, 1)


def test_a_straight_line_leaves_no_autocorrelation_of_rounding_errors() -> None:
    years = np.arange(1990, 2010, dtype=float)
    t = mann_kendall(0.1 * years + 3, years)
    assert t.vif[0] == 1
    assert t.slope[0] == pytest.approx(0.1)
    assert t.s[0] == 190


@pytest.mark.parametrize(
    ("values", "years"),
    [
        ([1, np.inf, 2, 3, 4], None),
        ([1, 2, 3, 4, 5], [2000, 2001, 2001, 2002, 2003]),
        ([1, 2, 3, 4, 5], [2000, np.nan, 2001, 2002, 2003]),
        ([1, 2, 3, 4, 5], [2000, 2001]),
        ([[[1.0]]], None),
    ],
)
def test_bad_input_is_refused(values: list[float], years: list[float] | None) -> None:
    with pytest.raises(ValueError, match=r"infinite|twice|finite|shape|series x time"):
        mann_kendall(values, years)


def test_a_level_that_is_no_probability_is_refused() -> None:
    with pytest.raises(ValueError, match="alpha"):
        mann_kendall([1.0] * 6, alpha=1.0)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("width", [0, 1, 2, 4, 5, 9, 10, 13])
def test_emptiness_raises_no_warning(width: int) -> None:
    x = np.full((4, width), np.nan)
    if width:
        x[1, 0] = 1.0
        x[2, : width // 2] = 2.0
        x[3] = np.arange(width)
    t = mann_kendall(x)
    assert t.n.tolist() == [0, min(width, 1), width // 2, width]


series = arrays(np.float64, st.integers(5, 16), elements=st.integers(-50, 50).map(float))


@given(series)
@settings(max_examples=60)
def test_flipping_the_sign_flips_the_answer(y: np.ndarray) -> None:
    a, b = mann_kendall(y), mann_kendall(-y)
    assert a.s[0] == -b.s[0]
    assert a.p[0] == pytest.approx(b.p[0], rel=1e-9)
    assert (a.slope[0], a.lower[0], a.upper[0]) == pytest.approx((-b.slope[0], -b.upper[0], -b.lower[0]))


@given(series, st.sampled_from([2.0**k for k in range(-20, 21)]), st.integers(-1000, 1000))
@settings(max_examples=60)
def test_scale_and_level_do_not_matter(y: np.ndarray, scale: float, shift: int) -> None:
    a, b = mann_kendall(y), mann_kendall((y + shift) * scale)
    assert a.s[0] == b.s[0]
    assert a.p[0] == pytest.approx(b.p[0], rel=1e-6)
    assert a.slope[0] * scale == pytest.approx(b.slope[0], rel=1e-9, abs=1e-12 * scale)


@given(series, st.randoms())
@settings(max_examples=60)
def test_the_order_in_which_years_are_listed_does_not_matter(y: np.ndarray, random: object) -> None:
    years = np.arange(2000, 2000 + len(y), dtype=float)
    order = list(range(len(y)))
    random.shuffle(order)  # type: ignore[attr-defined]
    a, b = mann_kendall(y, years), mann_kendall(y[order], years[order])
    assert (a.p[0], a.slope[0], a.intercept[0]) == (b.p[0], b.slope[0], b.intercept[0])


@given(series)
@settings(max_examples=60)
def test_a_steeper_line_never_lowers_s_and_adds_its_slope(y: np.ndarray) -> None:
    steeper = y + 4 * np.arange(len(y))
    a, b = mann_kendall(y), mann_kendall(steeper)
    assert b.s[0] >= a.s[0]
    assert b.slope[0] == pytest.approx(a.slope[0] + 4)
