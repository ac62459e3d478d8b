"""A change of what an edition holds raises its format, so that no page is made from an edition that lacks what it tells."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from retning.build.run import build
from retning.edition.store import FORMAT
from support.wide_region import wide_region

SHAPES = {2: "e2b8ed3d26e8efee"}
"""For each format a fingerprint of its files and of the fields of their entries."""

_DEEPEST = 4


def shape(value: Any, ids: frozenset[str], path: str = "", depth: int = 0) -> set[str]:
    """The paths of all fields; where the keys are ids, periods or languages, ``*`` stands for any of them."""
    if isinstance(value, list):
        return {found for one in value for found in shape(one, ids, path + "[]", depth)} | {path}
    if not isinstance(value, dict) or depth == _DEEPEST:
        return {path}
    fields = all(key.isidentifier() and key not in ids for key in value)
    return {path} | {
        found
        for key, one in value.items()
        for found in shape(one, ids, f"{path}.{key if fields else '*'}", depth + 1)
    }


def test_what_an_edition_holds_changes_with_its_format_only(tmp_path: Path) -> None:
    content = build(wide_region(tmp_path), tmp_path / "home").content
    ids = {e["id"] for e in content["plan"]["elements"]} | {i["id"] for i in content["indicators"]}
    ids |= {a["id"] for a in content["areas"]} | {"nb", "nn", "en"}
    found = sorted(shape(dict(content), frozenset(ids)))
    assert ".plan.elements[].id" in found and ".series.series[].value" in found
    mark = hashlib.sha256("\n".join(found).encode()).hexdigest()[:16]
    assert SHAPES.get(FORMAT) == mark, (
        f"an edition now holds other fields than format {FORMAT} did: raise FORMAT in statistics/edition.py "
        f"and note {mark} for it here"
    )
