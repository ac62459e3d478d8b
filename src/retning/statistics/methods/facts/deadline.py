"""The deadline year has no figure: what may be said from the years around it (rules 2026.2, section 7)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

DeadlineState = Literal["met", "missed", "probably met", "probably missed", "cannot tell"]
DeadlineHow = Literal["known", "before and after", "crossed between", "before", "after", "nothing"]

_MOST_YEARS_APART = 2.0  # neighbours further apart tell nothing of a change in one year
_ENOUGH, _SOME, _FEW = 8, 5, 3
_EDGE = 1e-9


@dataclass(frozen=True, kw_only=True)
class DeadlineAnswer:
    """``need`` is the change a year that was needed from the last figure before, ``need_after`` from the first after.

    ``largest`` is the largest change of one year ever seen, out of ``steps`` changes.
    """

    state: DeadlineState
    how: DeadlineHow
    steps: int = 0
    largest: float | None = None
    need: float | None = None
    need_after: float | None = None


def largest_step(series: Sequence[tuple[float, float]]) -> tuple[int, float]:
    """How many neighbouring changes there are, and the largest of them a year, in size.

    >>> largest_step([(2015, 1.0), (2016, 3.0), (2018, 4.0)])
    (2, 2.0)
    """
    sizes = [
        abs(after - before) / (later - year)
        for (year, before), (later, after) in itertools.pairwise(series)
        if later - year <= _MOST_YEARS_APART
    ]
    return len(sizes), max(sizes, default=0.0)


def deadline(
    series: Sequence[tuple[float, float]],
    target: float,
    year: float,
    *,
    direction: Literal[1, -1] = 1,
    borrowed: tuple[int, float] | None = None,
) -> DeadlineAnswer:
    """Whether a target for ``year`` was met, where figures (year, value) may lack for the year itself.

    ``direction`` is 1 where more is better. A reading with fewer than five steps may borrow the main reading's
    ``(steps, largest)``; it is then never more than probable.

    >>> deadline([(2019, 99.0), (2020, 100.0)], 100, 2020).state
    'met'
    """
    series = sorted(series)
    steps, largest = largest_step(series)
    only_probable = False
    if borrowed is not None and steps < _SOME:
        only_probable = True
        steps, largest = max(borrowed[0], steps), max(borrowed[1], largest)
    known = dict(series)
    if year in known:
        right = direction * (known[year] - target) >= -_EDGE
        return DeadlineAnswer(state="met" if right else "missed", how="known")
    before = [point for point in series if point[0] < year]
    after = [point for point in series if point[0] > year]
    gaps = [
        (direction * (target - value), abs(year - at))
        for at, value in ([before[-1]] if before else []) + ([after[0]] if after else [])
    ]
    if not gaps:
        return DeadlineAnswer(state="cannot tell", how="nothing", steps=steps, largest=largest)
    needs = [gap / apart for gap, apart in gaps]
    state: DeadlineState = "cannot tell"
    how: DeadlineHow = "before" if before else "after"
    if before and after:
        how = "before and after"
        same_side = (gaps[0][0] > 0) == (gaps[1][0] > 0)
        if not same_side:
            how = "crossed between"
        else:
            missed = gaps[0][0] > 0
            most = max(abs(need) for need in needs)
            if steps >= _ENOUGH and most > largest:
                state = "missed" if missed else "met"
            elif steps >= _FEW:
                state = "probably missed" if missed else "probably met"
    else:
        gap, apart = gaps[0]
        if apart <= _MOST_YEARS_APART:
            if steps >= _ENOUGH and abs(gap) > 2 * apart * largest:
                state = "missed" if gap > 0 else "met"
            elif steps >= _SOME and abs(gap) > apart * largest:
                state = "probably missed" if gap > 0 else "probably met"
    if only_probable and state in ("met", "missed"):
        state = "probably met" if state == "met" else "probably missed"
    return DeadlineAnswer(
        state=state,
        how=how,
        steps=steps,
        largest=largest,
        need=needs[0],
        need_after=needs[1] if len(needs) > 1 else None,
    )
