"""Whether the edition in use is what a build would give now: nothing that goes in has changed since.

Light on purpose: ``serve`` asks before it loads any library that a build needs.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from retning.build.region_folder import READ, READ_IN
from retning.disk import move
from retning.edition.files import FORMAT, EditionError, check_files, read_manifest
from retning.edition.store import current_name

PACKAGE = Path(__file__).resolve().parent.parent
_NOT_BUILDING = ("__pycache__", "charts", "cli", "look", "public", "work")
"""Parts of our own code that show or ask for an edition; all others go into a build."""


def fingerprint(folder: Path, home: Path) -> str:
    """SHA-256 over what tells every file that a build reads: its place, its size and when it was last written.

    The region's files, the archive's manifests (vintages never change once written) and our own code. What builds
    themselves append to (``*.jsonl`` in the home) is named by :func:`ledgers`. Contents are not read: hundreds of
    files are compared in a few milliseconds, as build tools do, and a file that was touched only costs a build.

    >>> fingerprint(Path("regions/<name>"), Path("var"))  # doctest: +SKIP
    '5f0c…'
    """
    found = [f"region/{part}/{line}" for part in READ_IN for line in _stamps(folder / part, READ, deep=False)]
    found += [f"archive/{line}" for line in _stamps(home / "archive", ("manifest.json",))]
    found += [f"code/{line}" for line in _stamps(PACKAGE, (".py", ".toml", ".json"), _NOT_BUILDING)]
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()


def _stamps(
    folder: Path, endings: tuple[str, ...], without: tuple[str, ...] = (), *, deep: bool = True
) -> Iterator[str]:
    """Place, size and time of writing of every file in a folder (``deep``: and below it) with one of the endings."""
    waiting = [(str(folder), "")]
    while waiting:
        here, inside = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if entry.is_dir():
                if deep and entry.name not in ("__pycache__", *without):
                    waiting.append((entry.path, f"{inside}{entry.name}/"))
            elif entry.name.endswith(endings):
                about = entry.stat()
                yield f"{inside}{entry.name} {about.st_size} {about.st_mtime_ns}"


def ledgers(home: Path) -> str:
    """SHA-256 over what builds append to and read again.

    >>> ledgers(Path("no such folder")) == hashlib.sha256().hexdigest()
    True
    """
    digest = hashlib.sha256()
    for path in sorted(home.glob("*.jsonl")):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def note(home: Path, edition: str, inputs: str) -> None:
    """Remember what an edition was built from, by one rename.

    ``inputs`` is the fingerprint from *before* the build: a file that changed meanwhile makes the next one build.
    """
    place = _place(home)
    waiting = place.with_name(f".building-inputs-{os.getpid()}")
    found = {"edition": edition, "inputs": inputs, "ledgers": ledgers(home)}
    waiting.write_text(json.dumps(found), encoding="utf-8")
    move(waiting, place)


def is_fresh(folder: Path, home: Path) -> bool:
    """Whether a build now would give the edition in use.

    No note, a damaged one, one of another edition or a damaged edition counts as "no": a build is then made, which is never wrong.
    """
    try:
        noted = json.loads(_place(home).read_bytes())
        name = current_name(home)
        same = name is not None and noted["edition"] == name and noted["ledgers"] == ledgers(home)
        if name is None or not same or noted["inputs"] != fingerprint(folder, home):
            return False
        if read_manifest(home, name).format != FORMAT:
            return False
        check_files(home, name)
    except (OSError, ValueError, LookupError, TypeError, EditionError):
        return False
    return True


def _place(home: Path) -> Path:
    return home / "editions" / "inputs-of-current.json"
