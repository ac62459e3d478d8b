"""The publisher's own borders, as they came: thinned for the map they keep their size and still fit together."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from retning.statistics.areas import load_areas
from retning.statistics.areas.borders import TOLERANCE, shapes
from retning.statistics.areas.projection import to_epsg_25833
from retning.statistics.areas.simplify import ring_area
from retning.statistics.sources.borders import KeptBorders, rings_of
from support.cases import case_file

ROOT = Path(__file__).resolve().parents[2]


def test_real_borders_keep_their_area_and_fit_together() -> None:
    raw = json.loads(case_file("areas", "borders_trondelag_2024.geojson").read_text())
    rings = rings_of(raw, "kommunenummer")
    assert len(rings) == 38
    declared = tomllib.loads((ROOT / "regions/trondheimsregionen/sources.toml").read_text())["borders"][0]
    assert declared["code"] == "kommunenummer"
    areas, faults = load_areas(ROOT / "regions/trondheimsregionen")
    assert areas is not None, faults
    made = shapes(KeptBorders("x", "2024-01-01", "", "", rings), areas)
    assert len(made) == 8
    for id, kept in made.items():
        area = next(a for a in areas.listed() if a.id == id)
        code = next(c.code for c in area.codes if c.valid_to is None)
        whole = sum(abs(ring_area([to_epsg_25833(*p) for p in ring])) for ring in rings[code])
        drawn = sum(abs(ring_area([(e, n) for e, n in ring])) for ring in kept)
        assert drawn == pytest.approx(whole, rel=0.03), id
    edges: dict[frozenset[tuple[int, int]], int] = {}
    for kept in made.values():
        for ring in kept:
            places = [(e, n) for e, n in ring]
            for a, b in zip(places, [*places[1:], places[0]], strict=True):
                edges[frozenset((a, b))] = edges.get(frozenset((a, b)), 0) + 1
    assert max(edges.values()) == 2
    assert sum(n == 2 for n in edges.values()) > 20
    assert len(json.dumps(made)) < 20_000
    assert TOLERANCE < 500
