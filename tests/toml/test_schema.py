"""Declared tables: every fault at once with its line and the nearest name, and schemas that say the same as the reader."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from retning.language.texts import LANGUAGES
from retning.toml.document import json_schema
from retning.toml.faults import Fault, fault_text
from retning.toml.kinds import (
    ADDRESS,
    ALL_LANGUAGES,
    DAY,
    FLAG,
    FRACTION,
    NAME,
    NUMBER,
    TEXT,
    TEXT_BY_NAME,
    TEXTS,
    WHEN,
    Kind,
    Listing,
    one_of,
    whole,
)
from retning.toml.lines import locate
from retning.toml.place import Place
from retning.toml.schema import Field, FileReading, TomlTable, Values, many, read

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Bridge:
    name: str
    length: float | None
    built: date | None


def _not_too_long(bridge: Bridge, place: Place) -> None:
    if bridge.length is not None and bridge.length > 5000:
        place.fault("field_too_large", "length", field="length", most=5000, value=bridge.length)


BRIDGE = TomlTable(
    "bridge",
    Field("name", TEXT, required=True),
    Field("length", NUMBER, required=True),
    Field("from", DAY, to="built"),
    into=Bridge,
    named_by=("name",),
    heading="[[bridge]]",
    check=_not_too_long,
)
FILE = TomlTable(
    "bridges",
    Field("bridge", many(BRIDGE, unique=("name",))),
    Field("about", TomlTable("about", Field("owner", TEXT, required=True), into=dict, heading="[about]")),
    build=lambda values, place: values,
)


def reading(source: str) -> FileReading[Values]:
    return read(locate(source, "bridges.toml"), FILE)


def found(source: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.key) for fault in reading(source).faults]


def test_a_table_becomes_a_record() -> None:
    read_ = reading('[[bridge]]\nname = "Old"\nlength = 12.5\nfrom = 1850-06-01\n')
    assert read_.faults == []
    assert read_.value["bridge"] == (Bridge("Old", 12.5, date(1850, 6, 1)),)


def test_every_fault_of_a_table_comes_in_one_run() -> None:
    source = '[[bridge]]\nname = ""\nlength = 9000\nfrom = "soon"\ncolour = 1\n[[bridge]]\n[about]\n'
    assert found(source) == [
        (2, "field_not_text"),
        (3, "field_too_large"),
        (4, "field_not_date"),
        (5, "field_unknown"),
        (6, "field_missing"),
        (6, "field_missing"),
        (7, "field_missing"),
    ]


def test_a_misspelt_key_suggests_the_nearest_known_one() -> None:
    (unknown, missing) = sorted(
        reading('[[bridge]]\nname = "Old"\nlenght = 4\n').faults, key=lambda f: -f.line
    )
    assert (unknown.key, unknown.near, missing.values["field"]) == ("field_unknown", "length", "length")
    assert fault_text("en", unknown).endswith("Possible here: name, length, from. Did you mean “length”?")


def test_a_name_unlike_all_others_gets_no_suggestion() -> None:
    (fault,) = reading('[[bridge]]\nname = "Old"\nlength = 4\nzzz = 4\n').faults
    assert (fault.key, fault.near) == ("field_unknown", "")


def test_a_fault_names_the_table_by_what_people_call_it() -> None:
    where = [fault.values["where"] for fault in reading("[[bridge]]\nlength = 1\n[about]\n").faults]
    assert where == ["[[bridge]]", "[about]"]
    (fault,) = reading('[[bridge]]\nname = "Old"\nlength = "4 m"\n').faults
    assert (fault.values["where"], fault.values["value"]) == ("Old", '"4 m"')


def test_a_value_deep_inside_is_named_by_its_path() -> None:
    deep = TomlTable("deep", Field("a", TomlTable("a", Field("b", NUMBER), into=dict)), into=dict)
    (fault,) = read(locate("[a]\nb = true\n", "x.toml"), deep).faults
    assert (fault.line, fault.values["field"], fault.values["value"]) == (2, "a.b", "true")


def test_a_single_table_counts_as_one_entry_with_its_lines() -> None:
    read_ = reading('[bridge]\nname = "Old"\nlength = "x"\n')
    assert [(f.line, f.key) for f in read_.faults] == [(3, "field_not_number")]
    assert [place.line("name") for place in read_.place.entries("bridge")] == [2]


def test_two_entries_of_one_name_are_a_fault_at_the_second() -> None:
    one = '[[bridge]]\nname = "Old"\nlength = 1\n'
    (fault,) = reading(one + one).faults
    assert (fault.line, fault.key, fault.values["line"]) == (5, "entry_twice", 2)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("bridge = 1", "field_not_tables"),
        ('bridge = ["Old"]', "field_not_tables"),
        ("about = 4", "field_not_table"),
        ("about = []", "field_not_table"),
    ],
)
def test_what_should_be_a_table_and_is_none_is_one_fault(written: str, key: str) -> None:
    assert found(written + "\n") == [(1, key)]


KINDS: list[tuple[Kind[Any], str, object, str]] = [
    # kind, a value that is right, how it is read, and a value that is wrong
    (TEXT, '" a "', "a", '" "'),
    (NUMBER, "4000", 4000, "nan"),
    (FLAG, "true", True, '"true"'),
    (DAY, '"2010-06-11"', date(2010, 6, 11), '"2010-02-30"'),
    (DAY, "2010-06-11", date(2010, 6, 11), "2010-06-11T00:00:00Z"),
    (WHEN, "2010", "2010", '"2010-Q5"'),
    (WHEN, '"2010-M12"', "2010-M12", "2010.5"),
    (ADDRESS, '"https://example.org"', "https://example.org", '"example.org"'),
    (whole(0, 9), "9", 9, "10"),
    (whole(1), "1", 1, "0"),
    (FRACTION, "0.25", 0.25, "25"),
    (one_of(("each", "sum"), "each"), '"sum"', "sum", '"often"'),
    (ALL_LANGUAGES, '{ nb = "a", nn = "b", en = "c" }', {"nb": "a", "nn": "b", "en": "c"}, '{ nb = "a" }'),
    (NAME, '"Avik"', {"nb": "Avik", "nn": "Avik", "en": "Avik"}, "3"),
    (
        NAME,
        '{ nb = "Oslo", sma = "Oslove" }',
        {"nb": "Oslo", "nn": "Oslo", "en": "Oslo", "sma": "Oslove"},
        '{ sma = "Oslove" }',
    ),
    (TEXTS, '["b", "a", "b"]', ("b", "a"), '["a", 1]'),
    (Listing(TEXT, "codes", least=1, single=True), '"a"', ("a",), "[]"),
    (TEXT_BY_NAME, '{ x = "a" }', {"x": "a"}, "{ x = 1 }"),
]


def plain(value: object) -> object:
    """A value of TOML as JSON has it: days as ISO text, as editors hand them to a schema."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


