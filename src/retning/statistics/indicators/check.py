"""Does a table hold what a definition asks of it? Every mismatch is a fault with file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from retning.statistics.indicators.grid import DoubleRows, Grids
from retning.statistics.indicators.model import ALL, Indicator, Slice
from retning.statistics.model import Table
from retning.statistics.tables.periods import is_period
from retning.toml.faults import Fault, nearest


def check_tables(
    indicators: Iterable[Indicator], tables: Iterable[Table], grids: Grids | None = None
) -> list[Fault]:
    """Faults of every slice whose table is among these (one vintage each); tables that are not there are no fault.

    A dimension or a code that the table does not have, a dimension with several codes of which none is chosen
    (adding them up must be said, with ``"*"``), two rows that claim to be the same figure, and a period that does
    not parse. ``grids`` are used and added to.
    """
    grids = Grids() if grids is None else grids
    by_name = {table.manifest.table: table for table in tables}
    faults: list[Fault] = []
    judged: set[str] = set()
    for indicator in indicators:
        for wanted in indicator.slices():
            table = by_name.get(wanted.table)
            if table is None:
                continue
            if wanted.table not in judged:
                judged.add(wanted.table)
                faults.extend(_periods(indicator, wanted, table))
            faults.extend(_slice(indicator, wanted, table, grids))
    return sorted(faults, key=Fault.sort_key)


def _periods(indicator: Indicator, wanted: Slice, table: Table) -> Iterator[Fault]:
    for period in sorted(set(table.period)):
        if not is_period(period):
            values = {"table": wanted.table, "period": period}
            yield Fault(indicator.file, wanted.line, "indicator_table_period", values)


def _slice(indicator: Indicator, wanted: Slice, table: Table, grids: Grids) -> Iterator[Fault]:
    sound = True
    for key, near, values in _wrong_choice(wanted, table):
        sound = False
        yield Fault(indicator.file, wanted.line, key, {"table": wanted.table, **values}, near)
    if sound and all(is_period(period) for period in set(table.period)):
        try:
            grids.get(wanted, [table])
        except DoubleRows as twice:
            said = {"table": wanted.table, "rows": str(twice)}
            yield Fault(indicator.file, wanted.line, "indicator_rows_twice", said)


def _wrong_choice(wanted: Slice, table: Table) -> Iterator[tuple[str, str, dict[str, object]]]:
    """What cannot be chosen from the table as wanted: the fault's key, the nearest name there is, and its values."""
    area_dim = table.manifest.area_dim
    there = sorted(set(table.dims) - {area_dim})
    for dim, codes in wanted.where.items():
        if dim not in table.dims or dim == area_dim:
            known = ", ".join(there)
            yield "indicator_dimension_unknown", nearest(dim, there), {"dimension": dim, "known": known}
        elif codes != ALL:
            has = sorted(set(table.dims[dim]))
            for code in sorted(set(codes) - set(has)):
                yield "indicator_code_unknown", nearest(code, has), {"dimension": dim, "code": code}
    for dim in sorted(set(there) - set(wanted.where)):
        found = sorted(set(table.dims[dim]))
        if len(found) > 1:
            yield "indicator_dimension_open", "", {"dimension": dim, "codes": ", ".join(found[:6])}
