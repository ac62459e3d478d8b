"""The SVG file around a drawing: size, name, description and, in a file that stands alone, title and source."""

from __future__ import annotations

from typing import NamedTuple

from retning.charts.marks import AXIS, FONT, INK, MUTED, PAPER, dark_style
from retning.charts.parts import Frame
from retning.charts.text_width import wrap, xml
from retning.language.texts import text


class Canvas(NamedTuple):
    """What a chart is drawn on: the reader's language, the prefix of all ids inside, and its width in units.

    ``standalone``: for a file of its own, which writes the chart's title over the drawing.
    """

    lang: str
    chart_id: str
    across: int
    standalone: bool = False


class Drawing(NamedTuple):
    """What a chart draws: the SVG inside, its height in units, and attributes of the outermost element.

    The attributes tell scripts where values stand (see :func:`retning.charts.plot.plane`).
    """

    body: str
    down: float
    attributes: str = ""


def accessible(canvas: Canvas, title: str, words: str) -> tuple[str, str]:
    """Attributes that make an SVG one picture with a name and a description, and the elements that hold them.

    >>> accessible(Canvas("en", "a", 320), "Exports", "A line.")[0]
    'role="img" aria-labelledby="a-t a-d" lang="en"'
    """
    identity = xml(canvas.chart_id)
    return (
        f'role="img" aria-labelledby="{identity}-t {identity}-d" lang="{canvas.lang}"',
        f'<title id="{identity}-t">{xml(title)}</title><desc id="{identity}-d">{xml(words)}</desc>',
    )


def document(canvas: Canvas, css_class: str, frame: Frame, words: str, drawing: Drawing) -> str:
    """The whole SVG of a drawing; ``words`` is its text alternative.

    In a page: as wide as its place, and every look from the page's style sheet by class. Standing alone: with a
    size, paper, visible title, unit, source and note, and a dark variant.

    >>> document(Canvas("en", "a", 320), "line", Frame("Exports"), "None.", Drawing("", 96))[:64]
    '<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-line"'
    """
    across, down = canvas.across, drawing.down
    attributes, names = accessible(canvas, frame.title, words)
    head = f'{attributes} font-family="{FONT}" font-size="14" fill="{INK}">{names}'
    if not canvas.standalone:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-{css_class}" width="100%" '
            f'viewBox="0 0 {across} {down:g}"{drawing.attributes} {head}{drawing.body}</svg>'
        )
    top = 16.0
    texts: list[str] = []
    for shown, height, step, weight, colour in (
        (frame.title, 18.0, 23.0, ' font-weight="600"', INK),
        (frame.subtitle, 14.0, 19.0, "", MUTED),
    ):
        if shown:
            for row in wrap(shown, across, height, bool(weight), 4):
                top += step
                texts.append(
                    f'<text x="16" y="{top - 5:.1f}" font-size="{height:g}"{weight} fill="{colour}">{xml(row)}</text>'
                )
    top += 10
    bottom = top + down + 6
    for shown in (frame.note, frame.source):
        if shown:
            for row in wrap(shown, across, 12, False, 4):
                bottom += 16
                texts.append(f'<text x="16" y="{bottom:.1f}" font-size="12" fill="{MUTED}">{xml(row)}</text>')
    total = bottom + 14
    page = across + 32
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-{css_class}" width="{page}" '
        f'height="{total:g}" viewBox="0 0 {page} {total:g}" {head}{dark_style()}'
        f'<rect width="{page}" height="{total:g}" fill="{PAPER}"/>{"".join(texts)}'
        f'<g transform="translate(16 {top:g})">{drawing.body}</g></svg>'
    )


def no_data(canvas: Canvas, frame: Frame, reason: str = "") -> str:
    """The SVG that says that there are no figures yet, and why where that is known: never an empty frame.

    >>> "No figures yet." in no_data(Canvas("en", "a", 320), Frame("Exports"))
    True
    """
    words = text(canvas.lang, "chart.no_data")
    across = canvas.across
    rows = [words, *(wrap(reason, across - 60, 14, False, 3) if reason else ())]
    down = 96 + 19 * (len(rows) - 1)
    lines = "".join(
        [
            f'<text class="c-muted" x="{across / 2:g}" y="{52 + 19 * k:g}" text-anchor="middle" '
            f'fill="{MUTED}">{xml(row)}</text>'
            for k, row in enumerate(rows)
        ]
    )
    box = (
        f'<rect class="c-empty" x="1" y="1" width="{across - 2}" height="{down - 2}" rx="4" fill="none" '
        f'stroke="{AXIS}" stroke-dasharray="4 4"/>{lines}'
    )
    return document(canvas, "empty", frame, f"{words} {reason}".strip(), Drawing(box, down))
