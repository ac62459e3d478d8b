"""The index over all editions of a home: what was said when, so that no page reads an edition that it is not about.

A build writes it (:func:`write_index`); whoever serves a home reads it once (:func:`read_index`). What it lacks is
computed: an edition that came without a build, one that has been damaged since.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from msgspec.structs import replace

from retning.disk import replace_file
from retning.edition.codec import decode, encode
from retning.edition.edition import Edition
from retning.edition.files import EditionError, check_files
from retning.edition.records.difference import Cause, Difference
from retning.edition.records.index import Comparison, IndexEntry
from retning.edition.store import kept, open_edition

FILE = "index.json"

MOST = 60
"""So many differences of each kind are kept: as many as a page shows."""


@dataclass(frozen=True)
class EditionIndex:
    """Every edition of a home, oldest first; those of one day in the order in which they were built.

    >>> EditionIndex().before("2026-03-31-0123456789ab")
    ()
    """

    entries: tuple[IndexEntry, ...] = ()

    def before(self, name: str) -> tuple[IndexEntry, ...]:
        """The editions before one; none where it is not among them."""
        names = [one.name for one in self.entries]
        return self.entries[: names.index(name)] if name in names else ()

    def entry(self, name: str) -> IndexEntry | None:
        """One edition by its name."""
        return next((one for one in self.entries if one.name == name), None)


def write_index(home: Path, written: Edition | None = None) -> None:
    """Bring the index of a home up to date. ``written`` is an edition that has just been written: it is not read again.

    >>> write_index(Path("var"), edition)  # doctest: +SKIP
    """
    found = encode(read_index(home, written).entries)
    place = home / "editions" / FILE
    if not place.exists() or place.read_bytes() != found:
        replace_file(place, found)


def read_index(home: Path, written: Edition | None = None) -> EditionIndex:
    """The index of a home as it is now. Reads editions only where something is new or has changed.

    ``written`` is known to be whole, and is taken from memory.

    >>> read_index(Path("no such folder"))
    EditionIndex(entries=())
    """
    noted = {one.name: one for one in _noted(home)}
    work = _Work(home, written)
    for name in kept(home):
        work.add(name, noted.get(name))
    return EditionIndex(tuple(work.entries))


def _noted(home: Path) -> Sequence[IndexEntry]:
    """What was written last; nothing where it is not there, or cannot be read: it can always be made again."""
    try:
        return decode((home / "editions" / FILE).read_bytes(), tuple[IndexEntry, ...])
    except (OSError, msgspec.MsgspecError):
        return ()


def _stamp(folder: Path) -> str:
    """SHA-256 over the names, sizes and times of writing of an edition's files (``scandir``: thousands in a home of many)."""
    found = sorted(_files(str(folder), ""))
    return hashlib.sha256("\n".join(found).encode()).hexdigest()


def _files(folder: str, inside: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path, f"{inside}{entry.name}/")
            else:
                about = entry.stat()
                yield f"{inside}{entry.name} {about.st_size} {about.st_mtime_ns}"


@dataclass
class _Work:
    """The entries that have been made, and editions that were read for them."""

    home: Path
    written: Edition | None = None
    entries: list[IndexEntry] = field(default_factory=list)
    _read: dict[str, Edition] = field(default_factory=dict)

    def add(self, name: str, noted: IndexEntry | None) -> None:
        """Put an edition at the end: as it was noted where nothing has changed."""
        stamp = _stamp(self.home / "editions" / name)
        whole = noted.whole if noted is not None and noted.stamp == stamp else self._is_whole(name)
        if not whole:
            damaged = noted or IndexEntry(name=name, whole=False)
            self.entries.append(replace(damaged, whole=False, stamp=stamp))
            return
        previous = next((one.name for one in reversed(self.entries) if one.whole), "")
        known = noted.comparison if noted is not None else None
        if noted is not None and known is not None and known.previous == previous:
            self.entries.append(replace(noted, whole=True, stamp=stamp))
            return
        try:
            self.entries.append(self._made(name, previous, stamp))
        except EditionError:  # as it was written, but not by a program that we know
            self.entries.append(IndexEntry(name=name, whole=False, stamp=stamp))

    def _is_whole(self, name: str) -> bool:
        if self.written is not None and name == self.written.name:
            return True
        try:
            check_files(self.home, name)
        except EditionError:
            return False
        return True

    def _edition(self, name: str) -> Edition:
        if self.written is not None and name == self.written.name:
            return self.written
        if name not in self._read:
            while len(self._read) > 1:
                self._read.pop(next(iter(self._read)))
            # It was found whole a moment ago: each file is checked again when it is read, and only then.
            self._read[name] = open_edition(self.home, name)
        return self._read[name]

    def _made(self, name: str, previous: str, stamp: str) -> IndexEntry:
        edition = self._edition(name)
        return IndexEntry(
            name=name,
            whole=True,
            stamp=stamp,
            rule_version=edition.manifest.rule_version,
            indicators=tuple(edition.indicators),
            comparison=self._compared(edition, previous),
        )

    def _compared(self, edition: Edition, previous: str) -> Comparison:
        if not previous:
            return Comparison(previous="", new=tuple(edition.indicators))
        from retning.edition.compare import compare  # a home whose index is up to date compares nothing

        found = compare(self._edition(previous), edition)
        charts: dict[str, tuple[Cause, ...]] = {}
        new: list[str] = []
        for indicator in edition.indicators:
            last = self._last_with(indicator)
            if last is None:
                new.append(indicator)
            elif causes := self._causes(last, edition, indicator):
                charts[indicator] = causes
        return Comparison(
            previous=previous,
            values=len(found.values),
            verdicts=len(found.verdicts),
            sentences=len(found.sentences),
            first=msgspec.Raw(
                encode(
                    Difference(
                        values=found.values[:MOST],
                        verdicts=found.verdicts[:MOST],
                        sentences=found.sentences[:MOST],
                    )
                ).rstrip()
            ),
            charts=charts,
            new=tuple(new),
        )

    def _last_with(self, indicator: str) -> str | None:
        """The newest earlier edition that has an indicator and can be read."""
        having = (one.name for one in reversed(self.entries) if one.whole and indicator in one.indicators)
        return next(having, None)

    def _causes(self, last: str, edition: Edition, indicator: str) -> tuple[Cause, ...]:
        from retning.edition.compare import causes_of, same_part

        before = self._edition(last)
        return () if same_part(before, edition, indicator) else causes_of(before, edition, indicator)
