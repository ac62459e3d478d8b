"""Editions: immutable, content-hashed builds of everything public.

An edition is a folder of canonical JSON files. Its name is ``<as-of>-<first 12 digits of the hash>``; the hash
is over the content of all files but the manifest, so the same inputs give the same edition, byte for byte.
The file ``current`` beside the editions names the one in use and is replaced by a single rename: a build
that is killed at any moment leaves the old edition current and nothing half-written visible.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from retning.disk import move, process_runs, write_durably
from retning.edition.order import NAME, in_order, note
from retning.file_lock import file_lock

FORMAT = 2
"""Version of the folder's layout: which files there are, and what each entry of them has. A reader refuses a number it
does not know, so that no page is made from an edition that lacks what the page tells (``tests/edition/test_edition_shape.py``)."""


class EditionError(Exception):
    """An edition that is not there, not whole, or of another format. ``key`` names the text to show."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(f"{key}: {values}")


@dataclass(frozen=True)
class Edition:
    """One edition in memory: its name, its manifest and the content of each file by stem.

    >>> edition.content["plan"]["elements"][0]["id"]  # doctest: +SKIP
    'p1'
    """

    name: str
    manifest: Mapping[str, Any]
    content: Mapping[str, Any]

    @property
    def hash(self) -> str:
        """The whole hash over the content."""
        return str(self.manifest["hash"])

    @property
    def as_of(self) -> str:
        """The day that the edition knows the world up to."""
        return str(self.manifest["as_of"])


def canonical(content: object) -> bytes:
    """JSON with one way to write everything: sorted keys, UTF-8, no idle white space, no NaN.

    >>> canonical({"b": 1, "a": "å"})
    b'{"a":"\\xc3\\xa5","b":1}\\n'
    """
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return written.encode() + b"\n"


