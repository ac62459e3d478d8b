"""CSV for machines, CSV for Norwegian Excel, and XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from retning.public.formats.cells import Cell

Row = Mapping[str, Cell]

# A text that begins like a formula is run by spreadsheets; an apostrophe in front makes it text again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


def cell(value: Cell) -> str | float:
    """A value as a cell: nothing for ``None``, and no text that a spreadsheet would run.

    >>> cell("=1+1"), cell(-3.5), cell(None)
    ("'=1+1", -3.5, '')
    """
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def to_csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """CSV with comma, decimal point and ISO dates, in UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(row.get(name)) for name in columns] for row in rows)
    return out.getvalue().encode()


def to_norwegian_csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """CSV that Norwegian Excel opens by a double click: semicolon, decimal comma, UTF-8 with byte order mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells = (cell(row.get(name)) for name in columns)
        writer.writerow([str(c).replace(".", ",") if isinstance(c, float) else c for c in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


# Columns whose numbers have the decimals of the row's indicator; all others are shown as they are.
_MEASURED = frozenset(("value", "lower", "upper", "estimate", "from_value", "to_value"))
_WIDEST = 60


def to_xlsx(sheets: Sequence[tuple[str, Sequence[str], Iterable[Row]]], title: str) -> bytes:
    """A workbook with one sheet per ``(name, columns, rows)``; the same input gives the same bytes.

    Numbers are shown with the decimals that a row names under ``decimals``, and kept whole. Everything else is
    text, also what looks like a formula or a number. The header row stays in sight and can filter.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    # A fixed time of creation: the edition says when, and equal content stays equal bytes.
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})
    head = book.add_format({"bold": True, "bottom": 1})
    looks: dict[int, xlsxwriter.format.Format] = {}
    for name, columns, rows in sheets:
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        widths = [len(column) for column in columns]
        for at, column in enumerate(columns):
            sheet.write_string(0, at, column, head)
        last = 0
        for down, row in enumerate(rows, start=1):
            last = down
            for at, column in enumerate(columns):
                value = row.get(column)
                if value is None or value == "":
                    continue
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    places = row.get("decimals") if column in _MEASURED else None
                    if not isinstance(places, int):
                        sheet.write_number(down, at, value)
                    else:
                        look = looks.get(places)
                        if look is None:
                            shown = "#,##0" + ("." + "0" * places if places else "")
                            look = looks[places] = book.add_format({"num_format": shown})
                        sheet.write_number(down, at, value, look)
                    widths[at] = max(widths[at], 12)
                else:
                    sheet.write_string(down, at, str(value))
                    widths[at] = min(_WIDEST, max(widths[at], len(str(value))))
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width + 2)
        if last:
            area = (0, 0, last, len(columns) - 1)
            sheet.autofilter(*area)
            # Years and codes are text on purpose: no green corners.
            sheet.ignore_errors({"number_stored_as_text": xlsxwriter.utility.xl_range(*area)})
    book.close()
    return out.getvalue()
