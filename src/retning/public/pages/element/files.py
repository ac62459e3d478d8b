"""A plan element as files: its answers as a table, and its chart."""

from __future__ import annotations

from retning.charts.line import LineChart
from retning.charts.parts import Frame
from retning.edition.records.indicators import Indicator
from retning.language.texts import pick
from retning.public.blocks.chart_files import chart_file, chart_of
from retning.public.context import FileRequest, Page
from retning.public.data_file import data_file
from retning.public.formats.table import AnswerTable


def table(request: FileRequest) -> bytes:
    """The answers about the element."""
    page, id = request.page, request.address.id
    edition, lang = page.site.edition, page.lang
    title = f"{id} {pick(edition.elements[id].title, lang)}".strip()
    return data_file(request, AnswerTable.of(edition, lang, id, title, id))


def chart(request: FileRequest) -> bytes:
    """The chart of the indicator that judges the element, else of the first that informs it; empty where none does."""
    page, id = request.page, request.address.id
    found = indicator_for(page, id)
    if found is None:
        title = page.pick(page.site.edition.elements[id].title)
        return chart_file(request, LineChart(Frame(title), lines=()))
    return chart_file(request, chart_of(page, found))


def indicator_for(page: Page, element: str) -> Indicator | None:
    """The indicator whose chart stands for a plan element: what judges it, else the first with figures."""
    edition = page.site.edition
    assessment = edition.assessment(element)
    judging = edition.indicators.get(assessment.measured_by) if assessment else None
    if judging is not None and edition.areas_of(judging.id):
        return judging
    served = edition.indicators_of(element)
    having = [indicator for indicator in served if edition.areas_of(indicator.id)]
    return next(iter([*having, *served]), None)
