"""The arithmetic of directions: years, cuts, frequencies, levels, labels and facts, worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from retning.statistics.assessment.direction import (
    _as_year,
    _check_frequency,
    _cuts,
    _finite,
    _label,
    _per_series,
    _row_median,
    _words,
    directions,
    fact,
    series_tendencies,
    tendency,
    years_of,
)
from retning.statistics.methods.mann_kendall import mann_kendall
from retning.statistics.methods.mean_change import mean_change
from retning.statistics.model import Break, Fact, Reason, Series, Tendency, Value
from support.rules import NEWEST

nan = float("nan")
RISING = [5.0, 6, 8, 9, 11, 12, 14, 15, 17, 18]
WILD = [5.0, 9, 2, 8, 3, 9, 1, 7, 4, 6]


def why(key: str, **values: object) -> Reason:
    return Reason(key, values)


def test_periods_as_years() -> None:
    assert years_of(["2020", "2022"]).tolist() == [2020, 2022]
    assert years_of(["2020-Q2", "2020-Q4"]).tolist() == [2020.25, 2020.75]
    # a day counts by its month and by thirty-first parts of it
    days = years_of(["2020-01-01", "2020-02-01", "2020-12-31", "2021-10-16"])
    assert days.tolist() == pytest.approx(
        [2020, 2020 + 1 / 12, 2020 + (11 + 30 / 31) / 12, 2021 + (9 + 15 / 31) / 12]
    )
    assert years_of([]).tolist() == []
    with pytest.raises(
        ValueError, match=r"several kinds in one series: A, Q|several kinds in one series: \w+, \w+"
    ):
        years_of(["2020", "2020-Q1"])


def test_medians_of_rows_with_holes() -> None:
    v = np.array([[3.0, nan, 1, 2], [4, 1, 3, 2], [nan, 7, nan, nan], [nan] * 4, [nan, 5, 9, nan]])
    got = _row_median(v, (~np.isnan(v)).sum(axis=1))
    assert got[[0, 1, 2, 4]].tolist() == [2, 2.5, 7, 7] and math.isnan(got[3])
    assert np.isnan(_row_median(np.zeros((2, 0)), np.zeros(2, np.int64))).tolist() == [True, True]


def test_years_with_stray_points_between_are_refused() -> None:
    def check(*years: float) -> None:
        _check_frequency(np.zeros((1, len(years))), np.array(years))

    check(2010, 2010.5)
    check(2010, 2011, 2012, 2012.75)
    check(2010, 2010.25, 2010.5, 2011.5)
    check(2010, 2010.89, 2011.78, 2012)
    for years in (
        (2010, 2011, 2012, 2012.5),
        (2010, 2010.74, 2011.74),
        (2010, 2010.90625, 2011.8125, 2012.5),
    ):
        with pytest.raises(ValueError, match=r"several frequencies in one series \(row 0\)"):
            check(*years)
    even, odd = [2010.0, 2011, 2012, 2013], [2010.0, 2011, 2012, 2012.5]
    with pytest.raises(ValueError, match=r"\(row 1\)"):
        _check_frequency(np.zeros((3, 4)), np.array([even, odd, odd]))


def test_words_and_lists_for_each_series() -> None:
    assert _words("a", 2, "word", ["a", "b"]) == ["a", "a"]
    assert _words(["b", "a"], 2, "word", ["a", "b"]) == ["b", "a"]
    with pytest.raises(ValueError, match="2 of word for 3 series"):
        _words(["b", "a"], 3, "word", ["a", "b"])
    with pytest.raises(ValueError, match="word 'c' is not one of a, b"):
        _words("c", 1, "word", ["a", "b"])
    assert _per_series((1, 2), 2, "x") == [1, 2]
    assert _cuts([2010, "2011"], 2) == [[2010, "2011"]] * 2
    assert _cuts([[2010], ("2011", 2012)], 2) == [[2010], ["2011", 2012]]
    assert _cuts([], 2) == [[], []]
    with pytest.raises(ValueError, match="1 of breaks for 2"):
        _cuts([[2010]], 2)
    assert (_as_year("2010-Q3"), _as_year(2010), type(_as_year(2010))) == (2010.5, 2010, float)
    assert [_label(y) for y in (2010.0, 2010 + 1e-10, 2010.25, 2009.9999)] == [
        "2010",
        "2010",
        "2010.25",
        "2010.00",
    ]
    assert (_finite(np.float64(2)), _finite(math.inf), _finite(nan)) == (2, None, None)


def test_the_tests_are_those_of_stock_and_flow() -> None:
    d = directions([RISING, RISING, WILD], None, [True, False, False], rules=NEWEST)
    m, k = mean_change(RISING), mann_kendall([RISING, WILD])
    for ours, change, level in (
        (d.slope, m.mean, k.slope), (d.lower, m.lower, k.lower), (d.upper, m.upper, k.upper),
        (d.p, m.p, k.p), (d.vif, m.vif, k.vif),
    ):  # fmt: skip
        assert ours.tolist() == [change[0], *level.tolist()]
    assert d.sign.tolist() == [1, 1, 0] and d.stock.tolist() == [True, False, False]
    assert d.n.tolist() == [10] * 3 and d.first.tolist() == [0] * 3 and d.last.tolist() == [9] * 3
    down = directions([[-y for y in RISING]] * 2, None, [True, False], rules=NEWEST)
    assert down.sign.tolist() == [-1, -1] and d.sign.dtype == np.int64
    strict = directions([RISING, WILD], None, False, rules=replace(NEWEST, alpha=1e-9))
    assert strict.sign.tolist() == [0, 0]
    assert strict.lower.tolist() == mann_kendall([RISING, WILD], alpha=1e-9).lower.tolist()
    assert (
        directions(RISING, None, True, rules=replace(NEWEST, alpha=0.2)).upper[0]
        == mean_change(RISING, alpha=0.2).upper[0]
    )
    # p at the limit is enough: one of the 120 orders of five, and its mirror image
    assert directions([1.0, 2, 4, 5, 7], None, False, rules=replace(NEWEST, alpha=2 / 120)).sign.tolist() == [
        1
    ]
    # true distances: one in two years
    assert directions([0.0, 1, 2, 3, 4, 5], range(2000, 2012, 2), False, rules=NEWEST).slope.tolist() == [0.5]
    # each its own years
    own = directions([RISING, RISING], [range(10), range(0, 20, 2)], [False, True], rules=NEWEST)
    assert own.slope.tolist() == pytest.approx([1.5, 13 / 18], abs=0.1)
    assert own.slope[1] == pytest.approx(13 / 18)


def test_many_ties_can_be_certain_without_a_slope() -> None:
    y = [float(x) for x in "00000000010010110101"]
    d = directions(y, None, False, rules=NEWEST)
    assert (d.slope[0], d.sign[0]) == (0, 1) and d.p[0] < 0.05


def test_breaks_cut_and_ends_are_told() -> None:
    x = [[nan, *RISING[1:9], nan], RISING, [nan] * 10]
    d = directions(x, range(2010, 2020), False, [2012, nan, 2012], rules=NEWEST)
    assert d.n.tolist() == [7, 10, 0] and d.first.tolist() == [2, 0, -1] and d.last.tolist() == [8, 9, -1]
    # a break in the last year leaves that year; one after the last value cuts nothing off
    assert directions(RISING, range(2010, 2020), False, 2019, rules=NEWEST).n.tolist() == [1]
    assert directions(RISING, range(2010, 2020), False, 2020, rules=NEWEST).n.tolist() == [10]
    assert directions(x[0], range(2010, 2020), False, 2019, rules=NEWEST).n.tolist() == [8]
    assert directions(x[0], range(2010, 2020), False, 2018, rules=NEWEST).n.tolist() == [1]
    assert directions(RISING, range(2010, 2020), False, 2012 + 1e-10, rules=NEWEST).n.tolist() == [8]
    assert directions(x[:2], range(2010, 2020), False, [2019, nan], rules=NEWEST).n.tolist() == [8, 10]
    none = directions(np.zeros((2, 0)), None, False, rules=NEWEST)
    assert none.first.tolist() == none.last.tolist() == [-1, -1] and none.n.tolist() == [0, 0]


def test_flat_is_inside_what_matters() -> None:
    y = [100.0, 101, 99, 102, 98, 101, 100, 99, 102, 98]
    t = mann_kendall(y)
    edge = max(-t.lower[0], t.upper[0])
    assert edge > 0
    for small, flat in ((edge, True), (edge * 0.999, False), (0.0, False), (1e9, True)):
        assert directions(y, None, False, None, small, rules=NEWEST).flat.tolist() == [flat]
    assert directions([-v for v in y], None, False, None, edge, rules=NEWEST).flat.tolist() == [True]
    # none given: one hundredth of the median of the absolute values
    given = directions([y, [-v for v in y], [nan] * 10], None, False, None, [nan, 2.5, nan], rules=NEWEST)
    assert given.smallest[:2].tolist() == [1, 2.5] and math.isnan(given.smallest[2])
    assert given.flat[2] == False  # noqa: E712
    assert directions([1.0, -3, 2, -4, 5], None, False, rules=NEWEST).smallest.tolist() == [0.03]
    # four points are too few for any finding
    assert directions([[7.0] * 4] * 2, None, [False, True], None, 9.0, rules=NEWEST).flat.tolist() == [
        False,
        False,
    ]
    for bad in (-0.1, math.inf, -math.inf):
        with pytest.raises(ValueError, match="smallest"):
            directions(y, None, False, None, bad, rules=NEWEST)


def test_whole_answers() -> None:
    years = list(range(2010, 2020))
    k = mann_kendall(RISING)
    (t,) = tendency(RISING, years, "rate", "down", rules=NEWEST)
    assert t == Tendency(
        "worsening", 10, "2010", "2019", slope=float(k.slope[0]), lower=float(k.lower[0]), upper=float(k.upper[0]),
        p=float(k.p[0]), method="mann-kendall ar1", reasons=(why("tendency_years_alike"),) if k.vif[0] > 1 else (),
    )  # fmt: skip
    (s,) = tendency(RISING, years, "stock", "none", breaks=["2012"], smallest_change=9, rules=NEWEST)
    assert (s.state, s.n, s.from_period, s.to_period, s.method) == (
        "increasing",
        8,
        "2012",
        "2019",
        "mean change t",
    )
    keys = ["tendency_break", "tendency_below_smallest", "tendency_changes_tested"]
    assert [r.key for r in s.reasons][:3] == keys
    (u,) = tendency(WILD[:8], years[:8], "flow", "up", breaks=[2011, 2010], rules=NEWEST)
    assert u.state == "cannot tell" and u.method == "mann-kendall exact"
    assert u.reasons == (
        why("tendency_uncertain"), why("tendency_break", period="2011"), why("tendency_short_series", points=7)
    )  # fmt: skip
    (f,) = tendency(WILD, years, "flow", "up", smallest_change=50, rules=NEWEST)
    assert f.state == "flat" and f.reasons[0] == why("tendency_inside_smallest")
    few = tendency([1.0, 2, 3, 4], years[:4], "flow", "up", breaks=[2011], rules=NEWEST)[0]
    assert few == Tendency(
        "cannot tell", 3, "2011", "2013",
        reasons=(why("tendency_few_points", points=3, needed=5), why("tendency_break", period="2011")),
    )  # fmt: skip


def test_each_series_its_own_words_years_and_breaks() -> None:
    both = tendency(
        [RISING, RISING], [[2010 + i for i in range(10)], [2000.5 + i for i in range(10)]], ["flow", "stock"],
        ["up", "down"], breaks=[[], [2002.5]], smallest_change=[None, 0.0],
    rules=NEWEST)  # fmt: skip
    assert [t.state for t in both] == ["improving", "worsening"]
    assert [(t.from_period, t.to_period, t.n) for t in both] == [
        ("2010", "2019", 10),
        ("2002.50", "2009.50", 8),
    ]
    mixed = tendency([RISING[::-1]], list(range(2019, 2009, -1)), "flow", "up", rules=NEWEST)
    assert mixed == tendency([RISING], list(range(2010, 2020)), "flow", "up", rules=NEWEST)
    late = tendency(RISING, list(range(2010, 2020)), "flow", "up", breaks=[2030], rules=NEWEST)
    assert late[0].reasons == tendency(RISING, list(range(2010, 2020)), "flow", "up", rules=NEWEST)[0].reasons


def test_ends_and_breaks_are_told_as_they_were_given() -> None:
    quarters = [f"{2010 + i // 4}-Q{i % 4 + 1}" for i in range(12)]
    rising = [float(i) for i in range(12)]
    (q,) = tendency(rising, quarters, "flow", "up", breaks=["2010-Q3"], rules=NEWEST)
    assert (q.from_period, q.to_period, q.n) == ("2010-Q3", "2012-Q4", 10)
    assert why("tendency_break", period="2010-Q3") in q.reasons
    assert tendency(rising[::-1], quarters[::-1], "flow", "up", breaks=["2010-Q3"], rules=NEWEST) == [q]
    # a break after the newest value is none, be it the very next year or a year without a value
    plain = tendency(RISING, list(range(2010, 2020)), "flow", "up", rules=NEWEST)[0].reasons
    assert (
        tendency(RISING, list(range(2010, 2020)), "flow", "up", breaks=[2020], rules=NEWEST)[0].reasons
        == plain
    )
    assert (
        tendency([*RISING, nan], list(range(2010, 2021)), "flow", "up", breaks=[2020], rules=NEWEST)[
            0
        ].reasons
        == plain
    )
    # one in the last year leaves that year; of two at the same time the first one is named
    (end,) = tendency(RISING, list(range(2010, 2020)), "flow", "up", breaks=[2019], rules=NEWEST)
    assert (end.n, end.from_period) == (1, "2019") and why("tendency_break", period="2019") in end.reasons
    (two,) = tendency(RISING, list(range(2010, 2020)), "flow", "up", breaks=["2012", "2012-Q1"], rules=NEWEST)
    assert why("tendency_break", period="2012") in two.reasons
    # a series without values has no ends, also where each series has its own years
    empty, _ = tendency(
        [[nan] * 5, RISING[:5]], [range(2010, 2015), range(2000, 2005)], "flow", "up", rules=NEWEST
    )
    assert (empty.n, empty.from_period, empty.to_period) == (0, "", "")


def test_words_that_do_not_fit_are_named() -> None:
    years = list(range(2010, 2020))
    with pytest.raises(ValueError, match=r"^nature 'x' is not one of stock, flow"):
        tendency(RISING, years, "x", "up", rules=NEWEST)
    with pytest.raises(ValueError, match=r"^direction 'x' is not one of up, down, level, none"):
        tendency(RISING, years, "flow", "x", rules=NEWEST)
    with pytest.raises(ValueError, match=r"^1 of smallest changes for 2 series"):
        tendency([RISING, RISING], years, "flow", "up", smallest_change=[1.0], rules=NEWEST)


def test_how_it_was_tested_is_told() -> None:
    years = list(range(2010, 2020))
    # exact up to nine points
    assert tendency(WILD[:9], years[:9], "flow", "up", rules=NEWEST)[0].method == "mann-kendall exact"
    assert tendency(WILD, years, "flow", "up", rules=NEWEST)[0].method == "mann-kendall ar1"
    # years that are somewhat alike widen the interval, and that is said
    alike = [7.0, 4, 4, 8, 7, 8, 4, 6, 8, 6]
    assert 1 < mann_kendall(alike).vif[0] < 2 and mann_kendall(WILD).vif[0] == 1
    assert why("tendency_years_alike") in tendency(alike, years, "flow", "up", rules=NEWEST)[0].reasons
    assert why("tendency_years_alike") not in tendency(WILD, years, "flow", "up", rules=NEWEST)[0].reasons


def line(start: int, values: list[float | None], *breaks: str) -> Series:
    points = tuple(Value(str(start + i), v) for i, v in enumerate(values))
    return Series("births", "north", points, breaks=tuple(Break(b, {"nb": "x"}) for b in breaks))


def test_series_with_their_own_periods() -> None:
    got = series_tendencies(
        [line(2000, [None, *RISING]), line(2015, [1.0]), line(1990, [])], "flow", "up", rules=NEWEST
    )
    assert [(t.n, t.from_period, t.to_period) for t in got] == [
        (10, "2001", "2010"),
        (1, "2015", "2015"),
        (0, "", ""),
    ]
    assert series_tendencies([], "flow", "up", rules=NEWEST) == []
    # the ends are told by the series' own periods, not by years
    quarters = tuple(Value(f"{2010 + i // 4}-Q{i % 4 + 1}", float(i)) for i in range(8))
    (q,) = series_tendencies([Series("births", "north", quarters)], "flow", "up", rules=NEWEST)
    assert (q.from_period, q.to_period) == ("2010-Q1", "2011-Q4")
    with pytest.raises(ValueError, match="births, north: the same period"):
        series_tendencies(
            [Series("births", "north", (Value("2010", 1.0), Value("2010", 2.0)))], "flow", "up", rules=NEWEST
        )
    with pytest.raises(ValueError, match="births, north: periods of several kinds"):
        series_tendencies(
            [Series("births", "north", (Value("2010", 1.0), Value("2010-Q2", 2.0)))],
            "flow",
            "up",
            rules=NEWEST,
        )
    strict = series_tendencies([line(2000, list(RISING))], "flow", "up", rules=replace(NEWEST, alpha=1e-9))
    assert strict[0].state == "cannot tell"
    wide = series_tendencies([line(2000, list(RISING))], "flow", "up", 50.0, rules=NEWEST)
    assert wide[0].reasons[0] == why("tendency_below_smallest")


def test_facts() -> None:
    s = line(2010, [5.0, None, 7.0, 6.0])
    assert fact(s, "up") == Fact("2010", 5.0, "2013", 6.0, True)
    assert fact(s, "down") == Fact("2010", 5.0, "2013", 6.0, False)
    assert fact(s, "none") == Fact("2010", 5.0, "2013", 6.0, None)
    assert fact(line(2010, [5.0, 5.0]), "up") == Fact("2010", 5.0, "2011", 5.0, None)
    assert fact(line(2010, [0.0, -1.0]), "up") == Fact("2010", 0.0, "2011", -1.0, False)
    assert fact(line(2010, [5.0, 0.0]), "down") == Fact("2010", 5.0, "2011", 0.0, True)
    # the last break at or before the newest value cuts
    assert fact(line(2010, [5.0, 6.0, 7.0, 4.0], "2012", "2011", "2020"), "up") == Fact(
        "2012", 7.0, "2013", 4.0, False
    )
    assert fact(line(2010, [5.0, 6.0, 7.0], "2012"), "up") is None
    assert fact(line(2010, [5.0]), "up") is None and fact(line(2010, []), "up") is None
