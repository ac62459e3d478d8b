"""What must hold for any figures: turned round, in another unit, in another order, with more evidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from retning.statistics.assessment import targets as t
from retning.statistics.assessment.direction import directions
from retning.statistics.assessment.multiple_tests import benjamini_hochberg
from retning.statistics.methods import funnel
from retning.statistics.methods import small_numbers as sn
from retning.statistics.methods.mann_kendall import mann_kendall
from retning.statistics.methods.mean_change import mean_change
from retning.statistics.methods.ranks import peers, plain_ranks, rank_sets, top_group
from support.rules import NEWEST

few = settings(max_examples=40)
whole = st.integers(-50, 50).map(float)
series = arrays(np.float64, st.integers(5, 14), elements=whole)
batch = arrays(np.float64, (5, 11), elements=st.one_of(whole, st.just(float("nan"))))
powers = st.sampled_from([2.0**k for k in (-30, -7, -1, 3, 12, 40)])
BOTH = (mann_kendall, mean_change)


def same(a: object, b: object, rel: float = 1e-9) -> bool:
    return np.allclose(np.asarray(a), np.asarray(b), rtol=rel, atol=1e-12, equal_nan=True)


# tendency


@pytest.mark.parametrize("method", BOTH)
@given(y=series)
@few
def test_backwards_in_time_only_the_sign_turns(method: object, y: np.ndarray) -> None:
    a, b = method(y), method(y[::-1])  # type: ignore[operator]
    assert same(a.p, b.p)
    assert same(a.vif, b.vif)
    assert same(a.lower, -b.upper) and same(a.upper, -b.lower)


@given(y=series, shift=st.integers(-1000, 1000), scale=powers)
@few
def test_mean_change_in_another_unit_and_from_another_zero(y: np.ndarray, shift: int, scale: float) -> None:
    a, b, turned = mean_change(y), mean_change((y + shift) * scale), mean_change(-y)
    assert same(a.p, b.p, 1e-6) and same(a.t, b.t, 1e-6) and same(a.r1, b.r1, 1e-6)
    assert same(a.mean * scale, b.mean, 1e-6) and same(a.se * scale, b.se, 1e-6)
    assert same(a.p, turned.p) and same(a.mean, -turned.mean)
    assert same(a.lower, -turned.upper)


@pytest.mark.parametrize("method", BOTH)
@given(y=series, origin=st.integers(-3000, 3000))
@few
def test_it_does_not_matter_from_when_years_are_counted(method: object, y: np.ndarray, origin: int) -> None:
    years = np.arange(len(y), dtype=float)
    a, b = method(y, years), method(y, years + origin)  # type: ignore[operator]
    assert same(a.p, b.p) and same(a.lower, b.lower) and same(a.upper, b.upper) and same(a.vif, b.vif)


@pytest.mark.parametrize("method", BOTH)
@given(y=series, step=powers)
@few
def test_years_counted_in_another_unit_scale_the_slope(method: object, y: np.ndarray, step: float) -> None:
    years = np.arange(len(y), dtype=float)
    a, b = method(y, years), method(y, years * step)  # type: ignore[operator]
    assert same(a.p, b.p)
    assert same(a.lower, b.lower * step) and same(a.upper, b.upper * step)


@pytest.mark.parametrize("method", BOTH)
@given(x=batch, random=st.randoms())
@few
def test_many_series_at_once_are_judged_as_one_by_one(method: object, x: np.ndarray, random: object) -> None:
    order = list(range(len(x)))
    random.shuffle(order)  # type: ignore[attr-defined]
    together, mixed = method(x), method(x[order])  # type: ignore[operator]
    alone = [method(row) for row in x]  # type: ignore[operator]
    for field in ("n", "p", "lower", "upper", "vif", "r1"):
        ours = getattr(together, field)
        assert same(ours, [getattr(a, field)[0] for a in alone]), field
        assert same(ours[order], getattr(mixed, field)), field


@given(
    y=arrays(np.float64, st.integers(5, 13), elements=st.integers(0, 500).map(float), unique=True),
    data=st.data(),
)
@few
def test_putting_two_neighbours_in_rising_order_strengthens_a_rise(
    y: np.ndarray, data: st.DataObject
) -> None:
    falls = [i for i in range(len(y) - 1) if y[i] > y[i + 1]]
    assume(falls)
    i = data.draw(st.sampled_from(falls))
    better = y.copy()
    better[[i, i + 1]] = y[[i + 1, i]]
    a, b = (mann_kendall(v, autocorrelation=False) for v in (y, better))
    assert b.s[0] == a.s[0] + 2
    if a.s[0] >= 0:
        assert b.p[0] <= a.p[0]
    if b.s[0] <= 0:
        assert b.p[0] >= a.p[0]


@given(y=series, stock=st.booleans())
@few
def test_a_stricter_level_only_takes_certainty_away(y: np.ndarray, stock: bool) -> None:
    loose, strict = (directions(y, None, stock, rules=replace(NEWEST, alpha=alpha)) for alpha in (0.2, 0.01))
    assert strict.sign[0] in (0, loose.sign[0])
    assert strict.lower[0] <= loose.lower[0] and strict.upper[0] >= loose.upper[0]
    assert not strict.flat[0] or loose.flat[0]


# many tests

chances = st.lists(st.integers(0, 1000).map(lambda k: k / 1000), min_size=1, max_size=12)


@given(p=chances, random=st.randoms())
@few
def test_adjusted_p_is_never_below_p_and_keeps_its_order(p: list[float], random: object) -> None:
    q = benjamini_hochberg(p)
    assert (q >= np.array(p) - 1e-15).all() and (q <= 1).all()
    assert (np.diff(q[np.argsort(p, kind="stable")]) >= 0).all()
    order = list(range(len(p)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert same(benjamini_hochberg([p[i] for i in order]), q[order])


@given(p=chances, which=st.integers(0, 11), to=st.integers(0, 1000))
@few
def test_weaker_evidence_anywhere_never_strengthens_anything(p: list[float], which: int, to: int) -> None:
    i = which % len(p)
    worse = list(p)
    worse[i] = max(p[i], to / 1000)
    assert (benjamini_hochberg(worse) >= benjamini_hochberg(p) - 1e-12).all()
    one_more = benjamini_hochberg([*p, 1.0])[: len(p)]
    assert (one_more >= benjamini_hochberg(p) - 1e-12).all()


# targets

ORDER = ["moving away", "far too slow", "too slow", "on track", "reached"]


@given(
    base=st.integers(-100, 100),
    climb=st.integers(1, 100),
    low=st.integers(-300, 300),
    more=st.integers(0, 200),
)
@few
def test_a_better_value_never_gets_a_worse_class(base: int, climb: int, low: int, more: int) -> None:
    a, b = (
        t.level([2010, 2015], [base, v], base_year=2010, target_year=2020, target=base + climb, rules=NEWEST)
        for v in (low, low + more)
    )
    assert ORDER.index(b.state) >= ORDER.index(a.state)
    assert b.distance is not None and a.distance is not None and b.distance - a.distance == more


@given(base=st.integers(1, 100), low=st.integers(1, 300), more=st.integers(0, 200), asked=st.integers(1, 20))
@few
def test_more_growth_never_gets_a_worse_class(base: int, low: int, more: int, asked: int) -> None:
    a, b = (
        t.growth([2010, 2015], [base, v], value=asked / 100, base_year=2010, rules=NEWEST)
        for v in (low, low + more)
    )
    assert ORDER.index(b.state) >= ORDER.index(a.state)


@given(
    values=st.lists(st.integers(0, 100), min_size=1, max_size=6), add=st.integers(0, 50), at=st.integers(0, 5)
)
@few
def test_one_period_with_more_never_loses_a_minimum(values: list[int], add: int, at: int) -> None:
    years = list(range(2010, 2010 + len(values)))
    more = list(values)
    more[at % len(values)] += add
    for per in ("each", "average", "sum"):
        a, b = (
            t.minimum(years, v, value=40, per=per, base_year=2010, target_year=years[-1], rules=NEWEST)
            for v in (values, more)
        )
        assert not (a.state == t_met and b.state != t_met)
        assert b.facts.years_met >= a.facts.years_met  # type: ignore[operator]
        if per != "each":
            assert (a.state == t_met) == (sum(values) >= 40 * len(values))


t_met = "deadline passed: met"


@given(R=st.integers(1, 500), more=st.integers(0, 300), unit=powers)
@few
def test_parity_rises_with_the_product_and_knows_no_unit(R: int, more: int, unit: float) -> None:
    a, b = t.parity_point(R, 1000, 90, 900), t.parity_point(R + more, 1000, 90, 900)
    assert (
        b.ratio >= a.ratio and b.gap_simple <= a.gap_simple and b.gap_self_consistent <= a.gap_self_consistent
    )
    scaled = t.parity_point(R * unit, 1000 * unit, 90, 900)
    assert scaled.ratio == pytest.approx(a.ratio)
    assert scaled.gap_simple == pytest.approx(a.gap_simple * unit, abs=1e-9 * unit)


PLACES = ["not first", "not first, lead of others not certain", "first, lead not certain", "first"]
IN_GROUP = ["outside", "not distinguishable", "inside"]
group = st.lists(st.integers(-20, 20).map(float), min_size=4, max_size=8)


@given(values=group, up=st.integers(0, 30), error=st.sampled_from([0.0, 0.5, 3.0]))
@few
def test_a_unit_that_rises_never_gets_a_worse_place(values: list[float], up: int, error: float) -> None:
    before = {str(i): v for i, v in enumerate(values)}
    after = {**before, "0": before["0"] + up}
    errors = dict.fromkeys(before, error) if error else None
    a, b = (t.rank(v, "0", errors=errors, rules=NEWEST) for v in (before, after))
    assert b.facts.rank <= a.facts.rank  # type: ignore[operator]
    assert b.facts.rank_lower <= a.facts.rank_lower  # type: ignore[operator]
    assert b.facts.rank_upper <= a.facts.rank_upper  # type: ignore[operator]
    assert PLACES.index(b.state) >= PLACES.index(a.state)


@given(value=st.integers(-50, 50), more=st.integers(0, 50), half=st.integers(0, 10), unit=powers)
@few
def test_against_a_benchmark_more_is_never_worse_and_the_unit_does_not_count(
    value: int, more: int, half: int, unit: float
) -> None:
    states = ["not reached", "not distinguishable", "reached"]
    a, b = (t.bench_level(v, 7, lower=v - half, upper=v + half) for v in (value, value + more))
    assert states.index(b.state) >= states.index(a.state)
    scaled = t.bench_level(value * unit, 7 * unit, lower=(value - half) * unit, upper=(value + half) * unit)
    down = t.bench_level(-value, -7, direction="down", lower=-value - half, upper=-value + half)
    assert scaled.state == a.state == down.state
    assert down.distance == a.distance


# ranks


@given(values=group, shift=st.integers(-100, 100), unit=powers)
@settings(max_examples=15)
def test_rank_sets_know_no_unit_and_grow_with_confidence(
    values: list[float], shift: int, unit: float
) -> None:
    v, e = np.array(values), np.arange(1.0, len(values) + 1)
    a, b = rank_sets(v, e), rank_sets((v + shift) * unit, e * unit)
    assert a.rank.tolist() == b.rank.tolist()
    assert (a.first.tolist(), a.last.tolist()) == (b.first.tolist(), b.last.tolist())
    wide = rank_sets(v, e, confidence=0.99)
    assert (wide.first <= a.first).all() and (wide.last >= a.last).all()


@given(values=group, up=st.integers(0, 30))
@settings(max_examples=15)
def test_a_rise_never_worsens_a_rank_or_a_place_in_the_top_group(values: list[float], up: int) -> None:
    v = np.array(values)
    higher = v.copy()
    higher[0] += up
    assert plain_ranks(higher)[0] <= plain_ranks(v)[0]
    assert plain_ranks(-higher, best="low")[0] == plain_ranks(higher)[0]
    a, b = (top_group(x, np.ones(len(v)), 0, 0.25) for x in (v, higher))
    assert IN_GROUP.index(b.state) >= IN_GROUP.index(a.state)
    assert b.share <= a.share


@given(
    traits=st.lists(st.tuples(whole, whole), min_size=4, max_size=8), unit=powers, shift=st.integers(-99, 99)
)
@few
def test_peers_do_not_depend_on_unit_or_zero(
    traits: list[tuple[float, float]], unit: float, shift: int
) -> None:
    plain = {f"u{i}": [a, b] for i, (a, b) in enumerate(traits)}
    other = {k: [(a + shift) * unit, b * 4] for k, (a, b) in reversed(plain.items())}
    assert peers("u0", plain, 3) == peers("u0", other, 3)


# small numbers


@given(x=st.integers(0, 400), extra=st.integers(0, 400), times=st.integers(2, 9))
@few
def test_more_trials_narrow_an_interval_and_more_confidence_widens_it(x: int, extra: int, times: int) -> None:
    n = x + extra
    assume(n > 0)
    low, high = sn.wilson(x, n)
    l2, h2 = sn.wilson(times * x, times * n)
    assert low <= l2 + 1e-12 and h2 <= high + 1e-12
    for method in (lambda c: sn.wilson(x, n, c), lambda c: sn.byar(x, c), lambda c: sn.exact_poisson(x, c)):
        (a, b), (c, d) = method(0.9), method(0.99)
        assert c <= a + 1e-12 and b <= d + 1e-12


@given(a=st.integers(0, 300), b=st.integers(0, 300), n=st.integers(300, 900), m=st.integers(300, 900))
@few
def test_differences_turn_their_sign_when_the_order_turns(a: int, b: int, n: int, m: int) -> None:
    d, low, high = sn.share_difference(a, n, b, m)
    e, l2, h2 = sn.share_difference(b, m, a, n)
    assert (d, low, high) == (pytest.approx(-e), pytest.approx(-h2), pytest.approx(-l2))
    assert -1 - 1e-12 <= low <= d <= high <= 1 + 1e-12
    (z, p), (z2, p2) = sn.count_difference(a, b), sn.count_difference(b, a)
    assert z == -z2 and p == p2


@given(
    events=st.lists(st.integers(0, 60), min_size=2, max_size=8), times=st.integers(1, 50), random=st.randoms()
)
@few
def test_smoothed_rates_lie_between_own_and_common_rate(
    events: list[int], times: int, random: object
) -> None:
    x = np.array(events, dtype=float)
    b = np.arange(1, len(x) + 1) * 100.0
    eb, mean = sn.empirical_bayes(x, b), x.sum() / b.sum()
    assert (np.minimum(x / b, mean) - 1e-12 <= eb).all() and (eb <= np.maximum(x / b, mean) + 1e-12).all()
    order = list(range(len(x)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert same(sn.empirical_bayes(x[order], b[order]), eb[order])
    assert same(sn.empirical_bayes(x, b * times) * times, eb)


# funnels


@given(x=st.integers(1, 99), n=st.integers(1, 10**6), times=st.integers(1, 100))
@few
def test_funnel_limits_narrow_with_size_and_mirror(x: int, n: int, times: int) -> None:
    p0 = x / 100
    low, high = (side[0] for side in funnel.proportion_limits(p0, [n]))
    l2, h2 = (side[0] for side in funnel.proportion_limits(p0, [n * times]))
    assert (low <= l2 + 1e-12).all() and (h2 <= high + 1e-12).all()
    assert low[1] <= low[0] <= p0 <= high[0] <= high[1]
    mirrored = funnel.proportion_limits(1 - p0, [n])
    assert same(mirrored[0][0], 1 - high) and same(mirrored[1][0], 1 - low)


@given(
    units=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 400)), min_size=2, max_size=8),
    how=st.sampled_from(["none", "multiplicative", "additive"]),
    random=st.randoms(),
)
@few
def test_funnels_do_not_depend_on_order_and_overdispersion_only_widens(
    units: list[tuple[int, int]], how: str, random: object
) -> None:
    x = np.array([a for a, _ in units], dtype=float)
    n = x + np.array([b for _, b in units])
    order = list(range(len(units)))
    random.shuffle(order)  # type: ignore[attr-defined]
    for method in (funnel.funnel_proportion, funnel.funnel_rate):
        f, mixed, plain = method(x, n, how), method(x[order], n[order], how), method(x, n)
        assert f.outside[order].tolist() == mixed.outside.tolist()
        assert same(f.upper[order], mixed.upper)
        assert (np.abs(f.outside) <= np.abs(plain.outside)).all()
        assert (f.upper >= plain.upper - 1e-12).all()
