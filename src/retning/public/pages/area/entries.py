"""What search finds about areas: those that have a page, and those that became part of one that has."""

from __future__ import annotations

from collections.abc import Iterator

from retning.edition.records.areas import Area
from retning.language.texts import LANGUAGES
from retning.public.context import Page
from retning.public.search.documents import Document, other_names


def entries(page: Page) -> Iterator[Document]:
    """Areas that have a page, by name, other names and numbers; then those that became part of one that has."""
    edition = page.site.edition
    known = set(edition.page_areas)
    for area in edition.areas.values():
        if area.id in known:
            others = [(other.language, other.name) for other in area.other_names]
            yield Document(
                group="area",
                title=page.pick(area.name),
                address=page.url("area", area.id),
                body=about_area(page, area),
                ids=tuple(code.code for code in area.codes),
                names=(*other_names(area.name, page.lang), *others),
            )
    for area, into, day in merged(page):
        yield Document(
            group="area",
            title=page.pick(area.name),
            address=page.url("area", into.id),
            body=page.t(
                "find.merged", name=page.pick(area.name), into=page.pick(into.name), day=page.day(day)
            ),
            ids=tuple(code.code for code in area.codes),
            names=other_names(area.name, page.lang),
        )


def about_area(page: Page, area: Area) -> str:
    """Kind, names in other languages and numbers of an area, as one line."""
    parts = [page.t(f"area_kind.{area.kind}.one")]
    extra = [name for code, name in area.name.items() if code not in LANGUAGES]
    extra += [other.name for other in area.other_names]
    if extra:
        parts.append(page.t("find.also_called", names=", ".join(dict.fromkeys(extra))))
    for code in reversed(area.codes):
        if code.valid_to:
            parts.append(page.t("find.code_until", code=code.code, day=page.day(code.valid_to)))
        else:
            parts.append(page.t("find.code", code=code.code))
    return ". ".join(parts) + "."


def merged(page: Page) -> Iterator[tuple[Area, Area, str]]:
    """Areas without a page of their own whose last code went into one that has: (area, that one, the day)."""
    edition = page.site.edition
    with_page = set(edition.page_areas)
    owners = {code.code: area for area in edition.areas.values() for code in area.codes}
    onward: dict[str, tuple[str, str]] = {}
    for change in edition.area_changes:
        if change.kind in ("merge", "recode"):
            for link in change.links:
                onward[link.before] = (link.after, change.day)
    for area in edition.areas.values():
        if area.id in with_page or not area.codes:
            continue
        code, day = area.codes[-1].code, ""
        seen = {code}
        while code in onward and onward[code][0] not in seen:
            code, moved = onward[code]
            seen.add(code)
            day = day or moved
            owner = owners.get(code)
            if owner is not None and owner.id != area.id and owner.id in with_page:
                yield area, owner, day
                break
