"""T8 MINIMUM and T13 RANGE: at least N in every period or unit; between a and b (methods.md 1.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from retning.answers import TargetState
from retning.statistics.assessment.facts import MinimumFacts, RangeFacts, Side, UnitsFacts
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.assessment.targets.common import (
    MET,
    MISSED,
    Points,
    class_of,
    meets,
    points,
    refused,
    sign,
    whole,
    year_value,
)
from retning.statistics.model import Reason
from retning.statistics.rules.model import Rules

PER = ("each", "average", "sum")


def minimum(
    years: Points,
    values: Points,
    *,
    value: float,
    per: str = "each",
    direction: str | int = "up",
    base_year: float | None = None,
    target_year: float | None = None,
    as_of: float | None = None,
    rules: Rules,
) -> TargetStatus:
    """T8 over periods: at least ``value`` in each period, on average, or in sum.

    "Every year" and "on average" are different targets and can disagree; ``per`` says which one this is. For
    ``sum`` the demand is ``value`` times the number of periods (``value`` is what one period must bring).
    With direction ``down`` it is a maximum. ``base_year`` and ``target_year`` are the first and last period.

    States. While the periods run: ``each``: ``on track`` as long as every period met it, ``not reached``
    from the first one that did not; ``average`` and ``sum``: the class of what has come against what
    should have come by now. When the last period is there: ``deadline passed: met`` or ``missed``.
    ``distance`` is what is over (or lacking) in sum over the periods (for ``average``: per period).
    ``pace`` is what each remaining period must bring, over the mean so far.

    >>> from retning.statistics.rules.history import rules_on
    >>> years = {"base_year": 2010, "target_year": 2011, "rules": rules_on(None)}
    >>> s = minimum([2010, 2011], [3571, 4146], value=4000, **years)
    >>> s.state, s.facts.years_met, s.facts.years, s.distance
    ('deadline passed: missed', 1, 2, -283.0)
    """
    d = sign(direction)
    if per not in PER:
        raise ValueError(f"a minimum is for each, on average or in sum, not {per!r}")
    t, y = points(years, values)
    running = len(t) > 0 and target_year is not None and bool(np.floor(t[-1]) >= target_year)
    if base_year is not None:
        t, y = t[t >= base_year], y[t >= base_year]
    if target_year is not None:
        asked_for = np.floor(t) <= target_year
        t, y = t[asked_for], y[asked_for]
    if not len(t):
        return refused("no data", "no_values")
    passed = running or (target_year is not None and as_of is not None and as_of >= target_year + 1)
    met = np.array([meets(float(v), value, d) for v in y])
    missing = _missing(t, base_year, target_year if passed else None)
    cumulative, asked = float(y.sum()), value * len(y)
    ratio = cumulative / asked if asked > 0 else None
    facts = MinimumFacts(
        years_met=int(met.sum()),
        years=len(t),
        periods_met=tuple(year_value(float(x)) for x in t[met]),
        periods_missed=tuple(year_value(float(x)) for x in t[~met]),
        periods_missing=tuple(missing),
        cumulative=whole(cumulative),
        cumulative_target=whole(asked),
        cumulative_ratio=ratio,
        mean=whole(cumulative / len(y)),
        value=whole(value),
        per=per,
        from_=year_value(float(t[0]) if base_year is None else base_year),
        to=year_value(float(t[-1]) if target_year is None else target_year),
        year=year_value(float(t[-1])),
    )
    distance = d * (cumulative - asked)
    if per == "average":
        distance /= len(y)
    fulfilled = bool(met.all()) if per == "each" else meets(cumulative, asked, d)
    reasons = (Reason("periods_missing", {"periods": [str(x) for x in missing]}),) if missing else ()
    if missing and not (per == "each" and not fulfilled):
        # One period that missed decides "each"; nothing else is decided while figures lack.
        return TargetStatus("cannot tell", distance=distance, facts=facts, reasons=reasons)
    if passed:
        return TargetStatus(
            MET if fulfilled else MISSED, ratio=ratio, distance=distance, facts=facts, reasons=reasons
        )
    state: TargetState
    if per == "each":
        state = "on track" if fulfilled else "not reached"
        return TargetStatus(state, ratio=ratio, distance=distance, facts=facts, reasons=reasons)
    if fulfilled:
        state = "on track"
    elif d > 0 and ratio is not None:
        state = class_of(ratio, rules)
    else:
        state = "not reached"
    pace = None
    if target_year is not None and cumulative > 0 and not fulfilled:
        left = target_year - float(np.floor(t[-1]))
        need = (value * (len(y) + left) - cumulative) / left
        pace = float(need / (cumulative / len(y))) if need > 0 else None
    return TargetStatus(state, ratio=ratio, pace=pace, distance=distance, facts=facts)


def _missing(t: np.typing.NDArray[np.float64], first: float | None, last: float | None) -> list[int]:
    """Whole years without a value from the first to the last one that should be there. Empty for other
    rhythms."""
    if not bool(np.all(t == np.floor(t))):
        return []
    start = int(t[0] if first is None else np.ceil(first))
    end = int(t[-1] if last is None else np.floor(last))
    return [year for year in range(start, end + 1) if year not in set(t.tolist())]


def minimum_units(
    values: Mapping[str, float | None],
    *,
    value: float = 1.0,
    per: str = "each",
    direction: str | int = "up",
    passed: bool = False,
) -> TargetStatus:
    """T8 over units (municipalities, meetings, members): each one must meet it; never averaged across units.

    One unit with ten and one with none is one of two, however high the mean. ``None`` is a unit that did
    not report. ``passed`` says that the deadline is behind us.

    >>> minimum_units({"a": 10, "b": 0}, value=1).facts.met
    1
    >>> minimum_units({"a": 10, "b": 0}, value=1).state
    'not reached'
    """
    d = sign(direction)
    if per == "average":
        raise ValueError("a minimum for units is never averaged across them: each unit, or the sum")
    if per not in PER:
        raise ValueError(f"a minimum is for each, on average or in sum, not {per!r}")
    known = {k: float(v) for k, v in values.items() if v is not None and np.isfinite(v)}
    missing = sorted(set(values) - set(known))
    if not known:
        return refused("no data", "not_reported")
    ok = sorted(k for k, v in known.items() if meets(v, value, d))
    facts = UnitsFacts(
        met=len(ok),
        units=len(values),
        units_met=tuple(ok),
        units_missed=tuple(sorted(set(known) - set(ok))),
        units_missing=tuple(missing),
        value=whole(value),
        per=per,
    )
    reasons = (Reason("units_missing", {"units": missing}),) if missing else ()
    if per == "sum":
        total = sum(known.values())
        facts = replace(facts, cumulative=whole(total), cumulative_ratio=total / value if value > 0 else None)
        fulfilled = meets(total, value, d)
        undecided = bool(missing) and not (fulfilled and d > 0)
        distance: float | None = d * (total - value)
    else:
        fulfilled = len(ok) == len(known)
        undecided = bool(missing) and fulfilled
        distance = None
    ratio = len(ok) / len(values) if per == "each" else None
    if undecided:
        return TargetStatus("cannot tell", ratio=ratio, distance=distance, facts=facts, reasons=reasons)
    if passed:
        return TargetStatus(
            MET if fulfilled else MISSED, ratio=ratio, distance=distance, facts=facts, reasons=reasons
        )
    state: TargetState = "reached" if fulfilled else "not reached"
    return TargetStatus(state, ratio=ratio, distance=distance, facts=facts, reasons=reasons)


def in_range(value: float | None, *, low: float, high: float, passed: bool = False) -> TargetStatus:
    """T13: ``low <= value <= high``; fails in both directions.

    >>> in_range(4, low=1, high=3).facts.side
    'above'
    """
    if low > high:
        raise ValueError(f"a range from {low} to {high} holds nothing")
    if value is None or not np.isfinite(value):
        return refused("no data", "not_reported")
    side: Side = "inside"
    if not meets(value, low, 1):
        side = "below"
    elif not meets(value, high, -1):
        side = "above"
    distance = min(value - low, high - value)
    facts = RangeFacts(value=whole(value), low=whole(low), high=whole(high), side=side)
    inside = side == "inside"
    state = (MET if inside else MISSED) if passed else ("inside" if inside else "outside")
    return TargetStatus(state, distance=float(distance), facts=facts)