def content_hash(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names and bytes of the files, in order of their names."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return digest.hexdigest()


def write_edition(home: Path, content: Mapping[str, object], about: Mapping[str, object]) -> Edition:
    """Write an edition under ``home/editions`` and make it current.

    ``content`` maps a file's stem to plain JSON values (``inputs`` among them, so that any change in what went
    in gives another hash); ``about`` adds to the manifest, must hold ``as_of`` and must follow from the content.
    The folder appears by one rename after all its files are on disk; one that exists already is left untouched.
    """
    files = {f"{stem}.json": canonical(value) for stem, value in content.items()}
    whole = content_hash(files)
    name = f"{about['as_of']}-{whole[:12]}"
    manifest = {
        **about,
        "format": FORMAT,
        "hash": whole,
        "files": {file: hashlib.sha256(data).hexdigest() for file, data in files.items()},
    }
    files["manifest.json"] = canonical(manifest)
    editions = home / "editions"
    editions.mkdir(parents=True, exist_ok=True)
    with file_lock(home / ".editions.lock"):
        remove_unfinished(editions)
        folder = editions / name
        if not _is_whole(folder, files):
            building = editions / f".building-{os.getpid()}"
            shutil.rmtree(building, ignore_errors=True)
            try:
                building.mkdir()
                for file, data in files.items():
                    write_durably(building / file, data)
            except OSError:  # a full disk: what was begun takes room that others need
                shutil.rmtree(building, ignore_errors=True)
                raise
            if folder.exists():
                # Only a damaged copy of the same content can stand here: put it aside, never write into it.
                move(folder, editions / f".building-damaged-{os.getpid()}-{name}")
            move(building, folder)
        note(editions, name)
        set_current(home, name)
    return Edition(name, manifest, {stem: json.loads(files[f"{stem}.json"]) for stem in content})


def set_current(home: Path, name: str) -> None:
    """Point ``current`` at an edition, by one rename."""
    pointer = home / "editions" / "current"
    waiting = pointer.with_name(f".building-current-{os.getpid()}")
    write_durably(waiting, name.encode() + b"\n")
    move(waiting, pointer)


def current_name(home: Path) -> str | None:
    """The name of the edition in use, or ``None`` before the first build."""
    try:
        name = (home / "editions" / "current").read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    return name if is_name(name) else None


def is_name(text: str) -> bool:
    """Whether a text is written as the whole name of an edition is.

    >>> is_name("2026-03-31-0123456789ab"), is_name("2026-03-31"), is_name("../x")
    (True, False, False)
    """
    return NAME.fullmatch(text) is not None


def names(home: Path) -> list[str]:
    """All editions that have a manifest, oldest as-of date first; those of one day in the order they were built."""
    return [name for name in kept(home) if (home / "editions" / name / "manifest.json").exists()]


def kept(home: Path) -> list[str]:
    """Every edition that stands in the folder, also one that has lost its manifest; in the order of :func:`names`."""
    folder = home / "editions"
    if not folder.is_dir():
        return []
    return in_order(folder, [e.name for e in folder.iterdir() if NAME.fullmatch(e.name) and e.is_dir()])


def is_whole(home: Path, name: str) -> bool:
    """Whether an edition can be read and is as it was written. Read again only when one of its files has changed.

    >>> is_whole(Path("var"), "2026-03-31-0123456789ab")  # doctest: +SKIP
    True
    """
    folder = home / "editions" / name
    if not folder.is_dir():
        return False
    found = [(e.name, e.stat()) for e in sorted(folder.iterdir())]
    return _is_readable(home, name, tuple((file, s.st_size, s.st_mtime_ns) for file, s in found))


@lru_cache(maxsize=256)
def _is_readable(home: Path, name: str, files: tuple[tuple[str, int, int], ...]) -> bool:
    try:
        read_files(home, name)
    except EditionError:
        return False
    return True


def resolve(home: Path, wanted: str) -> str:
    """The full name of an edition from ``current``, a full name, or the beginning of a name or hash.

    Raises :class:`EditionError` where none or several fit.
    """
    if wanted == "current":
        name = current_name(home)
        if name is None:
            raise EditionError("edition.none")
        return name
    fitting = [n for n in names(home) if n == wanted] or [
        n for n in names(home) if n.startswith(wanted) or n[11:].startswith(wanted[:12])
    ]
    if len(fitting) != 1:
        raise EditionError("edition.unknown" if not fitting else "edition.ambiguous", name=wanted)
    return fitting[0]


def load_edition(home: Path, wanted: str = "current") -> Edition:
    """Read an edition and check it against the hashes in its manifest.

    Raises :class:`EditionError` for an edition that is missing, damaged or of an unknown format.
    """
    name = resolve(home, wanted)
    manifest, files = read_files(home, name)
    return Edition(name, manifest, _Content(files))


class _Content(Mapping[str, Any]):
    """The content of an edition's files by stem, each read when it is first asked for.

    A first page needs a few of them; the bytes have been checked against the manifest before.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._waiting = {file.removesuffix(".json"): data for file, data in files.items()}
        self._read: dict[str, Any] = {}

    def __getitem__(self, stem: str) -> Any:
        if stem not in self._read:
            self._read[stem] = json.loads(self._waiting[stem])
        return self._read[stem]

    def __iter__(self) -> Iterator[str]:
        return iter(self._waiting)

    def __len__(self) -> int:
        return len(self._waiting)


def read_files(home: Path, name: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The manifest and the checked bytes of an edition's files. Raises :class:`EditionError`."""
    folder = home / "editions" / name
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        files = {file: (folder / file).read_bytes() for file in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EditionError("edition.damaged", name=name, file=str(error)) from error
    if manifest.get("format") != FORMAT:
        raise EditionError("edition.format", name=name, format=manifest.get("format"))
    for file, data in files.items():
        if hashlib.sha256(data).hexdigest() != manifest["files"][file]:
            raise EditionError("edition.damaged", name=name, file=file)
    if content_hash(files) != manifest["hash"]:
        raise EditionError("edition.damaged", name=name, file="manifest.json")
    return manifest, files


def remove_unfinished(editions: Path) -> None:
    """Remove what builds that died have left, except those of processes that still run."""
    for entry in editions.glob(".building-*"):
        owner = re.search(r"(\d+)", entry.name)
        if owner and process_runs(int(owner[1])):
            continue
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)


def _is_whole(folder: Path, files: Mapping[str, bytes]) -> bool:
    return all(
        (folder / file).exists() and (folder / file).read_bytes() == data for file, data in files.items()
    )
