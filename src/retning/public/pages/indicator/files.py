"""An indicator as files: its figures, its chart and its citation, narrowed as the address asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from retning.language.texts import pick
from retning.public.blocks import citation
from retning.public.blocks.chart_files import chart_file, chart_of, compared_file
from retning.public.choice import narrowed, whole_choice
from retning.public.context import FileRequest, Page
from retning.public.data_file import data_file
from retning.public.formats.paths import path_rows
from retning.public.formats.rows import COLUMNS, series_rows
from retning.public.formats.table import DataTable, tables_of

Json = dict[str, Any]


@dataclass
class IndicatorTable(DataTable):
    """Every figure of an indicator (``name`` is its id), with its forecasts and what is asked for."""

    def more(self) -> Json:
        """The indicator as declared, and its assessments in every area."""
        return {
            "definition": self.data.indicators[self.name],
            "assessments": [a for a in self.data.content["assessments"] if a["subject"] == self.name],
        }


def table(request: FileRequest) -> bytes:
    """The figures of the indicator in the areas and years asked for."""
    page, id = request.page, request.address.id
    choice = whole_choice(page.site.edition, request.query, page.lang, id)
    site, lang = narrowed(page.site, choice, (id,)), page.lang
    data, indicator = site.data, site.edition.indicators[id]
    rows = [*series_rows(data, lang, indicator=id), *map(dict, path_rows(site.figures, lang, id))]
    made = IndicatorTable(
        data,
        lang,
        id,
        pick(indicator.title, lang),
        COLUMNS,
        rows,
        tables_of(data, indicator=id),
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
