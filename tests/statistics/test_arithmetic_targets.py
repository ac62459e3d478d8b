"""Targets of level worked out by hand: every number, fact and reason of an answer."""

from __future__ import annotations

import math

import numpy as np
import pytest

from retning.statistics.assessment.model import TargetStatus
from retning.statistics.assessment.targets import common
from retning.statistics.assessment.targets.common import Current, current_point, points
from retning.statistics.assessment.targets.level import (
    geometric_allowed,
    geometric_ratio,
    level,
    linear_ratio,
    maintain,
    rel_change,
)
from support.rules import NEWEST
from support.target_answers import exact, why

nan = float("nan")
MET, MISSED = "deadline passed: met", "deadline passed: missed"


# what the types share


def test_directions_in_words_and_numbers() -> None:
    assert [common.sign(d) for d in ("up", 1, "down", -1)] == [1, 1, -1, -1]
    for bad in ("none", 0, "UP"):
        with pytest.raises(ValueError, match="direction"):
            common.sign(bad)


def test_points_are_known_values_in_order() -> None:
    t, y = points([2012, 2010, 2011], [3, 1, nan])
    assert (t.tolist(), y.tolist(), t.dtype, y.dtype) == ([2010, 2012], [1, 3], np.float64, np.float64)
    # None is nan; a second row for a year without a value is nothing
    t, y = points([2010, 2010, 2011], [None, 5, 6])  # type: ignore[list-item]
    assert (t.tolist(), y.tolist()) == ([2010, 2011], [5, 6])
    for years, values, message in (
        ([2010], [1, 2], "same length"),
        ([[2010]], [[1]], "same length"),
        ([2010, 2011], [1, math.inf], "finite"),
        ([2010, nan], [1, 2], "finite"),
        ([2010, math.inf], [1, 2], "finite"),
        ([2010, 2011, 2010], [1, 2, 1], "same year"),
    ):
        with pytest.raises(ValueError, match=message):
            points(years, values)  # type: ignore[arg-type]


def test_numbers_that_differ_by_rounding_are_the_same() -> None:
    assert common.close(110, 1.1 * 100) and common.close(-110, -1.1 * 100) and common.close(0, 0)
    assert common.close(1e-20, 1e-20 * (1 + 1e-13)) and common.close(1e12, 1e12 + 1)
    assert not common.close(1e-20, 2e-20) and not common.close(1, 1 + 1e-11) and not common.close(0, 1e-300)
    assert not common.close(1, -1) and not common.close(1e6, 1e6 + 1)
    assert common.meets(5, 5, 1) and common.meets(5, 5, -1)
    assert common.meets(6, 5, 1) and not common.meets(6, 5, -1)
    assert common.meets(4, 5, -1) and not common.meets(4, 5, 1)
    assert common.meets(110, 1.1 * 100, 1)
    assert common.meets(1e300, 0, 1) and not common.meets(0, 1e300, 1)


def test_classes_begin_at_their_limits() -> None:
    assert [common.class_of(r, rules=NEWEST) for r in (-5, -1e-6, 0, 0.5999, 0.6, 0.9499, 0.95, 7)] == [
        "moving away", "moving away", "far too slow", "far too slow", "too slow", "too slow", "on track", "on track",
    ]  # fmt: skip
    # rounding of a computer does not move a ratio over a limit
    assert [common.class_of(x - 1e-10, rules=NEWEST) for x in (0, 0.6, 0.95)] == [
        "far too slow",
        "too slow",
        "on track",
    ]
    assert [common.class_of(x - 1e-8, rules=NEWEST) for x in (0, 0.6, 0.95)] == [
        "moving away",
        "far too slow",
        "too slow",
    ]


def test_an_interval_may_touch_two_classes_and_not_three() -> None:
    assert (
        not common.uncertain(0.65, 0.7, rules=NEWEST)
        and not common.uncertain(0.7, 1.2, rules=NEWEST)
        and not common.uncertain(-1, 0.5, rules=NEWEST)
    )
    assert common.uncertain(0.5, 0.95, rules=NEWEST) and common.uncertain(-0.1, 0.6, rules=NEWEST)


