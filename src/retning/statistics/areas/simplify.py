"""Borders with fewer points: neighbours keep sharing one line, because each shared line is thinned once.

Rings are cut where three or more lines meet, and each piece is thinned by Ramer (1972) and Douglas and Peucker
(1973): a point stays when the line would otherwise pass further from it than the tolerance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Point = tuple[float, float]
Ring = list[Point]


def thin(line: Sequence[Point], tolerance: float) -> list[Point]:
    """An open line with its ends and the points that are needed; written without recursion, for long coasts.

    >>> thin([(0, 0), (1, 0.1), (2, 0), (3, 5)], 1)
    [(0, 0), (2, 0), (3, 5)]
    """
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    parts = [(0, len(line) - 1)]
    while parts:
        first, last = parts.pop()
        far, at = tolerance, -1
        for n in range(first + 1, last):
            distance = _distance(line[n], line[first], line[last])
            if distance > far:
                far, at = distance, n
        if at >= 0:
            keep[at] = True
            parts += [(first, at), (at, last)]
    return [point for point, stays in zip(line, keep, strict=True) if stays]


def _distance(p: Point, a: Point, b: Point) -> float:
    """How far a point is from the stretch between two others."""
    across, up = b[0] - a[0], b[1] - a[1]
    length = across * across + up * up
    t = 0.0 if length == 0 else ((p[0] - a[0]) * across + (p[1] - a[1]) * up) / length
    t = max(0.0, min(1.0, t))
    east, north = p[0] - a[0] - t * across, p[1] - a[1] - t * up
    return float((east * east + north * north) ** 0.5)


def meeting_points(rings: Iterable[Sequence[Point]]) -> set[Point]:
    """Points where the lines of all rings together do not simply pass: more or fewer than two neighbours."""
    beside: dict[Point, set[Point]] = {}
    for ring in rings:
        for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
            if a != b:
                beside.setdefault(a, set()).add(b)
                beside.setdefault(b, set()).add(a)
    return {point for point, others in beside.items() if len(others) != 2}


def simplified(shapes: Mapping[str, Sequence[Ring]], tolerance: float) -> dict[str, list[Ring]]:
    """Open rings (the last point is not the first) by area, thinned alike on both sides of a shared line.

    A ring that falls below three points is left out, unless it is the area's largest: that one then stays whole.

    >>> square = [(0.0, 0.0), (5.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    >>> simplified({"a": [square]}, 1.0)["a"]
    [[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]]
    """
    nodes = meeting_points(ring for rings in shapes.values() for ring in rings)
    found: dict[str, list[Ring]] = {}
    for area, rings in shapes.items():
        made = [(_ring(ring, nodes, tolerance), ring) for ring in rings]
        kept = [thinned for thinned, _ in made if len(thinned) >= 3]
        if not kept and rings:
            kept = [list(sorted(rings, key=lambda r: abs(ring_area(r)))[-1])]
        found[area] = kept
    return found


def _ring(ring: Ring, nodes: set[Point], tolerance: float) -> Ring:
    """One ring, piece by piece between the points where lines meet."""
    starts = [n for n, point in enumerate(ring) if point in nodes]
    if not starts:
        # An island, or one area around another: two fixed points that do not depend on where a ring begins.
        first = ring.index(min(ring))
        ring = [*ring[first:], *ring[:first]]
        far = max(range(len(ring)), key=lambda n: (_distance(ring[n], ring[0], ring[0]), ring[n]))
        starts = [0, far]
    out: Ring = []
    for start, end in zip(starts, [*starts[1:], starts[0]], strict=True):
        piece = ring[start : end + 1] if end > start else [*ring[start:], *ring[: end + 1]]
        # The same direction from both sides, so that equal distances are decided alike.
        turned = piece[-1] < piece[0] or (piece[-1] == piece[0] and piece[-2] < piece[1])
        thinned = thin(piece[::-1] if turned else piece, tolerance)
        out += (thinned[::-1] if turned else thinned)[:-1]
    return out


def ring_area(ring: Sequence[Point]) -> float:
    """Signed area of a ring by the shoelace formula.

    >>> ring_area([(0, 0), (2, 0), (2, 2), (0, 2)])
    4.0
    """
    x0, y0 = ring[0]
    twice = sum(
        (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0)
        for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)
    )
    return twice / 2
