"""Yearly amounts as bars beside the line that each year should reach.

A year that met the demand is a full bar with a tick over it; one that did not is a pale bar with an outline
and no tick; a year in which nothing was demanded is pale grey. Bars always start at zero.
"""

from __future__ import annotations

import itertools

from retning.charts.empty import no_data
from retning.charts.fan import fan_bars, fan_entry, fan_sentence, fan_values
from retning.charts.labels import figure, keep_apart, when
from retning.charts.marks import BAND, GRID, HALO, INK, MUTED, OWN, TARGET, WIDE, document, key_rows
from retning.charts.parts import BarsSpec, Line, Point
from retning.charts.plot import (
    Plot,
    break_flags,
    draw_flags,
    flag_rows,
    height_for,
    plane,
    tick_width,
    time_axis,
    value_axis,
)
from retning.charts.scales import nice_ticks, position
from retning.charts.text_width import width
from retning.charts.words import break_sentences, known, line_sentences, some_of
from retning.language.texts import text

_TICK = "l3 3l6 -7"
_LOOKS = {
    "met": f'class="c-met" fill="{OWN}" stroke="{OWN}"',
    "missed": f'class="c-missed" fill="{BAND}" stroke="{OWN}"',
    "not_asked": f'class="c-plain" fill="{GRID}" stroke="{MUTED}"',
    "plain": f'class="c-met" fill="{OWN}" stroke="{OWN}"',
}


def state_of(spec: BarsSpec, p: Point) -> str:
    """Whether a period met the demand: ``met``, ``missed``, ``not_asked`` or ``plain`` (no demand at all).

    >>> from retning.charts.parts import Frame
    >>> state_of(BarsSpec(Frame("x"), (), minimum=10), Point("2020", 10.0))
    'met'
    """
    if spec.minimum is None or p.value is None:
        return "plain"
    now = position(p.period)
    if (spec.first and now < position(spec.first)) or (spec.last and now > position(spec.last)):
        return "not_asked"
    ok = p.value <= spec.minimum if spec.better == "down" else p.value >= spec.minimum
    return "met" if ok else "missed"


def bars_chart(
    spec: BarsSpec, lang: str, chart_id: str, across: int = WIDE, *, standalone: bool = False
) -> str:
    """SVG of the bars. Missing periods leave their place empty."""
    points = known(spec.points)
    if not points:
        return no_data(chart_id, spec.frame, lang, across, standalone)
    values = [p.value for p in points if p.value is not None]
    demanded = [spec.minimum] if spec.minimum is not None else []
    held = [*values, *demanded, *fan_values(spec.fan)]
    low, high = min(0.0, *held), max(0.0, *held)
    if min(values) < 0:  # room for the values under the bars
        low -= 0.09 * (high - low)
    ticks = nice_ticks(low, high)
    coming = {step.period for step in spec.fan}
    periods = tuple(sorted({p.period for p in spec.points} | coming, key=position))
    first, last = position(periods[0]), position(periods[-1])
    step = min([position(b) - position(a) for a, b in itertools.pairwise(periods)], default=1.0)
    down = height_for(across)
    left = tick_width(ticks, lang)
    key, used = key_rows(_key(spec, points, lang), 0, across, 22)
    down += int(used)
    top = 30 + used + 16
    slot = (across - left) / ((last - first) / step + 1)
    inner_left, inner_right = left + slot / 2, across - slot / 2
    flags = break_flags(spec.breaks, periods, lang, (across - left) * 0.6)
    rows = flag_rows(flags, first, last, inner_left, inner_right)
    top += 18.0 * (max(rows) + 1) if rows else 0
    grid = Plot(left, across, top, down - 28, first, last, ticks.low, ticks.high)
    plot = Plot(inner_left, inner_right, top, down - 28, first, last, ticks.low, ticks.high)
    thick = min(slot * 0.72, 46.0)
    body = [
        value_axis(grid, ticks, lang, spec.frame.unit, across),
        key,
        time_axis(plot, periods, lang, across),
        draw_flags(plot, flags, rows),
        _bars(spec, plot, points, thick),
        fan_bars(plot, spec.fan, thick),
    ]
    if spec.minimum is not None:
        y = plot.y(spec.minimum)
        begin = plot.x(max(first, position(spec.first))) - slot / 2 if spec.first else left
        end = plot.x(min(last, position(spec.last))) + slot / 2 if spec.last else float(across)
        body.append(
            f'<path class="c-target" d="M{begin:.1f} {y:.1f}H{end:.1f}" fill="none" stroke="{TARGET}" '
            'stroke-width="2" stroke-dasharray="7 4"/>'
        )
    body.append(_values(spec, plot, points, lang, left, across))
    return document(
        chart_id,
        "bars",
        spec.frame,
        describe_bars(spec, lang),
        (across, down),
        "".join(body),
        lang,
        standalone,
        plane(plot),
    )


