"""From the rooms' dataclasses to the plain JSON of an edition.

Values are written with at most twelve significant digits: enough for any published figure, and few enough that
the last bit of a platform's arithmetic never changes an edition's hash.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from retning.statistics.model import Assessment, Manifest, Origin, Series, Value

_SIGNIFICANT = 12

_COLUMNS = ("period", "value", "numerator", "denominator", "lower", "upper", "method", "certainty", "status")
_MORE_COLUMNS = ("vintage", "note", "interval")


def plain(value: Any) -> Any:
    """Any value of ours as JSON values: dataclasses as objects, tuples as lists, dates as ISO text.

    >>> plain({"at": date(2020, 1, 1), "x": (0.1 + 0.2,)})
    {'at': '2020-01-01', 'x': [0.3]}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "item") and not isinstance(value, (str, bytes)):
        value = value.item()  # a numpy scalar
    if isinstance(value, float):
        return rounded(value)
    return value


def rounded(value: float) -> float | int | None:
    """A float at twelve significant digits; whole numbers as integers; nothing for NaN and infinities.

    >>> rounded(0.1 + 0.2), rounded(4000.0), rounded(float("nan"))
    (0.3, 4000, None)
    """
    if not math.isfinite(value):
        return None
    short = float(f"{value:.{_SIGNIFICANT}g}")
    return int(short) if short.is_integer() and abs(short) < 2**53 else short


class Origins:
    """Collects origins once each, in order of appearance, and numbers them."""

    def __init__(self) -> None:
        self._numbers: dict[Origin, int] = {}

    def number(self, origin: Origin | None) -> int:
        """The origin's number (-1 for none)."""
        return -1 if origin is None else self._numbers.setdefault(origin, len(self._numbers))

    def listed(self) -> list[dict[str, str]]:
        """All origins, the one with number 0 first."""
        return [plain(origin) for origin in self._numbers]


def series_content(series: Sequence[Series]) -> dict[str, Any]:
    """``series.json``: every series with one list per column, and the origins its parts point to.

    ``parts`` holds, for each value, a list of ``[code, weight, value, status, origin number, period, role]``.
    """
    origins = Origins()
    rows = []
    for one in sorted(series, key=lambda s: (s.indicator, s.area, s.line)):
        columns: dict[str, list[Any]] = {
            name: [plain(getattr(v, name)) for v in one.values] for name in (*_COLUMNS, *_MORE_COLUMNS)
        }
        rows.append(
            {
                "indicator": one.indicator,
                "area": one.area,
                "line": one.line,
                "tables": list(one.tables),
                "breaks": plain(one.breaks),
                "parts": [_parts(v, origins) for v in one.values],
                **columns,
            }
        )
    return {"origins": origins.listed(), "series": rows}


def _parts(value: Value, origins: Origins) -> list[list[Any]]:
    return [
        [p.code, plain(p.weight), plain(p.value), p.status, origins.number(p.origin), p.period, p.role]
        for p in value.parts
    ]


def assessments_content(assessments: Iterable[Assessment]) -> list[dict[str, Any]]:
    """``assessments.json``: as the dataclass, plus ``fact.change``."""
    rows = []
    for one in assessments:
        row = plain(one)
        if one.fact is not None:
            row["fact"]["change"] = plain(one.fact.change)
        rows.append(row)
    return rows


def tables_content(manifests: Iterable[Manifest], used: set[str]) -> list[dict[str, Any]]:
    """``tables.json``: every vintage that is known, and whether the edition rests on it."""
    rows = []
    for one in sorted(manifests, key=lambda m: (m.table, m.vintage)):
        row = plain(one)
        row["used"] = f"{one.table}@{one.vintage}" in used
        rows.append(row)
    return rows
