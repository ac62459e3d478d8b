"""What this is, who stands behind the plan, and how to check it."""

from __future__ import annotations

from retning.public.context import Page
from retning.public.model import Model
from retning.public.query import Query
from retning.public.view import Link, PageView


class Fact(Model, frozen=True):
    """A label and what it stands for."""

    label: str
    value: str


class AboutView(PageView, frozen=True, kw_only=True):
    """Paragraphs about the site, and what identifies the edition."""

    paragraphs: tuple[str, ...]
    facts: tuple[Fact, ...]


def view(page: Page, id: str, query: Query) -> AboutView:
    """What the page about the site shows."""
    edition = page.edition
    title = page.t("page.about.menu")
    return AboutView(
        title=title,
        crumbs=(Link(title),),
        paragraphs=tuple(page.t(f"about.text_{n}") for n in (1, 2, 3)),
        facts=(
            Fact(page.t("about.plan"), page.pick(edition.plan.title)),
            Fact(page.t("about.owner"), page.pick(edition.plan.owner)),
            Fact(page.t("about.edition"), edition.name),
            Fact(page.t("about.hash"), edition.hash),
            Fact(page.t("about.code"), edition.inputs.code_version),
        ),
    )