def _bars(spec: BarsSpec, plot: Plot, points: list[Point], thick: float) -> str:
    groups: dict[str, list[str]] = {}
    zero = plot.y(0)
    for p in points:
        if p.value is None:
            continue
        x, y = plot.x(position(p.period)) - thick / 2, plot.y(p.value)
        groups.setdefault(state_of(spec, p) + (" h" if p.hollow else ""), []).append(
            f"M{x:.1f} {zero:.1f}V{y:.1f}h{thick:.1f}V{zero:.1f}z"
        )
    out = []
    for state, paths in groups.items():
        dash = ' stroke-dasharray="3 2"' if state.endswith(" h") else ""
        out.append(f'<path {_LOOKS[state.split()[0]]}{dash} d="{"".join(paths)}"/>')
    return "".join(out)


def _values(spec: BarsSpec, plot: Plot, points: list[Point], lang: str, left: float, across: int) -> str:
    """Values over the bars where they have room (the last, highest and lowest first), ticks over met years."""
    values = [p.value for p in points if p.value is not None]
    order = [len(points) - 1, values.index(max(values)), values.index(min(values)), 0, *range(len(points))]
    order = list(dict.fromkeys(order))
    words = [figure(points[i].value, lang, spec.frame.decimals) for i in order]
    wide = [width(w) for w in words]
    middles = [
        max(left + w / 2, min(plot.x(position(points[i].period)), across - w / 2))
        for i, w in zip(order, wide, strict=True)
    ]
    # A label wider than its place would lie on a higher neighbour: such a one is left out.
    tops = {p.period: p.value or 0.0 for p in points}
    here = [k for k, i in enumerate(order) if _free(points, i, wide[k], middles[k], plot, tops)]
    kept = keep_apart([middles[k] for k in here], [wide[k] for k in here], 5)
    shown = {here[j] for j in kept}
    out, ticks = [], []
    for k, i in enumerate(order):
        p = points[i]
        value = p.value or 0.0
        y = plot.y(value) - 6 if value >= 0 else plot.y(value) + 16
        if k in shown:
            out.append(f'<text x="{middles[k]:.1f}" y="{y:.1f}">{words[k]}</text>')
        if state_of(spec, p) == "met":
            up = y - (18 if k in shown else 4)
            ticks.append(f"M{plot.x(position(p.period)) - 4.5:.1f} {up:.1f}{_TICK}")
    svg = f'<g class="c-value" text-anchor="middle" fill="{INK}" {HALO}>{"".join(out)}</g>'
    if ticks:
        svg += f'<path class="c-tick" d="{"".join(ticks)}" fill="none" stroke="{OWN}" stroke-width="2.25"/>'
    return svg


def _free(
    points: list[Point], i: int, wide: float, middle: float, plot: Plot, tops: dict[str, float]
) -> bool:
    """Whether the label of bar ``i`` lies on no neighbour's bar."""
    own = plot.y(tops[points[i].period])
    up = tops[points[i].period] >= 0
    step = min(
        [
            abs(plot.x(position(p.period)) - plot.x(position(points[i].period)))
            for p in points
            if p is not points[i]
        ],
        default=999.0,
    )
    for p in points:
        x = plot.x(position(p.period))
        if p is not points[i] and abs(x - middle) < (wide + min(step * 0.72, 46.0)) / 2:
            y = plot.y(tops[p.period])
            if (y < own - 4) if up else (y > own + 4):
                return False
    return True


def _key(spec: BarsSpec, points: list[Point], lang: str) -> list[tuple[str, str]]:
    forecast = [fan_entry(spec.fan_label, lang)] if spec.fan else []
    if spec.minimum is None:
        return forecast
    there = {state_of(spec, p) for p in points}
    label = spec.minimum_label or text(
        lang, "chart.minimum", value=figure(spec.minimum, lang, spec.frame.decimals, spec.frame.suffix)
    )
    out = [
        (
            f'<path class="c-target" d="M0 0H22" fill="none" stroke="{TARGET}" stroke-width="2" '
            'stroke-dasharray="7 4"/>',
            label,
        )
    ]
    for state in ("met", "missed", "not_asked"):
        if state in there:
            mark = f'<path {_LOOKS[state]} d="M4 -6h14v12h-14z"/>'
            if state == "met":
                mark = (
                    f'<path {_LOOKS[state]} d="M0 -6h10v12h-10z"/><path class="c-tick" d="M12.5 0{_TICK}" '
                    f'fill="none" stroke="{OWN}" stroke-width="2.25"/>'
                )
            out.append((mark, text(lang, f"chart.{state}")))
    return out + forecast


def describe_bars(spec: BarsSpec, lang: str) -> str:
    """The text alternative: ends, extremes, and which periods met the demand."""
    out = line_sentences(Line(spec.frame.title, spec.points), spec.frame, lang)
    if spec.minimum is not None:
        asked = [p for p in known(spec.points) if state_of(spec, p) in ("met", "missed")]
        met = [when(p.period, lang) for p in asked if state_of(spec, p) == "met"]
        value = figure(spec.minimum, lang, spec.frame.decimals, spec.frame.suffix)
        if met:
            out.append(
                text(
                    lang,
                    "chart.alt.bars_met",
                    value=value,
                    periods=some_of(met, lang),
                    n=len(met),
                    total=len(asked),
                )
            )
        else:
            out.append(text(lang, "chart.alt.bars_unmet", value=value, total=len(asked)))
    out += fan_sentence(spec.fan, spec.frame, lang)
    return " ".join([*out, *break_sentences(spec.breaks, lang)])
