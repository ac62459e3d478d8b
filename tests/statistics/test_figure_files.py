"""Typed figures: what is read, what is refused, and on which line."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from retning.language.texts import LANGUAGES, in_language, text
from retning.statistics.model import Table
from retning.statistics.sources import figure_rows, xlsx
from retning.statistics.sources.files import known_by, load_figures

HEADER = "area,period,value,unit,source,address,published,note,measure"
TOML = """
title = { nb = "Folketall", en = "Population" }
publisher = "Byrået"
licence = "CC BY 4.0"
attribution = "Kilde: Byrået"
typed = "2026-01-05"
published = "2025-02-20"
[units]
people = "persons"
[source.b]
source = "Byrået, tabell 1"
address = "https://example.org/1"
note = "page 3"
"""


def region(tmp_path: Path, rows: str | bytes, toml: str = TOML, header: str = HEADER) -> Path:
    folder = tmp_path / "figures"
    folder.mkdir(exist_ok=True)
    content = rows if isinstance(rows, bytes) else f"{header}\n{rows}\n".encode()
    (folder / "people.csv").write_bytes(content)
    (folder / "people.toml").write_text(toml, encoding="utf-8")
    return tmp_path


def faults_of(folder: Path) -> list[tuple[str, int, str]]:
    tables, faults = load_figures(folder)
    assert not (tables and faults), "a file with a fault gives no table"
    for fault in faults:
        for lang in LANGUAGES:
            assert text(lang, f"fault.{fault.key}", **dict(fault.values))
    return [(fault.file, fault.line, fault.key) for fault in faults]


def one_table(folder: Path) -> Table:
    tables, faults = load_figures(folder)
    assert faults == []
    assert len(tables) == 1
    return tables[0]


def test_licence_and_attribution_may_be_told_in_each_language(tmp_path: Path) -> None:
    row = "0301,2024,1,persons,b,,,,people"
    several = TOML.replace('"CC BY 4.0"', '{ nb = "Egen lisens", en = "Own licence" }')
    table = one_table(region(tmp_path, row, several))
    assert [in_language(table.manifest.licence, lang) for lang in LANGUAGES] == [
        "Egen lisens", "Egen lisens", "Own licence",
    ]  # fmt: skip
    assert in_language(table.manifest.attribution, "en") == "Kilde: Byrået"
    without = TOML.replace('"CC BY 4.0"', '{ en = "Own licence" }')
    assert faults_of(region(tmp_path, row, without)) == [("figures/people.toml", 4, "language_missing")]


def test_a_table_with_its_sources(tmp_path: Path) -> None:
    table = one_table(
        region(
            tmp_path,
            '0301,2024,1234.5,persons,b,,,"revised, twice",people,\n'
            "0301,2025,,persons,Another page,https://example.org/2,,,people,..",
            header=HEADER + ",status",
        )
    )
    assert table.manifest.table == "figures/people"
    assert (table.manifest.vintage, table.manifest.units) == ("2025-02-20", {"people": "persons"})
    assert table.dims == {"area": ("0301", "0301"), "measure": ("people", "people")}
    assert table.value[0] == 1234.5 and np.isnan(table.value[1])
    assert table.status == ("", "..")
    first, second = (table.origins[at] for at in table.origin)
    assert (first.source, first.address) == ("Byrået, tabell 1", "https://example.org/1")
    assert first.note == "revised, twice; page 3"
    assert (second.source, second.address) == ("Another page", "https://example.org/2")


GOOD = "0301,2024,1,persons,b,,,,people"


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("0301,2025,1,persons,,,,,people", "figure_without_source"),
        ("0301,2025,1,persons,A page,,,,people", "figure_without_source"),
        ("0301,2025,1,persons,A page,javascript:alert(1),,,people", "figure_address"),
        ('0301,2025,"1,5",persons,b,,,,people', "figure_number"),
        ("0301,2025,1 500,persons,b,,,,people", "figure_number"),
        ("0301,2025,nan,persons,b,,,,people", "figure_number"),
        ("0301,2025,1e999,persons,b,,,,people", "figure_number"),
        ("0301,2025,−5,persons,b,,,,people", "figure_number"),
        ("0301,2025,,persons,b,,,,people", "figure_missing"),
        ("0301,2025-13,1,persons,b,,,,people", "figure_period"),
        ("0301,2025K1,1,persons,b,,,,people", "figure_period"),
        ("0301,2025-02-30,1,persons,b,,,,people", "figure_period"),
        ("0301,,1,persons,b,,,,people", "figure_period"),
        (",2025,1,persons,b,,,,people", "figure_area"),
        ("0301,2024,2,persons,b,,,,people", "figure_twice"),
        ("0301,2025,1,per cent,b,,,,people", "figure_unit"),
        ("0301,2025,1,,b,,,,people", "figure_unit_missing"),
        ("0301,2025,1,persons,b,,last spring,,people", "figure_day"),
        ("0301,2025,1,persons,b,,2025-02-30,,people", "figure_day"),
        ("0301,2025,1,persons,b,,,people", "row_length"),
        ("0301,2025,1,persons,b,,,,people,extra", "row_length"),
    ],
)
def test_a_bad_row_is_told_with_its_line(tmp_path: Path, row: str, key: str) -> None:
    assert faults_of(region(tmp_path, f"{GOOD}\n\n{row}")) == [("figures/people.csv", 4, key)]


def test_every_fault_is_told_at_once_and_a_quoted_line_break_counts(tmp_path: Path) -> None:
    rows = '0301,2023,x,persons,b,,,"two\nlines",people\n0301,2024,y,persons,b,,,,people\n0301,2022,1,persons,,,,,people'
    assert [(line, key) for _, line, key in faults_of(region(tmp_path, rows))] == [
        (2, "figure_number"),
        (4, "figure_number"),
        (5, "figure_without_source"),
    ]


@pytest.mark.parametrize(
    ("header", "keys"),
    [
        ("area,period,value,unit,source,adress,published,note,measure", ["column_missing"]),
        (HEADER + ",measure", ["column_twice"]),
        (HEADER + ",Status", ["column_unknown"]),
        (HEADER + ",age group", ["column_unknown"]),
        (HEADER + ",,x", ["column_unknown"]),
    ],
)
def test_columns_of_unknown_kind(tmp_path: Path, header: str, keys: list[str]) -> None:
    found = faults_of(region(tmp_path, GOOD + ",x", header=header))
    assert [(line, key) for _, line, key in found] == [(1, key) for key in keys]


@pytest.mark.parametrize(
    ("content", "line", "key"),
    [
        (f"{HEADER}\n{GOOD}\nÅsby".encode("latin-1"), 3, "figures_not_utf8"),
        (f"{HEADER}\n".encode(), 1, "figures_empty"),
        (b"", 0, "figures_empty"),
        (f'{HEADER}\n"0301'.encode(), 0, "figures_not_csv"),
    ],
)
def test_files_that_are_no_tables(tmp_path: Path, content: bytes, line: int, key: str) -> None:
    assert faults_of(region(tmp_path, content)) == [("figures/people.csv", line, key)]


def test_a_mark_of_byte_order_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    assert len(one_table(region(tmp_path, b"\xef\xbb\xbf" + f"{HEADER}\n{GOOD}\n".encode()))) == 1


def test_a_description_without_figures_and_figures_without_description(tmp_path: Path) -> None:
    region(tmp_path, GOOD)
    (tmp_path / "figures" / "people.csv").rename(tmp_path / "figures" / "others.csv")
    assert faults_of(tmp_path) == [
        ("figures/others.toml", 0, "file_missing"),
        ("figures/people.toml", 0, "figures_without_rows"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ('publisher = "Byrået"', "", 2, "field_missing"),
        ('typed = "2026-01-05"', 'typd = "2026-01-05"', 6, "field_unknown"),
        ('published = "2025-02-20"', 'published = "spring"', 7, "field_not_date"),
        ('published = "2025-02-20"', 'line = "both"', 7, "field_not_choice"),
        ('published = "2025-02-20"', 'borders = "today"', 7, "field_not_borders"),
        ('address = "https://example.org/1"', 'adress = "https://example.org/1"', 12, "field_unknown"),
    ],
)
def test_a_bad_description_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, key: str
) -> None:
    assert faults_of(region(tmp_path, GOOD, TOML.replace(old, new))) == [("figures/people.toml", line, key)]


def test_figures_published_on_two_days_are_two_vintages_newest_last(tmp_path: Path) -> None:
    rows = "\n".join(
        [
            "0301,2022,10,persons,b,,2023-02-20,,people",
            "0301,2023,12,persons,b,,2024-02,,people",
            "0301,2022,11,persons,b,,2024-02,,people",
            "0301,2024,13,persons,b,,,,people",
        ]
    )
    tables, faults = load_figures(region(tmp_path, rows))
    assert faults == []
    assert [t.manifest.vintage for t in tables] == ["2023-02-20", "2024-02-29", "2025-02-20"]
    assert [t.value.tolist() for t in tables] == [[10.0], [12.0, 11.0], [13.0]]


def test_a_vintage_column_decides(tmp_path: Path) -> None:
    rows = (
        "0301,2022,10,persons,b,,2020-01-01,,people,2023-02-20\n0301,2022,11,persons,b,,,,people,2024-02-20"
    )
    tables, faults = load_figures(region(tmp_path, rows, header=HEADER + ",vintage"))
    assert faults == []
    assert [(t.manifest.vintage, t.value[0]) for t in tables] == [("2023-02-20", 10.0), ("2024-02-20", 11.0)]


def test_a_line_of_first_publications_is_one_table_and_grows_day_by_day(tmp_path: Path) -> None:
    toml = TOML.replace('typed = "2026-01-05"', 'typed = "2026-01-05"\nline = "first"').replace(
        "2025-02-20", "2022-01-01"
    )
    rows = "\n".join(f"0301,{y},{y}.5,persons,b,,{y + 1}-02-20,,people" for y in (2021, 2022, 2023))
    table = one_table(region(tmp_path, rows, toml))
    assert table.manifest.vintage == "2024-02-20"
    before = known_by(table, "2023-06-30")
    assert before is not None
    assert (before.period, before.manifest.vintage) == (("2021", "2022"), "2023-02-20")
    assert before.value.tolist() == [2021.5, 2022.5]
    assert known_by(table, "2022-02-19") is None
    assert known_by(table, "2024-02-20") is table


# Workbooks


def workbook(path: Path, rows: list[list[object]], formula: bool = False) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([HEADER.split(","), *rows]):
            for column, cell in enumerate(row):
                sheet.write(at, column, cell)
        if formula:
            sheet.write_formula(len(rows), 2, "=1+1", value=2)


def region_with_workbook(tmp_path: Path) -> Path:
    region(tmp_path, GOOD)
    (tmp_path / "figures" / "people.csv").unlink()
    return tmp_path / "figures" / "people.xlsx"


def test_a_workbook_gives_the_same_table_as_the_csv_file(tmp_path: Path) -> None:
    rows = "0301,2023,1.5,persons,b,,2024-02-20,,people\n5001,2024,200,persons,b,,2024-02-20,n,people"
    (tmp_path / "a").mkdir()
    by_csv = one_table(region(tmp_path / "a", rows))
    path = region_with_workbook(tmp_path)
    cells: list[list[object]] = [
        ["0301", 2023, 1.5, "persons", "b", "", "2024-02-20", "", "people"],
        [5001, 2024, 200, "persons", "b", "", "2024-02-20", "n", "people"],
    ]
    workbook(path, cells)
    by_sheet = one_table(tmp_path)
    assert (by_sheet.dims, by_sheet.period, by_sheet.origins) == (by_csv.dims, by_csv.period, by_csv.origins)
    assert by_sheet.value.tolist() == by_csv.value.tolist()


def test_a_formula_in_a_workbook_is_refused_with_its_row(tmp_path: Path) -> None:
    path = region_with_workbook(tmp_path)
    row: list[object] = ["0301", 2023, 1.5, "persons", "b", "", "", "", "people"]
    workbook(path, [row, ["0301", 2024, 0, *row[3:]]], formula=True)
    assert faults_of(tmp_path) == [("figures/people.xlsx", 3, "xlsx_formula")]


def test_a_number_that_lost_its_zero_is_no_area(tmp_path: Path) -> None:
    workbook(region_with_workbook(tmp_path), [[301, 2023, 1, "persons", "b", "", "", "", "people"]])
    assert faults_of(tmp_path) == [("figures/people.xlsx", 2, "figure_area_zero")]


def test_the_same_table_twice_is_refused(tmp_path: Path) -> None:
    path = region_with_workbook(tmp_path)
    workbook(path, [["0301", 2023, 1, "persons", "b", "", "", "", "people"]])
    region(tmp_path, GOOD)
    assert ("figures/people.xlsx", 0, "figures_twice") in [
        (f.file, f.line, f.key) for f in load_figures(tmp_path)[1]
    ]


def packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"no zip at all", "xlsx_broken"),
        (packed({"readme.txt": b"no workbook"}), "xlsx_broken"),
        (packed({f"part{i}": b"" for i in range(1_001)}), "xlsx_too_many_parts"),
        (packed({"xl/worksheets/sheet1.xml": b"0" * 20_000_000}), "xlsx_bomb"),
    ],
    ids=["not a zip", "not a workbook", "many parts", "bomb"],
)
def test_workbooks_that_are_not_read(tmp_path: Path, content: bytes, key: str) -> None:
    region_with_workbook(tmp_path).write_bytes(content)
    assert faults_of(tmp_path) == [("figures/people.xlsx", 0, key)]


def test_a_workbook_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_UNPACKED", 3_000_000)
    noise = (
        np.random.default_rng(1).integers(0, 16, 2_000_000, dtype=np.uint8).tobytes()
    )  # halves when packed
    region_with_workbook(tmp_path).write_bytes(packed({"xl/a.bin": noise, "xl/b.bin": noise}))
    assert faults_of(tmp_path) == [("figures/people.xlsx", 0, "xlsx_too_large")]


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_rows, "MAX_BYTES", 50)
    assert faults_of(region(tmp_path, GOOD)) == [("figures/people.csv", 0, "figures_too_large")]


def test_sizes_that_the_zip_tells_are_not_believed(tmp_path: Path) -> None:
    content = bytearray(packed({"xl/worksheets/sheet1.xml": b"0" * 20_000_000}))
    said = (20_000_000).to_bytes(4, "little")
    while (at := content.find(said)) >= 0:
        content[at : at + 4] = (100).to_bytes(4, "little")
    region_with_workbook(tmp_path).write_bytes(bytes(content))
    assert faults_of(tmp_path) == [("figures/people.xlsx", 0, "xlsx_broken")]
