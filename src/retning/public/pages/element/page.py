"""A goal or a strategy: its words, its verdict, its indicators, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.public.blocks import figures, history, other_methods, peers, verdicts
from retning.public.blocks.demands import demands, supply
from retning.public.blocks.readings import readings
from retning.public.blocks.statements import statements
from retning.public.context import Page
from retning.public.downloads import downloads
from retning.public.markup import say
from retning.public.view import Words, words_of

Json = dict[str, Any]


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of a plan element shows."""
    data = page.site.data
    element = data.elements[id]
    children = data.children(id)
    leaves = data.leaves(id) if children else []
    assessment = data.assessment(id)
    level = next((lv for lv in data.plan["levels"] if lv["kind"] == element["kind"]), None)
    kind_name = page.pick(level["one"]) if level else page.t(f"kind.{element['kind']}")
    main = [i for i in data.indicators_of(id) if id in i["serves"]]
    standing_in = [i for i in data.indicators_of(id) if id not in i["serves"]]
    number = "" if element["kind"] == "overarching" else f" {id}"
    title = page.pick(element["title"])
    return {
        "title": f"{id} {title}" if number else title,
        "id": id,
        "kind_name": kind_name[:1].upper() + kind_name[1:] + number,
        "heading": title or page.pick(element["wordings"][0]["text"]),
        "text": page.pick(element["wordings"][0]["text"]),
        "original": element["wordings"][0]["text"]["nb"] if page.lang != "nb" else "",
        "crumbs": crumbs(page, element),
        "children": [verdicts.row(page, child) for child in children],
        "child_rows": [
            {
                **verdicts.row(page, child),
                "distribution": verdicts.distribution(page, data.leaves(child["id"]) or [child]),
            }
            for child in children
        ],
        "distribution": verdicts.distribution(page, leaves),
        "group": opening(page, id),
        "judged": assessment is not None,
        "assessment": assessment,
        "row": verdicts.row(page, element),
        "sentences": [
            say(page, s)
            for s in data.sentences(id)
            if not s["kind"].startswith(("target", "reasons", "distribution"))
        ],
        "reasons": [say(page, s) for s in data.sentences(id) if s["kind"] == "reasons"],
        "readings": readings(page, element),
        "behind": other_methods.parts(page, id),
        "others": other_methods.block(page, id, assessment["area"]) if assessment else None,
        "targets": demands(page, page.edition.elements[id]),
        "blocks": [figures.block(page, i["id"], on=("element", id)) for i in main],
        "proxies": [figures.block(page, i["id"], on=("element", id)) for i in standing_in],
        "own": statements(page, id),
        "then": history.view(page, id, [i["id"] for i in main]),
        "peers": peers.of_element(page, id),
        "supply": supply(page, page.edition.elements[id]),
        "wordings": wordings(page, element),
        "files": downloads(page, "element", id) if assessment else [],
        "siblings": neighbours(page, element),
    }


def crumbs(page: Page, element: Json) -> list[tuple[str, str]]:
    """The way down to an element."""
    trail: list[tuple[str, str]] = [(element["id"], "")]
    parent = element["parent"]
    while parent:
        trail.insert(0, (parent, page.url("element", parent)))
        parent = page.site.data.elements[parent]["parent"]
    return [(page.t("page.plan.menu"), page.url("plan")), *trail]


def opening(page: Page, id: str) -> tuple[Words, ...]:
    """The sentences that open the page of a group of elements."""
    found = page.site.edition.opening(id)
    return tuple(words_of(s, page.lang, page.link) for s in (found.sentences if found else ()))


def wordings(page: Page, element: Json) -> list[Json]:
    """How the words have changed, where they have."""
    if len(element["wordings"]) < 2:
        return []
    return [
        {
            "label": page.pick(w["label"]) or (page.day(w["valid_from"]) if w["valid_from"] else ""),
            "text": page.pick(w["text"]),
            "source": w["source"],
            "address": w["address"],
        }
        for w in element["wordings"]
    ]


def neighbours(page: Page, element: Json) -> dict[str, tuple[str, str] | None]:
    """The elements before and after this one below the same parent."""
    rows = page.site.data.children(element["parent"]) if element["level"] >= 0 else []
    at = next((n for n, e in enumerate(rows) if e["id"] == element["id"]), None)

    def one(n: int) -> tuple[str, str] | None:
        if at is None or not 0 <= n < len(rows):
            return None
        return (f"{rows[n]['id']} {page.pick(rows[n]['title'])}", page.url("element", rows[n]["id"]))

    return {
        "before": one(at - 1) if at is not None else None,
        "after": one(at + 1) if at is not None else None,
    }
