"""The register of corrections: right while the fault lasts, and a fault itself when it is over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from retning.language.texts import LANGUAGES, text
from retning.statistics.model import Manifest, Table
from retning.statistics.tables.corrections import apply_corrections, load_corrections

REGISTER = """
[[correction]]
table = "figures/people"
where = { area = "7001", sex = "0" }
period = "2023"
wrong = 32.0
right = 20.3
reason = { nb = "Regnet feil", en = "Wrong arithmetic" }
source = "The page's own counts"
address = "https://example.org/counts"
"""


def table(value: float = 32.0, vintage: str = "2024-02-20", status: str = "") -> Table:
    manifest = Manifest("figures/people", {}, "p", "", vintage, vintage, "https://x.org", "l", "a", "0" * 64)
    return Table(
        manifest,
        {"area": ("7001", "7001", "7002"), "sex": ("0", "1", "0")},
        ("2023", "2023", "2023"),
        np.array([value, 1.0, 2.0]),
        (status, "", ""),
    )


def register(tmp_path: Path, content: str = REGISTER) -> Path:
    (tmp_path / "corrections.toml").write_text(content, encoding="utf-8")
    return tmp_path


def test_a_figure_is_put_right_and_says_so(tmp_path: Path) -> None:
    listed, faults = load_corrections(register(tmp_path))
    assert faults == []
    before = table()
    [after], faults = apply_corrections([before], listed)
    assert faults == []
    assert after.value.tolist() == [20.3, 1.0, 2.0]
    origin = after.origins[after.origin[0]]
    assert (origin.source, origin.address) == ("The page's own counts", "https://example.org/counts")
    assert origin.note == "32 → 20.3: Regnet feil"
    assert after.origin[1:] == (-1, -1)
    assert before.value.tolist() == [32.0, 1.0, 2.0]  # what was read is not changed


def test_a_figure_without_a_right_value_is_removed(tmp_path: Path) -> None:
    listed, _ = load_corrections(register(tmp_path, REGISTER.replace("right = 20.3", "remove = true")))
    [after], faults = apply_corrections([table()], listed)
    assert faults == []
    assert np.isnan(after.value[0]) and after.status[0] == ".."
    assert after.origins[0].note.startswith("32 → ..")


@pytest.mark.parametrize(
    ("tables", "key"),
    [
        ([table(20.3)], "correction_repaired"),
        ([table(float("nan"), status=":")], "correction_repaired"),
        ([table(), table(20.0, "2025-02-20")], "correction_repaired"),
        ([], "correction_no_table"),
    ],
)
def test_when_the_publisher_repairs_it_the_correction_is_a_fault(
    tmp_path: Path, tables: list[Table], key: str
) -> None:
    listed, _ = load_corrections(register(tmp_path))
    _, faults = apply_corrections(tables, listed)
    assert [(f.file, f.line, f.key) for f in faults] == [("corrections.toml", 2, key)]
    for lang in LANGUAGES:
        assert text(lang, f"fault.{key}", **dict(faults[0].values))


def test_old_vintages_are_put_right_too_and_repaired_ones_left_alone(tmp_path: Path) -> None:
    listed, _ = load_corrections(register(tmp_path))
    tables = [table(31.0, "2023-02-20"), table(32.0, "2024-02-20"), table(32.0, "2025-02-20")]
    corrected, faults = apply_corrections(tables, listed)
    assert faults == []
    assert [t.value[0] for t in corrected] == [31.0, 20.3, 20.3]


def test_a_named_vintage_is_the_only_one(tmp_path: Path) -> None:
    listed, _ = load_corrections(register(tmp_path, REGISTER + 'vintage = "2024-02-20"\n'))
    corrected, faults = apply_corrections([table(), table(20.3, "2025-02-20")], listed)
    assert faults == []
    assert [t.value[0] for t in corrected] == [20.3, 20.3]


@pytest.mark.parametrize(
    "where", ['{ area = "7001" }', '{ area = "7009", sex = "0" }', '{ area = "7001", ages = "0" }']
)
def test_a_correction_must_hit_one_row(tmp_path: Path, where: str) -> None:
    listed, _ = load_corrections(register(tmp_path, REGISTER.replace('{ area = "7001", sex = "0" }', where)))
    _, faults = apply_corrections([table()], listed)
    assert [f.key for f in faults] == ["correction_no_row"]


def test_an_earlier_day_and_an_empty_archive_are_no_faults(tmp_path: Path) -> None:
    listed, _ = load_corrections(register(tmp_path))
    assert apply_corrections([], listed, date(2020, 1, 1)) == ([], [])
    fetched, _ = load_corrections(register(tmp_path, REGISTER.replace("figures/people", "ssb/07459")))
    assert apply_corrections([], fetched) == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("wrong = 32.0", 'wrong = "32"', 6, "field_not_number"),
        ("right = 20.3", "", 2, "correction_right"),
        ("right = 20.3", "right = 20.3\nremove = true", 7, "correction_right"),
        ('period = "2023"', "period = 2023", 5, "field_not_text"),
        ('source = "The page\'s own counts"', "", 2, "field_missing"),
        ('source = "The page\'s own counts"', 'sauce = "x"\nsource = "y"', 9, "field_unknown"),
        ("[[correction]]", "[[corrections]]", 2, "field_unknown"),
        ('table = "figures/people"', "table = []", 3, "field_not_text"),
        ('{ nb = "Regnet feil"', '{ nn = "Rekna feil"', 8, "language_missing"),
        ("https://example.org/counts", "the minutes", 10, "field_not_address"),
        ("wrong = 32.0", "wrong = ", 6, "toml_syntax"),
    ],
)
def test_a_bad_register_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, key: str
) -> None:
    listed, faults = load_corrections(register(tmp_path, REGISTER.replace(old, new)))
    assert listed == ()
    assert [(f.line, f.key) for f in faults] == [(line, key)]


def test_a_register_of_one_correction_may_be_a_single_table(tmp_path: Path) -> None:
    listed, faults = load_corrections(register(tmp_path, REGISTER.replace("[[correction]]", "[correction]")))
    assert faults == []
    assert [one.right for one in listed] == [20.3]
