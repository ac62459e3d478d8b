"""What the plan promised outside its goals, and how each promise stands: figures, reports, statements, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from retning.answers import TendencyState
from retning.edition.records.plan import Element
from retning.public.blocks.board import OtherReport, other_report
from retning.public.blocks.statements import Card, statements
from retning.public.context import Page
from retning.public.model import Model
from retning.public.view import Link


class Followed(Model, frozen=True):
    """An indicator that tells of a promise, and which way it goes (``no data``: it has no figures)."""

    indicator: Link
    way: TendencyState | str


class YearlyTask(Model, frozen=True, kw_only=True):
    """A yearly task that follows from a promise: in how many of all that it is asked of it is reported done."""

    title: str
    done: int
    count: int
    year: int


class Promise(Model, frozen=True, kw_only=True):
    """Everything that tells how a principle or precondition stands."""

    indicators: tuple[Followed, ...]
    statement: Card | None
    tasks: tuple[YearlyTask, ...]
    reports: tuple[OtherReport, ...]
    """What has been reported of the tasks in other years."""

    @property
    def is_assessed(self) -> bool:
        """Whether anything tells how it stands."""
        return bool(self.indicators or self.statement or self.tasks)


def promise(page: Page, element: Element) -> Promise:
    """How a principle or precondition stands."""
    edition, id = page.edition, element.id
    board = edition.coverage
    duties = {duty.id: duty for duty in board.duties if duty.element == id}
    cells = [cell for row in board.rows for cell in row.cells]
    return Promise(
        indicators=tuple(
            Followed(
                Link(page.pick(indicator.title), page.url("indicator", indicator.id)),
                _way(page, indicator.id, indicator.main_area, id),
            )
            for indicator in edition.indicators_of(id)
        ),
        statement=statements(page, id).now,
        tasks=tuple(
            YearlyTask(
                title=page.pick(duty.title),
                done=sum(cell.state == "done" for cell in cells if cell.duty == duty.id),
                count=sum(cell.duty == duty.id for cell in cells),
                year=board.year,
            )
            for duty in duties.values()
        ),
        reports=tuple(other_report(page, one) for one in board.others if one.duty in duties),
    )


def _way(page: Page, indicator: str, area: str, element: str) -> TendencyState | str:
    """Which way an indicator goes, as the page of an element may say it."""
    line = page.edition.line(indicator, area)
    if line is None or all(value is None for value in line.value):
        return "no data"
    assessment = page.edition.assessment(indicator, area)
    if assessment is None or assessment.fact is None:
        return "cannot tell"
    return page.edition.tendency_on("element", element, indicator, area).state


def summary(page: Page, promises: Sequence[Promise]) -> str:
    """How many promises there are, and how many something tells about."""
    followed = sum(one.is_assessed for one in promises)
    key = "promises.summary_none" if not followed else "promises.summary"
    return page.t(key, all=len(promises), followed=followed)
