"""The chart of a page as a file that stands alone: SVG, PNG made from it, or Vega-Lite."""

from __future__ import annotations

import json
from collections.abc import Sequence

from retning.charts.base import Chart
from retning.charts.png import to_png
from retning.charts.vega import concatenated
from retning.edition.records.indicators import Indicator
from retning.public.blocks.compared import Compared
from retning.public.blocks.pictures import WIDE, indicator_chart
from retning.public.choice import Choice
from retning.public.context import FileRequest, Page


def area_of(page: Page, indicator: Indicator) -> str:
    """The area whose chart stands for an indicator: the judged one, else the first that has figures."""
    having = page.figures.areas_of(indicator.id)
    return indicator.main_area if indicator.main_area in having or not having else having[0]


def chart_of(page: Page, indicator: Indicator) -> Chart:
    """The chart that stands for an indicator."""
    return indicator_chart(page, indicator, area_of(page, indicator)).chart


def chart_file(request: FileRequest, chart: Chart) -> bytes:
    """A chart in the format that is asked for."""
    if request.address.ending == ".vl.json":
        return vega_file(request, [chart])
    id = f"{request.address.kind}-{request.address.id}"
    return drawing_file(request, chart.svg(request.page.lang, id, WIDE, standalone=True))


def drawing_file(request: FileRequest, svg: str) -> bytes:
    """A drawing as it is, or as a picture made from it."""
    return to_png(svg) if request.address.ending == ".png" else svg.encode()


def compared_file(request: FileRequest, page: Page, choice: Choice) -> bytes:
    """An indicator in the chosen areas as a chart; ``page`` is already narrowed (see choice.py)."""
    part = Compared(page, request.address.id, choice)
    if request.address.ending == ".vl.json":
        return vega_file(request, [part.line_chart()])
    id = f"c-{request.address.id}-{WIDE}"
    return drawing_file(request, part.chart().svg(page.lang, id, WIDE, standalone=True))


def vega_file(request: FileRequest, charts: Sequence[Chart]) -> bytes:
    """Charts under each other as one Vega-Lite specification, which says which edition it is from.

    Raises ``ValueError`` for a chart that has no such specification, and for no charts.
    """
    lang, edition = request.page.lang, request.page.site.edition
    made = []
    for chart in charts:
        spec = chart.vega(lang)
        if spec is None:
            raise ValueError(f"{type(chart).__name__} has no Vega-Lite specification")
        made.append(spec)
    whole = concatenated(made)
    about = {"edition": edition.name, "as_of": edition.as_of, "lang": lang}
    whole["usermeta"] = {**whole["usermeta"], **about}
    return (json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
