"""The card that stands for a page where people share it: what it is about, what the numbers say, and the line.

1200 by 630, as networks want. Words and a shape say the verdict; colour only repeats it. No photograph.
"""

from __future__ import annotations

from dataclasses import dataclass

from retning.charts.marks import FONT, INK, MUTED, OWN
from retning.charts.parts import Point
from retning.charts.sparkline import spark_body
from retning.charts.text_width import width, wrap, xml
from retning.charts.words import known

ACROSS, DOWN = 1200, 630
_EDGE = 72.0
_PAGE = "#fbfaf6"
_SLACK = 0.92
"""The machine that makes the picture may have another sans serif than ours: its words are a little wider."""

GOOD, BAD, QUIET = "#0b6b4a", "#9c3324", "#54606a"

# What a state looks like within a box of 1 by 1, and its colour. The same shapes as on the pages.
_SHAPES = {
    "improving": ("M.5 0L1 1H0z", GOOD),
    "worsening": ("M0 0H1L.5 1z", BAD),
    "flat": ("M0 .35H1V.65H0z", QUIET),
    "cannot_tell": ("M.5 0L1 .5L.5 1L0 .5z", QUIET),
    "increasing": ("M.5 0L1 .5H.7V1H.3V.5H0z", "#1f4f86"),
    "decreasing": ("M.3 0H.7V.5H1L.5 1L0 .5H.3z", "#1f4f86"),
}
_RING = "M.5 .04A.46 .46 0 1 1 .49 .04zM.5 .22A.28 .28 0 1 0 .51 .22z"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A state (as in class names: ``improving``, ``no_data`` …; ``""`` has no shape) and the words for it."""

    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """One card. ``points`` are drawn as a line with their first and last value; without them verdicts have the room."""

    kicker: str
    title: str
    verdicts: tuple[Verdict, ...]
    points: tuple[Point, ...] = ()
    decimals: int = 0
    caption: str = ""
    source: str = ""


def card_svg(card: Card, lang: str) -> str:
    """SVG of a card, the same bytes for the same input.

    >>> card_svg(Card("Plan", "Jobs", (Verdict("improving", "is improving"),)), "en").count("is improving")
    2
    """
    room = (ACROSS - 2 * _EDGE) * _SLACK
    drawn = known(card.points)
    most = 2 if drawn or len(card.verdicts) > 2 else 3
    size = 60.0 if len(wrap(card.title, room, 60, True, 9)) <= most else 48.0
    out = [_text(card.kicker, _EDGE, 92, 30, MUTED, room)]
    y = 92.0 + 30
    for line in wrap(card.title, room, size, True, most + 1):
        y += size * 1.12
        out.append(
            f'<text x="{_EDGE:g}" y="{y:.0f}" font-size="{size:g}" font-weight="700">{xml(line)}</text>'
        )
    y += 30
    high = _high(card.verdicts, room)
    below = 548.0
    for verdict in card.verdicts:
        if y + high * 1.35 > below - (150 if drawn else 0) + 40:
            break
        y += high * 1.35
        out.append(_verdict(verdict, y, high, room))
    if len(drawn) > 1:
        top = max(y + 26, 392.0)
        scale = 2.4
        body = spark_body(
            card.points, card.decimals, lang, 0, 0, room * 1.05 / scale, (below - 34 - top) / scale
        )
        out.append(
            f'<g transform="translate({_EDGE:g} {top:.0f}) scale({scale:g})" font-size="14">{body}</g>'
        )
    if card.caption:
        out.append(_text(card.caption, _EDGE, below - 6, 26, MUTED, room))
    out.append(f'<path d="M{_EDGE:g} {below + 14:g}H{ACROSS - _EDGE:g}" stroke="#d9d5c9" stroke-width="2"/>')
    brand = width("Retning", 30, True)
    out.append(
        f'<path d="M{_EDGE:g} 600L{_EDGE + 14:g} 574L{_EDGE + 28:g} 600L{_EDGE + 14:g} 593z" fill="{OWN}"/>'
        f'<text x="{_EDGE + 40:g}" y="600" font-size="30" font-weight="700">Retning</text>'
    )
    if card.source:
        out.append(_text(card.source, _EDGE + 40 + brand + 48, 599, 26, MUTED, room - brand - 96))
    said = ". ".join([card.title, *[verdict.words for verdict in card.verdicts]])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ACROSS}" height="{DOWN}" viewBox="0 0 {ACROSS} {DOWN}" '
        f'role="img" lang="{lang}" font-family="{FONT}" fill="{INK}"><title>{xml(said)}</title>'
        f'<rect width="{ACROSS}" height="{DOWN}" fill="{_PAGE}"/><rect width="16" height="{DOWN}" fill="{OWN}"/>'
        f"{''.join(out)}</svg>"
    )


def _high(verdicts: tuple[Verdict, ...], room: float) -> float:
    """The largest size in which each verdict has a line of its own."""
    sizes = (46.0, 42.0, 38.0, 34.0, 30.0, 26.0)[0 if len(verdicts) <= 2 else 2 :]
    for size in sizes:
        if all(width(v.words, size, True) + size * 0.72 + 20 <= room for v in verdicts):
            return size
    return sizes[-1]


def _text(words: str, x: float, y: float, size: float, colour: str, room: float) -> str:
    shown = next(iter(wrap(words, room, size, False, 1)), "")
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size:g}" fill="{colour}">{xml(shown)}</text>'
        if shown
        else ""
    )


def _verdict(verdict: Verdict, y: float, size: float, room: float) -> str:
    shape, colour = _SHAPES.get(verdict.state, (_RING, QUIET)) if verdict.state else ("", INK)
    side = size * 0.72
    words = next(iter(wrap(verdict.words, room - side - 20, size, True, 1)), "")
    return (
        f'<path transform="translate({_EDGE:g} {y - side:.1f}) scale({side:.1f})" d="{shape}" fill="{colour}" '
        f'fill-rule="evenodd"/><text x="{_EDGE + side + 20:.0f}" y="{y:.0f}" font-size="{size:g}" '
        f'font-weight="600" fill="{colour}">{xml(words)}</text>'
    )
