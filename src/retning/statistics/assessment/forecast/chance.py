"""The chance of reaching a target, in one of five words, where a forecast that passed its gate can say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from retning.answers import Chance, Nothing, Status
from retning.plan.model import Reading, Target
from retning.statistics.assessment.case import Case
from retning.statistics.assessment.measures import year_of
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.assessment.targets.common import MET, MISSED
from retning.statistics.model import Series
from retning.statistics.rules.model import Rules

ChanceOf = Callable[[Target, Mapping[str, Any], Series, Rules], Chance | Nothing]
"""From a target, its fields under one reading (with ``direction``), the judged series and the rules to a word, or ``""``."""

SETTLED: tuple[Status, ...] = ("no data", "not measurable as written", MET, MISSED)
"""Answers that no forecast adds anything to."""


def with_chance(case: Case, reading: Reading, status: TargetStatus, chance: ChanceOf | None) -> TargetStatus:
    """The status with the chance of reaching the target, where there is a forecast for the target's year.

    >>> with_chance(case, reading, status, None) is status  # doctest: +SKIP
    True
    """
    if chance is None or status.state in SETTLED:
        return status
    merged = replace(case, values={**case.target.values, **reading.values})
    if merged.indicator is None or merged.series is None:
        return status
    word = chance(case.target, {**merged.values, "direction": merged.direction}, merged.series, case.rules)
    return replace(status, chance=word) if word else status


def demanded(
    name: str, values: Mapping[str, Any], series: Series, direction: str
) -> tuple[float, float] | None:
    """The lowest and highest value that reach a target in its year; ``None`` for types that ask for something else.

    >>> demanded("level", {"value": 80}, Series("i", "a", ()), "up")
    (80.0, inf)
    """
    if name == "range":
        return float(values["low"]), float(values["high"])
    if name == "level":
        goal = float(values["value"])
    elif name in ("growth", "rel_change"):
        base_year, to = year_of(values.get("from")), year_of(values.get("to"))
        base = next((v.value for v in series.known if year_of(v.period) == base_year), None)
        if base is None or base_year is None or to is None:
            return None
        change = float(values["value"])
        goal = base * ((1.0 + change) ** (to - base_year) if name == "growth" else 1.0 + change)
        if name == "rel_change":
            direction = "up" if change >= 0 else "down"
    else:
        return None
    if direction == "up":
        return goal, float("inf")
    return (float("-inf"), goal) if direction == "down" else None
