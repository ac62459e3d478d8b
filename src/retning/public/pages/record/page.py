"""Everything behind one chart: how it is computed, how to cite it, and every edition in which it was another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from retning.edition.compare import compare
from retning.edition.store import is_whole, kept, load_edition
from retning.public.addresses import path_of
from retning.public.blocks import citation, figures, history
from retning.public.context import Page
from retning.public.pages.record import recipe

Json = dict[str, Any]


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of a chart's provenance shows."""
    data = page.site.data
    indicator = data.indicators[id]
    area = indicator["main_area"]
    name = page.pick(indicator["title"])
    return {
        "title": page.t("page.record.title", name=name),
        "name": name,
        "area_name": page.pick(data.areas[area]["name"]),
        "address": page.url("indicator", id),
        "sentence": citation.sentence(page, id, area),
        "steps": recipe.steps(page, id, area),
        "json": page.url("indicator", id, ".json"),
        "xlsx": page.url("indicator", id, ".xlsx"),
        "sources": figures.sources(page, page.figures.lines(id, area)),
        "cite": citation.citation(page, id, area),
        "versions": [] if page.site.prefix else versions(page, id),
        "live": path_of(page.lang, "record", id) + "#utgaver",
        "history": history.view(page, id, [id]),
        "owner": page.pick(data.plan["owner"]),
        "report": data.content["region"].get("report", ""),
        "crumbs": [
            (page.t("page.indicators.menu"), page.url("indicators")),
            (name, page.url("indicator", id)),
            (page.t("page.record.menu"), ""),
        ],
    }


def versions(page: Page, id: str) -> list[Json]:
    """The kept editions in which the chart differs from the edition before, the newest first, and why."""
    found: list[Json] = []
    before: Json | None = None
    for name in kept(page.site.home):
        if not is_whole(page.site.home, name):
            # It cannot be shown or cited, but a reader who looks for it must learn what became of it.
            found.append({"name": name, "address": "", "causes": page.t("kept.damaged"), "current": False})
            continue
        now = slices(page.site.home, name).get(id)
        if now is None:
            continue
        causes = [] if before is None else changes(before, now)
        if before is None or causes:
            found.append(
                {
                    "name": name,
                    "day": page.day(name[:10]),
                    "address": f"/v/{name}{path_of(page.lang, 'indicator', id)}#{citation.ANCHOR}",
                    "causes": ", ".join(page.t(f"cite.cause.{cause}") for cause in causes)
                    or page.t("cite.versions_first"),
                    "current": name == page.site.edition.name,
                }
            )
        before = now
    return found[::-1]


def changes(old: Json, new: Json) -> list[str]:
    """Why two editions' charts of an indicator differ; nothing where they do not."""
    difference = compare(old, new)
    found = {one["cause"] for kind in ("values", "verdicts") for one in difference[kind]}
    return [cause for cause in ("world", "publisher", "rule", "region") if cause in found]


@lru_cache(maxsize=64)
def slices(home: Path, name: str) -> dict[str, Json]:
    """What one edition says of each indicator in its judged area, cut out so that two can be compared."""
    content = load_edition(home, name).content
    mains = {i["id"]: i["main_area"] for i in content["indicators"]}

    def mine(one: Json, key: str) -> bool:
        return bool(mains.get(one[key]) == one["area"])

    cut: dict[str, Json] = {
        i["id"]: {
            "series": {"series": []},
            "indicators": [i],
            "assessments": [],
            "sentences": [],
            "inputs": {"rule_version": content["inputs"]["rule_version"]},
        }
        for i in content["indicators"]
    }
    for one in content["series"]["series"]:
        if mine(one, "indicator"):
            cut[one["indicator"]]["series"]["series"].append(one)
    for one in content["assessments"]:
        if one["subject"] in cut and mine(one, "subject"):
            cut[one["subject"]]["assessments"].append(one)
    return cut
