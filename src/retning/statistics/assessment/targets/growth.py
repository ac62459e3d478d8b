"""T2 GROWTH and T4 BENCH_GROWTH: growth a year, alone and against a benchmark (methods.md 1.6)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from retning.answers import Pace, TargetState
from retning.statistics.assessment.facts import BenchGrowthFacts, GrowthFacts
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.assessment.targets.common import (
    CLASSES,
    MET,
    MISSED,
    SAME_RATIO,
    Points,
    class_of,
    current_point,
    points,
    refused,
    year_text,
    year_value,
)
from retning.statistics.methods.arrays import Floats
from retning.statistics.model import Reason
from retning.statistics.rules.model import Rules

PER = ("points", "factor", "level")


@dataclass(frozen=True)
class Growth:
    """Mean log growth per year between two points, with its t interval where there are two steps or more."""

    mean: float
    lower: float | None
    upper: float | None
    steps: int


def mean_log_growth(t: Floats, y: Floats, rules: Rules) -> Growth:
    """``ln(y_n / y_1) / (t_n - t_1)`` and a t interval from the yearly log growth.

    Steps of unequal length weigh by their length: a step of ``dt`` years has mean ``m dt`` and variance
    ``s^2 dt``, so ``m = sum(dlog)/sum(dt)`` and ``SE = s / sqrt(sum(dt))``. With one step there is no
    interval. Values must be positive and at least two.

    >>> from retning.statistics.rules.history import rules_on
    >>> found = mean_log_growth(np.array([2010., 2015.]), np.array([100., 115.]), rules_on(None))
    >>> round(float(np.expm1(found.mean)), 6)
    0.028347
    """
    steps, dt = np.diff(np.log(y)), np.diff(t)
    length = float(dt.sum())
    mean = float(steps.sum()) / length
    k = len(steps)
    if k < 2:
        return Growth(mean, None, None, k)
    spread = float(np.sum((steps - mean * dt) ** 2 / dt)) / (k - 1)
    half = float(stats.t.ppf(0.5 + rules.confidence / 2, k - 1)) * (spread / length) ** 0.5
    return Growth(mean, mean - half, mean + half, k)


def growth(
    years: Points,
    values: Points,
    *,
    value: float,
    base_year: float,
    target_year: float | None = None,
    as_of: float | None = None,
    rules: Rules,
) -> TargetStatus:
    """T2: mean growth of at least ``value`` a year (a fraction; a negative one asks for that fall or more).

    Single years are not the target: the mean since the base year is. ``ratio`` is actual over demanded yearly
    growth. Below the target the class of the ratio is used, ``too slow`` at best; where the interval of
    the mean holds the target and the deadline has not passed, ``cannot tell``.

    >>> from retning.statistics.rules.history import rules_on
    >>> growth([2010, 2015], [100, 115], value=0.03, base_year=2010, rules=rules_on(None)).state
    'too slow'
    """
    t, y = points(years, values)
    t, y = t[t >= base_year], y[t >= base_year]
    if not len(t):
        return refused("no data", "no_values")
    now = current_point(t, y, target_year, as_of)
    t, y = t[t <= now.year], y[t <= now.year]
    reasons: tuple[Reason, ...] = now.reasons
    if t[0] != base_year:
        wanted, used = year_text(base_year), year_text(float(t[0]))
        reasons = (Reason("base_moved", {"wanted": wanted, "used": used}), *reasons)
    if len(t) < 2:
        return refused("cannot tell", "one_point", base_year=year_text(base_year))
    if (y <= 0).any():
        return refused("cannot tell", "not_positive")
    g = mean_log_growth(t, y, rules)
    actual = float(np.expm1(g.mean))
    d = 1 if value >= 0 else -1
    met = d * (actual - value) >= -SAME_RATIO * max(abs(value), abs(actual))
    facts = GrowthFacts(
        base_year=year_value(float(t[0])),
        year=year_value(now.year),
        growth=actual,
        growth_target=value,
        growth_lower=None if g.lower is None else float(np.expm1(g.lower)),
        growth_upper=None if g.upper is None else float(np.expm1(g.upper)),
        steps=g.steps,
    )
    ratio = actual / value if value else None
    if now.passed and target_year is not None:
        if np.floor(now.year) < np.floor(target_year):
            reason = Reason(
                "no_value_at_deadline", {"deadline": year_text(target_year), "last": year_text(now.year)}
            )
            return TargetStatus("cannot tell", facts=facts, reasons=(*reasons, reason))
        return TargetStatus(MET if met else MISSED, ratio=ratio, facts=facts, reasons=reasons)
    if g.lower is not None and g.upper is not None and g.lower < np.log1p(value) < g.upper:
        why = Reason("interval_holds_target", {"lower": facts.growth_lower, "upper": facts.growth_upper})
        return TargetStatus("cannot tell", ratio=ratio, facts=facts, reasons=(*reasons, why))
    state: TargetState = "reached" if met else _below(ratio, rules)
    return TargetStatus(state, ratio=ratio, facts=facts, reasons=reasons)


def _below(ratio: float | None, rules: Rules) -> Pace:
    """The class of a ratio below the demand: "too slow" at best."""
    if ratio is None:
        return CLASSES[0]
    state = class_of(ratio, rules)
    return "too slow" if state == "on track" else state


def growth_against(
    region: float, nation: float, value: float, per: str = "points", *, rules: Rules
) -> TargetStatus:
    """Two growth rates a year (fractions) against the demand that the region's exceeds the nation's.

    ``per`` is the reading of ``value``: ``points`` (percentage points a year: 7.5 means 0.075 more),
    ``factor`` (per cent of the nation's growth: 7.5 means 1.075 times), ``level`` (per cent of the
    nation's level since the base, which :func:`bench_growth` sums up; here with one year). ``ratio`` is
    the lead that there is over the lead that is demanded. The factor reading means nothing when the nation
    does not grow: ``cannot tell``.

    >>> from retning.statistics.rules.history import rules_on
    >>> growth_against(0.042, 0.040, 7.5, "factor", rules=rules_on(None)).state
    'too slow'
    >>> growth_against(-0.042, -0.040, 7.5, "factor", rules=rules_on(None)).reasons[0].key
    'factor_meaningless'
    """
    if per not in PER:
        raise ValueError(f"a reading is points, factor or level, not {per!r}")
    facts = BenchGrowthFacts(growth=region, growth_benchmark=nation, points=100 * (region - nation), per=per)
    return _compared(facts, value, rules)


def _compared(facts: BenchGrowthFacts, value: float, rules: Rules) -> TargetStatus:
    """Two growth rates a year under the reading that the facts name; for ``level`` over one year."""
    region, nation, per = facts.growth, facts.growth_benchmark, facts.per
    lead = region - nation
    if per == "points":
        return _lead(lead, value / 100, facts, rules)
    if per == "factor":
        if nation <= 0:
            reason = Reason("factor_meaningless", {"growth_benchmark": nation, "points": 100 * lead})
            return TargetStatus("cannot tell", facts=facts, reasons=(reason,))
        facts = replace(facts, growth_required=nation * (1 + value / 100))
        return _lead(lead, nation * value / 100, facts, rules)
    ahead = (1 + region) / (1 + nation) - 1
    return _lead(ahead, value / 100, replace(facts, cumulated=100 * ahead), rules)


def _lead(actual: float, demanded: float, facts: BenchGrowthFacts, rules: Rules) -> TargetStatus:
    """Reached, or the class of the lead over the demanded lead."""
    met = actual >= demanded - SAME_RATIO * max(abs(actual), abs(demanded))
    ratio = actual / demanded if demanded > 0 else None
    if met:
        return TargetStatus("reached", ratio=ratio, distance=actual - demanded, facts=facts)
    return TargetStatus(_below(ratio, rules), ratio=ratio, distance=actual - demanded, facts=facts)


def bench_growth(
    years: Points,
    values: Points,
    benchmark: Points,
    *,
    value: float,
    base_year: float,
    per: str = "points",
    target_year: float | None = None,
    as_of: float | None = None,
    rules: Rules,
) -> TargetStatus:
    """T4: growth that exceeds the benchmark's, over the years that both have, in one of three readings.

    ``points`` compares mean log growth (percentage points a year); ``factor`` compares it as a ratio;
    ``level`` compares the cumulated growth since the base year. After the deadline only met or missed.
    ``distance`` is the lead less the demanded lead (fractions). In the facts growth is mean log growth, and
    ``points_lower`` and ``points_upper`` come from the yearly differences.

    >>> from retning.statistics.rules.history import rules_on
    >>> s = bench_growth(
    ...     [2010, 2012], [100, 121], [100, 110], value=7.5, base_year=2010, per="level", rules=rules_on(None)
    ... )
    >>> s.state, round(s.facts.cumulated, 6)
    ('reached', 10.0)
    """
    if per not in PER:
        raise ValueError(f"a reading is points, factor or level, not {per!r}")
    t, y = points(years, values)
    tb, b = points(years, benchmark)
    both, i, j = np.intersect1d(t, tb, return_indices=True)
    y, b = y[i], b[j]
    keep = both >= base_year
    t, y, b = both[keep], y[keep], b[keep]
    if not len(t):
        return refused("no data", "no_common_years")
    now = current_point(t, y, target_year, as_of)
    upto = t <= now.year
    t, y, b = t[upto], y[upto], b[upto]
    reasons: tuple[Reason, ...] = now.reasons
    if t[0] != base_year:
        wanted, used = year_text(base_year), year_text(float(t[0]))
        reasons = (Reason("base_moved", {"wanted": wanted, "used": used}), *reasons)
    if len(t) < 2:
        return refused("cannot tell", "one_point", base_year=year_text(base_year))
    if (y <= 0).any() or (b <= 0).any():
        return refused("cannot tell", "not_positive")
    region, nation, lead = (
        mean_log_growth(t, y, rules),
        mean_log_growth(t, b, rules),
        mean_log_growth(t, y / b, rules),
    )
    cumulated = float(np.expm1(lead.mean * (t[-1] - t[0])))
    facts = BenchGrowthFacts(
        base_year=year_value(float(t[0])),
        year=year_value(now.year),
        growth=region.mean,
        growth_benchmark=nation.mean,
        points=100 * lead.mean,
        points_lower=None if lead.lower is None else 100 * lead.lower,
        points_upper=None if lead.upper is None else 100 * lead.upper,
        cumulated=100 * cumulated,
        per=per,
    )
    status = _lead(cumulated, value / 100, facts, rules) if per == "level" else _compared(facts, value, rules)
    state, reasons = status.state, (*status.reasons, *reasons)
    if now.passed and target_year is not None and state != "cannot tell":
        if np.floor(now.year) < np.floor(target_year):
            state = "cannot tell"
            where = {"deadline": year_text(target_year), "last": year_text(now.year)}
            reasons = (*reasons, Reason("no_value_at_deadline", where))
        else:
            state = MET if state == "reached" else MISSED
    return replace(status, state=state, reasons=reasons)
