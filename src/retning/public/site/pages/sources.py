"""Every table that the figures rest on: publisher, vintage, rhythm, licence, and what uses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retning.public.site.render import Page

Json = dict[str, Any]


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of sources shows, newest vintage first."""
    data = page.site.data
    using: dict[str, list[str]] = {}
    for one in data.content["series"]["series"]:
        for name in one["tables"]:
            if one["indicator"] not in using.setdefault(name, []):
                using[name].append(one["indicator"])
    rows = [
        {
            "title": page.pick(table["title"]),
            "code": table["code"],
            "address": table["address"],
            "publisher": table["publisher"],
            "vintage": page.day(table["vintage"]),
            "rhythm": page.t(f"rhythm.{table['rhythm']}") if page.has(f"rhythm.{table['rhythm']}") else "–",
            "licence": table["licence"],
            "indicators": [
                (page.pick(data.indicators[i]["title"]), page.url("indicator", i))
                for i in using.get(name, ())
            ],
        }
        for name, table in sorted(data.tables.items(), key=lambda item: item[1]["vintage"], reverse=True)
    ]
    title = page.t("page.sources.menu")
    return {"title": title, "rows": rows, "crumbs": [(title, "")]}
