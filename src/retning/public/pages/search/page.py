"""Search: what a reader typed, and what the edition holds about it, in groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.public.context import Page
from retning.public.search.documents import documents
from retning.public.search.index import LONGEST_QUERY, Found, Hit, Index

Json = dict[str, Any]


def index_of(page: Page) -> Index:
    """The index of the site in the page's language, built when it is first asked for."""
    return page.site.cached(f"search.{page.lang}", lambda: Index(page.lang, list(documents(page))))


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of search shows."""
    typed = query.get("q", "")
    found = index_of(page).search(typed)
    title = page.t("page.search.menu")
    return {
        "title": page.t("find.title", query=found.query) if found.query else title,
        "heading": title,
        "typed": found.query,
        "longest": LONGEST_QUERY,
        "told": told(page, found),
        "cut": len(typed.strip()) > LONGEST_QUERY,
        "some_only": bool(found.hits) and not found.every,
        "groups": grouped(page, found.hits),
        "suggestions": [(text, f"{page.url('search')}?q={text}") for text in found.suggestions],
        "goals": [
            (f"{goal['id']} {page.pick(goal['title'])}", page.url("element", goal["id"]))
            for goal in page.site.data.children(None)
        ]
        if not found.hits
        else [],
        "crumbs": [(title, "")],
    }


def told(page: Page, found: Found) -> str:
    """How many were found, in words."""
    if not found.query:
        return ""
    count = len(found.hits)
    if count == 0:
        return page.t("find.none", query=found.query)
    if count == 1:
        return page.t("find.one", query=found.query)
    written = page.t(f"find.number.{count}") if page.has(f"find.number.{count}") else page.num(count)
    return page.t("find.many", query=found.query, count=written)


def grouped(page: Page, hits: tuple[Hit, ...]) -> list[Json]:
    """The hits by what they are; the group of the best hit first."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.document.group, []).append(hit)
    return [
        {
            "kind": group,
            "title": page.t(f"find.kind.{group}"),
            "hits": [
                {
                    "address": hit.document.address,
                    "id": hit.document.shown_id,
                    "title": hit.title,
                    "context": hit.context,
                }
                for hit in some
            ],
        }
        for group, some in groups.items()
    ]
