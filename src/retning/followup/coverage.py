"""The coverage board: what the plan obliges to each year, and whether it has been reported done.

Whether a duty is done, due, late or not reported follows from the reports and from the day that the edition stands
for; no clock is read. What has no evidence that everybody can open does not count as done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from retning.answers import DUTY_STATES, DutyReported, DutyState, Nothing
from retning.followup.records import MEMBERS, Duty, Followup, Report
from retning.plan.model import FollowedOn, Plan, Text
from retning.plan.versions import followed_on_by, followed_until, known_on
from retning.statistics.areas import Areas


@dataclass(frozen=True)
class BoardDuty:
    """A duty in the board's year; ``due`` is its last day as an ISO date."""

    id: str
    title: Text
    element: str
    quote: Text
    due: str


@dataclass(frozen=True, kw_only=True)
class BoardCell:
    """How one duty of one area stands, and what was reported about it; without a report the rest is empty."""

    duty: str
    state: DutyState
    reported: DutyReported | Nothing = ""
    date: str = ""
    evidence: str = ""
    note: Text = field(default_factory=dict)
    lang: str = ""


@dataclass(frozen=True)
class BoardRow:
    """One area with a cell for each duty that is asked of it, in the order of the duties."""

    area: str
    cells: tuple[BoardCell, ...]


@dataclass(frozen=True, kw_only=True)
class OtherReport:
    """A report that the board has no cell for: of another year, most often."""

    area: str
    duty: str
    year: int
    reported: DutyReported
    date: str
    evidence: str
    note: Text
    lang: str


@dataclass(frozen=True, kw_only=True)
class Board:
    """The board of a year: the members of the main area first, in their own order, then others that are asked.

    ``counts`` is how many cells have each state, ``count`` how many there are. ``followed_on`` is the decision by which
    the plan is followed in that year, ``None`` while it is in force.
    """

    year: int
    followed_on: FollowedOn | None
    duties: tuple[BoardDuty, ...]
    rows: tuple[BoardRow, ...]
    counts: Mapping[DutyState, int]
    count: int
    others: tuple[OtherReport, ...]


def answer(report: Report | None, due: str, day: str) -> DutyState:
    """How a duty that falls due on a day stands, seen from another.

    Silence after the last day is *not reported*: nobody knows whether it was done. *late* is what somebody has
    said is not finished.

    >>> answer(None, "2020-12-31", "2020-06-01"), answer(None, "2020-12-31", "2021-01-01")
    ('due', 'not reported')
    """
    if report is not None and report.state == "done" and report.evidence:
        return "done"
    if day <= due:
        return "due"
    return "not reported" if report is None else "late"


def board_year(plan: Plan, day: str) -> int:
    """The year that the board shows: the edition's, or the last one that the plan was followed in.

    A plan is followed while it is in force, and after its end for as long as a decision says so.
    """
    year = int(day[:4])
    last = followed_until(plan)
    first = plan.valid_from.year if plan.valid_from else year
    return max(first, year if last is None else min(year, last.year))


def asked(duty: Duty, areas: Areas, year: int) -> Sequence[str]:
    """The areas that a duty is asked of in a year, in the order of the members and then of ``who``.

    An area that had no code on the year's first day was not there, and is not asked.
    """
    found: list[str] = []
    for one in duty.who:
        if one == MEMBERS:
            found += _members(areas, year)
        elif one in areas and (not areas[one].codes or areas[one].code_on(date(year, 1, 1))):
            found.append(one)
    return tuple(dict.fromkeys(found))


def _members(areas: Areas, year: int) -> Sequence[str]:
    """The main area's members in the year, or those it has now."""
    if areas.main not in areas:
        return ()
    return areas.members(areas.main, str(year)) or areas.members(areas.main) or (areas.main,)


def coverage_board(followup: Followup, plan: Plan, areas: Areas, day: str) -> Board:
    """The board of the year that the plan is followed in on a day (``coverage.json``).

    >>> from retning.plan.model import Plan
    >>> plan = Plan("p", {}, {}, None, None, None, (), (), (), (), ())
    >>> coverage_board(Followup(), plan, Areas(()), "2024-05-01").year
    2024
    """
    on = date.fromisoformat(day)
    plan = known_on(plan, on)
    year = board_year(plan, day)
    public = [r for r in followup.reports if r.date <= on]
    found = {(r.area, r.duty): r for r in public if r.year == year}
    rows = _rows(followup.duties, found, areas, year, day)
    states = [cell.state for row in rows for cell in row.cells]
    there = {(row.area, cell.duty, year) for row in rows for cell in row.cells}
    others = [r for r in public if (r.area, r.duty, r.year) not in there]
    return Board(
        year=year,
        followed_on=followed_on_by(plan, min(on, date(year, 12, 31))),
        duties=tuple(
            BoardDuty(d.id, d.title, d.element, d.quote, f"{year}-{d.due}") for d in followup.duties
        ),
        rows=rows,
        counts={state: states.count(state) for state in DUTY_STATES},
        count=len(states),
        others=tuple(_other(r) for r in sorted(others, key=lambda r: -r.year)),
    )


def _rows(
    duties: Sequence[Duty], reports: Mapping[tuple[str, str], Report], areas: Areas, year: int, day: str
) -> tuple[BoardRow, ...]:
    """One row for each area that something is asked of; without any duty one for each member."""
    of_duty = {duty.id: asked(duty, areas, year) for duty in duties}
    every = [area for who in of_duty.values() for area in who] if duties else [*_members(areas, year)]
    members = set(_members(areas, year))
    order = sorted(dict.fromkeys(every), key=lambda area: area not in members)
    return tuple(
        BoardRow(
            area,
            tuple(
                _cell(reports.get((area, duty.id)), duty, year, day)
                for duty in duties
                if area in of_duty[duty.id]
            ),
        )
        for area in order
    )


def _cell(report: Report | None, duty: Duty, year: int, day: str) -> BoardCell:
    state = answer(report, f"{year}-{duty.due}", day)
    if report is None:
        return BoardCell(duty=duty.id, state=state)
    return BoardCell(
        duty=duty.id,
        state=state,
        reported=report.state,
        date=report.date.isoformat(),
        evidence=report.evidence,
        note=report.note,
        lang=report.lang,
    )


def _other(report: Report) -> OtherReport:
    return OtherReport(
        area=report.area,
        duty=report.duty,
        year=report.year,
        reported=report.state,
        date=report.date.isoformat(),
        evidence=report.evidence,
        note=report.note,
        lang=report.lang,
    )
