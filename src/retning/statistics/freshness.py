"""Whether the edition in use is what a build would give now: nothing that goes in has changed since.

Light on purpose: ``serve`` asks before it loads any library that a build needs.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from retning.statistics.edition import EditionError, current_name, read_files

PACKAGE = Path(__file__).resolve().parent.parent
_CODE = ("plan", "statistics", "language", "locale")
_READ = (".toml", ".csv", ".xlsx")


def fingerprint(folder: Path, home: Path) -> str:
    """SHA-256 over all that a build reads: the region's files, the archive's manifests, our code.

    What builds themselves append to (``*.jsonl`` in the home) is told by :func:`ledgers`. The archive's vintages never change once written, and their manifests hold the hashes of the rest.

    >>> fingerprint(Path("regions/<name>"), Path("var"))  # doctest: +SKIP
    '5f0c…'
    """
    digest = hashlib.sha256()
    for name, path in _inputs(folder, home):
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _inputs(folder: Path, home: Path) -> Iterator[tuple[str, Path]]:
    """Name and place of every file that a build reads, in one order."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.suffix in _READ and "tests" not in inside.parts and path.is_file():
            yield f"region/{inside.as_posix()}", path
    for path in sorted((home / "archive").rglob("manifest.json")):
        yield f"archive/{path.relative_to(home).as_posix()}", path
    for part in _CODE:
        for path in sorted((PACKAGE / part).rglob("*")):
            if path.suffix in (".py", ".toml", ".json") and "__pycache__" not in path.parts:
                yield f"code/{path.relative_to(PACKAGE).as_posix()}", path


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
    waiting.replace(place)


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
        read_files(home, name)
    except (OSError, ValueError, LookupError, TypeError, EditionError):
        return False
    return True


def _place(home: Path) -> Path:
    return home / "editions" / "inputs-of-current.json"
