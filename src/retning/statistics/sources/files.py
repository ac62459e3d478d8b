"""Figures that no interface offers: typed in ``figures/<table>.csv`` (or ``.xlsx``) beside ``<table>.toml``.

One row a figure, every figure with its source; what lacks one is refused. Several publications of the same
figures in one file become several vintages of one table.
"""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from retning.statistics.model import Manifest, Origin, Table
from retning.statistics.sources.figure_about import FIGURE_TABLE
from retning.statistics.sources.figure_rows import (
    NO_VALUE,
    Row,
    Rows,
    check_row,
    is_area,
    is_day,
    is_number,
    read_rows,
)
from retning.statistics.tables.periods import is_written
from retning.toml.faults import Fault
from retning.toml.lines import Located, read_toml
from retning.toml.schema import read

_OWN = ("area", "period", "value")
"""Columns that are each row's own."""


@dataclass(frozen=True)
class _About:
    """What ``<table>.toml`` says."""

    manifest: Manifest
    sources: Mapping[str, Mapping[str, str]]
    published: str


@dataclass(frozen=True)
class _Alike:
    """What holds for all rows that differ in area, period and value only; ``origin`` is a place in the vintage's list."""

    origin: int
    vintage: str
    sound: bool
    takes_value: bool  # no symbol stands in place of a number
    takes_none: bool  # a symbol says why there is none


@dataclass
class _Vintage:
    """The rows of one vintage while they are gathered."""

    cells: list[list[str]] = field(default_factory=list)
    origin: list[int] = field(default_factory=list)
    origins: dict[Origin, int] = field(default_factory=dict)


def load_figures(folder: Path) -> tuple[list[Table], list[Fault]]:
    """All figure tables of a region's folder, and every fault in them with file and line.

    A table is named ``figures/<file>``. Tables come in order of name, vintages of one table oldest first. A
    file with faults gives no table.

    >>> tables, faults = load_figures(Path("regions/example"))  # doctest: +SKIP
    >>> tables[0].manifest.table  # doctest: +SKIP
    'figures/population'
    """
    tables: list[Table] = []
    faults: list[Fault] = []
    place = folder / "figures"
    written = sorted(
        p for p in place.glob("*") if p.suffix in (".csv", ".xlsx") and not p.name.startswith("~$")
    )
    stems = [p.stem for p in written]
    for toml in sorted(place.glob("*.toml")):
        if toml.stem not in stems:
            faults.append(Fault(f"figures/{toml.name}", 0, "figures_without_rows", {"name": toml.stem}))
    for path in written:
        if path.suffix == ".xlsx" and path.with_suffix(".csv") in written:
            faults.append(Fault(f"figures/{path.name}", 0, "figures_twice", {"name": path.stem}))
            continue
        found, more = load_figure_table(path, folder)
        tables += found
        faults += more
    return tables, sorted(faults, key=Fault.sort_key)


def load_figure_table(path: Path, folder: Path) -> tuple[list[Table], list[Fault]]:
    """One file of figures as one table per vintage, oldest first; no table where there is a fault."""
    shown = path.relative_to(folder).as_posix()
    about_shown = Path(shown).with_suffix(".toml").as_posix()
    located, faults = read_toml(path.with_suffix(".toml"), about_shown)
    about: _About | None = None
    if located is not None:
        about, faults = _read_about(located, path)
    rows, more = read_rows(path, shown)
    faults += more
    if rows is None or about is None:
        return [], faults
    vintages: dict[str, _Vintage] = {}
    seen: dict[tuple[str, ...], int] = {}
    units = dict(about.manifest.units)
    # Most rows differ in area, period and value only: what else can be said of them is found out once.
    alike: dict[tuple[str, ...], _Alike] = {}
    rest_of, area_of, period_of, value_of = rows.without(*_OWN), *(rows.column(name) for name in _OWN)
    dims_of = [rows.column(name) for name in rows.dims]
    known_areas: dict[str, bool] = {}
    known_periods: dict[str, bool] = {}
    sheet = path.suffix == ".xlsx"
    for record in rows.records:
        line, cells = record
        rest, area, period, value = rest_of(cells), area_of(cells), period_of(cells), value_of(cells)
        kind = alike.get(rest)
        if kind is None:
            kind = alike[rest] = _alike(rows.row(record), about, units, vintages)
        if area not in known_areas:
            known_areas[area] = is_area(area)
        if period not in known_periods:
            known_periods[period] = is_written(period)
        sound = kind.sound and known_areas[area] and known_periods[period]
        sound = sound and ((kind.takes_value and is_number(value)) if value else kind.takes_none)
        vintage = kind.vintage
        problems: list[Fault] = []
        if sheet or not sound:
            vintage, problems = _looked_at(rows.row(record), about, units, shown, sheet)
        key = (vintage, area, period, *[dim(cells) for dim in dims_of])
        if key in seen:
            problems.append(Fault(shown, line, "figure_twice", {"other": seen[key]}))
        seen.setdefault(key, line)
        faults += problems
        one = vintages.setdefault(vintage, _Vintage())
        one.cells.append(cells)
        one.origin.append(kind.origin)
    if faults:
        return [], faults
    manifest = replace(about.manifest, units=units)
    return [_table(manifest, day, rows, vintages[day]) for day in sorted(vintages)], []


def _alike(row: Row, about: _About, units: dict[str, str], vintages: dict[str, _Vintage]) -> _Alike:
    """What holds for every row like this one. The first row of a measure says its unit where the table does not."""
    origin, problem = _origin(row, about, "")
    unit = units.setdefault(row["measure"], row["unit"])
    days = all(
        not row[column] or is_day(row[column], whole=column == "vintage")
        for column in ("published", "vintage")
    )
    sound = problem is None and bool(row["unit"]) and unit == row["unit"] and days
    vintage = _vintage_of(row, origin, about) if sound else ""
    status = row["status"]
    origins = vintages.setdefault(vintage, _Vintage()).origins
    return _Alike(
        origins.setdefault(origin, len(origins)),
        vintage,
        sound and is_day(vintage, whole=True),
        takes_value=status not in NO_VALUE,
        takes_none=bool(status),
    )