def test_the_point_that_a_target_is_judged_by() -> None:
    t, y = np.array([2018.0, 2019, 2020, 2022]), np.array([1.0, 2, 3, 4])
    assert current_point(t, y, None, 2030.0) == Current(2022, 4, False, ())
    assert current_point(t, y, 2025, None) == Current(2022, 4, False, ())
    assert current_point(t, y, 2025, 2025.99) == Current(2022, 4, False, ())
    late = (why("target_year_missing", deadline="2025", used="2022"),)
    assert current_point(t, y, 2025, 2026.0) == Current(2022, 4, True, late)
    assert current_point(t, y, 2020, None) == Current(2020, 3, True, ())
    assert current_point(t, y, 2022, None) == Current(2022, 4, True, ())
    missing = (why("target_year_missing", deadline="2021", used="2022"),)
    assert current_point(t, y, 2021, None) == Current(2022, 4, True, missing)
    # the last quarter of the target year
    q = np.array([2020.0, 2020.25, 2020.75, 2021.0])
    assert current_point(q, y, 2020, None) == Current(2020.75, 3, True, ())
    assert current_point(q[:3], y[:3], 2020.5, None) == Current(2020.75, 3, False, ())


def test_numbers_as_people_write_them() -> None:
    assert [(type(x), x) for x in map(common.year_value, (2020.0, 2020.25))] == [
        (int, 2020),
        (float, 2020.25),
    ]
    assert [common.year_text(x) for x in (2020.0, 2020.5)] == ["2020", "2020.5"]
    told = [common.whole(x) for x in (3.0, 3.5, 1e15, np.float64(4))]
    assert [(type(x), x) for x in told] == [(int, 3), (float, 3.5), (float, 1e15), (int, 4)]
    assert type(common.whole(-1e14)) is int and type(common.whole(-1e15)) is float
    assert common.refused("no data", "key", a=1) == TargetStatus("no data", reasons=(why("key", a=1),))


# T1


def test_ratios_by_hand() -> None:
    assert linear_ratio(50, 2010, 60, 2014, 70, 2020) == 1.25
    assert linear_ratio(10, 2000, 9, 2002, 6, 2008) == 1.0
    assert geometric_ratio(100, 2010, 121, 2012, 146.41, 2014) == pytest.approx(1)
    assert geometric_ratio(100, 2010, 105, 2011, 121, 2012) == pytest.approx(0.5)
    for y0, y, goal in ((0, 1, 2), (1, 0, 2), (1, 1, 0), (-1, 1, 2), (5, 6, 5)):
        assert geometric_ratio(y0, 2010, y, 2011, goal, 2012) is None
    assert geometric_ratio(0.5, 2010, 1, 2011, 0.9, 2012) is not None


def test_when_a_steady_percentage_means_something() -> None:
    some = np.array([1.0, 2])
    assert (
        geometric_allowed(some, 1, 10, rules=NEWEST)
        and geometric_allowed(some, 0.3, 0.5, rules=NEWEST)
        and not geometric_allowed(some, 0.99, 10, rules=NEWEST)
    )
    assert not geometric_allowed(np.array([1.0, 0]), 1, 2, rules=NEWEST) and not geometric_allowed(
        some, 1, 0, rules=NEWEST
    )
    assert not geometric_allowed(some, 1, -1, rules=NEWEST)


FACTS = {"base_year": 2010, "base": 50, "year": 2015, "value": 55, "target": 70, "target_year": 2020}


def test_half_the_pace() -> None:
    # 1 a year of 2 a year; steady growth 1.1^(1/5) - 1 of 1.4^(1/10) - 1
    geometric = (1.1**0.2 - 1) / (1.4**0.1 - 1)
    exact(
        level([2010, 2012, 2015], [50, nan, 55], base_year=2010, target_year=2020, target=70, rules=NEWEST), "far too slow",
        ratio=0.5, pace=3.0, distance=-15.0, expected=60.0,
        facts={**FACTS, "ratio_linear": 0.5, "ratio_geometric": geometric},
    )  # fmt: skip


