"""Growth targets worked out by hand: every number, fact and reason of an answer."""

from __future__ import annotations

import math

import numpy as np
import pytest

from retning.statistics.assessment.model import TargetStatus
from retning.statistics.assessment.targets.growth import (
    Growth,
    bench_growth,
    growth,
    growth_against,
    mean_log_growth,
)
from support.rules import NEWEST
from support.target_answers import exact, why

nan = float("nan")
MET, MISSED = "deadline passed: met", "deadline passed: missed"


def test_mean_growth_and_its_interval() -> None:
    # steps of 10 % and 21 % over one and two years are both ln 1.1 a year
    even = mean_log_growth(np.array([2010.0, 2011, 2013]), np.array([100.0, 110, 133.1]), rules=NEWEST)
    assert even.mean == pytest.approx(math.log(1.1)) and even.steps == 2
    assert even.lower == pytest.approx(math.log(1.1)) and even.upper == pytest.approx(math.log(1.1))
    # logs 0, 1, 3, 4: steps 1 2 1 over 1 1 2 years; mean 1, squares 0 + 1 + (1-2)²/2 = 1.5, s² = .75,
    # SE = sqrt(.75/4); t with 2 degrees of freedom is 4.302653 at 97.5 %
    g = mean_log_growth(np.array([2010.0, 2011, 2012, 2014]), np.exp([0.0, 1, 3, 4]), rules=NEWEST)
    half = 4.302653 * math.sqrt(0.75 / 4)
    assert (g.mean, g.steps) == (pytest.approx(1), 3)
    assert (g.lower, g.upper) == (pytest.approx(1 - half, rel=1e-6), pytest.approx(1 + half, rel=1e-6))
    one = mean_log_growth(np.array([2010.0, 2012]), np.array([100.0, 121]), rules=NEWEST)
    assert one == Growth(pytest.approx(math.log(1.1)), None, None, 1)  # type: ignore[arg-type]


def test_growth_a_year() -> None:
    facts = {
        "base_year": 2010, "year": 2012, "growth": 0.1, "growth_target": 0.2, "growth_lower": None,
        "growth_upper": None, "steps": 1,
    }  # fmt: skip
    exact(
        growth([2010, 2012], [100, 121], value=0.2, base_year=2010, rules=NEWEST),
        "far too slow",
        ratio=0.5,
        facts=facts,
    )
    exact(
        growth([2010, 2012], [100, 121], value=0.1, base_year=2010, rules=NEWEST), "reached", ratio=1.0,
        facts={**facts, "growth_target": 0.1},
    )  # fmt: skip
    # short of it by little is too slow at best
    assert growth([2010, 2012], [100, 121], value=0.102, base_year=2010, rules=NEWEST).state == "too slow"
    assert growth([2010, 2012], [100, 81], value=0.1, base_year=2010, rules=NEWEST).state == "moving away"
    # a fall that is asked for
    down = growth([2010, 2012], [100, 81], value=-0.1, base_year=2010, rules=NEWEST)
    assert (down.state, down.ratio) == ("reached", pytest.approx(1))
    assert growth([2010, 2012], [100, 90], value=-0.1, base_year=2010, rules=NEWEST).state == "far too slow"
    zero = growth([2010, 2012], [100, 90], value=0.0, base_year=2010, rules=NEWEST)
    assert (zero.state, zero.ratio) == ("moving away", None)
    assert growth([2010, 2012], [100, 100], value=0.0, base_year=2010, rules=NEWEST).state == "reached"


def test_growth_that_cannot_be_told() -> None:
    moved = why("base_moved", wanted="2009", used="2010")
    s = growth([2008, 2010, 2011, 2012], [7, 100, 90, 121], value=0.1, base_year=2009, rules=NEWEST)
    assert (s.state, [r.key for r in s.reasons]) == ("cannot tell", ["base_moved", "interval_holds_target"])
    assert s.reasons[0] == moved and s.ratio == pytest.approx(1)
    later = why("base_moved", wanted="2009", used="2011")
    assert growth([2011, 2013], [100, 121], value=0.1, base_year=2009, rules=NEWEST).reasons == (later,)
    values = s.reasons[1].values
    assert values == {"lower": s.facts.growth_lower, "upper": s.facts.growth_upper}
    assert values["lower"] < 0.1 < values["upper"]  # type: ignore[operator]
    assert (s.facts.base_year, s.facts.steps) == (2010, 2)
    # an even rise has an interval of no width: below, on and above what is asked
    even = [100, 110, 121, 133.1]
    assert growth([2010, 2011, 2012, 2013], even, value=0.05, base_year=2010, rules=NEWEST).state == "reached"
    assert (
        growth([2010, 2011, 2012, 2013], even, value=0.2, base_year=2010, rules=NEWEST).state
        == "far too slow"
    )
    exact(
        growth([2010], [1], value=0.1, base_year=2010, rules=NEWEST),
        "cannot tell",
        why("one_point", base_year="2010"),
    )
    for bad in (0, -1):
        exact(
            growth([2010, 2011], [1, bad], value=0.1, base_year=2010, rules=NEWEST),
            "cannot tell",
            why("not_positive"),
        )
    exact(growth([2009], [1], value=0.1, base_year=2010, rules=NEWEST), "no data", why("no_values"))
    assert growth([2010, 2011], [0.5, 0.6], value=0.1, base_year=2010, rules=NEWEST).state == "reached"


