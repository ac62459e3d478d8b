"""Parts that earlier builds made, kept under ``home/parts`` by the hash of everything that they are made from.

A part whose inputs have not changed is taken over instead of being made again; its bytes are the same either way. The
folder may be deleted at any moment: what is not there, or is not as it was written, is made. After a build only the parts
that were used last stay, up to :data:`ROOM` times the size of those that the edition has.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from retning.build.facts import Facts, facts_bytes, facts_from
from retning.disk import move, replace_file
from retning.edition.store import Ready

ROOM = 3
"""How many times the size of an edition's parts the folder may have."""

_LITTLE = 16_000_000  # bytes that are always allowed


@dataclass(frozen=True)
class KeptPart:
    """A part that is on the disk: the facts of it, and its file (``None`` where there is nothing to say)."""

    facts: Facts
    file: Ready | None


class PartStore:
    """The folder of parts under a home.

    >>> PartStore(Path("var")).get("0" * 64) is None  # doctest: +SKIP
    True
    """

    def __init__(self, home: Path) -> None:
        self.folder = home / "parts"

    def get(self, key: str) -> KeptPart | None:
        """The part with a key, checked as a whole; ``None`` where it is not there or not as it was written."""
        try:
            written = self._facts(key).read_bytes()
            head, _, body = written.partition(b"\n")
            of_facts, of_part = head.decode().split(" ")
            if hashlib.sha256(body).hexdigest() != of_facts:
                return None
            facts = facts_from(body)
            part = self._part(key)
            if of_part and hashlib.sha256(part.read_bytes()).hexdigest() != of_part:
                return None
            os.utime(self._facts(key))  # when it was used last
        except (OSError, ValueError, msgspec.MsgspecError):
            return None
        return KeptPart(facts, Ready(part, of_part) if of_part else None)

    def put(self, key: str, data: bytes | None, facts: Facts) -> KeptPart:
        """Keep a part. Its file is on the disk when this returns, so that an edition can take it over."""
        self.folder.mkdir(parents=True, exist_ok=True)
        body = facts_bytes(facts)
        of_part = ""
        if data is not None:
            of_part = hashlib.sha256(data).hexdigest()
            replace_file(self._part(key), data)
        head = f"{hashlib.sha256(body).hexdigest()} {of_part}\n"
        self._write(self._facts(key), head.encode() + body)
        return KeptPart(facts, Ready(self._part(key), of_part) if of_part else None)

    def note(self, key: str) -> bytes | None:
        """Something small that was kept under a key (:meth:`keep_note`)."""
        place = self.folder / f"{key}.note"
        try:
            head, _, body = place.read_bytes().partition(b"\n")
            if head.decode() != hashlib.sha256(body).hexdigest():
                return None
            os.utime(place)
        except (OSError, ValueError):
            return None
        return body

    def keep_note(self, key: str, body: bytes) -> None:
        """Keep something small under a key."""
        self._write(self.folder / f"{key}.note", hashlib.sha256(body).hexdigest().encode() + b"\n" + body)

    def tidy(self, used: Iterable[str]) -> None:
        """Remove what was used longest ago until the rest is at most :data:`ROOM` times as large as what is in use."""
        mine = set(used)
        sizes: dict[str, tuple[float, int]] = {}
        for entry in self._entries():
            key = entry.name.partition(".")[0]
            about = entry.stat()
            if entry.name.startswith(".unfinished-"):
                with suppress(OSError):  # a build that died left it; ours has none any more
                    entry.unlink()
                continue
            last, size = sizes.get(key, (0.0, 0))
            sizes[key] = max(last, about.st_mtime), size + about.st_size
        room = _LITTLE + ROOM * sum(size for key, (_, size) in sizes.items() if key in mine)
        for key, (_, size) in sorted(sizes.items(), key=lambda item: (item[0] not in mine, -item[1][0])):
            room -= size
            if room < 0 and key not in mine:
                for place in self.folder.glob(f"{key}.*"):
                    place.unlink(missing_ok=True)

    def _write(self, place: Path, data: bytes) -> None:
        """Write what need not be forced to the disk: without it the part is made again."""
        self.folder.mkdir(parents=True, exist_ok=True)
        waiting = self.folder / f".unfinished-{os.getpid()}-{place.name}"
        waiting.write_bytes(data)
        move(waiting, place)

    def _entries(self) -> list[Path]:
        return list(self.folder.iterdir()) if self.folder.is_dir() else []

    def _facts(self, key: str) -> Path:
        return self.folder / f"{key}.facts"

    def _part(self, key: str) -> Path:
        return self.folder / f"{key}.jsonl"
