"""One indicator on one row (pattern P3): all peers as dots, ours large and named, and its history.

The axis is cut at the median plus and minus three median absolute deviations; what lies outside stands at
the edge as a triangle that points outwards, and a label counts it. The comparator is a ring.
"""

from __future__ import annotations

from retning.charts.empty import no_data
from retning.charts.labels import clamp, figure, keep_apart, when
from retning.charts.marks import AXIS, BENCHMARK, INK, MUTED, OWN, PAPER, WIDE, document, triangle
from retning.charts.parts import Dot, DotStripSpec
from retning.charts.scales import clip_range
from retning.charts.sparkline import spark_body
from retning.charts.text_width import fit, width, wrap, xml
from retning.language.texts import text


def dot_strip(
    spec: DotStripSpec, lang: str, chart_id: str, across: int = WIDE, *, standalone: bool = False
) -> str:
    """SVG of the row: name and unit, dots, sparkline and verdict; under each other in a narrow place."""
    dots = [d for d in spec.dots if d.value is not None]
    if not dots:
        return no_data(chart_id, spec.frame, lang, across, standalone)
    wide = across >= 480
    name_room = 165.0 if wide else float(across)
    out: list[str] = []
    y = 16.0
    if not standalone:
        for line in wrap(spec.frame.title, name_room, 14, True, 3):
            out.append(f'<text x="0" y="{y:g}" font-weight="600">{xml(line)}</text>')
            y += 18
    unit = ", ".join([w for w in (spec.frame.unit, when(spec.period, lang)) if w])
    for line in wrap(unit, name_room, 14, False, 2):
        out.append(f'<text class="c-muted" x="0" y="{y:g}" fill="{MUTED}">{xml(line)}</text>')
        y += 18
    strip_top = 8.0 if wide else y + 2
    left, right = (190.0, 450.0) if wide else (14.0, across - 14.0)
    out.append(strip_body(spec, dots, lang, left, right, strip_top, across))
    below = strip_top + 76
    if wide:
        out.append(spark_body(spec.history, spec.frame.decimals, lang, 480, strip_top + 10, across - 480, 34))
    elif spec.history:
        out.append(spark_body(spec.history, spec.frame.decimals, lang, 0, below, across, 34))
        below += 38
    if spec.verdict:
        x, room = (left - 8, across - left) if wide else (0.0, float(across))
        for line in wrap(spec.verdict, room, 14, False, 2):
            below += 17
            out.append(f'<text x="{x:g}" y="{below:g}">{xml(line)}</text>')
    down = max(below, y - 12) + 8
    return document(
        chart_id,
        "dots",
        spec.frame,
        describe_dots(spec, lang),
        (across, down),
        "".join(out),
        lang,
        standalone,
    )


