"""Fetch every declared table into the archive. A source that fails leaves its last vintage in use."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import ExitStack
from dataclasses import dataclass, field

import httpx

from retning.statistics.model import Table
from retning.statistics.sources.assemble import check_unchanged, table_of
from retning.statistics.sources.declared import DeclaredTable, Source, Sources
from retning.statistics.sources.errors import SourceError
from retning.statistics.sources.http import Client, HttpLimits
from retning.statistics.sources.pxweb import DEFAULT_MAX_CELLS, PxWeb, PxWeb2
from retning.statistics.sources.pxweb1 import PxWeb1
from retning.statistics.tables.archive import Archive
from retning.toml.faults import InputError

NEW, UNCHANGED, FAILED = "new", "unchanged", "failed"


@dataclass(frozen=True)
class Fetched:
    """What came of one table. ``vintage`` is the one in use afterwards (``""``: none).

    A failure's text is ``fetch.<key>`` filled with ``values``.
    """

    table: str
    state: str  # new | unchanged | failed
    vintage: str = ""
    key: str = ""
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class FetchReport:
    """One row per table, in the order of ``sources.toml``."""

    rows: tuple[Fetched, ...]

    @property
    def failed(self) -> tuple[Fetched, ...]:
        """The tables that could not be fetched."""
        return tuple(row for row in self.rows if row.state == FAILED)


Progress = Callable[[Fetched, int, int], None]
"""Told each table's outcome, its number and how many there are."""


def _silent(row: Fetched, number: int, of: int) -> None:
    """No progress shown."""


def fetch(
    sources: Sources,
    archive: Archive,
    *,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
    only: Collection[str] | None = None,
    progress: Progress = _silent,
    limits: HttpLimits | None = None,
    transport: httpx.BaseTransport | None = None,
) -> FetchReport:
    """Fetch the declared tables (or ``only`` some) one after the other and keep each as soon as it is whole.

    ``clock`` gives seconds since 1970, ``sleep`` waits that many seconds. Nothing is raised for what a publisher
    does; killed at any moment, what was kept is kept. Raises ``KeyError`` for a table in ``only`` that is not
    declared.

    >>> fetch(sources, Archive(home), clock=time.time, sleep=time.sleep).failed  # doctest: +SKIP
    ()
    """
    wanted = [t for t in sources.tables if only is None or not only or t.id in only]
    for id in only or ():
        if id not in {t.id for t in sources.tables}:
            raise KeyError(id)
    rows: list[Fetched] = []
    with ExitStack() as stack:
        apis: dict[str, PxWeb] = {}
        for number, declared in enumerate(wanted, 1):
            source = sources.source(declared.source)
            if source.id not in apis:
                client = stack.enter_context(
                    Client(
                        source.hosts,
                        clock=clock,
                        sleep=sleep,
                        calls_per_minute=source.calls_per_minute,
                        limits=limits,
                        transport=transport,
                    )
                )
                apis[source.id] = interface(source, client)
            row = _fetch_one(apis[source.id], source, declared, archive, clock)
            rows.append(row)
            progress(row, number, len(wanted))
    return FetchReport(tuple(rows))


def interface(source: Source, client: Client) -> PxWeb:
    """The interface that a source speaks."""
    if source.interface == "pxweb1":
        return PxWeb1(client, source.base, source.max_cells or DEFAULT_MAX_CELLS)
    return PxWeb2(client, source.base, source.language)


def _fetch_one(
    api: PxWeb, source: Source, declared: DeclaredTable, archive: Archive, clock: Callable[[], float]
) -> Fetched:
    before: Table | None = None
    try:
        before = archive.newest(declared.id)
        download = api.download(declared.code, declared.select, declared.codelist)
        table = table_of(download, declared, source, clock())
        if before is not None:
            check_unchanged(before, table, declared)
        folder = archive.keep(download.raw, table)
    except SourceError as error:
        vintage = before.manifest.vintage if before else ""
        return Fetched(declared.id, FAILED, vintage, error.key, dict(error.values))
    except InputError as error:
        damaged = ", ".join(fault.file for fault in error.faults)
        return Fetched(declared.id, FAILED, "", "archive_damaged", {"file": damaged})
    if folder is None:
        return Fetched(declared.id, UNCHANGED, before.manifest.vintage if before else "")
    return Fetched(declared.id, NEW, folder.name)
