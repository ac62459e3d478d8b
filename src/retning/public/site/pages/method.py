"""How the answers are computed, in plain words, with the limits that the rules use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retning.public.site.render import Page

Json = dict[str, Any]


SECTIONS = ("four_answers", "direction", "target", "evidence", "refusing", "areas", "vintages", "sentences")


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of the method shows."""
    rules = page.site.data.content["inputs"]["rules"]
    sections: list[Json] = [
        {
            "id": name,
            "title": page.t(f"method.{name}.title"),
            "paragraphs": [page.t(f"method.{name}.text")],
            "rows": [],
        }
        for name in SECTIONS
    ]
    rows = [(page.t("rule.version"), page.site.data.content["inputs"]["rule_version"])]
    rows += [
        (name.replace("_", " "), page.num(value) if isinstance(value, (int, float)) else str(value))
        for name, value in sorted(rules.items())
    ]
    sections.append(
        {
            "id": "limits",
            "title": page.t("method.limits.title"),
            "paragraphs": [page.t("method.limits.text")],
            "rows": rows,
        }
    )
    title = page.t("page.method.menu")
    return {"title": title, "sections": sections, "crumbs": [(title, "")]}
