"""The card that stands for a page where people share it: what it is about, what the numbers say, and the line.

1200 by 630, as networks want. Words and a shape give the verdict; colour only repeats it. No photograph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing, accessible
from retning.charts.marks import FONT, INK, MUTED, OWN
from retning.charts.parts import Frame, Point
from retning.charts.plot import Box
from retning.charts.samples import wave, years
from retning.charts.sparkline import spark_body
from retning.charts.text_width import width, wrap, xml
from retning.charts.words import known

ACROSS, DOWN = 1200, 630
_EDGE = 72.0
_PAGE = "#fbfaf6"
_ROOM = (ACROSS - 2 * _EDGE) * 0.92
"""Width for words. The machine that makes the picture may have another sans serif, whose words are a little wider."""
_BELOW = 548.0
"""Where the content ends; the caption stands just above, source and name below."""

GOOD, BAD, QUIET = "#0b6b4a", "#9c3324", "#54606a"

# What a state looks like within a box of 1 by 1, and its colour. The same shapes as on the pages.
_SHAPES = {
    "improving": ("M.5 0L1 1H0z", GOOD),
    "right_way": ("M.5 0L1 1H0z", GOOD),
    "probably_improving": ("M.5 0L1 1H0z", GOOD),
    "worsening": ("M0 0H1L.5 1z", BAD),
    "wrong_way": ("M0 0H1L.5 1z", BAD),
    "probably_worsening": ("M0 0H1L.5 1z", BAD),
    "flat": ("M0 .35H1V.65H0z", QUIET),
    "cannot_tell": ("M.5 0L1 .5L.5 1L0 .5z", QUIET),
    "unclear": ("M.5 0L1 .5L.5 1L0 .5z", QUIET),
    "increasing": ("M.5 0L1 .5H.7V1H.3V.5H0z", "#1f4f86"),
    "decreasing": ("M.3 0H.7V.5H1L.5 1L0 .5H.3z", "#1f4f86"),
}
_RING = "M.5 .04A.46 .46 0 1 1 .49 .04zM.5 .22A.28 .28 0 1 0 .51 .22z"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A state (as in class names: ``improving``, ``no_data`` …; ``""`` has no shape) and the words for it."""

    state: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Card(Chart):
    """One card. The frame's title is the largest text, its source the smallest.

    ``points`` are drawn as a line with their first and last value; without them the verdicts have the room. The size
    is fixed, and the card is always light: it is made into a picture.

    >>> improving = Verdict("improving", "is improving")
    >>> Card(Frame("Jobs"), kicker="Plan", verdicts=(improving,)).svg("en", "card").count("is improving")
    2
    """

    kicker: str
    verdicts: tuple[Verdict, ...]
    points: tuple[Point, ...] = ()
    caption: str = ""

    sizes: ClassVar[tuple[int, ...]] = (ACROSS,)
    dark_variant: ClassVar[bool] = False
    css_class: ClassVar[str] = "card"

    @classmethod
    def sample(cls) -> Self:
        return cls(
            Frame("More homes near the railway", decimals=1, source="Source: invented figures"),
            kicker="Indicator for Havnevik",
            verdicts=(Verdict("improving", "Improving"), Verdict("", "Target: far behind the path")),
            points=years(2010, wave(40, 0.4, 14, 0.6)),
            caption="Per cent, 2010–2023",
        )

    def draw(self, canvas: Canvas) -> Drawing:
        """All words and the line, from the top: kicker, title, verdicts, line, caption, source."""
        drawn = known(self.points)
        most = 2 if drawn or len(self.verdicts) > 2 else 3
        size = 60.0 if len(wrap(self.frame.title, _ROOM, 60, True, 9)) <= most else 48.0
        out = [_text(self.kicker, _EDGE, 92, 30, _ROOM)]
        y = 92.0 + 30
        for row in wrap(self.frame.title, _ROOM, size, True, most + 1):
            y += size * 1.12
            out.append(
                f'<text x="{_EDGE:g}" y="{y:.0f}" font-size="{size:g}" font-weight="700">{xml(row)}</text>'
            )
        y += 30
        high = _largest(self.verdicts)
        for verdict in self.verdicts:
            if y + high * 1.35 > _BELOW - (150 if drawn else 0) + 40:
                break
            y += high * 1.35
            out.append(_verdict(verdict, y, high))
        if len(drawn) > 1:
            top = max(y + 26, 392.0)
            scale = 2.4
            box = Box(0, 0, _ROOM * 1.05 / scale, (_BELOW - 34 - top) / scale)
            body = spark_body(self.points, self.frame.decimals, canvas.lang, box)
            out.append(
                f'<g transform="translate({_EDGE:g} {top:.0f}) scale({scale:g})" font-size="14">{body}</g>'
            )
        if self.caption:
            out.append(_text(self.caption, _EDGE, _BELOW - 6, 26, _ROOM))
        out.append(
            f'<path d="M{_EDGE:g} {_BELOW + 14:g}H{ACROSS - _EDGE:g}" stroke="#d9d5c9" stroke-width="2"/>'
            f'<path d="M{_EDGE:g} 600L{_EDGE + 14:g} 574L{_EDGE + 28:g} 600L{_EDGE + 14:g} 593z" fill="{OWN}"/>'
            f'<text x="{_EDGE + 40:g}" y="600" font-size="30" font-weight="700">Retning</text>'
        )
        if self.frame.source:
            brand = width("Retning", 30, True)
            out.append(_text(self.frame.source, _EDGE + 40 + brand + 48, 599, 26, _ROOM - brand - 96))
        return Drawing("".join(out), DOWN)

    def words(self, lang: str) -> str:
        """The title and the verdicts."""
        return ". ".join([self.frame.title, *[verdict.words for verdict in self.verdicts]])

    def svg(self, lang: str, chart_id: str, across: int = ACROSS, *, standalone: bool = True) -> str:
        """The card as SVG, the same bytes for the same data; it has one size, and stands alone."""
        canvas = Canvas(lang, chart_id, ACROSS, standalone=True)
        attributes, names = accessible(canvas, self.frame.title, self.words(lang))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-{self.css_class}" width="{ACROSS}" '
            f'height="{DOWN}" viewBox="0 0 {ACROSS} {DOWN}" {attributes} font-family="{FONT}" fill="{INK}">{names}'
            f'<rect width="{ACROSS}" height="{DOWN}" fill="{_PAGE}"/><rect width="16" height="{DOWN}" fill="{OWN}"/>'
            f"{self.draw(canvas).body}</svg>"
        )


