"""Search: what a reader typed, and what the edition holds about it, in groups."""

from __future__ import annotations

from collections.abc import Sequence

from retning.public.context import Page
from retning.public.model import Model
from retning.public.query import Query
from retning.public.search.documents import documents
from retning.public.search.index import LONGEST_QUERY, Found, Hit, Index, Pieces
from retning.public.view import Link, PageView


class FoundThing(Model, frozen=True, kw_only=True):
    """One thing found: its title and a stretch of its text, in pieces of which those that matched are marked."""

    address: str
    id: str
    """What is written before the title ("": nothing)."""
    title: Pieces
    context: Pieces


class FoundGroup(Model, frozen=True):
    """What was found of one kind."""

    id: str
    title: str
    hits: tuple[FoundThing, ...]


class SearchView(PageView, frozen=True, kw_only=True):
    """The form, and what it found; ``typed`` is empty where nothing was asked for."""

    heading: str
    typed: str
    longest: int
    """Characters of a query that are read."""
    is_cut: bool
    """Whether more than that was typed."""
    count: str
    """How many were found, in words."""
    some_only: bool
    """Whether nothing holds all the words, only some of them."""
    groups: tuple[FoundGroup, ...]
    suggestions: tuple[Link, ...]
    """Titles that look like what was typed, where nothing was found."""
    goals: tuple[Link, ...]
    """Where else to begin, where nothing was found."""


def index_of(page: Page) -> Index:
    """The index of the site in the page's language, built when it is first asked for."""
    return page.site.cached(f"search.{page.lang}", lambda: Index(page.lang, list(documents(page))))


def view(page: Page, id: str, query: Query) -> SearchView:
    """What the page of search shows."""
    typed = query.get("q", "")
    found = index_of(page).search(typed)
    heading = page.t("page.search.menu")
    return SearchView(
        title=page.t("find.title", query=found.query) if found.query else heading,
        crumbs=(Link(heading),),
        heading=heading,
        typed=found.query,
        longest=LONGEST_QUERY,
        is_cut=len(typed.strip()) > LONGEST_QUERY,
        count=count(page, found),
        some_only=bool(found.hits) and not found.every,
        groups=grouped(page, found.hits),
        suggestions=tuple(Link(text, f"{page.url('search')}?q={text}") for text in found.suggestions),
        goals=() if found.hits else goals(page),
    )


def count(page: Page, found: Found) -> str:
    """How many were found, in words ("" where nothing was asked for)."""
    if not found.query:
        return ""
    number = len(found.hits)
    if number == 0:
        return page.t("find.none", query=found.query)
    if number == 1:
        return page.t("find.one", query=found.query)
    key = f"find.number.{number}"
    written = page.t(key) if page.has(key) else page.num(number)
    return page.t("find.many", query=found.query, count=written)


def grouped(page: Page, hits: Sequence[Hit]) -> tuple[FoundGroup, ...]:
    """The hits by what they are; the group of the best hit first."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.document.group, []).append(hit)
    return tuple(
        FoundGroup(group, page.t(f"find.kind.{group}"), tuple(_thing(hit) for hit in some))
        for group, some in groups.items()
    )


def _thing(hit: Hit) -> FoundThing:
    document = hit.document
    return FoundThing(address=document.address, id=document.shown_id, title=hit.title, context=hit.context)


def goals(page: Page) -> tuple[Link, ...]:
    """The elements at the top of the plan."""
    return tuple(
        Link(f"{goal.id} {page.pick(goal.title)}", page.url("element", goal.id))
        for goal in page.edition.plan.children(None)
    )
