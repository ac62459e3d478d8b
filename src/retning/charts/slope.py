"""The slope chart: where each area stood, and where it stands now."""

from __future__ import annotations

from retning.charts.empty import no_data
from retning.charts.labels import EndLabel, end_labels, figure, spread, when
from retning.charts.marks import AXIS, BENCHMARK, INK, MUTED, OWN, WIDE, document
from retning.charts.parts import SlopeSpec
from retning.charts.text_width import fit, width, xml
from retning.language.texts import text

_LOOKS = {
    "own": ("c-own", OWN, 3.0),
    "benchmark": ("c-benchmark", BENCHMARK, 2.0),
    "other": ("c-peer", MUTED, 1.25),
}


def slope_chart(
    spec: SlopeSpec, lang: str, chart_id: str, across: int = WIDE, *, standalone: bool = False
) -> str:
    """SVG with values at the left and names with values at the right; ours in the accent colour.

    Areas that lack one of the two values are told of in the text alternative and left out of the picture.
    """
    rows = [s for s in spec.slopes if s.start is not None and s.end is not None]
    if not rows:
        return no_data(chart_id, spec.frame, lang, across, standalone)
    values = [v for s in rows for v in (s.start, s.end) if v is not None]
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    down = max(300, 17 * len(rows) + 90)
    top, bottom = 62.0, down - 16.0
    starts = [figure(s.start, lang, spec.frame.decimals) for s in rows]
    most = across * 0.42
    ends = [fit(f"{figure(s.end, lang, spec.frame.decimals)}  {s.name}", most, 14, True) for s in rows]
    left = max([width(w, 14, True) for w in starts]) + 12
    right = across - max([width(w, 14, True) for w in ends]) - 12

    def y(value: float) -> float:
        return bottom - (value - low) * (bottom - top) / (high - low)

    out = [
        f'<text class="c-muted" x="0" y="14" fill="{MUTED}">{xml(fit(spec.frame.unit, across))}</text>',
        f'<path class="c-axis" d="M{left:.1f} {top - 12:.1f}V{down - 6:.1f}M{right:.1f} {top - 12:.1f}'
        f'V{down - 6:.1f}" stroke="{AXIS}" fill="none"/>',
        f'<text x="{left:.1f}" y="40" text-anchor="start" class="c-ink" font-weight="600" fill="{INK}">'
        f"{xml(when(spec.start, lang))}</text>",
        f'<text x="{right:.1f}" y="40" text-anchor="end" class="c-ink" font-weight="600" fill="{INK}">'
        f"{xml(when(spec.end, lang))}</text>",
    ]
    order = sorted(range(len(rows)), key=lambda i: ("other", "benchmark", "own").index(rows[i].role))
    labels: list[EndLabel] = []
    left_y = spread([y(s.start or 0.0) for s in rows], [17.0] * len(rows), top - 10, down - 4)
    for i in order:
        s = rows[i]
        css, colour, thick = _LOOKS[s.role]
        own = s.role == "own"
        y1, y2 = y(s.start or 0.0), y(s.end or 0.0)
        dash = ' stroke-dasharray="5 3"' if s.role == "benchmark" else ""
        out.append(
            f'<path class="{css}" d="M{left:.1f} {y1:.1f}L{right:.1f} {y2:.1f}" fill="none" stroke="{colour}" '
            f'stroke-width="{thick:g}"{dash}/><g class="{css}-dot" fill="{colour}">'
            f'<circle cx="{left:.1f}" cy="{y1:.1f}" r="{thick + 1.5:g}"/>'
            f'<circle cx="{right:.1f}" cy="{y2:.1f}" r="{thick + 1.5:g}"/></g>'
        )
        weight = ' font-weight="600"' if own else ""
        out.append(
            f'<text class="{css}-t" x="{left - 10:.1f}" y="{left_y[i] + 4:.1f}" text-anchor="end" '
            f'fill="{colour}"{weight}>{starts[i]}</text>'
        )
        labels.append(EndLabel((ends[i],), y2, f'class="{css}-t" fill="{colour}"', own))
    out.append(end_labels(labels, right + 11, top - 10, down - 4, right))
    said = [text(lang, "chart.alt.slopes", start=when(spec.start, lang), end=when(spec.end, lang))]
    for s in spec.slopes:
        first = figure(s.start, lang, spec.frame.decimals, spec.frame.suffix)
        last = figure(s.end, lang, spec.frame.decimals, spec.frame.suffix)
        said.append(text(lang, "chart.alt.slope", name=s.name, first=first, last=last))
    return document(
        chart_id, "slope", spec.frame, " ".join(said), (across, down), "".join(out), lang, standalone
    )
