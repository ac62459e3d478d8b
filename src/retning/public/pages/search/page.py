"""Search: what a reader typed, and what the edition holds about it, in groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from retning.public.search.documents import documents
from retning.public.search.index import LONGEST_QUERY, Found, Hit, Index

if TYPE_CHECKING:
    from retning.public.render import Page

Json = dict[str, Any]


def index_of(page: Page) -> Index:
    """The index of the site in the page's language, built when it is first asked for."""
    kept = page.site.kept
    key = f"search.{page.lang}"
    if key not in kept:
        kept[key] = Index(page.lang, list(documents(page)))
    made: Index = kept[key]
    return made


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of search shows."""
    typed = query.get("q", "")
    found = index_of(page).search(typed)
    title = page.t("page.search.menu")
    return {
        "title": page.t("find.title", query=found.query) if found.query else title,
        "heading": title,
        "noindex": True,
        "typed": found.query,
        "longest": LONGEST_QUERY,
        "told": told(page, found),
        "cut": len(typed.strip()) > LONGEST_QUERY,
        "some_only": bool(found.hits) and not found.every,
        "groups": groups(page, found.hits),
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


def groups(page: Page, hits: tuple[Hit, ...]) -> list[Json]:
    """The hits by kind of page; the group of the best hit first."""
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.document.kind, []).append(hit)
    return [
        {
            "kind": kind,
            "title": page.t(f"find.kind.{kind}"),
            "hits": [
                {
                    "address": hit.document.address,
                    "id": hit.document.ids[0] if kind in ("element", "principle") else "",
                    "title": hit.title,
                    "context": hit.context,
                }
                for hit in some
            ],
        }
        for kind, some in by_kind.items()
    ]