def test_a_fall_that_is_wanted() -> None:
    s = level(
        [2010, 2015], [70, 64], base_year=2010, target_year=2020, target=60, direction="down", rules=NEWEST
    )
    assert (s.state, s.ratio, s.distance, s.expected) == ("on track", 1.2, -4, 65)
    assert s.pace == pytest.approx((4 / 5) / (6 / 5))
    away = level(
        [2010, 2015], [70, 71], base_year=2010, target_year=2020, target=60, direction="down", rules=NEWEST
    )
    assert (away.state, away.pace, away.distance) == ("moving away", None, -11)
    still = level(
        [2010, 2015], [70, 70], base_year=2010, target_year=2020, target=60, direction="down", rules=NEWEST
    )
    assert (still.state, still.pace, still.ratio) == ("far too slow", None, 0)


def test_steady_percentage_or_straight_line() -> None:
    years, values = [2010, 2012], [100, 121]
    # 10 % a year asked and given; on the line 21/2 of 46.41/4
    line = 10.5 / (46.41 / 4)
    facts = {
        "base_year": 2010, "base": 100, "year": 2012, "value": 121, "target": 146.41, "target_year": 2014,
        "ratio_linear": line, "ratio_geometric": 1.0,
    }  # fmt: skip
    pace = (25.41 / 2) / (21 / 2)
    say = {"base_year": 2010, "target_year": 2014, "target": 146.41}
    exact(
        level(years, values, path="geometric", **say, rules=NEWEST), "on track",  # type: ignore[arg-type]
        ratio=1.0, pace=pace, distance=-25.41, expected=121.0, depends_on_path=True, facts=facts,
    )  # fmt: skip
    exact(
        level(years, values, **say, rules=NEWEST), "too slow",  # type: ignore[arg-type]
        ratio=line, pace=pace, distance=-25.41, expected=123.205, depends_on_path=True, facts=facts,
    )  # fmt: skip
    with pytest.raises(ValueError, match="path"):
        level(years, values, path="straight", **say, rules=NEWEST)  # type: ignore[arg-type]


def test_steady_percentage_where_it_means_nothing() -> None:
    say = {"base_year": 2010, "target_year": 2020, "target": 100, "path": "geometric"}
    facts = {"base_year": 2010, "base": 5, "year": 2015, "value": 50, "target": 100, "target_year": 2020}
    line = (45 / 5) / (95 / 10)
    steady = (10**0.2 - 1) / (20**0.1 - 1)
    exact(
        level([2010, 2015], [5, 50], **say, rules=NEWEST), "cannot tell", why("geometric_not_possible"),  # type: ignore[arg-type]
        facts={**facts, "ratio_linear": line, "ratio_geometric": steady},
    )  # fmt: skip
    # a value below nothing between base and now forbids it; one from before the base does not
    assert level([2010, 2012, 2015], [50, -1, 60], **say, rules=NEWEST).state == "cannot tell"  # type: ignore[arg-type]
    assert level([2008, 2010, 2015], [-1, 50, 75], **say, rules=NEWEST).state == "on track"  # type: ignore[arg-type]


def test_an_interval_on_the_ratio() -> None:
    def at(slope: tuple[float, float], **more: object) -> TargetStatus:
        return level(
            [2010, 2015],
            [50, 57],
            base_year=2010,
            target_year=2020,
            target=70,
            slope=slope,
            **more,
            rules=NEWEST,
        )  # type: ignore[arg-type]

    for slope in ((1.0, 3.0), (3.0, 1.0)):
        wide = at(slope)
        assert (wide.state, wide.ratio_lower, wide.ratio_upper) == ("too uncertain to classify", 0.5, 1.5)
        assert wide.reasons == (why("interval_too_wide", lower=0.5, upper=1.5),)
        assert wide.ratio == pytest.approx(0.7) and wide.pace == pytest.approx(13 / 7)
    narrow = at((1.3, 1.5))
    assert (narrow.state, narrow.ratio_lower, narrow.ratio_upper) == ("too slow", 0.65, 0.75)
    steady = at((1.0, 3.0), path="geometric")
    assert steady.ratio_lower == pytest.approx((1.1**0.2 - 1) / (1.4**0.1 - 1))
    assert steady.ratio_upper == pytest.approx((1.3**0.2 - 1) / (1.4**0.1 - 1))
    # a limit that would go below nothing has no percentage
    none = at((-20.0, 3.0), path="geometric")
    assert (none.state, none.ratio_lower, none.ratio_upper) == ("too slow", None, None)


