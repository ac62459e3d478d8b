"""Yearly amounts as bars beside the line that each year should reach.

A year that met the demand is a full bar with a tick over it; one that did not is a pale bar with an outline
and no tick; a year in which nothing was demanded is pale grey. Bars always start at zero.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import ClassVar, Literal, Self

from retning.answers import Better
from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
from retning.charts.fan import fan_bars, fan_entry, fan_sentence, fan_values
from retning.charts.labels import figure, keep_apart, when
from retning.charts.marks import BAND, GRID, HALO, INK, MUTED, OWN, TARGET, key_rows
from retning.charts.parts import BreakMark, FanStep, Line, Point
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
from retning.charts.samples import COUNT, years
from retning.charts.scales import nice_ticks, position
from retning.charts.text_width import width
from retning.charts.vega import VegaLine, VegaPart, VegaSpec, layered, target_rule, tooltip, y_axis
from retning.charts.words import break_sentences, known, line_sentences, some_of
from retning.language.texts import text

BarState = Literal["met", "missed", "not_asked", "plain"]
"""Whether a period met the demand; ``plain``: there is no demand at all."""

_TICK = "l3 3l6 -7"
_DASHED = ' stroke-dasharray="3 2"'
_TARGET = f'stroke="{TARGET}" stroke-width="2" stroke-dasharray="7 4"'
_LOOKS: dict[BarState, str] = {
    "met": f'class="c-met" fill="{OWN}" stroke="{OWN}"',
    "missed": f'class="c-missed" fill="{BAND}" stroke="{OWN}"',
    "not_asked": f'class="c-plain" fill="{GRID}" stroke="{MUTED}"',
    "plain": f'class="c-met" fill="{OWN}" stroke="{OWN}"',
}


@dataclass(frozen=True, kw_only=True)
class BarsChart(Chart):
    """Yearly amounts and, with a ``minimum``, what is demanded each year.

    ``better``: ``up`` (at least the minimum), ``down`` (at most). ``first`` and ``last`` limit the periods in which
    the demand holds (``""``: all).
    """

    points: tuple[Point, ...]
    minimum: float | None = None
    minimum_label: str = ""
    better: Better = "up"
    first: str = ""
    last: str = ""
    breaks: tuple[BreakMark, ...] = ()
    fan: tuple[FanStep, ...] = ()
    fan_label: str = ""

    css_class: ClassVar[str] = "bars"

    @classmethod
    def sample(cls) -> Self:
        early: list[float | None] = [2310, 2890, 3420, 3610, 4012, 4230, 4105]
        late: list[float | None] = [3890, 3300, 2950, None, 3120, 2760, 3340]
        return cls(
            COUNT,
            points=years(2008, [*early, *late], 1),
            minimum=4000,
            first="2010",
            last="2019",
            breaks=(BreakMark("2014"),),
        )

    def state_of(self, p: Point) -> BarState:
        """Whether a period met the demand.

        >>> from retning.charts.parts import Frame
        >>> BarsChart(Frame("Homes"), points=(), minimum=10).state_of(Point("2020", 10.0))
        'met'
        """
        if self.minimum is None or p.value is None:
            return "plain"
        now = position(p.period)
        if (self.first and now < position(self.first)) or (self.last and now > position(self.last)):
            return "not_asked"
        ok = p.value <= self.minimum if self.better == "down" else p.value >= self.minimum
        return "met" if ok else "missed"

    def draw(self, canvas: Canvas) -> Drawing | None:
        """The bars; a period without a value leaves its place empty."""
        points = known(self.points)
        if not points:
            return None
        lang, across = canvas.lang, canvas.across
        values = [p.value for p in points if p.value is not None]
        demanded = [self.minimum] if self.minimum is not None else []
        held = [*values, *demanded, *fan_values(self.fan)]
        low, high = min(0.0, *held), max(0.0, *held)
        if min(values) < 0:  # room for the values under the bars
            low -= 0.09 * (high - low)
        ticks = nice_ticks(low, high)
        coming = {step.period for step in self.fan}
        periods = tuple(sorted({p.period for p in self.points} | coming, key=position))
        first, last = position(periods[0]), position(periods[-1])
        step = min([position(b) - position(a) for a, b in itertools.pairwise(periods)], default=1.0)
        down = height_for(across)
        left = tick_width(ticks, lang)
        key, used = key_rows(self._key(points, lang), 0, across, 22)
        down += int(used)
        top = 30 + used + 16
        slot = (across - left) / ((last - first) / step + 1)
        inner_left, inner_right = left + slot / 2, across - slot / 2
        flags = break_flags(self.breaks, periods, lang, (across - left) * 0.6)
        rows = flag_rows(flags, first, last, inner_left, inner_right)
        top += 18.0 * (max(rows) + 1) if rows else 0
        grid = Plot(left, across, top, down - 28, first, last, ticks.low, ticks.high)
        plot = Plot(inner_left, inner_right, top, down - 28, first, last, ticks.low, ticks.high)
        thick = min(slot * 0.72, 46.0)
        body = [
            value_axis(grid, ticks, lang, self.frame.unit, across),
            key,
            time_axis(plot, periods, lang, across),
            draw_flags(plot, flags, rows),
            self._bars(plot, points, thick),
            fan_bars(plot, self.fan, thick),
            self._demand(plot, slot, left, float(across)),
            self._values(plot, points, lang, left, across),
        ]
        return Drawing("".join(body), down, plane(plot))

    def words(self, lang: str) -> str:
        """Ends and extremes, which periods met the demand, forecast and breaks."""
        out = line_sentences(Line(self.frame.title, self.points), self.frame, lang)
        if self.minimum is not None:
            asked = [p for p in known(self.points) if self.state_of(p) in ("met", "missed")]
            met = [when(p.period, lang) for p in asked if self.state_of(p) == "met"]
            value = figure(self.minimum, lang, self.frame.decimals, self.frame.suffix)
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
        out += fan_sentence(self.fan, self.frame, lang)
        return " ".join([*out, *break_sentences(self.breaks, lang)])

    def vega(self, lang: str) -> VegaSpec:
        bars: VegaPart = {
            "mark": {"type": "bar", "color": OWN},
            "encoding": {
                "x": {
                    "field": "period",
                    "type": "ordinal",
                    "title": None,
                    "scale": {"domain": self._axis_periods()},
                    "axis": {"labelAngle": 0, "labelOverlap": "parity"},
                },
                "y": y_axis(zero=True),
                "opacity": {"condition": {"test": "datum.provisional", "value": 0.5}, "value": 1},
                "tooltip": tooltip(self.frame.unit),
            },
        }
        demanded = [target_rule(self.minimum)] if self.minimum is not None else []
        breaks: list[VegaPart] = [
            {
                "mark": {"type": "rule", "strokeDash": [5, 4], "color": MUTED},
                "encoding": {"x": {"datum": b.period, "type": "ordinal", "bandPosition": 0}},
            }
            for b in self.breaks
        ]
        rows = VegaLine(self.frame.title, self.points, "own").rows()
        return layered(self.frame, rows, [bars, *demanded, *breaks], self.words(lang), lang)

    def _axis_periods(self) -> list[str]:
        """All periods of the axis: a year without a value keeps its empty place."""
        there = [p.period for p in self.points]
        if there and all(len(period) == 4 for period in there):
            return [str(year) for year in range(int(min(there)), int(max(there)) + 1)]
        return sorted(there)

    def _bars(self, plot: Plot, points: list[Point], thick: float) -> str:
        groups: dict[tuple[BarState, bool], list[str]] = {}
        zero = plot.y(0)
        for p in points:
            if p.value is None:
                continue
            x, y = plot.x(position(p.period)) - thick / 2, plot.y(p.value)
            bar = f"M{x:.1f} {zero:.1f}V{y:.1f}h{thick:.1f}V{zero:.1f}z"
            groups.setdefault((self.state_of(p), p.hollow), []).append(bar)
        return "".join(
            [
                f'<path {_LOOKS[state]}{_DASHED if hollow else ""} d="{"".join(bars)}"/>'
                for (state, hollow), bars in groups.items()
            ]
        )

    def _demand(self, plot: Plot, slot: float, left: float, right: float) -> str:
        """The line that each period should reach, over the periods in which it holds."""
        if self.minimum is None:
            return ""
        y = plot.y(self.minimum)
        begin = plot.x(max(plot.first, position(self.first))) - slot / 2 if self.first else left
        end = plot.x(min(plot.last, position(self.last))) + slot / 2 if self.last else right
        return f'<path class="c-target" d="M{begin:.1f} {y:.1f}H{end:.1f}" fill="none" {_TARGET}/>'

    def _values(self, plot: Plot, points: list[Point], lang: str, left: float, across: int) -> str:
        """Values over the bars where they have room (the last, highest and lowest first), ticks over met years."""
        values = [p.value for p in points if p.value is not None]
        order = [len(points) - 1, values.index(max(values)), values.index(min(values)), 0]
        order = list(dict.fromkeys([*order, *range(len(points))]))
        words = [figure(points[i].value, lang, self.frame.decimals) for i in order]
        wide = [width(w) for w in words]
        middles = [
            max(left + w / 2, min(plot.x(position(points[i].period)), across - w / 2))
            for i, w in zip(order, wide, strict=True)
        ]
        # A value wider than its bar would lie on a higher neighbour: such a one is left out.
        here = [k for k, i in enumerate(order) if _has_room(points, i, wide[k], middles[k], plot)]
        kept = keep_apart([middles[k] for k in here], [wide[k] for k in here], 5)
        shown = {here[j] for j in kept}
        out, ticks = [], []
        for k, i in enumerate(order):
            p = points[i]
            value = p.value or 0.0
            y = plot.y(value) - 6 if value >= 0 else plot.y(value) + 16
            if k in shown:
                out.append(f'<text x="{middles[k]:.1f}" y="{y:.1f}">{words[k]}</text>')
            if self.state_of(p) == "met":
                up = y - (18 if k in shown else 4)
                ticks.append(f"M{plot.x(position(p.period)) - 4.5:.1f} {up:.1f}{_TICK}")
        svg = f'<g class="c-value" text-anchor="middle" fill="{INK}" {HALO}>{"".join(out)}</g>'
        if ticks:
            svg += (
                f'<path class="c-tick" d="{"".join(ticks)}" fill="none" stroke="{OWN}" stroke-width="2.25"/>'
            )
        return svg

    def _key(self, points: list[Point], lang: str) -> list[tuple[str, str]]:
        forecast = [fan_entry(self.fan_label, lang)] if self.fan else []
        if self.minimum is None:
            return forecast
        there = {self.state_of(p) for p in points}
        value = figure(self.minimum, lang, self.frame.decimals, self.frame.suffix)
        label = self.minimum_label or text(lang, "chart.minimum", value=value)
        out = [(f'<path class="c-target" d="M0 0H22" fill="none" {_TARGET}/>', label)]
        asked: tuple[BarState, ...] = ("met", "missed", "not_asked")
        for state in asked:
            if state in there:
                mark = f'<path {_LOOKS[state]} d="M4 -6h14v12h-14z"/>'
                if state == "met":
                    mark = (
                        f'<path {_LOOKS[state]} d="M0 -6h10v12h-10z"/><path class="c-tick" d="M12.5 0{_TICK}" '
                        f'fill="none" stroke="{OWN}" stroke-width="2.25"/>'
                    )
                out.append((mark, text(lang, f"chart.{state}")))
        return out + forecast


def _has_room(points: list[Point], i: int, wide: float, middle: float, plot: Plot) -> bool:
    """Whether the value over bar ``i`` lies on no neighbour's bar."""
    tops = [p.value or 0.0 for p in points]
    places = [plot.x(position(p.period)) for p in points]
    own = plot.y(tops[i])
    step = min([abs(x - places[i]) for k, x in enumerate(places) if k != i], default=999.0)
    for k, x in enumerate(places):
        if k != i and abs(x - middle) < (wide + min(step * 0.72, 46.0)) / 2:
            y = plot.y(tops[k])
            if (y < own - 4) if tops[i] >= 0 else (y > own + 4):
                return False
    return True
