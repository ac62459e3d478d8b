"""What those who are responsible think, beside what the numbers show (pattern P5)."""

from __future__ import annotations

from typing import Any

from retning.public.context import Page

Json = dict[str, Any]


def view(page: Page, element: str) -> Json:
    """The statement that stands about a plan element, and the earlier ones; an empty card where there is none."""
    rows = [one for one in page.site.data.content["statements"] if one["element"] == element]
    cards = [card(page, one) for one in rows]
    return {
        "now": next((c for c, one in zip(cards, rows, strict=True) if one["newest"]), None),
        "earlier": [c for c, one in zip(cards, rows, strict=True) if not one["newest"]],
        "differs": any(one["differs"] for one in rows),
    }


def card(page: Page, one: Json) -> Json:
    """One statement in the page's language."""
    return {
        "state": one["state"],
        "text": page.pick(one["text"]),
        "signed": page.t("statement.signed", body=page.pick(one["body"]), day=page.day(one["date"])),
        "address": one["address"],
        "stale": page.t("statement.stale", day=page.day(one["date"])) if one["stale"] else "",
    }
