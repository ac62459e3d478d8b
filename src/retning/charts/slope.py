"""The slope chart: where each area stood, and where it stands now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, Self

from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
from retning.charts.labels import EndLabel, end_labels, figure, spread, when
from retning.charts.marks import AXIS, BENCHMARK, INK, MUTED, OWN
from retning.charts.samples import NAMES, RATE
from retning.charts.text_width import fit, width, xml
from retning.language.texts import text

SlopeRole = Literal["other", "benchmark", "own"]

_LOOKS: dict[SlopeRole, tuple[str, str, float]] = {
    "other": ("c-peer", MUTED, 1.25),
    "benchmark": ("c-benchmark", BENCHMARK, 2.0),
    "own": ("c-own", OWN, 3.0),
}
"""Class, colour and thickness of each role, in the order in which they are drawn."""


@dataclass(frozen=True, slots=True)
class Slope:
    """One area's values in two periods."""

    name: str
    start: float | None
    end: float | None
    role: SlopeRole = "other"


@dataclass(frozen=True, kw_only=True)
class SlopeChart(Chart):
    """Each area's values in the periods ``start`` and ``end``; ours in the accent colour.

    An area that lacks one of the two values is named in the words and left out of the drawing.
    """

    start: str
    end: str
    slopes: tuple[Slope, ...]

    css_class: ClassVar[str] = "slope"

    @classmethod
    def sample(cls) -> Self:
        towns = [
            Slope(name, 40 + i * 13 % 7 * 0.4, 41 + i * 11 % 5 * 0.9, "own" if i == 2 else "other")
            for i, name in enumerate(NAMES)
        ]
        country = Slope("The country", 41.0, 43.0, "benchmark")
        return cls(RATE, start="2010", end="2024", slopes=(*towns, country))

    def draw(self, canvas: Canvas) -> Drawing | None:
        """Values at the left, names with values at the right, and a line from one to the other."""
        rows = [s for s in self.slopes if s.start is not None and s.end is not None]
        if not rows:
            return None
        lang, across = canvas.lang, canvas.across
        values = [v for s in rows for v in (s.start, s.end) if v is not None]
        low, high = min(values), max(values)
        if low == high:
            low, high = low - 1, high + 1
        down = max(300, 17 * len(rows) + 90)
        top, bottom = 62.0, down - 16.0
        starts = [figure(s.start, lang, self.frame.decimals) for s in rows]
        most = across * 0.42
        ends = [fit(f"{figure(s.end, lang, self.frame.decimals)}  {s.name}", most, 14, True) for s in rows]
        left = max([width(w, 14, True) for w in starts]) + 12
        right = across - max([width(w, 14, True) for w in ends]) - 12

        def y(value: float) -> float:
            return bottom - (value - low) * (bottom - top) / (high - low)

        out = [self._axes(lang, across, left, right, (top - 12, down - 6))]
        rank = list(_LOOKS)
        order = sorted(range(len(rows)), key=lambda i: rank.index(rows[i].role))
        labels: list[EndLabel] = []
        left_y = spread([y(s.start or 0.0) for s in rows], [17.0] * len(rows), top - 10, down - 4)
        for i in order:
            s = rows[i]
            css, colour, thick = _LOOKS[s.role]
            own = s.role == "own"
            y1, y2 = y(s.start or 0.0), y(s.end or 0.0)
            dash = ' stroke-dasharray="5 3"' if s.role == "benchmark" else ""
            weight = ' font-weight="600"' if own else ""
            out.append(
                f'<path class="{css}" d="M{left:.1f} {y1:.1f}L{right:.1f} {y2:.1f}" fill="none" stroke="{colour}" '
                f'stroke-width="{thick:g}"{dash}/><g class="{css}-dot" fill="{colour}">'
                f'<circle cx="{left:.1f}" cy="{y1:.1f}" r="{thick + 1.5:g}"/>'
                f'<circle cx="{right:.1f}" cy="{y2:.1f}" r="{thick + 1.5:g}"/></g>'
                f'<text class="{css}-t" x="{left - 10:.1f}" y="{left_y[i] + 4:.1f}" text-anchor="end" '
                f'fill="{colour}"{weight}>{starts[i]}</text>'
            )
            labels.append(EndLabel((ends[i],), y2, f'class="{css}-t" fill="{colour}"', own))
        out.append(end_labels(labels, right + 11, top - 10, down - 4, right))
        return Drawing("".join(out), down)

    def words(self, lang: str) -> str:
        """From when to when, and every area's two values."""
        out = [text(lang, "chart.alt.slopes", start=when(self.start, lang), end=when(self.end, lang))]
        for s in self.slopes:
            first = figure(s.start, lang, self.frame.decimals, self.frame.suffix)
            last = figure(s.end, lang, self.frame.decimals, self.frame.suffix)
            out.append(text(lang, "chart.alt.slope", name=s.name, first=first, last=last))
        return " ".join(out)

    def _axes(self, lang: str, across: int, left: float, right: float, ends: tuple[float, float]) -> str:
        """The unit, and two upright lines with their periods over them."""
        top, bottom = ends
        return (
            f'<text class="c-muted" x="0" y="14" fill="{MUTED}">{xml(fit(self.frame.unit, across))}</text>'
            f'<path class="c-axis" d="M{left:.1f} {top:.1f}V{bottom:.1f}M{right:.1f} {top:.1f}'
            f'V{bottom:.1f}" stroke="{AXIS}" fill="none"/>'
            f'<text x="{left:.1f}" y="40" text-anchor="start" class="c-ink" font-weight="600" fill="{INK}">'
            f"{xml(when(self.start, lang))}</text>"
            f'<text x="{right:.1f}" y="40" text-anchor="end" class="c-ink" font-weight="600" fill="{INK}">'
            f"{xml(when(self.end, lang))}</text>"
        )
