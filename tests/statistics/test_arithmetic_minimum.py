"""Minimum and range worked out by hand."""

from __future__ import annotations

import pytest

from retning.statistics.assessment.targets.minimum import in_range, minimum, minimum_units
from support.rules import NEWEST
from support.target_answers import exact, shown, why

nan = float("nan")
MET, MISSED = "deadline passed: met", "deadline passed: missed"
YEARS = [2010, 2011, 2012]
FACTS = {
    "years_met": 2, "years": 3, "periods_met": [2010, 2012], "periods_missed": [2011], "periods_missing": [],
    "cumulative": 13, "cumulative_target": 12, "cumulative_ratio": 13 / 12, "mean": 13 / 3, "value": 4,
    "per": "each", "from": 2010, "to": 2012, "year": 2012,
}  # fmt: skip


def test_every_period_on_average_and_in_sum() -> None:
    say = {"value": 4, "base_year": 2010, "target_year": 2012}
    for per, state, distance in (("each", MISSED, 1.0), ("average", MET, 1 / 3), ("sum", MET, 1.0)):
        exact(
            minimum(YEARS, [4, 2, 7], per=per, **say, rules=NEWEST), state, ratio=13 / 12, distance=distance,  # type: ignore[arg-type]
            facts={**FACTS, "per": per},
        )  # fmt: skip
    # as a maximum: over by one
    exact(
        minimum(YEARS, [4, 2, 7], per="sum", direction="down", **say, rules=NEWEST), MISSED, ratio=13 / 12, distance=-1.0,  # type: ignore[arg-type]
        facts={**FACTS, "per": "sum", "periods_met": [2010, 2011], "periods_missed": [2012]},
    )  # fmt: skip
    with pytest.raises(ValueError, match="each"):
        minimum(YEARS, [1, 2, 3], value=1, per="mean", rules=NEWEST)
    assert minimum(YEARS, [4, 4, 4], **say, rules=NEWEST).state == MET  # type: ignore[arg-type]


def test_only_the_periods_asked_for_count() -> None:
    s = minimum(
        [2009, *YEARS, 2013], [0, 4, 2, 7, 0], value=4, base_year=2010, target_year=2012, rules=NEWEST
    )
    assert s.state == MISSED and shown(s) == FACTS
    free = minimum(YEARS, [4, 2, 7], value=4, rules=NEWEST)
    exact(free, "not reached", ratio=13 / 12, distance=1.0, facts=FACTS)
    exact(minimum([2009], [1], value=1, base_year=2010, rules=NEWEST), "no data", why("no_values"))
    exact(minimum([2013], [1], value=1, target_year=2012, rules=NEWEST), "no data", why("no_values"))
    # a value from after the deadline shows that it has passed
    passed = minimum([2010, 2011, 2013], [4, 4, 4], value=4, base_year=2010, target_year=2011, rules=NEWEST)
    assert passed.state == MET
    exact(
        minimum([2012], [nan], value=1, base_year=2010, target_year=2012, rules=NEWEST),
        "no data",
        why("no_values"),
    )
    assert minimum([2012], [4], value=4, base_year=2012, target_year=2012, rules=NEWEST).state == MET
    quarters = minimum(
        [2010.0, 2010.25, 2010.5, 2010.75],
        [1, 1, 1, 1],
        value=1,
        base_year=2010,
        target_year=2010,
        rules=NEWEST,
    )
    assert (quarters.state, quarters.facts.years, quarters.facts.year) == (MET, 4, 2010.75)


def test_while_the_periods_run() -> None:
    say = {"value": 4, "base_year": 2010, "target_year": 2015}
    facts = {**FACTS, "to": 2015}
    exact(
        minimum(YEARS, [4, 2, 7], **say, rules=NEWEST),
        "not reached",
        ratio=13 / 12,
        distance=1.0,
        facts=facts,
    )  # type: ignore[arg-type]
    good = minimum(YEARS, [4, 4, 7], **say, rules=NEWEST)  # type: ignore[arg-type]
    assert (good.state, good.pace) == ("on track", None)
    # 9 of 12: three quarters; 24 - 9 in three years, 5 a year against 3 so far
    for per, distance in (("sum", -3.0), ("average", -1.0)):
        s = minimum(YEARS, [3, 3, 3], per=per, **say, rules=NEWEST)  # type: ignore[arg-type]
        told = {
            **facts, "per": per, "years_met": 0, "periods_met": [], "periods_missed": YEARS, "cumulative": 9,
            "cumulative_ratio": 0.75, "mean": 3,
        }  # fmt: skip
        exact(s, "too slow", ratio=0.75, distance=distance, pace=5 / 3, facts=told)
    assert minimum(YEARS, [4, 2, 7], per="sum", **say, rules=NEWEST).state == "on track"  # type: ignore[arg-type]
    assert minimum(YEARS, [4, 2, 7], per="sum", **say, rules=NEWEST).pace is None  # type: ignore[arg-type]
    none = minimum(YEARS, [0, 0, 0], per="sum", **say, rules=NEWEST)  # type: ignore[arg-type]
    assert (none.state, none.pace, none.ratio) == ("far too slow", None, 0)
    assert minimum(YEARS, [3, 3, 3], value=4, per="sum", base_year=2010, rules=NEWEST).pace is None
    small = minimum(YEARS, [0.1, 0.1, 0.1], per="sum", **say, rules=NEWEST)  # type: ignore[arg-type]
    assert small.pace == pytest.approx((24 - 0.3) / 3 / 0.1)