def test_reached_early_and_kept() -> None:
    s = level(
        [2010, 2015], [50, 72], base_year=2010, target_year=2020, target=70, slope=(-9.0, 9.0), rules=NEWEST
    )
    exact(
        s, "reached", ratio=2.2, ratio_lower=-4.5, ratio_upper=4.5, distance=2.0, expected=60.0,
        facts={**FACTS, "value": 72, "ratio_linear": 2.2, "ratio_geometric": (1.44**0.2 - 1) / (1.4**0.1 - 1)},
    )  # fmt: skip
    met = why("met_at_base", base_year="2010", base=70)
    keep = {**FACTS, "base": 70}
    for value, state in ((71, "reached"), (70, "reached"), (69, "lost")):
        exact(
            level([2010, 2015], [70, value], base_year=2010, target_year=2020, target=70, rules=NEWEST), state, met,
            distance=float(value - 70), expected=70.0, facts={**keep, "value": value},
        )  # fmt: skip


def test_a_base_that_is_better_than_the_target() -> None:
    say = {"base_year": 2010, "target_year": 2020, "target": 70}
    facts = {**FACTS, "base": 80, "value": 75}
    odd = why("target_contradicts_direction", base=80, target=70)
    exact(level([2010, 2015], [80, 75], **say, rules=NEWEST), "cannot tell", odd, facts=facts)  # type: ignore[arg-type]
    met = why("met_at_base", base_year="2010", base=80)
    exact(
        level([2010, 2015], [80, 75], floor=True, **say, rules=NEWEST), "reached", met,  # type: ignore[arg-type]
        distance=5.0, expected=70.0, facts=facts,
    )  # fmt: skip
    exact(
        level([2010, 2015], [80, 65], **say, rules=NEWEST), "lost", met,  # type: ignore[arg-type]
        distance=-5.0, expected=70.0, facts={**facts, "value": 65},
    )  # fmt: skip
    exact(
        level([2010, 2021], [80, 65], as_of=2022.0, **say, rules=NEWEST), MISSED, met,  # type: ignore[arg-type]
        why("target_year_missing", deadline="2020", used="2021"), distance=-5.0, expected=70.0,
        facts={**facts, "value": 65, "year": 2021},
    )  # fmt: skip
    moved = level([2011, 2015], [70, 71], **say, rules=NEWEST)  # type: ignore[arg-type]
    assert [r.key for r in moved.reasons] == ["base_moved", "met_at_base"]
    assert moved.reasons[1] == why("met_at_base", base_year="2011", base=70)


