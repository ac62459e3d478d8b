"""The accessibility statement."""

from __future__ import annotations

from retning.public.context import Page
from retning.public.query import Query
from retning.public.view import Link, PageView


class AccessibilityView(PageView, frozen=True, kw_only=True):
    """The statement, paragraph by paragraph."""

    paragraphs: tuple[str, ...]


def view(page: Page, id: str, query: Query) -> AccessibilityView:
    """What the accessibility statement says."""
    title = page.t("page.accessibility.menu")
    return AccessibilityView(
        title=title,
        crumbs=(Link(title),),
        paragraphs=tuple(page.t(f"accessibility.text_{n}") for n in (1, 2, 3, 4)),
    )
