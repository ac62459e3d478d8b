"""``corrections.toml``: what is wrong upstream, row by row, with the reason and the value that we expect to be wrong.

When the publisher repairs the figure the expectation fails and so does the build: a correction never outlives
its fault.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np

from retning.plan.model import Text
from retning.statistics.model import Origin, Table
from retning.toml.faults import Fault
from retning.toml.kinds import ADDRESS, BOKMAL, DAY, FLAG, NUMBER, TEXT, ByName
from retning.toml.lines import read_toml
from retning.toml.place import Place
from retning.toml.schema import Field, TomlTable, Values, many, read

FILE = "corrections.toml"


@dataclass(frozen=True)
class Correction:
    """One wrong figure: where it stands, what it says, what is right (``None``: nothing is, it is removed)."""

    table: str
    where: Mapping[str, str]
    period: str
    wrong: float
    right: float | None
    reason: Text
    source: str
    address: str
    vintage: str = ""  # "": every vintage that has the wrong value
    by: str = ""  # who registered it
    registered: str = ""  # ISO date on which that was done
    line: int = field(default=0, compare=False)


def _correction(values: Values, place: Place) -> Correction:
    written = {name: value for name, value in values.items() if name not in ("remove", "registered")}
    registered = values["registered"]
    return Correction(**written, registered=registered.isoformat() if registered else "", line=place.line())


def _right_or_removed(correction: Correction, place: Place) -> None:
    """Either the right value is given, or the figure is removed; never both."""
    removed = isinstance(place.raw, Mapping) and place.raw.get("remove") is True
    if place.has("right") == removed:
        place.fault("correction_right", "right")


CORRECTION = TomlTable(
    "correction",
    Field("table", TEXT, "`figures/<table>` or `<source>/<code>`", required=True),
    Field("where", ByName(TEXT, "a code by dimension", least=1), "enough to hit one row", required=True),
    Field("period", TEXT, "the period, as the table has it", required=True),
    Field("wrong", NUMBER, "what the publisher says", required=True),
    Field("right", NUMBER, "the right value", must="or `remove`"),
    Field("remove", FLAG, "`true`: there is no right value, the figure is taken out", must="or `right`"),
    Field("reason", BOKMAL, "why the figure is wrong", required=True),
    Field("source", TEXT, "where the right figure stands", required=True),
    Field("address", ADDRESS, "where it can be read", required=True),
    Field("vintage", TEXT, "only in this vintage"),
    Field("by", TEXT, "who registered it, as the page of corrections says it"),
    Field("registered", DAY, "the day that was done"),
    build=_correction,
    named_by=("table", "period"),
    heading="[[correction]]",
    check=_right_or_removed,
)

CORRECTIONS = TomlTable(
    "corrections",
    Field("correction", many(CORRECTION), "one wrong figure"),
    build=lambda values, place: tuple(values["correction"]),
    about="Figures that are wrong at the publisher.",
)


def load_corrections(folder: Path) -> tuple[tuple[Correction, ...], list[Fault]]:
    """Read ``corrections.toml`` of a region's folder; a region without one corrects nothing.

    >>> load_corrections(Path("regions/without-corrections"))
    ((), [])
    """
    path = folder / FILE
    if not path.exists():
        return (), []
    located, faults = read_toml(path, FILE)
    if located is None:
        return (), faults
    found = read(located, CORRECTIONS)
    faults = found.faults
    return (() if faults else found.value), faults


def apply_corrections(
    tables: Sequence[Table], register: Sequence[Correction], as_of: date | None = None
) -> tuple[list[Table], list[Fault]]:
    """The tables with every registered figure put right, and a fault for each that no longer is as registered.

    In older vintages the figure is corrected where it has the expected wrong value. In the newest one (or the one
    that the register names) it must have it: ``correction_repaired`` tells that the publisher has changed the
    figure, ``correction_no_row`` that it is gone. A table that is not there is no fault when an earlier day is
    asked for, or when it is fetched (a new archive is empty).

    >>> apply_corrections([], [])
    ([], [])
    """
    corrected = list(tables)
    faults: list[Fault] = []
    for one in register:
        places = [at for at, table in enumerate(corrected) if table.manifest.table == one.table]
        if one.vintage:
            places = [at for at in places if corrected[at].manifest.vintage == one.vintage]
        if not places:
            if one.table.startswith("figures/") and as_of is None:
                faults.append(Fault(FILE, one.line, "correction_no_table", {"table": one.table}))
            continue
        newest = max(places, key=lambda at: corrected[at].manifest.vintage)
        for at in places:
            rows = _rows(corrected[at], one)
            wrong = [
                r
                for r in rows
                if math.isclose(corrected[at].value[r], one.wrong, rel_tol=1e-9, abs_tol=1e-12)
            ]
            if len(rows) == 1 and len(wrong) == 1:
                corrected[at] = _put_right(corrected[at], rows[0], one)
            elif at == newest:
                faults.append(_not_as_expected(corrected[at], rows, one))
    return corrected, faults


def _rows(table: Table, one: Correction) -> list[int]:
    if any(name not in table.dims for name in one.where):
        return []
    hit = np.array([period == one.period for period in table.period])
    for name, code in one.where.items():
        hit &= np.array([c == code for c in table.dims[name]])
    return [int(row) for row in np.flatnonzero(hit)]


def _not_as_expected(table: Table, rows: Sequence[int], one: Correction) -> Fault:
    place = {
        "table": one.table,
        "period": one.period,
        "where": ", ".join(f"{k} {v}" for k, v in one.where.items()),
    }
    if len(rows) != 1:
        return Fault(FILE, one.line, "correction_no_row", {**place, "count": len(rows)})
    found = float(table.value[rows[0]])
    shown = table.status[rows[0]] if math.isnan(found) else f"{found:g}"
    return Fault(FILE, one.line, "correction_repaired", {**place, "found": shown, "wrong": f"{one.wrong:g}"})


def _put_right(table: Table, row: int, one: Correction) -> Table:
    """One figure replaced, with an origin that says what was changed and why."""
    value = table.value.copy()
    value[row] = np.nan if one.right is None else one.right
    status = list(table.status)
    if one.right is None:
        status[row] = ".."
    origin = list(table.origin) or [-1] * len(table)
    old = table.origins[origin[row]].note if origin[row] >= 0 else ""
    change = f"{one.wrong:g} → {'..' if one.right is None else f'{one.right:g}'}: {one.reason['nb']}"
    published = table.origins[origin[row]].published if origin[row] >= 0 else table.manifest.vintage
    note = "; ".join(part for part in (change, old) if part)
    origin[row] = len(table.origins)
    return replace(
        table,
        value=value,
        status=tuple(status),
        origin=tuple(origin),
        origins=(*table.origins, Origin(one.source, one.address, published, note)),
    )
