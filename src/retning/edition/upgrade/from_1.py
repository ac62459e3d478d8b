"""From format 1 to format 2.

Format 1 was written by many versions of the program while files and fields came to be: the first editions had twelve files.
What an edition of that time does not tell is filled with nothing, never with what a later version would have computed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from retning.edition.codec import encode
from retning.edition.records.base import JsonValue

_LISTS = (
    "area_changes", "borders", "corrections", "openings", "other_methods", "pages", "paths", "peers", "sentences",
    "statements", "status",
)  # fmt: skip

_NO_RATES: JsonValue = {
    **dict.fromkeys(("seed", "replications", "alpha", "level", "noise", "step"), 0),
    "rows": [],
}
_NO_INTERVAL: JsonValue = {"method": "", "lower": {}, "upper": {}, "error": {}}
_STATES = ("done", "due", "late", "not reported")
_ONLY_RULES: dict[str, JsonValue] = {
    "version": "2026.1",
    "from": "2026-11-23",
    "decided_by": {
        "nb": "De som forvalter regelsettet i Retning",
        "nn": "Dei som forvaltar regelsettet i Retning",
        "en": "The keepers of the rule book of Retning",
    },
    "what": {"nb": "Det første regelsettet.", "nn": "Det første regelsettet.", "en": "The first rule book."},
    "why": {"nb": "", "nn": "", "en": ""},
    "changes": [],
}
"""The one version that there was; editions came to tell of it later."""


def to_2(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an edition of format 1 as format 2 had them, with nothing where it told nothing.

    >>> to_2({"inputs.json": b'{"rule_version": "2026.1"}'})["rules.json"]
    b'{"used":"2026.1","versions":[]}\\n'
    """
    made = {**{f"{stem}.json": b"[]" for stem in _LISTS}, **files}
    made.setdefault("error_rates.json", encode(_NO_RATES))
    made.setdefault("history.json", b"{}")
    made.setdefault("sources.json", b"{}")
    made.setdefault("rules.json", _rules(files))
    made.setdefault(
        "coverage.json", encode({"year": _newest_year(files), "counts": dict.fromkeys(_STATES, 0)})
    )
    made["indicators.json"] = _with_intervals(files.get("indicators.json", b"[]"))
    return made


def _with_intervals(indicators: bytes) -> bytes:
    """The definitions, each with the interval that it declared, or none."""
    found: list[dict[str, JsonValue]] = json.loads(indicators)
    return encode([{"interval": _NO_INTERVAL, **one} for one in found])


def _rules(files: Mapping[str, bytes]) -> bytes:
    """The version that judged, with the limits that were noted among what went in."""
    inputs: dict[str, dict[str, JsonValue]] = json.loads(files.get("inputs.json", b"{}"))
    limits = {n: v for n, v in inputs.get("rules", {}).items() if not isinstance(v, str)}
    limits = {"smallest_share": 0.01, **limits}  # stood in the code before it was noted
    return encode({"used": _ONLY_RULES["version"], "versions": [{**_ONLY_RULES, "limits": limits}]})


def _newest_year(files: Mapping[str, bytes]) -> int:
    """The year of the newest publication: the board of duties of that time showed the edition's year."""
    vintages = (str(table.get("vintage", "")) for table in json.loads(files.get("tables.json", b"[]")))
    return max((int(v[:4]) for v in vintages if v[:4].isdigit()), default=0)