def strip_body(
    spec: DotStripSpec, dots: list[Dot], lang: str, left: float, right: float, top: float, across: int
) -> str:
    """The axis with its dots and labels between ``left`` and ``right``; 76 units high from ``top``."""
    values = [d.value for d in dots if d.value is not None]
    low, high = clip_range(values)
    y = top + 29

    def x(value: float) -> float:
        if high == low:
            return (left + right) / 2
        return left + (min(max(value, low), high) - low) * (right - left) / (high - low)

    def mark(d: Dot, radius: float, look: str = "") -> str:
        value = d.value or 0.0
        title = (
            f"<title>{xml(d.name)}: {figure(d.value, lang, spec.frame.decimals, spec.frame.suffix)}</title>"
        )
        if value < low or value > high:
            side = 1 if value > high else -1
            return f'<path {look} d="{triangle(x(value), y, radius, side)}">{title}</path>'
        return f'<circle {look}cx="{x(value):.1f}" cy="{y:.1f}" r="{radius:g}">{title}</circle>'

    order = sorted(dots, key=lambda d: (d.value or 0.0, d.name))
    peers = "".join([mark(d, 5) for d in order if d.role == "peer"])
    out = [
        f'<path class="c-axis" d="M{left:.1f} {y:.1f}H{right:.1f}" stroke="{AXIS}" fill="none"/>',
        f'<g class="c-dot" fill="{BENCHMARK}" fill-opacity=".5">{peers}</g>',
    ]
    row: list[tuple[float, str]] = []
    for d in dots:
        words = f"{d.name} {figure(d.value, lang, spec.frame.decimals, spec.frame.suffix)}"
        if d.role == "comparator":
            words = fit(words, across * 0.6)
            out.append(mark(d, 6, f'class="c-ring" fill="{PAPER}" stroke="{INK}" stroke-width="2" '))
            row.append((clamp(x(d.value or 0.0), width(words), left - 12, right + 12), words))
        elif d.role == "own":
            words = fit(words, right - left + 20, 14, True)
            out.append(mark(d, 9, f'class="c-own-dot" fill="{OWN}" stroke="{PAPER}" stroke-width="1.5" '))
            middle = clamp(x(d.value or 0.0), width(words, 14, True), left - 12, right + 12)
            out.append(
                f'<text class="c-own-t" x="{middle:.1f}" y="{top + 12:.1f}" text-anchor="middle" '
                f'font-weight="600" fill="{OWN}">{xml(words)}</text>'
            )
    under = top + 54
    for k in keep_apart([m for m, _ in row], [width(w) for _, w in row]):
        middle, words = row[k]
        out.append(f'<text x="{middle:.1f}" y="{under:.1f}" text-anchor="middle">{xml(words)}</text>')
    out.append(_ends(spec, values, low, high, lang, left, right, top + 72))
    return "".join(out)


def _ends(
    spec: DotStripSpec,
    values: list[float],
    low: float,
    high: float,
    lang: str,
    left: float,
    right: float,
    y: float,
) -> str:
    """Where the axis begins and ends, and how many dots lie outside."""
    words = []
    for edge, outside in ((low, sum([v < low for v in values])), (high, sum([v > high for v in values]))):
        said = figure(edge, lang, spec.frame.decimals)
        words.append(f"{said} ({text(lang, 'chart.outside', n=outside)})" if outside else said)
    if high == low:
        return ""
    room = right - left + 8
    if sum([width(w) for w in words]) > room:
        words = [fit(figure(edge, lang, spec.frame.decimals), room / 2) for edge in (low, high)]
    return (
        f'<g class="c-muted" fill="{MUTED}"><text x="{left - 8:.1f}" y="{y:.1f}">{words[0]}</text>'
        f'<text x="{right + 8:.1f}" y="{y:.1f}" text-anchor="end">{words[1]}</text></g>'
    )


def describe_dots(spec: DotStripSpec, lang: str) -> str:
    """The text alternative: ours, the range of all, the comparator, who is outside, the verdict."""

    def say(d: Dot) -> str:
        return figure(d.value, lang, spec.frame.decimals, spec.frame.suffix)

    dots = sorted([d for d in spec.dots if d.value is not None], key=lambda d: (d.value or 0.0, d.name))
    if not dots:
        return text(lang, "chart.no_data")
    own = next((d for d in dots if d.role == "own"), None)
    facts = {
        "period": when(spec.period, lang),
        "n": len(dots),
        "lowest": say(dots[0]),
        "lowest_name": dots[0].name,
        "highest": say(dots[-1]),
        "highest_name": dots[-1].name,
    }
    if own:
        out = [text(lang, "chart.alt.dots", name=own.name, value=say(own), **facts)]
    else:
        out = [text(lang, "chart.alt.dots_only", **facts)]
    out += [
        text(lang, "chart.alt.comparator", name=d.name, value=say(d)) for d in dots if d.role == "comparator"
    ]
    low, high = clip_range([d.value for d in dots if d.value is not None])
    outside = [f"{d.name} ({say(d)})" for d in dots if not low <= (d.value or 0.0) <= high]
    if outside:
        out.append(text(lang, "chart.alt.outside", names=", ".join(outside)))
    if spec.verdict:
        out.append(spec.verdict.rstrip(".") + ".")
    return " ".join(out)
