"""Forecasts in files: rows of their own kind, never mixed up with figures that have come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retning.edition.edition import Edition
from retning.edition.records.series import Line
from retning.language.texts import text
from retning.public.drawn import forecast_of
from retning.public.formats.cells import Row

FORECAST_COLUMNS = ("kind", "lower95", "upper95", "made")
"""Columns that rows of all kinds have; ``kind`` is ``observed``, ``forecast`` or ``target``."""


def forecast_rows(edition: Edition, line: Line, common: Row, lang: str) -> Iterator[Row]:
    """The coming years of a line as rows of a file: ``kind`` is ``forecast``, ``lower`` and ``upper`` hold 80 %."""
    found = forecast_of(line)
    for ahead in found.ahead.rows() if found else ():
        yield {
            **common,
            "period": ahead.period,
            "value": ahead.value,
            "lower": ahead.lower80,
            "upper": ahead.upper80,
            "lower95": ahead.lower95,
            "upper95": ahead.upper95,
            "interval": text(lang, "download.interval.forecast"),
            "method": "forecast",
            "certainty": "forecast",
            "kind": "forecast",
            "made": edition.forecasts.made,
        }


def apart(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Rows of figures that have come, and rows of forecasts: no sum of a column may hold both, nor what is asked for.

    >>> apart([{"value": 1}, {"value": 2, "kind": "forecast"}])
    ([{'value': 1}], [{'value': 2, 'kind': 'forecast'}])
    """
    coming = [row for row in rows if row.get("kind") == "forecast"]
    return [row for row in rows if row.get("kind") not in ("forecast", "target")], coming
