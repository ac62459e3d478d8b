"""The line chart: one line that matters, others beside it, names at the ends, gaps and breaks honest.

A line stops where a value is missing and at a registered break, which is drawn as a dashed upright line with
its name. Provisional values are rings. An interval is a pale band. An earlier vintage is a thin dotted line.
"""

from __future__ import annotations

from retning.charts.empty import no_data
from retning.charts.fan import fan_entry, fan_sentence, fan_shape, fan_values
from retning.charts.labels import EndLabel, column_width, end_labels, figure, fits
from retning.charts.marks import BAND, PAPER, TARGET, WIDE, document, key_rows, line_sample, line_style
from retning.charts.parts import Line, LineSpec, Point
from retning.charts.plot import (
    Plot,
    band,
    break_flags,
    draw_flags,
    flag_rows,
    height_for,
    line_data,
    plane,
    segments,
    tick_width,
    time_axis,
    value_axis,
)
from retning.charts.scales import nice_ticks, position, starts_at_zero
from retning.charts.text_width import width, wrap
from retning.charts.words import describe_lines, last_known
from retning.language.texts import text


def line_chart(
    spec: LineSpec, lang: str, chart_id: str, across: int = WIDE, *, standalone: bool = False
) -> str:
    """SVG of a line chart, the same bytes for the same input.

    ``across`` is 640 for a wide place and 320 for a narrow one; ``chart_id`` prefixes the ids inside, so two
    drawings on one page need two.

    >>> from retning.charts.parts import Frame
    >>> spec = LineSpec(Frame("Exports", unit="per cent"), (Line("We", (Point("2023", 4.0), Point("2024", 5.0))),))
    >>> line_chart(spec, "en", "exports").startswith("<svg ")
    True
    """
    periods, values = _content(spec)
    if not periods:
        return no_data(chart_id, spec.frame, lang, across, standalone)
    low, high = min(values), max(values)
    if starts_at_zero(spec.frame.kind, (low,)):
        low = 0.0
    ticks = nice_ticks(low, high, 5)
    down = height_for(across)
    left = tick_width(ticks, lang)
    names = [(line.name, line.role == "own") for line in spec.lines if line.role != "ghost"]
    marks = [(_target_words(spec, k, lang), False) for k in range(len(spec.targets))]
    most = label_room(across)
    column = column_width(names + marks, most)
    labelled = (
        column <= most + 1
        and sum([17.0 * len(wrap(n, most, 14, b)) for n, b in names + marks]) <= down - 80
        and not any("…" in part for n, b in names for part in wrap(n, most, 14, b))
    )
    right = across - (column + 14 if labelled else 14)
    top = 26.0
    key = ""
    if not labelled:
        key, used = key_rows(_samples(spec, lang), 0, across, 22)
    elif spec.fan:
        key, used = key_rows([fan_entry(spec.fan_label, lang)], 0, across, 22)
    if key:
        top += used + 4
        down += int(used)
    flags = break_flags(spec.breaks, periods, lang, (right - left) * 0.6)
    rows = flag_rows(flags, position(periods[0]), position(periods[-1]), left, right)
    top += 18.0 * (max(rows) + 1) if rows else 0
    plot = Plot(
        left, right, top, down - 28, position(periods[0]), position(periods[-1]), ticks.low, ticks.high
    )
    body = [
        value_axis(plot, ticks, lang, spec.frame.unit, across),
        key,
        time_axis(plot, tuple(periods), lang, across),
        draw_flags(plot, flags, rows),
        _targets(spec, plot),
        _fan(spec, plot),
        draw_lines(plot, spec.lines, spec),
    ]
    if labelled:
        body.append(_names(spec, plot, column, across, lang))
    description = " ".join(
        [
            describe_lines(spec.frame, spec.lines, spec.breaks, spec.targets, lang),
            *fan_sentence(spec.fan, spec.frame, lang),
        ]
    )
    if ticks.low > 0:
        description += " " + text(
            lang, "chart.alt.not_zero", value=figure(ticks.low, lang, ticks.decimals, spec.frame.suffix)
        )
    return document(
        chart_id,
        "line",
        spec.frame,
        description,
        (across, down),
        "".join(body),
        lang,
        standalone,
        plane(plot),
    )


def label_room(across: int) -> float:
    """How wide the column of names may be; where names need more they go into a key over the plot."""
    return across * (0.24 if across < 480 else 0.3)


def _content(spec: LineSpec) -> tuple[list[str], list[float]]:
    """All periods that have a value in any line, in order, and all values that the axis must hold."""
    every: set[str] = set()
    values: list[float] = []
    for line in spec.lines:
        if not line.points:
            continue
        periods, middles, lowers, uppers, _ = zip(*line.points, strict=True)
        if None in middles:
            every.update([p.period for p in line.points if p.value is not None])
            middles = tuple([v for v in middles if v is not None])
        else:
            every.update(periods)
        values += middles
        for bounds in (lowers, uppers):
            if bounds.count(None) < len(bounds):
                values += [v for v in bounds if v is not None]
    if every:
        every.update([t.period for t in spec.targets if t.period])
        every.update([step.period for step in spec.fan])
    return sorted(every, key=position), values + [t.value for t in spec.targets] + fan_values(spec.fan)


