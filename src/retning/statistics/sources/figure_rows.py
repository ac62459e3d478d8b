"""The rows of a figure table as written: columns found, every cell text, every fault with its line."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from retning.statistics.sources.xlsx import RefusedError, rows_of
from retning.statistics.tables.periods import first_day, is_written
from retning.toml.faults import Fault

REQUIRED = ("area", "period", "value", "unit", "source", "address", "published", "note")
OPTIONAL = ("status", "vintage")
NO_VALUE = (".", "..", "...", ":")
"""Symbols that stand in place of a number."""

MAX_BYTES = 20_000_000

_DIMENSION = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_AREA = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True)
class Row:
    """One row with its line in the file; ``cells`` by column name."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


Record = tuple[int, list[str]]
"""A line in a file and its cells, in the order of the header."""


@dataclass(frozen=True)
class Rows:
    """All rows of a file, and which of its columns are dimensions besides ``area``.

    Cells stay in lists until a row is looked at: a table of a whole country has tens of thousands of them.
    """

    dims: tuple[str, ...]
    header: tuple[str, ...]
    records: tuple[Record, ...]

    def row(self, record: Record) -> Row:
        """A record by column name."""
        line, cells = record
        return Row(line, dict(zip(self.header, cells, strict=False)))

    def column(self, name: str) -> Callable[[list[str]], str]:
        """A function from a record's cells to one column, ``""`` where the file does not have it."""
        return itemgetter(self.header.index(name)) if name in self.header else lambda cells: ""

    def without(self, *names: str) -> Callable[[list[str]], tuple[str, ...]]:
        """A function from a record's cells to all columns but these."""
        places = [place for place, name in enumerate(self.header) if name not in names]
        return lambda cells: tuple([cells[place] for place in places])


def read_rows(path: Path, shown_as: str) -> tuple[Rows | None, list[Fault]]:
    """Read a CSV or XLSX file of figures. Without usable columns there are no rows, only faults."""
    if path.stat().st_size > MAX_BYTES:
        return None, [Fault(shown_as, 0, "figures_too_large", {"megabytes": MAX_BYTES // 1_000_000})]
    if path.suffix == ".xlsx":
        try:
            lines = rows_of(path)
        except RefusedError as refusal:
            return None, [Fault(shown_as, refusal.row, refusal.key, {"detail": refusal.detail})]
    else:
        raw = path.read_bytes()
        try:
            source = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            return None, [Fault(shown_as, line, "figures_not_utf8")]
        try:
            lines = list(_csv_lines(source))
        except csv.Error as error:
            return None, [Fault(shown_as, 0, "figures_not_csv", {"detail": error})]
    return _with_columns(lines, shown_as)


def _csv_lines(source: str) -> Iterator[tuple[int, list[str]]]:
    """Records with the line they begin on (a quoted cell may hold line breaks)."""
    reader = csv.reader(io.StringIO(source, newline=""), strict=True)
    before = 0
    for record in reader:
        yield before + 1, [cell.strip() for cell in record]
        before = reader.line_num


def _with_columns(lines: list[tuple[int, list[str]]], shown_as: str) -> tuple[Rows | None, list[Fault]]:
    lines = [(number, cells) for number, cells in lines if any(cells)]
    if not lines:
        return None, [Fault(shown_as, 0, "figures_empty")]
    at, header = lines[0]
    while header and not header[-1]:
        header = header[:-1]  # empty columns at the right of a sheet
    faults = [
        Fault(shown_as, at, "column_missing", {"column": name}) for name in REQUIRED if name not in header
    ]
    known = {name.casefold() for name in (*REQUIRED, *OPTIONAL)}
    for place, name in enumerate(header):
        if name in header[:place]:
            faults.append(Fault(shown_as, at, "column_twice", {"column": name}))
        elif name in REQUIRED or name in OPTIONAL:
            continue
        elif name.casefold() in known or not _DIMENSION.fullmatch(name):
            faults.append(Fault(shown_as, at, "column_unknown", {"column": name}))
    if faults:
        return None, faults
    records: list[Record] = []
    for number, cells in lines[1:]:
        if len(cells) < len(header) or any(cells[len(header) :]):
            faults.append(Fault(shown_as, number, "row_length", {"found": len(cells), "wanted": len(header)}))
            continue
        records.append((number, cells))
    if not records and not faults:
        faults.append(Fault(shown_as, at, "figures_empty"))
    dims = tuple(name for name in header if name not in REQUIRED and name not in OPTIONAL)
    return Rows(dims, tuple(header), tuple(records)), faults


def check_row(row: Row, shown_as: str, sheet: bool) -> list[Fault]:
    """Everything that can be wrong with one row by itself, except its source."""
    return [Fault(shown_as, row.line, key, values) for key, values in _wrong_cells(row, sheet)]


def _wrong_cells(row: Row, sheet: bool) -> Iterator[tuple[str, dict[str, object]]]:
    """The key and the values of each fault in a row."""
    area, period, value, status = row["area"], row["period"], row["value"], row["status"]
    if not is_area(area):
        yield "figure_area", {"found": area}
    elif sheet and area.isdigit() and len(area) in (1, 3) and area != "0":
        yield "figure_area_zero", {"found": area}  # a number cell has lost its leading zero: 0301 became 301
    if not is_written(period):
        yield "figure_period", {"found": period}
    if value and not is_number(value):
        yield "figure_number", {"found": value}
    elif value and status in NO_VALUE:
        yield "figure_value_and_symbol", {"found": value, "symbol": status}
    elif not value and not status:
        yield "figure_missing", {}
    if not row["unit"]:
        yield "figure_unit_missing", {}
    for column in ("published", "vintage"):
        if row[column] and not is_day(row[column], whole=column == "vintage"):
            yield "figure_day", {"column": column, "found": row[column]}


def is_area(text: str) -> bool:
    """Whether a text can be the code or id of an area."""
    return _AREA.fullmatch(text) is not None


def is_number(text: str) -> bool:
    """Whether a text is a finite number with a decimal point.

    >>> is_number("-1.5e3"), is_number("1,5"), is_number("1e999")
    (True, False, False)
    """
    return _NUMBER.fullmatch(text) is not None and math.isfinite(float(text))


def is_day(text: str, whole: bool = False) -> bool:
    """Whether a text is a day of publication: a day, or (unless ``whole``) a month or a year."""
    match = _DAY.fullmatch(text)
    if match is None or (whole and match[2] is None):
        return False
    try:
        first_day(text + "-01" if match[1] and not match[2] else text)
    except ValueError:
        return False
    return True