def test_growth_until_a_deadline() -> None:
    say = {"value": 0.1, "base_year": 2010, "target_year": 2012}
    moved = why("base_moved", wanted="2009", used="2010")
    for base, reasons in ((2010, ()), (2009, (moved,))):
        met = growth([2010, 2012, 2013], [100, 121, 1], **{**say, "base_year": base}, rules=NEWEST)  # type: ignore[arg-type]
        facts = {
            "base_year": 2010, "year": 2012, "growth": 0.1, "growth_target": 0.1, "growth_lower": None,
            "growth_upper": None, "steps": 1,
        }  # fmt: skip
        exact(met, MET, *reasons, ratio=1.0, facts=facts)
    assert growth([2010, 2012], [100, 120], **say, rules=NEWEST).state == MISSED  # type: ignore[arg-type]
    late = growth([2010, 2011], [100, 120], as_of=2013.0, **say, rules=NEWEST)  # type: ignore[arg-type]
    assert (late.state, late.ratio) == ("cannot tell", None)
    assert [r.key for r in late.reasons] == ["target_year_missing", "no_value_at_deadline"]
    assert late.reasons[1] == why("no_value_at_deadline", deadline="2012", last="2011")
    assert late.facts.growth == pytest.approx(0.2)
    assert growth([2010, 2011], [100, 120], as_of=2012.9, **say, rules=NEWEST).state == "reached"  # type: ignore[arg-type]
    # at the deadline an interval that holds the target decides nothing away
    wild = growth([2010, 2011, 2012], [100, 90, 121], **say, rules=NEWEST)  # type: ignore[arg-type]
    assert wild.state == MET


def test_growth_against_another_in_three_readings() -> None:
    facts = {"growth": 0.05, "growth_benchmark": 0.04, "points": 1.0, "per": "points"}
    exact(growth_against(0.05, 0.04, 2, rules=NEWEST), "far too slow", ratio=0.5, distance=-0.01, facts=facts)
    exact(growth_against(0.05, 0.04, 0.5, rules=NEWEST), "reached", ratio=2.0, distance=0.005, facts=facts)
    assert growth_against(0.05, 0.04, 1, rules=NEWEST).state == "reached"
    assert (
        growth_against(0.05, 0.04, 1.000001, rules=NEWEST).state == "too slow"
    )  # a millionth is no rounding
    exact(
        growth_against(0.05, 0.04, 50, "factor", rules=NEWEST), "far too slow", ratio=0.5, distance=-0.01,
        facts={**facts, "per": "factor", "growth_required": 0.06},
    )  # fmt: skip
    lead = 1.05 / 1.04 - 1
    exact(
        growth_against(0.05, 0.04, 1, "level", rules=NEWEST), "too slow", ratio=100 * lead, distance=lead - 0.01,
        facts={**facts, "per": "level", "cumulated": 100 * lead},
    )  # fmt: skip
    meaningless = why("factor_meaningless", growth_benchmark=0.0, points=5.0)
    exact(
        growth_against(0.05, 0.0, 50, "factor", rules=NEWEST), "cannot tell", meaningless,
        facts={"growth": 0.05, "growth_benchmark": 0.0, "points": 5.0, "per": "factor"},
    )  # fmt: skip
    # nothing asked beyond the other's growth: no ratio
    assert (
        growth_against(0.05, 0.04, 0, rules=NEWEST).ratio is None
        and growth_against(0.05, 0.04, 0, rules=NEWEST).state == "reached"
    )
    behind = growth_against(0.03, 0.04, 0, rules=NEWEST)
    assert (behind.state, behind.ratio) == ("moving away", None)
    with pytest.raises(ValueError, match="reading"):
        growth_against(0.05, 0.04, 1, "percent", rules=NEWEST)


