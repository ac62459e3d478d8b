"""Workbooks from strangers: a guard before the reader, and the rows of the first sheet as text.

An XLSX file is a zip. What is inside is counted and unpacked under limits first, and the reader is handed a
fresh archive of exactly the bytes that were counted, so that no size written in the file is believed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

MAX_ENTRIES = 1_000
MAX_UNPACKED = 50_000_000  # bytes
MAX_RATIO = 200  # unpacked size over packed size, judged from SMALL bytes
_SMALL = 1_000_000  # a packed size of nothing says nothing about a small entry
_CHUNK = 1 << 16

_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f[\s>/]')
_FIRST_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


class RefusedError(Exception):
    """A workbook that is not read: ``key`` names the fault, ``row`` the row it is about (0: all of it)."""

    def __init__(self, key: str, row: int = 0, detail: str = "") -> None:
        self.key, self.row, self.detail = key, row, detail
        super().__init__(f"{key} {detail}".strip())


def guarded(raw: bytes) -> bytes:
    """The same workbook, unpacked under limits and packed again without compression.

    Raises :class:`RefusedError` (``xlsx_broken``, ``xlsx_too_many_parts``, ``xlsx_too_large``, ``xlsx_bomb``,
    ``xlsx_formula`` with the row).

    >>> guarded(b"not a zip")
    Traceback (most recent call last):
    ...
    retning.statistics.sources.xlsx.RefusedError: xlsx_broken
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            entries = packed.infolist()
            if len(entries) > MAX_ENTRIES:
                raise RefusedError("xlsx_too_many_parts", detail=str(len(entries)))
            left = MAX_UNPACKED
            parts: list[tuple[str, bytes]] = []
            for entry in entries:
                content = _unpack(packed, entry, left)
                left -= len(content)
                parts.append((entry.filename, content))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise RefusedError("xlsx_broken") from error
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_STORED) as fresh:
        for name, content in parts:
            if _FIRST_SHEET.fullmatch(name):
                formula = _FORMULA.search(content)
                if formula:
                    row = int(formula[2])
                    raise RefusedError("xlsx_formula", row, (formula[1] + formula[2]).decode("ascii"))
            fresh.writestr(name, content)
    return again.getvalue()


def _unpack(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """One entry's bytes, at most ``left`` of them, however small the file says it is."""
    pieces: list[bytes] = []
    size = 0
    with packed.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > left:
                raise RefusedError("xlsx_too_large", detail=str(MAX_UNPACKED // 1_000_000))
            if size > _SMALL and size > MAX_RATIO * max(entry.compress_size, 1):
                raise RefusedError("xlsx_bomb")
            pieces.append(piece)
    return b"".join(pieces)


def rows_of(path: Path) -> list[tuple[int, list[str]]]:
    """Rows of the first sheet with their row number in the sheet; raises :class:`RefusedError`.

    Numbers are written without a needless ``.0``, days as ISO text, so that a sheet and the CSV file with the
    same content give the same rows.
    """
    content = guarded(path.read_bytes())
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError) as error:
        raise RefusedError("xlsx_broken") from error
    return [(number, [_text(cell) for cell in row]) for number, row in enumerate(rows, 1)]


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()
