"""Files that a crash cannot leave half-written, also where Windows behaves otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from retning import disk


def test_a_replaced_file_has_the_new_content_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    disk.replace_file(tmp_path / "ledger", b"one")
    disk.replace_file(tmp_path / "ledger", b"two")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("ledger", b"two")]


def test_a_full_disk_leaves_the_old_content_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.replace_file(tmp_path / "ledger", b"one")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        disk.replace_file(tmp_path / "ledger", b"two")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("ledger", b"one")]


def test_on_windows_a_move_waits_for_a_reader_to_close_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new").write_bytes(b"new")
    replace, refusals = os.replace, [PermissionError(13, "in use"), PermissionError(13, "in use")]

    def sometimes(source: Path, target: Path) -> None:
        if refusals:
            raise refusals.pop()
        replace(source, target)

    monkeypatch.setattr(disk.os, "name", "nt")
    monkeypatch.setattr(disk.os, "replace", sometimes)
    monkeypatch.setattr(disk.time, "sleep", lambda _: None)
    source, target = str(tmp_path / "new"), str(tmp_path / "current")
    disk.move(source, target)  # type: ignore[arg-type]
    monkeypatch.undo()
    assert (tmp_path / "current").read_bytes() == b"new"


def test_on_windows_a_move_that_is_refused_for_good_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(disk.os, "name", "nt")
    monkeypatch.setattr(disk.os, "replace", never)
    monkeypatch.setattr(disk.time, "sleep", lambda _: None)
    with pytest.raises(PermissionError, match="in use"):
        disk.move("new", "current")  # type: ignore[arg-type]


def test_a_folder_is_forced_to_the_disk_where_that_can_be_done(tmp_path: Path) -> None:
    disk.sync(tmp_path)


def test_a_process_is_known_to_run_until_it_has_ended() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert disk.process_runs(child.pid)
    child.communicate(b"\n")
    assert not disk.process_runs(child.pid)


# What Windows answers about the process 7 (running), 8 (ended) and 9 (another user's); no other is known.
KERNEL = SimpleNamespace(
    OpenProcess=lambda rights, inherited, pid: pid if pid in (7, 8) else 0,
    WaitForSingleObject=lambda handle, milliseconds: 0x102 if handle == 7 else 0,
    CloseHandle=lambda handle: 1,
)


@pytest.mark.parametrize(
    ("pid", "last_error", "runs"), [(7, 0, True), (8, 0, False), (9, 5, True), (10, 87, False)]
)
def test_on_windows_a_process_is_asked_through_its_handle(
    monkeypatch: pytest.MonkeyPatch, pid: int, last_error: int, runs: bool
) -> None:
    import ctypes

    monkeypatch.setattr(ctypes, "WinDLL", lambda *_, **__: KERNEL, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: last_error, raising=False)
    monkeypatch.setattr(disk.sys, "platform", "win32")
    assert disk.process_runs(pid) is runs
