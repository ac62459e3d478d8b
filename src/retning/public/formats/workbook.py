"""A workbook that can be read without us: values, uncertainty, flags, answers, sources, and what everything means.

Numbers are numbers with the indicator's own decimals, everything else is text: a code never loses its zero, and
nothing is ever run as a formula. The same edition gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from retning.public.formats.about import ABOUT_COLUMNS, about_rows
from retning.public.formats.cells import Row
from retning.public.formats.forecast import apart
from retning.public.formats.notes import (
    ASSESSMENT_COLUMNS,
    FLAG_COLUMNS,
    INTERVAL_COLUMNS,
    assessment_rows,
    flag_rows,
    interval_rows,
)
from retning.public.formats.rows import COLUMNS, SOURCE_COLUMNS, source_rows
from retning.public.formats.table import DataTable
from retning.public.formats.tabular import to_xlsx


def workbook(table: DataTable, path: str, host: str) -> bytes:
    """The workbook of a table; ``path`` is the address of its page, ``host`` the site's scheme and host ("": none)."""
    edition, lang, columns = table.edition, table.lang, table.columns
    asked_for = [row for row in table.rows if row.get("kind") == "target"]
    rows, coming = apart(table.rows)
    figures = table.figures
    sheets: list[tuple[str, Sequence[str], Iterable[Row]]] = [("data", columns, rows)]
    if coming:
        sheets.append(("forecasts", columns, coming))
    if asked_for:
        sheets.append(("targets", columns, asked_for))
    if "line" not in columns:
        sheets.append(("values", COLUMNS, figures))
    sheets += [
        ("intervals", INTERVAL_COLUMNS, interval_rows(edition, figures, lang)),
        ("flags", FLAG_COLUMNS, flag_rows(edition, figures, lang)),
        ("assessments", ASSESSMENT_COLUMNS, assessment_rows(edition, table.assessments(), lang)),
        ("sources", SOURCE_COLUMNS, source_rows(edition, table.used, lang)),
    ]
    every = list(dict.fromkeys(name for _, names, _ in sheets for name in names))
    sheets.append(("about", ABOUT_COLUMNS, about_rows(table, path, host, every)))
    return to_xlsx(sheets, f"{table.name} {edition.name}")
