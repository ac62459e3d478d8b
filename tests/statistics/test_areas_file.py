"""What ``area.toml`` must look like, and what is said when it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from retning.language.texts import text
from retning.statistics.areas import load_areas

REGION = Path(__file__).resolve().parents[1] / "regions" / "tolevel"


def written(folder: Path, old: str, new: str) -> Path:
    """The example region's file with one thing in it changed."""
    source = (REGION / "area.toml").read_text(encoding="utf-8")
    assert source.count(old) >= 1
    (folder / "area.toml").write_text(source.replace(old, new, 1), encoding="utf-8")
    return folder


def test_the_example_region_loads() -> None:
    areas, faults = load_areas(REGION)
    assert faults == []
    assert areas is not None
    assert areas.main == "eksempelregionen"
    assert areas["avik"].name == {"nb": "Avik", "nn": "Avik", "en": "Avik"}
    assert areas.members("eksempelregionen") == ("avik", "cnes")
    assert areas.expand(["eksempelregionen", "eksempelregionen/members"]) == (
        "eksempelregionen",
        "avik",
        "cnes",
    )


@pytest.mark.parametrize(
    ("old", "new", "key", "found"),
    [
        ('code = "9001"', "code = 9001", "area_code_not_text", "9001"),
        ('id = "bdal"', 'id = "avik"', "area_duplicate_id", "avik"),
        ('id = "bdal"', 'id = "B dal"', "area_bad_id", "B dal"),
        ('code = "9002"', 'code = "9001"', "area_code_twice", "9001"),
        ('members = ["avik", "cnes"]', 'members = ["avik", "dvik"]', "area_unknown", "dvik"),
        ('members = ["avik", "cnes"]', 'members = ["avik", "bdal"]', "area_member_not_there", "bdal"),
        ('members = ["avik", "cnes"]', "members = [9001]", "field_not_text", "eksempelregionen"),
        ('borders = "2024-01-01"\n', "", "area_borders_missing", "eksempelregionen"),
        ('borders = "2024-01-01"', 'borders = "today"', "field_not_borders", "today"),
        ('main = "eksempelregionen"', 'main = "nowhere"', "area_unknown", "nowhere"),
        ('name = "Cnes"', "name = 3", "field_not_name", "name"),
        ('name = "Cnes"\n', "", "field_missing", "cnes"),
        (
            'to = "2019-12-31" },\n  { code = "9010"',
            'to = "2019-31-12" },\n  { code = "9010"',
            "field_not_date",
            "2019-31-12",
        ),
        ('kind = "merge"', 'kind = "marriage"', "field_not_choice", "marriage"),
        ('kind = "merge"', 'kind = "split"', "area_change_shape", "split"),
        ("back = 0.25", "back = 0.35", "area_weights_off", "9010"),
        ("back = 0.25", "back = 1.25", "area_bad_weight", "9002"),
        ("back = 0.25", "share = 0.5, back = 0.25", "area_weights_off", "9002"),
        ('before = "9002"', 'before = "9099"', "area_code_not_valid", "9099"),
        ('day = "2020-01-01"\n', "", "field_missing", "day"),
        (
            'address = "https://example.org/region"\n',
            "",
            "area_membership_without_source",
            "eksempelregionen",
        ),
        ('address = "https://example.org/endring"\n', "", "area_change_without_source", "2020-01-01"),
        ('members = ["avik", "cnes"]', 'members = ["eksempelregionen"]', "area_circle", "eksempelregionen"),
        ("[[county]]", "[[country]]", "field_unknown", "country"),
        ('name = "Cnes"', 'naem = "Cnes"', "field_unknown", "naem"),
        ('codes = [{ code = "9003" }]', "", "area_without_codes", "cnes"),
        ('codes = [{ code = "9003" }]', 'codes = ["9003"]', "field_not_tables", "codes"),
    ],
)
def test_each_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, key: str, found: str) -> None:
    areas, faults = load_areas(written(tmp_path, old, new))
    assert areas is None
    named = [fault for fault in faults if fault.key == key]
    assert named, [fault.key for fault in faults]
    assert named[0].line > 0
    for language in ("nb", "nn", "en"):
        assert found in text(language, f"fault.{key}", **named[0].values)


def test_several_faults_are_told_at_once(tmp_path: Path) -> None:
    folder = written(tmp_path, 'code = "9003"', "code = 9003")
    source = (folder / "area.toml").read_text(encoding="utf-8")
    (folder / "area.toml").write_text(source.replace("back = 0.25", "back = 0.5"), encoding="utf-8")
    _, faults = load_areas(folder)
    assert {"area_code_not_text", "area_weights_off"} <= {fault.key for fault in faults}
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    areas, faults = load_areas(tmp_path)
    assert areas is None
    assert [fault.key for fault in faults] == ["file_missing"]
