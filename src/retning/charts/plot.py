"""The plane that values are drawn on: axes, grid, flags for breaks and deadlines, and the data of lines.

Shared by the line, path, bar and funnel charts, so that they look alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from retning.charts.labels import GAP, clamp, figure, keep_apart, when
from retning.charts.marks import AXIS, GRID, MUTED, NARROW
from retning.charts.parts import BreakMark, Point
from retning.charts.scales import Ticks, is_year, position, year_ticks
from retning.charts.text_width import width, wrap, xml
from retning.language.dates import short_period
from retning.language.texts import text


@dataclass(frozen=True, slots=True)
class Plot:
    """Where values and times stand. ``x(position(period))`` and ``y(value)`` are in the drawing's units."""

    left: float
    right: float
    top: float
    bottom: float
    first: float
    last: float
    low: float
    high: float

    def x(self, moment: float) -> float:
        """Across: a moment in years (the middle, when there is only one)."""
        if self.last == self.first:
            return (self.left + self.right) / 2
        return self.left + (moment - self.first) * (self.right - self.left) / (self.last - self.first)

    def y(self, value: float) -> float:
        """Down: a value."""
        return self.bottom - (value - self.low) * (self.bottom - self.top) / (self.high - self.low)


class Box(NamedTuple):
    """A place inside a drawing: its upper left corner, width and height, in units."""

    left: float
    top: float
    across: float
    down: float


def plane(plot: Plot) -> str:
    """Where values and times stand, as an attribute: left, right, top, bottom, first, last, low, high.

    The small script on the page reads it to find the value under the pointer; the values are in the table.
    """
    across = f"{plot.left:.1f} {plot.right:.1f} {plot.top:.1f} {plot.bottom:.1f}"
    return f' data-plot="{across} {plot.first:.9g} {plot.last:.9g} {plot.low:g} {plot.high:g}"'


def height_for(across: int) -> int:
    """The height of a plot: flatter where there is room."""
    return 300 if across <= NARROW else 350


def tick_width(ticks: Ticks, lang: str) -> float:
    """Room for the values at the left, with the gap to the plot."""
    return max([width(figure(v, lang, ticks.decimals)) for v in (ticks.low, ticks.high)]) + 9


def value_axis(plot: Plot, ticks: Ticks, lang: str, unit: str, unit_room: float) -> str:
    """Light lines across, the values at the left, zero darker, and the unit over them."""
    ys = [plot.y(v) for v in ticks.values]
    grid = "".join([f"M{plot.left:.1f} {y:.1f}H{plot.right:.1f}" for y in ys])
    words = "".join(
        [
            f'<text x="{plot.left - 8:.1f}" y="{y + 5:.1f}">{figure(v, lang, ticks.decimals)}</text>'
            for v, y in zip(ticks.values, ys, strict=True)
        ]
    )
    zero = ""
    if ticks.low <= 0 <= ticks.high:
        y = plot.y(0)
        zero = f'<path class="c-axis" d="M{plot.left:.1f} {y:.1f}H{plot.right:.1f}" stroke="{AXIS}" fill="none"/>'
    shown = wrap(unit, unit_room, 14, False, 1)[0] if unit else ""
    over = f'<text class="c-muted" x="0" y="14" fill="{MUTED}">{xml(shown)}</text>' if shown else ""
    return (
        f'{over}<path class="c-grid" d="{grid}" stroke="{GRID}" fill="none"/>{zero}'
        f'<g class="c-muted" text-anchor="end" fill="{MUTED}">{words}</g>'
    )


@lru_cache(maxsize=1024)
def _time_labels(
    periods: tuple[str, ...], first: float, last: float, span: float, lang: str
) -> tuple[tuple[float, str], ...]:
    """Moments that get a label, and the labels; ``span`` is the width of the whole axis."""
    if all(is_year(p) for p in periods):
        shift = position(periods[0]) % 1 if periods[0].endswith("-01-01") else 0.5
        years = [int(p[:4]) for p in periods]
        spacing = span / (last - first) if last > first else span
        shown = year_ticks(min(years), max(years), spacing, 32 + GAP + 2)
        return tuple([(year + shift, str(year)) for year in shown])
    if last - first >= 2.5:
        begin, end = int(first) + (first % 1 > 0.3), int(last)
        spacing = span / (last - first)
        shown = year_ticks(begin, end, spacing, 32 + GAP + 2)
        return tuple([(year + 0.5, str(year)) for year in shown if first <= year + 0.5 <= last])
    words = [_short(p, lang) for p in periods]
    order = [0, len(periods) - 1, *range(1, len(periods) - 1)] if len(periods) > 1 else [0]
    scale = span / (last - first) if last > first else 0.0
    middles = [clamp((position(periods[i]) - first) * scale, width(words[i]), -12, span + 12) for i in order]
    return tuple(
        sorted(
            [
                (position(periods[order[k]]), words[order[k]])
                for k in keep_apart(middles, [width(words[i]) for i in order])
            ]
        )
    )


