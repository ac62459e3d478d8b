"""``statements.json`` and ``coverage.json``: what those responsible said, and the duties that were reported."""

from __future__ import annotations

from collections.abc import Mapping

from retning.edition.records.base import Day, Record, Text


class Statement(Record, frozen=True, kw_only=True):
    """What a body thinks of an element that it is responsible for, signed and dated."""

    element: str
    body: Text
    state: str
    text: Text
    date: Day
    address: str = ""
    newest: bool = False
    stale: bool = False
    """More than twelve months old on the edition's day."""
    differs: bool = False
    """It and the computed answer are on opposite sides."""


class Duty(Record, frozen=True, kw_only=True):
    """Something that the plan obliges each municipality to do in the board's year."""

    id: str
    title: Text
    element: str
    quote: Text
    due: Day


class Cell(Record, frozen=True, kw_only=True):
    """One duty of one area in the board's year."""

    duty: str
    state: str
    """``done``, ``due``, ``late`` or ``not reported``."""
    reported: str = ""
    date: str = ""
    evidence: str = ""
    note: Text = {}


class CoverageRow(Record, frozen=True):
    """One area's duties, in the order of the duties."""

    area: str
    cells: tuple[Cell, ...]


class Report(Record, frozen=True, kw_only=True):
    """What was reported about a duty in another year."""

    area: str
    duty: str
    year: int
    reported: str
    date: Day
    evidence: str = ""
    note: Text = {}


class Coverage(Record, frozen=True, kw_only=True):
    """The board of a year: a row for each area, a cell for each duty, and reports of other years."""

    year: int
    duties: tuple[Duty, ...] = ()
    rows: tuple[CoverageRow, ...] = ()
    counts: Mapping[str, int] = {}
    """Cells by their state."""
    count: int = 0
    others: tuple[Report, ...] = ()
