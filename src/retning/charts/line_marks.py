"""Lines with their points on a plot: shared by the line chart, the path chart and small multiples."""

from __future__ import annotations

from collections.abc import Sequence

from retning.charts.marks import BAND, PAPER, line_style
from retning.charts.parts import BreakMark, Line, Point
from retning.charts.plot import Plot, band, line_data, segments
from retning.charts.scales import position
from retning.charts.words import last_known

_RANK = {"ghost": 0, "benchmark": 1, "other": 2, "own": 3}


def draw_lines(plot: Plot, lines: Sequence[Line], breaks: Sequence[BreakMark]) -> str:
    """SVG of the lines: grey ones first, ours last and over the others. No line crosses a break or a gap."""
    nth = 0
    drawn: list[tuple[int, str]] = []
    for line in lines:
        css, stroke, colour = line_style(line.role, nth)
        nth += line.role == "other"
        path, alone = line_data(plot, line.points, breaks)
        # The fields of all points at once: lower bounds and whether they are hollow.
        lowers, hollows = ([*zip(*line.points, strict=True)] or [()] * 5)[2::2]
        shade = ""
        if lowers.count(None) < len(lowers):
            shade = band(plot, segments(line.points, breaks))
        out = f'<path class="c-band" d="{shade}" fill="{BAND}"/>' if shade else ""
        if path:
            out += f'<path class="{css}" d="{path}" fill="none" {stroke} stroke-linejoin="round"/>'
        if alone or line.role == "own" or any(hollows):
            out += _points(plot, line, alone, css, colour)
        drawn.append((_RANK[line.role], out))
    return "".join([svg for _, svg in sorted(drawn, key=lambda pair: pair[0])])


def _points(plot: Plot, line: Line, alone: list[Point], css: str, colour: str) -> str:
    """The points that are seen: isolated ones, provisional ones as rings, and the last one of our line."""
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
