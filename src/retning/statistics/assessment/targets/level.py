"""T1 LEVEL, T11 MAINTAIN and T12 REL_CHANGE: a value to reach or to keep (methods.md 1.1, 1.6)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from retning.answers import TargetState
from retning.statistics.assessment.facts import LevelFacts, MaintainFacts, RelChangeFacts
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.assessment.targets.common import (
    MET,
    MISSED,
    Current,
    Points,
    class_of,
    current_point,
    meets,
    points,
    refused,
    sign,
    uncertain,
    whole,
    year_text,
    year_value,
)
from retning.statistics.methods.arrays import Floats
from retning.statistics.model import Reason
from retning.statistics.rules.model import Rules


def linear_ratio(y0: float, t0: float, y: float, t: float, target: float, deadline: float) -> float:
    """Actual pace over required pace on a straight line: ``[(y-y0)/(t-t0)] / [(y*-y0)/(T-t0)]``.

    Real time distances, never the number of observations. Raises ``ZeroDivisionError`` where the target
    equals the base or the times coincide.

    >>> linear_ratio(50, 2010, 60, 2015, 70, 2020)
    1.0
    """
    return ((y - y0) / (t - t0)) / ((target - y0) / (deadline - t0))


def geometric_ratio(y0: float, t0: float, y: float, t: float, target: float, deadline: float) -> float | None:
    """Actual yearly growth over required yearly growth; ``None`` unless base, value and target are positive.

    >>> round(geometric_ratio(50, 2010, 60, 2015, 70, 2020), 6)
    1.085261
    """
    if min(y0, y, target) <= 0 or target == y0:
        return None
    actual = float(np.expm1(np.log(y / y0) / (t - t0)))
    return actual / float(np.expm1(np.log(target / y0) / (deadline - t0)))


def geometric_allowed(values: Floats, base: float, target: float, rules: Rules) -> bool:
    """A geometric path needs positive values, a positive target and a base that is large enough beside the target."""
    return bool((values > 0).all()) and target > 0 and base >= rules.geometric_base_share * target


def level(
    years: Points,
    values: Points,
    *,
    base_year: float,
    target_year: float,
    target: float,
    direction: str | int = "up",
    path: str = "linear",
    slope: tuple[float, float] | None = None,
    as_of: float | None = None,
    later_base: bool = True,
    floor: bool = False,
    rules: Rules,
) -> TargetStatus:
    """T1: a level by a date.

    ``years`` and ``values`` are one series (``nan`` where there is no value); ``slope`` the limits of its
    yearly change, in its unit (Sen's interval, say), from which the ratio gets its interval; ``as_of`` the
    year (with fraction) in which we stand. Where the base year has no value the next year with one is
    used, and a reason says so (``later_base=False`` forbids it). ``floor=True`` says that the target is a
    floor or a ceiling, so that a base which already meets it contradicts nothing (parity).

    ``distance`` is signed: positive on the good side of the target. ``pace`` is how many times the pace so
    far is needed from now on. ``depends_on_path`` is set when a straight line and a steady percentage give
    different classes.

    A base that equals the target makes it a target to keep: ``reached`` or ``lost``. A base strictly
    better than the target with a value that still is, contradicts the direction: ``cannot tell`` with reason
    ``target_contradicts_direction`` (:func:`~retning.statistics.assessment.targets.check.check_target`
    refuses it).

    >>> from retning.statistics.rules.history import rules_on
    >>> rules = rules_on(None)
    >>> level([2010, 2015], [50, 60], base_year=2010, target_year=2020, target=70, rules=rules).state
    'on track'
    >>> level([2010, 2021], [50, 62], base_year=2010, target_year=2020, target=70, rules=rules).distance
    -8.0
    """
    d = sign(direction)
    if path not in ("linear", "geometric"):
        raise ValueError(f"a path is linear or geometric, not {path!r}")
    t, y = points(years, values)
    if not len(t):
        return refused("no data", "no_values")
    now = current_point(t, y, target_year, as_of)
    base, moved = _base(t, y, base_year, now.year, later_base)
    if base is None:
        key = "one_point" if t[0] == base_year and now.year == base_year else "no_base"
        if now.passed:  # met or missed needs no base
            return _after(now, target, d, _facts(now, target, target_year), ())
        return refused("cannot tell", key, base_year=year_text(base_year))
    t0, y0 = base
    reasons = moved + now.reasons
    facts = replace(_facts(now, target, target_year), base_year=year_value(t0), base=whole(y0))
    reached = meets(now.value, target, d)
    if meets(y0, target, d):
        if not meets(target, y0, d) and reached and not floor:
            return TargetStatus(
                "cannot tell",
                facts=facts,
                reasons=(
                    Reason("target_contradicts_direction", {"base": whole(y0), "target": whole(target)}),
                ),
            )
        reason = Reason("met_at_base", {"base_year": year_text(t0), "base": whole(y0)})
        if now.passed:
            return _after(now, target, d, facts, (*moved, reason))
        kept: TargetState = "reached" if reached else "lost"
        return TargetStatus(
            kept,
            distance=d * (now.value - target),
            expected=float(target),
            facts=facts,
            reasons=(*reasons, reason),
        )
    if now.passed:
        return _after(now, target, d, facts, moved)
    linear = linear_ratio(y0, t0, now.value, now.year, target, target_year)
    geometric = geometric_ratio(y0, t0, now.value, now.year, target, target_year)
    facts = replace(facts, ratio_linear=linear, ratio_geometric=geometric)
    used = (t >= t0) & (t <= now.year)
    if path == "geometric":
        if geometric is None or not geometric_allowed(y[used], y0, target, rules):
            return TargetStatus(
                "cannot tell", facts=facts, reasons=(*reasons, Reason("geometric_not_possible"))
            )
        ratio = geometric
        expected = float(y0 * np.exp(np.log(target / y0) * (now.year - t0) / (target_year - t0)))
    else:
        ratio = linear
        expected = y0 + (target - y0) * (now.year - t0) / (target_year - t0)
    lower, upper = _ratio_interval(slope, y0, t0, now, target, target_year, path)
    state: TargetState = "reached" if reached else class_of(ratio, rules)
    if not reached and lower is not None and upper is not None and uncertain(lower, upper, rules):
        state = "too uncertain to classify"
        reasons = (*reasons, Reason("interval_too_wide", {"lower": lower, "upper": upper}))
    return TargetStatus(
        state,
        ratio=ratio,
        ratio_lower=lower,
        ratio_upper=upper,
        pace=None if reached else _pace(y0, t0, now, target, target_year, d),
        distance=d * (now.value - target),
        expected=expected,
        depends_on_path=geometric is not None
        and not reached
        and class_of(linear, rules) != class_of(geometric, rules),
        facts=facts,
        reasons=reasons,
    )


def _facts(now: Current, target: float, target_year: float) -> LevelFacts:
    """What is known of a path without a base."""
    return LevelFacts(
        year=year_value(now.year),
        value=whole(now.value),
        target=whole(target),
        target_year=year_value(target_year),
    )


def _base(
    t: Floats, y: Floats, base_year: float, now: float, later: bool
) -> tuple[tuple[float, float] | None, tuple[Reason, ...]]:
    """Base point: the base year's value, or the next one before the current point; and a reason when
    moved."""
    exact = np.flatnonzero((t == base_year) & (t < now))
    if len(exact):
        return (float(t[exact[0]]), float(y[exact[0]])), ()
    after = np.flatnonzero((t > base_year) & (t < now))
    if not later or not len(after) or (t == base_year).any():
        return None, ()
    i = after[0]
    reason = Reason("base_moved", {"wanted": year_text(base_year), "used": year_text(float(t[i]))})
    return (float(t[i]), float(y[i])), (reason,)


def _after(
    now: Current,
    target: float,
    d: int,
    facts: LevelFacts,
    reasons: tuple[Reason, ...],
) -> TargetStatus:
    """After the deadline only met or missed; a value from before the deadline decides nothing."""
    distance = d * (now.value - target)
    if np.floor(now.year) < np.floor(facts.target_year):
        key = Reason(
            "no_value_at_deadline", {"deadline": year_text(facts.target_year), "last": year_text(now.year)}
        )
        return TargetStatus(
            "cannot tell", distance=distance, expected=float(target), facts=facts, reasons=(*reasons, key)
        )
    return TargetStatus(
        MET if meets(now.value, target, d) else MISSED,
        distance=distance,
        expected=float(target),
        facts=facts,
        reasons=(*reasons, *now.reasons),
    )


def _pace(y0: float, t0: float, now: Current, target: float, deadline: float, d: int) -> float | None:
    """How many times the past pace is needed; nothing where there is no progress to multiply."""
    past = d * (now.value - y0) / (now.year - t0)
    if past <= 0 or deadline <= now.year:
        return None
    return float(d * (target - now.value) / (deadline - now.year) / past)


def _ratio_interval(
    slope: tuple[float, float] | None,
    y0: float,
    t0: float,
    now: Current,
    target: float,
    deadline: float,
    path: str,
) -> tuple[float | None, float | None]:
    """The ratio recomputed with both limits of the yearly change."""
    if slope is None:
        return None, None
    ends: list[float] = []
    for b in slope:
        y = y0 + b * (now.year - t0)
        if path == "geometric":
            ratio = geometric_ratio(y0, t0, y, now.year, target, deadline)
            if ratio is None:
                return None, None
        else:
            ratio = linear_ratio(y0, t0, y, now.year, target, deadline)
        ends.append(ratio)
    return min(ends), max(ends)


def rel_change(
    years: Points,
    values: Points,
    *,
    change: float,
    base_year: float,
    target_year: float,
    path: str = "linear",
    slope: tuple[float, float] | None = None,
    as_of: float | None = None,
    rules: Rules,
) -> TargetStatus:
    """T12: a relative change from a base year, ``y_T >= (1+x) y_0``; judged as T1 with ``y* = (1+x) y_0``.

    ``change`` is a fraction: ``0.10`` for ten per cent more, ``-0.30`` for thirty per cent less (its sign
    gives the direction). The base year must have its own value: another base would be another target.

    >>> from retning.statistics.rules.history import rules_on
    >>> rules = rules_on(None)
    >>> rel_change([2010, 2015], [100, 105], change=0.1, base_year=2010, target_year=2020, rules=rules).state
    'on track'
    """
    t, y = points(years, values)
    at = np.flatnonzero(t == base_year)
    if not len(at):
        return refused("cannot tell", "no_base", base_year=year_text(base_year))
    y0 = float(y[at[0]])
    if y0 <= 0:
        return refused("cannot tell", "base_not_positive", base=whole(y0))
    if change == 0:
        raise ValueError("a relative change of zero is a target to keep, not to reach")
    status = level(
        t,
        y,
        base_year=base_year,
        target_year=target_year,
        target=(1 + change) * y0,
        direction=1 if change > 0 else -1,
        path=path,
        slope=slope,
        as_of=as_of,
        rules=rules,
    )
    if not isinstance(status.facts, LevelFacts):
        return status
    found = RelChangeFacts(**vars(status.facts), change=status.facts.value / y0 - 1, change_target=change)
    return replace(status, facts=found)


def maintain(
    years: Points,
    values: Points,
    *,
    value: float,
    direction: str | int = "up",
    tolerance: float = 0.0,
    base_year: float | None = None,
    target_year: float | None = None,
    as_of: float | None = None,
) -> TargetStatus:
    """T11: stay at a value or on its good side, within a tolerance (in the unit).

    The last year decides: ``maintained`` or ``lost``; after the deadline every year from base to deadline
    must have been inside.

    >>> maintain([2010, 2011, 2012], [1, 1, 2], value=1, direction="down").facts.lost_in
    2012
    """
    d = sign(direction)
    if tolerance < 0:
        raise ValueError("a tolerance is not negative")
    t, y = points(years, values)
    if base_year is not None:
        t, y = t[t >= base_year], y[t >= base_year]
    if not len(t):
        return refused("no data", "no_values")
    now = current_point(t, y, target_year, as_of)
    inside = np.array([meets(float(v) + d * tolerance, value, d) for v in y])
    if target_year is not None:
        within = np.floor(t) <= target_year
        if within.any():
            t, y, inside = t[within], y[within], inside[within]
    outside = [year_value(float(x)) for x, ok in zip(t, inside, strict=True) if not ok]
    lost_in: int | float | None = None
    for x, ok in zip(reversed(t.tolist()), reversed(inside.tolist()), strict=True):
        if ok:
            break
        lost_in = year_value(x)
    facts = MaintainFacts(
        years=len(t),
        years_inside=int(inside.sum()),
        share_inside=float(inside.mean()),
        periods_outside=tuple(outside),
        lost_in=lost_in,
        year=year_value(now.year),
        value=whole(now.value),
        limit=whole(value),
        tolerance=whole(tolerance),
    )
    distance = d * (now.value - value)
    if now.passed and target_year is not None:
        if inside.all() and np.floor(now.year) < np.floor(target_year):
            reason = Reason(
                "no_value_at_deadline", {"deadline": year_text(target_year), "last": year_text(now.year)}
            )
            return TargetStatus("cannot tell", distance=distance, facts=facts, reasons=(reason,))
        return TargetStatus(
            MET if inside.all() else MISSED,
            distance=distance,
            expected=float(value),
            facts=facts,
            reasons=now.reasons,
        )
    reasons = (
        (Reason("was_outside", {"periods": [str(x) for x in outside]}),)
        if outside and lost_in is None
        else ()
    )
    state: TargetState = "maintained" if inside[-1] else "lost"
    return TargetStatus(state, distance=distance, expected=float(value), facts=facts, reasons=reasons)
