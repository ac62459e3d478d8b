"""Tendency: the rule for stocks, breaks, flat and cannot tell, many tests, bad input."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from retning.language.texts import LANGUAGES, text
from retning.statistics.assessment.direction import directions, fact, series_tendencies, tendency, years_of
from retning.statistics.assessment.multiple_tests import adjust, benjamini_hochberg
from retning.statistics.methods.mann_kendall import mann_kendall
from retning.statistics.methods.mean_change import mean_change
from retning.statistics.model import Break, Series, Tendency, Value
from support.cases import case_rows
from support.rules import NEWEST

RISING = [5.0, 6, 8, 9, 11, 12, 14, 15, 17, 18]
YEARS = [str(y) for y in range(2010, 2020)]


def population() -> tuple[list[str], np.ndarray, np.ndarray]:
    rows = case_rows("areas", "v18_trondheimsregionen_population_target.csv")
    growth = [float(r["growth_during_year"] or "nan") for r in rows]
    return [r["year"] for r in rows], np.array(growth), np.array([float(r["share_of_nation"]) for r in rows])


def test_the_worked_example_of_falling_growth() -> None:
    years, growth, _ = population()
    first, last = years.index("2010"), years.index("2025") + 1
    t = mann_kendall(growth[first:last], np.arange(16), alpha=0.10)
    assert t.s[0] == -72
    assert round(t.slope[0]) == -110
    assert t.vif[0] == 1
    assert round(t.p[0], 4) == 0.0014
    assert (round(t.lower[0]), round(t.upper[0])) == (-154, -62)
    answer = tendency(growth[first:last], years[first:last], "flow", "up", rules=NEWEST)[0]
    assert (answer.state, answer.from_period, answer.to_period, answer.n) == ("worsening", "2010", "2025", 16)


def test_the_worked_example_of_the_rising_share() -> None:
    years, _, share = population()
    a, b = years.index("2010"), years.index("2020") + 1
    rising = tendency(100 * share[a:b], years[a:b], "stock", "up", rules=NEWEST)[0]
    assert rising.state == "improving"
    assert rising.method == "mean change t"
    assert rising.slope is not None and rising.lower is not None and rising.upper is not None
    assert round(rising.slope, 4) == 0.0185
    assert (round(rising.lower, 3), round(rising.upper, 3)) == (0.006, 0.031)
    later = tendency(100 * share[b - 1 :], years[b - 1 :], "stock", "up", smallest_change=0.01, rules=NEWEST)[
        0
    ]
    assert later.state == "cannot tell"
    assert later.slope is not None and later.lower is not None and later.upper is not None
    assert round(later.slope, 3) == 0.006
    assert (round(later.lower, 3), round(later.upper, 3)) == (-0.035, 0.047)


def test_mean_change_is_a_t_test_where_changes_are_independent() -> None:
    x = np.random.default_rng(1).standard_normal((40, 12)).cumsum(axis=1)
    ours = mean_change(x, autocorrelation=False)
    theirs = stats.ttest_1samp(np.diff(x, axis=1), 0.0, axis=1)
    low, high = theirs.confidence_interval(0.95)
    assert np.allclose(ours.p, theirs.pvalue, atol=1e-13)
    assert np.allclose(ours.lower, low)
    assert np.allclose(ours.upper, high)


def test_mean_change_inflation_by_hand() -> None:
    y = np.array([1.0, 2, 4, 7, 9, 10, 10, 11, 13, 16])
    m = mean_change(y)
    dy = np.diff(y)
    k, u = 9, dy - dy.mean()
    r = min(max((k * (u[1:] * u[:-1]).sum() / (u * u).sum() + 1) / (k - 3), 0), 0.9)
    vif = 1 + 2 * sum((1 - j / k) * r**j for j in range(1, k))
    assert r > 0
    assert m.r1[0] == pytest.approx(r)
    assert m.vif[0] == pytest.approx(vif)
    assert m.se[0] == pytest.approx(dy.std(ddof=1) / math.sqrt(k) * math.sqrt(vif))


def test_mean_change_over_gaps_divides_by_the_true_distance() -> None:
    years = np.array([2000.0, 2001, 2002, 2005, 2006, 2010])
    y = np.array([10.0, 12, 13, 19, 20, 30])
    m = mean_change(y, years, autocorrelation=False)
    assert m.mean[0] == 2.0
    h, g = np.diff(years), np.diff(y) / np.diff(years)
    assert m.se[0] == pytest.approx(math.sqrt((h * (g - 2) ** 2).sum() / 4 / 10))
    full = np.full(11, np.nan)
    full[[0, 1, 2, 5, 6, 10]] = y
    holes = mean_change(full, np.arange(2000, 2011), autocorrelation=False)
    assert holes.p[0] == pytest.approx(m.p[0])
    assert holes.lower[0] == pytest.approx(m.lower[0])


@pytest.mark.parametrize(
    ("direction", "up", "down"),
    [
        ("up", "improving", "worsening"),
        ("down", "worsening", "improving"),
        ("none", "increasing", "decreasing"),
        ("level", "increasing", "decreasing"),
    ],
)
@pytest.mark.parametrize("nature", ["stock", "flow", "rate", "index", "score", "count"])
def test_states_by_direction(nature: str, direction: str, up: str, down: str) -> None:
    both = tendency([RISING, RISING[::-1]], YEARS, nature, direction, rules=NEWEST)
    assert [t.state for t in both] == [up, down]
    assert both[0].slope == pytest.approx(-both[1].slope)  # type: ignore[operator]


def test_fewer_than_five_points_cannot_tell() -> None:
    (t,) = tendency([1.0, 2, 3, 4], YEARS[:4], "flow", "up", rules=NEWEST)
    assert (t.state, t.p, t.slope, t.method) == ("cannot tell", None, None, "")
    assert t.reasons[0].key == "tendency_few_points"
    assert t.reasons[0].values == {"points": 4, "needed": 5}
    (one,) = tendency([1.0], ["2010"], "stock", "up", rules=NEWEST)
    assert (one.state, one.n, one.from_period, one.to_period) == ("cannot tell", 1, "2010", "2010")
    (none,) = tendency([np.nan, np.nan], ["2010", "2011"], "stock", "up", rules=NEWEST)
    assert (none.state, none.n, none.from_period) == ("cannot tell", 0, "")


def test_five_points_in_a_row_are_just_enough() -> None:
    (t,) = tendency([1.0, 2, 4, 5, 7], YEARS[:5], "flow", "up", rules=NEWEST)
    assert (t.state, t.method) == ("improving", "mann-kendall exact")
    assert t.p == pytest.approx(2 / 120)
    assert "tendency_short_series" in [r.key for r in t.reasons]


def test_a_break_cuts_the_series() -> None:
    values = [100.0, 90, 80, 70, 60, *RISING]
    years = [str(y) for y in range(2005, 2020)]
    (whole,) = tendency(values, years, "flow", "up", rules=NEWEST)
    (cut,) = tendency(values, years, "flow", "up", breaks=["2010"], rules=NEWEST)
    assert (whole.n, whole.slope is not None and whole.slope < 0) == (15, True)
    assert (cut.state, cut.from_period, cut.n) == ("improving", "2010", 10)
    assert cut.reasons[0].key == "tendency_break"
    assert cut.reasons[0].values == {"period": "2010"}
    (late,) = tendency(values, years, "flow", "up", breaks=[2017.0], rules=NEWEST)
    assert (late.state, late.n) == ("cannot tell", 3)
    (after,) = tendency(values, years, "flow", "up", breaks=["2030"], rules=NEWEST)
    assert (after.state, after.n) == (whole.state, whole.n)
    two = tendency([values, values], years, "flow", "up", breaks=[["2008", "2010"], []], rules=NEWEST)
    assert [t.n for t in two] == [10, 15]


def test_flat_needs_a_narrow_interval() -> None:
    wobble = [100.0, 100.2, 99.9, 100.1, 100.0, 99.8, 100.2, 100.0, 100.1, 99.9]
    assert tendency(wobble, YEARS, "rate", "up", rules=NEWEST)[0].state == "flat"
    assert (
        tendency(wobble, YEARS, "rate", "up", smallest_change=0.001, rules=NEWEST)[0].state == "cannot tell"
    )
    wild = [100.0, 130, 70, 110, 95, 60, 140, 100, 120, 80]
    assert tendency(wild, YEARS, "rate", "up", rules=NEWEST)[0].state == "cannot tell"
    assert tendency(wild, YEARS, "rate", "up", smallest_change=50, rules=NEWEST)[0].state == "flat"


def test_certain_but_smaller_than_what_matters_says_so() -> None:
    slow = [100 + 0.1 * i for i in range(10)]
    (t,) = tendency(slow, YEARS, "rate", "up", rules=NEWEST)
    assert t.state == "improving"
    assert "tendency_below_smallest" in [r.key for r in t.reasons]


@pytest.mark.parametrize("nature", ["stock", "flow"])
def test_a_constant_series_is_flat(nature: str) -> None:
    for level in (0.0, 3.7):
        (t,) = tendency([level] * 10, YEARS, nature, "up", rules=NEWEST)
        assert (t.state, t.slope, t.p) == ("flat", 0.0, 1.0)


def test_zeros_and_sign_changes_are_plain_numbers() -> None:
    (t,) = tendency([-9.0, -7, -6, -3, -1, 0, 2, 3, 6, 7], YEARS, "flow", "down", rules=NEWEST)
    assert t.state == "worsening"
    (z,) = tendency([0.0, 0, 0, 0, 1, 0, 0, 0, 0, 0], YEARS, "count", "up", rules=NEWEST)
    assert z.state in ("flat", "cannot tell")


def test_gaps_keep_their_distance() -> None:
    values = [10.0, np.nan, 14, 16, np.nan, np.nan, 22, 24, 26, 28]
    (t,) = tendency(values, YEARS, "flow", "up", rules=NEWEST)
    assert t.slope == pytest.approx(2.0)
    assert t.n == 7


def test_periods_out_of_order_are_put_in_order() -> None:
    order = [3, 0, 9, 1, 7, 2, 8, 4, 6, 5]
    straight = tendency(RISING, YEARS, "stock", "up", rules=NEWEST)
    mixed = tendency([RISING[i] for i in order], [YEARS[i] for i in order], "stock", "up", rules=NEWEST)
    assert straight == mixed


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"values": [np.inf, *RISING[1:]]}, "infinite"),
        ({"years": ["2010", *YEARS[:-1]]}, "twice"),
        ({"years": [*YEARS[:-1], "2018-Q3"]}, "several kinds"),
        ({"years": [*range(2010, 2019), 2018.25]}, "several frequencies"),
        ({"years": ["spring", *YEARS[1:]]}, "not a period"),
        ({"years": YEARS[1:]}, "fit"),
        ({"nature": "mood"}, "nature"),
        ({"direction": "sideways"}, "direction"),
        ({"smallest_change": -1.0}, "smallest"),
        ({"nature": ["flow", "stock"]}, "nature"),
        ({"smallest_change": [1.0, 2.0]}, "smallest"),
    ],
)
def test_bad_input_is_refused_with_a_plain_message(change: dict[str, object], message: str) -> None:
    call = {"values": RISING, "years": YEARS, "nature": "flow", "direction": "up", **change}
    with pytest.raises(ValueError, match=message):
        tendency(**call, rules=NEWEST)  # type: ignore[arg-type]


@pytest.mark.filterwarnings("error")
def test_odd_series_together_raise_no_warning() -> None:
    nan = np.nan
    rows = [
        [nan] * 10,
        [nan, 1, *[nan] * 8],
        [0.0] * 10,
        [1e300, -1e300] * 5,
        [1e-300 * i for i in range(10)],
        [nan, 1, 2, 3, nan, 4, 5, 6, 7, nan],
        RISING,
    ]
    for nature in ("stock", "flow"):
        answers = tendency(rows, YEARS, nature, "up", rules=NEWEST)
        assert [t.n for t in answers] == [0, 1, 10, 10, 10, 7, 10]
        assert answers[-1].state == "improving"


def test_periods_as_years() -> None:
    assert years_of(["2020-Q1", "2020-Q3"]).tolist() == [2020.0, 2020.5]
    assert years_of(["2019-01-01", "2020-01-01", "2021-01-01"]).tolist() == [2019.0, 2020.0, 2021.0]
    assert np.diff(years_of(["2019-10-01", "2020-10-01", "2021-10-01"])).tolist() == [1.0, 1.0]


def test_series_of_different_lengths_are_judged_as_one_by_one() -> None:
    def make(name: str, start: int, values: list[float | None], breaks: tuple[Break, ...] = ()) -> Series:
        points = tuple(Value(str(start + i), v) for i, v in enumerate(values))
        return Series("births", name, points, breaks=breaks)

    series = [
        make("a", 2000, list(RISING)),
        make("b", 2010, [3.0, None, 5.0, 6.0, 8.0, 9.0, 11.0, 13.0]),
        make("c", 1990, [9.0, 8, 7, *RISING], (Break("1993", {"nb": "ny definisjon"}),)),
        make("d", 2015, []),
    ]
    together = series_tendencies(series, ["flow", "stock", "flow", "flow"], "up", rules=NEWEST)
    alone = [
        series_tendencies([s], n, "up", rules=NEWEST)[0]
        for s, n in zip(series, ["flow", "stock", "flow", "flow"], strict=True)
    ]
    assert together == alone
    assert [t.n for t in together] == [10, 7, 10, 0]
    assert together[2].from_period == "1993"
    with pytest.raises(ValueError, match="births, x"):
        series_tendencies(
            [Series("births", "x", (Value("2010", 1.0), Value("2010", 2.0)))], "flow", "up", rules=NEWEST
        )


def test_fact_does_not_cross_a_break() -> None:
    points = (Value("2010", 5.0), Value("2015", 9.0), Value("2020", 7.0), Value("2021", None))
    whole = fact(Series("i", "a", points), "up")
    cut = fact(Series("i", "a", points, breaks=(Break("2015", {"nb": "x"}),)), "up")
    assert whole is not None and (whole.from_period, whole.change, whole.better) == ("2010", 2.0, True)
    assert cut is not None and (cut.from_period, cut.change, cut.better) == ("2015", -2.0, False)
    assert fact(Series("i", "a", points[:1]), "up") is None
    none = fact(Series("i", "a", points), "none")
    assert none is not None and none.better is None


def test_benjamini_hochberg_like_scipys() -> None:
    p = np.random.default_rng(2).random(200) ** 3
    assert np.allclose(benjamini_hochberg(p), stats.false_discovery_control(p))
    holes = benjamini_hochberg([0.01, np.nan, 0.04])
    assert holes[0] == 0.02 and math.isnan(holes[1]) and holes[2] == 0.04
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([1.2])


def test_a_page_of_many_tests_keeps_the_strong_and_withdraws_the_weak() -> None:
    page = [Tendency("increasing", 12, p=0.0001), Tendency("decreasing", 12, p=0.04)]
    page += [Tendency("cannot tell", 12, p=0.5 + i / 100) for i in range(10)]
    page.append(Tendency("cannot tell", 3))
    adjusted = adjust(page, NEWEST.alpha)
    assert [t.state for t in adjusted[:3]] == ["increasing", "cannot tell", "cannot tell"]
    assert adjusted[1].reasons[-1].key == "tendency_many_tests"
    assert adjusted[1].reasons[-1].values == {"tests": 12}
    assert adjusted[-1] is page[-1]
    assert adjust([], NEWEST.alpha) == []


def test_every_reason_has_a_text_in_every_language() -> None:
    nan = np.nan
    rows = [
        RISING,
        [100 + 0.1 * i for i in range(10)],
        [7.0] * 10,
        [1.0, 9, 2, 8, 1, 9, 3, 7, 2, 9],
        [nan] * 10,
    ]
    rows.append([*RISING[:6], *[nan] * 4])
    found = [
        t
        for nature in ("stock", "flow")
        for t in adjust(
            tendency(rows, YEARS, nature, "up", breaks=["2010"], smallest_change=0.2, rules=NEWEST),
            NEWEST.alpha,
        )
    ]
    found += adjust([Tendency("improving", 10, p=0.04), Tendency("cannot tell", 10, p=0.9)], NEWEST.alpha)
    reasons = [r for t in found for r in t.reasons]
    assert len({r.key for r in reasons}) >= 8
    for lang in LANGUAGES:
        for r in reasons:
            assert "{" not in text(lang, f"reason.{r.key}", **r.values)
        for state in {t.state for t in found}:
            assert text(lang, "tendency." + state.replace(" ", "_"))
            assert text(lang, "tendency_explained." + state.replace(" ", "_"))


rows = arrays(np.float64, st.integers(5, 14), elements=st.integers(-40, 40).map(float))
OPPOSITE = {"improving": "worsening", "worsening": "improving", "flat": "flat", "cannot tell": "cannot tell"}


@given(rows, st.sampled_from(["stock", "flow"]))
@settings(max_examples=80)
def test_flip_the_signs_and_the_answer_flips(y: np.ndarray, nature: str) -> None:
    years = np.arange(2000, 2000 + len(y))
    (a,), (b,) = (
        tendency(y, years, nature, "up", rules=NEWEST),
        tendency(-y, years, nature, "up", rules=NEWEST),
    )
    assert OPPOSITE[a.state] == b.state
    (c,) = tendency(-y, years, nature, "down", rules=NEWEST)
    assert c.state == a.state


@given(rows, st.sampled_from(["stock", "flow"]), st.sampled_from([2.0**k for k in range(-9, 10)]))
@settings(max_examples=80)
def test_the_unit_does_not_matter(y: np.ndarray, nature: str, scale: float) -> None:
    years = np.arange(2000, 2000 + len(y))
    (a,), (b,) = (
        tendency(y, years, nature, "up", rules=NEWEST),
        tendency(y * scale, years, nature, "up", rules=NEWEST),
    )
    assert a.state == b.state
    assert b.p == pytest.approx(a.p)


@given(arrays(np.float64, (6, 9), elements=st.integers(-40, 40).map(float)), st.randoms())
@settings(max_examples=40)
def test_a_series_is_judged_alike_whatever_stands_beside_it(x: np.ndarray, random: object) -> None:
    order = list(range(6))
    random.shuffle(order)  # type: ignore[attr-defined]
    together = tendency(x, range(9), "stock", "up", rules=NEWEST)
    assert [together[i] for i in order] == tendency(x[order], range(9), "stock", "up", rules=NEWEST)


@given(rows)
@settings(max_examples=60)
def test_a_wider_smallest_change_never_makes_flat_uncertain(y: np.ndarray) -> None:
    widths = [0.0, 0.5, 2.0, 8.0, 100.0]
    flats = [bool(directions(y, None, True, None, w, rules=NEWEST).flat[0]) for w in widths]
    assert flats == sorted(flats)
