"""Comparisons as files: the same choice as the page, from the same query string."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from retning.charts.line import LineChart
from retning.charts.parts import Frame
from retning.edition.records.base import as_json
from retning.language.texts import pick
from retning.public.blocks.chart_files import drawing_file, vega_file
from retning.public.blocks.compared import Compared
from retning.public.blocks.pictures import WIDE
from retning.public.choice import Choice, narrowed, whole_choice
from retning.public.context import FileRequest, Page, Site
from retning.public.data_file import data_file
from retning.public.formats.cells import JsonTree, Row
from retning.public.formats.rows import COLUMNS, series_rows
from retning.public.formats.table import DataTable
from retning.public.query import Query

_SIZE = re.compile(r'width="(\d+)" height="([\d.]+)"')


class CompareFile:
    """One comparison on its way into a file."""

    def __init__(self, site: Site, lang: str, query: Query) -> None:
        self.choice = whole_choice(site.edition, query, lang)
        self.lang = lang
        self.page = Page(narrowed(site, self.choice, self.choice.indicators), lang)

    def parts(self) -> list[Compared]:
        """One part for each indicator."""
        return [Compared(self.page, id, self.choice) for id in self.choice.indicators]

    def table(self) -> tuple[tuple[str, ...], list[Row]]:
        """Columns and rows: the main line of each indicator in each area. Relative values get columns of their own."""
        relative = self.choice.show == "indeks"
        rows: list[Row] = []
        for part in self.parts():
            for one in part.lines:
                index = {p.period: p.value for p in one.drawn.points} if part.start else {}
                for row in series_rows(self.page.figures, self.lang, part.indicator.id, one.area):
                    if row["line"] == one.line.line:
                        more: Row = {"index": index.get(str(row["period"])), "index_start": part.start}
                        rows.append({**row, **more} if relative else row)
        return (*COLUMNS, "index", "index_start") if relative else COLUMNS, rows

    def tables(self) -> set[str]:
        """Every table and vintage that the rows rest on."""
        return {name for part in self.parts() for one in part.lines for name in one.line.tables}

    def picture(self) -> str:
        """The pictures of all indicators under each other as one SVG."""
        drawn = [
            part.chart().svg(self.lang, f"c-{part.indicator.id}-{WIDE}", WIDE, standalone=True)
            for part in self.parts()
        ]
        return stacked(drawn or [self.empty().svg(self.lang, "empty", WIDE, standalone=True)])

    def line_charts(self) -> list[LineChart]:
        """The lines of each indicator, never small multiples: another renderer has room for them."""
        return [part.line_chart() for part in self.parts()] or [self.empty()]

    def empty(self) -> LineChart:
        """The chart that says that nothing is chosen."""
        return LineChart(Frame(self.page.t("page.compare.title")), lines=())


@dataclass
class CompareTable(DataTable):
    """The main line of chosen indicators in chosen areas; ``choice`` is a member of the JSON object."""

    choice: Choice = field(default_factory=Choice)

    def more(self) -> Mapping[str, JsonTree]:
        """What was chosen."""
        choice = self.choice
        return {
            "choice": {
                "areas": list(choice.areas),
                "indicators": list(choice.indicators),
                "from": choice.first,
                "to": choice.last,
                "show": choice.show,
            },
            "definitions": [as_json(self.edition.indicators[id]) for id in choice.indicators],
        }


def table(request: FileRequest) -> bytes:
    """The figures of a comparison."""
    made = CompareFile(request.page.site, request.page.lang, request.query)
    columns, rows = made.table()
    edition, lang = made.page.site.edition, made.page.lang
    title = pick(edition.plan.title, lang)
    kind = request.address.kind
    return data_file(
        request, CompareTable(edition, lang, kind, title, columns, rows, made.tables(), choice=made.choice)
    )


def chart(request: FileRequest) -> bytes:
    """The charts of a comparison under each other."""
    made = CompareFile(request.page.site, request.page.lang, request.query)
    if request.address.ending == ".vl.json":
        return vega_file(request, made.line_charts())
    return drawing_file(request, made.picture())


def stacked(drawn: list[str]) -> str:
    """Standalone pictures under each other in one document; one alone stays as it is.

    >>> stacked(['<svg width="10" height="5"/>', '<svg width="10" height="5"/>'])
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><svg y="0" width="10" height="5"/><svg y="5" \
width="10" height="5"/></svg>'
    """
    if len(drawn) == 1:
        return drawn[0]
    placed, top, across = [], 0.0, 0
    for svg in drawn:
        size = _SIZE.search(svg)
        if size is None:
            raise ValueError("a picture without a size cannot be placed")
        placed.append(svg.replace("<svg ", f'<svg y="{top:g}" ', 1))
        top += float(size[2])
        across = max(across, int(size[1]))
    body = "".join(placed)
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{top:g}">{body}</svg>'
