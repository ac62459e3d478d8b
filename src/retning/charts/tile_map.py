"""A schematic map: one square per area, about where the area is. It needs no borders from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple, Self

from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
from retning.charts.labels import figure
from retning.charts.map_classes import look, map_key, map_words
from retning.charts.marks import AXIS, INK, PAPER
from retning.charts.patterns import missing_def
from retning.charts.plot import Box
from retning.charts.samples import NAMES, RATE
from retning.charts.text_width import fit, width, xml


class Tile(NamedTuple):
    """One area on a schematic map; ``short`` replaces a name that does not fit."""

    row: int
    column: int
    name: str
    value: float | None
    short: str = ""
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class TileMap(Chart):
    """Squares with names and values; ours has a heavy edge.

    ``limits`` are the borders between classes, rising: n of them make n + 1 classes (at most 5). Drawing raises
    ``ValueError`` for two tiles in one place.
    """

    tiles: tuple[Tile, ...]
    limits: tuple[float, ...]

    css_class: ClassVar[str] = "tiles"

    @classmethod
    def sample(cls) -> Self:
        tiles = [
            Tile(i // 3, i % 3 + (i // 3) % 2, name, None if i == 3 else 40 + i * 2.5, name[:4], i == 0)
            for i, name in enumerate(NAMES)
        ]
        return cls(RATE, tiles=tuple(tiles), limits=(44, 48, 52))

    def draw(self, canvas: Canvas) -> Drawing | None:
        if len({(t.row, t.column) for t in self.tiles}) < len(self.tiles):
            raise ValueError("two tiles in one place")
        if not any(t.value is not None for t in self.tiles):
            return None
        rows = [t.row for t in self.tiles]
        columns = [t.column for t in self.tiles]
        count = max(columns) - min(columns) + 1
        gap = 4.0
        wide = min((canvas.across + gap) / count - gap, 112.0)
        high = max(60.0, min(wide, 72.0))
        missing = any(t.value is None for t in self.tiles)
        out = [missing_def(canvas.chart_id)] if missing else []
        key, used = map_key(self.frame, self.limits, missing, canvas)
        out.append(key)
        top = used + 10
        for t in sorted(self.tiles):
            x = (t.column - min(columns)) * (wide + gap)
            y = top + (t.row - min(rows)) * (high + gap)
            out.append(self._tile(t, Box(x, y, wide, high), canvas))
        return Drawing("".join(out), top + (max(rows) - min(rows) + 1) * (high + gap))

    def words(self, lang: str) -> str:
        return map_words(self.frame, [(t.name, t.value) for t in self.tiles], lang)

    def _tile(self, t: Tile, box: Box, canvas: Canvas) -> str:
        """One square with the name and the value of its area."""
        x, y, wide, high = box
        fill, css, on = look(t.value, self.limits, canvas.chart_id, t.own)
        edge = f'stroke="{INK}" stroke-width="3"' if t.own else f'stroke="{AXIS}"'
        inset = 1.5 if t.own else 0.5
        out = (
            f'<rect {fill} {edge} x="{x + inset:.1f}" y="{y + inset:.1f}" width="{wide - 2 * inset:.1f}" '
            f'height="{high - 2 * inset:.1f}" rx="3"/>'
        )
        if t.own:  # a pale ring inside the heavy edge: the edge alone is lost on the darkest class
            out += (
                f'<rect x="{x + 3.5:.1f}" y="{y + 3.5:.1f}" width="{wide - 7:.1f}" height="{high - 7:.1f}" rx="2" '
                f'fill="none" stroke="{PAPER}" stroke-width="1.5"/>'
            )
        room = wide - (12 if t.own else 4)
        size = 14.0 if width(t.name, 14, t.own) <= room - 2 else 13.0
        rows = name_lines(t.name, t.short, room, size, t.own)
        value = fit(figure(t.value, canvas.lang, self.frame.decimals), wide - 6)
        weight = ' font-weight="600"' if t.own else ""
        middle, first = x + wide / 2, y + high / 2 + 5 - 8 * len(rows)
        names = "".join(
            [
                f'<text x="{middle:.1f}" y="{first + 16 * k:.1f}" font-size="{size:g}"{weight}>{xml(row)}</text>'
                for k, row in enumerate(rows)
            ]
        )
        return (
            f'{out}<g class="{css}" text-anchor="middle" fill="{on}">{names}<text x="{middle:.1f}" '
            f'y="{first + 16 * len(rows) + 1:.1f}"{weight}>{value}</text></g>'
        )


def name_lines(name: str, short: str, room: float, size: float, bold: bool) -> tuple[str, ...]:
    """A name on one or two lines that fit in ``room``: divided between words, else within the word, else cut.

    >>> name_lines("Northampton", "", 60, 13, False)
    ('Northa-', 'mpton')
    """
    if width(name, size, bold) <= room:
        return (name,)
    if short and width(short, size, bold) <= room:
        return (short,)
    first, _, rest = name.partition(" ")
    if not rest:
        half = (len(name) + 1) // 2
        first, rest = f"{name[:half]}-", name[half:]
    return fit(first, room, size, bold), fit(rest, room, size, bold)
