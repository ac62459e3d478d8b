"""The path chart (pattern P1): are we where we should be on the way to the target?

The path is drawn before the data, because it was fixed before them: first the target's path with its start
and its goal, then the benchmark, then what happened. After the target's year the line goes on, so that a
target met early still shows a later decline.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import ClassVar, Self

from retning.answers import Better
from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
from retning.charts.fan import fan_entry, fan_sentence, fan_shape, fan_values
from retning.charts.labels import EndLabel, column_width, end_labels, figure, when
from retning.charts.line_marks import draw_lines
from retning.charts.marks import MUTED, OWN, PAPER, TARGET, diamond, key_rows, line_sample, line_style
from retning.charts.parts import BreakMark, FanStep, Line, Point, TargetMark
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
from retning.charts.samples import RATE, wave, years
from retning.charts.scales import Ticks, nice_ticks, position, starts_at_zero
from retning.charts.text_width import wrap
from retning.charts.vega import VegaLine, VegaSpec, break_rules, layered, line_layers
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


@dataclass(frozen=True, kw_only=True)
class PathChart(Chart):
    """Observed values against the path to a target.

    ``path`` are the declared points between ``base`` and ``target`` (empty: a straight line). ``verdict`` is the
    computed answer in words. ``deadline`` is the last period of the target's time (``""``: the target's own period);
    with ``open_end`` the path has none and ends where the figures end. ``ghosts`` are earlier vintages, or lines by
    another definition (role ``other``), which get a name.

    Drawing raises ``ValueError`` where the base has no value or the target no period.

    >>> from retning.charts.parts import Frame
    >>> goal = TargetMark(20.0, "2020")
    >>> PathChart(Frame("x"), observed=Line("x", ()), base=Point("2010", 10.0), target=goal).expected_at("2015")
    15.0
    """

    observed: Line
    base: Point
    target: TargetMark
    path: tuple[Point, ...] = ()
    benchmark: Line | None = None
    ghosts: tuple[Line, ...] = ()
    fan: tuple[FanStep, ...] = ()
    fan_label: str = ""
    breaks: tuple[BreakMark, ...] = ()
    better: Better = "up"
    verdict: str = ""
    deadline: str = ""
    open_end: bool = False

    css_class: ClassVar[str] = "path"

    @classmethod
    def sample(cls) -> Self:
        return cls(
            RATE,
            observed=Line("The region", years(2006, wave(80.2, 0.5, 17, 0.5), 1)),
            base=Point("2006", 79.2),
            target=TargetMark(100.0, "2020"),
            benchmark=Line("The country", years(2006, wave(95, 0.1, 17, 0.4)), "benchmark"),
            ghosts=(Line("With the harbour", years(2006, wave(78, 0.2, 17, 0.3)), "other"),),
            verdict="Far behind the path",
            fan=(
                FanStep("2023", 88.5, 86.5, 90.5),
                FanStep("2024", 89, 86, 92),
                FanStep("2025", 89.5, 85.5, 93.5),
            ),
        )

    def path_points(self) -> tuple[Point, ...]:
        """The declared path from base to target; a straight line where none is declared."""
        return self.path or (self.base, Point(self.target.period, self.target.value))

    def expected_at(self, period: str) -> float | None:
        """What the path asks for in a period, straight between its points; ``None`` outside it."""
        moment = position(period)
        points = [(position(p.period), p.value) for p in self.path_points() if p.value is not None]
        for (start, low), (end, high) in itertools.pairwise(points):
            if start <= moment <= end:
                return low if end == start else low + (high - low) * (moment - start) / (end - start)
        return None

    def draw(self, canvas: Canvas) -> Drawing | None:
        if self.base.value is None or not self.target.period:
            raise ValueError("a path needs a base with a value and a target with a period")
        observed = known(self.observed.points)
        if not observed:
            return None
        lang, across = canvas.lang, canvas.across
        lines = self._lines()
        periods, ticks = self._extent(lines)
        down = height_for(across)
        left = tick_width(ticks, lang)
        goal = self._goal_words(lang)
        most = across * 0.32
        narrow = across < 480
        right = across - (16 if narrow else self._column(goal, most) + 16)
        top, key = 26.0, ""
        entries = self._key(goal, lang) if narrow else []
        if self.fan:
            entries.append(fan_entry(self.fan_label, lang))
        if narrow and self.verdict:
            mark = f'<g class="c-own-dot" fill="{OWN}"><circle cx="11" cy="0" r="4.5"/></g>'
            entries.append((mark, self.verdict))
        if entries:
            key, used = key_rows(entries, 0, across, 22)
            top += used + 4
            down += int(used)
        first, last = position(periods[0]), position(periods[-1])
        flags = [
            *break_flags(self.breaks, periods, lang, (right - left) * 0.6),
            *self._deadline(first, last, lang),
        ]
        rows = flag_rows(flags, first, last, left, right)
        top += 18.0 * (max(rows) + 1) if rows else 0
        plot = Plot(left, right, top, down - 28, first, last, ticks.low, ticks.high)
        body = [
            value_axis(plot, ticks, lang, self.frame.unit, across),
            key,
            time_axis(plot, periods, lang, across),
            draw_flags(plot, flags, rows),
            fan_shape(plot, observed[-1], self.fan),
            self._path(plot),
            draw_lines(plot, lines, self.breaks),
        ]
        if not narrow:
            body.append(self._names(plot, most, goal))
        return Drawing("".join(body), down, plane(plot))

    def words(self, lang: str) -> str:
        """The line, the target, where we should have been, the verdict, the other lines, forecast and breaks."""
        out = line_sentences(self.observed, self.frame, lang)
        last = last_known(self.observed.points)
        expected = self.expected_at(last.period) if last is not None else None
        if last is not None and expected is not None:
            out.append(distance_sentence(self.frame, last, self.target, expected, self.better, lang))
        else:
            out.append(target_sentence(self.target, self.frame, lang))
        if self.verdict:
            out.append(self.verdict.rstrip(".") + ".")
        if self.benchmark:
            out += line_sentences(self.benchmark, self.frame, lang, full=False)
        for line in self._equals():
            out += line_sentences(line, self.frame, lang, full=False)
        out += fan_sentence(self.fan, self.frame, lang)
        out += break_sentences(self.breaks, lang)
        return " ".join(out)

    def why_empty(self, lang: str) -> str:
        return self.words(lang)

    def vega(self, lang: str) -> VegaSpec:
        """The path is one more line, dashed, and so is the forecast."""
        lines = [VegaLine(self.target.label or "target", self.path_points(), "target")]
        lines += [VegaLine(line.name, line.points, line.role) for line in self._lines()]
        if self.fan:
            steps = [Point(s.period, s.value, s.lower, s.upper) for s in self.fan]
            lines.append(VegaLine(self.fan_label or "forecast", steps, "forecast"))
        rows = [row for line in lines for row in line.rows()]
        layers = [*line_layers(self.frame, lines), *break_rules(self.breaks)]
        return layered(self.frame, rows, layers, self.words(lang), lang)

    def _lines(self) -> tuple[Line, ...]:
        """All lines except the path, the one in the accent colour last."""
        return (*self.ghosts, *((self.benchmark,) if self.benchmark else ()), self.observed)

    def _equals(self) -> list[Line]:
        return [line for line in self.ghosts if line.role == "other"]

    def _extent(self, lines: tuple[Line, ...]) -> tuple[tuple[str, ...], Ticks]:
        """All periods of the axis in order, and the ticks of an axis that holds all values."""
        path = self.path_points()
        every = {p.period for line in lines for p in known(line.points)} | {p.period for p in path}
        every |= {step.period for step in self.fan}
        values = [v for line in lines for p in line.points for v in p[1:4] if v is not None]
        values += [p.value for p in path if p.value is not None]
        values += fan_values(self.fan)
        low = 0.0 if starts_at_zero(self.frame.kind, values) else min(values)
        return tuple(sorted(every, key=position)), nice_ticks(low, max(values))

    def _goal_words(self, lang: str) -> str:
        value = figure(self.target.value, lang, self.frame.decimals, self.frame.suffix)
        return self.target.label or text(lang, "chart.target", value=value)

    def _column(self, goal: str, most: float) -> float:
        """How wide the column of names at the right is."""
        names = [(self.observed.name, True), (goal, False)]
        names += [(self.verdict, False)] if self.verdict else []
        names += [(self.benchmark.name, False)] if self.benchmark else []
        names += [(line.name, False) for line in self._equals()]
        return column_width(names, most)

    def _key(self, goal: str, lang: str) -> list[tuple[str, str]]:
        """What stands over a narrow drawing, which has no room for names at the ends of the lines."""
        entries = [(line_sample("own"), self.observed.name)]
        entries.append((f'<path class="c-target" d="M0 0H22" fill="none" {_DASH}/>', goal))
        if self.benchmark:
            entries.append((line_sample("benchmark"), self.benchmark.name))
        entries += [(line_sample("other", k), line.name) for k, line in enumerate(self._equals())]
        return entries

    def _deadline(self, first: float, last: float, lang: str) -> list[Flag]:
        """The flag of the deadline, where it lies inside the axis."""
        period = self.deadline or self.target.period
        if self.open_end or not first <= position(period) <= last:
            return []
        label = text(lang, "chart.deadline", period=when(period, lang))
        return [Flag(position(period), label, "c-deadline", f'stroke="{TARGET}" stroke-width="1"', TARGET)]

    def _path(self, plot: Plot) -> str:
        """The path, a diamond where it starts and a ringed diamond where it ends."""
        points = self.path_points()
        places = [(plot.x(position(p.period)), plot.y(p.value)) for p in points if p.value is not None]
        route = "M" + "L".join([f"{x:.1f} {y:.1f}" for x, y in places])
        base, goal = places[0], places[-1]
        return (
            f'<path class="c-target" d="{route}" fill="none" {_DASH}/>'
            f'<path class="c-target-mark" d="{diamond(*base, 5)}" fill="{PAPER}" stroke="{TARGET}" stroke-width="2"/>'
            f'<path class="c-target-goal" d="{diamond(*goal, 7)}" fill="{TARGET}" stroke="{PAPER}" stroke-width="1.5"/>'
        )

    def _names(self, plot: Plot, most: float, goal: str) -> str:
        """The names at the ends of the lines; under ours the verdict."""
        last = known(self.observed.points)[-1]
        own = wrap(self.observed.name, most, 14, True)
        if self.verdict:
            own = (*own, *wrap(self.verdict, most, 14))
        labels = [
            EndLabel(own, plot.y(last.value or 0.0), f'class="c-own-t" fill="{OWN}"', True),
            EndLabel(wrap(goal, most), plot.y(self.target.value), f'class="c-target-t" fill="{TARGET}"'),
        ]
        end = last_known(self.benchmark.points) if self.benchmark else None
        if self.benchmark and end is not None:
            rows = wrap(self.benchmark.name, most)
            labels.append(EndLabel(rows, plot.y(end.value or 0.0), f'class="c-benchmark-t" fill="{MUTED}"'))
        for nth, line in enumerate(self._equals()):
            css, _, colour = line_style("other", nth)
            end = last_known(line.points)
            if end is not None:
                rows = wrap(line.name, most)
                labels.append(EndLabel(rows, plot.y(end.value or 0.0), f'class="{css}-t" fill="{colour}"'))
        return end_labels(labels, plot.right + 14, plot.top - 8, plot.bottom + 8, plot.right + 4)
