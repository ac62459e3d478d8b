"""Editions: immutable, content-hashed builds of everything public.

An edition is a folder of canonical JSON files. Its name is ``<as-of>-<first 12 digits of the hash>``; the hash
is over the content of all files but the manifest, so the same inputs give the same edition, byte for byte.
The file ``current`` beside the editions names the one in use and is replaced by a single rename: a build
that is killed at any moment leaves the old edition current and nothing half-written visible.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from retning.disk import move, process_runs, sync, write_durably
from retning.edition.codec import encode
from retning.edition.edition import Edition
from retning.edition.files import (
    FORMAT,
    EditionError,
    EditionFiles,
    check_files,
    content_hash,
    read_files,
    read_manifest,
)
from retning.edition.layout import MANIFEST
from retning.edition.order import NAME, in_order, note
from retning.edition.records.manifest import About, Manifest
from retning.file_lock import file_lock


@dataclass(frozen=True)
class Ready:
    """A file that stands on the disk already, as its hash says: an edition takes it over without reading it."""

    path: Path
    sha256: str


def write_edition(home: Path, files: Mapping[str, bytes | Ready], about: About) -> Edition:
    """Write an edition under ``home/editions`` and make it current.

    ``files`` maps a path inside the edition to its bytes (``inputs.json`` among them, so that any change in what went in
    gives another hash) or to a file that is ready; ``about``, which the manifest tells as well, must follow from the files.
    The folder appears by one rename after all its files are on disk; one that exists already is left untouched.
    """
    hashes = {
        file: data.sha256 if isinstance(data, Ready) else hashlib.sha256(data).hexdigest()
        for file, data in files.items()
    }
    whole = content_hash(hashes)
    name = f"{about.as_of}-{whole[:12]}"
    manifest = Manifest(
        as_of=about.as_of,
        rule_version=about.rule_version,
        code_version=about.code_version,
        plan=about.plan,
        format=FORMAT,
        hash=whole,
        files=hashes,
    )
    every = {**files, MANIFEST: encode(manifest)}
    editions = home / "editions"
    editions.mkdir(parents=True, exist_ok=True)
    with file_lock(home / ".editions.lock"):
        remove_unfinished(editions)
        folder = editions / name
        if not _holds(folder, every):
            building = editions / f".building-{os.getpid()}"
            shutil.rmtree(building, ignore_errors=True)
            try:
                building.mkdir()
                for file, data in every.items():
                    (building / file).parent.mkdir(exist_ok=True)
                    _place(data, building / file)
            except OSError:  # a full disk: what was begun takes room that others need
                shutil.rmtree(building, ignore_errors=True)
                raise
            if folder.exists():
                # Only a damaged copy of the same content can stand here: put it aside, never write into it.
                move(folder, editions / f".building-damaged-{os.getpid()}-{name}")
            move(building, folder)
        note(editions, name)
        set_current(home, name)
    kept = {file: data for file, data in files.items() if isinstance(data, bytes)}
    return Edition(name, manifest, EditionFiles(folder, name, hashes, kept))


def _place(data: bytes | Ready, path: Path) -> None:
    """Put a file of an edition in its place: a second name for one that is ready, where the disk knows such, or a copy."""
    if isinstance(data, bytes):
        write_durably(path, data)
        return
    try:
        os.link(data.path, path)
    except OSError:
        shutil.copyfile(data.path, path)
        sync(path)


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
    stamps = ((e.relative_to(folder).as_posix(), e.stat()) for e in sorted(folder.rglob("*")) if e.is_file())
    return _is_readable(home, name, tuple((file, s.st_size, s.st_mtime_ns) for file, s in stamps))


@lru_cache(maxsize=256)
def _is_readable(home: Path, name: str, files: tuple[tuple[str, int, int], ...]) -> bool:
    try:
        check_files(home, name)
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
    return Edition(name, *read_files(home, name))


def open_edition(home: Path, name: str) -> Edition:
    """An edition that is known to be whole: each of its files is read, and checked, when it is asked for.

    Raises :class:`EditionError` where its manifest cannot be read, and later for a file that is damaged after all.
    """
    manifest = read_manifest(home, name)
    if manifest.format != FORMAT:
        return Edition(name, *read_files(home, name))
    return Edition(name, manifest, EditionFiles(home / "editions" / name, name, manifest.files, {}))


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


def _holds(folder: Path, files: Mapping[str, bytes | Ready]) -> bool:
    return all((folder / file).exists() and _is(folder / file, data) for file, data in files.items())


def _is(path: Path, data: bytes | Ready) -> bool:
    found = path.read_bytes()
    return hashlib.sha256(found).hexdigest() == data.sha256 if isinstance(data, Ready) else found == data
