"""What a file is: its edition, its licence, and the meaning of every column and code in it."""

from __future__ import annotations

from collections.abc import Sequence

from retning.answers import CERTAINTIES, VALUE_METHODS
from retning.language.texts import pick, text
from retning.public.formats.cells import Row
from retning.public.formats.notes import SYMBOLS, certainty_words
from retning.public.formats.table import DataTable

ABOUT_COLUMNS = ("what", "value")


def about_rows(table: DataTable, path: str, host: str, columns: Sequence[str]) -> list[Row]:
    """What a file is, which edition it is from, what it may be used for, and what its columns and codes mean."""
    lang, edition = table.lang, table.edition
    rows = [
        ("title", table.title),
        ("description", table.description),
        ("plan", pick(edition.plan.title, lang)),
        ("edition", edition.name),
        ("hash", edition.hash),
        ("as_of", edition.as_of),
        ("rule_version", edition.inputs.rule_version),
        ("address", host + path),
        ("frozen", f"{host}/v/{edition.name}{path}"),
        ("licence", text(lang, "download.about.licence_text")),
        ("sheets", text(lang, "download.about.sheets_text")),
    ]
    found = [(text(lang, f"download.about.{key}"), value) for key, value in rows if value]
    found += [
        (text(lang, "download.about.column", name=name), text(lang, f"download.column.{name}"))
        for name in columns
    ]
    found += [
        (text(lang, f"download.about.{name}", name=code), words)
        for name, code, words in (
            *[("method", m, text(lang, f"method_name.{m.replace(' ', '_')}")) for m in VALUE_METHODS],
            *[("certainty", c, certainty_words(c, lang)) for c in CERTAINTIES],
            *[("status", s, text(lang, f"download.symbol.{meaning}")) for s, meaning in SYMBOLS.items()],
        )
    ]
    return [{"what": what, "value": value} for what, value in found]
