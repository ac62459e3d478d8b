"""The funnel plot: values against size, inside the limits that chance alone would respect.

Spiegelhalter (2005), doi 10.1002/sim.1970. The limits are computed elsewhere and drawn here; a small area far
from the middle is often only small. Sizes are on a logarithmic axis.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple, Self

from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
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
    key_rows,
)
from retning.charts.parts import Frame
from retning.charts.plot import Plot, height_for, tick_width, value_axis
from retning.charts.samples import NAMES
from retning.charts.scales import nice_ticks
from retning.charts.text_width import fit, width, xml
from retning.language.texts import text

_DASHED = ' stroke-dasharray="4 3"'


class FunnelPoint(NamedTuple):
    """One area: its size (population, cases; above zero) and its value."""

    name: str
    size: float
    value: float | None
    role: Literal["peer", "own"] = "peer"


class FunnelLimit(NamedTuple):
    """Limits at one size: ``inner`` (usually 95 %) and ``outer`` (usually 99.8 %)."""

    size: float
    inner_lower: float
    inner_upper: float
    outer_lower: float
    outer_upper: float


@dataclass(frozen=True, kw_only=True)
class FunnelPlot(Chart):
    """Values against size, with the limits that chance alone would respect around ``centre``.

    Points outside the outer limits are diamonds with names; ours is large and named. Drawing raises ``ValueError``
    for a size that is not positive.
    """

    points: tuple[FunnelPoint, ...]
    limits: tuple[FunnelLimit, ...]
    centre: float
    size_label: str
    centre_label: str = ""

    css_class: ClassVar[str] = "funnel"

    @classmethod
    def sample(cls) -> Self:
        towns = [
            FunnelPoint(name, 4000 * 1.7**i, 10 + i * 5 % 4 - 1.5, "own" if i == 5 else "peer")
            for i, name in enumerate(NAMES)
        ]
        sizes = (3000, 5000, 8000, 12000, 20000, 40000, 80000, 160000, 300000)
        inner, outer = 200, 315
        return cls(
            Frame("New firms per 1,000 residents (invented)", unit="per 1,000", decimals=1),
            points=(*towns, FunnelPoint("Far away", 60000, 14.5)),
            limits=tuple(
                FunnelLimit(
                    s, 10 - inner / s**0.5, 10 + inner / s**0.5, 10 - outer / s**0.5, 10 + outer / s**0.5
                )
                for s in sizes
            ),
            centre=10.0,
            size_label="Residents",
            centre_label="Overall level",
        )

    def outside_limits(self, p: FunnelPoint) -> bool:
        """Whether a point lies beyond the outer limits, read straight between the sizes that are given."""
        if p.value is None:
            return False
        for a, b in itertools.pairwise(sorted(self.limits)):
            if a.size <= p.size <= b.size:
                t = (p.size - a.size) / (b.size - a.size) if b.size > a.size else 0.0
                low = a.outer_lower + t * (b.outer_lower - a.outer_lower)
                high = a.outer_upper + t * (b.outer_upper - a.outer_upper)
                return not low <= p.value <= high
        return False

    def draw(self, canvas: Canvas) -> Drawing | None:
        points = [p for p in self.points if p.value is not None]
        if not points:
            return None
        if min([p.size for p in points]) <= 0:
            raise ValueError("a size must be positive")
        lang, across = canvas.lang, canvas.across
        values = [p.value for p in points if p.value is not None] + [self.centre]
        sizes = [math.log10(p.size) for p in points]
        first, last = min(sizes) - 0.05, max(sizes) + 0.05
        limits = [a for a in sorted(self.limits) if first <= math.log10(a.size) <= last]
        values += [v for a in limits for v in (a.inner_lower, a.inner_upper)]
        ticks = nice_ticks(min(values), max(values))
        key, used = key_rows(self._key(lang), 0, across, 22)
        down = height_for(across) + int(used) + 16
        left = tick_width(ticks, lang)
        plot = Plot(left, across - 8.0, 30 + used, down - 46, first, last, ticks.low, ticks.high)
        y = plot.y(self.centre)
        body = [
            value_axis(plot, ticks, lang, self.frame.unit, across),
            key,
            _limits(plot, limits),
            f'<path class="c-target" d="M{plot.left:.1f} {y:.1f}H{plot.right:.1f}" fill="none" stroke="{TARGET}" '
            'stroke-width="1.5"/>',
            self._points(points, plot, lang),
            self._sizes(plot, lang, across),
        ]
        return Drawing("".join(body), down)

    def words(self, lang: str) -> str:
        """How many areas there are, the overall level, and which areas are outside the outer limits."""
        points = [p for p in self.points if p.value is not None]
        names = [f"{p.name} ({self._said(p.value, lang)})" for p in points if self.outside_limits(p)]
        key = "chart.alt.funnel" if names else "chart.alt.funnel_none"
        return text(lang, key, n=len(points), centre=self._said(self.centre, lang), names=", ".join(names))

    def _said(self, value: float | None, lang: str) -> str:
        return figure(value, lang, self.frame.decimals, self.frame.suffix)

    def _key(self, lang: str) -> list[tuple[str, str]]:
        def sample(css: str, colour: str, more: str) -> str:
            return f'<path class="{css}" d="M0 0H22" fill="none" stroke="{colour}"{more}/>'

        out = [
            (sample("c-limit", MUTED, ""), text(lang, "chart.inner_limit")),
            (sample("c-limit", MUTED, _DASHED), text(lang, "chart.outer_limit")),
        ]
        if self.centre_label:
            out.append((sample("c-target", TARGET, ' stroke-width="1.5"'), self.centre_label))
        return out

    def _points(self, points: list[FunnelPoint], plot: Plot, lang: str) -> str:
        out, named = [], []
        for p in sorted(points, key=lambda p: p.role == "own"):
            x, y = plot.x(math.log10(p.size)), plot.y(p.value or 0.0)
            far = self.outside_limits(p)
            title = f"<title>{xml(p.name)}: {self._said(p.value, lang)}</title>"
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

    def _sizes(self, plot: Plot, lang: str, across: int) -> str:
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
        label = fit(self.size_label, across - plot.left)
        return (
            f'<path class="c-axis" d="M{plot.left:.1f} {plot.bottom:.1f}H{plot.right:.1f}" stroke="{AXIS}" fill="none"/>'
            f'<g class="c-muted" text-anchor="middle" fill="{MUTED}">{"".join(out)}</g>'
            f'<text class="c-muted" x="{plot.right:.1f}" y="{plot.bottom + 39:.1f}" text-anchor="end" '
            f'fill="{MUTED}">{xml(label)}</text>'
        )


def _limits(plot: Plot, limits: list[FunnelLimit]) -> str:
    """The four curves of the limits, each as far as it stays inside the plot."""
    curves = (
        ("", [(a.size, a.inner_lower) for a in limits]),
        ("", [(a.size, a.inner_upper) for a in limits]),
        (_DASHED, [(a.size, a.outer_lower) for a in limits]),
        (_DASHED, [(a.size, a.outer_upper) for a in limits]),
    )
    out = []
    for dash, curve in curves:
        places = [(plot.x(math.log10(size)), plot.y(v)) for size, v in curve if plot.low <= v <= plot.high]
        if len(places) > 1:
            drawn = "L".join([f"{x:.1f} {y:.1f}" for x, y in places])
            out.append(f'<path class="c-limit" d="M{drawn}" fill="none" stroke="{MUTED}"{dash}/>')
    return "".join(out)
