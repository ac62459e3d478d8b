"""Everything behind one chart: how it is computed, how to cite it, and every edition in which it was another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
    for one in page.site.index.entries:
        if not one.whole or one.comparison is None:
            # It cannot be shown or cited, but a reader who looks for it must learn what became of it.
            found.append(
                {"name": one.name, "address": "", "causes": page.t("kept.damaged"), "current": False}
            )
            continue
        causes = one.comparison.charts.get(id, ())
        if causes or id in one.comparison.new:
            found.append(
                {
                    "name": one.name,
                    "day": page.day(one.day),
                    "address": f"/v/{one.name}{path_of(page.lang, 'indicator', id)}#{citation.ANCHOR}",
                    "causes": ", ".join(page.t(f"cite.cause.{cause}") for cause in causes)
                    or page.t("cite.versions_first"),
                    "current": one.name == page.site.edition.name,
                }
            )
    return found[::-1]
