"""All areas that have figures, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.public.blocks import maps
from retning.public.context import Page

Json = dict[str, Any]


KINDS = ("region", "municipality", "county", "nation", "peer_group", "other")


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the list of areas shows, each kind in the region's own order."""
    data = page.site.data
    groups = []
    for kind in KINDS:
        rows = [data.areas[a] for a in data.page_areas if data.areas[a]["kind"] == kind]
        if rows:
            groups.append(
                {"title": page.t(f"area_kind.{kind}.many"), "areas": [entry(page, a) for a in rows]}
            )
    title = page.t("page.areas.menu")
    on_map = maps.best(page)
    drawn = maps.block(page, on_map) if on_map else None
    return {"title": title, "groups": groups, "map": drawn, "crumbs": [(title, "")]}


def entry(page: Page, area: Json) -> Json:
    """One area in a list, with its names in other languages of the place."""
    return {
        "name": page.pick(area["name"]),
        "address": page.url("area", area["id"]),
        "other_names": other_names(area),
    }


def other_names(area: Json) -> str:
    """Names in languages that the site itself does not speak, such as the Sami ones."""
    extra = [name for code, name in area["name"].items() if code not in ("nb", "nn", "en")]
    return ", ".join(dict.fromkeys(extra))
