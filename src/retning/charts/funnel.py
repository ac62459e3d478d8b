"""The funnel plot: values against size, inside the limits that chance alone would respect.

Spiegelhalter (2005), doi 10.1002/sim.1970. The limits are computed by the statistics wing and drawn here; a
small area far from the middle is often only small. Sizes are on a logarithmic axis.
"""

from __future__ import annotations

import itertools
import math

from retning.charts.empty import no_data
from retning.charts.labels import clamp, figure, keep_apart
from retning.charts.marks import (
    AXIS,
    BENCHMARK,
    HALO,
    INK,
    MUTED,
    OWN,
    PAPER,
    TARGET,
    WIDE,
    document,
    key_rows,
)
from retning.charts.parts import FunnelPoint, FunnelSpec
from retning.charts.plot import Plot, height_for, tick_width, value_axis
from retning.charts.scales import nice_ticks
from retning.charts.text_width import fit, width, xml
from retning.language.texts import text


def outside_limits(spec: FunnelSpec, p: FunnelPoint) -> bool:
    """Whether a point lies beyond the outer limits, read straight between the sizes that are given."""
    if p.value is None:
        return False
    limits = sorted(spec.limits)
    for a, b in itertools.pairwise(limits):
        if a.size <= p.size <= b.size:
            t = (p.size - a.size) / (b.size - a.size) if b.size > a.size else 0.0
            low = a.outer_lower + t * (b.outer_lower - a.outer_lower)
            high = a.outer_upper + t * (b.outer_upper - a.outer_upper)
            return not low <= p.value <= high
    return False


def funnel_plot(
    spec: FunnelSpec, lang: str, chart_id: str, across: int = WIDE, *, standalone: bool = False
) -> str:
    """SVG of the funnel. Points outside the outer limits are diamonds with names; ours is large and named.

    Raises ``ValueError`` for a size that is not positive.
    """
    points = [p for p in spec.points if p.value is not None]
    if not points:
        return no_data(chart_id, spec.frame, lang, across, standalone)
    if min([p.size for p in points]) <= 0:
        raise ValueError("a size must be positive")
    values = [p.value for p in points if p.value is not None] + [spec.centre]
    sizes = [math.log10(p.size) for p in points]
    first, last = min(sizes) - 0.05, max(sizes) + 0.05
    limits = [a for a in sorted(spec.limits) if first <= math.log10(a.size) <= last]
    values += [v for a in limits for v in (a.inner_lower, a.inner_upper)]
    ticks = nice_ticks(min(values), max(values))
    key, used = key_rows(_key(lang, spec), 0, across, 22)
    down = height_for(across) + int(used) + 16
    plot = Plot(
        tick_width(ticks, lang), across - 8.0, 30 + used, down - 46, first, last, ticks.low, ticks.high
    )
    body = [value_axis(plot, ticks, lang, spec.frame.unit, across), key]
    for name, dash, bounds in (
        ("c-limit", "", [(a.size, a.inner_lower, a.inner_upper) for a in limits]),
        ("c-limit", ' stroke-dasharray="4 3"', [(a.size, a.outer_lower, a.outer_upper) for a in limits]),
    ):
        for side in (1, 2):
            places = [
                (plot.x(math.log10(b[0])), plot.y(b[side]))
                for b in bounds
                if ticks.low <= b[side] <= ticks.high
            ]
            if len(places) > 1:
                drawn = "L".join([f"{x:.1f} {y:.1f}" for x, y in places])
                body.append(f'<path class="{name}" d="M{drawn}" fill="none" stroke="{MUTED}"{dash}/>')
    y = plot.y(spec.centre)
    body.append(
        f'<path class="c-target" d="M{plot.left:.1f} {y:.1f}H{plot.right:.1f}" fill="none" stroke="{TARGET}" '
        'stroke-width="1.5"/>'
    )
    body.append(_points(spec, points, plot, lang))
    body.append(_sizes(spec, plot, lang, across))
    return document(
        chart_id,
        "funnel",
        spec.frame,
        describe_funnel(spec, lang),
        (across, down),
        "".join(body),
        lang,
        standalone,
    )


