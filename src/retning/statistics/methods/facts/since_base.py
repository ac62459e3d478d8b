"""The change since a base year: a fact, set beside how much a single year can swing (rules 2026.2, section 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

SinceState = Literal[
    "too few",
    "about the same",
    "higher",
    "lower",
    "higher, within the swing of one year",
    "lower, within the swing of one year",
]


@dataclass(frozen=True, kw_only=True)
class SinceAnswer:
    """``base`` is the year counted from (``moved``: a later one than asked for), ``swing`` the largest single step."""

    state: SinceState
    base: float | None = None
    moved: bool = False
    change: float | None = None
    better: bool | None = None
    swing: float | None = None
    steps: int = 0
    steps_up: int = 0
    steps_down: int = 0


def change_since(
    series: Sequence[tuple[float, float]], base_year: float, delta: float, *, direction: Literal[1, -1, 0] = 1
) -> SinceAnswer:
    """How a series (year, value) stands beside its base year; ``delta`` is the smallest change that matters.

    >>> change_since([(2010, 20.0), (2012, 22.0), (2014, 25.0)], 2010, 1.0).state
    'higher'
    """
    points = [point for point in sorted(series) if point[0] >= base_year]
    if len(points) < 2:
        return SinceAnswer(state="too few")
    steps = [after - before for (_, before), (_, after) in pairwise(points)]
    change = points[-1][1] - points[0][1]
    swing = max(abs(step) for step in steps)
    state: SinceState = "about the same"
    if abs(change) > delta:
        beyond = abs(change) > swing
        if change > 0:
            state = "higher" if beyond else "higher, within the swing of one year"
        else:
            state = "lower" if beyond else "lower, within the swing of one year"
    return SinceAnswer(
        state=state,
        base=points[0][0],
        moved=points[0][0] != base_year,
        change=change,
        better=None if not direction or not change else direction * change > 0,
        swing=swing,
        steps=len(steps),
        steps_up=sum(step > 0 for step in steps),
        steps_down=sum(step < 0 for step in steps),
    )
