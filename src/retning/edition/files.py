"""The files of an edition on disk: checked against the hashes of its manifest before anything is read from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from retning.edition.codec import decode
from retning.edition.layout import MANIFEST
from retning.edition.records.manifest import Manifest

FORMAT = 3
"""Version of the layout: which files there are and what their records hold. Every older one has a reader in
:mod:`retning.edition.upgrade`; a newer one is refused."""

KEPT = 48_000_000
"""So many bytes of an edition stay in memory; what is over is read from the disk when it is asked for."""

THREADS = 4
_WORTH_THREADS = 16_000_000


class EditionError(Exception):
    """An edition that is not there, not whole, or of an unknown format. ``key`` names the text to show."""

    def __init__(self, key: str, **values: str | int) -> None:
        self.key = key
        self.values = values
        super().__init__(f"{key}: {values}")


def content_hash(hashes: Mapping[str, str]) -> str:
    """SHA-256 over the names and hashes of files, in order of their names.

    >>> content_hash({}) == hashlib.sha256().hexdigest()
    True
    """
    digest = hashlib.sha256()
    for name in sorted(hashes):
        digest.update(name.encode() + b"\0" + bytes.fromhex(hashes[name]))
    return digest.hexdigest()


def read_manifest(home: Path, name: str) -> Manifest:
    """The manifest of an edition, of whatever format. Raises :class:`EditionError` where it cannot be read."""
    try:
        return decode((home / "editions" / name / MANIFEST).read_bytes(), Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise EditionError("edition.damaged", name=name, file=MANIFEST) from error


class EditionFiles(Mapping[str, bytes]):
    """The bytes of an edition's files by path, as they were checked.

    >>> EditionFiles(Path("editions/x"), "x", {}, {"plan.json": b"{}"})["plan.json"]
    b'{}'
    """

    def __init__(self, folder: Path, name: str, hashes: Mapping[str, str], kept: Mapping[str, bytes]) -> None:
        self._folder = folder
        self._name = name
        self._hashes = hashes
        self._kept = kept

    def __getitem__(self, file: str) -> bytes:
        kept = self._kept.get(file)
        if kept is not None:
            return kept
        return _checked(self._folder, self._name, file, self._hashes[file])

    def __iter__(self) -> Iterator[str]:
        return iter(self._hashes or self._kept)

    def __len__(self) -> int:
        return len(self._hashes or self._kept)


def read_files(home: Path, name: str) -> tuple[Manifest, EditionFiles]:
    """An edition's manifest and files as :data:`FORMAT` has them, every one checked; older formats are upgraded.

    Raises :class:`EditionError` for an edition that is missing, damaged or of an unknown format.
    """
    manifest = read_manifest(home, name)
    if not 1 <= manifest.format <= FORMAT:
        raise EditionError("edition.format", name=name, format=manifest.format)
    folder = home / "editions" / name
    kept = _check(folder, name, manifest)
    if manifest.format == FORMAT:
        return manifest, EditionFiles(folder, name, manifest.files, kept)
    from retning.edition.upgrade import upgraded  # what serves the newest format starts without it

    try:
        every = EditionFiles(folder, name, manifest.files, kept)
        return manifest, EditionFiles(folder, name, {}, upgraded(every, manifest.format, FORMAT))
    except msgspec.MsgspecError as error:
        raise EditionError("edition.damaged", name=name, file=str(error)) from error


def check_files(home: Path, name: str) -> None:
    """Whether an edition is as it was written. Raises :class:`EditionError` where it is not, or of an unknown format."""
    manifest = read_manifest(home, name)
    if not 1 <= manifest.format <= FORMAT:
        raise EditionError("edition.format", name=name, format=manifest.format)
    _check(home / "editions" / name, name, manifest)


def _check(folder: Path, name: str, manifest: Manifest) -> dict[str, bytes]:
    """Every file read and checked; the bytes of those that there is room for."""
    kept: dict[str, bytes] = {}
    room = KEPT

    def one(file: str) -> tuple[str, bytes]:
        return file, _checked(folder, name, file, manifest.files[file])

    def every() -> Iterator[tuple[str, bytes]]:
        if _size(folder, manifest) < _WORTH_THREADS:
            yield from map(one, manifest.files)
            return
        from concurrent.futures import ThreadPoolExecutor  # 10 ms that a small edition does not need

        with ThreadPoolExecutor(THREADS) as threads:  # hashing lets other threads run
            yield from threads.map(one, manifest.files)

    for file, data in every():
        room -= len(data)
        if room >= 0 or not file.startswith("indicators/"):
            kept[file] = data
    if content_hash(manifest.files) != manifest.hash:
        raise EditionError("edition.damaged", name=name, file=MANIFEST)
    return kept


def _size(folder: Path, manifest: Manifest) -> int:
    try:
        return sum((folder / file).stat().st_size for file in manifest.files)
    except OSError:
        return 0


def _checked(folder: Path, name: str, file: str, wanted: str) -> bytes:
    try:
        data = (folder / file).read_bytes()
    except (OSError, ValueError) as error:
        raise EditionError("edition.damaged", name=name, file=file) from error
    if hashlib.sha256(data).hexdigest() != wanted:
        raise EditionError("edition.damaged", name=name, file=file)
    return data
