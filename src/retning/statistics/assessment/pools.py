"""Which series are comparable with one: the same indicator and line, in other areas of the same kind (rules 2026.2, 2.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from retning.statistics.indicators.model import Indicator
from retning.statistics.model import Series


class Teachers(NamedTuple):
    """Series of which some can teach how much a series varies: all but those at the places ``without``.

    Hundreds of areas learn from nearly the same series, so the list is one object for all of them.
    """

    series: Sequence[Series]
    without: frozenset[int] = frozenset()


Comparable = Callable[[Series], Teachers]
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


def nobody(one: Series) -> Teachers:
    """No comparable series."""
    return Teachers(())


Find = Callable[[str, str, str], Series | None]
"""From an indicator, an area and the name of a line to the series, or ``None``."""


class Pools:
    """The series of some indicators, shown or only loaded, by who is comparable with whom.

    ``areas_of`` are the areas that each indicator may have a series for, in the order in which their series are named;
    ``find`` gives a series when it is asked for, so that none is computed that teaches nobody.

    >>> Pools(areas, {}, lambda indicator, area, line: None)(series).series  # doctest: +SKIP
    ()
    """

    def __init__(self, areas: Kinds, areas_of: Mapping[str, Sequence[str]], find: Find) -> None:
        self._areas = areas
        self._areas_of = areas_of
        self._find = find
        self._members: dict[str, frozenset[str]] = {}
        self._groups: dict[tuple[str, str, tuple[str, ...]], _Group] = {}

    def __call__(self, one: Series) -> Teachers:
        """Comparable series: not the own area, no part of it, and no whole that it is part of."""
        kind = self._areas.kind(one.area)
        kinds = next((group for group in (PLACES, AGGREGATES) if kind in group), ())
        if not kinds:
            return nobody(one)
        group = self._group(one.indicator, one.line, kinds)
        own = self._members_of(one.area)
        without = {group.place[area] for area in (one.area, *own) if area in group.place}
        # Only an area with members can be a whole of this one, or share a member with it.
        for place, theirs in group.wholes:
            if one.area in theirs or not own.isdisjoint(theirs):
                without.add(place)
        return Teachers(group.series, frozenset(without))

    def _group(self, indicator: str, line: str, kinds: tuple[str, ...]) -> _Group:
        key = (indicator, line, kinds)
        if key not in self._groups:
            found = [
                series
                for area in self._areas_of.get(indicator, ())
                if self._areas.kind(area) in kinds
                and (series := self._find(indicator, area, line)) is not None
                and series.known
            ]
            wholes = [(n, self._members_of(one.area)) for n, one in enumerate(found)]
            self._groups[key] = _Group(
                tuple(found),
                {one.area: n for n, one in enumerate(found)},
                [(n, members) for n, members in wholes if members],
            )
        return self._groups[key]

    def _members_of(self, area: str) -> frozenset[str]:
        if area not in self._members:
            self._members[area] = frozenset(self._areas.ever_members(area))
        return self._members[area]


@dataclass(frozen=True)
class _Group:
    """All series of a line in areas of some kinds, where each area's stands, and those areas that have members."""

    series: tuple[Series, ...]
    place: Mapping[str, int]
    wholes: Sequence[tuple[int, frozenset[str]]]


def areas_with_series(definition: Indicator) -> tuple[str, ...]:
    """Every area that an indicator may have a series for: its own, then those that only teach forecasts."""
    of_lines = (area for line in definition.lines for area in line.areas)
    return tuple(dict.fromkeys((*definition.areas, *of_lines, *definition.pool)))
