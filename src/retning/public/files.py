"""Files at every address, by its ending: the same content as the page, for spreadsheets and machines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from retning.language.texts import text
from retning.public.addresses import path_of
from retning.public.blocks.social import CARD, card_png
from retning.public.choice import narrowed
from retning.public.formats.about import title_of
from retning.public.formats.forecast import apart
from retning.public.formats.notes import SYMBOLS, assessment_rows, symbol_words
from retning.public.formats.paths import path_rows
from retning.public.formats.rows import COLUMNS, STATUS_COLUMNS, series_rows, source_rows, status_rows
from retning.public.formats.tabular import to_csv, to_norwegian_csv
from retning.public.query import Query

if TYPE_CHECKING:
    from retning.public.addresses import Address
    from retning.public.respond import Site

MEDIA = {
    ".csv": "text/csv; charset=utf-8",
    ".norsk.csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".vl.json": "application/json; charset=utf-8",
    ".csv-metadata.json": "application/csvm+json",
    CARD: "image/png",
    ".ris": "application/x-research-info-systems",
}


def render_file(site: Site, address: Address, query: Query) -> tuple[str, bytes]:
    """Media type and bytes of a file."""
    from retning.public.blocks.citation import ris
    from retning.public.pages.compare import files as compare_files
    from retning.public.render import Page

    media = MEDIA[address.ending]
    if address.ending == CARD:
        return media, card_png(site, address)
    if address.kind == "compare":
        return media, compare_files.compare_file(site, address, query)
    if address.kind == "answers":
        from retning.public.pages.answers.files import answers_file

        return media, answers_file(site, address)
    if address.kind == "coverage":
        from retning.public.pages.coverage.files import coverage_file

        return media, coverage_file(site, address)
    if address.ending == ".ris":
        return media, ris(Page(site, address.lang), address.id)
    if address.kind == "indicator":
        choice = compare_files.chosen(site, address.lang, query, address.id)
        site = narrowed(site, choice, (address.id,))
        if choice.areas and address.ending in (".svg", ".png"):
            return media, compare_files.compared_picture(site, address, choice)
        if choice.areas and address.ending == ".vl.json":
            return media, compare_files.compared_vega(site, address, choice)
    if address.ending in (".svg", ".png", ".vl.json"):
        return media, picture(site, address)
    columns, rows = table(site, address)
    used: set[str] = set() if address.kind == "method" else tables_of(site, address)
    return media, in_format(site, address, columns, rows, used, {})


def in_format(
    site: Site,
    address: Address,
    columns: tuple[str, ...],
    rows: list[dict[str, Any]],
    used: set[str],
    more: dict[str, Any],
) -> bytes:
    """Rows in the format that the ending asks for; ``more`` goes into the JSON object beside them."""
    if address.ending == ".csv":
        return to_csv(columns, rows)
    if address.ending == ".norsk.csv":
        return to_norwegian_csv(columns, rows)
    page = path_of(address.lang, address.kind, address.id)
    if address.ending == ".xlsx":
        from retning.public.formats.workbook import workbook

        return workbook(site, address.lang, (address.kind, address.id), page, columns, rows, used)
    if address.ending == ".csv-metadata.json":
        from retning.public.formats.csvw import metadata

        edition = {"name": site.edition.name, "as_of": site.edition.as_of}
        sources = source_rows(site.data, used, address.lang)
        return metadata(
            path_of(address.lang, address.kind, address.id, ".csv").rpartition("/")[2],
            title_of(site.data, address.kind, address.id, address.lang),
            address.lang,
            columns,
            edition,
            sources,
        )
    content = {**document(site, address, columns, rows, used), **more}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def table(site: Site, address: Address) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    """Columns and rows of an address."""
    if address.kind == "indicator":
        figures = series_rows(site.data, address.lang, indicator=address.id)
        return COLUMNS, [*figures, *path_rows(site.data, address.lang, address.id)]
    if address.kind == "area":
        return COLUMNS, list(series_rows(site.data, address.lang, area=address.id))
    if address.kind == "method":
        from retning.public.pages.method import rates as method_rates
        from retning.public.render import Page

        return method_rates.COLUMNS, method_rates.file_rows(Page(site, address.lang))
    return STATUS_COLUMNS, list(status_rows(site.data, address.lang, element=address.id))


def tables_of(site: Site, address: Address) -> set[str]:
    """Every table and vintage that the rows of an address rest on."""
    used: set[str] = set()
    wanted = {i["id"] for i in site.data.indicators_of(address.id)} if address.kind == "element" else None
    for one in site.data.content["series"]["series"]:
        if (
            (address.kind == "indicator" and one["indicator"] == address.id)
            or (address.kind == "area" and one["area"] == address.id)
            or (address.kind == "element" and wanted is not None and one["indicator"] in wanted)
            or address.kind == "plan"
        ):
            used.update(one["tables"])
    return used


def document(
    site: Site, address: Address, columns: tuple[str, ...], rows: list[dict[str, Any]], used: set[str]
) -> dict[str, Any]:
    """An address as one JSON object: its rows, its definition, its assessments, where it comes from."""
    data = site.data
    observed, coming = apart(rows)
    found: dict[str, Any] = {
        "edition": site.edition.name,
        "as_of": site.edition.as_of,
        "rule_version": data.content["inputs"]["rule_version"],
        "licence": text(address.lang, "frame.licence"),
        "columns": {name: text(address.lang, f"download.column.{name}") for name in columns},
        "symbols": {symbol: symbol_words(symbol, address.lang) for symbol in SYMBOLS},
        "rows": observed,
        "forecasts": coming,
        "targets": [row for row in rows if row.get("kind") == "target"],
        "sources": list(source_rows(data, used, address.lang)),
    }
    if address.kind == "indicator":
        found["definition"] = data.indicators[address.id]
        found["assessments"] = [a for a in data.content["assessments"] if a["subject"] == address.id]
    if address.kind == "area":
        found["area"] = data.areas[address.id]
        found["assessments"] = [
            a
            for a in data.content["assessments"]
            if a["area"] == address.id and a["subject"] in data.indicators
        ]
    if address.kind == "element":
        found["element"] = data.elements[address.id]
        found["statements"] = [s for s in data.content.get("statements", ()) if s["element"] == address.id]
        found["assessments"] = [a for a in data.content["assessments"] if a["subject"] == address.id]
    if "assessments" in found:
        found["answers"] = list(assessment_rows(data, found["assessments"], address.lang))
    return found


def picture(site: Site, address: Address) -> bytes:
    """The chart of an address as a file that stands alone: SVG, PNG made from it, or Vega-Lite."""
    from retning.public.blocks.charted import svg_of, vega_of

    if address.ending == ".vl.json":
        return vega_of(site, address)
    svg = svg_of(site, address)
    if address.ending == ".svg":
        return svg.encode()
    from retning.charts.png import to_png

    return to_png(svg)