def test_a_maximum_has_no_class() -> None:
    say = {"value": 4, "per": "sum", "direction": "down", "base_year": 2010, "target_year": 2015}
    over = minimum(YEARS, [5, 5, 5], **say, rules=NEWEST)  # type: ignore[arg-type]
    # 9 may still come in three years: 3 a year of 5 a year
    assert (over.state, over.ratio, over.pace) == ("not reached", 1.25, pytest.approx(0.6))
    spent = minimum(YEARS, [10, 10, 10], **say, rules=NEWEST)  # type: ignore[arg-type]
    assert (spent.state, spent.pace) == ("not reached", None)
    used_up = minimum(YEARS, [8, 8, 8], **say, rules=NEWEST)  # type: ignore[arg-type]
    assert used_up.pace is None
    barely = minimum(YEARS, [7.5, 8, 8], **say, rules=NEWEST)  # type: ignore[arg-type]
    assert barely.pace == pytest.approx(0.5 / 3 / (23.5 / 3))
    zero = minimum(YEARS, [-1, -1, -1], value=0, per="sum", target_year=2015, rules=NEWEST)
    assert (zero.state, zero.ratio, zero.pace) == ("not reached", None, None)
    low = minimum(YEARS, [0.1, 0.1, 0.1], value=0.2, per="sum", rules=NEWEST)
    assert low.ratio == pytest.approx(0.5)


def test_missing_periods() -> None:
    say = {"value": 4, "base_year": 2010, "target_year": 2014}
    gap = minimum([2011, 2013], [4, 4], **say, rules=NEWEST)  # type: ignore[arg-type]
    assert (gap.state, gap.ratio, gap.distance) == ("cannot tell", None, 0)
    assert gap.facts.periods_missing == (2010, 2012) and gap.facts.from_ == 2010
    assert gap.reasons == (why("periods_missing", periods=["2010", "2012"]),)
    late = minimum([2011, 2013], [4, 4], as_of=2015.0, **say, rules=NEWEST)  # type: ignore[arg-type]
    assert late.facts.periods_missing == (2010, 2012, 2014)
    assert minimum([2011, 2013], [4, 4], as_of=2014.9, **say, rules=NEWEST).facts.periods_missing == (
        2010,
        2012,
    )  # type: ignore[arg-type]
    # one period that missed decides "each"
    decided = minimum([2011, 2013], [4, 3], as_of=2015.0, **say, rules=NEWEST)  # type: ignore[arg-type]
    assert (decided.state, decided.reasons[0].key) == (MISSED, "periods_missing")
    running = minimum([2011, 2013], [4, 3], **say, rules=NEWEST)  # type: ignore[arg-type]
    assert (running.state, running.reasons) == ("not reached", gap.reasons)
    assert minimum([2011, 2013], [4, 3], per="sum", **say, rules=NEWEST).state == "cannot tell"  # type: ignore[arg-type]
    assert minimum([2010, 2012], [4, 4], value=4, rules=NEWEST).facts.periods_missing == (2011,)
    assert minimum([2010, 2012, 2014], [4, 4, 4], value=4, rules=NEWEST).facts.periods_missing == (2011, 2013)
    # other rhythms have no whole years to miss
    assert minimum([2010.5, 2012.5], [4, 4], value=4, rules=NEWEST).facts.periods_missing == ()
    assert minimum([2011, 2012], [4, 4], value=4, base_year=2009.5, rules=NEWEST).facts.periods_missing == (
        2010,
    )
    done = minimum(
        [2010, 2011], [4, 4], value=4, base_year=2010, target_year=2012.5, as_of=2014.0, rules=NEWEST
    )
    assert done.facts.periods_missing == (2012,)


