"""Tables of figures: a column for each line, a row for each period, newest first."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from msgspec import structs

from retning.edition.records.base import unpacked
from retning.edition.records.indicators import Indicator
from retning.edition.records.series import Line
from retning.public.blocks import forecasts
from retning.public.blocks.pictures import indicator_chart, line_name
from retning.public.context import Page
from retning.public.drawn import forecast_of
from retning.public.model import Model


class Cell(Model, frozen=True):
    """A figure as it is written, the anchor that sentences lead to, and how it is marked ("" for nothing)."""

    anchor: str
    text: str = ""
    mark: str = ""


class Head(Model, frozen=True):
    """The head of a column: its name, a mark that all its figures have, and what it is of the picture ("": a line)."""

    name: str
    note: str = ""
    role: str = ""


class Row(Model, frozen=True):
    """The figures of one period; of a coming one where it is a ``forecast``."""

    period: str
    cells: tuple[Cell, ...]
    forecast: bool = False


class FigureTable(Model, frozen=True):
    """Columns with their heads, and a row for each period."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]


class Column(Model, frozen=True, kw_only=True):
    """A column on its way into a table: its cells by period, and what anchors of it begin with."""

    head: Head
    anchor: str
    cells: Mapping[str, Cell]

    def cell(self, period: str) -> Cell:
        """The cell of a period; an empty one where there is none."""
        return self.cells.get(period) or Cell(f"{self.anchor}.{period}")


def figure_table(page: Page, indicator: Indicator, area: str, *, whole: bool = False) -> FigureTable:
    """The figures of an indicator in an area.

    A ``whole`` table has everything that the picture draws: also the forecast, what is asked for and the comparator.
    """
    lines = page.figures.lines(indicator.id, area)
    found = forecast_of(lines[0] if lines else None)
    ahead = {one.period: one for one in found.ahead.rows()} if found else {}
    own = [line_column(page, indicator, area, line, ahead) for line in lines]
    columns = own + (drawn_beside(page, indicator, area) if whole and lines else [])
    coming = []
    for period, one in reversed(ahead.items()):
        said = forecasts.cell(page, indicator, one)
        first = Cell(f"{own[0].anchor}.{period}", said, page.t("forecast.mark"))
        others = [Cell(f"{column.anchor}.{period}") for column in own[1:]]
        beside = [column.cell(period) for column in columns[len(own) :]]
        coming.append(Row(page.period(period), (first, *others, *beside), forecast=True))
    periods = sorted({period for column in columns for period in column.cells} - ahead.keys(), reverse=True)
    rows = [Row(page.period(p), tuple(column.cell(p) for column in columns)) for p in periods]
    return FigureTable(tuple(column.head for column in columns), (*coming, *rows))


def line_column(
    page: Page, indicator: Indicator, area: str, line: Line, coming: Container[str] = ()
) -> Column:
    """The figures of one line, without periods that a forecast is shown for.

    A mark that all of them have stands in the head alone.
    """
    rows = len(line.period)
    anchor = f"{area}.{line.line}"
    method, certainty, status, note = (
        unpacked(column, rows) for column in (line.method, line.certainty, line.status, line.note)
    )
    cells = {}
    for n, (period, value) in enumerate(zip(line.period, line.value, strict=True)):
        if period in coming:
            continue
        marks = []
        if method[n] != "as published":
            marks.append(page.t(f"method_name.{method[n].replace(' ', '_')}"))
        if certainty[n] != "final":
            marks.append(page.t(f"certainty.{certainty[n]}"))
        if value is None and note[n] and page.has(f"note.{note[n]}"):
            words = page.t(f"note.{note[n]}")
            marks.append(words[:1].lower() + words[1:].removesuffix("."))
        shown = page.num(value, indicator.decimals) if value is not None else (status[n] or "–")
        cells[period] = Cell(f"{anchor}.{period}", shown, "; ".join(dict.fromkeys(marks)))
    common = _common_mark(list(cells.values()))
    if common:
        cells = {period: structs.replace(cell, mark="") for period, cell in cells.items()}
    head = Head(line_name(page, indicator, area, line), common)
    return Column(head=head, anchor=anchor, cells=cells)


def _common_mark(cells: Sequence[Cell]) -> str:
    """The mark that every figure of a column has ("" where they differ, or where there is one figure only)."""
    marks = {cell.mark for cell in cells}
    return marks.pop() if len(cells) > 1 and len(marks) == 1 else ""


def drawn_beside(page: Page, indicator: Indicator, area: str) -> list[Column]:
    """Everything that the picture draws and that is no line of the area itself: a path, a minimum, the comparator."""
    drawn = indicator_chart(page, indicator, area)
    found = []
    if drawn.demand is not None:
        role = drawn.demand.role
        found.append(_beside(page, indicator, area, role, page.t(f"drawn.{role}"), drawn.demand.asked()))
    if drawn.benchmark is not None:
        values = {p.period: p.value for p in drawn.benchmark.points if p.value is not None}
        found.append(_beside(page, indicator, area, "benchmark", drawn.benchmark.name, values))
    return found


def _beside(
    page: Page, indicator: Indicator, area: str, role: str, name: str, values: Mapping[str, float]
) -> Column:
    anchor = f"{area}.{role}"
    cells = {
        period: Cell(f"{anchor}.{period}", page.num(value, indicator.decimals))
        for period, value in values.items()
    }
    return Column(head=Head(name, role=role), anchor=anchor, cells=cells)
