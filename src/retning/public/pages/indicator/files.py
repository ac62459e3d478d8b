"""An indicator as files: its figures, its chart and its citation, narrowed as the address asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from retning.edition.records.assessments import Assessment
from retning.edition.records.base import as_json
from retning.language.texts import pick
from retning.public.blocks import citation
from retning.public.blocks.chart_files import chart_file, chart_of, compared_file
from retning.public.choice import narrowed, whole_choice
from retning.public.context import FileRequest, Page
from retning.public.data_file import data_file
from retning.public.formats.cells import JsonTree
from retning.public.formats.paths import path_rows
from retning.public.formats.rows import COLUMNS, series_rows
from retning.public.formats.table import DataTable, tables_of


@dataclass
class IndicatorTable(DataTable):
    """Every figure of an indicator (``name`` is its id), with its forecasts and what is asked for."""

    def more(self) -> Mapping[str, JsonTree]:
        """The indicator as declared."""
        return {"definition": as_json(self.edition.indicators[self.name])}

    def json_assessments(self) -> list[Assessment]:
        """The assessments of the indicator in every area."""
        part = self.edition.part(self.name)
        return [area.assessment for area in (part.areas() if part else ()) if area.assessment is not None]


def table(request: FileRequest) -> bytes:
    """The figures of the indicator in the areas and years asked for."""
    page, id = request.page, request.address.id
    edition, lang = page.site.edition, page.lang
    figures = narrowed(page.site, whole_choice(edition, request.query, lang, id), (id,)).figures
    indicator = edition.indicators[id]
    made = IndicatorTable(
        edition,
        lang,
        id,
        pick(indicator.title, lang),
        COLUMNS,
        [*series_rows(figures, lang, indicator=id), *path_rows(figures, lang, id)],
        tables_of(figures, indicator=id),
        pick(indicator.description, lang),
    )
    return data_file(request, made)


def chart(request: FileRequest) -> bytes:
    """The chart of the indicator in the areas and years asked for."""
    page, id = request.page, request.address.id
    choice = whole_choice(page.site.edition, request.query, page.lang, id)
    page = Page(narrowed(page.site, choice, (id,)), page.lang)
    if choice.areas:
        return compared_file(request, page, choice)
    return chart_file(request, chart_of(page, page.site.edition.indicators[id]))


def reference(request: FileRequest) -> bytes:
    """The citation for reference managers."""
    return citation.ris(request.page, request.address.id)
