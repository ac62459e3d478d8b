"""What an edition holds is stored beside the tests as lines that a reviewer reads: a change of a record is seen there."""

from __future__ import annotations

from pathlib import Path

from retning.edition.codec import decode
from retning.edition.files import FORMAT
from retning.edition.layout import LINE_FILES, WHOLE_FILES
from retning.edition.records.areas import Area
from retning.edition.records.targets import Demand, TargetType
from retning.edition.schema import json_schema, outline

STORED = Path(__file__).with_name(f"format_{FORMAT}.txt")


def test_what_an_edition_holds_is_what_was_agreed() -> None:
    """Write the file anew with ``python -m retning.edition.schema > tests/edition/format_<number>.txt``.

    A new field needs a default, so that editions from before it are read; where that is not true, raise FORMAT, write a
    reader in ``retning/edition/upgrade`` and store an edition of the old format.
    """
    assert outline(json_schema()) == STORED.read_text(encoding="utf-8")


def test_every_field_says_what_it_holds() -> None:
    assert "anything" not in outline(json_schema())


def test_an_outline_tells_types_words_defaults_and_nesting() -> None:
    schema = {
        "files": {"a.json": {"type": "array", "items": {"$ref": "#/$defs/A"}}},
        "$defs": {
            "A": {
                "properties": {
                    "state": {"enum": ["late", "done"]},
                    "note": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
                    "names": {"type": "object", "additionalProperties": {"type": "string"}},
                }
            }
        },
    }
    assert outline(schema).splitlines() == [
        "a.json: [A]",
        "",
        "A",
        "  state: 'late' | 'done'",
        "  note: string | null = None",
        "  names: {string}",
    ]


def test_a_field_at_its_default_is_not_written_and_is_read_as_its_default() -> None:
    assert decode(b'{"id":"a","kind":"county","name":{"nb":"A"}}', Area).codes == ()
    kind = TargetType(code="T8", name="minimum")
    assert (kind.label, Demand(value=7).with_(Demand(per="sum"))) == (
        "T8 MINIMUM",
        Demand(value=7, per="sum"),
    )


def test_names_of_files_tell_how_they_are_read() -> None:
    assert all(file.endswith(".json") for file in WHOLE_FILES)
    assert all(file.endswith(".jsonl") for file in LINE_FILES)
