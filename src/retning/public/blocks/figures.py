"""Blocks about an indicator that several pages show: picture, table, verdict, provenance, downloads."""

from __future__ import annotations

from typing import Any

from retning.language.texts import in_language, state_key
from retning.public.blocks import beside, citation, forecasts
from retning.public.blocks.pictures import NARROW, WIDE, chart, line_name, path_sentence
from retning.public.context import Page
from retning.public.file_formats import FORMATS
from retning.public.follow.event_text import as_typed
from retning.public.markup import safe, say
from retning.public.query import Query

Json = dict[str, Any]
EVERYTHING = Query()


def block(page: Page, id: str, area: str | None = None, on: tuple[str, str] | None = None) -> Json:
    """Everything that is shown of an indicator in one place, on the page ``on`` (kind and id; its own)."""
    data = page.site.data
    indicator = data.indicators[id]
    area = area or indicator["main_area"]
    lines = data.lines(id, area)
    assessment = data.assessment(id, area)
    on = on or ("indicator", id)
    return {
        "id": id,
        "area": area,
        "area_name": page.pick(data.areas[area]["name"]),
        "title": page.pick(indicator["title"]),
        "description": page.pick(indicator["description"]),
        "address": page.url("indicator", id),
        "has_data": bool(lines),
        "wide": safe(chart(page, indicator, area, WIDE)) if lines else "",
        "narrow": safe(chart(page, indicator, area, NARROW)) if lines else "",
        "sentences": [standing(page, s, on) for s in data.sentences(id, area)],
        "tendency": data.tendency_on(*on, id, area)["state"],
        "evidence": assessment["evidence"]["grade"] if assessment else "",
        "table": table(page, indicator, area, whole=True),
        "forecast": forecasts.block(page, indicator, area, lines),
        "sources": sources(page, lines),
        "path": path_sentence(page, indicator, area),
        "drawer": citation.drawer(page, id, area),
        "files": files(page, "indicator", id),
        "unit": page.t(f"unit_long.{indicator['unit']}")
        if page.has(f"unit_long.{indicator['unit']}")
        else "",
        "influence": page.t(f"influence.{indicator['influence']}"),
        "delay": indicator["delay"],
        "direction": indicator["direction"],
        "breaks": [
            (page.period(b["period"]), page.pick(b["reason"])) for b in (lines[0]["breaks"] if lines else ())
        ],
    }


def standing(page: Page, sentence: Json, on: tuple[str, str]) -> Any:
    """A sentence, or what is said in its place where its tendency is not certain among a page's tests."""
    if sentence["kind"] != "tendency":
        return say(page, sentence)
    found = page.site.data.tendency_on(*on, sentence["subject"], sentence["area"])
    return say(page, sentence) if found["stands"] else many_tests(page, found)


def many_tests(page: Page, found: Json) -> str:
    """Why a page does not say what a test says by itself ("" where it does)."""
    if found["stands"]:
        return ""
    return page.t(f"methods.many_tests.{state_key(found['state'])}", tests=page.num(found["tests"], 0))


def table(page: Page, indicator: Json, area: str, whole: bool = False) -> Json:
    """The figures of an indicator in an area: a column per line, a row per period, newest first.

    A ``whole`` table has everything that the picture draws: also what is asked for and the comparator.
    """
    lines = page.site.data.lines(indicator["id"], area)
    by_line = [{period: n for n, period in enumerate(line["period"])} for line in lines]
    added = beside.columns(page, indicator, area) if whole and lines else []
    coming = forecasts.table_rows(page, indicator, lines)
    for row in coming:
        period = row["cells"][0]["anchor"].rpartition(".")[2]
        row["cells"] += beside.cells(page, indicator, area, period, added)
    ahead = {row["cells"][0]["anchor"].rpartition(".")[2] for row in coming}
    told = {p for line in lines for p in line["period"]} | {p for column in added for p in column["values"]}
    periods = sorted(told - ahead, reverse=True)
    rows = []
    for period in periods:
        cells = []
        for line, index in zip(lines, by_line, strict=True):
            n = index.get(period)
            cells.append(_cell(page, indicator, area, line, n, period))
        cells += beside.cells(page, indicator, area, period, added)
        rows.append({"period": page.period(period), "cells": cells, "forecast": False})
    heads = [line_name(page, indicator, line) for line in lines]
    notes = [_common_mark(rows, column) for column in range(len(lines))]
    return {
        "heads": [*heads, *(column["name"] for column in added)],
        "notes": [*notes, *("" for _ in added)],
        "roles": [*("" for _ in heads), *(column["role"] for column in added)],
        "rows": [*coming, *rows],
    }


def _common_mark(rows: list[Json], column: int) -> str:
    """The mark that every figure of a column has, moved to its head ("" where they differ)."""
    cells = [row["cells"][column] for row in rows if row["cells"][column]["text"]]
    marks = {cell["mark"] for cell in cells}
    if len(cells) < 2 or len(marks) != 1:
        return ""
    for cell in cells:
        cell["mark"] = ""
    return str(marks.pop())


def _cell(page: Page, indicator: Json, area: str, line: Json, n: int | None, period: str) -> Json:
    anchor = f"{area}.{line['line']}.{period}"
    if n is None:
        return {"anchor": anchor, "text": "", "mark": ""}
    value, status = line["value"][n], line["status"][n]
    marks = []
    if line["method"][n] not in ("as published",):
        marks.append(page.t(f"method_name.{line['method'][n].replace(' ', '_')}"))
    if line["certainty"][n] != "final":
        marks.append(page.t(f"certainty.{line['certainty'][n]}"))
    if value is None and line["note"][n] and page.has(f"note.{line['note'][n]}"):
        note = page.t(f"note.{line['note'][n]}")
        marks.append(note[:1].lower() + note[1:].removesuffix("."))
    shown = page.num(value, indicator["decimals"]) if value is not None else (status or "–")
    return {"anchor": anchor, "text": shown, "mark": "; ".join(dict.fromkeys(marks))}


def sources(page: Page, lines: list[Json]) -> list[Json]:
    """Where the figures of some lines come from, each table and vintage once."""
    names = list(dict.fromkeys(name for line in lines for name in line["tables"]))
    found = []
    for name in names:
        entry = page.site.data.tables.get(name)
        if entry is None:
            continue
        borders = entry["borders"]
        found.append(
            {
                **entry,
                "title": page.pick(entry["title"]),
                "licence": in_language(entry["licence"], page.lang),
                "attribution": in_language(entry["attribution"], page.lang),
                "corrections": page.url("corrections"),
                "typed": as_typed(entry),
                "borders_text": page.t("provenance.own_borders")
                if borders == "period"
                else page.t("provenance.fixed_borders", day=page.day(borders)),
            }
        )
    return found


def files(page: Page, kind: str, id: str = "", query: Query = EVERYTHING) -> list[tuple[str, str, str]]:
    """Label, address and media type of what a page can be taken along as, narrowed alike; spreadsheets first."""
    own = page.site.kinds[kind].files
    offered = [one for one in FORMATS.values() if one.label and one.ending in own]
    return [
        (page.t(one.label), page.url(kind, id, one.ending) + query.suffix(), one.media_type)
        for one in offered
    ]
