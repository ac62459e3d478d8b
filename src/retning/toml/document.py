"""What a declaration says about itself: the table of keys for the reference, and the JSON Schema for editors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from retning.toml.kinds import Schema
from retning.toml.schema import Field, TomlTable

DRAFT = "http://json-schema.org/draft-07/schema#"


def key_table(fields: Iterable[Field[Any]]) -> str:
    """Keys as a Markdown table: name, whether it must be there, what is written and what it means.

    >>> from retning.toml.kinds import TEXT
    >>> print(key_table([Field("id", TEXT, "its own name", required=True)]))
    | key | must | written as | meaning |
    | --- | --- | --- | --- |
    | `id` | yes | text | its own name |
    """
    rows = ["| key | must | written as | meaning |", "| --- | --- | --- | --- |"]
    for field in fields:
        must = field.must or ("yes" if field.required else "")
        cells = (f"`{field.name}`", must, field.kind.words, field.about)
        rows.append(
            f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |".replace("|  |", "| |")
        )
    return "\n".join(rows)


def json_schema(table: TomlTable[Any], file: str) -> Schema:
    """The JSON Schema of a file whose top is this table.

    >>> from retning.toml.kinds import TEXT
    >>> json_schema(TomlTable("region", Field("report", TEXT), into=dict), "region.toml")["title"]
    'region.toml'
    """
    named: dict[str, Schema] = {}
    tree = table.tree(named)
    found: dict[str, object] = {"$schema": DRAFT, "title": file, **tree}
    if named:
        found["definitions"] = {name: named[name] for name in sorted(named)}
    return found


def written(schema: Schema) -> str:
    """A schema as it stands on disk: readable, and the same bytes each time."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
