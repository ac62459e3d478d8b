"""Horizontal bars from 0 to a whole: one bar per name, ours filled, the others outlined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
from retning.charts.labels import figure
from retning.charts.marks import AXIS, BENCHMARK, MUTED, OWN
from retning.charts.samples import NAMES, RATE
from retning.charts.text_width import width, wrap, xml


@dataclass(frozen=True, slots=True)
class HorizontalBar:
    """One bar: its name, its value (``None``: unknown), and whether it is ours."""

    name: str
    value: float | None
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class HorizontalBars(Chart):
    """Bars in the order given; ``whole`` is the value of a bar across the whole room.

    Drawing raises ``ValueError`` for a value outside 0 to ``whole``.

    >>> from retning.charts.parts import Frame
    >>> HorizontalBars(Frame("Rules"), bars=(HorizontalBar("A", 3),)).words("en")
    'A: 3.'
    """

    bars: tuple[HorizontalBar, ...]
    whole: float = 100.0

    css_class: ClassVar[str] = "lying"  # the class in published pages

    @classmethod
    def sample(cls) -> Self:
        values = (12.5, 4.0, 30.0, None)
        bars = [HorizontalBar(name, v, name == NAMES[0]) for name, v in zip(NAMES, values, strict=False)]
        return cls(RATE, bars=tuple(bars), whole=50.0)

    def draw(self, canvas: Canvas) -> Drawing | None:
        """Each bar under its name with its value behind it."""
        known = [bar.value for bar in self.bars if bar.value is not None]
        if any(not 0 <= value <= self.whole for value in known):
            raise ValueError(f"a bar lies between 0 and {self.whole:g}")
        if not known:
            return None
        across = canvas.across
        words = self._values(canvas.lang)
        room = across - max(width(w, 14, True) for w in words) - 10
        out: list[str] = []
        foot: list[str] = []
        y = 0.0
        for bar, said in zip(self.bars, words, strict=True):
            bold = ' font-weight="600"' if bar.own else ""
            for row in wrap(bar.name, across, 14, bar.own, 2):
                out.append(f'<text x="0" y="{y + 14:.1f}"{bold}>{xml(row)}</text>')
                y += 19
            long = (bar.value or 0.0) / self.whole * room
            look = (
                f'class="c-met" fill="{OWN}"'
                if bar.own
                else f'class="c-benchmark" fill="none" stroke="{BENCHMARK}" stroke-width="1.75"'
            )
            out.append(
                f'<path {look} d="M1 {y + 2:.1f}h{max(long - 1, 0.5):.1f}v14h-{max(long - 1, 0.5):.1f}z"/>'
                f'<text class="c-muted" x="{long + 8:.1f}" y="{y + 14:.1f}" fill="{MUTED}"{bold}>{xml(said)}</text>'
            )
            foot.append(f"M0.5 {y:.1f}v18")
            y += 27
        out.append(f'<path class="c-axis" d="{"".join(foot)}" stroke="{AXIS}" fill="none"/>')
        return Drawing("".join(out), y)

    def words(self, lang: str) -> str:
        """Every name with its value."""
        values = self._values(lang)
        return " ".join(f"{bar.name}: {said}." for bar, said in zip(self.bars, values, strict=True))

    def _values(self, lang: str) -> list[str]:
        return [figure(bar.value, lang, self.frame.decimals, self.frame.suffix) for bar in self.bars]
