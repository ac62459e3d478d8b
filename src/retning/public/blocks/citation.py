"""Under every chart: where it comes from in one sentence, and the ways to keep, check and cite it (pattern P7)."""

from __future__ import annotations

from typing import Any

from retning.public.addresses import path_of
from retning.public.context import Page
from retning.public.follow.event_text import as_typed
from retning.public.query import Query

Json = dict[str, Any]
MOST_TABLES = 2
ANCHOR = "figur"


def drawer(page: Page, id: str, area: str) -> Json:
    """The sentence and the addresses under the chart of an indicator."""
    record = page.url("record", id)
    return {
        "name": page.pick(page.site.data.indicators[id]["title"]),
        "sentence": sentence(page, id, area),
        "frozen": frozen(page, id),
        "newest": path_of(page.lang, "indicator", id) if page.site.prefix else "",
        "versions": path_of(page.lang, "record", id) + "#utgaver",
        "recipe": f"{record}#oppskrift",
        "cite": f"{record}#siter",
        "report": page.site.data.content["region"].get("report") or f"{record}#feil",
    }


def frozen(page: Page, id: str, ending: str = "") -> str:
    """The address that shows an indicator's chart as this edition has it, for ever."""
    path = f"/v/{page.site.edition.name}{path_of(page.lang, 'indicator', id, ending)}"
    return path if ending else f"{path}#{ANCHOR}"


def compared_drawer(page: Page, id: str, area: str, chosen: Query) -> Json:
    """The same under a chart of chosen areas or years (or of a comparison): the frozen address keeps the choice."""
    found = drawer(page, id, area)
    suffix = chosen.suffix()
    if chosen.all("indikator"):
        path = path_of(page.lang, "compare") + suffix
        return {
            **found,
            "frozen": f"/v/{page.site.edition.name}{path}",
            "newest": path if page.site.prefix else "",
        }
    path = path_of(page.lang, "indicator", id) + suffix
    newest = f"{path}#{ANCHOR}" if page.site.prefix else ""
    return {**found, "frozen": f"/v/{page.site.edition.name}{path}#{ANCHOR}", "newest": newest}


def tables_of(page: Page, id: str, area: str) -> list[Json]:
    """The tables beneath the main line, each once, the newest first."""
    line = page.site.data.series_of(id, area)
    known = page.site.data.tables
    found = [known[name] for name in (line["tables"] if line else ()) if name in known]
    return sorted(found, key=lambda t: t["vintage"], reverse=True)


def table_name(page: Page, table: Json) -> str:
    """The publisher's number of a table, or its title in quotation marks."""
    if table["code"]:
        return page.t("cite.code", code=table["code"])
    return page.t("cite.titled", title=page.pick(table["title"]))


def sentence(page: Page, id: str, area: str) -> str:
    """Source, next release, processing and edition, in one line."""
    tables = tables_of(page, id, area)
    if not tables:
        return ""
    named = [
        page.t(
            "known_day.table" if as_typed(t) else "cite.table",
            publisher=t["publisher"],
            name=table_name(page, t),
            day=page.day(t["vintage"][:10]),
        )
        for t in tables[:MOST_TABLES]
    ]
    if len(tables) > MOST_TABLES:
        named.append(page.t("cite.more", count=len(tables) - MOST_TABLES))
    coming = sorted(t["next_release"] for t in tables if t["next_release"] > page.site.edition.as_of)
    return page.t(
        "cite.source",
        tables="; ".join(named),
        next=page.period(coming[0]) if coming else page.t("cite.not_announced"),
        processing=processing(page, id, area),
        edition=page.site.edition.name,
    )


def processing(page: Page, id: str, area: str) -> str:
    """How the values of the main line came to be, each way once."""
    line = page.site.data.series_of(id, area)
    methods = dict.fromkeys(line["method"] if line else ())
    return ", ".join(
        page.t(f"method_name.{m.replace(' ', '_')}") for m in methods if m != "not possible"
    ) or page.t("method_name.not_possible")


def citation(page: Page, id: str, area: str) -> Json:
    """A text to copy, and where what it points to stands."""
    data = page.site.data
    host = page.site.address
    sources = dict.fromkeys(t["publisher"] for t in tables_of(page, id, area))
    return {
        "text": page.t(
            "cite.citation",
            owner=page.pick(data.plan["owner"]),
            year=page.site.edition.as_of[:4],
            title=page.pick(data.indicators[id]["title"]),
            area=page.pick(data.areas[area]["name"]),
            edition=page.site.edition.name,
            day=page.day(page.site.edition.as_of),
            sources=", ".join(sources),
            address=host + frozen(page, id),
        ),
        "relative": not host,
        "address": frozen(page, id),
        "svg": frozen(page, id, ".svg"),
        "png": frozen(page, id, ".png"),
        "ris": frozen(page, id, ".ris"),
    }


def ris(page: Page, id: str) -> bytes:
    """The citation for reference managers: one record of RIS lines, ended as the format asks."""
    data = page.site.data
    indicator = data.indicators[id]
    area = indicator["main_area"]
    title = f"{page.pick(indicator['title'])}, {page.pick(data.areas[area]['name'])}"
    host = page.site.address
    lines = [
        ("TY", "DATA"),
        ("TI", title),
        ("AU", page.pick(data.plan["owner"])),
        ("PB", "Retning"),
        ("PY", page.site.edition.as_of[:4]),
        ("DA", page.site.edition.as_of.replace("-", "/")),
        ("ET", page.site.edition.name),
        ("N1", sentence(page, id, area)),
        ("LA", page.lang),
        ("UR", host + frozen(page, id)),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines).encode()
