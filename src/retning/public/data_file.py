"""A table in every format that a table comes in."""

from __future__ import annotations

import json
from collections.abc import Mapping

from retning.language.texts import text
from retning.public.addresses import path_of
from retning.public.context import FileRequest
from retning.public.formats.cells import JsonTree
from retning.public.formats.csvw import metadata
from retning.public.formats.forecast import apart
from retning.public.formats.notes import SYMBOLS, assessment_rows, symbol_words
from retning.public.formats.rows import source_rows
from retning.public.formats.table import DataTable, assessment_json
from retning.public.formats.tabular import to_csv, to_norwegian_csv
from retning.public.formats.workbook import workbook


def data_file(request: FileRequest, table: DataTable) -> bytes:
    """A table in the format that is asked for."""
    return _WRITE[request.address.ending](request, table)


def _csv(request: FileRequest, table: DataTable) -> bytes:
    return to_csv(table.columns, table.rows)


def _norwegian_csv(request: FileRequest, table: DataTable) -> bytes:
    return to_norwegian_csv(table.columns, table.rows)


def _xlsx(request: FileRequest, table: DataTable) -> bytes:
    address = request.address
    return workbook(table, path_of(table.lang, address.kind, address.id), request.page.site.address)


def _metadata(request: FileRequest, table: DataTable) -> bytes:
    address, edition = request.address, table.edition
    return metadata(
        path_of(table.lang, address.kind, address.id, ".csv").rpartition("/")[2],
        table.title,
        table.lang,
        table.columns,
        {"name": edition.name, "as_of": edition.as_of},
        source_rows(edition, table.used, table.lang),
    )


def _json(request: FileRequest, table: DataTable) -> bytes:
    return written(document(table))


def document(table: DataTable) -> dict[str, JsonTree]:
    """A table as one JSON object: its rows, what its kind says more, where it comes from."""
    edition, lang = table.edition, table.lang
    observed, coming = apart(table.rows)
    found: dict[str, JsonTree] = {
        "edition": edition.name,
        "as_of": edition.as_of,
        "rule_version": edition.inputs.rule_version,
        "licence": text(lang, "frame.licence"),
        "columns": {name: text(lang, f"download.column.{name}") for name in table.columns},
        "symbols": {symbol: symbol_words(symbol, lang) for symbol in SYMBOLS},
        "rows": observed,
        "forecasts": coming,
        "targets": [row for row in table.rows if row.get("kind") == "target"],
        "sources": list(source_rows(edition, table.used, lang)),
        **table.more(),
    }
    held = table.json_assessments()
    if held is not None:
        found["assessments"] = [assessment_json(one, edition) for one in held]
        found["answers"] = list(assessment_rows(edition, held, lang))
    return found


def written(content: Mapping[str, JsonTree]) -> bytes:
    """A JSON object as people can read it, ended by a line break."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


_WRITE = {
    ".csv": _csv,
    ".norsk.csv": _norwegian_csv,
    ".xlsx": _xlsx,
    ".json": _json,
    ".csv-metadata.json": _metadata,
}
