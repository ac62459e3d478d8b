"""The archive: nothing half-written, nothing changed afterwards, and what was known on any day."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retning.statistics.model import Origin
from retning.statistics.tables.archive import Archive
from retning.toml.faults import InputError
from support.archive_tables import RAW, table


def test_what_is_kept_is_read_back_as_it_was(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = table([1.5, float("nan"), 0.0])
    folder = archive.keep(RAW, kept)
    assert folder == tmp_path / "archive" / "made" / "00001" / "2026-02-25"
    back = archive.read("made/00001", "2026-02-25")
    assert (back.dims, back.period, back.status) == (kept.dims, kept.period, kept.status)
    np.testing.assert_array_equal(back.value, kept.value)
    assert back.manifest == replace(kept.manifest, raw=("archive/made/00001/2026-02-25/raw/001.json",))
    assert (tmp_path / back.manifest.raw[0]).read_bytes() == RAW[0].content


def test_columns_that_would_clash_and_origins_survive(tmp_path: Path) -> None:
    plain = table([1.0])
    odd = replace(
        plain,
        dims={"Region": ("7001",), "region": ("x",), "Value": ("y",), 'a "b"': ("z",), "status": ("w",)},
        origin=(0,),
        origins=(Origin("Page", "https://x.org", "2026-01-01", "note"),),
    )
    Archive(tmp_path).keep(RAW, odd)
    back = Archive(tmp_path).read("made/00001", "2026-02-25")
    assert (back.dims, back.origin, back.origins) == (odd.dims, odd.origin, odd.origins)


@settings(max_examples=15)
@given(st.lists(st.one_of(st.floats(allow_infinity=False), st.just(float("nan"))), max_size=20))
def test_any_numbers_round_trip_exactly(
    tmp_path_factory: pytest.TempPathFactory, values: list[float]
) -> None:
    archive = Archive(tmp_path_factory.mktemp("home"))
    archive.keep(RAW, table(values))
    np.testing.assert_array_equal(archive.tables()[0].value, np.array(values, dtype=np.float64))


def test_the_same_again_is_no_new_vintage_and_another_content_never_replaces_one(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.keep(RAW, table([1.0, 2.0]))
    assert first is not None
    before = {p: p.read_bytes() for p in first.rglob("*") if p.is_file()}
    assert archive.keep(RAW, table([1.0, 2.0])) is None
    assert archive.keep(RAW, table([1.0, 2.0], "2026-03-01")) is None  # a new day alone is no news
    second = archive.keep(RAW, table([1.0, 3.0]))
    third = archive.keep(RAW, table([1.0, 4.0]))
    assert second is not None and third is not None
    assert (second.name, third.name) == ("2026-02-25.2", "2026-02-25.3")
    assert {p: p.read_bytes() for p in first.rglob("*") if p.is_file()} == before
    assert [m.vintage for m in archive.vintages("made/00001")] == [
        "2026-02-25",
        "2026-02-25.2",
        "2026-02-25.3",
    ]
    assert archive.read("made/00001", "2026-02-25.2").value.tolist() == [1.0, 3.0]


@pytest.mark.parametrize("changed", [{"borders": "2024-01-01"}, {"query": "other"}, {"area_dim": "What"}])
def test_another_meaning_of_the_same_numbers_is_a_new_vintage(
    tmp_path: Path, changed: dict[str, str]
) -> None:
    archive = Archive(tmp_path)
    archive.keep(RAW, table([1.0]))
    assert archive.keep(RAW, table([1.0], **changed)) is not None


def test_ten_vintages_of_a_day_stay_in_order(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for number in range(1, 12):
        archive.keep(RAW, table([float(number)]))
    assert archive.tables()[0].value.tolist() == [11.0]
    assert [m.vintage for m in archive.vintages("made/00001")][-2:] == ["2026-02-25.10", "2026-02-25.11"]


def test_what_was_known_on_a_day(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.keep(RAW, table([1.0], "2024-02-20"))
    archive.keep(RAW, table([2.0], "2025-02-20"))
    archive.keep(RAW, table([2.5], "2025-02-20"))
    archive.keep(RAW, table([9.0], "2025-06-01", id="made/00002"))

    def known(day: date | None) -> dict[str, float]:
        return {t.manifest.table: float(t.value[0]) for t in archive.tables(day)}

    assert known(date(2024, 2, 19)) == {}
    assert known(date(2024, 2, 20)) == {"made/00001": 1.0}
    assert known(date(2025, 2, 20)) == {"made/00001": 2.5}
    assert known(None) == {"made/00001": 2.5, "made/00002": 9.0}


def test_an_empty_home_has_no_tables(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "nowhere")
    assert archive.tables() == [] and archive.vintages("made/00001") == []
    assert archive.newest("made/00001") is None
    assert not (tmp_path / "nowhere").exists()
    with pytest.raises(KeyError):
        archive.read("made/00001", "2026-02-25")


@pytest.mark.parametrize(
    "id", ["../evil", "made/../x", "made", "made/", "/etc/passwd", "made/a/b", "made/.lock"]
)
def test_ids_that_would_leave_the_archive_are_refused(tmp_path: Path, id: str) -> None:
    with pytest.raises(ValueError, match="no table's id"):
        Archive(tmp_path).keep(RAW, table([1.0], id=id))
    with pytest.raises(KeyError):
        Archive(tmp_path).read("made/00001", "../../2026-02-25")


@pytest.mark.parametrize("name", ["table.parquet", "raw/001.json", "manifest.json"])
@pytest.mark.parametrize("how", ["one byte", "gone", "empty"])
def test_a_file_that_is_not_as_written_stops_the_reading(tmp_path: Path, name: str, how: str) -> None:
    archive = Archive(tmp_path)
    folder = archive.keep(RAW, table([1.0, 2.0]))
    assert folder is not None
    path = folder / name
    content = path.read_bytes()
    if how == "gone":
        path.unlink()
    elif how == "empty":
        path.write_bytes(b"")
    else:
        at = len(content) // 2
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    for reading in (archive.tables, lambda: archive.read("made/00001", "2026-02-25")):
        with pytest.raises(InputError) as caught:
            reading()
        assert [(f.file, f.key) for f in caught.value.faults] == [
            (f"archive/made/00001/2026-02-25/{name}", "archive_damaged")
        ]


def test_a_manifest_rewritten_by_hand_is_found_out(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    folder = archive.keep(RAW, table([1.0]))
    assert folder is not None
    path = folder / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"CC0"', '"mine"'), encoding="utf-8")
    with pytest.raises(InputError):
        archive.vintages("made/00001")


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from support.archive_tables import RAW, table
from retning.statistics.tables import archive as room

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

real = {"parquet": room._write_parquet, "disk": room.sync}
calls = [0]

def after(kind, number):
    def wrapped(*given):
        result = real[kind](*given)
        calls[0] += 1
        if calls[0] == number:
            die()
        return result
    return wrapped

moment = sys.argv[2]
if moment == "after the raw bytes":
    room._write_parquet = die
elif moment == "after the table":
    room._write_parquet = after("parquet", 1)
elif moment == "while going to disk":
    room.sync = after("disk", 3)
elif moment == "before the new name":
    room.move = die
elif moment == "after the new name":
    move = room.move
    def moved(source, target):
        move(source, target)
        die()
    room.move = moved
room.Archive(Path(sys.argv[1])).keep(RAW, table([7.0], "2026-05-05"))
"""


