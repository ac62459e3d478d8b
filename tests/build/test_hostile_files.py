"""Whatever stands in a region's files, the answer is an edition or faults with file and line: never an exception."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retning.build.region import check_region
from retning.build.run import build
from retning.cli import main
from retning.language.texts import LANGUAGES, text
from retning.toml.faults import Fault, InputError
from support.followup_files import DUTIES, STATEMENT
from support.region_copy import append
from support.revised_region import revised_region


def whole_region(place: Path) -> Path:
    """A region that has every kind of file that a region can have."""
    folder = revised_region(place)
    (folder / "statements.toml").write_text(STATEMENT, encoding="utf-8")
    (folder / "duties.toml").write_text(DUTIES, encoding="utf-8")
    (folder / "region.toml").write_text('report = "post@example.org"\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole_region(tmp_path_factory.mktemp("region"))


FILES = [
    *(
        "plan.toml",
        "area.toml",
        "sources.toml",
        "corrections.toml",
        "statements.toml",
        "duties.toml",
        "region.toml",
    ),
    *("indicators/andel-eksempel.toml", "figures/folketall.toml", "figures/folketall.csv"),
]


@contextmanager
def instead(path: Path, content: bytes) -> Iterator[None]:
    """Other content in a file for a while."""
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        yield
    finally:
        path.write_bytes(before)


def told(faults: list[Fault]) -> None:
    """Every fault has a file and a line, and can be said in every language."""
    for fault in faults:
        assert fault.file and fault.line >= 0
        for lang in LANGUAGES:
            assert text(lang, f"fault.{fault.key}", **dict(fault.values)).strip()


def outcome(region: Path, home: Path, to_the_end: bool = True) -> str:
    """``faults`` or ``built``: there is nothing else."""
    faults = check_region(region, home)
    told(faults)
    if faults or not to_the_end:
        return "faults" if faults else "sound"
    try:
        build(region, home)
    except InputError as error:
        told(list(error.faults))
        return "faults"
    return "built"


def test_the_region_with_every_file_is_sound(region: Path, tmp_path: Path) -> None:
    assert all((region / name).is_file() for name in FILES)
    assert outcome(region, tmp_path) == "built"


CONTENTS: dict[str, Callable[[bytes], bytes]] = {
    "binary": lambda _: bytes(range(256)) * 8,
    "no UTF-8": lambda raw: raw + "# å".encode("latin-1"),
    "UTF-16": lambda raw: raw.decode().encode("utf-16"),
    "NUL": lambda raw: raw + b"\0",
    "half a line": lambda raw: raw.rstrip() + b'\nx = "',
    "brackets without end": lambda raw: raw + b"\nx = " + b"[" * 20_000,
    "a number without end": lambda raw: raw + b"\nx = " + b"9" * 5_000,
    "unknown key": lambda raw: b"zz_unknown = 1\n" + raw,
    "conflict": lambda raw: b"<<<<<<< HEAD\n" + raw,
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", CONTENTS)
def test_a_file_of_nonsense_is_told_by_its_name(region: Path, tmp_path: Path, name: str, kind: str) -> None:
    path = region / name
    with instead(path, CONTENTS[kind](path.read_bytes())):
        faults = check_region(region, tmp_path)
    told(faults)
    assert name in {fault.file for fault in faults}, faults[:3]


@pytest.mark.parametrize("name", FILES)
def test_line_ends_and_marks_of_byte_order_of_other_machines_mean_nothing(
    region: Path, tmp_path: Path, name: str
) -> None:
    path = region / name
    raw = path.read_bytes()
    for other in (raw.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + raw, raw + b"\n\n\n"):
        with instead(path, other):
            assert check_region(region, tmp_path) == []


@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_is_no_exception(region: Path, tmp_path: Path, name: str) -> None:
    with instead(region / name, b""):
        assert outcome(region, tmp_path, to_the_end=False) in ("faults", "sound")


def test_brackets_and_digits_without_end_are_told_where_they_are(region: Path, tmp_path: Path) -> None:
    raw = (region / "plan.toml").read_bytes()
    last = raw.count(b"\n") + 1
    for more, key in (
        (b"x = " + b"[" * 9_000, "toml_too_deep"),
        (b"x = " + b"9" * 5_000, "toml_number_too_long"),
    ):
        with instead(region / "plan.toml", raw + more):
            (fault,) = [f for f in check_region(region, tmp_path) if f.file == "plan.toml"]
        assert (fault.key, fault.line) == (key, last)


# Links, folders and what cannot be read


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("figures/folketall.csv", "file_outside"),
        ("plan.toml", "file_outside"),
        ("indicators/x.toml", "file_outside"),
    ],
)
def test_a_link_out_of_the_folder_is_no_source(tmp_path: Path, name: str, key: str) -> None:
    region = whole_region(tmp_path)
    path = region / name
    outside = tmp_path / "outside"
    outside.write_bytes(path.read_bytes() if path.exists() else b"")
    path.unlink(missing_ok=True)
    path.symlink_to(outside)
    faults = check_region(region, tmp_path / "home")
    told(faults)
    assert [(f.file, f.key) for f in faults] == [(name, key)]
    path.unlink()
    path.symlink_to(tmp_path / "nowhere")
    assert [(f.file, f.key) for f in check_region(region, tmp_path / "home")] == [(name, "file_missing")]
    path.unlink()
    path.symlink_to(path)
    assert [(f.file, f.key) for f in check_region(region, tmp_path / "home")] == [(name, "file_missing")]
    path.unlink()
    path.mkdir()
    assert [(f.file, f.key) for f in check_region(region, tmp_path / "home")] == [(name, "file_missing")]


def test_a_file_may_be_a_link_inside_the_folder_and_the_folder_one_itself(tmp_path: Path) -> None:
    region = whole_region(tmp_path)
    (region / "plan.toml").rename(region / "the-plan.txt")
    (region / "plan.toml").symlink_to("the-plan.txt")
    (tmp_path / "linked").symlink_to(region)
    assert check_region(tmp_path / "linked", tmp_path / "home") == []


@pytest.mark.parametrize("command", ["check", "build", "serve"])
@pytest.mark.parametrize("bad", [b"\xff\xfe\x00", b"a = " + b"[" * 9000, b"x = 99999-01-01", b""])
def test_no_command_ends_in_a_traceback(
    tmp_path: Path,
    command: str,
    bad: bytes,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    region = whole_region(tmp_path)
    (region / "plan.toml").write_bytes(bad)
    monkeypatch.setenv("RETNING_REGION", str(region))
    monkeypatch.setenv("RETNING_HOME", str(tmp_path / "home"))
    assert main([command]) == 1
    shown = capsys.readouterr()
    said = shown.out if command == "check" else shown.err
    assert re.search(r"^plan\.toml(:\d+)?: \S", said, re.MULTILINE), said
    assert not (tmp_path / "home" / "editions").exists()


# Figures


def sheet(cells: bytes) -> bytes:
    """A workbook of one sheet, made by hand."""
    relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "xl/workbook.xml",
            b'<workbook xmlns:r="%s"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>' % relation,
        )
        book.writestr(
            "xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>"
        )
    return packed.getvalue()


BOOKS = {
    "xlsx_broken": b"PK\x03\x04 no book",
    "xlsx_formula": sheet(b'<row r="3"><c r="B3"><f>1+1</f><v>2</v></c></row>'),
    "xlsx_bomb": sheet(b"<row/>" * 3_000_000),
}


@pytest.mark.parametrize("key", BOOKS)
def test_a_workbook_that_is_a_trap_is_not_opened(tmp_path: Path, key: str) -> None:
    region = whole_region(tmp_path)
    (region / "figures/folketall.csv").unlink()
    (region / "figures/folketall.xlsx").write_bytes(BOOKS[key])
    faults = check_region(region, tmp_path / "home")
    told(faults)
    found = [f for f in faults if f.file == "figures/folketall.xlsx"]
    assert [(f.key, f.line) for f in found] == [(key, 3 if key == "xlsx_formula" else 0)]


@pytest.mark.parametrize(
    "number", ["nan", "inf", "-inf", "1e999", "9" * 400, "1,5", "0x10", "１２", "1_000", "--1", "1e"]
)
def test_what_is_no_number_is_told_with_its_line(region: Path, tmp_path: Path, number: str) -> None:
    path = region / "figures/folketall.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[5].split(",")
    cells[2] = f'"{number}"'
    with instead(path, "".join([*lines[:5], ",".join(cells), *lines[6:]]).encode()):
        faults = check_region(region, tmp_path)
    told(faults)
    assert ("figures/folketall.csv", 6) in {(f.file, f.line) for f in faults}


@pytest.mark.parametrize(
    "period", ["0000", "9999", "2024-13", "2024-Q5", "2023-02-29", "２０２４", "24", "-2024"]
)
@pytest.mark.parametrize("column", [1, 6])
def test_what_is_no_day_or_period_is_told_with_its_line(
    region: Path, tmp_path: Path, period: str, column: int
) -> None:
    path = region / "figures/folketall.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[5].split(",")
    cells[column] = period
    with instead(path, "".join([*lines[:5], ",".join(cells), *lines[6:]]).encode()):
        faults = check_region(region, tmp_path)
    told(faults)
    assert ("figures/folketall.csv", 6) in {(f.file, f.line) for f in faults}


def test_a_divisor_of_next_to_nothing_is_a_fault_of_the_indicator(tmp_path: Path) -> None:
    region, home = whole_region(tmp_path), tmp_path / "home"
    path = region / "figures/sysselsatte.csv"
    written = path.read_text(encoding="utf-8")
    tiny = re.sub(r"^(0,2020,)[0-9.]+(,.*residents_20_66)$", r"\g<1>1e-320\2", written, flags=re.MULTILINE)
    assert tiny != written
    path.write_text(tiny, encoding="utf-8")
    assert check_region(region, home) == []
    with pytest.raises(InputError) as stopped:
        build(region, home)
    told(list(stopped.value.faults))
    assert {f.key for f in stopped.value.faults} == {"value_too_large"}
    assert not (home / "editions").exists()


# Any typo

VALUES = [
    *(
        '""',
        '"x"',
        "0",
        "-1",
        "1e400",
        "nan",
        "-inf",
        "99999999999999999999",
        "9" * 400,
        "true",
        "[]",
        "{}",
        "[1]",
    ),
    *(
        '["x"]',
        "[{}]",
        "{ a = 1 }",
        "2024-01-01",
        "0001-01-01",
        "9999-12-31",
        "10:00:00",
        "2024-01-01T00:00:00Z",
    ),
    *('"2024-13-99"', '"../../etc"', '"{x}"', "{ nb = 1 }", "1e-300", '"*"', '"9001"', '"\\u0000"'),
]
CELLS = [
    "",
    "x",
    "0",
    "-1",
    "1e308",
    "1e-320",
    "nan",
    "2024-13",
    "9999",
    '"',
    "=1+1",
    "..",
    ":",
    "9001",
    "2024-Q5",
]
SLIPS = st.tuples(
    st.sampled_from(FILES),
    st.integers(0, 10_000),
    st.sampled_from(["delete", "twice", "value", "value", "value", "cut", "swap"]),
    st.sampled_from(VALUES),
    st.sampled_from(CELLS),
    st.integers(0, 20),
)


def slipped(name: str, lines: list[str], at: int, how: str, value: str, cell: str, place: int) -> list[str]:
    """The lines of a file after one typo."""
    at %= len(lines)
    line = lines[at]
    if how == "delete":
        return [*lines[:at], *lines[at + 1 :]]
    if how == "twice":
        return [*lines[:at], line, *lines[at:]]
    if how == "cut":
        return [*lines[:at], line[: place % (len(line) + 1)]]
    if how == "swap":
        return [*lines[:at], *lines[at + 1 : at + 2], line, *lines[at + 2 :]]
    if name.endswith(".csv"):
        cells = line.rstrip("\n").split(",")
        cells[place % len(cells)] = cell
        return [*lines[:at], ",".join(cells) + "\n", *lines[at + 1 :]]
    found = list(re.finditer(r'=\s*("[^"]*"|\[[^\]]*\]|\{[^}]*\}|[^\s,}\]]+)', line))
    if not found:
        return lines
    hit = found[place % len(found)]
    return [*lines[:at], line[: hit.start(1)] + value + line[hit.end(1) :], *lines[at + 1 :]]


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(slip=SLIPS)
def test_any_slip_of_the_pen_gives_faults_or_an_edition(
    region: Path, tmp_path_factory: pytest.TempPathFactory, slip: tuple[str, int, str, str, str, int]
) -> None:
    name, at, how, value, cell, place = slip
    path = region / name
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    home = tmp_path_factory.mktemp("home")
    with instead(path, "".join(slipped(name, lines, at, how, value, cell, place)).encode()):
        result = outcome(region, home, to_the_end=at % 8 == 0)
    assert result in ("faults", "sound", "built")
    if result == "faults":
        assert not (home / "editions").exists()


def test_many_faults_are_all_told(tmp_path: Path) -> None:
    region = whole_region(tmp_path)
    path = region / "figures/folketall.csv"
    before = len(path.read_text(encoding="utf-8").splitlines())
    append(path, "".join(f"{n},2020,x,persons,example,,,,population\n" for n in range(10_000, 13_000)))
    faults = [f for f in check_region(region, tmp_path / "home") if f.file == "figures/folketall.csv"]
    assert [f.line for f in faults] == list(range(before + 1, before + 3001))