def test_bases_that_are_missing() -> None:
    say = {"target_year": 2020, "target": 70}
    s = level([2012, 2015], [54, 60], base_year=2010, **say, rules=NEWEST)  # type: ignore[arg-type]
    assert (s.state, s.reasons) == ("on track", (why("base_moved", wanted="2010", used="2012"),))
    assert (s.ratio, s.facts.base_year, s.facts.base) == (1, 2012, 54)
    none = why("no_base", base_year="2010")
    exact(
        level([2012, 2015], [54, 60], base_year=2010, later_base=False, **say, rules=NEWEST),
        "cannot tell",
        none,
    )  # type: ignore[arg-type]
    exact(level([2008, 2009], [54, 60], base_year=2010, **say, rules=NEWEST), "cannot tell", none)  # type: ignore[arg-type]
    exact(level([2012], [54], base_year=2010, **say, rules=NEWEST), "cannot tell", none)  # type: ignore[arg-type]
    exact(
        level([2010], [54], base_year=2010, **say, rules=NEWEST),
        "cannot tell",
        why("one_point", base_year="2010"),
    )  # type: ignore[arg-type]
    exact(level([2009, 2010], [50, 54], base_year=2010, **say, rules=NEWEST), "cannot tell", none)  # type: ignore[arg-type]
    exact(level([2010], [nan], base_year=2010, **say, rules=NEWEST), "no data", why("no_values"))  # type: ignore[arg-type]
    exact(
        level([2020], [75], base_year=2010, **say, rules=NEWEST), MET, distance=5.0, expected=70.0,  # type: ignore[arg-type]
        facts={"year": 2020, "value": 75, "target": 70, "target_year": 2020},
    )  # fmt: skip


def test_after_the_deadline() -> None:
    say = {"base_year": 2010, "target_year": 2020, "target": 70}
    facts = {**FACTS, "year": 2020}
    for value, state in ((71, MET), (70, MET), (69, MISSED)):
        exact(
            level([2010, 2020, 2023], [50, value, 1], **say, rules=NEWEST), state,  # type: ignore[arg-type]
            distance=float(value - 70), expected=70.0, facts={**facts, "value": value},
        )  # fmt: skip
    late = why("no_value_at_deadline", deadline="2020", last="2019")
    exact(
        level([2010, 2019], [50, 80], as_of=2021.0, **say, rules=NEWEST), "cannot tell", late,  # type: ignore[arg-type]
        distance=10.0, expected=70.0, facts={**facts, "value": 80, "year": 2019},
    )  # fmt: skip
    moved = why("base_moved", wanted="2010", used="2011")
    assert level([2011, 2019], [50, 80], as_of=2021.0, **say, rules=NEWEST).reasons == (moved, late)  # type: ignore[arg-type]
    assert level([2011, 2020], [50, 80], **say, rules=NEWEST).reasons == (moved,)  # type: ignore[arg-type]
    assert level([2010, 2019], [50, 80], as_of=2020.9, **say, rules=NEWEST).state == "reached"  # type: ignore[arg-type]
    assert level([2010, 2020.5], [50, 80], **say, rules=NEWEST).state == MET  # type: ignore[arg-type]


def test_no_pace_where_no_time_is_left() -> None:
    for last in (2020.5, 2020.75):
        s = level([2010, last], [50, 60], base_year=2010, target_year=2020.5, target=70, rules=NEWEST)
        assert (s.state, s.pace) == ("far too slow", None)


# T12 and T11


def test_relative_changes() -> None:
    s = rel_change([2010, 2015], [200, 206], change=0.1, base_year=2010, target_year=2020, rules=NEWEST)
    assert (s.state, s.facts.target, s.expected) == ("too slow", pytest.approx(220), pytest.approx(210))
    assert s.ratio == pytest.approx(0.6)
    assert (s.facts.change, s.facts.change_target) == (pytest.approx(0.03), 0.1)
    down = rel_change([2010, 2015], [200, 206], change=-0.5, base_year=2010, target_year=2020, rules=NEWEST)
    assert (down.state, down.facts.target) == ("moving away", 100)
    steady = rel_change(
        [2010, 2012],
        [100, 121],
        change=0.4641,
        base_year=2010,
        target_year=2014,
        path="geometric",
        slope=(9, 11),
        rules=NEWEST,
    )
    assert steady.state == "on track" and steady.ratio == pytest.approx(1)
    assert steady.ratio_lower is not None and steady.ratio_upper is not None
    over = rel_change(
        [2010, 2019], [100, 90], change=0.1, base_year=2010, target_year=2020, as_of=2021.0, rules=NEWEST
    )
    assert over.reasons == (why("no_value_at_deadline", deadline="2020", last="2019"),)
    one = rel_change([2010], [100], change=0.1, base_year=2010, target_year=2020, rules=NEWEST)
    exact(one, "cannot tell", why("one_point", base_year="2010"))
    exact(rel_change([2011], [1], change=0.1, base_year=2010, target_year=2020, rules=NEWEST), "cannot tell",
          why("no_base", base_year="2010"))  # fmt: skip
    for base in (0, -3):
        exact(rel_change([2010], [base], change=0.1, base_year=2010, target_year=2020, rules=NEWEST), "cannot tell",
              why("base_not_positive", base=base))  # fmt: skip
    assert (
        rel_change([2010, 2011], [0.5, 1], change=0.1, base_year=2010, target_year=2020, rules=NEWEST).state
        == "reached"
    )
    with pytest.raises(ValueError, match="zero"):
        rel_change([2010], [1], change=0, base_year=2010, target_year=2020, rules=NEWEST)


