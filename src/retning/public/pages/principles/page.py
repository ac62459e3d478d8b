"""The fundament and the preconditions of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.public.blocks.promises import promise, summary
from retning.public.context import Page

Json = dict[str, Any]


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of principles and preconditions shows."""
    plan = page.site.data.plan
    groups: list[Json] = [
        {"title": page.t("kind_many.principle"), "rows": [_row(page, e) for e in plan["principles"]]},
        {"title": page.t("kind_many.precondition"), "rows": [_row(page, e) for e in plan["preconditions"]]},
    ]
    menu = page.t("page.principles.menu")
    return {
        "title": page.t("promises.title"),
        "summary": summary(page, [row for g in groups for row in g["rows"]]),
        "groups": [g for g in groups if g["rows"]],
        "crumbs": [(menu, "")],
    }


def _row(page: Page, element: Json) -> Json:
    text = page.pick(element["wordings"][0]["text"])
    return {
        "title": page.pick(element["title"]) or text[:60],
        "text": text,
        "address": page.url("principle", element["id"]),
        "stands": promise(page, element),
    }
