"""Mean yearly change against its formulas written out in plain loops, and by hand."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from retning.statistics.methods.mean_change import mean_change

nan = float("nan")
FIELDS = ("mean", "se", "r1", "vif", "t", "p", "lower", "upper")
WALK = [10.0, 11, 13, 16, 20, 23, 25, 26, 26, 25]
NOISY = [5.0, 9, 4, 8, 12, 7, 15, 11, 18, 13]
YEARS = list(range(2010, 2020))
UNEVEN = [1990, 1991, 1993, 1996, 1997, 2001, 2003, 2004, 2009, 2010]


def by_definition(values: list[float], years: list[float], alpha: float = 0.05) -> dict[str, float]:
    """The formulas at the head of the module, for one series."""
    points = [(t, y) for t, y in zip(years, values, strict=True) if not math.isnan(y)]
    size = max(abs(y) for _, y in points)
    steps = [(b[0] - a[0], (b[1] - a[1]) / size / (b[0] - a[0])) for a, b in itertools.pairwise(points)]
    k, span = len(steps), sum(h for h, _ in steps)
    m = sum(h * g for h, g in steps) / span
    s2 = sum(h * (g - m) ** 2 for h, g in steps) / (k - 1)
    u = [math.sqrt(h) * (g - m) for h, g in steps]
    r1 = sum(a * b for a, b in itertools.pairwise(u)) / sum(a * a for a in u)
    r = min(max((k * r1 + 1) / (k - 3), 0), 0.9)
    vif = 1 + 2 * sum((1 - j / k) * r**j for j in range(1, k))
    se = math.sqrt(s2 / span * vif)
    half = stats.t.ppf(1 - alpha / 2, k - 1) * se
    return {
        "mean": m * size, "se": se * size, "r1": r, "vif": vif, "t": m / se,
        "p": 2 * stats.t.sf(abs(m / se), k - 1), "lower": (m - half) * size, "upper": (m + half) * size,
    }  # fmt: skip


CASES = {
    "alike": (WALK, YEARS),
    "noisy": (NOISY, YEARS),
    "falling": ([-y for y in WALK], YEARS),
    "five points": (WALK[:5], YEARS[:5]),
    "straight but for the last": ([1.0, 2, 3, 4, 5, 6, 7, 9], YEARS[:8]),
    "uneven": (WALK, UNEVEN),
    "holes": ([*WALK[:3], nan, *WALK[3:7], nan, nan, *WALK[7:]], list(range(2000, 2013))),
    "hole first": ([nan, *NOISY], list(range(2000, 2011))),
    "tiny": ([y * 2.0**-700 for y in WALK], YEARS),
    "tiny, with holes": (
        [y * 2.0**-700 for y in [*WALK[:3], nan, *WALK[3:]]],
        list(range(2000, 2011)),
    ),
    "huge": ([y * 2.0**900 for y in WALK], YEARS),
    "whole numbers": ([1, 3, 4, 8, 9, 12], YEARS[:6]),
    "every half year": (WALK, [2000 + i / 2 for i in range(10)]),
}


@pytest.mark.parametrize("case", CASES)
def test_the_formulas_written_out(case: str) -> None:
    values, years = CASES[case]
    want = by_definition([float(v) for v in values], [float(y) for y in years])
    alone = mean_change(values, years)
    twice = mean_change([values, values[::-1]], [years, years])
    for field, value in want.items():
        assert getattr(alone, field)[0] == pytest.approx(value, rel=1e-9), field
        assert getattr(twice, field)[0] == pytest.approx(value, rel=1e-9), field


def test_five_points_by_hand() -> None:
    # changes 1 2 1 2: mean 1.5, s² = 1/3, SE = sqrt(1/12), t = 3 sqrt 3 with 3 degrees of freedom,
    # whose distribution is closed: p = 1 - 2/pi (atan 3 + 3/10); r1 = -.75 is cut to 0
    m = mean_change([10.0, 11, 13, 14, 16])
    assert (m.n[0], m.mean[0], m.r1[0], m.vif[0]) == (5, 1.5, 0, 1)
    assert m.se[0] == pytest.approx(math.sqrt(1 / 12))
    assert m.t[0] == pytest.approx(3 * math.sqrt(3))
    assert m.p[0] == pytest.approx(1 - 2 / math.pi * (math.atan(3) + 0.3))
    # the 97.5 % and 95 % points of t with 3 degrees of freedom, as tabled
    assert m.upper[0] == pytest.approx(1.5 + 3.182446 * math.sqrt(1 / 12))
    ninety = mean_change([10.0, 11, 13, 14, 16], alpha=0.1)
    assert ninety.lower[0] == pytest.approx(1.5 - 2.353363 * math.sqrt(1 / 12))


def test_changes_that_follow_each_other_are_cut_at_nine_tenths() -> None:
    # changes 1 .. 9: u = -4 .. 4, r1 = 40/60, (9·2/3 + 1)/6 > 1
    m = mean_change(np.cumsum(np.arange(10.0)))
    assert m.r1[0] == 0.9
    assert m.vif[0] == pytest.approx(1 + 2 / 9 * sum((9 - j) * 0.9**j for j in range(1, 9)))
    assert mean_change(np.cumsum(np.arange(10.0)), autocorrelation=False).vif[0] == 1


@pytest.mark.filterwarnings("error")
def test_a_straight_line_is_certain_and_a_constant_is_not() -> None:
    up, down, small, level, zero = (
        [float(i) for i in range(6)],
        [-float(i) for i in range(6)],
        [100 + i / 4 for i in range(6)],
        [7.3] * 6,
        [0.0] * 6,
    )
    m = mean_change([up, down, small, level, zero])
    assert m.t.tolist() == [math.inf, -math.inf, math.inf, 0, 0]
    assert m.p.tolist() == [0, 0, 0, 1, 1]
    assert m.se.tolist() == [0] * 5
    assert m.vif.tolist() == [1] * 5 and m.r1.tolist() == [0] * 5
    assert m.lower.tolist() == m.upper.tolist() == m.mean.tolist()
    assert m.mean[:3].tolist() == [1, -1, 0.25]


def test_rounding_errors_of_a_straight_line_are_no_spread() -> None:
    m = mean_change([0.1 * i + 1000 for i in range(12)])
    assert (m.p[0], m.se[0], m.vif[0]) == (0, 0, 1)
    # a wobble of a millionth is one
    wobble = mean_change([1000 + 0.1 * i + 1e-6 * (i % 2) for i in range(12)])
    assert wobble.se[0] > 0
    # three zeros and a step back: the ends are equal
    back = mean_change([3.0, 4, 3, 2, 3])
    assert (back.t[0], back.p[0]) == (0, 1)


@pytest.mark.filterwarnings("error")
def test_what_is_rounding_does_not_depend_on_the_unit_of_time() -> None:
    for step in (2.0**-40, 1.0, 2.0**40):
        years = np.arange(12) * step
        line = mean_change([0.1 * i + 1000 for i in range(12)], years)
        assert (line.p[0], line.se[0]) == (0, 0)
        # .1 + .2 is not quite .3 in a computer
        level = mean_change([0.3, *[0.1 + 0.2] * 11], years)
        assert (level.p[0], level.t[0]) == (1, 0)
    # so small that even the standard error vanishes
    least = 5e-324
    assert mean_change([0, least, 0, least, 0, least]).t[0] == 0


def test_series_of_every_length_in_one_call() -> None:
    rows = [WALK[:k] + [nan] * (10 - k) for k in range(11)]
    m = mean_change(rows)
    assert m.n.tolist() == list(range(11))
    for field in FIELDS:
        assert np.isnan(getattr(m, field)[:5]).all(), field
    for k in range(5, 11):
        for field, value in by_definition(WALK[:k], [float(i) for i in range(k)]).items():
            assert getattr(m, field)[k] == pytest.approx(value), (k, field)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("width", [0, 1, 4, 5, 6])
def test_few_points_have_no_answer_and_raise_no_warning(width: int) -> None:
    x = np.full((3, width), nan)
    x[1, : min(width, 2)] = 1.0
    x[2, : min(width, 4)] = np.arange(min(width, 4))
    m = mean_change(x)
    assert m.n.tolist() == [0, min(width, 2), min(width, 4)]
    for field in FIELDS:
        assert np.isnan(getattr(m, field)).all() and getattr(m, field).shape == (3,), field
    assert mean_change(np.zeros((0, 6))).p.shape == (0,)


@pytest.mark.parametrize("alpha", [0.0, 1.0, -0.5, 2.0])
def test_a_level_is_between_0_and_1(alpha: float) -> None:
    with pytest.raises(ValueError, match="alpha"):
        mean_change(WALK, alpha=alpha)


def test_long_series_with_many_holes_keep_their_order() -> None:
    rng = np.random.default_rng(6)
    y = rng.standard_normal(80).cumsum()
    y[rng.random(80) < 0.5] = nan
    m = mean_change(y)
    for field, value in by_definition(y.tolist(), [float(i) for i in range(80)]).items():
        assert getattr(m, field)[0] == pytest.approx(value, rel=1e-9), field