KEPT = {
    "years": 3, "years_inside": 3, "share_inside": 1.0, "periods_outside": [], "lost_in": None, "year": 2012,
    "value": 6, "limit": 4, "tolerance": 0,
}  # fmt: skip


def test_maintained_and_lost() -> None:
    years = [2010, 2011, 2012]
    exact(maintain(years, [5, 4, 6], value=4), "maintained", distance=2.0, expected=4.0, facts=KEPT)
    was = {**KEPT, "years_inside": 2, "share_inside": 2 / 3, "periods_outside": [2011]}
    exact(
        maintain(years, [5, 3, 6], value=4), "maintained", why("was_outside", periods=["2011"]),
        distance=2.0, expected=4.0, facts=was,
    )  # fmt: skip
    lost = {
        **KEPT,
        "years_inside": 1,
        "share_inside": 1 / 3,
        "periods_outside": [2011, 2012],
        "lost_in": 2011,
    }
    exact(
        maintain(years, [5, 3, 3], value=4), "lost", distance=-1.0, expected=4.0, facts={**lost, "value": 3}
    )
    exact(
        maintain(years, [1, 2.5, 3], value=2, tolerance=0.5, direction="down"), "lost", distance=-1.0, expected=2.0,
        facts={**KEPT, "years_inside": 2, "share_inside": 2 / 3, "periods_outside": [2012], "lost_in": 2012,
               "value": 3, "limit": 2, "tolerance": 0.5},
    )  # fmt: skip
    assert maintain(years, [3, 5, 6], value=4, base_year=2011).state == "maintained"
    assert maintain(years, [3, 5, 6], value=4, base_year=2011).facts.years == 2
    exact(maintain(years, [5, 5, 5], value=4, base_year=2013), "no data", why("no_values"))
    with pytest.raises(ValueError, match="tolerance"):
        maintain(years, [1, 2, 3], value=1, tolerance=-0.1)


def test_maintained_until_the_deadline() -> None:
    years = [2010, 2011, 2012, 2013]
    exact(
        maintain(years, [5, 4, 6, 1], value=4, target_year=2012), MET, distance=2.0, expected=4.0, facts=KEPT
    )
    gone = maintain(years, [5, 3, 6, 9], value=4, target_year=2012)
    assert (gone.state, gone.reasons, gone.facts.years) == (MISSED, (), 3)
    # the years until the deadline were good, but its own is missing
    exact(
        maintain([2010, 2011, 2012], [5, 4, 6], value=4, target_year=2013, as_of=2014.0), "cannot tell",
        why("no_value_at_deadline", deadline="2013", last="2012"), distance=2.0, facts=KEPT,
    )  # fmt: skip
    bad = maintain([2010, 2011, 2012], [5, 3, 6], value=4, target_year=2013, as_of=2014.0)
    assert (bad.state, bad.reasons) == (MISSED, (why("target_year_missing", deadline="2013", used="2012"),))
    assert maintain([2010, 2011], [5, 3], value=4, target_year=2013, as_of=2013.5).state == "lost"
    only_after = maintain([2015], [5], value=4, target_year=2013)
    assert (only_after.state, only_after.facts.years) == (MET, 1)
