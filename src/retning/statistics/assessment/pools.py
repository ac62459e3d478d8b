"""Which series are comparable with one: the same indicator and line, in other areas of the same kind (rules 2026.2, 2.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from retning.statistics.model import Series

Comparable = Callable[[Series], Sequence[Series]]
"""From a series to those that can teach how much it varies."""

PLACES = ("municipality",)
AGGREGATES = ("region", "county")
"""Large areas are far smoother than small ones: a region never learns from municipalities."""


class Kinds(Protocol):
    """What is asked of :class:`~retning.statistics.areas.Areas`."""

    def kind(self, id: str) -> str:
        """The kind of an area, ``""`` for one that nobody knows."""

    def ever_members(self, id: str) -> tuple[str, ...]:
        """Ids of everyone who was ever a member."""


def nobody(one: Series) -> Sequence[Series]:
    """No comparable series."""
    return ()


class Pools:
    """The series of an edition, shown or only loaded, by who is comparable with whom.

    >>> Pools([], areas)(series)  # doctest: +SKIP
    []
    """

    def __init__(self, series: Iterable[Series], areas: Kinds) -> None:
        self._areas = areas
        self._by_line: dict[tuple[str, str], list[Series]] = {}
        for one in series:
            if one.known:
                self._by_line.setdefault((one.indicator, one.line), []).append(one)

    def __call__(self, one: Series) -> list[Series]:
        """Comparable series: not the own area, no part of it, and no whole that it is part of."""
        group = self._group(one.area)
        if not group:
            return []
        own = set(self._areas.ever_members(one.area))
        return [
            other
            for other in self._by_line.get((one.indicator, one.line), ())
            if other.area != one.area
            and self._areas.kind(other.area) in group
            and other.area not in own
            and one.area not in (theirs := set(self._areas.ever_members(other.area)))
            and not own & theirs
        ]

    def _group(self, area: str) -> tuple[str, ...]:
        kind = self._areas.kind(area)
        return next((group for group in (PLACES, AGGREGATES) if kind in group), ())
