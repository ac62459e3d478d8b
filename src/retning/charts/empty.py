"""The figure that says that there are no data: a chart is never an empty frame."""

from __future__ import annotations

from retning.charts.marks import AXIS, MUTED, document
from retning.charts.parts import Frame
from retning.charts.text_width import wrap, xml
from retning.language.texts import text


def no_data(chart_id: str, frame: Frame, lang: str, across: int, standalone: bool, reason: str = "") -> str:
    """A calm box with the words "no data", and why where that is known.

    >>> "<desc" in no_data("a", Frame("Exports"), "en", 320, False)
    True
    """
    words = text(lang, "chart.no_data")
    rows = [words, *(wrap(reason, across - 60, 14, False, 3) if reason else ())]
    down = 96 + 19 * (len(rows) - 1)
    lines = "".join(
        [
            f'<text class="c-muted" x="{across / 2:g}" y="{52 + 19 * k:g}" text-anchor="middle" '
            f'fill="{MUTED}">{xml(row)}</text>'
            for k, row in enumerate(rows)
        ]
    )
    body = (
        f'<rect class="c-empty" x="1" y="1" width="{across - 2}" height="{down - 2}" rx="4" fill="none" '
        f'stroke="{AXIS}" stroke-dasharray="4 4"/>{lines}'
    )
    return document(
        chart_id, "empty", frame, f"{words} {reason}".strip(), (across, down), body, lang, standalone
    )