def _largest(verdicts: tuple[Verdict, ...]) -> float:
    """The largest size in which each verdict has a line of its own."""
    sizes = (46.0, 42.0, 38.0, 34.0, 30.0, 26.0)[0 if len(verdicts) <= 2 else 2 :]
    for size in sizes:
        if all(width(v.words, size, True) + size * 0.72 + 20 <= _ROOM for v in verdicts):
            return size
    return sizes[-1]


def _text(words: str, x: float, y: float, size: float, room: float) -> str:
    shown = next(iter(wrap(words, room, size, False, 1)), "")
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size:g}" fill="{MUTED}">{xml(shown)}</text>'
        if shown
        else ""
    )


def _verdict(verdict: Verdict, y: float, size: float) -> str:
    shape, colour = _SHAPES.get(verdict.state, (_RING, QUIET)) if verdict.state else ("", INK)
    side = size * 0.72
    words = next(iter(wrap(verdict.words, _ROOM - side - 20, size, True, 1)), "")
    return (
        f'<path transform="translate({_EDGE:g} {y - side:.1f}) scale({side:.1f})" d="{shape}" fill="{colour}" '
        f'fill-rule="evenodd"/><text x="{_EDGE + side + 20:.0f}" y="{y:.0f}" font-size="{size:g}" '
        f'font-weight="600" fill="{colour}">{xml(words)}</text>'
    )
