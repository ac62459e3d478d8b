"""Two checks on figures carried over border changes: is anybody lost, and does anything jump?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retning.statistics.areas.changes import Step
from retning.statistics.tables.periods import first_day


@dataclass(frozen=True)
class Gap:
    """A period in which the parts do not add up to the whole."""

    period: str
    parts: float
    whole: float

    @property
    def difference(self) -> float:
        """Parts minus whole: negative when somebody is missing."""
        return self.parts - self.whole


@dataclass(frozen=True)
class Jump:
    """A change from one period to the next that is larger than real life allows."""

    code: str
    period: str  # the period jumped into
    relative: float  # 0.73 is an increase of 73 per cent
    at_split: bool  # whether a split with made-up weights took effect between the two periods


def conservation(
    values: Mapping[str, Mapping[str, float]], whole: Mapping[str, float], tolerance: float = 0.0
) -> list[Gap]:
    """Periods where the sum over areas differs from the total by more than ``tolerance`` (in the unit).

    ``values`` is code -> period -> value, ``whole`` period -> total. A period that no area has is a gap of
    the whole total.

    >>> conservation({"1": {"2019": 3.0}, "2": {"2019": 4.0}}, {"2019": 8.0})[0].difference
    -1.0
    """
    gaps = []
    for period, published in sorted(whole.items()):
        added = sum(series[period] for series in values.values() if period in series)
        if abs(added - published) > tolerance:
            gaps.append(Gap(period, added, published))
    return gaps


def split_jumps(
    values: Mapping[str, Mapping[str, float]], history: Sequence[Step], limit: float = 0.25
) -> list[Jump]:
    """Jumps of more than ``limit`` from one period to the next, and whether a split explains them.

    A publisher who carries old figures into new borders with equal weights for unequal parts gives a false
    jump in the year of the split. ``history`` is the declared changes (:func:`steps`).

    >>> split_jumps({"1": {"2023": 100.0, "2024": 173.0}}, [])
    [Jump(code='1', period='2024', relative=0.73, at_split=False)]
    """
    found = []
    for code, series in sorted(values.items()):
        periods = sorted(series)
        for earlier, later in pairwise(periods):
            if series[earlier] <= 0:
                continue
            relative = series[later] / series[earlier] - 1
            if abs(relative) > limit:
                found.append(
                    Jump(code, later, round(relative, 6), _split_between(code, earlier, later, history))
                )
    return found


def _split_between(code: str, earlier: str, later: str, history: Iterable[Step]) -> bool:
    return any(
        link.after == code and link.share < 1
        for step in history
        if first_day(earlier) < step.day <= first_day(later)
        for link in step.links
    )
