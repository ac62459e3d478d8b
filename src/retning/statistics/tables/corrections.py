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
from typing import Any

import numpy as np

from retning.plan.model import Text
from retning.statistics.model import Origin, Table
from retning.toml.faults import Fault
from retning.toml.lines import Located, read_toml

FILE = "corrections.toml"
_KEYS = {"table", "where", "period", "wrong", "right", "remove", "reason", "source", "address", "vintage"} | {
    "by",
    "registered",
}


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
    entries = located.data.get("correction", [])
    if not isinstance(entries, list):
        return (), [Fault(FILE, located.line("correction"), "correction_shape")]
    for name in located.data:
        if name != "correction":
            faults.append(Fault(FILE, located.line(name), "correction_key", {"name": name}))
    found: list[Correction] = []
    for at, entry in enumerate(entries):
        one, more = _read(located, at, entry)
        faults += more
        if one is not None:
            found.append(one)
    return (() if faults else tuple(found)), faults


def _read(located: Located, at: int, entry: Mapping[str, Any]) -> tuple[Correction | None, list[Fault]]:
    faults: list[Fault] = []

    def fault(name: str, key: str = "correction_field") -> None:
        faults.append(Fault(FILE, located.line("correction", at, name), key, {"name": name}))

    for name in entry:
        if name not in _KEYS:
            fault(name, "correction_key")
    for name in ("table", "period", "source", "address"):
        if not isinstance(entry.get(name), str) or not entry[name]:
            fault(name)
    where, reason = entry.get("where"), entry.get("reason")
    if not isinstance(where, dict) or not where or not all(isinstance(v, str) for v in where.values()):
        fault("where")
    if not isinstance(reason, dict) or not reason.get("nb"):
        fault("reason")
    if not _is_number(entry.get("wrong")):
        fault("wrong")
    if ("right" in entry) == (entry.get("remove") is True) or (
        "right" in entry and not _is_number(entry["right"])
    ):
        fault("right")
    by, registered = entry.get("by", ""), entry.get("registered", "")
    registered = registered.isoformat() if type(registered) is date else registered
    if not isinstance(by, str):
        fault("by")
    if not isinstance(registered, str) or (registered and not _is_day(registered)):
        fault("registered")
    if faults or not isinstance(where, dict) or not isinstance(reason, dict):
        return None, faults
    right = float(entry["right"]) if "right" in entry else None
    return Correction(
        table=entry["table"],
        where=dict(where),
        period=entry["period"],
        wrong=float(entry["wrong"]),
        right=right,
        reason=dict(reason),
        source=entry["source"],
        address=entry["address"],
        vintage=str(entry.get("vintage", "")),
        by=by,
        registered=registered,
        line=located.line("correction", at),
    ), []


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


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
