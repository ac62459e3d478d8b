"""``sources.toml``: the publishers a region fetches from, and the tables with the selection it needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from retning.plan.model import Text
from retning.statistics.sources.borders import MOST_MEGABYTES, DeclaredBorders
from retning.statistics.sources.http import LOOPBACK
from retning.statistics.tables.kinds import BORDERS, PERIOD_BORDERS, RHYTHM, WRITTEN_DAY
from retning.toml.faults import Fault
from retning.toml.kinds import (
    BOKMAL,
    TEXT,
    TEXT_BY_NAME,
    TEXTS,
    ByName,
    Listing,
    Scalar,
    WrongValueError,
    matching,
    one_of,
    to_text,
    whole,
)
from retning.toml.lines import read_toml
from retning.toml.place import Place
from retning.toml.schema import Field, TomlTable, Values, many, read

FILE = "sources.toml"
INTERFACES = ("pxweb2", "pxweb1")

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


def _is_safe(address: str) -> bool:
    """Whether an address is called over HTTPS, or on this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _to_safe_address(value: object) -> str:
    written = to_text(value)
    if not _is_safe(written):
        raise WrongValueError("sources_base")
    return written


SAFE_ADDRESS = Scalar(
    "an address with `https`", _to_safe_address, {"type": "string", "pattern": "^https?://"}, ""
)


def _source(values: Values, place: Place) -> Source:
    base = values["base"]
    hosts = values["hosts"] or (urlsplit(base).netloc,)
    return Source(**{**values, "id": str(place.path[-1]), "base": base.rstrip("/"), "hosts": hosts})


def _may_be_called(source: Source, place: Place) -> None:
    host = urlsplit(source.base).netloc
    if source.base and host not in source.hosts:
        place.fault("sources_host", "hosts", host=host)


SOURCE = TomlTable(
    "source",
    Field("name", BOKMAL, "the publisher's name", required=True),
    Field("interface", one_of(INTERFACES, ""), "how it is asked", required=True),
    Field("base", SAFE_ADDRESS, "the beginning of the addresses", required=True),
    Field("licence", TEXT, "shown beside every figure", required=True),
    Field("attribution", TEXT, "shown beside every figure", required=True),
    Field("language", TEXT, "the language of labels asked for (`no`)", default="no"),
    Field(
        "calls_per_minute",
        whole(0),
        "the pace until the publisher states its own (30)",
        default=30,
    ),
    Field("hosts", TEXTS, "the only hosts that may be called; that of `base` must be among them"),
    Field("max_cells", whole(0), "`pxweb1`, where the publisher does not state its limit", default=0),
    build=_source,
    heading="[source.{name}]",
    check=_may_be_called,
)

DECLARED_TABLE = TomlTable(
    "table",
    Field("id", TEXT, "`<source>/<name>`; indicators use it", required=True),
    Field("source", TEXT, "a source above", required=True),
    Field("code", TEXT, "the publisher's number of the table", required=True),
    Field("title", TEXT_BY_NAME, "its title by language"),
    Field(
        "select",
        ByName(
            Listing(TEXT, "codes", key="sources_select", least=1, single=True),
            "codes, or selection expressions, by dimension",
            least=1,
        ),
        'for each dimension its codes or selection expressions (`"*"`, `"K-50*"`, `"top(5)"`)',
        required=True,
    ),
    Field("codelist", TEXT_BY_NAME, "a code list by dimension"),
    Field("area", TEXT, "the dimension that holds areas (`Region`)", default="Region"),
    Field("area_prefix", TEXT, "cut off the area codes"),
    Field(
        "borders",
        BORDERS,
        "the borders that the codes follow: each period's own, or those of a day",
        default=PERIOD_BORDERS,
    ),
    Field("units", TEXT_BY_NAME, "unit by measure"),
    Field("rhythm", RHYTHM, "how often figures come"),
    Field("next_release", TEXT, "when new figures are due"),
    Field("address", TEXT, "the page for people"),
    into=DeclaredTable,
    named_by=("id",),
    heading="[[table]]",
    check=lambda table, place: _is_of_its_source(table, place),
)


def _is_of_its_source(table: DeclaredTable, place: Place) -> None:
    """The id begins with the source, and what is said of dimensions is about dimensions that are selected."""
    if table.id and not (_ID.fullmatch(table.id) and table.id.startswith(f"{table.source}/")):
        place.fault("sources_id", "id", id=table.id, source=table.source)
    selected = place.within("select")
    for dimension in (table.area, *table.codelist):
        if place.has("select") and not selected.has(dimension):
            place.fault("sources_not_selected", "select", dimension=dimension)


BORDERS_FILE = TomlTable(
    "borders",
    Field(
        "id",
        matching(r"[a-z0-9][a-z0-9-]*", "small letters, digits and hyphens", "field_not_id"),
        "`retning fetch <id>` gets it alone",
        required=True,
    ),
    Field("name", TEXT_BY_NAME, "by language"),
    Field(
        "address",
        SAFE_ADDRESS,
        "of a GeoJSON file in degrees (WGS 84). Only its host is called",
        required=True,
    ),
    Field("day", WRITTEN_DAY, "the first day on which these borders held", required=True),
    Field("code", TEXT, "the property that holds an area's code", required=True),
    Field("licence", TEXT, "shown beside the map", required=True),
    Field("attribution", TEXT, "shown beside the map", required=True),
    Field(
        "max_megabytes",
        whole(1, MOST_MEGABYTES),
        f"a larger answer is refused (10; at most {MOST_MEGABYTES})",
        default=10,
    ),
    Field(
        "sha256",
        matching(r"[0-9a-f]{64}", "64 digits of a SHA-256", "field_not_sha256"),
        "the file's fingerprint: another file is refused",
    ),
    Field("page", TEXT, "the page for people"),
    into=DeclaredBorders,
    named_by=("id",),
    heading="[[borders]]",
)


def _sources(values: Values, place: Place) -> Sources:
    return Sources(tuple(values["source"].values()), values["table"], values["borders"])


def _have_their_sources(found: Sources, place: Place) -> None:
    declared = [source.id for source in found.sources]
    for table, entry in zip(found.tables, place.entries("table"), strict=True):
        if table.source and table.source not in declared:
            entry.unknown("sources_unknown", "source", name=table.source, known=declared, source=table.source)


SOURCES = TomlTable(
    "sources",
    Field("source", ByName(SOURCE, "tables by name"), "the publishers, each with a name of your own"),
    Field("table", many(DECLARED_TABLE, unique=("id",), twice="sources_twice"), "the tables to fetch"),
    Field("borders", many(BORDERS_FILE, unique=("id",), twice="sources_twice"), "borders of areas for maps"),
    build=_sources,
    about="Which tables are fetched from which publishers.",
    check=_have_their_sources,
)


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
    found = read(located, SOURCES)
    faults = found.faults
    return (None if faults else found.value), faults
