"""What search finds about areas: those that have a page, and those that became part of one that has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from retning.language.texts import LANGUAGES
from retning.public.context import Page
from retning.public.search.documents import Document, other_names

Json = dict[str, Any]


def entries(page: Page) -> Iterator[Document]:
    """Areas that have a page, by name, other names and numbers; then those that became part of one that has."""
    data = page.site.data
    known = set(data.page_areas)
    for area in data.areas.values():
        if area["id"] in known:
            others = [(other["language"], other["name"]) for other in area.get("other_names", ())]
            yield Document(
                group="area",
                title=page.pick(area["name"]),
                address=page.url("area", area["id"]),
                body=about_area(page, area),
                ids=tuple(code["code"] for code in area["codes"]),
                names=(*other_names(area["name"], page.lang), *others),
            )
    for area, into, day in merged(page):
        yield Document(
            group="area",
            title=page.pick(area["name"]),
            address=page.url("area", into["id"]),
            body=page.t(
                "find.merged", name=page.pick(area["name"]), into=page.pick(into["name"]), day=page.day(day)
            ),
            ids=tuple(code["code"] for code in area["codes"]),
            names=other_names(area["name"], page.lang),
        )


def about_area(page: Page, area: Json) -> str:
    """Kind, names in other languages and numbers of an area, as one line."""
    parts = [page.t(f"area_kind.{area['kind']}.one")]
    extra = [name for code, name in area["name"].items() if code not in LANGUAGES]
    extra += [other["name"] for other in area.get("other_names", ())]
    if extra:
        parts.append(page.t("find.also_called", names=", ".join(dict.fromkeys(extra))))
    for code in reversed(area["codes"]):
        if code["valid_to"]:
            parts.append(page.t("find.code_until", code=code["code"], day=page.day(code["valid_to"])))
        else:
            parts.append(page.t("find.code", code=code["code"]))
    return ". ".join(parts) + "."


def merged(page: Page) -> Iterator[tuple[Json, Json, str]]:
    """Areas without a page of their own whose last code went into one that has: (area, that one, the day)."""
    data = page.site.data
    owners = {code["code"]: area for area in data.areas.values() for code in area["codes"]}
    onward: dict[str, tuple[str, str]] = {}
    for change in data.content.get("area_changes", ()):
        if change["kind"] in ("merge", "recode"):
            for link in change["links"]:
                onward[link["before"]] = (link["after"], change["day"])
    for area in data.areas.values():
        if area["id"] in data.page_areas or not area["codes"]:
            continue
        code, day = area["codes"][-1]["code"], ""
        seen = {code}
        while code in onward and onward[code][0] not in seen:
            code, moved = onward[code]
            seen.add(code)
            day = day or moved
            owner = owners.get(code)
            if owner is not None and owner["id"] != area["id"] and owner["id"] in data.page_areas:
                yield area, owner, day
                break
