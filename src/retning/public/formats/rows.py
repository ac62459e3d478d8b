"""What a download holds: one list of rows, whatever the file format.

Intervals, flags, method and source stand in every row, so that a figure never travels without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from retning.edition.edition import Edition
from retning.edition.records.followup import Statement
from retning.edition.records.series import Line
from retning.language.texts import in_language, language_shown, pick, state_key, text
from retning.public.drawn import role_in_files
from retning.public.formats.cells import Row
from retning.public.formats.forecast import FORECAST_COLUMNS, forecast_rows
from retning.public.formats.notes import note_words, symbol_words
from retning.public.shown_figures import ShownFigures

COLUMNS = (
    "indicator",
    "title",
    "area",
    "area_name",
    "line",
    "period",
    "value",
    "unit",
    "lower",
    "upper",
    "interval",
    "numerator",
    "denominator",
    "status",
    "status_meaning",
    "method",
    "certainty",
    "note",
    "note_meaning",
    "vintage",
    "tables",
    *FORECAST_COLUMNS,
    "role",
)

NUMERIC = ("value", "lower", "upper", "numerator", "denominator")


def lines_of(figures: ShownFigures, indicator: str = "", area: str = "") -> Iterator[tuple[str, str, Line]]:
    """Indicator, area and line of everything that is shown (of one indicator, of one area), in order of their names."""
    edition = figures.edition
    for id in [indicator] if indicator else sorted(edition.indicators):
        having = figures.areas_of(id)
        for one in [area] if area else sorted(having):
            for line in sorted(figures.lines(id, one), key=lambda line: line.line) if one in having else ():
                yield id, one, line


def series_rows(figures: ShownFigures, lang: str, indicator: str = "", area: str = "") -> Iterator[Row]:
    """Every value of an indicator, or of an area, as a row under :data:`COLUMNS`."""
    edition = figures.edition
    for id, of, line in lines_of(figures, indicator, area):
        definition = edition.indicators[id]
        common: Row = {
            "indicator": id,
            "title": pick(definition.title, lang),
            "area": of,
            "area_name": pick(edition.areas[of].name, lang),
            "line": line.line,
            "unit": definition.unit,
            "decimals": definition.decimals,
            "tables": " ".join(line.tables),
            "role": role_in_files(definition, of, line.line),
        }
        for point in line.points():
            how = point.interval or ("published" if point.lower is not None else "")
            yield {
                "period": point.period,
                "value": point.value,
                "lower": point.lower,
                "upper": point.upper,
                "interval": text(lang, f"download.interval.{state_key(how)}") if how else "",
                "numerator": point.numerator,
                "denominator": point.denominator,
                "status": point.status,
                "method": point.method,
                "certainty": point.certainty,
                "note": point.note,
                "vintage": point.vintage,
                "status_meaning": symbol_words(point.status, lang),
                "note_meaning": note_words(point.note, lang),
                **common,
                "kind": "observed",
            }
        yield from forecast_rows(edition, line, common, lang)


OWN_COLUMNS = ("own_state", "own_state_meaning", "own_text", "own_lang", "own_by", "own_date")
"""What those who are responsible think themselves, beside what the figures show."""

STATUS_COLUMNS = (
    "id",
    "title",
    "text",
    "target_type",
    "target_status",
    "reading",
    "tendency",
    "from_period",
    "from_value",
    "to_period",
    "to_value",
    "evidence",
    "indicators",
    *OWN_COLUMNS,
    "as_of",
)


def status_rows(edition: Edition, lang: str, element: str = "") -> Iterator[Row]:
    """The answers about each judged plan element (or one) as a row under :data:`STATUS_COLUMNS`."""
    said = {one.element: one for one in edition.statements if one.newest}
    for row in edition.status.values():
        if element and row.id != element:
            continue
        fact, target = row.direction_fact, row.target_status
        definition = edition.elements[row.id]
        yield {
            "id": row.id,
            "title": pick(definition.title, lang),
            "text": pick(definition.text, lang),
            "target_type": row.target_type,
            "target_status": target.state if target else "",
            "reading": target.reading if target else "",
            "tendency": row.tendency.state,
            "from_period": fact.from_period if fact else None,
            "from_value": fact.from_value if fact else None,
            "to_period": fact.to_period if fact else None,
            "to_value": fact.to_value if fact else None,
            "evidence": row.evidence,
            "indicators": " ".join(row.indicators),
            **own_words(said.get(row.id), lang),
            "as_of": edition.as_of,
        }


def own_words(one: Statement | None, lang: str) -> Row:
    """The statement that stands about an element under :data:`OWN_COLUMNS`; empty where nobody has said anything."""
    if one is None:
        return dict.fromkeys(OWN_COLUMNS, "")
    shown = language_shown(one.text, lang, one.lang)
    return {
        "own_state": one.state,
        "own_state_meaning": text(lang, f"statement.state.{state_key(one.state)}"),
        "own_text": one.text.get(shown, ""),
        "own_lang": shown,
        "own_by": pick(one.body, lang),
        "own_date": one.date,
    }


SOURCE_COLUMNS = (
    *("table", "vintage", "publisher", "code", "address", "query", "licence", "attribution", "borders"),
    "sha256",
)


def source_rows(edition: Edition, tables: Iterable[str], lang: str) -> Iterator[Row]:
    """Where the rows come from: one row per table and vintage (``table@vintage``)."""
    for name in sorted(tables):
        table = edition.tables.get(name)
        if table is not None:
            yield {
                "table": table.table,
                "vintage": table.vintage,
                "publisher": table.publisher,
                "code": table.code,
                "address": table.address,
                "query": table.query,
                "licence": in_language(table.licence, lang),
                "attribution": in_language(table.attribution, lang),
                "borders": table.borders,
                "sha256": table.sha256,
            }
