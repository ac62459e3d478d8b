"""All indicators on one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.public.blocks.rows import indicator_row
from retning.public.context import Page

Json = dict[str, Any]


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the list of indicators shows: each in the area that is judged for the plan."""
    rows = [
        indicator_row(page, i["id"], i["main_area"], ("indicators", ""))
        for i in page.site.data.indicators.values()
    ]
    title = page.t("page.indicators.menu")
    return {"title": title, "rows": rows, "crumbs": [(title, "")]}
