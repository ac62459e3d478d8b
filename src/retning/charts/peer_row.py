"""A row of peers (pattern P3) for a page that writes name, unit and verdict itself: dots and history only."""

from __future__ import annotations

from retning.charts.dot_strip import describe_dots, strip_body
from retning.charts.empty import no_data
from retning.charts.marks import document
from retning.charts.parts import DotStripSpec
from retning.charts.sparkline import spark_body

WIDE, NARROW = 560, 288
_STRIP_HEIGHT = 78.0
_HISTORY = 190.0
_EDGE = 14.0


def peer_row(spec: DotStripSpec, lang: str, chart_id: str, across: int = WIDE) -> str:
    """SVG of the dots with the history at the right, or below where it is narrow.

    The text alternative is that of the dot strip, with the verdict.

    >>> from retning.charts.parts import Dot, Frame
    >>> "<desc" in peer_row(DotStripSpec(Frame("x"), "2024", (Dot("a", 1.0, "own"), Dot("b", 2.0))), "en", "r")
    True
    """
    dots = [d for d in spec.dots if d.value is not None]
    if not dots:
        return no_data(chart_id, spec.frame, lang, across, False)
    beside = across >= 480
    right = across - _EDGE - (_HISTORY + 26 if beside and spec.history else 0)
    body = strip_body(spec, dots, lang, _EDGE, right, 0, across)
    down = _STRIP_HEIGHT
    if spec.history and beside:
        body += spark_body(spec.history, spec.frame.decimals, lang, across - _HISTORY, 12, _HISTORY, 34)
    elif spec.history:
        body += spark_body(spec.history, spec.frame.decimals, lang, 0, down + 4, across, 32)
        down += 38
    described = describe_dots(spec, lang)
    return document(chart_id, "peers", spec.frame, described, (across, down), body, lang, False)
