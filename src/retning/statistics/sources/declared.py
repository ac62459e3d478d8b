"""``sources.toml``: the publishers a region fetches from, and the tables with the selection it needs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from retning.plan.model import Text
from retning.statistics.sources.borders import KEYS as BORDERS_KEYS
from retning.statistics.sources.borders import MOST_MEGABYTES, DeclaredBorders
from retning.statistics.sources.figure_rows import is_day
from retning.statistics.sources.files import RHYTHMS
from retning.statistics.sources.http import LOOPBACK
from retning.toml.faults import Fault
from retning.toml.lines import Located, read_toml

FILE = "sources.toml"
INTERFACES = ("pxweb2", "pxweb1")

_SOURCE_KEYS = {
    *(
        "name",
        "interface",
        "base",
        "licence",
        "attribution",
        "language",
        "calls_per_minute",
        "hosts",
        "max_cells",
    ),
}
_TABLE_KEYS = {
    *(
        "id",
        "source",
        "code",
        "title",
        "select",
        "codelist",
        "area",
        "area_prefix",
        "borders",
        "units",
        "rhythm",
    ),
    *("next_release", "address"),
}
_PLAIN_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*/[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Source:
    """A publisher's interface. ``hosts`` are the only hosts that may be called for it."""

    id: str
    name: Text
    interface: str  # "pxweb2" | "pxweb1"
    base: str
    licence: str
    attribution: str
    language: str = "no"
    calls_per_minute: int = 30
    hosts: tuple[str, ...] = ()
    max_cells: int = 0  # pxweb1 only, where the interface does not say; 0: careful


@dataclass(frozen=True)
class DeclaredTable:
    """A table to fetch: which codes of which dimensions, and what its codes mean.

    ``select`` holds codes and expressions by dimension; ``codelist`` a code list by dimension; ``area_prefix`` is
    cut off the area codes (code lists of sums write ``K-7001``).
    """

    id: str
    source: str
    code: str
    select: Mapping[str, tuple[str, ...]]
    title: Text = field(default_factory=dict)
    codelist: Mapping[str, str] = field(default_factory=dict)
    area: str = "Region"
    area_prefix: str = ""
    borders: str = "period"
    units: Mapping[str, str] = field(default_factory=dict)
    rhythm: str = ""
    next_release: str = ""
    address: str = ""  # the page for people; "": the address of the question


@dataclass(frozen=True)
class Sources:
    """Everything that ``sources.toml`` declares."""

    sources: tuple[Source, ...] = ()
    tables: tuple[DeclaredTable, ...] = ()
    borders: tuple[DeclaredBorders, ...] = ()

    def source(self, id: str) -> Source:
        """The source with this id. Raises ``KeyError`` when there is none."""
        for one in self.sources:
            if one.id == id:
                return one
        raise KeyError(id)


def load_sources(folder: Path) -> tuple[Sources | None, list[Fault]]:
    """Read ``sources.toml`` of a region's folder; a region without one fetches nothing.

    >>> load_sources(Path("regions/without-sources"))
    (Sources(sources=(), tables=()), [])
    """
    path = folder / FILE
    if not path.exists():
        return Sources(), []
    located, faults = read_toml(path, FILE)
    if located is None:
        return None, faults
    reader = _Reader(located)
    found = reader.read()
    return (None if reader.faults else found), reader.faults


