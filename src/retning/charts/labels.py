"""Labels that never overlap.

:func:`spread` moves labels along one axis as little as possible; :func:`end_labels` uses it for names at the
ends of lines; :func:`keep_apart` drops labels that would touch.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from retning.charts.text_width import width, wrap, xml
from retning.language.dates import period_text
from retning.language.numbers import beside, number

SIZE = 14.0
"""Size of all text in a chart's own units: 12 px and more wherever a 320 px drawing is at least 275 px wide."""
LEADING = 17.0
GAP = 8.0


@lru_cache(maxsize=8192)
def figure(value: float | None, lang: str, decimals: int | None = None, suffix: str = "") -> str:
    """A value in the language, with its suffix on the same line.

    >>> figure(12.34, "nb", 1, "%")
    '12,3\\xa0%'
    """
    written = number(value, lang, decimals)
    return beside(written, suffix)


@lru_cache(maxsize=4096)
def when(period: str, lang: str) -> str:
    """A period in words."""
    return period_text(period, lang)


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Middles of labels, as near to ``wanted`` as possible (least squares), that do not overlap.

    Labels keep their order. Blocks of touching labels move together (pool adjacent violators); then all is
    pushed inside ``low`` … ``high``. Where the labels are higher together than the room, they still do not
    overlap: they end below ``high``, and the caller should have chosen a key instead (see :func:`fits`).

    >>> spread([10, 12], [10, 10], 0, 100)
    [6.0, 16.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    # One entry per block of labels that touch: where its top edge is, how many labels, how high, and which.
    starts: list[float] = []
    counts: list[int] = []
    sizes: list[float] = []
    groups: list[list[int]] = []
    for i in order:
        start, count, size, members = wanted[i] - heights[i] / 2, 1, heights[i], [i]
        start = max(low, min(start, high - size))
        while starts and starts[-1] + sizes[-1] > start:
            before, n, above = starts.pop(), counts.pop(), sizes.pop()
            # The mean of where the labels of both blocks want the joint one to start (least squares).
            start = (before * n + (start - above) * count) / (n + count)
            count += n
            size += above
            members = groups.pop() + members
            start = max(low, min(start, high - size))
        starts.append(start)
        counts.append(count)
        sizes.append(size)
        groups.append(members)
    middles = [0.0] * len(wanted)
    for start, members in zip(starts, groups, strict=True):
        for i in members:
            middles[i] = start + heights[i] / 2
            start += heights[i]
    return middles


def keep_apart(middles: Sequence[float], widths: Sequence[float], gap: float = GAP) -> list[int]:
    """Which labels of a row stay so that none touch; an earlier one in the list takes precedence.

    >>> keep_apart([0, 10, 40], [20, 20, 20])
    [0, 2]
    """
    kept: list[int] = []
    for i, (middle, wide) in enumerate(zip(middles, widths, strict=True)):
        if all(abs(middle - middles[j]) >= (wide + widths[j]) / 2 + gap for j in kept):
            kept.append(i)
    return kept


def clamp(middle: float, wide: float, low: float, high: float) -> float:
    """The middle of a label of a width, moved so that it stays between ``low`` and ``high``."""
    return max(low + wide / 2, min(middle, high - wide / 2))


class EndLabel(NamedTuple):
    """A name at the end of a line: lines of text, the height it points at, its class and weight."""

    lines: tuple[str, ...]
    y: float
    css: str
    bold: bool = False  # only the first line

    @property
    def height(self) -> float:
        return len(self.lines) * LEADING


def column_width(names: Sequence[tuple[str, bool]], most: float) -> float:
    """Room that a column of names needs when each may break into lines of at most ``most``."""
    widest = 0.0
    for name, bold in names:
        for line in wrap(name, most, SIZE, bold):
            widest = max(widest, width(line, SIZE, bold))
    return widest


def fits(labels: Sequence[EndLabel], room: float) -> bool:
    """Whether the labels stand above each other in ``room``."""
    return sum([label.height for label in labels]) <= room


def end_labels(labels: Sequence[EndLabel], x: float, low: float, high: float, line_end: float) -> str:
    """SVG of the labels at ``x``, each as near to its line as the others allow; far ones get a thin leader."""
    heights = [len(a.lines) * LEADING for a in labels]
    middles = spread([a.y for a in labels], heights, low, high)
    out = []
    for label, middle, height in zip(labels, middles, heights, strict=True):
        if abs(middle - label.y) > 9:
            out.append(
                f'<path class="c-lead" d="M{line_end + 5:.1f} {label.y:.1f}L{x - 3:.1f} {middle:.1f}" '
                'stroke="#8b979e" fill="none"/>'
            )
        y = middle - height / 2 + 12.5
        weight = ' font-weight="600"' if label.bold else ""
        if len(label.lines) == 1:
            out.append(f'<text x="{x:.1f}" y="{y:.1f}" {label.css}{weight}>{xml(label.lines[0])}</text>')
            continue
        out.append(f'<text x="{x:.1f}" y="{y:.1f}" {label.css}>')
        for k, line in enumerate(label.lines):
            down = f' dy="{LEADING:g}"' if k else ""
            out.append(f'<tspan x="{x:.1f}"{down}{"" if k else weight}>{xml(line)}</tspan>')
        out.append("</text>")
    return "".join(out)
