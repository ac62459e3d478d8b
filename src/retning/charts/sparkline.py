"""A word-sized line: first and last value, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
from retning.charts.labels import figure
from retning.charts.marks import MUTED, OWN, disc
from retning.charts.parts import Line, Point
from retning.charts.plot import Box, Plot, segments
from retning.charts.samples import RATE, wave, years
from retning.charts.scales import position
from retning.charts.text_width import width
from retning.charts.words import known, line_sentences


@dataclass(frozen=True, kw_only=True)
class Sparkline(Chart):
    """One line for a row of a table; ``height`` is in units."""

    points: tuple[Point, ...]
    height: int = 36

    css_class: ClassVar[str] = "spark"
    sizes: ClassVar[tuple[int, ...]] = (180, 140)

    @classmethod
    def sample(cls) -> Self:
        return cls(RATE, points=years(2006, wave(40, 0.4, 18, 0.5)))

    def draw(self, canvas: Canvas) -> Drawing:
        """The line; an en dash where there is nothing to draw."""
        box = Box(0, 0, canvas.across, self.height)
        body = spark_body(self.points, self.frame.decimals, canvas.lang, box)
        if not body:
            body = f'<text class="c-muted" x="0" y="{self.height / 2 + 5:g}" fill="{MUTED}">–</text>'
        return Drawing(body, self.height)

    def words(self, lang: str) -> str:
        return " ".join(line_sentences(Line(self.frame.title, self.points), self.frame, lang))


def spark_body(points: Sequence[Point], decimals: int, lang: str, box: Box) -> str:
    """SVG of a line with its first and last value beside it, inside a box; ``""`` without values."""
    there = known(points)
    if not there:
        return ""
    left, top, across, down = box
    first = figure(there[0].value, lang, decimals)
    last = figure(there[-1].value, lang, decimals)
    begin = left + (width(first) + 7 if len(there) > 1 else 0)
    end = left + across - width(last, 14, True) - 9
    values = [p.value for p in there if p.value is not None]
    low, high = min(values), max(values)
    if high == low:
        low, high = low - 1, high + 1
    plot = Plot(
        begin,
        max(end, begin + 4),
        top + 5,
        top + down - 5,
        position(there[0].period),
        position(there[-1].period),
        low,
        high,
    )
    paths = []
    for run in segments(points, ()):
        places = [
            f"{plot.x(position(p.period)):.1f} {plot.y(p.value):.1f}" for p in run if p.value is not None
        ]
        paths.append("M" + "L".join(places if len(places) > 1 else [places[0], places[0]]))
    x, y = plot.x(position(there[-1].period)), plot.y(values[-1])
    middle = top + down / 2 + 5
    out = ""
    if len(there) > 1:
        out += f'<text class="c-muted" x="{left:.1f}" y="{middle:.1f}" fill="{MUTED}">{first}</text>'
    return (
        f'{out}<path class="c-own" d="{"".join(paths)}" fill="none" stroke="{OWN}" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round"/><g class="c-own-dot" fill="{OWN}">{disc(x, y, 3.5)}</g>'
        f'<text class="c-own-t" x="{x + 9:.1f}" y="{middle:.1f}" font-weight="600" fill="{OWN}">{last}</text>'
    )
