"""What odd figures get: a documented answer or a clear error each, and never a warning with a wrong number."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from retning.statistics.assessment.families import families
from retning.statistics.assessment.judge import judge
from retning.statistics.assessment.model import Assessment
from retning.statistics.assessment.others import compare_methods
from retning.statistics.assessment.publishable import publishable
from retning.statistics.assessment.rhythm import yearly
from retning.statistics.model import Break, Series, Value
from retning.statistics.rules.model import Rules
from support.rules import BY_RANKS, NEWEST
from support.small_plan import AREAS, AS_OF, element, indicator, plan_of, target

Point = tuple[str, float | None]
TARGETS: list[tuple[str, dict[str, object]]] = [
    ("level", {"value": 10, "from": "2010", "to": "2030"}),
    ("level", {"value": 10, "from": "2010", "to": "2030", "path": "geometric"}),
    ("growth", {"value": 0.01, "from": "2010", "to": "2030"}),
    ("bench_level", {"benchmark": "away"}),
    ("bench_growth", {"benchmark": "away", "value": 1, "from": "2010", "to": "2020"}),
    ("rank", {"group": "group"}),
    ("topgroup", {"group": "group", "share": 0.5}),
    ("minimum", {"value": 3, "from": "2010", "to": "2020"}),
    ("direction", {"from": "2010"}),
    ("maintain", {"from": "2010", "value": 3}),
    ("rel_change", {"value": 0.1, "from": "2010", "to": "2020"}),
    ("range", {"low": 1, "high": 3}),
]


@pytest.fixture(autouse=True)
def no_warning() -> Iterator[None]:
    """Every warning of numpy, scipy or ours is an error here."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def years(*values: float | None) -> list[Point]:
    return [(str(2010 + n), v) for n, v in enumerate(values)]


def assessed(
    points: list[Point],
    kind: str,
    values: dict[str, object],
    nature: str = "flow",
    rules: Rules = BY_RANKS,
) -> Assessment:
    """The whole way that a series goes in a build: held back, judged, tested by page, compared."""
    plan = plan_of(element("1.1", target("1.1", kind, values, indicator="i")))
    definition = indicator("i", nature=nature, unit="percent", areas=("home", "away"))
    series = [
        Series("i", "home", tuple(Value(p, v, numerator=v) for p, v in points)),
        Series("i", "away", tuple(Value(str(2010 + n), 2.0 + n) for n in range(8))),
    ]
    shown = publishable(series, [definition], AREAS)
    found = judge(plan, [definition], AREAS, shown, AS_OF, rules=rules)
    families(plan, [definition], found, rules=rules)
    compare_methods(plan, [definition], shown, found)
    return found[0]


def answers(points: list[Point], nature: str = "flow") -> tuple[str, str, str, str]:
    """Tendency, first reason, target (a level by 2030) and grade."""
    one = assessed(points, *TARGETS[0], nature=nature)
    first = one.tendency.reasons[0].key if one.tendency.reasons else ""
    return one.tendency.state, first, one.targets[0].state, one.evidence.grade


@pytest.mark.parametrize("nature", ["flow", "stock"])
@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([], ("cannot tell", "no_values", "no data", "")),
        (years(None, None), ("cannot tell", "no_values", "no data", "")),
        (years(math.nan, math.nan), ("cannot tell", "no_values", "no data", "")),
        (years(5.0), ("cannot tell", "tendency_few_points", "cannot tell", "D")),
        (years(1.0, 2.0), ("cannot tell", "tendency_few_points", "on track", "C")),
        ([*years(1.0, 2.0), ("2010", 9.0)], ("cannot tell", "mixed_periods", "cannot tell", "C")),
        ([*years(1.0, 2.0), ("2012-Q1", 9.0)], ("cannot tell", "mixed_periods", "cannot tell", "C")),
    ],
    ids=["nothing", "no value", "nan only", "one point", "two points", "twice", "mixed"],
)
def test_what_cannot_be_tested_says_why(
    points: list[Point], expected: tuple[str, str, str, str], nature: str
) -> None:
    assert answers(points, nature) == expected


