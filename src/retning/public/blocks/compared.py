"""One indicator over several areas: picture, strip of dots, sentences, table. Used by comparisons and indicators."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from msgspec import structs

from retning.charts import parts as c
from retning.charts.base import Chart
from retning.charts.dot_strip import Dot, DotRole, DotStrip
from retning.charts.line import LineChart
from retning.charts.relative import START, common_start, relative_to
from retning.charts.scales import position
from retning.charts.small_multiples import SmallMultiples
from retning.charts.words import known
from retning.edition.records.series import Line
from retning.public.blocks import citation, figures
from retning.public.blocks.citation import Drawer
from retning.public.blocks.figures import Provenance
from retning.public.blocks.pictures import breaks_of, frame_of, points_of
from retning.public.blocks.tables import Cell, FigureTable, Head, Row, line_column
from retning.public.choice import Choice
from retning.public.context import Page
from retning.public.drawn import forecast_of
from retning.public.model import Model
from retning.public.view import Number, Picture, Words, filled

MOST_LINES = 6
"""More lines than this in one picture cannot be told apart: they get a small picture each."""
FEWEST_DOTS = 3


class ComparedBlock(Model, frozen=True, kw_only=True):
    """Everything that is shown of one indicator over the chosen areas."""

    id: str
    title: str
    description: str
    address: str
    unit: str
    picture: Picture | None
    """``None``: none of them has a figure."""
    strip: Picture | None
    """The areas as dots in the newest period that they share; ``None`` where they are few."""
    sentences: tuple[Words, ...]
    notes: tuple[str, ...]
    """What a reader must know: who is missing, and why lines are not relative."""
    table: FigureTable
    sources: tuple[Provenance, ...]
    where: str
    """The areas that it is about, in words."""
    drawer: Drawer


class AreaLine(Model, frozen=True):
    """The main line of one area: as the edition has it, and as it is drawn."""

    area: str
    line: Line
    drawn: c.Line


class Compared:
    """The main line of an indicator in each chosen area, in the order chosen. ``page`` shows the chosen years."""

    def __init__(self, page: Page, id: str, choice: Choice) -> None:
        self.page = page
        self.indicator = page.site.edition.indicators[id]
        self.choice = choice
        chosen = [(area, page.figures.line(id, area)) for area in choice.areas]
        there = {
            area: line
            for area, line in chosen
            if line is not None and any(value is not None for value in line.value)
        }
        self.without = [self.name(area) for area in choice.areas if area not in there]
        main = page.site.edition.region.main
        self.own = next((area for area in (choice.own, main, *there) if area in there), "")
        drawn: tuple[c.Line, ...] = tuple(
            c.Line(self.name(area), points_of(line), "own" if area == self.own else "other")
            for area, line in there.items()
        )
        self.start = ""
        """The period that relative lines are 100 in ("": they are not relative)."""
        if choice.show == "indeks":
            inside = [b.period for line in there.values() for b in line.breaks if _is_inside(b.period, drawn)]
            self.start = common_start(drawn, max(inside, key=position, default=""))
            drawn = relative_to(drawn, self.start) if self.start else drawn
        self.lines = tuple(
            AreaLine(area, line, one) for (area, line), one in zip(there.items(), drawn, strict=True)
        )

    def name(self, area: str) -> str:
        """What an area is called."""
        return self.page.pick(self.page.site.edition.areas[area].name)

    @cached_property
    def breaks(self) -> tuple[c.BreakMark, ...]:
        """The breaks of all lines, one for each period."""
        marks = (mark for one in self.lines for mark in breaks_of(self.page, one.line))
        return tuple({mark.period: mark for mark in marks}.values())

    @cached_property
    def frame(self) -> c.Frame:
        """Title, unit and source; relative lines have a unit of their own."""
        page, indicator = self.page, self.indicator
        title = page.pick(indicator.title)
        made = [frame_of(page, indicator, one.area, one.line) for one in self.lines]
        if not made:
            return c.Frame(title)
        sources = ", ".join(dict.fromkeys(frame.source for frame in made if frame.source))
        if self.start:
            unit = page.t("compare.index_unit", start=page.period(self.start))
            return c.Frame(title, unit=unit, decimals=1, kind="index", source=sources)
        return replace(made[0], title=title, source=sources, apart="")

    def chart(self) -> Chart:
        """Lines in one picture, or a small picture each where they are many."""
        if len(self.lines) <= MOST_LINES:
            return self.line_chart()
        own = next(one.drawn for one in self.lines if one.area == self.own)
        return SmallMultiples(
            self.frame,
            panels=tuple(c.Line(one.drawn.name, one.drawn.points) for one in self.lines),
            behind=c.Line(own.name, own.points, "benchmark"),
            breaks=self.breaks,
        )

    def line_chart(self) -> LineChart:
        """All lines in one picture."""
        return LineChart(self.frame, lines=tuple(one.drawn for one in self.lines), breaks=self.breaks)

    def picture(self) -> Picture:
        """The chart on a page."""
        return Picture.of(self.chart(), self.page.lang, f"c-{self.indicator.id}")

    @cached_property
    def newest_shared(self) -> str:
        """The newest period that most areas have a value in: all of them where that is possible."""
        counts: dict[str, int] = {}
        for one in self.lines:
            for p in known(one.drawn.points):
                counts[p.period] = counts.get(p.period, 0) + 1
        return max(counts, key=lambda p: (counts[p], position(p)), default="")

    @cached_property
    def newest_values(self) -> list[tuple[AreaLine, float]]:
        """The lines that have a value in the newest shared period, each with it."""
        found = []
        for one in self.lines:
            value = _value_in(one.drawn, self.newest_shared)
            if value is not None:
                found.append((one, value))
        return found

    def strip(self) -> Picture | None:
        """The areas as dots in the newest period that they share; ``None`` where they are few."""
        there = self.newest_values
        if len(there) < FEWEST_DOTS:
            return None
        roles: dict[str, DotRole] = {self.indicator.benchmark: "comparator", self.own: "own"}
        own = next((one.drawn for one in self.lines if one.area == self.own), None)
        chart = DotStrip(
            self.frame,
            period=self.newest_shared,
            dots=tuple(Dot(one.drawn.name, value, roles.get(one.area, "peer")) for one, value in there),
            history=own.points if own else (),
        )
        return Picture.of(chart, self.page.lang, f"d-{self.indicator.id}")

    def sentences(self) -> tuple[Words, ...]:
        """Highest and lowest of those chosen in the newest shared period; relative ones say from when."""
        there = sorted(self.newest_values, key=lambda found: (found[1], found[0].drawn.name))
        if not there:
            return ()
        page = self.page
        (low_line, low), (high_line, high) = there[0], there[-1]
        key = "compare.says.index" if self.start else "compare.says.values"
        if len(there) == 1:
            key = "compare.says.one"
        elif low == high:
            key = "compare.says.equal"
        return (
            filled(
                page.lang,
                key,
                period=page.period(self.newest_shared),
                high=self._number(high_line, high),
                high_name=high_line.drawn.name,
                low=self._number(low_line, low),
                low_name=low_line.drawn.name,
                start=page.period(self.start) if self.start else "",
                base=page.num(START, 0),
            ),
        )

    def _number(self, one: AreaLine, value: float) -> Number:
        """A number in a sentence, which leads to its row in the indicator's table."""
        page, id = self.page, self.indicator.id
        decimals = 1 if self.start else self.indicator.decimals
        unit = "" if self.start else self.indicator.unit
        address = page.link(f"series/{id}/{one.area}/{one.line.line}/{self.newest_shared}") or ""
        return Number(page.unit(value, unit, decimals), address)

    def notes(self) -> tuple[str, ...]:
        """What a reader must know: who is missing, and why lines are not relative."""
        page, found = self.page, []
        if self.without:
            found.append(page.t("compare.without", names=", ".join(self.without)))
        if self.choice.show == "indeks" and self.lines and not self.start:
            found.append(page.t("compare.no_index"))
        if self.start and any(self.start == mark.period for mark in self.breaks):
            found.append(page.t("compare.after_break", start=page.period(self.start)))
        if not self.start and self.indicator.kind == "count" and len(self.lines) > 1:
            found.append(page.t("compare.counts"))
        return tuple(found)

    def table(self) -> FigureTable:
        """A column for each area, a row for each period, newest first; relative values where lines are so."""
        page, id = self.page, self.indicator.id
        columns = []
        for one in self.lines:
            found = forecast_of(one.line)
            coming = found.ahead.period if found else ()
            columns.append(line_column(page, self.indicator, one.area, one.line, coming))
        periods = sorted({p for one in self.lines for p in one.line.period}, key=position, reverse=True)
        rows = []
        for period in periods:
            if self.start and position(period) < position(self.start):
                continue
            cells = []
            for one, column in zip(self.lines, columns, strict=True):
                cell = column.cells.get(period) or Cell("", "–")
                if self.start:
                    value = _value_in(one.drawn, period)
                    cell = structs.replace(cell, text=page.num(value, 1) if value is not None else "–")
                cells.append(structs.replace(cell, anchor=f"{id}.{one.area}.{one.line.line}.{period}"))
            rows.append(Row(page.period(period), tuple(cells)))
        heads = tuple(
            Head(one.drawn.name, column.head.note) for one, column in zip(self.lines, columns, strict=True)
        )
        return FigureTable(heads, tuple(rows))


def _is_inside(period: str, lines: tuple[c.Line, ...]) -> bool:
    """Whether a period stands between the first and the last value that is shown."""
    moments = [position(p.period) for line in lines for p in known(line.points)]
    return bool(moments) and min(moments) < position(period) <= max(moments)


def _value_in(line: c.Line, period: str) -> float | None:
    return next((p.value for p in line.points if p.period == period), None)


def block(page: Page, id: str, choice: Choice) -> ComparedBlock:
    """Everything that is shown of one indicator over the chosen areas. ``page`` shows the chosen years."""
    made = Compared(page, id, choice)
    return ComparedBlock(
        id=id,
        title=page.pick(made.indicator.title),
        description=page.pick(made.indicator.description),
        address=page.url("indicator", id),
        unit=made.frame.unit,
        picture=made.picture() if made.lines else None,
        strip=made.strip(),
        sentences=made.sentences(),
        notes=made.notes(),
        table=made.table(),
        sources=figures.sources(page, tuple(one.line for one in made.lines)),
        where=", ".join(one.drawn.name for one in made.lines),
        drawer=citation.compared_drawer(page, id, made.own, choice.query()),
    )
