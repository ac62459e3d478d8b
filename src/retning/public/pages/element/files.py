"""A plan element as files: its answers as a table, and its chart."""

from __future__ import annotations

from typing import Any

from retning.charts.line import LineChart
from retning.charts.parts import Frame
from retning.language.texts import pick
from retning.public.blocks.chart_files import chart_file, indicator_chart
from retning.public.context import FileRequest, Page
from retning.public.data_file import data_file
from retning.public.formats.table import AnswerTable

Json = dict[str, Any]


def table(request: FileRequest) -> bytes:
    """The answers about the element."""
    page, id = request.page, request.address.id
    title = page.site.data.elements[id]["title"]
    return data_file(
        request, AnswerTable.of(page.site.data, page.lang, id, f"{id} {pick(title, page.lang)}".strip(), id)
    )


def chart(request: FileRequest) -> bytes:
    """The chart of the indicator that judges the element, else of the first that informs it; empty where none does."""
    page, id = request.page, request.address.id
    found = indicator_for(page, id)
    if found is None:
        title = page.pick(page.site.data.elements[id]["title"])
        return chart_file(request, LineChart(Frame(title), lines=()))
    return chart_file(request, indicator_chart(page, found))


def indicator_for(page: Page, element: str) -> Json | None:
    """The indicator whose chart stands for a plan element: what judges it, else the first with figures."""
    assessment = page.site.data.assessment(element)
    judging = page.site.data.indicators.get(assessment["measured_by"]) if assessment else None
    if judging is not None and page.site.data.areas_of(judging["id"]):
        return judging
    served = page.site.data.indicators_of(element)
    having = [i for i in served if page.site.data.areas_of(i["id"])]
    return next(iter([*having, *served]), None)
