"""The path chart (pattern P1): are we where we should be on the way to the target?

The path is drawn before the data, because it was fixed before them: first the target's path with its start
and its goal, then the benchmark, then what happened. After the target's year the line goes on, so that a
target met early still shows a later decline.
"""

from __future__ import annotations

import itertools

from retning.charts.empty import no_data
from retning.charts.fan import fan_entry, fan_sentence, fan_shape, fan_values
from retning.charts.labels import EndLabel, column_width, end_labels, figure, when
from retning.charts.line import draw_lines
from retning.charts.marks import (
    MUTED,
    OWN,
    PAPER,
    TARGET,
    WIDE,
    diamond,
    document,
    key_rows,
    line_sample,
    line_style,
)
from retning.charts.parts import LineSpec, PathSpec, Point
from retning.charts.plot import (
    Flag,
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
from retning.charts.scales import nice_ticks, position, starts_at_zero
from retning.charts.text_width import wrap
from retning.charts.words import (
    break_sentences,
    distance_sentence,
    known,
    last_known,
    line_sentences,
    target_sentence,
)
from retning.language.texts import text

_DASH = f'stroke="{TARGET}" stroke-width="2" stroke-dasharray="7 4"'


def path_points(spec: PathSpec) -> tuple[Point, ...]:
    """The declared path from base to target; a straight line where none is declared."""
    return spec.path or (spec.base, Point(spec.target.period, spec.target.value))


def expected_at(spec: PathSpec, period: str) -> float | None:
    """What the path asks for in a period, straight between its points; ``None`` outside it.

    >>> from retning.charts.parts import Frame, Line, Target
    >>> spec = PathSpec(Frame("x"), Line("x", ()), Point("2010", 10.0), Target(20.0, "2020"))
    >>> expected_at(spec, "2015")
    15.0
    """
    moment = position(period)
    points = [(position(p.period), p.value) for p in path_points(spec) if p.value is not None]
    for (start, low), (end, high) in itertools.pairwise(points):
        if start <= moment <= end:
            return low if end == start else low + (high - low) * (moment - start) / (end - start)
    return None


def path_chart(
    spec: PathSpec, lang: str, chart_id: str, across: int = WIDE, *, standalone: bool = False
) -> str:
    """SVG of the path chart. Raises ``ValueError`` when base or target have no period or no value."""
    if spec.base.value is None or not spec.target.period:
        raise ValueError("a path needs a base with a value and a target with a period")
    observed = known(spec.observed.points)
    if not observed:
        return no_data(chart_id, spec.frame, lang, across, standalone, describe_path(spec, lang))
    lines = [*spec.ghosts, *((spec.benchmark,) if spec.benchmark else ()), spec.observed]
    path = path_points(spec)
    every = {p.period for line in lines for p in known(line.points)} | {p.period for p in path}
    every |= {step.period for step in spec.fan}
    periods = sorted(every, key=position)
    values = [v for line in lines for p in line.points for v in p[1:4] if v is not None]
    values += [p.value for p in path if p.value is not None]
    values += fan_values(spec.fan)
    low = 0.0 if starts_at_zero(spec.frame.kind, values) else min(values)
    ticks = nice_ticks(low, max(values))
    down = height_for(across)
    left = tick_width(ticks, lang)
    target_words = spec.target.label or text(
        lang, "chart.target", value=figure(spec.target.value, lang, spec.frame.decimals, spec.frame.suffix)
    )
    names = [(spec.observed.name, True), (target_words, False)]
    names += [(spec.verdict, False)] if spec.verdict else []
    names += [(spec.benchmark.name, False)] if spec.benchmark else []
    equals = [line for line in spec.ghosts if line.role == "other"]
    names += [(line.name, False) for line in equals]
    most = across * 0.32
    column = column_width(names, most)
    narrow = across < 480
    right = across - (16 if narrow else column + 16)
    top, key = 26.0, ""
    if narrow:
        entries = [(line_sample("own"), spec.observed.name)]
        entries.append((f'<path class="c-target" d="M0 0H22" fill="none" {_DASH}/>', target_words))
        if spec.benchmark:
            entries.append((line_sample("benchmark"), spec.benchmark.name))
        entries += [(line_sample("other", k), line.name) for k, line in enumerate(equals)]
        if spec.fan:
            entries.append(fan_entry(spec.fan_label, lang))
        if spec.verdict:
            entries.append(
                (f'<g class="c-own-dot" fill="{OWN}"><circle cx="11" cy="0" r="4.5"/></g>', spec.verdict)
            )
    elif spec.fan:
        entries = [fan_entry(spec.fan_label, lang)]
    if narrow or spec.fan:
        key, used = key_rows(entries, 0, across, 22)
        top += used + 4
        down += int(used)
    first, last = position(periods[0]), position(periods[-1])
    flags = break_flags(spec.breaks, periods, lang, (right - left) * 0.6)
    deadline = spec.deadline or spec.target.period
    if not spec.open_end and first <= position(deadline) <= last:
        label = text(lang, "chart.deadline", period=when(deadline, lang))
        stroke = f'stroke="{TARGET}" stroke-width="1"'
        flags.append(Flag(position(deadline), label, "c-deadline", stroke, TARGET))
    rows = flag_rows(flags, first, last, left, right)
    top += 18.0 * (max(rows) + 1) if rows else 0
    plot = Plot(left, right, top, down - 28, first, last, ticks.low, ticks.high)
    shell = LineSpec(spec.frame, (), spec.breaks)
    body = [
        value_axis(plot, ticks, lang, spec.frame.unit, across),
        key,
        time_axis(plot, tuple(periods), lang, across),
        draw_flags(plot, flags, rows),
        fan_shape(plot, observed[-1], spec.fan),
        _path(spec, plot),
        draw_lines(plot, tuple(lines), shell),
    ]
    if not narrow:
        body.append(_names(spec, plot, most, target_words))
    return document(
        chart_id,
        "path",
        spec.frame,
        describe_path(spec, lang),
        (across, down),
        "".join(body),
        lang,
        standalone,
        plane(plot),
    )


def _path(spec: PathSpec, plot: Plot) -> str:
    """The path, a diamond where it starts and a ringed diamond where it ends."""
    places = [(plot.x(position(p.period)), plot.y(p.value)) for p in path_points(spec) if p.value is not None]
    route = "M" + "L".join([f"{x:.1f} {y:.1f}" for x, y in places])
    base, goal = places[0], places[-1]
    return (
        f'<path class="c-target" d="{route}" fill="none" {_DASH}/>'
        f'<path class="c-target-mark" d="{diamond(*base, 5)}" fill="{PAPER}" stroke="{TARGET}" stroke-width="2"/>'
        f'<path class="c-target-goal" d="{diamond(*goal, 7)}" fill="{TARGET}" stroke="{PAPER}" stroke-width="1.5"/>'
    )


def _names(spec: PathSpec, plot: Plot, most: float, target_words: str) -> str:
    last = known(spec.observed.points)[-1]
    own = wrap(spec.observed.name, most, 14, True)
    if spec.verdict:
        own = (*own, *wrap(spec.verdict, most, 14))
    labels = [
        EndLabel(own, plot.y(last.value or 0.0), f'class="c-own-t" fill="{OWN}"', True),
        EndLabel(wrap(target_words, most), plot.y(spec.target.value), f'class="c-target-t" fill="{TARGET}"'),
    ]
    ends = known(spec.benchmark.points) if spec.benchmark else []
    if spec.benchmark and ends:
        words = wrap(spec.benchmark.name, most)
        labels.append(EndLabel(words, plot.y(ends[-1].value or 0.0), f'class="c-benchmark-t" fill="{MUTED}"'))
    equals = [line for line in spec.ghosts if line.role == "other"]
    for nth, line in enumerate(equals):
        css, _, colour = line_style("other", nth)
        last_of = last_known(line.points)
        if last_of is not None:
            words = wrap(line.name, most)
            labels.append(EndLabel(words, plot.y(last_of.value or 0.0), f'class="{css}-t" fill="{colour}"'))
    return end_labels(labels, plot.right + 14, plot.top - 8, plot.bottom + 8, plot.right + 4)


def describe_path(spec: PathSpec, lang: str) -> str:
    """The text alternative: the line, the target, the sentence of the path, forecast and breaks."""
    out = line_sentences(spec.observed, spec.frame, lang)
    observed = known(spec.observed.points)
    expected = expected_at(spec, observed[-1].period) if observed else None
    if expected is not None:
        out.append(distance_sentence(spec.frame, observed[-1], spec.target, expected, spec.better, lang))
    else:
        out.append(target_sentence(spec.target, spec.frame, lang))
    if spec.verdict:
        out.append(spec.verdict.rstrip(".") + ".")
    if spec.benchmark:
        out += line_sentences(spec.benchmark, spec.frame, lang, full=False)
    for line in spec.ghosts:
        if line.role == "other":
            out += line_sentences(line, spec.frame, lang, full=False)
    out += fan_sentence(spec.fan, spec.frame, lang)
    out += break_sentences(spec.breaks, lang)
    return " ".join(out)