@pytest.mark.parametrize("nature", ["flow", "stock"])
def test_a_constant_series_and_zeros_stand_still(nature: str) -> None:
    for level in (3.0, 0.0, -3.0):
        found = answers(years(*[level] * 12), nature)
        assert found == ("flat", "tendency_inside_smallest", "far too slow", "A")


@pytest.mark.parametrize("nature", ["flow", "stock"])
def test_a_change_of_sign_is_tested_and_growth_is_refused(nature: str) -> None:
    through = years(*[float(n) for n in range(-6, 6)])
    assert answers(through, nature)[::2] == ("improving", "on track")
    growth = assessed(through, "growth", {"value": 0.01, "from": "2010", "to": "2030"}, nature).targets[0]
    assert (growth.state, growth.reasons[0].key) == ("cannot tell", "not_positive")


def test_order_does_not_matter_and_gaps_are_gaps() -> None:
    points = years(1.0, 2.5, 3.0, 4.5, 5.0, 6.5)
    shuffled = [points[n] for n in (3, 0, 5, 1, 4, 2)]
    assert assessed(points, *TARGETS[0]).tendency == assessed(shuffled, *TARGETS[0]).tendency
    gap = [*points[:2], ("2012", math.nan), *points[3:]]
    none = [*points[:2], *points[3:]]
    a, b = (assessed(p, *TARGETS[0]) for p in (gap, none))
    assert (a.tendency.slope, a.tendency.n, a.fact) == (b.tendency.slope, 5, b.fact)
    # The median of .5, .83, 1, 1, 1, 1, 1.1, 1.17, 1.5, 1.5: slopes over the true distances.
    assert a.tendency.slope == pytest.approx(1.0)


@pytest.mark.parametrize("value", [math.inf, -math.inf, 1e301])
def test_what_is_no_measurement_stops_with_its_place(value: float) -> None:
    with pytest.raises(ValueError, match=r"i, home: the value of 2012 is infinite"):
        answers(years(1.0, 2.0, value, 4.0))


ODD = {
    "nothing": [],
    "nan": years(1.0, math.nan, 3.0, 4.0, 5.0, 6.0),
    "one": years(5.0),
    "two": years(1.0, 2.0),
    "constant": years(*[3.0] * 12),
    "zeros": years(*[0.0] * 12),
    "sign": years(*[float(n) for n in range(-6, 6)]),
    "twice": [*years(1.0, 2.0), ("2010", 9.0)],
    "mixed": [*years(1.0, 2.0), ("2012-Q1", 9.0)],
    "large": years(*[1e299 * n for n in range(1, 7)]),
    "tiny": years(*[1e-300 * n for n in range(1, 7)]),
}


@pytest.mark.parametrize("rules", [BY_RANKS, NEWEST], ids=["ranks", "persistence"])
@pytest.mark.parametrize("nature", ["flow", "stock"])
@pytest.mark.parametrize("name", list(ODD))
def test_no_target_type_stumbles(name: str, nature: str, rules: Rules) -> None:
    for kind, values in TARGETS:
        one = assessed(ODD[name], kind, dict(values), nature, rules)
        (status,) = one.targets
        assert status.state, kind
        if status.state in ("no data", "cannot tell"):
            assert status.reasons, (kind, name)
        for number in (status.ratio, status.distance, status.pace, one.tendency.slope, one.tendency.p):
            assert number is None or not math.isnan(number), (kind, name)


def quarters(first: int, last: int, season: dict[int, float], trend: float = 0.0) -> list[Point]:
    return [
        (f"{year}-Q{q}", 100.0 + season[q] + trend * (year - first) + (0.7 if year % 2 else -0.7))
        for year in range(first, last + 1)
        for q in (1, 2, 3, 4)
    ]


