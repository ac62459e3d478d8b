"""The plan's foundation: its principles and preconditions."""

from __future__ import annotations

from collections.abc import Sequence

from retning.edition.records.plan import Element
from retning.public.blocks.promises import Promise, promise, summary
from retning.public.context import Page
from retning.public.model import Model
from retning.public.query import Query
from retning.public.view import Link, PageView


class Row(Model, frozen=True):
    """One principle or precondition: where it has its page, its words, and how it stands."""

    element: Link
    text: str
    stands: Promise


class Group(Model, frozen=True):
    """All principles, or all preconditions."""

    title: str
    rows: tuple[Row, ...]


class PrinciplesView(PageView, frozen=True, kw_only=True):
    """Every principle and precondition with how it stands."""

    summary: str
    groups: tuple[Group, ...]


def view(page: Page, id: str, query: Query) -> PrinciplesView:
    """What the page of principles and preconditions shows."""
    plan = page.edition.plan
    groups = (
        Group(page.t("kind_many.principle"), _rows(page, plan.principles)),
        Group(page.t("kind_many.precondition"), _rows(page, plan.preconditions)),
    )
    return PrinciplesView(
        title=page.t("promises.title"),
        crumbs=(Link(page.t("page.principles.menu")),),
        summary=summary(page, [row.stands for group in groups for row in group.rows]),
        groups=tuple(group for group in groups if group.rows),
    )


def _rows(page: Page, elements: Sequence[Element]) -> tuple[Row, ...]:
    return tuple(
        Row(
            Link(heading(page, element), page.url("principle", element.id)),
            page.pick(element.text),
            promise(page, element),
        )
        for element in elements
    )


def heading(page: Page, element: Element) -> str:
    """What a principle is called: its title, or the beginning of its words."""
    return page.pick(element.title) or page.pick(element.text)[:60]
