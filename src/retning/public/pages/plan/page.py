"""The whole plan with its answers, in the plan's own order."""

from __future__ import annotations

from collections.abc import Iterator

from retning.edition.records.plan import Element
from retning.public.blocks import verdicts
from retning.public.blocks.followed_on import Decision, decisions
from retning.public.blocks.verdicts import ElementRow, Piece
from retning.public.context import Page
from retning.public.downloads import downloads
from retning.public.model import Model
from retning.public.query import Query
from retning.public.view import Link, PageView


class DeepRow(Model, frozen=True):
    """An element somewhere below a goal; ``depth`` is 0 directly below it."""

    element: ElementRow
    depth: int


class GoalGroup(Model, frozen=True):
    """A goal, how its parts go, and everything below it."""

    goal: ElementRow
    distribution: tuple[Piece, ...]
    rows: tuple[DeepRow, ...]


class PlanView(PageView, frozen=True, kw_only=True):
    """The whole plan."""

    intro: str
    ended: str
    """The last day that the plan was in force ("": it has no end)."""
    followed_on: tuple[Decision, ...]
    """The decisions by which it is followed after that."""
    overarching: tuple[ElementRow, ...]
    groups: tuple[GoalGroup, ...]


def view(page: Page, id: str, query: Query) -> PlanView:
    """What the page of the plan shows."""
    plan = page.edition.plan
    title = page.t("page.plan.menu")
    return PlanView(
        title=title,
        crumbs=(Link(title),),
        files=downloads(page, "plan"),
        intro=page.t(
            "plan.intro",
            owner=page.pick(plan.owner),
            adopted=page.day(plan.adopted) if plan.adopted else "–",
        ),
        ended=plan.valid_to or "",
        followed_on=decisions(page),
        overarching=tuple(verdicts.row(page, element) for element in plan.overarching),
        groups=tuple(
            GoalGroup(
                verdicts.row(page, goal),
                verdicts.distribution(page, plan.leaves(goal.id) or (goal,)),
                tuple(below(page, goal, 0)),
            )
            for goal in plan.children(None)
        ),
    )


def below(page: Page, element: Element, depth: int) -> Iterator[DeepRow]:
    """Everything below an element, each with its depth."""
    for child in page.edition.plan.children(element.id):
        yield DeepRow(verdicts.row(page, child), depth)
        yield from below(page, child, depth + 1)
