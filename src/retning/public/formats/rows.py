"""What a download holds: one list of rows, whatever the file format.

Intervals, flags, method and source stand in every row, so that a figure never travels without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from retning.language.texts import in_language, pick, state_key, text
from retning.public.data import Data
from retning.public.drawn import role_in_files
from retning.public.formats.forecast import FORECAST_COLUMNS, forecast_rows
from retning.public.formats.notes import note_words, symbol_words

COLUMNS = (
    "indicator",
    "title",
    "area",
    "area_name",
    "line",
    "period",
    "value",
    "unit",
    "lower",
    "upper",
    "interval",
    "numerator",
    "denominator",
    "status",
    "status_meaning",
    "method",
    "certainty",
    "note",
    "note_meaning",
    "vintage",
    "tables",
    *FORECAST_COLUMNS,
    "role",
)

NUMERIC = ("value", "lower", "upper", "numerator", "denominator")


def series_rows(data: Data, lang: str, indicator: str = "", area: str = "") -> Iterator[dict[str, Any]]:
    """Every value of an indicator, or of an area, as a row under :data:`COLUMNS`."""
    for one in data.content["series"]["series"]:
        if (indicator and one["indicator"] != indicator) or (area and one["area"] != area):
            continue
        definition = data.indicators[one["indicator"]]
        common = {
            "indicator": one["indicator"],
            "title": pick(definition["title"], lang),
            "area": one["area"],
            "area_name": pick(data.areas[one["area"]]["name"], lang),
            "line": one["line"],
            "unit": definition["unit"],
            "decimals": definition["decimals"],
            "tables": " ".join(one["tables"]),
            "role": role_in_files(data.edition.indicators[one["indicator"]], one["area"], one["line"]),
        }
        for n, period in enumerate(one["period"]):
            row = {
                name: one[name][n]
                for name in COLUMNS
                if name in one and isinstance(one[name], list) and name != "tables"
            }
            row["status_meaning"] = symbol_words(row["status"], lang)
            row["note_meaning"] = note_words(row["note"], lang)
            how = row.get("interval") or ("published" if row["lower"] is not None else "")
            row["interval"] = text(lang, f"download.interval.{state_key(how)}") if how else ""
            yield {**row, **common, "period": period, "kind": "observed"}
        yield from forecast_rows(data, one, common, lang)


OWN_COLUMNS = ("own_state", "own_state_meaning", "own_text", "own_by", "own_date")
"""What those who are responsible think themselves, beside what the figures show."""

STATUS_COLUMNS = (
    "id",
    "title",
    "text",
    "target_type",
    "target_status",
    "reading",
    "tendency",
    "from_period",
    "from_value",
    "to_period",
    "to_value",
    "evidence",
    "indicators",
    *OWN_COLUMNS,
    "as_of",
)


def status_rows(data: Data, lang: str, element: str = "") -> Iterator[dict[str, Any]]:
    """The answers about each judged plan element (or one) as a row under :data:`STATUS_COLUMNS`."""
    said = {one["element"]: one for one in data.content.get("statements", ()) if one["newest"]}
    for row in data.content["status"]:
        if element and row["id"] != element:
            continue
        fact = row["direction_fact"] or {}
        definition = data.elements[row["id"]]
        yield {
            "id": row["id"],
            "title": pick(definition["title"], lang),
            "text": pick(definition["wordings"][0]["text"], lang),
            "target_type": row["target_type"],
            "target_status": row["target_status"]["state"],
            "reading": row["target_status"].get("reading", ""),
            "tendency": row["tendency"]["state"],
            "from_period": fact.get("from_period"),
            "from_value": fact.get("from_value"),
            "to_period": fact.get("to_period"),
            "to_value": fact.get("to_value"),
            "evidence": row["evidence"],
            "indicators": " ".join(row["indicators"]),
            **own_words(said.get(row["id"]), lang),
            "as_of": row["as_of"],
        }


def own_words(one: dict[str, Any] | None, lang: str) -> dict[str, str]:
    """The statement that stands about an element under :data:`OWN_COLUMNS`; empty where nobody has said anything."""
    if one is None:
        return dict.fromkeys(OWN_COLUMNS, "")
    return {
        "own_state": one["state"],
        "own_state_meaning": text(lang, f"statement.state.{state_key(one['state'])}"),
        "own_text": pick(one["text"], lang),
        "own_by": pick(one["body"], lang),
        "own_date": one["date"],
    }


def source_rows(data: Data, tables: set[str], lang: str) -> Iterator[dict[str, Any]]:
    """Where the rows come from: one row per table and vintage."""
    for name in sorted(tables):
        entry = data.tables.get(name)
        if entry is not None:
            yield {
                "table": entry["table"],
                "vintage": entry["vintage"],
                "publisher": entry["publisher"],
                "code": entry["code"],
                "address": entry["address"],
                "query": entry["query"],
                "licence": in_language(entry["licence"], lang),
                "attribution": in_language(entry["attribution"], lang),
                "borders": entry["borders"],
                "sha256": entry["sha256"],
            }


SOURCE_COLUMNS = (
    "table", "vintage", "publisher", "code", "address", "query", "licence", "attribution", "borders", "sha256",
)  # fmt: skip
