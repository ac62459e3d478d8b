"""Under every chart: where it comes from in one sentence, and the ways to keep, check and cite it (pattern P7)."""

from __future__ import annotations

from msgspec import structs

from retning.edition.records.base import unpacked
from retning.edition.records.tables import Table
from retning.public.addresses import path_of
from retning.public.context import Page
from retning.public.model import Model
from retning.public.query import Query

MOST_TABLES = 2
ANCHOR = "figur"


class Drawer(Model, frozen=True, kw_only=True):
    """What stands under a chart: what it is a chart of, where it comes from, and addresses."""

    name: str
    sentence: str
    """Source, next release, processing and edition ("" without figures)."""
    frozen: str
    """The chart as this edition has it, for ever."""
    newest: str
    """The newest figures; empty where these are the newest."""
    versions: str
    recipe: str
    cite: str
    report: str
    """Where to report an error."""


class Citation(Model, frozen=True, kw_only=True):
    """A text to copy, and where what it points to stands."""

    text: str
    relative: bool
    """The address in the text is without host: the site does not know its own."""
    address: str
    svg: str
    png: str
    ris: str


def drawer(page: Page, id: str, area: str) -> Drawer:
    """The sentence and the addresses under the chart of an indicator."""
    record = page.url("record", id)
    edition = page.site.edition
    return Drawer(
        name=page.pick(edition.indicators[id].title),
        sentence=sentence(page, id, area),
        frozen=frozen(page, id),
        newest=path_of(page.lang, "indicator", id) if page.site.prefix else "",
        versions=path_of(page.lang, "record", id) + "#utgaver",
        recipe=f"{record}#oppskrift",
        cite=f"{record}#siter",
        report=edition.region.report or f"{record}#feil",
    )


def frozen(page: Page, id: str, ending: str = "") -> str:
    """The address that shows an indicator's chart as this edition has it, for ever."""
    path = f"/v/{page.site.edition.name}{path_of(page.lang, 'indicator', id, ending)}"
    return path if ending else f"{path}#{ANCHOR}"


def compared_drawer(page: Page, id: str, area: str, chosen: Query) -> Drawer:
    """The same under a chart of chosen areas or years (or of a comparison): the frozen address keeps the choice."""
    suffix = chosen.suffix()
    if chosen.all("indikator"):
        path = path_of(page.lang, "compare") + suffix
    else:
        path = f"{path_of(page.lang, 'indicator', id)}{suffix}#{ANCHOR}"
    return structs.replace(
        drawer(page, id, area),
        frozen=f"/v/{page.site.edition.name}{path}",
        newest=path if page.site.prefix else "",
    )


def tables_of(page: Page, id: str, area: str) -> list[Table]:
    """The tables beneath the main line, each once, the newest first."""
    line = page.figures.line(id, area)
    known = page.site.edition.tables
    found = [known[name] for name in (line.tables if line else ()) if name in known]
    return sorted(found, key=lambda table: table.vintage, reverse=True)


def table_name(page: Page, table: Table) -> str:
    """The publisher's number of a table, or its title in quotation marks."""
    if table.code:
        return page.t("cite.code", code=table.code)
    return page.t("cite.titled", title=page.pick(table.title))


def sentence(page: Page, id: str, area: str) -> str:
    """Source, next release, processing and edition, in one line."""
    tables = tables_of(page, id, area)
    if not tables:
        return ""
    named = [
        page.t(
            "known_day.table" if table.is_typed else "cite.table",
            publisher=table.publisher,
            name=table_name(page, table),
            day=page.day(table.vintage[:10]),
        )
        for table in tables[:MOST_TABLES]
    ]
    if len(tables) > MOST_TABLES:
        named.append(page.t("cite.more", count=len(tables) - MOST_TABLES))
    edition = page.site.edition
    coming = sorted(table.next_release for table in tables if table.next_release > edition.as_of)
    return page.t(
        "cite.source",
        tables="; ".join(named),
        next=page.period(coming[0]) if coming else page.t("cite.not_announced"),
        processing=processing(page, id, area),
        edition=edition.name,
    )


def processing(page: Page, id: str, area: str) -> str:
    """How the values of the main line came to be, each way once."""
    line = page.figures.line(id, area)
    methods = dict.fromkeys(unpacked(line.method, len(line.period)) if line else ())
    return ", ".join(
        page.t(f"method_name.{m.replace(' ', '_')}") for m in methods if m != "not possible"
    ) or page.t("method_name.not_possible")


def citation(page: Page, id: str, area: str) -> Citation:
    """How to cite the chart of an indicator in an area."""
    edition, host = page.site.edition, page.site.address
    sources = dict.fromkeys(table.publisher for table in tables_of(page, id, area))
    return Citation(
        text=page.t(
            "cite.citation",
            owner=page.pick(edition.plan.owner),
            year=edition.as_of[:4],
            title=page.pick(edition.indicators[id].title),
            area=page.pick(edition.areas[area].name),
            edition=edition.name,
            day=page.day(edition.as_of),
            sources=", ".join(sources),
            address=host + frozen(page, id),
        ),
        relative=not host,
        address=frozen(page, id),
        svg=frozen(page, id, ".svg"),
        png=frozen(page, id, ".png"),
        ris=frozen(page, id, ".ris"),
    )


def ris(page: Page, id: str) -> bytes:
    """The citation for reference managers: one record of RIS lines, ended as the format asks."""
    edition = page.site.edition
    indicator = edition.indicators[id]
    area = indicator.main_area
    lines = [
        ("TY", "DATA"),
        ("TI", f"{page.pick(indicator.title)}, {page.pick(edition.areas[area].name)}"),
        ("AU", page.pick(edition.plan.owner)),
        ("PB", "Retning"),
        ("PY", edition.as_of[:4]),
        ("DA", edition.as_of.replace("-", "/")),
        ("ET", edition.name),
        ("N1", sentence(page, id, area)),
        ("LA", page.lang),
        ("UR", page.site.address + frozen(page, id)),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines).encode()
