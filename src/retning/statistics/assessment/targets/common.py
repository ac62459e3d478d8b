"""What the target types share: cleaning of points, meeting a limit, classes of a ratio, the deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from retning.answers import PACES, Deadline, Pace, Status
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.methods.arrays import Floats
from retning.statistics.model import Reason
from retning.statistics.rules.model import Rules

CLASSES = PACES[::-1]
"""The classes of a pace, the worst first."""

MET: Final[Deadline] = "deadline passed: met"
MISSED: Final[Deadline] = "deadline passed: missed"

SAME = 1e-12
"""Two numbers closer than this part of the larger one are the same: 1.1 * 100 is not exactly 110 in a computer."""
SAME_RATIO = 1e-9
"""The same for a ratio that stands on the limit between two classes."""

Points = Sequence[float] | Floats


def sign(direction: str | int) -> int:
    """+1 where more is better, -1 where less is. Accepts ``up``, ``down``, 1 and -1; else ``ValueError``."""
    if direction in ("up", 1):
        return 1
    if direction in ("down", -1):
        return -1
    raise ValueError(f"a target needs a direction: up or down, not {direction!r}")


def points(years: Points, values: Points) -> tuple[Floats, Floats]:
    """The known points in order of time. ``nan`` means no value; it is left out, never read as zero.

    Raises ``ValueError`` for arrays of different length, infinite values, and two values for one year.
    """
    t = np.asarray(years, dtype=np.float64)
    y = np.asarray(values, dtype=np.float64)
    if t.shape != y.shape or t.ndim != 1:
        raise ValueError(
            f"years and values must be two lists of the same length, not {t.shape} and {y.shape}"
        )
    if np.isinf(y).any() or not np.isfinite(t).all():
        raise ValueError("years and values must be finite numbers")
    known = ~np.isnan(y)
    t, y = t[known], y[known]
    order = np.argsort(t)
    t, y = t[order], y[order]
    if len(np.unique(t)) != len(t):
        raise ValueError("two values for the same year")
    return t, y


def close(a: float, b: float) -> bool:
    """Whether two numbers differ by no more than the rounding of a computer. Holds in any unit."""
    return abs(a - b) <= SAME * max(abs(a), abs(b))


def meets(value: float, limit: float, direction: int) -> bool:
    """Whether ``value`` is at the limit or on its good side.

    >>> meets(110.0, 1.1 * 100, 1)
    True
    """
    return direction * (value - limit) >= 0 or close(value, limit)


def class_of(ratio: float, rules: Rules) -> Pace:
    """The class of a ratio of actual to required pace: 95 / 60 / 0 per cent (methods.md 1.2, 1.7).

    >>> from retning.statistics.rules.history import rules_on
    >>> class_of(0.943, rules_on(None))
    'too slow'
    """
    return CLASSES[_class_index(ratio, rules)]


def _class_index(ratio: float, rules: Rules) -> int:
    lowest = (rules.ratio_away, rules.ratio_too_slow, rules.ratio_on_track)
    return sum(ratio >= at - SAME_RATIO for at in lowest)


def uncertain(lower: float, upper: float, rules: Rules) -> bool:
    """Whether an interval on the ratio touches more classes than the rules allow (methods.md 1.5, remedy c)."""
    return _class_index(upper, rules) - _class_index(lower, rules) + 1 > rules.classes_at_most


@dataclass(frozen=True)
class Current:
    """The point that a target is judged by, and whether its deadline has passed."""

    year: float
    value: float
    passed: bool
    reasons: tuple[Reason, ...] = ()


def current_point(t: Floats, y: Floats, deadline: float | None, as_of: float | None) -> Current:
    """The point to judge by: the last one, or after the deadline the one for the target year.

    The deadline has passed when there is a value for the target year or a later one, or when ``as_of`` (a
    year with a fraction) lies after the target year. Where the target year itself has no value the last
    one is used, and a reason says so. ``t`` and ``y`` hold at least one point.
    """
    last = int(len(t) - 1)
    if deadline is None:
        return Current(float(t[last]), float(y[last]), False)
    passed = bool(np.floor(t[last]) >= deadline) or (as_of is not None and as_of >= deadline + 1)
    if not passed:
        return Current(float(t[last]), float(y[last]), False)
    at = np.flatnonzero(np.floor(t) == np.floor(deadline))
    if len(at):
        return Current(float(t[at[-1]]), float(y[at[-1]]), True)
    reason = Reason(
        "target_year_missing", {"deadline": year_text(deadline), "used": year_text(float(t[last]))}
    )
    return Current(float(t[last]), float(y[last]), True, (reason,))


def year_value(year: float) -> int | float:
    """A year as people write it: ``2020``, not ``2020.0``."""
    return int(year) if float(year).is_integer() else float(year)


def year_text(year: float) -> str:
    """A year in a reason: text, so that nobody writes it with a thousands separator."""
    return str(year_value(year))


def whole(value: float) -> int | float:
    """A number without a meaningless ``.0``, for facts."""
    return int(value) if float(value).is_integer() and abs(value) < 1e15 else float(value)


def refused(state: Status, key: str, **values: object) -> TargetStatus:
    """A refusal: a state and the reason for it.

    >>> refused("no data", "not_reported").reasons[0].key
    'not_reported'
    """
    return TargetStatus(state=state, reasons=(Reason(key, values),))
