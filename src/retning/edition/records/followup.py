"""``statements.json`` and ``coverage.json``: what those responsible said, and the duties that were reported."""

from collections.abc import Iterator, Mapping

from retning.answers import DutyReported, DutyState, Nothing, OwnState
from retning.edition.records.base import Day, Record, Text
from retning.edition.records.plan import FollowedOn


class Statement(Record, frozen=True, kw_only=True):
    """What a body thinks of an element that it is responsible for, signed and dated."""

    element: str
    body: Text
    state: OwnState
    text: Text
    """The reason, in the languages that somebody has written it in."""
    lang: str = ""
    """The language that it was written in first; ``""`` in editions from when all three were demanded."""
    date: Day
    address: str = ""
    newest: bool = False
    stale: bool = False
    """More than twelve months old on the edition's day."""
    differs: bool = False
    """It and the computed answer are on opposite sides."""


class Duty(Record, frozen=True, kw_only=True):
    """Something that the plan obliges municipalities and others to do in the board's year."""

    id: str
    title: Text
    element: str
    quote: Text
    due: Day


class Cell(Record, frozen=True, kw_only=True):
    """One duty of one area in the board's year."""

    duty: str
    state: DutyState
    reported: DutyReported | Nothing = ""
    date: str = ""
    evidence: str = ""
    note: Text = {}
    lang: str = ""
    """The language that the note was written in first."""


class CoverageRow(Record, frozen=True):
    """The duties that are asked of one area, in the order of the duties."""

    area: str
    cells: tuple[Cell, ...]


class Report(Record, frozen=True, kw_only=True):
    """What was reported about a duty that the board has no cell for: of another year, most often."""

    area: str
    duty: str
    year: int
    reported: DutyReported
    date: Day
    evidence: str = ""
    note: Text = {}
    lang: str = ""
    """The language that the note was written in first."""


class Coverage(Record, frozen=True, kw_only=True):
    """The board of a year: a row for each area, a cell for each duty that is asked of it, and all other reports."""

    year: int
    followed_on: FollowedOn | None = None
    """The decision by which the plan is followed in the year; ``None`` while it is in force."""
    duties: tuple[Duty, ...] = ()
    rows: tuple[CoverageRow, ...] = ()
    counts: Mapping[str, int] = {}
    """Cells by their state."""
    count: int = 0
    others: tuple[Report, ...] = ()

    def reported(self) -> Iterator[Report]:
        """What has been reported in the board's year, area by area."""
        for row in self.rows:
            for cell in row.cells:
                if cell.reported:
                    yield Report(
                        area=row.area,
                        duty=cell.duty,
                        year=self.year,
                        reported=cell.reported,
                        date=cell.date,
                        evidence=cell.evidence,
                        note=cell.note,
                        lang=cell.lang,
                    )
