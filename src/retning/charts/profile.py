"""An area on one sheet: a row for each indicator with its name, its small line and its verdict in words.

The drawing for a slide or a report. Each row has its own scale: rows are read across, never compared down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
from retning.charts.marks import GRID, MUTED, OWN
from retning.charts.parts import Frame, Line, Point
from retning.charts.plot import Box
from retning.charts.samples import wave, years
from retning.charts.sparkline import spark_body
from retning.charts.text_width import wrap, xml
from retning.charts.vega import TIME, VegaLine, VegaPart, VegaSpec, faceted, tooltip
from retning.charts.words import known, line_sentences

_STEP = 17.0


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One indicator of an area: its name, its line and its verdict in words."""

    name: str
    points: tuple[Point, ...]
    unit: str = ""
    decimals: int = 0
    verdict: str = ""


@dataclass(frozen=True, kw_only=True)
class ProfileChart(Chart):
    """Every indicator of one area under each other, in the order given; rows without a value are left out."""

    rows: tuple[ProfileRow, ...]

    css_class: ClassVar[str] = "profile"

    @classmethod
    def sample(cls) -> Self:
        return cls(
            Frame("Havnevik", source="Source: invented figures"),
            rows=(
                ProfileRow(
                    "Jobs", years(2010, wave(42, 0.4, 14, 0.6)), "thousand, 2010–2023", 1, "increasing"
                ),
                ProfileRow("Homes", years(2010, wave(310, -2, 14, 9)), "per year, 2010–2023", 0, "worsening"),
                ProfileRow("Air", (), "µg per cubic metre", 0, "no figures"),
                ProfileRow(
                    "People who can walk to a stop with a departure every quarter of an hour",
                    years(2018, [61.5, None, 62.0, 64.5]),
                    "per cent, 2018–2021",
                    1,
                    "we cannot tell whether it goes up or down",
                ),
            ),
        )

    def draw(self, canvas: Canvas) -> Drawing | None:
        rows = [row for row in self.rows if known(row.points)]
        if not rows:
            return None
        across = canvas.across
        names, line, words = across * 0.4, across * 0.36, across * 0.2
        out: list[str] = []
        top = 0.0
        for row in rows:
            title = wrap(row.name, names, 14, True, 2)
            unit = wrap(row.unit, names, 12, False, 1) if row.unit else ()
            verdict = wrap(row.verdict, words, 14, False, 3)
            height = max(len(title) * _STEP + len(unit) * 15, len(verdict) * _STEP, 34) + 14
            middle = top + height / 2
            y = middle - (len(title) * _STEP + len(unit) * 15) / 2 + 13
            for part in title:
                out.append(f'<text x="0" y="{y:.1f}" font-weight="600">{xml(part)}</text>')
                y += _STEP
            for part in unit:
                out.append(
                    f'<text class="c-muted" x="0" y="{y - 2:.1f}" font-size="12" fill="{MUTED}">{xml(part)}</text>'
                )
            box = Box(across * 0.42, middle - 17, line, 34)
            out.append(spark_body(row.points, row.decimals, canvas.lang, box))
            first = middle - len(verdict) * _STEP / 2 + 13
            for n, part in enumerate(verdict):
                out.append(f'<text x="{across - words:.1f}" y="{first + n * _STEP:.1f}">{xml(part)}</text>')
            top += height
            if row is not rows[-1]:
                out.append(f'<path class="c-grid" d="M0 {top:.1f}H{across}" stroke="{GRID}" fill="none"/>')
        return Drawing("".join(out), top)

    def words(self, lang: str) -> str:
        """The first and last value of each row, and its verdict."""
        out: list[str] = []
        for row in self.rows:
            frame = Frame(row.name, decimals=row.decimals)
            out += line_sentences(Line(row.name, row.points), frame, lang, full=False)
            if row.verdict and known(row.points):
                out.append(f"{row.verdict[:1].upper()}{row.verdict[1:]}.")
        return " ".join(out)

    def vega(self, lang: str) -> VegaSpec:
        """One small line per indicator, each with its own scale."""
        rows: list[VegaPart] = [
            {**point, "unit": row.unit, "verdict": row.verdict}
            for row in self.rows
            for point in VegaLine(row.name, row.points, "own").rows()
        ]
        facet: VegaPart = {
            "row": {
                "field": "line",
                "type": "nominal",
                "title": None,
                "sort": list(dict.fromkeys(row.name for row in self.rows)),
                "header": {"labelAngle": 0, "labelAlign": "left", "labelFontSize": 13, "labelLimit": 280},
            }
        }
        view: VegaPart = {
            "width": 320,
            "height": 44,
            "mark": {"type": "line", "color": OWN, "invalid": "break-paths-filter-domains", "point": True},
            "encoding": {
                "x": TIME,
                "y": {
                    "field": "value",
                    "type": "quantitative",
                    "title": None,
                    "scale": {"zero": False},
                    "axis": {"tickCount": 2},
                },
                "tooltip": [*tooltip(""), {"field": "unit", "type": "nominal", "title": " "}],
            },
        }
        return faceted(self.frame, rows, facet, view, self.words(lang), lang)
