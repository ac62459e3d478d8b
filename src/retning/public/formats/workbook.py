"""A workbook that can be read without us: values, uncertainty, flags, answers, sources, and what everything means.

Numbers are numbers with the indicator's own decimals, everything else is text: a code never loses its zero, and
nothing is ever run as a formula. The same edition gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from retning.public.formats.about import ABOUT_COLUMNS, about_rows
from retning.public.formats.forecast import apart
from retning.public.formats.notes import (
    ASSESSMENT_COLUMNS,
    FLAG_COLUMNS,
    INTERVAL_COLUMNS,
    assessment_rows,
    flag_rows,
    interval_rows,
)
from retning.public.formats.rows import COLUMNS, SOURCE_COLUMNS, series_rows, source_rows
from retning.public.formats.tabular import to_xlsx

if TYPE_CHECKING:
    from retning.public.data import Data
    from retning.public.respond import Site

Row = dict[str, Any]


def workbook(
    site: Site,
    lang: str,
    subject: tuple[str, str],
    path: str,
    columns: Sequence[str],
    rows: Sequence[Row],
    used: set[str],
) -> bytes:
    """The workbook of an address: ``subject`` is its kind and id, ``path`` its page, ``rows`` its first sheet."""
    data = site.data
    kind, id = subject
    asked_for = [row for row in rows if row.get("kind") == "target"]
    rows, coming = apart(rows)
    series = rows if "line" in columns else apart(values_behind(data, lang, id))[0]
    asked = answers_of(data, kind, id, series)
    sheets: list[tuple[str, Sequence[str], Iterable[Row]]] = [("data", columns, rows)]
    if coming:
        sheets.append(("forecasts", columns, coming))
    if asked_for:
        sheets.append(("targets", columns, asked_for))
    if series is not rows and "line" not in columns:
        sheets.append(("values", COLUMNS, series))
    sheets += [
        ("intervals", INTERVAL_COLUMNS, interval_rows(data, series, lang)),
        ("flags", FLAG_COLUMNS, flag_rows(data, series, lang)),
        ("assessments", ASSESSMENT_COLUMNS, assessment_rows(data, asked, lang)),
        ("sources", SOURCE_COLUMNS, source_rows(data, used, lang)),
    ]
    every = list(dict.fromkeys(name for _, names, _ in sheets for name in names))
    sheets.append(("about", ABOUT_COLUMNS, about_rows(site, lang, subject, path, every)))
    return to_xlsx(sheets, f"{id or kind} {site.edition.name}")


def values_behind(data: Data, lang: str, element: str) -> list[Row]:
    """The figures that the answers about an element (``""``: the whole plan) rest on, in the judged areas."""
    every = data.indicators.values()
    served = data.indicators_of(element) if element else [i for i in every if i["serves"]]
    return [row for i in served for row in series_rows(data, lang, i["id"], i["main_area"])]


def answers_of(data: Data, kind: str, id: str, series: Sequence[Row]) -> list[Mapping[str, Any]]:
    """The assessments that belong to an address: those of an element, else those of the series in the file."""
    every = data.content["assessments"]
    if kind == "element":
        return [a for a in every if a["subject"] == id]
    if kind == "plan":
        return [a for a in every if a["subject"] in data.elements]
    there = {(row["indicator"], row["area"]) for row in series}
    return [a for a in every if (a["subject"], a["area"]) in there]