def _short(period: str, lang: str) -> str:
    if "-Q" in period:
        return text(lang, "chart.axis.quarter", quarter=period[-1], year=period[:4])
    return short_period(period)


@lru_cache(maxsize=1024)
def time_axis(plot: Plot, periods: tuple[str, ...], lang: str, edge: float) -> str:
    """Small strokes under the plot and the periods that have room; none passes ``edge`` at the right."""
    shown = _time_labels(periods, plot.first, plot.last, plot.right - plot.left, lang)
    strokes, words = [], []
    # Labels at the ends are moved inside the picture, and so come nearer to their neighbours than their years are.
    # The last label stays; one that would touch it, or the one before, is left out.
    placed = [(clamp(plot.x(moment), width(label), 0, edge), width(label)) for moment, label in shown]
    taken = -1e9
    for k, ((moment, label), (middle, wide)) in enumerate(zip(shown, placed, strict=True)):
        end, end_wide = placed[-1]
        crowded = k < len(placed) - 1 and middle + (wide + end_wide) / 2 + 2 > end
        if crowded or (k and middle - wide / 2 < taken + 2 and k < len(placed) - 1):
            continue
        taken = middle + wide / 2
        strokes.append(f"M{plot.x(moment):.1f} {plot.bottom:.1f}v5")
        words.append(f'<text x="{middle:.1f}" y="{plot.bottom + 20:.1f}">{xml(label)}</text>')
    return (
        f'<path class="c-axis" d="{"".join(strokes)}" stroke="{AXIS}" fill="none"/>'
        f'<g class="c-muted" text-anchor="middle" fill="{MUTED}">{"".join(words)}</g>'
    )


@dataclass(frozen=True, slots=True)
class Flag:
    """A labelled upright line at a moment: a break or a deadline."""

    moment: float
    label: str
    css: str
    stroke: str
    colour: str


def flag_rows(flags: Sequence[Flag], first: float, last: float, left: float, right: float) -> list[int]:
    """The row (0 nearest the plot) in which each flag's label stands without touching another."""
    rows: list[list[tuple[float, float]]] = []
    answer = []
    for flag in flags:
        wide = width(flag.label)
        x = (
            left + (flag.moment - first) * (right - left) / (last - first)
            if last > first
            else (left + right) / 2
        )
        middle = clamp(x, wide, 0, right + 8)
        for k, row in enumerate(rows):
            if all(abs(middle - other) >= (wide + size) / 2 + GAP for other, size in row):
                row.append((middle, wide))
                answer.append(k)
                break
        else:
            rows.append([(middle, wide)])
            answer.append(len(rows) - 1)
    return answer


def draw_flags(plot: Plot, flags: Sequence[Flag], rows: Sequence[int]) -> str:
    """SVG of the flags: dashed upright lines with their labels over the plot."""
    out = []
    for flag, row in zip(flags, rows, strict=True):
        x = plot.x(flag.moment)
        y = plot.top - 9 - row * 18
        middle = clamp(x, width(flag.label), 0, plot.right + 8)
        out.append(
            f'<path class="{flag.css}" d="M{x:.1f} {y + 4:.1f}V{plot.bottom:.1f}" fill="none" {flag.stroke}/>'
            f'<text class="{flag.css}-t" x="{middle:.1f}" y="{y:.1f}" text-anchor="middle" '
            f'fill="{flag.colour}">{xml(flag.label)}</text>'
        )
    return "".join(out)


