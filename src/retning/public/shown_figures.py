"""The figures that a page shows: all that an edition has, or a reader's choice of areas and years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from retning.edition.edition import Edition
from retning.edition.records.base import packed, unpacked
from retning.edition.records.series import Line, Part, PartColumns

_COLUMNS = (
    *("value", "numerator", "denominator", "lower", "upper", "method", "certainty", "status"),
    *("vintage", "note", "interval"),
)
"""What a line has one of for each period, besides its parts."""


class ShownFigures:
    """Lines of indicators, as a page may show them.

    >>> ShownFigures(edition).line("growth", "region").value  # doctest: +SKIP
    (3571, 4146)
    """

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def lines(self, indicator: str, area: str) -> tuple[Line, ...]:
        """All lines of an indicator in an area, the main one first; superseded vintages last."""
        return self.edition.lines(indicator, area)

    def line(self, indicator: str, area: str) -> Line | None:
        """The main line of an indicator in an area, or ``None``."""
        return next(iter(self.lines(indicator, area)), None)

    def areas_of(self, indicator: str) -> tuple[str, ...]:
        """Areas that have a line of the indicator: the judged one first, the others in the area file's order."""
        return self.edition.areas_of(indicator)


class ChosenFigures(ShownFigures):
    """The same with chosen areas (none: all) and years of some indicators; the other indicators are untouched.

    ``first`` and ``last`` are years, both included (``""``: no limit). A line without a period in them is left out.
    """

    def __init__(
        self, edition: Edition, indicators: Iterable[str], areas: Iterable[str], first: str, last: str
    ) -> None:
        super().__init__(edition)
        self._indicators = frozenset(indicators)
        self._areas = frozenset(areas)
        self._first, self._last = first, last
        self._cut: dict[tuple[str, str], tuple[Line, ...]] = {}

    def lines(self, indicator: str, area: str) -> tuple[Line, ...]:
        if indicator not in self._indicators:
            return super().lines(indicator, area)
        if self._areas and area not in self._areas:
            return ()
        if (indicator, area) not in self._cut:
            cut = (between(line, self._first, self._last) for line in super().lines(indicator, area))
            self._cut[indicator, area] = tuple(line for line in cut if line.period)
        return self._cut[indicator, area]

    def areas_of(self, indicator: str) -> tuple[str, ...]:
        having = super().areas_of(indicator)
        if indicator not in self._indicators:
            return having
        return tuple(area for area in having if self.lines(indicator, area))


def between(line: Line, first: str, last: str) -> Line:
    """A line between two years, both included (``""``: no limit).

    >>> line = Line(line="main", period=("2022", "2023", "2024"), value=(1, 2, 3))
    >>> between(line, "2023", "").value
    (2, 3)
    """
    rows = len(line.period)
    kept = [
        n
        for n, period in enumerate(line.period)
        if (not first or period[:4] >= first) and (not last or period[:4] <= last)
    ]
    if len(kept) == rows:
        return line
    columns = {name: unpacked(getattr(line, name), rows) for name in _COLUMNS}
    cut = {name: tuple(column[n] for n in kept) for name, column in columns.items()}
    by_value = line.parts_of()
    parts = _together([by_value[n] for n in kept]) if line.parts is not None else None
    return msgspec.structs.replace(line, period=tuple(line.period[n] for n in kept), **cut, parts=parts)


def _together(parts: Sequence[tuple[Part, ...]]) -> PartColumns:
    """The parts of values as they are stored."""
    every = [part for of_one in parts for part in of_one]
    return PartColumns(
        count=packed([len(of_one) for of_one in parts], 0),
        code=packed([part.code for part in every], ""),
        weight=packed([part.weight for part in every], 0),
        value=packed([part.value for part in every], None),
        status=packed([part.status for part in every], ""),
        origin=packed([part.origin for part in every], 0),
        period=packed([part.period for part in every], ""),
        role=packed([part.role for part in every], ""),
    )