def _key(lang: str, spec: FunnelSpec) -> list[tuple[str, str]]:
    def sample(css: str, colour: str, more: str) -> str:
        return f'<path class="{css}" d="M0 0H22" fill="none" stroke="{colour}"{more}/>'

    out = [
        (sample("c-limit", MUTED, ""), text(lang, "chart.inner_limit")),
        (sample("c-limit", MUTED, ' stroke-dasharray="4 3"'), text(lang, "chart.outer_limit")),
    ]
    if spec.centre_label:
        out.append((sample("c-target", TARGET, ' stroke-width="1.5"'), spec.centre_label))
    return out


def _points(spec: FunnelSpec, points: list[FunnelPoint], plot: Plot, lang: str) -> str:
    out, named = [], []
    for p in sorted(points, key=lambda p: p.role == "own"):
        x, y = plot.x(math.log10(p.size)), plot.y(p.value or 0.0)
        far = outside_limits(spec, p)
        title = (
            f"<title>{xml(p.name)}: {figure(p.value, lang, spec.frame.decimals, spec.frame.suffix)}</title>"
        )
        css, fill, r = ("c-own-dot", OWN, 7.0) if p.role == "own" else ("c-dot", BENCHMARK, 4.5)
        if far:
            out.append(
                f'<path class="{css}" d="M{x:.1f} {y - r - 1:.1f}l{r + 1:g} {r + 1:g}l-{r + 1:g} {r + 1:g}'
                f'l-{r + 1:g}-{r + 1:g}z" fill="{fill}" stroke="{PAPER}">{title}</path>'
            )
        else:
            out.append(
                f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="{r:g}" fill="{fill}" stroke="{PAPER}">'
                f"{title}</circle>"
            )
        if far or p.role == "own":
            named.append((p.role == "own", p.name, x, y))
    kept: list[tuple[float, float, float]] = []
    for own, name, x, y in sorted(named, key=lambda n: (not n[0], n[1])):
        wide = width(name, 14, own)
        middle = clamp(x, wide, plot.left, plot.right + 8)
        for line in (y - 12, y + 22):
            if line < plot.top + 8 or line > plot.bottom:
                continue
            if all(abs(line - b) >= 17 or abs(middle - a) >= (wide + w) / 2 + 6 for a, b, w in kept):
                kept.append((middle, line, wide))
                look = (
                    f'class="c-own-t c-halo" fill="{OWN}" font-weight="600" {HALO}'
                    if own
                    else f'class="c-halo" fill="{INK}" {HALO}'
                )
                out.append(
                    f'<text x="{middle:.1f}" y="{line:.1f}" text-anchor="middle" {look}>{xml(name)}</text>'
                )
                break
    return "".join(out)


def _sizes(spec: FunnelSpec, plot: Plot, lang: str, across: int) -> str:
    candidates = [
        m * 10.0**e
        for m in (1, 5, 2)
        for e in range(-2, 9)
        if plot.first <= math.log10(m * 10.0**e) <= plot.last
    ]
    words = [figure(v, lang) for v in candidates]
    middles = [
        clamp(plot.x(math.log10(v)), width(w), 0, across) for v, w in zip(candidates, words, strict=True)
    ]
    out = [
        f'<text x="{middles[k]:.1f}" y="{plot.bottom + 19:.1f}">{words[k]}</text>'
        for k in keep_apart(middles, [width(w) for w in words])
    ]
    label = fit(spec.size_label, across - plot.left)
    return (
        f'<path class="c-axis" d="M{plot.left:.1f} {plot.bottom:.1f}H{plot.right:.1f}" stroke="{AXIS}" fill="none"/>'
        f'<g class="c-muted" text-anchor="middle" fill="{MUTED}">{"".join(out)}</g>'
        f'<text class="c-muted" x="{plot.right:.1f}" y="{plot.bottom + 39:.1f}" text-anchor="end" '
        f'fill="{MUTED}">{xml(label)}</text>'
    )


def describe_funnel(spec: FunnelSpec, lang: str) -> str:
    """The text alternative: how many, the middle, and who is outside the outermost limits."""
    points = [p for p in spec.points if p.value is not None]
    centre = figure(spec.centre, lang, spec.frame.decimals, spec.frame.suffix)
    names = [
        f"{p.name} ({figure(p.value, lang, spec.frame.decimals, spec.frame.suffix)})"
        for p in points
        if outside_limits(spec, p)
    ]
    key = "chart.alt.funnel" if names else "chart.alt.funnel_none"
    return text(lang, key, n=len(points), centre=centre, names=", ".join(names))
