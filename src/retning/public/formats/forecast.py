"""Forecasts in files: rows of their own kind, never mixed up with figures that have come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from retning.language.texts import text
from retning.public.data import Data

Json = dict[str, Any]

FORECAST_COLUMNS = ("kind", "lower95", "upper95", "made")
"""Columns that rows of all kinds have; ``kind`` is ``observed``, ``forecast`` or ``target``."""


def forecast_of(data: Data, line: Json | None) -> Json | None:
    """The forecast of a line as it is shown: only where the line is shown up to the figure it rests on."""
    if line is None:
        return None
    found = data.forecasts.get((line["indicator"], line["area"], line["line"]))
    known = [p for p, v in zip(line["period"], line["value"], strict=True) if v is not None]
    return found if found is not None and known and known[-1] == found["last"] else None


def forecast_rows(data: Data, line: Json, common: Json, lang: str) -> Iterator[Json]:
    """The coming years of a line as rows of a file: ``kind`` is ``forecast``, ``lower`` and ``upper`` hold 80 %."""
    found = forecast_of(data, line)
    for ahead in found["ahead"] if found else ():
        yield {
            **common,
            "period": ahead["period"],
            "value": ahead["value"],
            "lower": ahead["lower80"],
            "upper": ahead["upper80"],
            "lower95": ahead["lower95"],
            "upper95": ahead["upper95"],
            "interval": text(lang, "download.interval.forecast"),
            "method": "forecast",
            "certainty": "forecast",
            "kind": "forecast",
            "made": found["made"] if found else "",
        }


def apart(rows: Sequence[Json]) -> tuple[list[Json], list[Json]]:
    """Rows of figures that have come, and rows of forecasts: no sum of a column may hold both, nor what is asked for.

    >>> apart([{"value": 1}, {"value": 2, "kind": "forecast"}])
    ([{'value': 1}], [{'value': 2, 'kind': 'forecast'}])
    """
    coming = [row for row in rows if row.get("kind") == "forecast"]
    return [row for row in rows if row.get("kind") not in ("forecast", "target")], coming
