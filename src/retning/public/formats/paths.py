"""Paths to targets in files and tables: what a picture draws beside the figures, as rows of their own kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from retning.language.texts import pick
from retning.public.data import Data

Json = dict[str, Any]

PATH, MINIMUM = "path", "minimum"


def drawn_path(data: Data, indicator: Json, area: str) -> Json | None:
    """The path that is drawn for an indicator in an area: its main target's, else the first one there is.

    Yearly amounts against a minimum are bars, not a line on the way somewhere (see :func:`drawn_minimum`).
    """
    found = [p for p in _paths(data, indicator, area) if not _is_floor(p, indicator)]
    return min(found, key=lambda p: not indicator["targets"][p["target"]]["main"], default=None)


def drawn_minimum(data: Data, indicator: Json, area: str) -> Json | None:
    """The minimum that bars of an indicator are drawn against in an area, as a flat path."""
    return next((p for p in _paths(data, indicator, area) if _is_floor(p, indicator)), None)


def beside(data: Data, indicator: Json, area: str) -> tuple[str, Json] | None:
    """What is drawn beside the figures of an indicator in an area, and as what (:data:`PATH`, :data:`MINIMUM`)."""
    path = drawn_path(data, indicator, area)
    if path is not None:
        return PATH, path
    floor = drawn_minimum(data, indicator, area)
    return None if floor is None else (MINIMUM, floor)


def asked_of(path: Json) -> dict[str, float]:
    """What a path asks for by period (editions from before that was told: its own points)."""
    return dict(path.get("asked") or path["points"])


def path_rows(data: Data, lang: str, indicator: str) -> Iterator[Json]:
    """What is asked for in each period, as rows of a file: ``kind`` is ``target``, never a figure that has come."""
    definition = data.indicators[indicator]
    for area in data.areas_of(indicator):
        found = beside(data, definition, area)
        if found is None:
            continue
        role, path = found
        for period, value in asked_of(path).items():
            yield {
                "indicator": indicator,
                "title": pick(definition["title"], lang),
                "area": area,
                "area_name": pick(data.areas[area]["name"], lang),
                "line": role,
                "period": period,
                "value": value,
                "unit": definition["unit"],
                "decimals": definition["decimals"],
                "kind": "target",
                "role": role,
                "lower": None,
                "upper": None,
                "status": "",
                "note": "",
                "method": "",
                "certainty": "",
            }


def role_of(definition: Json, one: Json) -> str:
    """What a series is in the picture of its indicator: ``own``, ``benchmark``, ``ghost`` (an earlier one), ``other``."""
    if "@" in one["line"]:
        return "ghost"
    if one["area"] == definition["benchmark"]:
        return "benchmark"
    main = definition["lines"][0]["id"] if definition["lines"] else one["line"]
    return "own" if one["area"] == definition["main_area"] and one["line"] in (main, "main") else "other"


def _paths(data: Data, indicator: Json, area: str) -> list[Json]:
    return [p for p in data.content["paths"] if p["indicator"] == indicator["id"] and p["area"] == area]


def _is_floor(path: Json, indicator: Json) -> bool:
    return bool(path["type"] == "minimum" and indicator["nature"] in ("flow", "count"))
