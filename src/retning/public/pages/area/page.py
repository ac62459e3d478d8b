"""An area: every figure there is about it, and its codes and members through time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.public.blocks import figures, maps, peers
from retning.public.blocks.rows import indicator_row
from retning.public.blocks.standing import counts, standing
from retning.public.context import Page
from retning.public.markup import say
from retning.public.pages.areas.page import other_names
from retning.public.pages.coverage import page as coverage

Json = dict[str, Any]


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of an area shows."""
    data = page.site.data
    area = data.areas[id]
    name = page.pick(area["name"])
    strategies = standing(page, id) if area["kind"] in ("municipality", "region") else []
    goals = peers.goals_of(page, id)
    map_of = maps.best(page, id) if id in maps.placed(data) else ""
    with_series = [i for i in data.indicators if data.series_of(i, id) is not None]
    return {
        "title": name,
        "name": name,
        "kind_name": page.t(f"area_kind.{area['kind']}.one"),
        "other_names": other_names(area),
        "rows": [indicator_row(page, i, id, ("area", id)) for i in with_series],
        "sentences": [say(page, s) for s in data.opening("area", id)],
        "goals": goals,
        "peer_rows": [r for g in goals for r in (*g["first"], *g["more"])],
        "standing": strategies,
        "standing_counts": counts(strategies),
        "map": maps.block(page, map_of, id) if map_of else None,
        "tasks": coverage.own(page, id),
        "missing": len(with_series) < len(data.indicators),
        "codes": [
            {"code": c["code"], "span": span(page, c["valid_from"], c["valid_to"])} for c in area["codes"]
        ],
        "memberships": [membership(page, m) for m in area["memberships"]],
        "files": figures.files(page, "area", id),
        "crumbs": [(page.t("page.areas.menu"), page.url("areas")), (name, "")],
    }


def span(page: Page, start: str | None, end: str | None) -> str:
    """From when to when, in words."""
    if start and end:
        return page.t("area.from_to", start=page.day(start), end=page.day(end))
    if start:
        return page.t("area.from", start=page.day(start))
    return page.t("area.to", end=page.day(end)) if end else page.t("area.always")


def membership(page: Page, entry: Json) -> Json:
    """Who belonged to a region in a time."""
    areas = page.site.data.areas
    names = ", ".join(page.pick(areas[m]["name"]) if m in areas else m for m in entry["members"])
    return {
        "span": span(page, entry["valid_from"], entry["valid_to"]),
        "names": names,
        "source": entry.get("source", ""),
        "address": entry.get("address", ""),
    }
