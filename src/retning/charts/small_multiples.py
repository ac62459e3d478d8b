"""Small multiples: the same axes many times, with one name per panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
from retning.charts.labels import figure
from retning.charts.line_marks import draw_lines
from retning.charts.marks import AXIS, GRID, MUTED, key_rows, line_sample
from retning.charts.parts import BreakMark, Line
from retning.charts.plot import Plot, tick_width
from retning.charts.samples import NAMES, RATE, wave, years
from retning.charts.scales import Ticks, nice_ticks, position, starts_at_zero
from retning.charts.text_width import fit, width, xml
from retning.charts.words import known, line_sentences
from retning.language.texts import text

PANEL = 150
"""Height of one panel with its name, in units."""


@dataclass(frozen=True, kw_only=True)
class SmallMultiples(Chart):
    """Small charts with common axes; ``behind`` is drawn thin and grey in each (usually the benchmark)."""

    panels: tuple[Line, ...]
    behind: Line | None = None
    breaks: tuple[BreakMark, ...] = ()

    css_class: ClassVar[str] = "multiples"

    @classmethod
    def sample(cls) -> Self:
        return cls(
            RATE,
            panels=tuple(Line(name, years(2010, wave(40 + i, 0.3, 14, 0.5))) for i, name in enumerate(NAMES)),
            behind=Line("The country", years(2010, wave(42, 0.3, 14)), "benchmark"),
        )

    def draw(self, canvas: Canvas) -> Drawing | None:
        """The panels in the order given: four in a row where there is room, else two."""
        lines, every = self.panels, self._every()
        values = [p.value for line in every for p in line.points if p.value is not None]
        if not values or not lines:
            return None
        lang, across = canvas.lang, canvas.across
        periods = sorted({p.period for line in every for p in known(line.points)}, key=position)
        ticks = nice_ticks(0.0 if starts_at_zero(self.frame.kind, values) else min(values), max(values), 3)
        columns = min(4 if across >= 480 else 2, len(lines))
        left = tick_width(ticks, lang)
        gap = 14.0
        wide = (across - left - gap * (columns - 1)) / columns
        out = [
            f'<text class="c-muted" x="0" y="14" fill="{MUTED}">{xml(fit(self.frame.unit, across))}</text>'
        ]
        top = 26.0
        if self.behind:
            key, used = key_rows([(line_sample("benchmark"), self.behind.name)], 0, across, 20)
            out.append(key)
            top += used
        first, last = position(periods[0]), position(periods[-1])
        for i, line in enumerate(lines):
            row, column = divmod(i, columns)
            x = left + column * (wide + gap)
            y = top + row * PANEL
            plot = Plot(x, x + wide, y + 26, y + PANEL - 34, first, last, ticks.low, ticks.high)
            out.append(
                f'<text x="{x:.1f}" y="{y + 14:.1f}" font-weight="600">{xml(fit(line.name, wide, 14, True))}</text>'
            )
            out.append(_axes(plot, periods, ticks, lang, beside=column == 0))
            drawn = (self.behind, line) if self.behind else (line,)
            out.append(draw_lines(plot, drawn, self.breaks))
        return Drawing("".join(out), top + -(-len(lines) // columns) * PANEL)

    def words(self, lang: str) -> str:
        """How many panels there are, and the first and last value of each line."""
        out = [text(lang, "chart.alt.multiples", n=len(self.panels))]
        for line in self._every():
            out += line_sentences(line, self.frame, lang, full=False)
        return " ".join(out)

    def _every(self) -> tuple[Line, ...]:
        return (*self.panels, *((self.behind,) if self.behind else ()))


def _axes(plot: Plot, periods: list[str], ticks: Ticks, lang: str, *, beside: bool) -> str:
    """Grid, axis and first and last year of a panel; values stand ``beside`` the first one of a row only."""
    x, wide = plot.left, plot.right - plot.left
    grid = "".join([f"M{x:.1f} {plot.y(v):.1f}h{wide:.1f}" for v in ticks.values])
    words = [f'<text x="{x:.1f}" y="{plot.bottom + 17:.1f}">{xml(periods[0][:4])}</text>']
    if len(periods) > 1 and wide > 2 * width("0000") + 8:
        words.append(
            f'<text x="{x + wide:.1f}" y="{plot.bottom + 17:.1f}" text-anchor="end">{xml(periods[-1][:4])}</text>'
        )
    if beside:
        words += [
            f'<text x="{x - 8:.1f}" y="{plot.y(v) + 5:.1f}" text-anchor="end">{figure(v, lang, ticks.decimals)}</text>'
            for v in ticks.values
        ]
    return (
        f'<path class="c-grid" d="{grid}" stroke="{GRID}" fill="none"/>'
        f'<path class="c-axis" d="M{x:.1f} {plot.bottom:.1f}h{wide:.1f}" stroke="{AXIS}" fill="none"/>'
        f'<g class="c-muted" fill="{MUTED}">{"".join(words)}</g>'
    )
