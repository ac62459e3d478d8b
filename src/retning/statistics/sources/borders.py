"""Borders of areas from a publisher: declared in ``sources.toml``, fetched once, kept raw with their hash.

``[[borders]]`` names a GeoJSON file in degrees (WGS 84) and the property that holds an area's code. What comes is
checked before it is kept: a collection of polygons, every ring closed and inside the world, every code once, no
more bytes than declared, and the declared hash where there is one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from retning.disk import replace_file
from retning.plan.model import Text
from retning.statistics.sources.errors import SourceError
from retning.statistics.sources.http import Client, HttpLimits
from retning.statistics.sources.jsonstat import parse_json
from retning.toml.faults import Fault, InputError

MOST_MEGABYTES = 50
FOLDER = "borders"

Degrees = list[list[tuple[float, float]]]
"""Closed rings of (longitude, latitude)."""


@dataclass(frozen=True)
class DeclaredBorders:
    """Borders to fetch. ``day`` is the first day on which they held; ``code`` the property with an area's code."""

    id: str
    address: str
    day: str
    code: str
    licence: str
    attribution: str
    name: Text = field(default_factory=dict)
    max_megabytes: int = 10
    sha256: str = ""
    page: str = ""  # for people

    @property
    def host(self) -> str:
        """The only host that is called for them."""
        return urlsplit(self.address).netloc


@dataclass(frozen=True)
class KeptBorders:
    """Borders in the archive: who published them, when they came, and the rings of each code."""

    id: str
    day: str
    fetched: str
    sha256: str
    rings: Mapping[str, Degrees]


def rings_of(content: Any, code: str) -> dict[str, Degrees]:
    """The rings of each code in a GeoJSON collection, outer rings and holes alike.

    Raises :class:`SourceError` (``borders_shape`` with what is wrong).

    >>> box = [[[0.0, 60.0], [1.0, 60.0], [1.0, 61.0], [0.0, 60.0]]]
    >>> feature = {"type": "Feature", "properties": {"no": "1"}, "geometry": {"type": "Polygon", "coordinates": box}}
    >>> len(rings_of({"type": "FeatureCollection", "features": [feature]}, "no")["1"])
    1
    """
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise SourceError("borders_shape", detail="FeatureCollection")
    features = content.get("features")
    if not isinstance(features, list) or not features:
        raise SourceError("borders_shape", detail="features")
    found: dict[str, Degrees] = {}
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        of = properties.get(code) if isinstance(properties, dict) else None
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if not isinstance(of, str) or not of:
            raise SourceError("borders_shape", detail=f"properties.{code}")
        if of in found:
            raise SourceError("borders_shape", detail=f"{of} (2)")
        found[of] = _polygons(geometry, of)
    return found


def _polygons(geometry: Any, of: str) -> Degrees:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    given = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(given, list) or not given:
        raise SourceError("borders_shape", detail=f"{of}: geometry")
    rings = []
    for polygon in [given] if kind == "Polygon" else given:
        if not isinstance(polygon, list):
            raise SourceError("borders_shape", detail=f"{of}: coordinates")
        rings += [_ring(ring, of) for ring in polygon]
    return rings


def _ring(given: Any, of: str) -> list[tuple[float, float]]:
    if not isinstance(given, list) or len(given) < 4:
        raise SourceError("borders_shape", detail=f"{of}: < 4")
    ring = []
    for point in given:
        if (
            not isinstance(point, list)
            or len(point) < 2
            or any(isinstance(v, bool) or not isinstance(v, int | float) for v in point[:2])
            or not (-180 <= point[0] <= 180 and -90 < point[1] < 90)
        ):
            raise SourceError("borders_shape", detail=f"{of}: {str(point)[:40]}")
        ring.append((float(point[0]), float(point[1])))
    if ring[0] != ring[-1]:
        raise SourceError("borders_shape", detail=f"{of}: {ring[0]} – {ring[-1]}")
    return ring


def fetch_borders(
    declared: DeclaredBorders,
    home: Path,
    *,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
    limits: HttpLimits | None = None,
    transport: httpx.BaseTransport | None = None,
) -> bool:
    """Fetch borders, check them and keep them; whether they are new. Raises :class:`SourceError`.

    What was kept before stays in use until the new file is whole: it is replaced by one rename.

    >>> fetch_borders(declared, Path("var"), clock=time.time, sleep=time.sleep)  # doctest: +SKIP
    True
    """
    most = declared.max_megabytes * 1_000_000
    bounded = HttpLimits(max_bytes=most) if limits is None else limits
    with Client([declared.host], clock=clock, sleep=sleep, limits=bounded, transport=transport) as client:
        content, answer = client.json("GET", declared.address)
    digest = hashlib.sha256(answer.content).hexdigest()
    if declared.sha256 and digest != declared.sha256:
        raise SourceError("borders_hash", wanted=declared.sha256[:12], found=digest[:12])
    rings_of(content, declared.code)
    if _holds(declared, home, digest):
        return False
    place = home / "archive" / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    fetched = datetime.fromtimestamp(clock(), UTC).isoformat(timespec="seconds")
    replace_file(place / f"{declared.id}.{digest[:12]}.geojson", answer.content)
    about = {"id": declared.id, "address": declared.address, "fetched": fetched, "sha256": digest}
    replace_file(place / f"{declared.id}.json", (json.dumps(about, sort_keys=True) + "\n").encode())
    return True


def _holds(declared: DeclaredBorders, home: Path, digest: str) -> bool:
    """Whether the archive holds this file whole; what is damaged is replaced by what has come."""
    try:
        kept = kept_borders(declared, home)
    except InputError:
        return False
    return kept is not None and kept.sha256 == digest


def _about(home: Path, id: str) -> dict[str, str] | None:
    path = home / "archive" / FOLDER / f"{id}.json"
    if not path.is_file():
        return None
    try:
        found: dict[str, str] = json.loads(path.read_bytes())
        return {name: str(found[name]) for name in ("id", "address", "fetched", "sha256")}
    except (ValueError, LookupError, TypeError) as error:
        raise InputError([Fault(str(path), 0, "archive_damaged", {"file": path.name})]) from error


def kept_borders(declared: DeclaredBorders, home: Path) -> KeptBorders | None:
    """The borders that the archive holds, or ``None`` before the first fetch.

    Raises :class:`~retning.toml.faults.InputError` (``archive_damaged``) where the bytes are not those that came.
    """
    about = _about(home, declared.id)
    if about is None:
        return None
    path = home / "archive" / FOLDER / f"{declared.id}.{about['sha256'][:12]}.geojson"
    raw = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(raw).hexdigest() != about["sha256"]:
        raise InputError([Fault(str(path), 0, "archive_damaged", {"file": path.name})])
    try:
        rings = rings_of(parse_json(raw), declared.code)
    except SourceError as error:  # what came under another declaration does not fit this one
        raise InputError([Fault("sources.toml", 0, "borders_kept_otherwise", {"id": declared.id})]) from error
    return KeptBorders(declared.id, declared.day, about["fetched"], about["sha256"], rings)


def holds_on(declared: DeclaredBorders, day: date | None) -> bool:
    """Whether the borders held on a day (always, without one)."""
    return day is None or declared.day <= day.isoformat()