SEASON = {1: -40.0, 2: 5.0, 3: 60.0, 4: -25.0}


def test_a_season_is_no_tendency_and_a_tendency_is_found_under_it() -> None:
    still = assessed(quarters(2012, 2025, SEASON), *TARGETS[0])
    assert still.tendency.state in ("flat", "cannot tell")
    assert (still.tendency.n, still.evidence.grade) == (14, "A")
    assert still.tendency.reasons[-1].key == "yearly_means"
    rising = assessed(quarters(2012, 2025, SEASON, trend=3.0), *TARGETS[0])
    assert (rising.tendency.state, rising.tendency.slope) == ("improving", pytest.approx(3.0, abs=0.1))
    assert rising.fact is not None
    assert (rising.fact.from_period, rising.fact.to_period) == ("2012", "2025")


def test_a_part_of_a_year_is_left_out_and_a_stock_is_taken_at_one_time() -> None:
    points = quarters(2012, 2025, SEASON)[:-2]  # the newest is the second quarter of 2025
    series = Series("i", "home", tuple(Value(p, v) for p, v in points))
    means, why = yearly(series, "flow")
    assert means is not None
    assert [v.period for v in means.values] == [str(y) for y in range(2012, 2025)]
    assert why[0].values == {"years": 13}
    stock, why = yearly(series, "stock")
    assert stock is not None
    assert [v.period for v in stock.values][-1] == "2025-Q2"
    assert len(stock.values) == 14
    assert why[0].key == "same_time_each_year"


def test_a_break_within_a_year_leaves_it_without_mean() -> None:
    points = quarters(2018, 2021, SEASON)
    series = Series(
        "i", "home", tuple(Value(p, v) for p, v in points), breaks=(Break("2019-Q3", {"nb": "ny"}),)
    )
    means, _ = yearly(series, "flow")
    assert means is not None
    assert [v.period for v in means.values] == ["2018", "2020", "2021"]


def test_months_dates_and_gaps() -> None:
    months = tuple(Value(f"2020-M{m:02d}", float(m), numerator=float(m)) for m in range(1, 13))
    mean, _ = yearly(Series("i", "home", months), "rate")
    assert mean is not None
    assert (mean.values[0].period, mean.values[0].value, mean.values[0].numerator) == ("2020", 6.5, 6.5)
    lacking, _ = yearly(Series("i", "home", (*months[:5], Value("2020-M06", None), *months[6:])), "rate")
    assert lacking is not None
    assert lacking.values == ()
    dates = Series("i", "home", tuple(Value(f"{y}-01-01", 1.0) for y in (2020, 2021)))
    assert yearly(dates, "stock") == (dates, ())
    several: Any = tuple(Value(f"{y}-{m}-01", float(y)) for y in (2020, 2021) for m in ("01", "07"))
    at, _ = yearly(Series("i", "home", several), "stock")
    assert at is not None
    assert [v.period for v in at.values] == ["2020-07-01", "2021-07-01"]
    assert yearly(Series("i", "home", (*months, Value("2021", 1.0))), "rate") == (None, ())


@pytest.mark.parametrize("nature", ["flow", "stock"])
@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([], ("cannot tell", "no_values")),
        (years(5.0), ("too few", "tendency_few_points")),
        (years(1.0, 2.0), ("too few", "tendency_few_points")),
        ([*years(1.0, 2.0), ("2010", 9.0)], ("cannot tell", "mixed_periods")),
        (years(*[float(n) for n in range(-6, 6)]), ("improving", "")),
    ],
    ids=["nothing", "one point", "two points", "twice", "sign"],
)
def test_by_persistence_too_few_is_an_answer_of_its_own(
    points: list[Point], expected: tuple[str, str], nature: str
) -> None:
    found = assessed(points, *TARGETS[0], nature=nature, rules=NEWEST).tendency
    assert (found.state, found.reasons[0].key if found.reasons else "") == expected
