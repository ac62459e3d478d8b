"""A map with real borders: polygons that are already in metres (the edition holds them so), fitted to the place."""

from __future__ import annotations

from retning.charts.empty import no_data
from retning.charts.labels import figure
from retning.charts.map_classes import describe_map, look, map_key
from retning.charts.marks import AXIS, INK, WIDE, document
from retning.charts.parts import GeoMapSpec, Ring, Shape
from retning.charts.patterns import missing_def
from retning.charts.text_width import width, xml


def area_and_centre(ring: Ring) -> tuple[float, float, float]:
    """Signed area and centre of gravity of a ring (the shoelace formula).

    >>> area_and_centre(((0, 0), (2, 0), (2, 2), (0, 2)))
    (4.0, 1.0, 1.0)
    """
    twice = east = north = 0.0
    x0, y0 = ring[0]
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
        twice += cross
        east += (ax + bx - 2 * x0) * cross
        north += (ay + by - 2 * y0) * cross
    if twice == 0:
        return 0.0, x0, y0
    return twice / 2, x0 + east / (3 * twice), y0 + north / (3 * twice)


def geo_map(
    spec: GeoMapSpec, lang: str, chart_id: str, across: int = WIDE, *, standalone: bool = False
) -> str:
    """SVG of the map; north is up. Names stand where they fit inside their area without touching others.

    Points nearer to the one before than half a unit of the drawing are left out: they would not be seen.
    """
    places = [p for s in spec.shapes for ring in s.rings for p in ring]
    if not places or not any(s.value is not None for s in spec.shapes):
        return no_data(chart_id, spec.frame, lang, across, standalone)
    west, east = min([p[0] for p in places]), max([p[0] for p in places])
    south, north = min([p[1] for p in places]), max([p[1] for p in places])
    missing = any(s.value is None for s in spec.shapes)
    out = [missing_def(chart_id)] if missing else []
    key, used = map_key(spec.frame, spec.limits, missing, lang, chart_id, across, 0)
    out.append(key)
    top = used + 10
    scale = min((across - 4) / ((east - west) or 1.0), 560 / ((north - south) or 1.0))
    shift = (across - (east - west) * scale) / 2

    def at(p: tuple[float, float]) -> tuple[float, float]:
        return shift + (p[0] - west) * scale, top + 2 + (north - p[1]) * scale

    for s in sorted(spec.shapes, key=lambda s: s.own):
        fill, _, _ = look(s.value, spec.limits, chart_id, s.own)
        edge = f'stroke="{INK}" stroke-width="2.5"' if s.own else f'stroke="{AXIS}" stroke-width="1"'
        said = xml(f"{s.name}: {figure(s.value, lang, spec.frame.decimals, spec.frame.suffix)}")
        drawn = "".join([_ring([at(p) for p in ring]) for ring in s.rings])
        out.append(
            f'<path {fill} {edge} fill-rule="evenodd" stroke-linejoin="round" d="{drawn}"><title>{said}</title></path>'
        )
    kept: list[tuple[float, float, float]] = []
    for s in sorted(spec.shapes, key=lambda s: (not s.own, -_biggest(s)[0])):
        _, css, on = look(s.value, spec.limits, chart_id)
        size, ring = _biggest(s)
        if not size:
            continue
        x, y = at(area_and_centre(ring)[1:])
        room = max([at(p)[0] for p in ring]) - min([at(p)[0] for p in ring])
        name = next((n for n in (s.name, s.short) if n and width(n) <= room * 0.8), "")
        wide = width(name)
        if not name or any(abs(y - b) < 18 and abs(x - a) < (wide + w) / 2 + 4 for a, b, w in kept):
            continue
        kept.append((x, y, wide))
        out.append(
            f'<text class="{css}" x="{x:.1f}" y="{y + 5:.1f}" text-anchor="middle" fill="{on}">{xml(name)}</text>'
        )
    down = top + (north - south) * scale + 6
    said = describe_map(spec.frame, [(s.name, s.value) for s in spec.shapes], lang)
    return document(
        chart_id, "map", spec.frame, said, (across, round(down, 1)), "".join(out), lang, standalone
    )


def _biggest(s: Shape) -> tuple[float, Ring]:
    sized = [(abs(area_and_centre(ring)[0]), ring) for ring in s.rings if len(ring) > 2]
    return max(sized, key=lambda pair: pair[0], default=(0.0, ()))


def _ring(places: list[tuple[float, float]]) -> str:
    kept = places[:1]
    for x, y in places[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 0.5:
            kept.append((x, y))
    return "M" + "L".join([f"{x:.1f} {y:.1f}" for x, y in kept]) + "z"