def break_flags(breaks: Sequence[BreakMark], periods: Sequence[str], lang: str, room: float) -> list[Flag]:
    """A flag for each break inside the axis, half-way between the two periods that it separates."""
    out = []
    moments = [position(p) for p in periods]
    for b in sorted(breaks, key=lambda b: position(b.period)):
        at = position(b.period)
        before = [m for m in moments if m < at]
        if not before or at > moments[-1]:
            continue
        label = text(lang, "chart.break", period=when(b.period, lang))
        if width(label) > room:
            label = text(lang, "chart.break_short")
        out.append(
            Flag(
                (before[-1] + at) / 2,
                label,
                "c-break",
                f'stroke="{MUTED}" stroke-width="1.25" stroke-dasharray="5 4"',
                MUTED,
            )
        )
    return out


def segments(points: Iterable[Point], breaks: Sequence[BreakMark]) -> list[list[Point]]:
    """Runs of neighbouring points that a line may join: none crosses a missing value or a break.

    >>> [len(run) for run in segments([Point("2001", 1), Point("2002", None), Point("2003", 2)], ())]
    [1, 1]
    """
    edges = sorted([position(b.period) for b in breaks])
    runs: list[list[Point]] = []
    run: list[Point] = []
    part = 0
    for p in points:
        if p.value is None:
            if run:
                runs.append(run)
                run = []
            continue
        if edges:
            now = sum([position(p.period) >= e for e in edges])
            if now != part and run:
                runs.append(run)
                run = []
            part = now
        run.append(p)
    if run:
        runs.append(run)
    return runs


def band(plot: Plot, runs: Sequence[Sequence[Point]]) -> str:
    """Path data of the interval around a line, where there is one."""
    out = []
    for run in runs:
        stretch: list[tuple[float, float, float]] = []
        for p in [*run, Point("", None)]:
            if p.lower is not None and p.upper is not None:
                stretch.append((plot.x(position(p.period)), plot.y(p.upper), plot.y(p.lower)))
                continue
            if len(stretch) == 1:
                x, high, low = stretch[0]
                stretch = [(x - 3, high, low), (x + 3, high, low)]
            if stretch:
                upper = "L".join([f"{x:.1f} {y:.1f}" for x, y, _ in stretch])
                lower = "L".join([f"{x:.1f} {y:.1f}" for x, _, y in reversed(stretch)])
                out.append(f"M{upper}L{lower}z")
                stretch = []
    return "".join(out)


@lru_cache(maxsize=1024)
def polyline_template(periods: tuple[str, ...], left: float, right: float, first: float, last: float) -> str:
    """A path with all places across filled in and a ``%s`` for each height.

    Lines of one chart share it, so that each line needs one formatting call.

    >>> polyline_template(("2000", "2001"), 0, 10, 2000.5, 2001.5)
    'M0.0 %sL10.0 %s'
    """
    plot = Plot(left, right, 0, 1, first, last, 0, 1)
    return "M" + "L".join([f"{plot.x(position(p)):.1f} %s" for p in periods])


@lru_cache(maxsize=64)
def _tenths(most: int) -> tuple[str, ...]:
    """All heights below ``most`` tenths as text with one decimal."""
    return tuple([f"{i // 10}.{i % 10}" for i in range(most)])


def line_data(plot: Plot, points: Sequence[Point], breaks: Sequence[BreakMark]) -> tuple[str, list[Point]]:
    """Path data of a line, and its isolated points, which a path cannot show."""
    if not breaks and len(points) > 1:
        periods, values, *_ = zip(*points, strict=True)
        if None not in values:
            # The usual line, without gaps: heights in whole tenths of a unit (0.5 rounds), each looked up as text.
            # Formatting every height instead takes twice as long, and most of a chart's time is its lines.
            template = polyline_template(periods, plot.left, plot.right, plot.first, plot.last)
            k = 10 * (plot.bottom - plot.top) / (plot.high - plot.low)
            base = 10 * plot.bottom + plot.low * k + 0.5
            tenths = _tenths(int(plot.bottom // 400 + 1) * 4000 + 20)
            return template % tuple([tenths[int(base - v * k)] for v in values]), []
    drawn, alone = [], []
    for run in segments(points, breaks):
        if len(run) == 1:
            alone.append(run[0])
            continue
        drawn.append(
            "M"
            + "L".join(
                [
                    f"{plot.x(position(p.period)):.1f} {plot.y(p.value):.1f}"
                    for p in run
                    if p.value is not None
                ]
            )
        )
    return "".join(drawn), alone
