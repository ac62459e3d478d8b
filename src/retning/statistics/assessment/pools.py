"""Which series are comparable with one: the same indicator and line, in other areas of the same kind (rules 2026.2, 2.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from retning.statistics.indicators.model import Indicator
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


Find = Callable[[str, str, str], Series | None]
"""From an indicator, an area and the name of a line to the series, or ``None``."""


class Pools:
    """The series of some indicators, shown or only loaded, by who is comparable with whom.

    ``areas_of`` are the areas that each indicator may have a series for, in the order in which their series are named;
    ``find`` gives a series when it is asked for, so that none is computed that teaches nobody.

    >>> Pools(areas, {}, lambda indicator, area, line: None)(series)  # doctest: +SKIP
    []
    """

    def __init__(self, areas: Kinds, areas_of: Mapping[str, Sequence[str]], find: Find) -> None:
        self._areas = areas
        self._areas_of = areas_of
        self._find = find
        self._members: dict[str, frozenset[str]] = {}
        self._groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}

    def __call__(self, one: Series) -> list[Series]:
        """Comparable series: not the own area, no part of it, and no whole that it is part of."""
        found = (
            self._find(one.indicator, area, one.line) for area in self._comparable(one.indicator, one.area)
        )
        return [series for series in found if series is not None and series.known]

    def _comparable(self, indicator: str, area: str) -> list[str]:
        kind = self._areas.kind(area)
        group = next((group for group in (PLACES, AGGREGATES) if kind in group), ())
        if not group:
            return []
        own = self._members_of(area)
        return [
            other
            for other in self._of_kinds(indicator, group)
            if other != area
            and other not in own
            and not ((theirs := self._members_of(other)) and (area in theirs or not own.isdisjoint(theirs)))
        ]

    def _of_kinds(self, indicator: str, group: tuple[str, ...]) -> list[str]:
        if (indicator, group) not in self._groups:
            every = self._areas_of.get(indicator, ())
            self._groups[indicator, group] = [area for area in every if self._areas.kind(area) in group]
        return self._groups[indicator, group]

    def _members_of(self, area: str) -> frozenset[str]:
        if area not in self._members:
            self._members[area] = frozenset(self._areas.ever_members(area))
        return self._members[area]


def areas_with_series(definition: Indicator) -> tuple[str, ...]:
    """Every area that an indicator may have a series for: its own, then those that only teach forecasts."""
    of_lines = (area for line in definition.lines for area in line.areas)
    return tuple(dict.fromkeys((*definition.areas, *of_lines, *definition.pool)))
