"""Every fetched answer kept: raw bytes and their hash, the tidy table, and where it came from.

``archive/<source>/<table>/<vintage>/`` holds ``raw/`` (the bytes as they came), ``table.parquet`` (one column a
dimension, ``period``, ``value``, ``status``) and ``manifest.json``. A vintage is written whole in a folder of
another name and renamed, so it is there or it is not; once there it is never changed.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from retning.disk import move, sync
from retning.file_lock import file_lock
from retning.statistics.model import Manifest, Origin, Table
from retning.statistics.sources.pxweb import Raw
from retning.toml.faults import Fault, InputError

_VINTAGE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.(\d+))?")
_ROOM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OWN = {"period", "value", "status", "origin"}  # columns that no dimension may be named after
_UNFINISHED = ".unfinished-"


class Archive:
    """The archive under a home folder. Reading never writes; several may read while one writes.

    >>> archive = Archive(Path("var"))  # doctest: +SKIP
    >>> [t.manifest.vintage for t in archive.tables(date(2026, 3, 1))]  # doctest: +SKIP
    ['2026-02-25']
    """

    def __init__(self, home: Path) -> None:
        self.folder = home / "archive"

    def keep(self, raw_answers: Sequence[Raw], table: Table) -> Path | None:
        """Write a new vintage and return its folder; ``None`` where the newest vintage says the same.

        Another content with the same day of publication becomes a vintage of its own with a suffix
        (``2026-02-25.2``). Killed at any moment, the archive is as before or has the whole vintage.
        """
        place = self._place(table.manifest.table)
        day = table.manifest.vintage[:10]
        if not _VINTAGE.fullmatch(day):
            raise ValueError(f"{day!r} is no day of publication")
        with self._alone():
            names = self._names(place)
            content = content_hash(table)
            if names and self._manifest(place / names[-1])["content"] == content:
                return None
            same_day = [name for name in names if name[:10] == day]
            number = 1 + max((_suffix(name) for name in same_day), default=0)
            name = day if not same_day else f"{day}.{number}"
            work = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.folder))
            self._write(
                work, raw_answers, replace(table, manifest=replace(table.manifest, vintage=name)), content
            )
            place.mkdir(parents=True, exist_ok=True)
            move(work, place / name)
            sync(place)
            return place / name

    def tables(self, as_of: date | None = None, earlier: int = 0) -> list[Table]:
        """The newest vintage of each table published by a day (of all, without one), in order of table.

        With ``earlier`` so many vintages before it come along, oldest first: what was published then.

        Raises :class:`~retning.toml.faults.InputError` (``archive_damaged``) where anything read is not as written.
        """
        found: list[Table] = []
        for table in self.known():
            names = [
                n for n in self._names(self._place(table)) if as_of is None or n[:10] <= as_of.isoformat()
            ]
            found += [self.read(table, name) for name in names[-1 - earlier :]]
        return found

    def known(self) -> list[str]:
        """Ids of all tables that have a vintage."""
        if not self.folder.is_dir():
            return []
        places = (
            p for s in self.folder.iterdir() if s.is_dir() and _ROOM.fullmatch(s.name) for p in s.iterdir()
        )
        return sorted(f"{p.parent.name}/{p.name}" for p in places if self._names(p))

    def vintages(self, table: str) -> list[Manifest]:
        """What is known of each vintage of a table, oldest first; raises ``InputError`` on a damaged one."""
        place = self._place(table)
        return [_manifest_of(self._manifest(place / name)) for name in self._names(place)]

    def newest(self, table: str) -> Table | None:
        """The newest vintage of a table, if there is one."""
        names = self._names(self._place(table))
        return self.read(table, names[-1]) if names else None

    def read(self, table: str, vintage: str) -> Table:
        """One vintage, with every file's hash verified.

        Raises ``KeyError`` for a vintage that is not there and :class:`~retning.toml.faults.InputError`
        (``archive_damaged``) for one whose bytes are not those that were written.
        """
        folder = self._place(table) / vintage
        if not _VINTAGE.fullmatch(vintage) or not folder.is_dir():
            raise KeyError(f"{table}@{vintage}")
        kept = self._manifest(folder)
        for name, wanted in kept["files"].items():
            path = folder / name
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
                raise self._damaged(path)
        return _read_parquet(folder / "table.parquet", kept)

    # inside

    def _place(self, table: str) -> Path:
        source, _, name = table.partition("/")
        if not _ROOM.fullmatch(source) or not _ROOM.fullmatch(name):
            raise ValueError(f"{table!r} is no table's id")
        return self.folder / source / name

    @staticmethod
    def _names(place: Path) -> list[str]:
        """Names of finished vintages, oldest first."""
        if not place.is_dir():
            return []
        names = [p.name for p in place.iterdir() if _VINTAGE.fullmatch(p.name)]
        return sorted(names, key=lambda name: (name[:10], _suffix(name)))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time; what a killed writer left behind is swept away."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with file_lock(self.folder / ".lock"):
            for left in self.folder.glob(f"{_UNFINISHED}*"):
                shutil.rmtree(left)
            yield

    def _write(self, work: Path, raw_answers: Sequence[Raw], table: Table, content: str) -> None:
        (work / "raw").mkdir()
        questions: list[dict[str, str]] = []
        for number, answer in enumerate(raw_answers, 1):
            name = f"raw/{number:03}.json"
            (work / name).write_bytes(answer.content)
            questions.append({"file": name, "address": answer.address, "sent": answer.sent})
        columns = _write_parquet(work / "table.parquet", table)
        where = f"archive/{table.manifest.table}/{table.manifest.vintage}"
        manifest = replace(table.manifest, raw=tuple(f"{where}/{q['file']}" for q in questions))
        names = [*(q["file"] for q in questions), "table.parquet"]
        kept: dict[str, Any] = {
            "manifest": asdict(manifest),
            "content": content,
            "columns": columns,
            "origins": [asdict(o) for o in table.origins],
            "questions": questions,
            "files": {name: hashlib.sha256((work / name).read_bytes()).hexdigest() for name in names},
        }
        kept["self"] = _self_hash(kept)
        text = json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        (work / "manifest.json").write_text(text, encoding="utf-8")
        work.chmod(0o755)
        for path in (*(work / name for name in names), work / "manifest.json", work / "raw", work):
            sync(path)

    def _manifest(self, folder: Path) -> dict[str, Any]:
        path = folder / "manifest.json"
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["self"] != _self_hash(kept):
                raise ValueError("self")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise self._damaged(path) from error
        return dict(kept)

    def _damaged(self, path: Path) -> InputError:
        return InputError([Fault(path.relative_to(self.folder.parent).as_posix(), 0, "archive_damaged")])


def content_hash(table: Table) -> str:
    """What makes two vintages the same: numbers, symbols, codes, units, borders and question, in order."""
    digest = hashlib.sha256()

    def add(texts: Sequence[str]) -> None:
        digest.update(json.dumps(texts, ensure_ascii=False).encode())

    manifest = table.manifest
    add([manifest.table, manifest.query, manifest.borders, manifest.line, manifest.area_dim])
    add([part for pair in sorted(manifest.units.items()) for part in pair])
    for name in sorted(table.dims):
        add([name])
        add(table.dims[name])
    add(table.period)
    add(table.status)
    value = np.where(np.isnan(table.value), np.nan, table.value) + 0.0  # one NaN, one zero
    digest.update(np.ascontiguousarray(value, dtype="<f8").tobytes())
    return digest.hexdigest()


def _suffix(vintage: str) -> int:
    match = _VINTAGE.fullmatch(vintage)
    return int(match[2] or 1) if match else 0


def _self_hash(kept: Mapping[str, Any]) -> str:
    rest = {name: value for name, value in kept.items() if name != "self"}
    return hashlib.sha256(json.dumps(rest, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _write_parquet(path: Path, table: Table) -> list[list[str]]:
    """Write the columns; returns ``[dimension, column]`` pairs (names differ where one would clash)."""
    taken = set(_OWN)
    columns: list[list[str]] = []
    for name in table.dims:
        column = name
        while column.casefold() in taken:  # DuckDB's names do not know upper from lower case
            column += "_"
        taken.add(column.casefold())
        columns.append([name, column])
    data: dict[str, Any] = {column: np.array(table.dims[name], dtype=object) for name, column in columns}
    data["period"] = np.array(table.period, dtype=object)
    data["value"] = np.asarray(table.value, dtype=np.float64)
    data["status"] = np.array(table.status, dtype=object)
    if table.origin:
        data["origin"] = np.array(table.origin, dtype=np.int32)
    listed = ", ".join(_quoted(name) for name in data if name != "value")
    target = str(path).replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.register("cells", data)
        connection.execute(
            f"COPY (SELECT {listed}, CASE WHEN isnan(value) THEN NULL ELSE value END AS value FROM cells) "  # noqa: S608
            f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
        )
    return columns


def _read_parquet(path: Path, kept: Mapping[str, Any]) -> Table:
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        found = connection.execute("SELECT * FROM read_parquet($path)", {"path": str(path)}).fetchnumpy()
    value = np.ma.filled(np.ma.asarray(found["value"], dtype=np.float64), np.nan)
    return Table(
        manifest=_manifest_of(kept),
        dims={name: tuple(found[column].tolist()) for name, column in kept["columns"]},
        period=tuple(found["period"].tolist()),
        value=np.asarray(value, dtype=np.float64),
        status=tuple(found["status"].tolist()),
        origin=tuple(found["origin"].tolist()) if "origin" in found else (),
        origins=tuple(Origin(**one) for one in kept["origins"]),
    )


def _manifest_of(kept: Mapping[str, Any]) -> Manifest:
    written = dict(kept["manifest"])
    return Manifest(**{**written, "raw": tuple(written["raw"])})
