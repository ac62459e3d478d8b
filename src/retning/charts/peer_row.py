"""A row of peers (pattern P3) for a page that writes name, unit and verdict itself: dots and history only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from retning.charts.document import Canvas, Drawing
from retning.charts.dot_strip import DotStrip
from retning.charts.plot import Box
from retning.charts.sparkline import spark_body

_STRIP_HEIGHT = 78.0
_HISTORY = 190.0
_EDGE = 14.0


@dataclass(frozen=True, kw_only=True)
class PeerRow(DotStrip):
    """A :class:`DotStrip` without its words beside it: the dots with the history at the right, or below."""

    css_class: ClassVar[str] = "peers"
    sizes: ClassVar[tuple[int, ...]] = (560, 288)

    def draw(self, canvas: Canvas) -> Drawing | None:
        dots = self.known_dots()
        if not dots:
            return None
        lang, across = canvas.lang, canvas.across
        beside = across >= 480
        right = across - _EDGE - (_HISTORY + 26 if beside and self.history else 0)
        body = self.strip(dots, lang, (_EDGE, right), 0, across)
        down = _STRIP_HEIGHT
        decimals = self.frame.decimals
        if self.history and beside:
            body += spark_body(self.history, decimals, lang, Box(across - _HISTORY, 12, _HISTORY, 34))
        elif self.history:
            body += spark_body(self.history, decimals, lang, Box(0, down + 4, across, 32))
            down += 38
        return Drawing(body, down)