def _looked_at(
    row: Row, about: _About, units: Mapping[str, str], shown: str, sheet: bool
) -> tuple[str, list[Fault]]:
    """The vintage of a row and everything that is wrong with it by itself."""
    problems = check_row(row, shown, sheet)
    origin, problem = _origin(row, about, shown)
    if problem:
        problems.append(problem)
    unit = units[row["measure"]]
    if row["unit"] and unit != row["unit"]:
        values = {"found": row["unit"], "wanted": unit, "measure": row["measure"]}
        problems.append(Fault(shown, row.line, "figure_unit", values))
    # A day that is none belongs to no publication: its own fault is told.
    vintage = "" if problems else _vintage_of(row, origin, about)
    if not problems and not is_day(vintage, whole=True):
        problems.append(Fault(shown, row.line, "figure_no_day", {"found": vintage}))
    return vintage, problems


def known_by(table: Table, day: str) -> Table | None:
    """What was public of a table on an ISO day; ``None`` when nothing was.

    A table whose line is ``"vintage"`` is public or not as a whole. One whose line is ``"first"`` grows figure
    by figure: rows published later are left out (the others count from the table's own day where the row's page
    states none), and the vintage is the newest day among what is left.

    >>> known_by(table, "2018-12-31")  # doctest: +SKIP
    """
    newest = table.manifest.vintage
    if newest[:10] <= day:
        return table
    if table.manifest.line != "first":
        return None
    days = [_last_day(table.origins[o].published) if o >= 0 else newest for o in table.origin]
    kept = [i for i, one in enumerate(days) if (one or newest) <= day]
    if not kept:
        return None
    return replace(
        table,
        manifest=replace(table.manifest, vintage=max(days[i] for i in kept)),
        dims={name: tuple(codes[i] for i in kept) for name, codes in table.dims.items()},
        period=tuple(table.period[i] for i in kept),
        value=table.value[kept],
        status=tuple(table.status[i] for i in kept),
        origin=tuple(table.origin[i] for i in kept),
    )


def _last_day(published: str) -> str:
    """The last day of a year or month of publication: the day by which the figure certainly was public.

    >>> _last_day("2020-02"), _last_day("2019"), _last_day("2018-07-01"), _last_day("")
    ('2020-02-29', '2019-12-31', '2018-07-01', '')
    """
    if len(published) == 4:
        return f"{published}-12-31"
    if len(published) == 7:
        year, month = published.split("-")
        return f"{published}-{monthrange(int(year), int(month))[1]}"
    return published


def _read_about(located: Located, path: Path) -> tuple[_About | None, list[Fault]]:
    found = read(located, FIGURE_TABLE)
    if found.faults:
        return None, found.faults
    about = found.value
    published = about.published or about.typed
    first: Mapping[str, str] = next(iter(about.sources.values()), {})
    manifest = Manifest(
        table=f"figures/{path.stem}",
        title=about.title,
        publisher=about.publisher,
        code=about.code,
        vintage=published,
        fetched=about.typed or published,
        address=about.address or first.get("address", ""),
        licence=about.licence,
        attribution=about.attribution,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        borders=about.borders,
        line=about.line,
        units=about.units,
        labels=about.labels,
        rhythm=about.rhythm,
        next_release=about.next_release,
    )
    return _About(manifest, about.sources, published), []


def _origin(row: Row, about: _About, shown: str) -> tuple[Origin, Fault | None]:
    """Where a row's figure was read; a fault where source or address is missing."""
    given = about.sources.get(row["source"])
    shared = given or {}
    source = shared.get("source", "") if given is not None else row["source"]
    address = row["address"] or shared.get("address", "")
    note = "; ".join(part for part in (row["note"], shared.get("note", "")) if part)
    origin = Origin(source, address, row["published"] or shared.get("published", ""), note)
    if not source or not address:
        missing = "source" if not source else "address"
        return origin, Fault(shown, row.line, "figure_without_source", {"missing": missing})
    if not address.startswith(("https://", "http://")):
        return origin, Fault(shown, row.line, "figure_address", {"found": address})
    return origin, None


def _vintage_of(row: Row, origin: Origin, about: _About) -> str:
    """The day of the publication that a row belongs to.

    Figures of a line ``"first"`` come from many publications and are one vintage, dated by its newest.
    """
    if about.manifest.line == "first":
        return row["vintage"] or about.published
    return row["vintage"] or _last_day(origin.published) or about.published


def _table(manifest: Manifest, day: str, rows: Rows, one: _Vintage) -> Table:
    origins = tuple(one.origins)
    if manifest.line == "first":
        day = max([day, *(_last_day(o.published) for o in origins)])
    values = map(rows.column("value"), one.cells)
    return Table(
        manifest=replace(manifest, vintage=day, address=manifest.address or origins[0].address),
        dims={name: _once(map(rows.column(name), one.cells)) for name in ("area", *rows.dims)},
        period=_once(map(rows.column("period"), one.cells)),
        value=np.array([float(v) if v else np.nan for v in values], dtype=np.float64),
        status=_once(map(rows.column("status"), one.cells)),
        origin=tuple(one.origin),
        origins=origins,
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts with one object for all that are equal: a column of a million cells has few different ones."""
    known: dict[str, str] = {}
    return tuple([known.setdefault(text, text) for text in texts])
