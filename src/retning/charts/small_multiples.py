"""Small multiples: the same axes many times, one name a panel."""

from __future__ import annotations

from retning.charts.empty import no_data
from retning.charts.labels import figure
from retning.charts.line import draw_lines
from retning.charts.marks import AXIS, GRID, MUTED, WIDE, document, key_rows, line_sample
from retning.charts.parts import Line, LineSpec, MultiplesSpec
from retning.charts.plot import Plot, tick_width
from retning.charts.scales import nice_ticks, position, starts_at_zero
from retning.charts.text_width import fit, width, xml
from retning.charts.words import known, line_sentences
from retning.language.texts import text

PANEL = 150
"""Height of one panel with its name."""


def small_multiples(
    spec: MultiplesSpec, lang: str, chart_id: str, across: int = WIDE, *, standalone: bool = False
) -> str:
    """SVG of the panels in the order given: four in a row where there is room, else two."""
    lines = [Line(p.name, p.points, "own") for p in spec.panels]
    every = [*lines, *((spec.behind,) if spec.behind else ())]
    values = [p.value for line in every for p in line.points if p.value is not None]
    periods = sorted({p.period for line in every for p in known(line.points)}, key=position)
    if not values or not lines:
        return no_data(chart_id, spec.frame, lang, across, standalone)
    ticks = nice_ticks(0.0 if starts_at_zero(spec.frame.kind, values) else min(values), max(values), 3)
    columns = min(4 if across >= 480 else 2, len(lines))
    left = tick_width(ticks, lang)
    gap = 14.0
    wide = (across - left - gap * (columns - 1)) / columns
    out = [f'<text class="c-muted" x="0" y="14" fill="{MUTED}">{xml(fit(spec.frame.unit, across))}</text>']
    top = 26.0
    if spec.behind:
        key, used = key_rows([(line_sample("benchmark"), spec.behind.name)], 0, across, 20)
        out.append(key)
        top += used
    first, last = position(periods[0]), position(periods[-1])
    for i, line in enumerate(lines):
        row, column = divmod(i, columns)
        x = left + column * (wide + gap)
        y = top + row * PANEL
        plot = Plot(x, x + wide, y + 26, y + PANEL - 34, first, last, ticks.low, ticks.high)
        grid = "".join([f"M{x:.1f} {plot.y(v):.1f}h{wide:.1f}" for v in ticks.values])
        name = xml(fit(line.name, wide, 14, True))
        out.append(
            f'<text x="{x:.1f}" y="{y + 14:.1f}" font-weight="600">{name}</text>'
            f'<path class="c-grid" d="{grid}" stroke="{GRID}" fill="none"/>'
            f'<path class="c-axis" d="M{x:.1f} {plot.bottom:.1f}h{wide:.1f}" stroke="{AXIS}" fill="none"/>'
        )
        words = [f'<text x="{x:.1f}" y="{plot.bottom + 17:.1f}">{xml(periods[0][:4])}</text>']
        if len(periods) > 1 and wide > 2 * width("0000") + 8:
            words.append(
                f'<text x="{x + wide:.1f}" y="{plot.bottom + 17:.1f}" text-anchor="end">{xml(periods[-1][:4])}</text>'
            )
        if column == 0:
            words += [
                f'<text x="{x - 8:.1f}" y="{plot.y(v) + 5:.1f}" text-anchor="end">'
                f"{figure(v, lang, ticks.decimals)}</text>"
                for v in ticks.values
            ]
        out.append(f'<g class="c-muted" fill="{MUTED}">{"".join(words)}</g>')
        drawn = (spec.behind, line) if spec.behind else (line,)
        out.append(draw_lines(plot, drawn, LineSpec(spec.frame, drawn, spec.breaks)))
    down = top + -(-len(lines) // columns) * PANEL
    said = [text(lang, "chart.alt.multiples", n=len(lines))]
    for line in every:
        said += line_sentences(line, spec.frame, lang, full=False)
    return document(
        chart_id, "multiples", spec.frame, " ".join(said), (across, down), "".join(out), lang, standalone
    )
