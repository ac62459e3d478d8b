"""JSON Schema of everything in an edition, for programs that read one without us."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import msgspec

from retning.edition.files import FORMAT
from retning.edition.layout import AREA_LINE, FIRST_LINE, LINE_FILES, MANIFEST, WHOLE_FILES, part_file
from retning.edition.records.manifest import Manifest


def json_schema() -> dict[str, Any]:
    """One schema: the records under ``$defs``, and under ``files`` what each file holds.

    A file named ``….jsonl`` has one object in each line; the part of an indicator has a first line of its own.

    >>> json_schema()["files"]["plan.json"]
    {'$ref': '#/$defs/Plan'}
    """
    parts = part_file("<id>")
    kinds: dict[str, object] = {
        MANIFEST: Manifest,
        **WHOLE_FILES,
        **LINE_FILES,
        f"{parts} (first line)": FIRST_LINE,
        f"{parts} (further lines)": AREA_LINE,
    }
    files, records = msgspec.json.schema_components(kinds.values(), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"An edition of Retning, format {FORMAT}",
        "files": dict(zip(kinds, files, strict=True)),
        "$defs": dict(sorted(records.items())),
    }


def outline(schema: Mapping[str, Any]) -> str:
    """A schema as lines that people can compare: each record with its fields, what they hold, and their defaults."""
    lines = [f"{file}: {_written(kind)}" for file, kind in schema["files"].items()]
    for name, record in schema["$defs"].items():
        lines += ["", name]
        if "properties" not in record:
            lines.append(f"  {_written(record)}")
        for field, kind in record.get("properties", {}).items():
            default = f" = {kind['default']!r}" if "default" in kind else ""
            lines.append(f"  {field}: {_written(kind)}{default}")
    return "\n".join(lines) + "\n"


def _written(kind: Mapping[str, Any]) -> str:
    """What a field holds, in one line."""
    if "$ref" in kind:
        return str(kind["$ref"]).rpartition("/")[2]
    if "enum" in kind:
        return " | ".join(repr(word) for word in kind["enum"])
    if "anyOf" in kind:
        return " | ".join(_written(one) for one in kind["anyOf"])
    if kind.get("type") == "array":
        if "prefixItems" in kind:
            return "(" + ", ".join(_written(one) for one in kind["prefixItems"]) + ")"
        return f"[{_written(kind.get('items', {}))}]"
    if kind.get("type") == "object":
        return "{" + _written(kind.get("additionalProperties", {})) + "}"
    return str(kind.get("type", kind.get("const", "anything")))


if __name__ == "__main__":
    sys.stdout.write(outline(json_schema()))