UNITS = {
    "met": 1, "units": 2, "units_met": ["b"], "units_missed": ["a"], "units_missing": [], "value": 3, "per": "each",
}  # fmt: skip


def test_units() -> None:
    exact(minimum_units({"b": 5, "a": 1}, value=3), "not reached", ratio=0.5, facts=UNITS)
    exact(minimum_units({"b": 5, "a": 1}, value=3, passed=True), MISSED, ratio=0.5, facts=UNITS)
    both = {**UNITS, "met": 2, "units_met": ["a", "b"], "units_missed": []}
    exact(minimum_units({"b": 5, "a": 3}, value=3), "reached", ratio=1.0, facts=both)
    exact(minimum_units({"b": 5, "a": 3}, value=3, passed=True), MET, ratio=1.0, facts=both)
    assert minimum_units({"b": 5, "a": 1}, value=3, direction="down").facts.units_met == ("a",)
    assert minimum_units({"b": 1, "a": 0.5}).facts.units_met == ("b",)
    exact(minimum_units({"a": None, "b": nan}), "no data", why("not_reported"))
    with pytest.raises(ValueError, match="never averaged"):
        minimum_units({"a": 1}, per="average")
    with pytest.raises(ValueError, match="not 'mean'"):
        minimum_units({"a": 1}, per="mean")


def test_units_that_did_not_report() -> None:
    missing = why("units_missing", units=["c", "d"])
    some = {**UNITS, "units": 4, "units_missing": ["c", "d"]}
    all_good = {**some, "met": 2, "units_met": ["a", "b"], "units_missed": []}
    given = {"d": nan, "c": None, "b": 5.0}
    exact(minimum_units({**given, "a": 3}, value=3), "cannot tell", missing, ratio=0.5, facts=all_good)
    exact(minimum_units({**given, "a": 1}, value=3), "not reached", missing, ratio=0.25, facts=some)
    exact(minimum_units({**given, "a": 1}, value=3, passed=True), MISSED, missing, ratio=0.25, facts=some)


def test_units_in_sum() -> None:
    facts = {**UNITS, "per": "sum", "value": 8, "met": 0, "units_met": [], "units_missed": ["a", "b"]}
    exact(
        minimum_units({"a": 1, "b": 5}, value=8, per="sum"), "not reached", distance=-2.0,
        facts={**facts, "cumulative": 6, "cumulative_ratio": 0.75},
    )  # fmt: skip
    missing = why("units_missing", units=["c"])
    partly = {**facts, "units": 3, "units_missing": ["c"]}
    exact(
        minimum_units({"a": 4, "b": 5, "c": None}, value=8, per="sum"), "reached", missing, distance=1.0,
        facts={**partly, "cumulative": 9, "cumulative_ratio": 1.125},
    )  # fmt: skip
    exact(
        minimum_units({"a": 1, "b": 5, "c": None}, value=8, per="sum"), "cannot tell", missing, distance=-2.0,
        facts={**partly, "cumulative": 6, "cumulative_ratio": 0.75},
    )  # fmt: skip
    # below a maximum with one lacking: it may still pass it
    down = minimum_units({"a": 1, "b": 5, "c": None}, value=8, per="sum", direction="down")
    assert (down.state, down.distance) == ("cannot tell", 2)
    over = minimum_units({"a": 1, "b": 5}, value=5, per="sum", passed=True)
    assert (over.state, over.distance) == (MET, 1)
    assert minimum_units({"a": 1}, value=0, per="sum").facts.cumulative_ratio is None
    assert minimum_units({"a": 1}, value=0.5, per="sum").facts.cumulative_ratio == 2


def test_ranges() -> None:
    for value, side, distance in ((0, "below", -1), (1, "inside", 0), (1.5, "inside", 0.5), (2.5, "inside", 0.5), (3, "inside", 0), (5, "above", -2)):  # fmt: skip
        state = "inside" if side == "inside" else "outside"
        facts = {"value": value, "low": 1, "high": 3, "side": side}
        exact(in_range(value, low=1, high=3), state, distance=float(distance), facts=facts)
        over = MET if side == "inside" else MISSED
        exact(in_range(value, low=1, high=3, passed=True), over, distance=float(distance), facts=facts)
    for none in (None, nan, float("inf")):
        exact(in_range(none, low=1, high=3), "no data", why("not_reported"))
    with pytest.raises(ValueError, match="holds nothing"):
        in_range(1, low=3, high=1)
    assert in_range(2, low=2, high=2).state == "inside"
