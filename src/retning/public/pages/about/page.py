"""What this is, who stands behind the plan, and how to check it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.public.context import Page

Json = dict[str, Any]


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page about the site shows."""
    data = page.site.data
    rows = [
        (page.t("about.plan"), page.pick(data.plan["title"])),
        (page.t("about.owner"), page.pick(data.plan["owner"])),
        (page.t("about.edition"), page.site.edition.name),
        (page.t("about.hash"), page.site.edition.hash),
        (page.t("about.code"), data.content["inputs"]["code_version"]),
    ]
    title = page.t("page.about.menu")
    return {
        "title": title,
        "paragraphs": [page.t(f"about.text_{n}") for n in (1, 2, 3)],
        "rows": rows,
        "crumbs": [(title, "")],
    }
