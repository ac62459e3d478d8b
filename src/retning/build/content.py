"""From what the statistics wing computes to the files of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from retning.canonical import plain
from retning.statistics.assessment.model import Assessment
from retning.statistics.assessment.rows import facts_content
from retning.statistics.model import Manifest, Origin, Series, Value

_COLUMNS = ("period", "value", "numerator", "denominator", "lower", "upper", "method", "certainty", "status")
_MORE_COLUMNS = ("vintage", "note", "interval")


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
    """``assessments.json``: as the dataclass, plus ``fact.change``; facts of targets with the target's type."""
    rows = []
    for one in assessments:
        row = plain(one)
        if one.fact is not None:
            row["fact"]["change"] = plain(one.fact.change)
        for status, written in zip(one.targets, row["targets"], strict=True):
            del written["target_type"]
            written["facts"] = facts_content(status)
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
