"""The line chart: one line that matters, others beside it, names at the ends of the lines.

A line stops where a value is missing and at a registered break, which is drawn as a dashed upright line with
its name. Provisional values are rings. An interval is a pale band. An earlier vintage is a thin dotted line.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Self

from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
from retning.charts.fan import fan_entry, fan_sentence, fan_shape, fan_values
from retning.charts.labels import EndLabel, column_width, end_labels, figure, fits
from retning.charts.line_marks import draw_lines
from retning.charts.marks import TARGET, key_rows, line_sample, line_style
from retning.charts.parts import BreakMark, FanStep, Line, TargetMark
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
from retning.charts.samples import RATE, wave, years
from retning.charts.scales import Ticks, nice_ticks, position, starts_at_zero
from retning.charts.text_width import width, wrap
from retning.charts.vega import VegaLine, VegaSpec, break_rules, layered, line_layers, target_rule
from retning.charts.words import describe_lines, last_known
from retning.language.texts import text

_TARGET = f'stroke="{TARGET}" stroke-width="1.75" stroke-dasharray="7 4"'


@dataclass(frozen=True, kw_only=True)
class LineChart(Chart):
    """Lines over time, with breaks, demanded values and the forecast of our own line.

    >>> from retning.charts.parts import Frame, Point
    >>> we = Line("We", (Point("2023", 4.0), Point("2024", 5.0)))
    >>> LineChart(Frame("Exports"), lines=(we,)).words("en")
    'We: 4 in 2023, 5 in 2024. The axis starts at 4, not at zero.'
    """

    lines: tuple[Line, ...]
    breaks: tuple[BreakMark, ...] = ()
    targets: tuple[TargetMark, ...] = ()
    fan: tuple[FanStep, ...] = ()
    fan_label: str = ""

    css_class: ClassVar[str] = "line"

    @classmethod
    def sample(cls) -> Self:
        return cls(
            RATE,
            lines=(
                Line("The region", years(2001, [*wave(40, 0.5, 12, 0.3), None, *wave(44, 0.3, 11, 0.4)], 1)),
                Line("The country", years(2001, wave(45, 0.2, 24, 0.1)), "benchmark"),
                Line("City regions, average", years(2001, wave(44, 0.25, 24, 0.2)), "other"),
                Line("Havnevik", years(2001, wave(43.6, 0.3, 24, 0.2)), "other"),
                Line("Previous edition", years(2001, wave(39, 0.5, 20, 0.3)), "ghost"),
            ),
            breaks=(BreakMark("2016", "new definition"),),
            targets=(TargetMark(52.0),),
        )

    @cached_property
    def _extent(self) -> tuple[tuple[str, ...], Ticks] | None:
        """All periods with a value in any line, in order, and the ticks of an axis that holds all values."""
        every: set[str] = set()
        values: list[float] = []
        for line in self.lines:
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
        if not every:
            return None
        every.update([t.period for t in self.targets if t.period])
        every.update([step.period for step in self.fan])
        values += [t.value for t in self.targets]
        values += fan_values(self.fan)
        low, high = min(values), max(values)
        if starts_at_zero(self.frame.kind, (low,)):
            low = 0.0
        return tuple(sorted(every, key=position)), nice_ticks(low, high, 5)

    def draw(self, canvas: Canvas) -> Drawing | None:
        if self._extent is None:
            return None
        periods, ticks = self._extent
        lang, across = canvas.lang, canvas.across
        down = height_for(across)
        left = tick_width(ticks, lang)
        column = self._column(lang, across, down)
        right = across - (14 if column is None else column + 14)
        top = 26.0
        key = ""
        if column is None:
            key, used = key_rows(self._key(lang), 0, across, 22)
        elif self.fan:
            key, used = key_rows([fan_entry(self.fan_label, lang)], 0, across, 22)
        if key:
            top += used + 4
            down += int(used)
        first, last = position(periods[0]), position(periods[-1])
        flags = break_flags(self.breaks, periods, lang, (right - left) * 0.6)
        rows = flag_rows(flags, first, last, left, right)
        top += 18.0 * (max(rows) + 1) if rows else 0
        plot = Plot(left, right, top, down - 28, first, last, ticks.low, ticks.high)
        body = [
            value_axis(plot, ticks, lang, self.frame.unit, across),
            key,
            time_axis(plot, periods, lang, across),
            draw_flags(plot, flags, rows),
            self._targets(plot),
            self._fan(plot),
            draw_lines(plot, self.lines, self.breaks),
        ]
        if column is not None:
            body.append(self._names(plot, column, across, lang))
        return Drawing("".join(body), down, plane(plot))

    def words(self, lang: str) -> str:
        out = [self._said(lang), *fan_sentence(self.fan, self.frame, lang)]
        if self._extent is not None:
            _, ticks = self._extent
            if ticks.low > 0:
                start = figure(ticks.low, lang, ticks.decimals, self.frame.suffix)
                out.append(text(lang, "chart.alt.not_zero", value=start))
        return " ".join(out)

    def vega(self, lang: str) -> VegaSpec:
        """The same lines. The forecast is not drawn, and the axis is the renderer's: the words leave both out."""
        lines = [VegaLine(line.name, line.points, line.role) for line in self.lines]
        layers = [
            *line_layers(self.frame, lines),
            *[target_rule(target.value) for target in self.targets],
            *break_rules(self.breaks),
        ]
        rows = [row for line in lines for row in line.rows()]
        return layered(self.frame, rows, layers, self._said(lang), lang)

    def _said(self, lang: str) -> str:
        return describe_lines(self.frame, self.lines, self.breaks, self.targets, lang)

    def _column(self, lang: str, across: int, down: int) -> float | None:
        """How wide the column of names at the right is; ``None`` where they do not fit there and get a key."""
        most = label_room(across)
        names = [(line.name, line.role == "own") for line in self.lines if line.role != "ghost"]
        marks = [(self._target_words(target, lang), False) for target in self.targets]
        column = column_width(names + marks, most)
        if (
            column > most + 1
            or sum([17.0 * len(wrap(n, most, 14, b)) for n, b in names + marks]) > down - 80
            or any("…" in part for n, b in names for part in wrap(n, most, 14, b))
        ):
            return None
        return column

    def _key(self, lang: str) -> list[tuple[str, str]]:
        out = []
        nth = 0
        for line in self.lines:
            if line.role != "ghost":
                out.append((line_sample(line.role, nth), line.name))
            nth += line.role == "other"
        mark = f'<path class="c-target" d="M0 0H22" fill="none" {_TARGET}/>'
        out += [(mark, self._target_words(target, lang)) for target in self.targets]
        if self.fan:
            out.append(fan_entry(self.fan_label, lang))
        return out

    def _fan(self, plot: Plot) -> str:
        """The forecast of our own line, from its last figure."""
        own = next((line for line in self.lines if line.role == "own"), None)
        last = last_known(own.points) if own else None
        return fan_shape(plot, last, self.fan) if last is not None else ""

    def _target_words(self, target: TargetMark, lang: str) -> str:
        value = figure(target.value, lang, self.frame.decimals, self.frame.suffix)
        return target.label or text(lang, "chart.target", value=value)

    def _targets(self, plot: Plot) -> str:
        heights = [plot.y(target.value) for target in self.targets]
        return "".join(
            [
                f'<path class="c-target" d="M{plot.left:.1f} {y:.1f}H{plot.right:.1f}" fill="none" {_TARGET}/>'
                for y in heights
            ]
        )

    def _names(self, plot: Plot, column: float, across: int, lang: str) -> str:
        """The names at the ends of the lines, and our last value where there is room for it."""
        most = label_room(across)
        labels: list[EndLabel] = []
        nth = 0
        room = plot.bottom - plot.top + 16
        for line in self.lines:
            css, _, colour = line_style(line.role, nth)
            nth += line.role == "other"
            last = last_known(line.points)
            if line.role == "ghost" or last is None or last.value is None:
                continue
            own = line.role == "own"
            rows = wrap(line.name, most, 14, own)
            if own:
                value = figure(last.value, lang, self.frame.decimals, self.frame.suffix)
                if width(value) <= column + 1:
                    rows = (*rows, value)
            labels.append(EndLabel(rows, plot.y(last.value), f'class="{css}-t" fill="{colour}"', own))
        for target in self.targets:
            rows = wrap(self._target_words(target, lang), most, 14)
            labels.append(EndLabel(rows, plot.y(target.value), f'class="c-target-t" fill="{TARGET}"'))
        if not fits(labels, room):
            labels = [
                EndLabel(a.lines[:-1] if a.bold and len(a.lines) > 1 else a.lines, a.y, a.css, a.bold)
                for a in labels
            ]
        return end_labels(labels, plot.right + 12, plot.top - 8, plot.bottom + 8, plot.right)


def label_room(across: int) -> float:
    """How wide the column of names may be; where names need more they go into a key over the plot."""
    return across * (0.24 if across < 480 else 0.3)
