"""A schematic map: one square an area, where a rough eye would look for it. Needs no file from outside."""

from __future__ import annotations

from retning.charts.empty import no_data
from retning.charts.labels import figure
from retning.charts.map_classes import describe_map, look, map_key
from retning.charts.marks import AXIS, INK, PAPER, WIDE, document
from retning.charts.parts import TileMapSpec
from retning.charts.patterns import missing_def
from retning.charts.text_width import fit, width, xml


def tile_map(
    spec: TileMapSpec, lang: str, chart_id: str, across: int = WIDE, *, standalone: bool = False
) -> str:
    """SVG of the squares with names and values; ours has a heavy edge. Raises ``ValueError`` for two in one place."""
    if len({(t.row, t.column) for t in spec.tiles}) < len(spec.tiles):
        raise ValueError("two tiles in one place")
    if not any(t.value is not None for t in spec.tiles):
        return no_data(chart_id, spec.frame, lang, across, standalone)
    rows = [t.row for t in spec.tiles]
    columns = [t.column for t in spec.tiles]
    count = max(columns) - min(columns) + 1
    gap = 4.0
    wide = min((across + gap) / count - gap, 112.0)
    high = max(60.0, min(wide, 72.0))
    missing = any(t.value is None for t in spec.tiles)
    out = [missing_def(chart_id)] if missing else []
    key, used = map_key(spec.frame, spec.limits, missing, lang, chart_id, across, 0)
    out.append(key)
    top = used + 10
    for t in sorted(spec.tiles):
        x = (t.column - min(columns)) * (wide + gap)
        y = top + (t.row - min(rows)) * (high + gap)
        fill, css, on = look(t.value, spec.limits, chart_id, t.own)
        edge = f'stroke="{INK}" stroke-width="3"' if t.own else f'stroke="{AXIS}"'
        inset = 1.5 if t.own else 0.5
        out.append(
            f'<rect {fill} {edge} x="{x + inset:.1f}" y="{y + inset:.1f}" width="{wide - 2 * inset:.1f}" '
            f'height="{high - 2 * inset:.1f}" rx="3"/>'
        )
        if t.own:  # a pale ring inside the heavy edge: the edge alone is lost on the darkest class
            out.append(
                f'<rect x="{x + 3.5:.1f}" y="{y + 3.5:.1f}" width="{wide - 7:.1f}" height="{high - 7:.1f}" rx="2" '
                f'fill="none" stroke="{PAPER}" stroke-width="1.5"/>'
            )
        room = wide - (12 if t.own else 4)
        size = 14.0 if width(t.name, 14, t.own) <= room - 2 else 13.0
        lines = name_lines(t.name, t.short, room, size, t.own)
        value = fit(figure(t.value, lang, spec.frame.decimals), wide - 6)
        weight = ' font-weight="600"' if t.own else ""
        middle, first = x + wide / 2, y + high / 2 + 5 - 8 * len(lines)
        names = "".join(
            [
                f'<text x="{middle:.1f}" y="{first + 16 * k:.1f}" font-size="{size:g}"{weight}>{xml(line)}</text>'
                for k, line in enumerate(lines)
            ]
        )
        out.append(
            f'<g class="{css}" text-anchor="middle" fill="{on}">{names}<text x="{middle:.1f}" '
            f'y="{first + 16 * len(lines) + 1:.1f}"{weight}>{value}</text></g>'
        )
    down = top + (max(rows) - min(rows) + 1) * (high + gap)
    said = describe_map(spec.frame, [(t.name, t.value) for t in spec.tiles], lang)
    return document(chart_id, "tiles", spec.frame, said, (across, down), "".join(out), lang, standalone)


def name_lines(name: str, short: str, room: float, size: float, bold: bool) -> tuple[str, ...]:
    """A name on one or two lines that fit in ``room``: parted between words, else within the word, else cut.

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