class _Reader:
    """Walks over the parsed file and gathers faults."""

    def __init__(self, located: Located) -> None:
        self.located = located
        self.faults: list[Fault] = []

    def fault(self, path: tuple[str | int, ...], key: str, **values: object) -> None:
        self.faults.append(Fault(self.located.file, self.located.line(*path), key, values))

    def read(self) -> Sources:
        data = self.located.data
        for name in data:
            if name not in ("source", "table", "borders"):
                self.fault((name,), "sources_key", name=name)
        declared = data.get("source", {})
        listed = data.get("table", [])
        if not isinstance(declared, dict) or not isinstance(listed, list):
            self.fault((), "sources_shape")
            return Sources()
        sources = tuple(
            self._source(id, one) for id, one in declared.items() if self._is_table(one, "source", id)
        )
        tables = tuple(
            self._table(at, one, set(declared))
            for at, one in enumerate(listed)
            if self._is_table(one, "table", at)
        )
        seen: set[str] = set()
        for at, one in enumerate(tables):
            if one.id in seen:
                self.fault(("table", at, "id"), "sources_twice", id=one.id)
            seen.add(one.id)
        return Sources(sources, tables, self._all_borders(data.get("borders", [])))

    def _is_table(self, one: object, *path: str | int) -> bool:
        if isinstance(one, dict):
            return True
        self.fault(path, "sources_shape")
        return False

    def _text(
        self, data: Mapping[str, Any], path: tuple[str | int, ...], name: str, default: str | None = None
    ) -> str:
        value = data.get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.fault((*path, name), "sources_field", name=name)
            return ""
        return value

    def _words(self, data: Mapping[str, Any], path: tuple[str | int, ...], name: str) -> dict[str, str]:
        """A table of texts."""
        value = data.get(name, {})
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            self.fault((*path, name), "sources_field", name=name)
            return {}
        return dict(value)

    def _unknown(self, data: Mapping[str, Any], path: tuple[str | int, ...], known: Collection[str]) -> None:
        for name in data:
            if name not in known:
                self.fault((*path, name), "sources_key", name=name)

    def _source(self, id: str, data: Mapping[str, Any]) -> Source:
        path: tuple[str | int, ...] = ("source", id)
        self._unknown(data, path, _SOURCE_KEYS)
        name = self._words(data, path, "name")
        if not name.get("nb"):
            self.fault((*path, "name"), "sources_field", name="name.nb")
        interface = self._text(data, path, "interface")
        if interface and interface not in INTERFACES:
            self.fault(
                (*path, "interface"), "sources_interface", found=interface, allowed=", ".join(INTERFACES)
            )
        base = self._text(data, path, "base")
        parts = urlsplit(base)
        if base and not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
            self.fault((*path, "base"), "sources_base", found=base)
        hosts = data.get("hosts", [parts.netloc])
        if not isinstance(hosts, list) or not all(isinstance(h, str) for h in hosts):
            self.fault((*path, "hosts"), "sources_field", name="hosts")
            hosts = []
        elif parts.netloc not in hosts:
            self.fault((*path, "hosts"), "sources_host", host=parts.netloc)
        numbers = {}
        for number, default in (("calls_per_minute", 30), ("max_cells", 0)):
            numbers[number] = data.get(number, default)
            if (
                not isinstance(numbers[number], int)
                or isinstance(numbers[number], bool)
                or numbers[number] < 0
            ):
                self.fault((*path, number), "sources_field", name=number)
        return Source(
            id=id,
            name=name,
            interface=interface,
            base=base.rstrip("/"),
            licence=self._text(data, path, "licence"),
            attribution=self._text(data, path, "attribution"),
            language=self._text(data, path, "language", "no"),
            hosts=tuple(hosts),
            **numbers,
        )

    def _all_borders(self, listed: object) -> tuple[DeclaredBorders, ...]:
        if not isinstance(listed, list):
            self.fault(("borders",), "sources_shape")
            return ()
        found = [
            self._borders(at, one) for at, one in enumerate(listed) if self._is_table(one, "borders", at)
        ]
        for at, one in enumerate(found):
            if one.id in {other.id for other in found[:at]}:
                self.fault(("borders", at, "id"), "sources_twice", id=one.id)
        return tuple(found)

    def _borders(self, at: int, data: Mapping[str, Any]) -> DeclaredBorders:
        path: tuple[str | int, ...] = ("borders", at)
        self._unknown(data, path, BORDERS_KEYS)
        words = {
            name: self._text(data, path, name)
            for name in ("id", "address", "day", "code", "licence", "attribution")
        }
        if words["id"] and not _PLAIN_ID.fullmatch(words["id"]):
            self.fault((*path, "id"), "sources_field", name="id")
        parts = urlsplit(words["address"])
        if words["address"] and not (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        ):
            self.fault((*path, "address"), "sources_base", found=words["address"])
        if words["day"] and not is_day(words["day"], whole=True):
            self.fault((*path, "day"), "sources_field", name="day")
        most = data.get("max_megabytes", 10)
        if not isinstance(most, int) or isinstance(most, bool) or not 0 < most <= MOST_MEGABYTES:
            self.fault((*path, "max_megabytes"), "sources_field", name="max_megabytes")
            most = 10
        sha256 = self._text(data, path, "sha256", "")
        if sha256 and not _SHA256.fullmatch(sha256):
            self.fault((*path, "sha256"), "sources_field", name="sha256")
        return DeclaredBorders(
            **words,
            name=self._words(data, path, "name"),
            max_megabytes=most,
            sha256=sha256,
            page=self._text(data, path, "page", ""),
        )

    def _table(self, at: int, data: Mapping[str, Any], sources: set[str]) -> DeclaredTable:
        path: tuple[str | int, ...] = ("table", at)
        self._unknown(data, path, _TABLE_KEYS)
        id, source = self._text(data, path, "id"), self._text(data, path, "source")
        if id and not (_ID.fullmatch(id) and id.startswith(source + "/")):
            self.fault((*path, "id"), "sources_id", id=id, source=source)
        if source and source not in sources:
            self.fault((*path, "source"), "sources_unknown", source=source)
        select: dict[str, tuple[str, ...]] = {}
        given = data.get("select")
        if not isinstance(given, dict) or not given:
            self.fault((*path, "select"), "sources_field", name="select")
            given = {}
        for name, wanted in given.items():
            wanted = [wanted] if isinstance(wanted, str) else wanted
            if (
                not isinstance(wanted, list)
                or not wanted
                or not all(isinstance(w, str) and w for w in wanted)
            ):
                self.fault((*path, "select", name), "sources_select", dimension=name)
                continue
            select[name] = tuple(wanted)
        area = self._text(data, path, "area", "Region")
        codelist = self._words(data, path, "codelist")
        for name in (area, *codelist):
            if given and name not in given:
                self.fault((*path, "select"), "sources_not_selected", dimension=name)
        borders = self._text(data, path, "borders", "period")
        if borders != "period" and not is_day(borders, whole=True):
            self.fault((*path, "borders"), "sources_field", name="borders")
        rhythm = self._text(data, path, "rhythm", "")
        if rhythm and rhythm not in RHYTHMS:
            self.fault((*path, "rhythm"), "sources_field", name="rhythm")
        return DeclaredTable(
            id=id,
            source=source,
            code=self._text(data, path, "code"),
            select=select,
            title=self._words(data, path, "title"),
            codelist=codelist,
            area=area,
            area_prefix=self._text(data, path, "area_prefix", ""),
            borders=borders,
            units=self._words(data, path, "units"),
            rhythm=rhythm,
            next_release=self._text(data, path, "next_release", ""),
            address=self._text(data, path, "address", ""),
        )
