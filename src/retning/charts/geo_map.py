"""A map with real borders, fitted to its place; the polygons are already projected to metres."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Self, TypeAlias

from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
from retning.charts.labels import figure
from retning.charts.map_classes import look, map_key, map_words
from retning.charts.marks import AXIS, INK
from retning.charts.patterns import missing_def
from retning.charts.samples import NAMES, RATE
from retning.charts.text_width import width, xml

Place: TypeAlias = tuple[float, float]
"""(east, north) in metres."""
Ring: TypeAlias = tuple[Place, ...]
"""A closed ring; the last point need not repeat the first."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One area's polygons: outer rings and holes alike (a hole is where rings overlap an even number of times)."""

    name: str
    rings: tuple[Ring, ...]
    value: float | None = None
    short: str = ""
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class GeoMap(Chart):
    """Areas with their borders, north up; ours has a heavy edge.

    ``limits`` are the borders between classes, rising: n of them make n + 1 classes (at most 5). Names stand where
    they fit inside their area without touching others.
    """

    shapes: tuple[Shape, ...]
    limits: tuple[float, ...]

    css_class: ClassVar[str] = "map"

    @classmethod
    def sample(cls) -> Self:
        def corner(i: int, east: float, north: float) -> Place:
            return i % 4 * 20000.0 + east, i // 4 * 30000.0 + north

        shapes = [
            Shape(
                name,
                ((corner(i, 0, 0), corner(i, 19000, 2000), corner(i, 20000, 29000), corner(i, 3000, 30000)),),
                None if i == 5 else 40 + i * 2.5,
                name[:2],
                i == 1,
            )
            for i, name in enumerate(NAMES)
        ]
        return cls(RATE, shapes=tuple(shapes), limits=(44, 48, 52))

    def draw(self, canvas: Canvas) -> Drawing | None:
        places = [p for s in self.shapes for ring in s.rings for p in ring]
        if not places or not any(s.value is not None for s in self.shapes):
            return None
        west, east = min([p[0] for p in places]), max([p[0] for p in places])
        south, north = min([p[1] for p in places]), max([p[1] for p in places])
        missing = any(s.value is None for s in self.shapes)
        out = [missing_def(canvas.chart_id)] if missing else []
        key, used = map_key(self.frame, self.limits, missing, canvas)
        out.append(key)
        top = used + 10
        scale = min((canvas.across - 4) / ((east - west) or 1.0), 560 / ((north - south) or 1.0))
        shift = (canvas.across - (east - west) * scale) / 2

        def at(p: Place) -> Place:
            return shift + (p[0] - west) * scale, top + 2 + (north - p[1]) * scale

        for s in sorted(self.shapes, key=lambda s: s.own):
            fill, _, _ = look(s.value, self.limits, canvas.chart_id, s.own)
            edge = f'stroke="{INK}" stroke-width="2.5"' if s.own else f'stroke="{AXIS}" stroke-width="1"'
            said = xml(f"{s.name}: {figure(s.value, canvas.lang, self.frame.decimals, self.frame.suffix)}")
            drawn = "".join([_outline([at(p) for p in ring]) for ring in s.rings])
            out.append(
                f'<path {fill} {edge} fill-rule="evenodd" stroke-linejoin="round" d="{drawn}"><title>{said}</title></path>'
            )
        out.append(self._names(at, canvas.chart_id))
        return Drawing("".join(out), round(top + (north - south) * scale + 6, 1))

    def words(self, lang: str) -> str:
        return map_words(self.frame, [(s.name, s.value) for s in self.shapes], lang)

    def _names(self, at: Callable[[Place], Place], chart_id: str) -> str:
        """Names inside their areas, ours first and then the largest areas'; ``at`` gives places in the drawing."""
        out: list[str] = []
        kept: list[tuple[float, float, float]] = []
        for s in sorted(self.shapes, key=lambda s: (not s.own, -_biggest(s)[0])):
            _, css, on = look(s.value, self.limits, chart_id)
            size, ring = _biggest(s)
            if not size:
                continue
            _, east, north = area_and_centre(ring)
            x, y = at((east, north))
            room = max([at(p)[0] for p in ring]) - min([at(p)[0] for p in ring])
            name = next((n for n in (s.name, s.short) if n and width(n) <= room * 0.8), "")
            wide = width(name)
            if not name or any(abs(y - b) < 18 and abs(x - a) < (wide + w) / 2 + 4 for a, b, w in kept):
                continue
            kept.append((x, y, wide))
            out.append(
                f'<text class="{css}" x="{x:.1f}" y="{y + 5:.1f}" text-anchor="middle" fill="{on}">{xml(name)}</text>'
            )
        return "".join(out)


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


def _biggest(s: Shape) -> tuple[float, Ring]:
    """The largest ring of an area with its size in square metres; (0, no ring) for an area without any."""
    sized = [(abs(area_and_centre(ring)[0]), ring) for ring in s.rings if len(ring) > 2]
    return max(sized, key=lambda pair: pair[0], default=(0.0, ()))


def _outline(places: list[Place]) -> str:
    """Path data of a ring. Points nearer to the one before than half a unit would not be seen: they are left out."""
    kept = places[:1]
    for x, y in places[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 0.5:
            kept.append((x, y))
    return "M" + "L".join([f"{x:.1f} {y:.1f}" for x, y in kept]) + "z"
