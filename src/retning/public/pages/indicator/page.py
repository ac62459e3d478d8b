"""An indicator: what it measures, the figures, the verdict and its rule, every area, where it all comes from."""

from __future__ import annotations

from typing import Any

from retning.public.blocks import (
    choose,
    citation,
    compared,
    criteria,
    figures,
    history,
    maps,
    other_methods,
)
from retning.public.blocks.pictures import spark
from retning.public.choice import Choice, narrowed, read_choice
from retning.public.context import Page
from retning.public.markup import safe
from retning.public.pages.embed import page as embed
from retning.public.query import Query

Json = dict[str, Any]


def view(page: Page, id: str, query: Query) -> Json:
    """What the page of an indicator shows."""
    choice = read_choice(page.site.data, query, page.lang, id)
    everything = page.url("indicator", id)
    form = choose.form(page, id, choice)
    page = type(page)(narrowed(page.site, choice, (id,)), page.lang)
    data = page.site.data
    indicator = data.indicators[id]
    block = figures.block(page, id)
    if choice.narrows:
        block["drawer"] = citation.compared_drawer(page, id, block["area"], choice.query())
    return {
        "title": block["title"],
        "crumbs": [(page.t("page.indicators.menu"), page.url("indicators")), (block["title"], "")],
        "block": block,
        "others": other_methods.block(page, id, block["area"]),
        "elements": [_element(page, e, True) for e in indicator["serves"]]
        + [_element(page, e, False) for e in indicator["proxy_for"]],
        "areas": areas(page, indicator),
        "tables": [
            {
                "area": area,
                "name": page.pick(data.areas[area]["name"]),
                "table": figures.table(page, indicator, area),
            }
            for area in data.areas_of(id)
            if area != indicator["main_area"]
        ],
        "criteria": criteria.block(page, id),
        "origins": origins(page, id),
        "then": history.view(page, id, [id]),
        "files": figures.files(page, "indicator", id, choice.query()),
        "chosen": chosen(page, id, choice, everything),
        "query": choice.query(),
        "map": None if choice.narrows else maps.block(page, id),
        "several": [] if choice.narrows else maps.several(page, id),
        "form": form,
        "codes": embed.codes(page, id, choice.query()),
    }


def chosen(page: Page, id: str, choice: Choice, everything: str) -> Json | None:
    """What is shown of a part of the figures: the areas compared, the years, and the way back to all of it."""
    if not choice.narrows and not choice.problems:
        return None
    names = [page.pick(page.site.data.areas[a]["name"]) for a in choice.areas]
    key = ("between" if choice.last else "from") if choice.first else "to"
    years = (
        [page.t(f"choice.years_{key}", first=choice.first, last=choice.last)]
        if choice.first or choice.last
        else []
    )
    return {
        "problems": [p.say(page.lang) for p in choice.problems],
        "mended": everything + choice.query().suffix() if choice.problems else "",
        "what": ", ".join([*names, *years]),
        "everything": everything,
        "block": compared.block(page, id, choice) if choice.areas else None,
        "empty": not page.site.data.areas_of(id),
    }


def _element(page: Page, id: str, serves: bool) -> Json:
    element = page.site.data.elements.get(id)
    name = page.pick(element["title"]) if element else id
    address = page.element_url(id) if element else page.url("element", id)
    return {"id": id, "name": name, "address": address, "serves": serves}


def areas(page: Page, indicator: Json) -> list[Json]:
    """The indicator in every area, in the areas' own order: first and last value, which way, a small picture."""
    data = page.site.data
    rows = []
    for area in data.areas_of(indicator["id"]):
        line = data.series_of(indicator["id"], area)
        known = (
            [(p, v) for p, v in zip(line["period"], line["value"], strict=True) if v is not None]
            if line
            else []
        )
        rows.append(
            {
                "name": page.pick(data.areas[area]["name"]),
                "address": page.url("area", area) if area in data.page_areas else "",
                "first": page.num(known[0][1], indicator["decimals"]) if known else "–",
                "first_period": page.period(known[0][0]) if known else "",
                "last": page.num(known[-1][1], indicator["decimals"]) if known else "–",
                "last_period": page.period(known[-1][0]) if known else "",
                "way": data.tendency_on("indicator", indicator["id"], indicator["id"], area)["state"],
                "why": figures.many_tests(
                    page, data.tendency_on("indicator", indicator["id"], indicator["id"], area)
                ),
                "spark": safe(spark(page, indicator, area)),
            }
        )
    return rows


def origins(page: Page, id: str) -> list[Json]:
    """The single pages that figures were read from, each once."""
    data = page.site.data
    numbers = {
        part[4]
        for one in data.content["series"]["series"]
        if one["indicator"] == id
        for parts in one["parts"]
        for part in parts
        if part[4] >= 0
    }
    return [data.origins[n] for n in sorted(numbers)]
