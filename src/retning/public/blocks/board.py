"""The coverage board: what the plan obliges municipalities to do in a year, and what they have reported."""

from __future__ import annotations

from collections.abc import Mapping

from retning.answers import DutyReported, DutyState
from retning.edition.records.followup import Cell, CoverageRow, Report
from retning.public.context import Page
from retning.public.model import Model
from retning.public.passages import passage
from retning.public.view import Link, Passage

_AS_STATE: Mapping[DutyReported, DutyState] = {"done": "done", "started": "late", "not done": "late"}
"""How a report of another year than the board's is shown: that year is over."""


class Task(Model, frozen=True, kw_only=True):
    """A task of the year, with the plan's own words and where they stand. ``due`` is a day."""

    title: str
    due: str
    quote: str
    element: str
    stands_in: Link


class Answer(Model, frozen=True, kw_only=True):
    """How a task stands: the day of the report ("": none), the document that shows it, and a note."""

    state: DutyState
    day: str
    evidence: str
    note: Passage


class BoardRow(Model, frozen=True):
    """An area and its answers in the order of the tasks; ``None`` where a task is not asked of the area."""

    area: Link
    body: str
    """What is asked where the area's name does not say it: the county council ("": a municipality, or something else)."""
    answers: tuple[Answer | None, ...]


class OtherReport(Model, frozen=True, kw_only=True):
    """A report that the board has no cell for: of another year, most often."""

    year: int
    area: Link
    task: str
    answer: Answer


class OwnTasks(Model, frozen=True, kw_only=True):
    """The tasks of one area, for its own page."""

    year: int
    tasks: tuple[tuple[Task, Answer], ...]
    others: tuple[OtherReport, ...]
    board: str
    """The address of the whole board."""


def tasks(page: Page) -> tuple[Task, ...]:
    """The tasks of the board's year."""
    elements = page.edition.elements
    return tuple(
        Task(
            title=page.pick(duty.title),
            due=duty.due,
            quote=page.pick(duty.quote),
            element=duty.element,
            stands_in=Link(page.pick(elements[duty.element].title), page.element_url(duty.element)),
        )
        for duty in page.edition.coverage.duties
    )


def rows(page: Page) -> tuple[BoardRow, ...]:
    """Every area of the board."""
    return tuple(_row(page, one) for one in page.edition.coverage.rows)


def others(page: Page, area: str = "") -> tuple[OtherReport, ...]:
    """The reports beside the board: of one area, or all."""
    return tuple(other_report(page, one) for one in page.edition.coverage.others if area in ("", one.area))


def own_tasks(page: Page, area: str) -> OwnTasks | None:
    """The board's row of one area, for its own page; ``None`` for an area that has no tasks."""
    board = page.edition.coverage
    row = next((_row(page, one) for one in board.rows if one.area == area), None)
    reports = others(page, area)
    if not board.duties or (row is None and not reports):
        return None
    answered = zip(tasks(page), row.answers, strict=True) if row else ()
    return OwnTasks(
        year=board.year,
        tasks=tuple((task, answer) for task, answer in answered if answer is not None),
        others=reports,
        board=page.url("coverage"),
    )


def share(page: Page) -> str:
    """How many of the year's tasks are reported done, in words ("" where there are no tasks)."""
    board = page.edition.coverage
    if not board.count:
        return ""
    done = board.counts["done"]
    key = "share_none" if not done else "share_all" if done == board.count else "share"
    return page.t(f"coverage.{key}", count=page.num(board.count, 0), done=page.num(done, 0), year=board.year)


def _row(page: Page, row: CoverageRow) -> BoardRow:
    answered = {cell.duty: _answer(page, cell) for cell in row.cells}
    duties = page.edition.coverage.duties
    body = page.t("coverage.county") if page.edition.areas[row.area].kind == "county" else ""
    return BoardRow(area_link(page, row.area), body, tuple(answered.get(duty.id) for duty in duties))


def _answer(page: Page, cell: Cell) -> Answer:
    return Answer(
        state=cell.state, day=cell.date, evidence=cell.evidence, note=passage(page, cell.note, cell.lang)
    )


def other_report(page: Page, report: Report) -> OtherReport:
    """One report beside the board."""
    titles = {duty.id: page.pick(duty.title) for duty in page.edition.coverage.duties}
    return OtherReport(
        year=report.year,
        area=area_link(page, report.area),
        task=titles.get(report.duty, report.duty),
        answer=Answer(
            state=_AS_STATE[report.reported],
            day=report.date,
            evidence=report.evidence,
            note=passage(page, report.note, report.lang),
        ),
    )


def area_link(page: Page, area: str) -> Link:
    """An area with the address of its page, where it has one."""
    address = page.url("area", area) if area in page.edition.page_areas else ""
    return Link(page.pick(page.edition.areas[area].name), address)
