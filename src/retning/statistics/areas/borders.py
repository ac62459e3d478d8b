"""Real borders in an edition: those of the areas that have a place on the map, in metres, with few points."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from retning.statistics.areas import Areas
from retning.statistics.areas.projection import to_epsg_25833
from retning.statistics.areas.simplify import ring_area, simplified
from retning.statistics.sources.borders import DeclaredBorders, Degrees, KeptBorders, holds_on, kept_borders

Json = dict[str, Any]

TOLERANCE = 150.0
"""Metres that a thinned line may pass from a point it leaves out: below what is seen on a map of a region."""
SMALLEST = 1_000_000.0
"""Square metres; smaller islands are left out unless they are all there is."""


def borders_content(
    declared: Sequence[DeclaredBorders], areas: Areas, home: Path, as_of: date | None = None
) -> list[Json]:
    """``borders.json``: for each declared and fetched file the rings of the areas that are on the map.

    >>> borders_content((), areas, Path("var"))  # doctest: +SKIP
    []
    """
    found = []
    for one in declared:
        if not holds_on(one, as_of):
            continue
        kept = kept_borders(one, home)
        if kept is not None:
            found.append(
                {
                    "id": one.id,
                    "day": one.day,
                    "year": int(one.day[:4]),
                    "address": one.address,
                    "licence": one.licence,
                    "attribution": one.attribution,
                    "fetched": kept.fetched,
                    "sha256": kept.sha256,
                    "frame": "EPSG:25833",
                    "tolerance": TOLERANCE,
                    "shapes": shapes(kept, areas),
                }
            )
    return found


def shapes(kept: KeptBorders, areas: Areas) -> dict[str, list[list[list[int]]]]:
    """Rings in whole metres by area, for the areas with a tile whose code the borders know."""
    day = date.fromisoformat(kept.day)
    wanted = {}
    for area in areas.listed():
        code = area.code_on(day) if area.tile else None
        if code is not None and code in kept.rings:
            wanted[area.id] = kept.rings[code]
    thinned = simplified({id: _metres(rings) for id, rings in wanted.items()}, TOLERANCE)
    return {
        id: [[[round(east), round(north)] for east, north in ring] for ring in _large(rings)]
        for id, rings in thinned.items()
    }


def _metres(rings: Degrees) -> list[list[tuple[float, float]]]:
    """Open rings in the national frame."""
    return [[to_epsg_25833(*point) for point in ring[:-1]] for ring in rings]


def _large(rings: list[list[tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    kept = [ring for ring in rings if abs(ring_area(ring)) >= SMALLEST]
    return kept or sorted(rings, key=lambda ring: -abs(ring_area(ring)))[:1]
