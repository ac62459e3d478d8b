"""One principle or precondition: its words, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.public.blocks.promises import promise
from retning.public.context import Page
from retning.public.pages.element.page import supply, targets

Json = dict[str, Any]


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of a principle or precondition shows."""
    data = page.site.data
    element = data.elements[id]
    text = page.pick(element["wordings"][0]["text"])
    heading = page.pick(element["title"]) or text[:60]
    group = data.plan["principles"] if element["kind"] == "principle" else data.plan["preconditions"]
    at = [e["id"] for e in group].index(id)

    def neighbour(n: int) -> tuple[str, str] | None:
        if not 0 <= n < len(group):
            return None
        return (page.pick(group[n]["title"]) or group[n]["id"], page.url("principle", group[n]["id"]))

    shown = targets(page, element)
    for target, raw in zip(shown, element["targets"], strict=True):
        target["readings"] = [page.pick(r["text"]) for r in raw["readings"]]
    return {
        "title": heading,
        "kind_name": page.t(f"kind.{element['kind']}"),
        "heading": heading,
        "text": text,
        "original": element["wordings"][0]["text"]["nb"] if page.lang != "nb" else "",
        "targets": shown,
        "stands": promise(page, element),
        "supply": supply(page, element),
        "before": neighbour(at - 1),
        "after": neighbour(at + 1),
        "crumbs": [(page.t("page.principles.menu"), page.url("principles")), (heading, "")],
    }