def test_growth_against_another_over_the_years_that_both_have() -> None:
    years, ours, theirs = [2009, 2010, 2011, 2012], [9, 100, nan, 121], [9, 100, 105, 110]
    facts = {
        "base_year": 2010, "year": 2012, "growth": math.log(1.1), "growth_benchmark": math.log(1.1) / 2,
        "points": 100 * math.log(1.1) / 2, "points_lower": None, "points_upper": None, "cumulated": 10.0, "per": "level",
    }  # fmt: skip
    exact(
        bench_growth(years, ours, theirs, value=20, base_year=2010, per="level", rules=NEWEST), "far too slow",
        ratio=0.5, distance=-0.1, facts=facts,
    )  # fmt: skip
    s = bench_growth(years, ours, theirs, value=1, base_year=2010, rules=NEWEST)
    assert (s.state, s.facts.per) == ("reached", "points")
    assert s.distance == pytest.approx(math.log(1.1) / 2 - 0.01)
    double = bench_growth(years, ours, theirs, value=200, base_year=2010, per="factor", rules=NEWEST)
    assert (double.state, double.ratio) == ("far too slow", pytest.approx(0.5))
    assert double.facts.growth_required == pytest.approx(1.5 * math.log(1.1))
    three = bench_growth(
        [2010, 2011, 2012], [100, 110, 130], [100, 105, 110], value=1, base_year=2010, rules=NEWEST
    )
    want = mean_log_growth(np.array([2010.0, 2011, 2012]), np.array([1, 110 / 105, 130 / 110]), rules=NEWEST)
    assert want.lower is not None and want.upper is not None
    assert three.facts.points_lower == pytest.approx(100 * want.lower)
    assert three.facts.points_upper == pytest.approx(100 * want.upper)


def test_growth_against_another_that_cannot_be_told() -> None:
    def at(years: list[float], a: list[float], b: list[float], **more: object) -> TargetStatus:
        return bench_growth(years, a, b, base_year=2010, **{"value": 1, **more}, rules=NEWEST)  # type: ignore[arg-type]

    exact(at([2010, 2011], [1, nan], [nan, 1]), "no data", why("no_common_years"))
    exact(at([2009], [1], [1]), "no data", why("no_common_years"))
    exact(at([2010], [1], [1]), "cannot tell", why("one_point", base_year="2010"))
    for a, b in (([1, 0], [1, 1]), ([1, 1], [1, 0]), ([-1, 1], [1, 1])):
        exact(at([2010, 2011], a, b), "cannot tell", why("not_positive"))
    assert at([2010, 2011], [0.5, 0.9], [0.5, 0.5]).state == "reached"
    assert at([2011, 2012], [1, 2], [1, 1]).reasons == (why("base_moved", wanted="2010", used="2011"),)
    falling = at([2010, 2012], [1, 2], [2, 1], per="factor")
    assert (falling.state, falling.reasons[0].key) == ("cannot tell", "factor_meaningless")
    with pytest.raises(ValueError, match="reading"):
        at([2010], [1], [1], per="percent")


def test_growth_against_another_until_a_deadline() -> None:
    def at(last: float, **more: object) -> TargetStatus:
        say = {"value": 1, "base_year": 2010, "target_year": 2012, **more}
        return bench_growth([2010, last], [100, 121], [100, 110], **say, rules=NEWEST)  # type: ignore[arg-type]

    assert at(2012).state == MET
    assert at(2012, value=50).state == MISSED
    assert at(2011).state == "reached"
    late = at(2011, as_of=2013.0)
    assert (late.state, late.ratio is None) == ("cannot tell", False)
    assert late.reasons[-1] == why("no_value_at_deadline", deadline="2012", last="2011")
    assert late.reasons[0] == why("target_year_missing", deadline="2012", used="2011")
    assert at(2011, as_of=2012.9).state == "reached"
    after = bench_growth(
        [2010, 2012, 2013],
        [100, 121, 1],
        [100, 110, 900],
        value=1,
        base_year=2010,
        target_year=2012,
        rules=NEWEST,
    )
    assert (after.state, after.facts.year) == (MET, 2012)
    odd = bench_growth(
        [2010, 2012], [1, 2], [2, 1], value=1, base_year=2010, target_year=2012, per="factor", rules=NEWEST
    )
    assert (odd.state, len(odd.reasons)) == ("cannot tell", 1)
