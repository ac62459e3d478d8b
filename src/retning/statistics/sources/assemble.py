"""From cells as fetched to a :class:`~retning.statistics.model.Table`, and what changed since the last vintage."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from retning.statistics.model import Manifest, Table
from retning.statistics.sources.declared import DeclaredTable, Source
from retning.statistics.sources.errors import SourceError
from retning.statistics.sources.figure_rows import NO_VALUE, is_day
from retning.statistics.sources.pxweb import Download, Raw
from retning.statistics.sources.selection import body, is_expression
from retning.statistics.tables.periods import period_of


def table_of(download: Download, declared: DeclaredTable, source: Source, fetched: float) -> Table:
    """One vintage of a declared table; ``fetched`` in seconds since 1970.

    The time dimension becomes ``period``; all others keep the publisher's names and codes (the area's without the
    declared prefix). Where the publisher gives a symbol there is no number, even if the answer holds a zero.
    Raises :class:`SourceError` (``no_time``, ``shape``).

    >>> table_of(download, declared, source, 1_790_000_000.0).manifest.vintage  # doctest: +SKIP
    '2026-02-25'
    """
    first = download.cubes[0]
    times = first.roles.get("time") or tuple(
        d.code for d in download.dims if d.is_time and d.code in first.dims
    )
    if len(times) != 1 or times[0] not in first.dims:
        raise SourceError("no_time", found=", ".join(first.dims))
    time = times[0]
    published = download.updated[:10]
    if not is_day(published, whole=True):
        raise SourceError("shape", place="updated")
    names = [name for name in first.dims if name != time]
    columns = {name: np.concatenate([c.column(name) for c in download.cubes]) for name in names}
    if declared.area_prefix and declared.area in columns:
        shorter = {
            c: c.removeprefix(declared.area_prefix)
            for cube in download.cubes
            for c in cube.codes[declared.area]
        }
        columns[declared.area] = np.array([shorter[c] for c in columns[declared.area]], dtype=object)
    periods = {c: period_of(c) for cube in download.cubes for c in cube.codes[time]}
    status = np.concatenate([c.status for c in download.cubes])
    value = np.concatenate([c.value for c in download.cubes])
    value[np.isin(status.astype(str), NO_VALUE)] = np.nan
    manifest = Manifest(
        table=declared.id,
        title=declared.title or {source.language: download.label},
        publisher=source.name["nb"],
        code=declared.code,
        vintage=published,
        fetched=datetime.fromtimestamp(fetched, UTC).isoformat(timespec="seconds"),
        address=declared.address or download.address,
        licence=source.licence,
        attribution=source.attribution,
        sha256=raw_hash(download.raw),
        query=json.dumps(body(declared.select, declared.codelist), ensure_ascii=False),
        borders=declared.borders,
        area_dim=declared.area,
        units={**first.units, **declared.units},
        labels=_labels(download, declared),
        rhythm=declared.rhythm,
        next_release=declared.next_release or download.next_release[:10],
    )
    return Table(
        manifest=manifest,
        dims={name: tuple(column) for name, column in columns.items()},
        period=tuple(periods[c] for cube in download.cubes for c in cube.column(time)),
        value=value,
        status=tuple(status),
    )


def raw_hash(raw: Sequence[Raw]) -> str:
    """SHA-256 of the raw answers, one after the other."""
    digest = hashlib.sha256()
    for one in raw:
        digest.update(one.content)
    return digest.hexdigest()


def _labels(download: Download, declared: DeclaredTable) -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    for cube in download.cubes:
        for name in cube.dims:
            prefix = declared.area_prefix if name == declared.area else ""
            found = {code.removeprefix(prefix): text for code, text in cube.labels[name].items()}
            labels.setdefault(name, {}).update(found)
    return labels


def check_unchanged(before: Table, now: Table, declared: DeclaredTable) -> None:
    """Whether a table means the same as in its last vintage; raises :class:`SourceError` where it may not.

    A code that comes or goes under an expression (``*``) may be a new total that would be counted twice. Time goes
    on, and areas are the business of ``area.toml``: those two are not compared. Where the declared selection was
    changed since, somebody has looked at the table: nothing is compared.
    """
    if before.manifest.query != now.manifest.query:
        return
    if set(before.dims) != set(now.dims):
        raise SourceError("other_dimensions", found=", ".join(now.dims), wanted=", ".join(before.dims))
    for name in now.dims:
        if name == declared.area or not any(is_expression(text) for text in declared.select.get(name, ())):
            continue
        old, new = set(before.dims[name]), set(now.dims[name])
        if old != new:
            came, went = ", ".join(sorted(new - old)), ", ".join(sorted(old - new))
            raise SourceError("codes_changed", dimension=name, came=came or "–", went=went or "–")
