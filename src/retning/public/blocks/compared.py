"""One indicator over several areas: picture, strip of dots, sentences, table. Used by comparisons and indicators."""

from __future__ import annotations

import html
from typing import Any

from retning.charts import parts as c
from retning.charts.base import Chart
from retning.charts.dot_strip import Dot, DotStrip
from retning.charts.line import LineChart
from retning.charts.relative import START, common_start, relative_to
from retning.charts.scales import position
from retning.charts.small_multiples import SmallMultiples
from retning.charts.words import known
from retning.public.blocks import citation, figures
from retning.public.blocks.pictures import NARROW, WIDE, frame_of, points_of
from retning.public.choice import Choice
from retning.public.context import Page
from retning.public.markup import safe

Json = dict[str, Any]

MOST_LINES = 6
"""More lines than this in one picture cannot be told apart: they get a small picture each."""
FEWEST_DOTS = 3


class Compared:
    """The main line of an indicator in each chosen area, in the order chosen."""

    def __init__(self, page: Page, id: str, choice: Choice) -> None:
        self.page = page
        self.indicator = page.site.data.indicators[id]
        self.choice = choice
        chosen = [(a, page.site.data.series_of(id, a)) for a in choice.areas]
        self.series = [(a, s) for a, s in chosen if s is not None and any(v is not None for v in s["value"])]
        self.without = [self.name(a) for a, s in chosen if (a, s) not in self.series]
        main = page.site.data.content["region"]["main"]
        having = [a for a, _ in self.series]
        self.own = next((a for a in (choice.own, main, *having) if a in having), "")
        last = [b["period"] for _, s in self.series for b in s["breaks"]]
        self.lines = tuple(
            c.Line(self.name(a), points_of(s), "own" if a == self.own else "other") for a, s in self.series
        )
        self.start = ""
        if choice.show == "indeks":
            inside = [b for b in last if self._inside(b)]
            self.start = common_start(self.lines, max(inside, key=position, default=""))
            if self.start:
                self.lines = relative_to(self.lines, self.start)
        self.breaks = tuple(
            {
                b["period"]: c.BreakMark(b["period"], page.pick(b["reason"]))
                for _, s in self.series
                for b in s["breaks"]
            }.values()
        )

    def name(self, area: str) -> str:
        """What an area is called."""
        return self.page.pick(self.page.site.data.areas[area]["name"])

    def _inside(self, period: str) -> bool:
        """Whether a break stands between the first and the last value that is shown."""
        moments = [position(p.period) for line in self.lines for p in known(line.points)]
        return bool(moments) and min(moments) < position(period) <= max(moments)

    def frame(self) -> c.Frame:
        """Title, unit and source; relative lines have a unit of their own."""
        page, indicator = self.page, self.indicator
        if not self.series:
            return c.Frame(page.pick(indicator["title"]))
        made = [frame_of(page, indicator, a, s) for a, s in self.series]
        sources = ", ".join(dict.fromkeys(f.source for f in made if f.source))
        title = page.pick(indicator["title"])
        if self.start:
            unit = page.t("compare.index_unit", start=page.period(self.start))
            return c.Frame(title, unit=unit, decimals=1, kind="index", source=sources)
        first = made[0]
        return c.Frame(
            title,
            unit=first.unit,
            suffix=first.suffix,
            decimals=first.decimals,
            kind=first.kind,
            source=sources,
        )

    def chart(self) -> Chart:
        """Lines in one picture, or a small picture each where they are many."""
        if len(self.lines) <= MOST_LINES:
            return self.line_chart()
        own = next(line for line in self.lines if line.role == "own")
        return SmallMultiples(
            self.frame(),
            panels=tuple(c.Line(line.name, line.points) for line in self.lines),
            behind=c.Line(own.name, own.points, "benchmark"),
            breaks=self.breaks,
        )

    def line_chart(self) -> LineChart:
        """All lines in one picture."""
        return LineChart(self.frame(), lines=self.lines, breaks=self.breaks)

    def svg(self, across: int, *, standalone: bool = False) -> str:
        """The chart as SVG."""
        id = f"c-{self.indicator['id']}-{across}"
        return self.chart().svg(self.page.lang, id, across, standalone=standalone)

    def newest_shared(self) -> str:
        """The newest period that most areas have a value in: all of them where that is possible."""
        counts: dict[str, int] = {}
        for line in self.lines:
            for p in known(line.points):
                counts[p.period] = counts.get(p.period, 0) + 1
        return max(counts, key=lambda p: (counts[p], position(p)), default="")

    def values(self, period: str) -> list[tuple[str, c.Line, float]]:
        """Area, line and value of those that have one in a period."""
        found = []
        for (area, _), line in zip(self.series, self.lines, strict=True):
            value = next((p.value for p in line.points if p.period == period), None)
            if value is not None:
                found.append((area, line, value))
        return found

    def strip(self, across: int) -> str:
        """The areas as dots in the newest period that they share; nothing where they are few."""
        period = self.newest_shared()
        there = self.values(period)
        if len(there) < FEWEST_DOTS:
            return ""
        benchmark = self.indicator["benchmark"]
        dots = tuple(
            Dot(
                line.name,
                value,
                "own" if area == self.own else "comparator" if area == benchmark else "peer",
            )
            for area, line, value in there
        )
        own = next((line for line in self.lines if line.role == "own"), None)
        chart = DotStrip(self.frame(), period=period, dots=dots, history=own.points if own else ())
        return chart.svg(self.page.lang, f"d-{self.indicator['id']}-{across}", across)

    def figure(self, area: str, value: float, period: str) -> str:
        """A number in a sentence, linked to its row in the indicator's table."""
        page = self.page
        decimals = 1 if self.start else self.indicator["decimals"]
        unit = "" if self.start else self.indicator["unit"]
        line = next(s["line"] for a, s in self.series if a == area)
        address = page.link(f"series/{self.indicator['id']}/{area}/{line}/{period}") or ""
        written = html.escape(page.unit(value, unit, decimals))
        return f'<a class="figure" href="{html.escape(address)}"><b>{written}</b></a>'

    def sentences(self) -> list[Any]:
        """Highest and lowest of those chosen in the newest shared period; relative ones say from when."""
        period = self.newest_shared()
        there = sorted(self.values(period), key=lambda t: (t[2], t[1].name))
        if not there:
            return []
        page = self.page
        low, high = there[0], there[-1]
        said = {
            "period": html.escape(page.period(period)),
            "high": self.figure(high[0], high[2], period),
            "high_name": html.escape(high[1].name),
            "low": self.figure(low[0], low[2], period),
            "low_name": html.escape(low[1].name),
            "start": html.escape(page.period(self.start)) if self.start else "",
            "base": page.num(START, 0),
        }
        if len(there) == 1:
            return [safe(page.t("compare.says.one", **said))]
        if low[2] == high[2]:
            return [safe(page.t("compare.says.equal", **said))]
        key = "compare.says.index" if self.start else "compare.says.values"
        return [safe(page.t(key, **said))]

    def notes(self) -> list[str]:
        """What a reader must know: who is missing, and why lines are not relative."""
        page, found = self.page, []
        if self.without:
            found.append(page.t("compare.without", names=", ".join(self.without)))
        if self.choice.show == "indeks" and self.series and not self.start:
            found.append(page.t("compare.no_index"))
        if self.start and self.breaks and any(self.start == b.period for b in self.breaks):
            found.append(page.t("compare.after_break", start=page.period(self.start)))
        if not self.start and self.indicator["kind"] == "count" and len(self.series) > 1:
            found.append(page.t("compare.counts"))
        return found

    def table(self) -> Json:
        """A column for each area, a row for each period, newest first; relative values where lines are so."""
        tables = [figures.table(self.page, self.indicator, a) for a, _ in self.series]
        periods = sorted({p for _, s in self.series for p in s["period"]}, key=position, reverse=True)
        by_area = []
        for (_, one), table in zip(self.series, tables, strict=True):
            cells = {row["period"]: row["cells"][0] for row in table["rows"]}
            by_area.append({p: cells[self.page.period(p)] for p in one["period"]})
        rows = []
        for period in periods:
            if self.start and position(period) < position(self.start):
                continue
            row: list[Json] = []
            for (area, one), line, index in zip(self.series, self.lines, by_area, strict=True):
                cell = dict(index.get(period) or {"text": "–", "mark": ""})
                cell["anchor"] = f"{one['indicator']}.{area}.{one['line']}.{period}"
                if self.start:
                    value = next((p.value for p in line.points if p.period == period), None)
                    cell["text"] = self.page.num(value, 1) if value is not None else "–"
                row.append(cell)
            rows.append({"period": self.page.period(period), "cells": row})
        notes = [table["notes"][0] for table in tables]
        return {"heads": [line.name for line in self.lines], "notes": notes, "rows": rows}


def block(page: Page, id: str, choice: Choice) -> Json:
    """Everything that is shown of one indicator over the chosen areas. ``page`` is already narrowed."""
    made = Compared(page, id, choice)
    frame = made.frame()
    strip = made.strip(WIDE)
    return {
        "id": id,
        "title": page.pick(made.indicator["title"]),
        "description": page.pick(made.indicator["description"]),
        "address": page.url("indicator", id),
        "unit": frame.unit,
        "has_data": bool(made.series),
        "wide": safe(made.svg(WIDE)) if made.series else "",
        "narrow": safe(made.svg(NARROW)) if made.series else "",
        "strip_wide": safe(strip) if strip else "",
        "strip_narrow": safe(made.strip(NARROW)) if strip else "",
        "sentences": made.sentences(),
        "notes": made.notes(),
        "table": made.table(),
        "sources": figures.sources(page, [s for _, s in made.series]),
        "names": ", ".join(line.name for line in made.lines),
        "drawer": citation.compared_drawer(page, id, made.own, choice.query()),
    }