@pytest.mark.parametrize(
    "moment",
    [
        "after the raw bytes",
        "after the table",
        "while going to disk",
        "before the new name",
        "after the new name",
    ],
)
def test_killed_at_any_moment_the_archive_is_as_before_or_has_the_whole_vintage(
    tmp_path: Path, moment: str
) -> None:
    archive = Archive(tmp_path)
    archive.keep(RAW, table([1.0]))
    command = [
        sys.executable,
        "-c",
        KILLED,
        str(tmp_path),
        moment,
        str(Path(__file__).parent),
        str(Path(__file__).parents[1]),
    ]
    ended = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=60, env=os.environ.copy()
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    whole = moment == "after the new name"
    assert [t.value.tolist() for t in archive.tables()] == [[7.0] if whole else [1.0]]
    assert len(archive.vintages("made/00001")) == (2 if whole else 1)
    archive.keep(RAW, table([8.0], "2026-06-06"))  # and the next one sweeps up and goes on
    assert archive.tables()[0].value.tolist() == [8.0]
    assert [p.name for p in (tmp_path / "archive").iterdir() if p.name != ".lock"] == ["made"]


def test_two_writers_do_not_step_on_each_other(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def write(number: int) -> None:
        try:
            Archive(tmp_path).keep(RAW, table([float(number)]))
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    values = {
        archive_value
        for m in Archive(tmp_path).vintages("made/00001")
        for archive_value in Archive(tmp_path).read("made/00001", m.vintage).value.tolist()
    }
    assert values == {0.0, 1.0, 2.0, 3.0, 4.0, 5.0}