@pytest.mark.parametrize(("kind", "right", "value", "wrong"), KINDS)
def test_each_kind_reads_what_is_right_and_refuses_what_is_wrong(
    kind: Kind[Any], right: str, value: object, wrong: str
) -> None:
    table = TomlTable("t", Field("x", kind), into=dict)
    sound = read(locate(f"x = {right}\n", "x.toml"), table)
    assert (sound.faults, sound.value) == ([], {"x": value})
    faulty = read(locate(f"x = {wrong}\n", "x.toml"), table)
    assert [fault.line for fault in faulty.faults] in ([1], [1, 1])
    for fault in faulty.faults:
        for language in LANGUAGES:
            assert "{x}" not in fault_text(language, fault)


UNSEEN = ("nan", '"2010-02-30"', "2010-06-11T00:00:00Z")
"""Wrong values whose form is right: only the reader can tell."""


@pytest.mark.parametrize(("kind", "right", "value", "wrong"), KINDS)
def test_a_schema_says_the_same_of_a_value_as_the_reader(
    kind: Kind[Any], right: str, value: object, wrong: str
) -> None:
    table = TomlTable("t", Field("x", kind), into=dict)
    valid = fastjsonschema.compile(json.loads(json.dumps(json_schema(table, "x.toml"))))
    valid(plain(tomllib.loads(f"x = {right}\n")))
    if wrong not in UNSEEN:
        with pytest.raises(fastjsonschema.JsonSchemaException):
            valid(plain(tomllib.loads(f"x = {wrong}\n")))


SCHEMAS = ROOT / "docs" / "reference" / "schemas"
REGIONS = [*(ROOT / "regions").iterdir(), *(ROOT / "tests" / "regions").iterdir()]
WRITTEN = {
    "plan.json": "plan.toml",
    "corrections.json": "corrections.toml",
    "area.json": "area.toml",
    "indicator.json": "indicators/*.toml",
    "duties.json": "duties.toml",
    "statements.json": "statements.toml",
    "region.json": "region.toml",
    "sources.json": "sources.toml",
    "figure-table.json": "figures/*.toml",
}


def files_of(pattern: str) -> list[Path]:
    return [path for region in REGIONS for path in sorted(region.glob(pattern))]


@pytest.mark.parametrize("schema", sorted(path.name for path in SCHEMAS.iterdir()))
def test_the_regions_own_files_are_valid_by_their_schema(schema: str) -> None:
    valid = fastjsonschema.compile(json.loads((SCHEMAS / schema).read_text(encoding="utf-8")))
    files = files_of(WRITTEN[schema])
    assert files != []
    for path in files:
        valid(plain(tomllib.loads(path.read_text(encoding="utf-8"))))


def test_a_suggestion_is_said_in_every_language() -> None:
    fault = Fault("x.toml", 1, "report_area", {"where": "x", "id": "nroge"}, near="norge")
    assert [fault_text(language, fault).rsplit(" ", 3)[1:] for language in LANGUAGES] == [
        ["Mente", "du", "«norge»?"],
        ["Meinte", "du", "«norge»?"],
        ["you", "mean", "“norge”?"],
    ]
