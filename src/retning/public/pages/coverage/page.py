"""The coverage board: what the plan obliges each municipality to do in a year, and whether it is reported done."""

from __future__ import annotations

from retning.answers import DUTY_STATES, DutyState
from retning.public.blocks import board
from retning.public.blocks.board import BoardRow, OtherReport, Task
from retning.public.blocks.completeness import Completeness, completeness
from retning.public.blocks.followed_on import Decision, decision
from retning.public.context import Page
from retning.public.downloads import downloads
from retning.public.query import Query
from retning.public.view import Link, PageView


class CoverageView(PageView, frozen=True, kw_only=True):
    """The board of a year, what was reported beside it, and what figures are missing."""

    year: int
    share: str
    """How much is done, in one sentence ("" where there are no tasks)."""
    plan_ended: str
    """The day on which the plan ended, where the board shows an earlier year or a decision ("": it does neither)."""
    followed_on: tuple[Decision, ...]
    """The decision by which the plan is followed in the board's year; none while it is in force."""
    year_is_over: bool
    """Whether the board shows an earlier year than the edition's."""
    tasks: tuple[Task, ...]
    rows: tuple[BoardRow, ...]
    states: tuple[DutyState, ...]
    """The states that some answer has, in the order in which they are explained."""
    others: tuple[OtherReport, ...]
    completeness: Completeness


def view(page: Page, id: str, query: Query) -> CoverageView:
    """What the page of the board shows."""
    coverage = page.edition.coverage
    return CoverageView(
        title=page.t("page.coverage.title"),
        crumbs=(Link(page.t("page.coverage.menu")),),
        files=downloads(page, "coverage") if coverage.duties else (),
        year=coverage.year,
        share=board.share(page),
        plan_ended=plan_ended(page),
        followed_on=(decision(page, coverage.followed_on),) if coverage.followed_on else (),
        year_is_over=int(page.edition.as_of[:4]) > coverage.year,
        tasks=board.tasks(page),
        rows=board.rows(page),
        states=tuple(state for state in DUTY_STATES if coverage.counts.get(state)),
        others=board.others(page),
        completeness=completeness(page),
    )


def plan_ended(page: Page) -> str:
    """The day on which the plan ended, where that decides which year the board shows."""
    end, board = page.edition.plan.valid_to, page.edition.coverage
    over = int(page.edition.as_of[:4]) > board.year
    return end if end and (over or board.followed_on) else ""
