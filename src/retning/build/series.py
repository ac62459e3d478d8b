"""From series to lines of an edition: column by column, with the published figures that went in."""

from __future__ import annotations

from collections.abc import Sequence

from retning.canonical import maybe, number
from retning.edition.records.base import packed
from retning.edition.records.indicators import Break
from retning.edition.records.series import Line, Origin, PartColumns
from retning.statistics import model
from retning.statistics.model import Series, Value


class Origins:
    """Collects where figures of an area were read, each once in order of appearance, and numbers them from 1."""

    def __init__(self) -> None:
        self._numbers: dict[model.Origin, int] = {}

    def number(self, origin: model.Origin | None) -> int:
        """The origin's number (0 for none)."""
        return 0 if origin is None else self._numbers.setdefault(origin, len(self._numbers) + 1)

    def listed(self) -> tuple[Origin, ...]:
        """All origins, the one with number 1 first."""
        return tuple(
            Origin(source=o.source, address=o.address, published=o.published, note=o.note)
            for o in self._numbers
        )


def line_of(one: Series, origins: Origins) -> Line:
    """A series as a line, without what forecasts say of it."""
    values = one.values
    return Line(
        line=one.line,
        period=tuple(v.period for v in values),
        value=tuple(maybe(v.value) for v in values),
        numerator=packed([maybe(v.numerator) for v in values], None),
        denominator=packed([maybe(v.denominator) for v in values], None),
        lower=packed([maybe(v.lower) for v in values], None),
        upper=packed([maybe(v.upper) for v in values], None),
        method=packed([v.method for v in values], ""),
        certainty=packed([v.certainty for v in values], ""),
        status=packed([v.status for v in values], ""),
        vintage=packed([v.vintage for v in values], ""),
        note=packed([v.note for v in values], ""),
        interval=packed([v.interval for v in values], ""),
        parts=_parts(values, origins),
        tables=one.tables,
        breaks=tuple(Break(b.period, b.reason) for b in one.breaks),
    )


def _parts(values: Sequence[Value], origins: Origins) -> PartColumns | None:
    every = [part for value in values for part in value.parts]
    if not every:
        return None
    return PartColumns(
        count=packed([len(value.parts) for value in values], 0),
        code=packed([p.code for p in every], ""),
        weight=packed([number(p.weight) for p in every], 0),
        value=packed([maybe(p.value) for p in every], None),
        status=packed([p.status for p in every], ""),
        origin=packed([origins.number(p.origin) for p in every], 0),
        period=packed([p.period for p in every], ""),
        role=packed([p.role for p in every], ""),
    )
