"""Files that a crash cannot leave half-written, on Linux, macOS and Windows.

What must not be lost is written under another name, forced to the disk and then moved into place in one step. The library
``atomicwrites`` was weighed: it is no longer kept, and knows neither folders nor how Windows refuses a move for a moment.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

_WINDOWS_PATIENCE = (0.01, 0.05, 0.1, 0.3, 0.6)
"""Seconds between attempts to move a file that another program on Windows has open: about a second in all."""


def write_durably(path: Path, data: bytes) -> None:
    """Write a file and return when its bytes are on the disk.

    >>> write_durably(Path("var/editions/.building-1/plan.json"), b"{}")  # doctest: +SKIP
    """
    with path.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())


def sync(path: Path) -> None:
    """Force a file that is written already, or a folder's list of names, to the disk.

    Windows cannot open a folder and writes its list of names by itself: there a folder is left alone.

    >>> sync(Path("var/archive"))  # doctest: +SKIP
    """
    windows = os.name == "nt"
    if windows and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0) if windows else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def move(source: Path, target: Path) -> None:
    """Move a file onto ``target``, replacing what was there, or a folder to a name that is free. A reader sees the old or the new.

    On Windows a file that someone is reading cannot be replaced for that moment, and a virus scanner reads everything that is
    new; the move is then tried again for about a second. Raises ``OSError`` as ``os.replace`` does.

    >>> move(Path("var/editions/.building-current-1"), Path("var/editions/current"))  # doctest: +SKIP
    """
    if os.name == "nt":
        for pause in _WINDOWS_PATIENCE:
            try:
                os.replace(source, target)
                return
            except PermissionError:
                time.sleep(pause)
    os.replace(source, target)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or whoever comes after a crash, finds the old content or the new, never a part.

    >>> replace_file(Path("var/forecasts.jsonl"), b"{}\\n")  # doctest: +SKIP
    """
    waiting = path.with_name(f".unfinished-{os.getpid()}-{path.name}")
    try:
        write_durably(waiting, data)
        move(waiting, path)
    except OSError:  # a full disk: what was begun takes room that others need
        waiting.unlink(missing_ok=True)
        raise


def process_runs(pid: int) -> bool:
    """Whether a process with this number is alive on this machine.

    ``os.kill(pid, 0)`` asks on Linux and macOS; on Windows the same call would end the process, so its handle is asked instead.

    >>> process_runs(os.getpid())
    True
    """
    if sys.platform == "win32":
        return _runs_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _runs_on_windows(pid: int) -> bool:
    import ctypes

    limited_information, synchronize, denied, timeout = 0x1000, 0x100000, 5, 0x102
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(limited_information | synchronize, False, pid)
    if not handle:
        return bool(ctypes.get_last_error() == denied)  # type: ignore[attr-defined,unused-ignore]
    try:
        return bool(
            kernel.WaitForSingleObject(handle, 0) == timeout
        )  # not ended: waiting for its end runs out
    finally:
        kernel.CloseHandle(handle)