def _samples(spec: LineSpec, lang: str) -> list[tuple[str, str]]:
    out = []
    nth = 0
    for line in spec.lines:
        if line.role != "ghost":
            out.append((line_sample(line.role, nth), line.name))
        nth += line.role == "other"
    for k in range(len(spec.targets)):
        out.append(
            (f'<path class="c-target" d="M0 0H22" fill="none" {_TARGET}/>', _target_words(spec, k, lang))
        )
    if spec.fan:
        out.append(fan_entry(spec.fan_label, lang))
    return out


def _fan(spec: LineSpec, plot: Plot) -> str:
    """The forecast of our own line, from its last figure."""
    own = next((line for line in spec.lines if line.role == "own"), None)
    last = last_known(own.points) if own else None
    return fan_shape(plot, last, spec.fan) if last is not None else ""


_TARGET = f'stroke="{TARGET}" stroke-width="1.75" stroke-dasharray="7 4"'


def _target_words(spec: LineSpec, k: int, lang: str) -> str:
    target = spec.targets[k]
    value = figure(target.value, lang, spec.frame.decimals, spec.frame.suffix)
    return target.label or text(lang, "chart.target", value=value)


def _targets(spec: LineSpec, plot: Plot) -> str:
    out = []
    for target in spec.targets:
        y = plot.y(target.value)
        out.append(
            f'<path class="c-target" d="M{plot.left:.1f} {y:.1f}H{plot.right:.1f}" fill="none" {_TARGET}/>'
        )
    return "".join(out)


def draw_lines(plot: Plot, lines: tuple[Line, ...], spec: LineSpec) -> str:
    """SVG of the lines: grey ones first, ours last and over the others."""
    rank = {"ghost": 0, "benchmark": 1, "other": 2, "own": 3}
    nth = 0
    drawn: list[tuple[int, str]] = []
    for line in lines:
        css, stroke, colour = line_style(line.role, nth)
        nth += line.role == "other"
        path, alone = line_data(plot, line.points, spec.breaks)
        lowers, hollows = ([*zip(*line.points, strict=True)] or [()] * 5)[2::2]
        shade = ""
        if lowers.count(None) < len(lowers):
            shade = band(plot, segments(line.points, spec.breaks))
        out = f'<path class="c-band" d="{shade}" fill="{BAND}"/>' if shade else ""
        if path:
            out += f'<path class="{css}" d="{path}" fill="none" {stroke} stroke-linejoin="round"/>'
        if alone or line.role == "own" or any(hollows):
            out += points_of(plot, line, alone, css, colour)
        drawn.append((rank.get(line.role, 2), out))
    return "".join([svg for _, svg in sorted(drawn, key=lambda pair: pair[0])])


def points_of(plot: Plot, line: Line, alone: list[Point], css: str, colour: str) -> str:
    """The points that are seen: lonely ones, provisional ones as rings, and the last one of our line."""
    full, rings = [*alone], [p for p in line.points if p.hollow and p.value is not None]
    if line.role == "own":
        last = last_known(line.points)
        full += [last] if last is not None and last not in full else []
    radius = 4.5 if line.role == "own" else 3.5
    out = ""
    discs = "".join([_disc(plot, p, radius) for p in full if not p.hollow])
    if discs:
        out += f'<g class="{css}-dot" fill="{colour}">{discs}</g>'
    if rings:
        circles = "".join([_disc(plot, p, radius) for p in rings])
        out += f'<g class="{css}-ring" fill="{PAPER}" stroke="{colour}" stroke-width="2">{circles}</g>'
    return out


def _disc(plot: Plot, p: Point, radius: float) -> str:
    if p.value is None:
        return ""
    return f'<circle cx="{plot.x(position(p.period)):.1f}" cy="{plot.y(p.value):.1f}" r="{radius:g}"/>'


def _names(spec: LineSpec, plot: Plot, column: float, across: int, lang: str) -> str:
    """The names at the ends of the lines, with our last value; in the room that is left under each other."""
    most = label_room(across)
    labels: list[EndLabel] = []
    nth = 0
    room = plot.bottom - plot.top + 16
    for line in spec.lines:
        css, _, colour = line_style(line.role, nth)
        nth += line.role == "other"
        last = last_known(line.points)
        if line.role == "ghost" or last is None or last.value is None:
            continue
        own = line.role == "own"
        lines = wrap(line.name, most, 14, own)
        if own:
            value = figure(last.value, lang, spec.frame.decimals, spec.frame.suffix)
            if width(value) <= column + 1:
                lines = (*lines, value)
        labels.append(EndLabel(lines, plot.y(last.value), f'class="{css}-t" fill="{colour}"', own))
    for k, target in enumerate(spec.targets):
        words = wrap(_target_words(spec, k, lang), most, 14)
        labels.append(EndLabel(words, plot.y(target.value), f'class="c-target-t" fill="{TARGET}"'))
    if not fits(labels, room):
        labels = [
            EndLabel(a.lines[:-1] if a.bold and len(a.lines) > 1 else a.lines, a.y, a.css, a.bold)
            for a in labels
        ]
    return end_labels(labels, plot.right + 12, plot.top - 8, plot.bottom + 8, plot.right)
