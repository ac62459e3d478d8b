"""What can be found: every page of the edition, every table, and the areas that have become part of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retning.language.texts import LANGUAGES, catalogue
from retning.public.addresses import SINGLE
from retning.public.follow.event_text import as_typed

if TYPE_CHECKING:
    from retning.public.render import Page

Json = dict[str, Any]

_SECTION = "method.section."


@dataclass(frozen=True)
class Document:
    """One thing that can be found.

    ``kind`` names the group (``find.kind.<kind>``); ``ids`` are found as written (``4.7``, ``5001``, ``07459``);
    ``names`` are other titles by language; ``body`` is what a line of context is cut from.
    """

    kind: str
    title: str
    address: str
    body: str = ""
    ids: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()  # (language, text)


def documents(page: Page) -> Iterator[Document]:
    """Everything that can be found, in the language of the page, in the order of the site.

    >>> [d.title for d in documents(page) if "4.7" in d.ids]  # doctest: +SKIP
    ['Eksport']
    """
    yield from elements(page)
    yield from indicators(page)
    yield from areas(page)
    yield from tables(page)
    yield from pages(page)


def _names(texts: Mapping[str, str], lang: str) -> tuple[tuple[str, str], ...]:
    """A text in its other languages."""
    return tuple((code, text) for code, text in sorted(texts.items()) if code != lang and text)


def elements(page: Page) -> Iterator[Document]:
    """Principles, preconditions, the overarching goal, goals, strategies."""
    for element in page.site.data.elements.values():
        base = element["kind"] in ("principle", "precondition")
        yield Document(
            kind="principle" if base else "element",
            title=page.pick(element["title"]),
            address=page.url("principle" if base else "element", element["id"]),
            body=" ".join(page.pick(wording["text"]) for wording in element["wordings"][:1]),
            ids=(element["id"],),
            names=_names(element["title"], page.lang),
        )


def indicators(page: Page) -> Iterator[Document]:
    """Every indicator: its name, what it measures."""
    for indicator in page.site.data.indicators.values():
        yield Document(
            kind="indicator",
            title=page.pick(indicator["title"]),
            address=page.url("indicator", indicator["id"]),
            body=page.pick(indicator["description"]),
            ids=(indicator["id"],),
            names=_names(indicator["title"], page.lang),
        )


def areas(page: Page) -> Iterator[Document]:
    """Areas that have a page, by name, other names and numbers; then those that became part of one that has."""
    data = page.site.data
    known = set(data.page_areas)
    for area in data.areas.values():
        if area["id"] in known:
            others = [(other["language"], other["name"]) for other in area.get("other_names", ())]
            yield Document(
                kind="area",
                title=page.pick(area["name"]),
                address=page.url("area", area["id"]),
                body=about_area(page, area),
                ids=tuple(code["code"] for code in area["codes"]),
                names=(*_names(area["name"], page.lang), *others),
            )
    for area, into, day in merged(page):
        yield Document(
            kind="area",
            title=page.pick(area["name"]),
            address=page.url("area", into["id"]),
            body=page.t(
                "find.merged", name=page.pick(area["name"]), into=page.pick(into["name"]), day=page.day(day)
            ),
            ids=tuple(code["code"] for code in area["codes"]),
            names=_names(area["name"], page.lang),
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


def tables(page: Page) -> Iterator[Document]:
    """Every table of the page of sources, once, by title, publisher and the publisher's number."""
    newest: dict[str, Json] = {}
    for table in page.site.data.content["tables"]:
        newest[table["table"]] = table  # the tables stand in order of vintage
    for name, table in newest.items():
        code = table["code"]
        body = f"{table['publisher']}."
        if not as_typed(table):
            body += " " + page.t("find.table_published", day=page.day(table["vintage"]))
        yield Document(
            kind="table",
            title=page.pick(table["title"]),
            address=page.url("sources") + "#" + anchor(name),
            body=f"{body} {page.t('find.table_code', code=code)}" if code else body,
            ids=(code,) if code else (),
            names=_names(table["title"], page.lang),
        )


def anchor(table: str) -> str:
    """The place of a table on the page of sources.

    >>> anchor("figures/folketall")
    't-figures-folketall'
    """
    return "t-" + "".join(c if c.isalnum() else "-" for c in table)


def sections(lang: str) -> list[str]:
    """The sections of the page of the method, by the names that they have in the catalogue and on the page."""
    return [key.removeprefix(_SECTION) for key in catalogue(lang) if key.startswith(_SECTION)]


def pages(page: Page) -> Iterator[Document]:
    """The pages there is one of, and the sections of the method."""
    for kind in SINGLE:
        if kind in ("front", "search") or not page.has(f"page.{kind}.menu"):
            continue
        about = f"find.about.{kind}"
        yield Document(
            "page",
            page.t(f"page.{kind}.menu"),
            page.url(kind),
            page.t(about) if page.has(about) else "",
        )
    for name in sections(page.lang):
        texts = (f"method.{name}.text", f"method.{name}.text_1")
        body = next((page.t(key) for key in texts if page.has(key)), "")
        yield Document(
            "method",
            page.t(f"{_SECTION}{name}"),
            f"{page.url('method')}#{name}",
            "" if "{" in body else body,  # a text with places is filled in on the page only
        )
