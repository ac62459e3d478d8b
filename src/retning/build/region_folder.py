"""A region's folder as it stands on disk, before any file in it is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from retning.toml.faults import Fault

READ = (".toml", ".csv", ".xlsx")
"""Endings of the files that a build reads."""
READ_IN = ("", "figures", "indicators")
"""Where in a region's folder they stand. What else is in there (a home, an environment, tests) is no input."""


def read_files_of(folder: Path) -> Iterator[Path]:
    """Every place in a region's folder that a build reads or whose hash it notes, in order of names.

    >>> list(read_files_of(Path("no such folder")))
    []
    """
    yield from sorted(path for part in READ_IN for path in (folder / part).glob("*") if path.suffix in READ)


def folder_faults(folder: Path) -> list[Fault]:
    """What is not a file that can be read, or is a link that leads out of the folder.

    An edition states the hash of every file it was built from: what it rests on must stand in the folder itself.

    >>> folder_faults(Path("no such folder"))
    []
    """
    whole = folder.resolve()
    faults = []
    for path in read_files_of(folder):
        shown = path.relative_to(folder).as_posix()
        try:
            if not path.resolve(strict=True).is_relative_to(whole):
                faults.append(Fault(shown, 0, "file_outside", {"file": shown}))
            elif not path.is_file():
                faults.append(Fault(shown, 0, "file_missing", {"file": shown}))
            else:
                with path.open("rb") as handle:
                    handle.read(1)
        except (
            OSError,
            RuntimeError,
        ):  # a link that leads nowhere or to itself, or a file that is not ours to read
            faults.append(Fault(shown, 0, "file_missing", {"file": shown}))
    return faults
