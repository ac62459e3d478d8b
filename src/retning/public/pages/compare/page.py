"""Comparisons: chosen areas in chosen indicators. All that is chosen stands in the address."""

from __future__ import annotations

from typing import Any

from retning.public.blocks import compared, figures
from retning.public.choice import MOST_AREAS, MOST_INDICATORS, Choice, example, narrowed, read_choice
from retning.public.context import Page
from retning.public.query import Query

Json = dict[str, Any]

KINDS = ("region", "municipality", "county", "nation", "other")


def view(page: Page, id: str, query: Query) -> Json:
    """What the page of comparisons shows."""

    data = page.site.data
    choice = read_choice(data, query, page.lang)
    asked = bool(query)
    if not asked:
        choice = example(data)
    whole = bool(choice.areas and choice.indicators)
    inner = Page(narrowed(page.site, choice, choice.indicators), page.lang)
    title = page.t("page.compare.title")
    return {
        "title": title,
        "crumbs": [(page.t("page.compare.menu"), "")],
        "asked": asked,
        "choice": choice,
        "problems": [p.say(page.lang) for p in choice.problems],
        "mended": page.url("compare") + choice.query().suffix() if choice.problems and whole else "",
        "area_groups": area_groups(page, choice),
        "indicator_groups": indicator_groups(page, choice),
        "years": years(page),
        "owns": [(a, page.pick(data.areas[a]["name"]), a == choice.own) for a in choice.areas],
        "most_areas": MOST_AREAS,
        "most_indicators": MOST_INDICATORS,
        "blocks": [compared.block(inner, i, choice) for i in choice.indicators] if choice.areas else [],
        "files": figures.files(page, "compare", query=choice.query()) if whole else [],
        "query": choice.query() if asked else Query(),
    }


def area_groups(page: Page, choice: Choice) -> list[Json]:
    """The areas that can be chosen, kind by kind; a kind that few ask for is folded unless something is chosen."""
    data = page.site.data
    groups = []
    for kind in KINDS:
        entries = [
            {"id": a, "name": page.pick(data.areas[a]["name"]), "chosen": a in choice.areas}
            for a in data.page_areas
            if data.areas[a]["kind"] == kind
        ]
        if entries:
            groups.append(
                {
                    "title": page.t(f"area_kind.{kind}.many"),
                    "entries": entries,
                    "folded": kind == "other" and not any(e["chosen"] for e in entries),
                }
            )
    return groups


def indicator_groups(page: Page, choice: Choice) -> list[Json]:
    """The indicators that can be chosen, below the part of the plan that they inform."""
    data = page.site.data
    groups: dict[str, list[Json]] = {}
    for id, indicator in data.indicators.items():
        areas = data.areas_of(id)
        if not areas:
            continue
        entry = {
            "id": id,
            "name": page.pick(indicator["title"]),
            "count": len(areas),
            "chosen": id in choice.indicators,
        }
        groups.setdefault(_top(page, indicator), []).append(entry)
    order = [*[e["id"] for e in data.plan["overarching"]], *[e["id"] for e in data.children(None)]]
    found = []
    for top in sorted(groups, key=lambda t: order.index(t) if t in order else len(order)):
        element = data.elements.get(top)
        title = page.pick(element["title"]) or top if element else page.t("compare.other_indicators")
        if element and element["kind"] != "overarching":
            title = f"{top} {title}"
        found.append({"title": title, "entries": groups[top]})
    return found


def _top(page: Page, indicator: Json) -> str:
    """The uppermost element that an indicator informs."""
    elements = page.site.data.elements
    for id in (*indicator["serves"], *indicator["proxy_for"]):
        at: str | None = id
        while at in elements and elements[at]["parent"]:
            at = elements[at]["parent"]
        if at in elements:
            return str(at)
    return ""


def years(page: Page) -> list[str]:
    """Every year that some figure is about."""
    found = {p[:4] for one in page.site.data.content["series"]["series"] for p in one["period"]}
    return sorted(found)
