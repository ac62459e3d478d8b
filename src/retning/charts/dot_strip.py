"""One indicator on one row (pattern P3): all peers as dots, ours large and named, and its history.

The axis is cut at the median plus and minus three median absolute deviations; what lies outside stands at
the edge as a triangle that points outwards, and a label counts it. The comparator is a ring.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple, Self

from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
from retning.charts.labels import clamp, figure, keep_apart, when
from retning.charts.marks import AXIS, BENCHMARK, INK, MUTED, OWN, PAPER, triangle
from retning.charts.parts import Point
from retning.charts.plot import Box
from retning.charts.samples import NAMES, RATE, wave, years
from retning.charts.scales import clip_range
from retning.charts.sparkline import spark_body
from retning.charts.text_width import fit, width, wrap, xml
from retning.language.texts import text

DotRole = Literal["peer", "own", "comparator"]

STRIP_HEIGHT = 76.0
"""Height of the axis with its dots and labels, in units."""


class Dot(NamedTuple):
    """One area's value on a strip."""

    name: str
    value: float | None
    role: DotRole = "peer"


@dataclass(frozen=True, kw_only=True)
class DotStrip(Chart):
    """Every area's value in one ``period``, our ``history``, and a ``verdict`` ("higher than the country").

    >>> from retning.charts.parts import Frame
    >>> DotStrip(Frame("Jobs"), period="2024", dots=(Dot("We", 4.0, "own"), Dot("They", 6.0))).words("en")
    'We: 4 in 2024. 2 areas are shown, from 4 (We) to 6 (They).'
    """

    period: str
    dots: tuple[Dot, ...]
    history: tuple[Point, ...] = ()
    verdict: str = ""

    css_class: ClassVar[str] = "dots"

    @classmethod
    def sample(cls) -> Self:
        towns = [
            Dot(f"{name} {k}", round(40 + k * 1.7 + i * 0.9, 1))
            for k in range(4)
            for i, name in enumerate(NAMES)
        ]
        return cls(
            RATE,
            period="2024",
            dots=(
                *towns,
                Dot("Far away", 120.0),
                Dot("The region", 46.2, "own"),
                Dot("The country", 47.0, "comparator"),
            ),
            history=years(2006, wave(40, 0.4, 18, 0.5)),
            verdict="About the same as the country",
        )

    def known_dots(self) -> list[Dot]:
        """The areas that have a value."""
        return [d for d in self.dots if d.value is not None]

    def draw(self, canvas: Canvas) -> Drawing | None:
        """Name and unit, dots, sparkline and verdict beside each other; under each other in a narrow place."""
        dots = self.known_dots()
        if not dots:
            return None
        lang, across = canvas.lang, canvas.across
        wide = across >= 480
        name_room = 165.0 if wide else float(across)
        out: list[str] = []
        y = 16.0
        if not canvas.standalone:
            for row in wrap(self.frame.title, name_room, 14, True, 3):
                out.append(f'<text x="0" y="{y:g}" font-weight="600">{xml(row)}</text>')
                y += 18
        unit = ", ".join([w for w in (self.frame.unit, when(self.period, lang)) if w])
        for row in wrap(unit, name_room, 14, False, 2):
            out.append(f'<text class="c-muted" x="0" y="{y:g}" fill="{MUTED}">{xml(row)}</text>')
            y += 18
        top = 8.0 if wide else y + 2
        left, right = (190.0, 450.0) if wide else (14.0, across - 14.0)
        out.append(self.strip(dots, lang, (left, right), top, across))
        below = top + STRIP_HEIGHT
        decimals = self.frame.decimals
        if wide:
            out.append(spark_body(self.history, decimals, lang, Box(480, top + 10, across - 480, 34)))
        elif self.history:
            out.append(spark_body(self.history, decimals, lang, Box(0, below, across, 34)))
            below += 38
        if self.verdict:
            x, room = (left - 8, across - left) if wide else (0.0, float(across))
            for row in wrap(self.verdict, room, 14, False, 2):
                below += 17
                out.append(f'<text x="{x:g}" y="{below:g}">{xml(row)}</text>')
        return Drawing("".join(out), max(below, y - 12) + 8)

    def words(self, lang: str) -> str:
        """Our value, the range of all, the comparator, who is outside the axis, and the verdict."""
        dots = sorted(self.known_dots(), key=lambda d: (d.value or 0.0, d.name))
        if not dots:
            return text(lang, "chart.no_data")
        own = next((d for d in dots if d.role == "own"), None)
        facts = {
            "period": when(self.period, lang),
            "n": len(dots),
            "lowest": self._said(dots[0], lang),
            "lowest_name": dots[0].name,
            "highest": self._said(dots[-1], lang),
            "highest_name": dots[-1].name,
        }
        if own:
            out = [text(lang, "chart.alt.dots", name=own.name, value=self._said(own, lang), **facts)]
        else:
            out = [text(lang, "chart.alt.dots_only", **facts)]
        out += [
            text(lang, "chart.alt.comparator", name=d.name, value=self._said(d, lang))
            for d in dots
            if d.role == "comparator"
        ]
        low, high = clip_range([d.value for d in dots if d.value is not None])
        outside = [f"{d.name} ({self._said(d, lang)})" for d in dots if not low <= (d.value or 0.0) <= high]
        if outside:
            out.append(text(lang, "chart.alt.outside", names=", ".join(outside)))
        if self.verdict:
            out.append(self.verdict.rstrip(".") + ".")
        return " ".join(out)

    def strip(self, dots: list[Dot], lang: str, ends: tuple[float, float], top: float, across: int) -> str:
        """SVG of the axis from the left to the right of ``ends``, with dots and labels; 76 units high from ``top``."""
        left, right = ends
        values = [d.value for d in dots if d.value is not None]
        low, high = clip_range(values)
        y = top + 29

        def x(value: float) -> float:
            if high == low:
                return (left + right) / 2
            return left + (min(max(value, low), high) - low) * (right - left) / (high - low)

        def mark(d: Dot, radius: float, look: str = "") -> str:
            value = d.value or 0.0
            title = f"<title>{xml(d.name)}: {self._said(d, lang)}</title>"
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
            words = f"{d.name} {self._said(d, lang)}"
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
        out.append(self._axis_ends(values, (low, high), lang, ends, top + 72))
        return "".join(out)

    def _said(self, d: Dot, lang: str) -> str:
        return figure(d.value, lang, self.frame.decimals, self.frame.suffix)

    def _axis_ends(
        self,
        values: list[float],
        axis: tuple[float, float],
        lang: str,
        ends: tuple[float, float],
        y: float,
    ) -> str:
        """Where the axis begins and ends, and how many dots lie outside it."""
        low, high = axis
        if high == low:
            return ""
        left, right = ends
        words = []
        for edge, outside in ((low, sum([v < low for v in values])), (high, sum([v > high for v in values]))):
            said = figure(edge, lang, self.frame.decimals)
            words.append(f"{said} ({text(lang, 'chart.outside', n=outside)})" if outside else said)
        room = right - left + 8
        if sum([width(w) for w in words]) > room:
            words = [fit(figure(edge, lang, self.frame.decimals), room / 2) for edge in axis]
        return (
            f'<g class="c-muted" fill="{MUTED}"><text x="{left - 8:.1f}" y="{y:.1f}">{words[0]}</text>'
            f'<text x="{right + 8:.1f}" y="{y:.1f}" text-anchor="end">{words[1]}</text></g>'
        )
