"""A schematic map: one square an area, where a rough eye would look for it. Needs no file from outside."""

from __future__ import annotations

from retning.public.charts.data import TileMapSpec
from retning.public.charts.empty import no_data
from retning.public.charts.labels import figure
from retning.public.charts.maps import describe_map, look, map_key
from retning.public.charts.marks import AXIS, INK, WIDE, document
from retning.public.charts.patterns import missing_def
from retning.public.charts.text import fit, width, xml


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
    high = max(44.0, min(wide, 72.0))
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
        size = 14.0 if width(t.name, 14, t.own) <= wide - 6 else 13.0
        name = (
            t.name
            if width(t.name, size, t.own) <= wide - 6
            else fit(t.short or t.name, wide - 6, size, t.own)
        )
        value = fit(figure(t.value, lang, spec.frame.decimals), wide - 6)
        weight = ' font-weight="600"' if t.own else ""
        out.append(
            f'<g class="{css}" text-anchor="middle" fill="{on}"><text x="{x + wide / 2:.1f}" '
            f'y="{y + high / 2 - 4:.1f}" font-size="{size:g}"{weight}>{xml(name)}</text>'
            f'<text x="{x + wide / 2:.1f}" y="{y + high / 2 + 14:.1f}"{weight}>{value}</text></g>'
        )
    down = top + (max(rows) - min(rows) + 1) * (high + gap)
    said = describe_map(spec.frame, [(t.name, t.value) for t in spec.tiles], lang)
    return document(chart_id, "tiles", spec.frame, said, (across, down), "".join(out), lang, standalone)
