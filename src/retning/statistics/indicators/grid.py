"""A slice of a table as a grid: one row per code, one column per period.

Built once per slice and vintage, so that any number of areas can be read from it by index.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retning.statistics.indicators.model import ALL, Slice
from retning.statistics.methods.arrays import Floats
from retning.statistics.model import Manifest, Origin, Table
from retning.statistics.tables.periods import parse_period

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]


class DoubleRows(ValueError):  # noqa: N818 - it names what is wrong
    """Two rows of a table claim to be the same figure."""


@dataclass(frozen=True)
class Grid:
    """Figures by code (rows) and period (columns). ``value`` is ``nan`` and ``there`` false where no row is."""

    manifest: Manifest
    codes: Mapping[str, int]
    periods: tuple[str, ...]  # in order of time, as series write them
    said: tuple[str, ...]  # the same as the table writes them (a school year keeps its name here)
    value: Floats
    status: Texts
    origin: Ints  # index into ``origins``, -1 for none
    there: npt.NDArray[np.bool_]
    vintage: Texts  # of each figure
    origins: tuple[Origin, ...]
    has_status: bool


class Grids:
    """Grids that have been built, so that a check, several areas and several days share them.

    A slice of the same tables is built once. Tables are distinguished by identity, not by name: what was
    public of a table on an earlier day is another table.
    """

    def __init__(self) -> None:
        self._built: dict[tuple[object, tuple[int, ...]], tuple[Grid, tuple[Table, ...]]] = {}

    def get(self, wanted: Slice, vintages: Sequence[Table]) -> Grid:
        """The grid of a slice (:func:`build_grid`)."""
        key = (wanted.key(), tuple(id(table) for table in vintages))
        if key not in self._built:
            # The tables are kept, so that no other one can get their identity.
            self._built[key] = build_grid(wanted, vintages), tuple(vintages)
        return self._built[key][0]


def build_grid(wanted: Slice, vintages: Sequence[Table]) -> Grid:
    """The grid of a slice. Several vintages are only given for tables whose line is ``"first"``: then each figure
    is the one that was published first.

    Codes of a summed dimension are added; a sum over named codes is ``nan`` where one of them has no row, and any
    sum is ``nan`` where one of its figures is. Raises :class:`DoubleRows` where a figure is there twice.
    """
    grids = [_one(wanted, table) for table in sorted(vintages, key=lambda t: t.manifest.vintage)]
    return grids[0] if len(grids) == 1 else _first(grids)


def _one(wanted: Slice, table: Table) -> Grid:
    manifest = table.manifest
    area_dim = table.dims[manifest.area_dim]
    chosen = np.ones(len(table), dtype=np.bool_)
    expected, summed = 1, False
    for dim, codes in wanted.where.items():
        if codes == ALL:
            summed, expected = True, 0
            continue
        allowed = set(codes)
        chosen &= np.fromiter((c in allowed for c in table.dims[dim]), dtype=np.bool_, count=len(table))
        summed = summed or len(allowed) > 1
        expected *= len(allowed)
    rows = np.flatnonzero(chosen)
    parsed = {text: parse_period(text) for text in {table.period[row] for row in rows}}
    named = {p.text: text for text, p in parsed.items()}
    periods = sorted(named, key=parse_period)
    column_of = {text: periods.index(p.text) for text, p in parsed.items()}
    codes_of = {code: at for at, code in enumerate(sorted({area_dim[row] for row in rows}))}
    r = np.fromiter((codes_of[area_dim[row]] for row in rows), dtype=np.int64, count=len(rows))
    c = np.fromiter((column_of[table.period[row]] for row in rows), dtype=np.int64, count=len(rows))
    shape = (len(codes_of), len(periods))
    count = np.zeros(shape, dtype=np.int64)
    np.add.at(count, (r, c), 1)
    if not summed and (count > 1).any():
        code, period = np.argwhere(count > 1)[0]
        raise DoubleRows(f"{wanted.table}: {sorted(codes_of)[code]} {periods[period]}")
    value = np.zeros(shape)
    # Figures are added in order of size: the last bit of a sum must not depend on the order of a file's rows.
    by_size = np.argsort(table.value[rows], kind="stable") if summed else np.arange(len(rows))
    np.add.at(value, (r[by_size], c[by_size]), table.value[rows][by_size])
    value[(count == 0) | (count < expected)] = np.nan
    status = np.full(shape, "", dtype=object)
    for at, row in enumerate(rows):
        if symbol := table.status[row]:
            said = set(filter(None, str(status[r[at], c[at]]).split(" "))) | {symbol}
            status[r[at], c[at]] = " ".join(sorted(said))
    origin = np.full(shape, -1, dtype=np.int64)
    if table.origin:
        numbers = np.asarray(table.origin, dtype=np.int64)[rows]
        np.maximum.at(origin, (r, c), numbers)
    return Grid(
        manifest,
        codes_of,
        tuple(periods),
        tuple(named[p] for p in periods),
        value,
        status,
        origin,
        count > 0,
        np.full(shape, manifest.vintage, dtype=object),
        table.origins,
        bool((status != "").any()),
    )


def _first(grids: Sequence[Grid]) -> Grid:
    """Several vintages laid over each other, the oldest on top."""
    periods = sorted({p for g in grids for p in g.periods}, key=parse_period)
    said = {p: s for g in grids for p, s in zip(g.periods, g.said, strict=True)}
    codes = {code: at for at, code in enumerate(sorted({c for g in grids for c in g.codes}))}
    shape = (len(codes), len(periods))
    value, there = np.full(shape, np.nan), np.zeros(shape, dtype=np.bool_)
    status, vintage = np.full(shape, "", dtype=object), np.full(shape, "", dtype=object)
    origin: Ints = np.full(shape, -1, dtype=np.int64)
    origins: list[Origin] = []
    for grid in grids:
        place = np.ix_([codes[c] for c in grid.codes], [periods.index(p) for p in grid.periods])
        new = grid.there & ~there[place]
        shifted = np.where(grid.origin >= 0, grid.origin + len(origins), -1)
        for whole, own in (
            (value, grid.value),
            (status, grid.status),
            (vintage, grid.vintage),
            (origin, shifted),
        ):
            whole[place] = np.where(new, own, whole[place])
        there[place] |= grid.there
        origins.extend(grid.origins)
    newest = grids[-1].manifest
    return Grid(
        newest,
        codes,
        tuple(periods),
        tuple(said[p] for p in periods),
        value,
        status,
        origin,
        there,
        vintage,
        tuple(origins),
        bool((status != "").any()),
    )
