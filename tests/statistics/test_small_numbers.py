"""Wilson, Byar, exact Poisson, funnels, empirical Bayes, pooling, suppression."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from retning.language.texts import LANGUAGES, text
from retning.statistics.assessment import suppression
from retning.statistics.methods import funnel
from retning.statistics.methods import small_numbers as sn
from support.cases import case_rows


def table(name: str) -> list[dict[str, str]]:
    return case_rows("methods", name)


@pytest.mark.parametrize(
    "row", table("v05_byars_wilson.csv"), ids=lambda r: f"{r['method']} {r['x']} {r['confidence']}"
)
def test_published_wilson_and_byar_limits(row: dict[str, str]) -> None:
    level, x = float(row["confidence"].rstrip("%")) / 100, float(row["x"])
    low, high = sn.wilson(x, float(row["n"]), level) if row["method"] == "Wilson" else sn.byar(x, level)
    if row["lowercl"]:
        assert low == pytest.approx(float(row["lowercl"]), abs=1e-6)
    assert high == pytest.approx(float(row["uppercl"]), abs=1e-6)


def test_exact_poisson_limits_cut_off_the_tails() -> None:
    for x in range(1, 30):
        low, high = sn.exact_poisson(x)
        assert stats.poisson.sf(x - 1, float(low)) == pytest.approx(0.025)
        assert stats.poisson.cdf(x, float(high)) == pytest.approx(0.025)
    assert sn.exact_poisson(0)[0] == 0


def test_counts_are_exact_below_ten_and_byars_from_ten() -> None:
    low, _ = sn.count_limits([9, 10])
    assert low[0] == sn.exact_poisson(9)[0]
    assert low[1] == sn.byar(10)[0]


def test_smallest_visible_change_as_tabled() -> None:
    shown = sn.smallest_visible_change([25, 100, 400, 1000])
    assert np.round(shown, 2).tolist() == [0.79, 0.40, 0.20, 0.13]


def test_difference_of_counts() -> None:
    z, p = sn.count_difference([100, 0, 130], [130, 0, 100])
    assert z[0] == -z[2] == pytest.approx(30 / np.sqrt(230))
    assert p[0] == pytest.approx(2 * stats.norm.sf(z[0]))
    assert (z[1], p[1]) == (0, 1)


def test_newcombes_published_difference() -> None:
    # Newcombe 1998, table II, method 10: 56/70 against 48/80
    d, low, high = sn.share_difference(48, 80, 56, 70)
    assert (round(d, 4), round(low, 4), round(high, 4)) == (0.2, 0.0524, 0.3339)


def test_pooling_never_passes_two_years_off_as_three() -> None:
    pooled = sn.pool([[1.0, 2, np.nan, 4, 5, 6]])
    assert np.isnan(pooled[0, :5]).all()
    assert pooled[0, 5] == 15
    assert np.isnan(sn.pool([1.0, 2.0])).all()


def test_empirical_bayes_like_the_maintained_package() -> None:
    from esda import smoothing as esda

    rows = table("v12_empirical_bayes_inputs.csv")
    e, b = np.array([float(r["events"]) for r in rows]), np.array([float(r["base"]) for r in rows])
    assert len(e) == 78
    assert np.allclose(
        sn.empirical_bayes(e, b), np.ravel(esda.Empirical_Bayes(e, b).r), atol=1e-12, rtol=1e-9
    )


def test_empirical_bayes_without_any_difference_is_the_common_rate() -> None:
    assert sn.empirical_bayes([1, 10], [100, 1000]).tolist() == [0.01, 0.01]
    assert sn.empirical_bayes([0, 0], [100, 1000]).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    "call",
    [
        lambda: sn.wilson(5, 4),
        lambda: sn.wilson(-1, 4),
        lambda: sn.wilson(0, 0),
        lambda: sn.byar(float("nan")),
        lambda: sn.byar(3, 1.0),
        lambda: sn.rate_limits(3, 0),
        lambda: sn.empirical_bayes([1, 2], [1]),
        lambda: sn.smallest_visible_change(0),
        lambda: sn.pool([1.0], 0),
        lambda: funnel.funnel_proportion([5], [4]),
        lambda: funnel.funnel_rate([], []),
        lambda: funnel.funnel_rate([1, 2], [10, 20], "sideways"),
        lambda: suppression.protect([-1], persons=True, sum_is_published=False),
        lambda: suppression.rate_reason(-1),
    ],
)
def test_bad_input_is_refused(call: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        call()  # type: ignore[operator]


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_holds_the_share_and_mirrors(x: int, extra: int) -> None:
    n = x + extra
    low, high = sn.wilson(x, n)
    assert 0 <= low <= x / n <= high <= 1
    other = sn.wilson(n - x, n)
    assert (low, high) == (pytest.approx(1 - other[1], abs=1e-12), pytest.approx(1 - other[0], abs=1e-12))


@given(st.integers(0, 2000))
def test_limits_of_a_count_hold_it_and_grow_with_it(x: int) -> None:
    low, high = sn.count_limits([x, x + 1])
    assert low[0] <= x <= high[0]
    assert high[0] < high[1]
    # at the seam between exact and Byar the lower limit still rises
    assert low[0] < low[1]


LABELS = {2: "High (0.001)", 1: "High (0.025)", 0: "Not significant", -1: "Low (0.025)", -2: "Low (0.001)"}


def test_every_published_funnel_class() -> None:
    rows = table("v06_funnel_prop_inputs.csv")
    f = funnel.funnel_proportion(
        [float(r["numerator"]) for r in rows], [float(r["denominator"]) for r in rows]
    )
    assert [LABELS[int(k)] for k in f.outside] == [r["significance"] for r in rows]
    assert len(rows) == 303


def test_published_funnel_limits() -> None:
    rows = table("v06_funnel_prop_limits.csv")
    low, high = funnel.proportion_limits(
        float(rows[0]["Baseline"]) / 100, [float(r["Population"]) for r in rows]
    )
    names = ("Lower2s0025limit", "Lower3s0001limit", "Upper2s0025limit", "Upper3s0001limit")
    for ours, name in zip((*low.T, *high.T), names, strict=True):
        assert np.allclose(100 * ours, [float(r[name]) for r in rows], atol=2e-6)


def test_funnel_of_rates_asks_whether_the_count_is_likely() -> None:
    population = np.array([1e5, 1e5, 1e5, 1e4, 1e7])
    events = np.array([160.0, 100, 60, 0, 10000])
    f = funnel.funnel_rate(events, population)
    for i in (0, 2):
        o, r0 = events[i], f.centre
        for k, level in enumerate(funnel.LEVELS):
            upper = r0 * o / (stats.chi2.ppf(1 - level, 2 * o) / 2)
            lower = r0 * o / (stats.chi2.ppf(level, 2 * o + 2) / 2)
            assert f.upper[i, k] == pytest.approx(upper)
            assert f.lower[i, k] == pytest.approx(lower)
    assert f.outside.tolist() == [2, 0, -2, -2, 0]


def test_a_small_unit_without_events_is_no_outlier() -> None:
    f = funnel.funnel_rate([0, 1000], [1000, 1_000_000])
    assert f.outside.tolist() == [0, 0]


@pytest.mark.parametrize("how", ["multiplicative", "additive"])
def test_overdispersion_widens_limits_and_spares_units(how: str) -> None:
    rng = np.random.default_rng(3)
    n = rng.integers(500, 50_000, 300).astype(float)
    p = np.clip(0.3 + 0.03 * rng.standard_normal(300), 0.01, 0.99)
    x = rng.binomial(n.astype(int), p).astype(float)
    plain, wide = funnel.funnel_proportion(x, n), funnel.funnel_proportion(x, n, how)
    assert (plain.outside != 0).mean() > 0.5
    assert (wide.outside != 0).mean() < 0.2
    assert wide.phi > 1
    assert (wide.upper >= plain.upper).all()
    if how == "additive":
        # winsorising draws the estimate down somewhat: it must find the order of size, not overshoot
        assert 0.015 < np.sqrt(wide.between) < 0.035
    rates = funnel.funnel_rate(x, n, how)
    assert (rates.outside != 0).mean() < 0.2


def test_without_overdispersion_nothing_is_widened() -> None:
    rng = np.random.default_rng(4)
    n = np.full(200, 2000.0)
    x = rng.binomial(2000, 0.2, 200).astype(float)
    f = funnel.funnel_proportion(x, n, "additive")
    assert f.between < 2e-5
    assert (f.outside != 0).mean() < 0.1
    assert funnel.winsorised_phi([100.0, *([1.0, -1.0] * 20)]) == 1.0


def test_small_counts_of_persons_are_hidden_and_cannot_be_worked_out() -> None:
    shown = suppression.protect([1, 0, 40, 5, None], persons=True, sum_is_published=True)
    assert [s.value for s in shown] == [None, 0, 40, 5, None]  # another one is missing already
    shown = suppression.protect([1, 0, 40, 5], persons=True, sum_is_published=True)
    assert [s.value for s in shown] == [None, 0, 40, None]
    assert [s.reason.key if s.reason else "" for s in shown] == [
        "too_small_to_publish",
        "",
        "",
        "hidden_to_protect",
    ]
    two = suppression.protect([1, 2, 40], persons=True, sum_is_published=True)
    assert [s.value for s in two] == [None, None, 40]
    alone = suppression.protect([1, 40], persons=True, sum_is_published=False)
    assert [s.value for s in alone] == [None, 40]
    firms = suppression.protect([1, 40], persons=False, sum_is_published=True)
    assert [s.value for s in firms] == [1, 40]
    with pytest.raises(ValueError, match="gives the hidden count away"):
        suppression.protect([1, 0, 0], persons=True, sum_is_published=True)


def test_reasons_for_hiding_have_texts() -> None:
    unstable = suppression.rate_reason(4)
    assert unstable is not None
    for lang in LANGUAGES:
        assert "4" in text(lang, f"reason.{unstable.key}", **unstable.values)
        assert text(lang, "reason.too_small_to_publish") and text(lang, "reason.hidden_to_protect")
