"""Reading an area's column out of a grid: which codes, added how, refused why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retning.answers import CERTAINTIES, VALUE_METHODS
from retning.statistics.areas import Areas, Parts, total
from retning.statistics.indicators.column import FINAL, NOT_POSSIBLE, PUBLISHED, Column, certainty_of, kept
from retning.statistics.indicators.grid import Grid, Ints
from retning.statistics.indicators.model import NOT_ADDED
from retning.statistics.methods.arrays import Floats
from retning.statistics.model import Part

ANCIENT = "1900-01-01"
"""Territories are compared in the codes of a day before any change: backwards every share is known."""

_OUTSIDE = (
    "not_in_table",
    "no_members",
    "no_code",
    "denominator_missing",
    "benchmark_missing",
    "earlier_missing",
)
"""Reasons that only say that a column has not begun, or has ended; such points are cut off at both ends."""


@dataclass(frozen=True)
class ReadingPlan:
    """How an area is read from grids with the same periods and borders."""

    codes: tuple[str, ...] | None  # one whole code for each period; None when it takes more than that
    parts: tuple[Parts, ...]
    notes: tuple[str, ...]


class Reader:
    """Reads columns; remembers which codes an area has, so that many indicators share the answer."""

    def __init__(self, areas: Areas) -> None:
        self.areas = areas
        self._plans: dict[tuple[str, str, tuple[str, ...]], ReadingPlan] = {}
        self._marks: dict[tuple[str, str], object] = {}

    def column(self, grid: Grid, area: str, kind: str) -> Column:
        """The area's values in a grid. ``kind`` is the indicator's: of a mean, a median or an index only a figure
        that is published for the area itself is taken."""
        plan = self._plan(area, grid)
        codes = plan.codes
        column = _added(grid, plan, kind) if codes is None else _whole(grid, codes, plan.notes)
        marks = tuple(self.mark(area, period) for period in column.periods) if self.moves(area) else ()
        return trimmed(
            Column(
                column.periods,
                column.value,
                column.method,
                column.certainty,
                column.status,
                column.note,
                column.parts,
                column.vintage,
                marks,
            )
        )

    def moves(self, area: str) -> bool:
        """Whether the area's territory may differ from period to period."""
        return bool(self.areas.area(area).memberships)

    def mark(self, area: str, period: str) -> object:
        """Equal for periods in which the area is the same territory."""
        key = (area, period)
        if key not in self._marks:
            found = self.areas.parts(area, period, ANCIENT)
            self._marks[key] = tuple((p.code, round(p.weight, 9)) for p in found.parts) or found.note
        return self._marks[key]

    def _plan(self, area: str, grid: Grid) -> ReadingPlan:
        key = (area, grid.manifest.borders, grid.said)
        if key not in self._plans:
            found = tuple(self.areas.parts(area, period, grid.manifest.borders) for period in grid.said)
            whole = all(len(p.parts) == 1 and p.method == "as published" for p in found)
            codes = tuple(p.parts[0].code for p in found) if whole else None
            self._plans[key] = ReadingPlan(codes, found, tuple(p.note for p in found))
        return self._plans[key]


def _whole(grid: Grid, codes: tuple[str, ...], notes: tuple[str, ...]) -> Column:
    """One published code for each period: read by index."""
    count = len(codes)
    rows = np.fromiter((grid.codes.get(code, -1) for code in codes), dtype=np.int64, count=count)
    columns = np.arange(count)
    there = (
        (rows >= 0) & grid.there[rows, columns]
        if count and len(grid.codes)
        else np.zeros(count, dtype=np.bool_)
    )
    value: Floats = (
        np.where(there, grid.value[rows, columns], np.nan) if there.any() else np.full(count, np.nan)
    )
    method: Ints = np.where(np.isnan(value), NOT_POSSIBLE, PUBLISHED).astype(np.int64)
    certainty: Ints = np.full(count, FINAL, dtype=np.int64)
    statuses: list[str] = []
    notes_out: list[str] = []
    parts: list[tuple[Part, ...]] = []
    vintages: list[str] = []
    known = value.tolist()
    for at in range(count):
        if not there[at]:
            statuses.append("")
            notes_out.append("not_in_table")
            parts.append(())
            vintages.append("")
            continue
        row = rows[at]
        status = grid.status[row, at] if grid.has_status else ""
        number = grid.origin[row, at]
        figure = known[at] if known[at] == known[at] else None
        if status:
            certainty[at] = certainty_of(status)
        statuses.append(status)
        notes_out.append("no_figure" if figure is None else notes[at])
        parts.append((Part(codes[at], 1.0, figure, status, grid.origins[number] if number >= 0 else None),))
        vintages.append(grid.vintage[row, at])
    return Column(
        grid.periods,
        value,
        method,
        certainty,
        tuple(statuses),
        tuple(notes_out),
        tuple(parts),
        tuple(vintages),
        (),
    )


def _added(grid: Grid, plan: ReadingPlan, kind: str) -> Column:
    """Several codes, or parts of codes: added by :func:`retning.statistics.areas.harmonise.total`."""
    count = len(grid.periods)
    value = np.full(count, np.nan)
    method = np.full(count, NOT_POSSIBLE, dtype=np.int64)
    certainty = np.full(count, FINAL, dtype=np.int64)
    statuses, notes, parts, vintages = [], [], [], []
    for at, wanted in enumerate(plan.parts):
        found: dict[str, Part] = {}
        dates: list[str] = []
        for part in wanted.parts:
            row = grid.codes.get(part.code, -1)
            if row >= 0 and grid.there[row, at]:
                figure, number = float(grid.value[row, at]), int(grid.origin[row, at])
                origin = grid.origins[number] if number >= 0 else None
                figure_or_none = None if np.isnan(figure) else figure
                found[part.code] = Part(part.code, 1.0, figure_or_none, str(grid.status[row, at]), origin)
                dates.append(str(grid.vintage[row, at]))
        added = total(wanted, found, kind)
        note = added.note
        if wanted.parts and not found:
            note = "not_in_table"
        elif note == "cannot_add":
            note = f"{kind}_not_added" if kind in NOT_ADDED else note
        if added.value is not None:
            value[at] = added.value
        method[at] = VALUE_METHODS.index(added.method)
        certainty[at] = CERTAINTIES.index(added.certainty)
        statuses.append(added.status)
        notes.append(note)
        parts.append(kept(added.parts) if found else ())
        vintages.append(max(dates, default=""))
    return Column(
        grid.periods,
        value,
        method,
        certainty,
        tuple(statuses),
        tuple(notes),
        tuple(parts),
        tuple(vintages),
        (),
    )


def trimmed(column: Column) -> Column:
    """Without the points at either end that only say that there is nothing there."""
    inside = [at for at, note in enumerate(column.note) if note not in _OUTSIDE]
    if len(inside) == len(column):
        return column
    cut = slice(inside[0], inside[-1] + 1) if inside else slice(0, 0)
    return Column(
        column.periods[cut],
        column.value[cut],
        column.method[cut],
        column.certainty[cut],
        column.status[cut],
        column.note[cut],
        column.parts[cut],
        column.vintage[cut],
        column.marks[cut],
    )
