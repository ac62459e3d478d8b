"""Comparisons as files: the same choice as the page, from the same query string."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from retning.charts.line import LineChart
from retning.charts.parts import Frame
from retning.public.blocks.compared import Compared
from retning.public.blocks.pictures import WIDE
from retning.public.choice import Choice, example, narrowed, read_choice
from retning.public.formats.rows import COLUMNS, series_rows
from retning.public.query import Query, QueryError
from retning.public.render import Page

if TYPE_CHECKING:
    from retning.public.addresses import Address
    from retning.public.respond import Site

Json = dict[str, Any]

_SIZE = re.compile(r'width="(\d+)" height="([\d.]+)"')


def chosen(site: Site, lang: str, query: Query, indicator: str = "") -> Choice:
    """The choice of a file. A file cannot show a message beside half an answer: any problem stops it."""
    choice = read_choice(site.data, query, lang, indicator)
    if choice.problems:
        raise QueryError([p.say(lang) for p in choice.problems])
    return choice if query or indicator else example(site.data)


class CompareFile:
    """One comparison on its way into a file."""

    def __init__(self, site: Site, lang: str, query: Query) -> None:
        self.choice = chosen(site, lang, query)
        self.lang = lang
        self.page = Page(narrowed(site, self.choice, self.choice.indicators), lang)

    def parts(self) -> list[Compared]:
        """One part for each indicator."""
        return [Compared(self.page, id, self.choice) for id in self.choice.indicators]

    def table(self) -> tuple[tuple[str, ...], list[Json]]:
        """Columns and rows: the main line of each indicator in each area. Relative values get columns of their own."""
        relative = self.choice.show == "indeks"
        rows: list[Json] = []
        for part in self.parts():
            for (area, one), line in zip(part.series, part.lines, strict=True):
                index = {p.period: p.value for p in line.points} if part.start else {}
                for row in series_rows(self.page.site.data, self.lang, one["indicator"], area):
                    if row["line"] == one["line"]:
                        more = {"index": index.get(row["period"]), "index_start": part.start}
                        rows.append({**row, **more} if relative else row)
        return (*COLUMNS, "index", "index_start") if relative else COLUMNS, rows

    def tables(self) -> set[str]:
        """Every table and vintage that the rows rest on."""
        return {name for part in self.parts() for _, one in part.series for name in one["tables"]}

    def document(self) -> Json:
        """What was chosen, for the JSON file."""
        data = self.page.site.data
        return {
            "choice": {
                "areas": list(self.choice.areas),
                "indicators": list(self.choice.indicators),
                "from": self.choice.first,
                "to": self.choice.last,
                "show": self.choice.show,
            },
            "definitions": [data.indicators[i] for i in self.choice.indicators],
        }

    def picture(self) -> str:
        """The pictures of all indicators under each other as one SVG."""
        drawn = [part.svg(WIDE, standalone=True) for part in self.parts()]
        return stacked(drawn or [self.empty().svg(self.lang, "empty", WIDE, standalone=True)])

    def line_charts(self) -> list[LineChart]:
        """The lines of each indicator, never small multiples: another renderer has room for them."""
        return [part.line_chart() for part in self.parts()] or [self.empty()]

    def empty(self) -> LineChart:
        """The chart that says that nothing is chosen."""
        return LineChart(Frame(self.page.t("page.compare.title")), lines=())


def compare_file(site: Site, address: Address, query: Query) -> bytes:
    """A comparison in the format that the address ends with."""
    from retning.public.files import in_format

    made = CompareFile(site, address.lang, query)
    if address.ending in (".svg", ".png"):
        return _drawn(made.picture(), address)
    if address.ending == ".vl.json":
        from retning.public.blocks.charted import vega_file

        return vega_file(site, address, made.line_charts())
    columns, rows = made.table()
    return in_format(made.page.site, address, columns, rows, made.tables(), made.document())


def compared_picture(site: Site, address: Address, choice: Choice) -> bytes:
    """The picture of one indicator in the chosen areas; ``site`` is already narrowed."""
    part = Compared(Page(site, address.lang), address.id, choice)
    return _drawn(part.svg(WIDE, standalone=True), address)


def compared_vega(site: Site, address: Address, choice: Choice) -> bytes:
    """One indicator in the chosen areas as a Vega-Lite specification; ``site`` is already narrowed."""
    from retning.public.blocks.charted import vega_file

    return vega_file(site, address, [Compared(Page(site, address.lang), address.id, choice).line_chart()])


def _drawn(svg: str, address: Address) -> bytes:
    if address.ending == ".svg":
        return svg.encode()
    from retning.charts.png import to_png

    return to_png(svg)


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
