"""A column: one area's values in order of time, with everything that must follow them.

Methods and certainties are kept as indices into :data:`~retning.answers.VALUE_METHODS` and
:data:`~retning.answers.CERTAINTIES`, both of which rank from best to worst, so that "the last that
applies" is a maximum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace

from retning.answers import CERTAINTIES, VALUE_METHODS
from retning.statistics.indicators.transforms import Ints, combine, missing, recipe, sides, spans, worst
from retning.statistics.methods.arrays import Floats
from retning.statistics.model import Part
from retning.statistics.tables.periods import parse_period

PUBLISHED, SUMMED, RECOMPUTED, ESTIMATED, NOT_POSSIBLE = range(len(VALUE_METHODS))
FINAL, PROVISIONAL, UNSURE = range(len(CERTAINTIES))

SYMBOL_CERTAINTY = {"p": PROVISIONAL, "*": PROVISIONAL, "e": UNSURE}
"""What a publisher's symbols beside a value say about how final it is."""

MOST_PARTS = 40
"""A value made of more parts keeps only those that a reader must know: split ones, and ones without a figure."""


@dataclass(frozen=True)
class Column:
    """Aligned arrays and lists, one entry a period."""

    periods: tuple[str, ...]
    value: Floats
    method: Ints
    certainty: Ints
    status: tuple[str, ...]
    note: tuple[str, ...]
    parts: tuple[tuple[Part, ...], ...]
    vintage: tuple[str, ...]
    marks: tuple[object, ...]  # the territory that each value stands for; () when it never changes

    def __len__(self) -> int:
        return len(self.periods)


def certainty_of(status: str) -> int:
    """How final a figure with this symbol is.

    >>> CERTAINTIES[certainty_of("p")]
    'provisional'
    """
    return max((SYMBOL_CERTAINTY.get(symbol, FINAL) for symbol in status.split()), default=FINAL)


def kept(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts worth keeping with a value: all of few, and of many those that are out of the ordinary."""
    if len(parts) <= MOST_PARTS:
        return tuple(parts)
    return tuple(p for p in parts if abs(p.weight) != 1.0 or p.value is None)


def joined(words: Iterable[str]) -> str:
    """Symbols together, each once, in the order met.

    >>> joined(["", "p", ":", "p"])
    'p :'
    """
    return " ".join(dict.fromkeys(word for entry in words for word in entry.split() if word))


def first(words: Iterable[str]) -> str:
    """The first that says something."""
    return next((word for word in words if word), "")


def changed(column: Column, change: str, breaks: Sequence[str] = ()) -> Column:
    """A column after a transform in time (see :mod:`.transforms`).

    A point whose periods lie on both sides of a registered break, or whose territory is not the same in all of
    them, is refused (``break_between``, ``membership_changed``). What is left is at best ``recomputed``.
    A part's weight is multiplied by what its period counts for, so that the weighted sum of the parts is the value.
    """
    if not len(column):
        return column
    made = recipe(change, column.periods)
    value = combine(made, column.value)
    method = np.maximum(worst(made, column.method), RECOMPUTED)
    gap = missing(made)
    crosses = spans(made, sides(column.periods, breaks)) if breaks else np.zeros(len(value), dtype=np.bool_)
    moves = spans(made, column.marks) if column.marks else np.zeros(len(value), dtype=np.bool_)
    notes, parts, statuses, vintages = [], [], [], []
    for at, period in enumerate(made.periods):
        sources = [int(i) for i in made.index[at] if i >= 0]
        own = first(column.note[i] for i in sources)
        blocked = "break_between" if crosses[at] else "membership_changed" if moves[at] else ""
        notes.append(blocked or ("period_missing" if gap[at] else own))
        statuses.append(joined(column.status[i] for i in sources))
        vintages.append(max((column.vintage[i] for i in sources), default=""))
        entries = [
            _moved(part, float(weight), column.periods[i], period)
            for i, weight in zip(made.index[at], made.weights, strict=True)
            if i >= 0
            for part in column.parts[i]
        ]
        parts.append(kept(entries))
    refused = crosses | moves | gap
    value[refused] = np.nan
    method[refused] = NOT_POSSIBLE
    return Column(
        made.periods,
        value,
        method,
        worst(made, column.certainty),
        tuple(statuses),
        tuple(notes),
        tuple(parts),
        tuple(vintages),
        tuple(column.marks[int(row.max())] for row in made.index) if column.marks else (),
    )


def _moved(part: Part, weight: float, period: str, shown_under: str) -> Part:
    told = part.period or ("" if period == shown_under else period)
    return replace(part, weight=part.weight * weight, period=told)


def labelled(parts: Iterable[Part], role: str) -> tuple[Part, ...]:
    """Parts that stand for something else than the numerator."""
    return tuple(p if p.role else replace(p, role=role) for p in parts)


def aligned(periods: Sequence[str], other: Column) -> list[int]:
    """Where each period is in another column, -1 where it is not.

    Periods match by name. Where both columns have one figure a year, a date and a year match by the year: people
    are counted on 1 January, what they made is counted over the year.
    """
    place = {period: at for at, period in enumerate(other.periods)}
    if all(period in place for period in periods):
        return [place[period] for period in periods]
    if _once_a_year(periods) and _once_a_year(other.periods):
        years = {parse_period(period).year: at for period, at in place.items()}
        return [years.get(parse_period(period).year, -1) for period in periods]
    return [place.get(period, -1) for period in periods]


def _once_a_year(periods: Sequence[str]) -> bool:
    parsed = [parse_period(p) for p in periods]
    return all(p.kind in "YD" for p in parsed) and len({p.year for p in parsed}) == len(parsed)


def taken(other: Column, index: Sequence[int], absent: str) -> Column:
    """Another column's entries at these places; ``nan``, *not possible* and the note ``absent`` at -1."""
    at = np.asarray(index, dtype=np.int64)
    out = at < 0
    if not len(other):
        empty = np.full(len(at), np.nan)
        bad = np.full(len(at), NOT_POSSIBLE, dtype=np.int64)
        blank = ("",) * len(at)
        return Column(
            blank, empty, bad, np.zeros_like(bad), blank, (absent,) * len(at), ((),) * len(at), blank, ()
        )
    return Column(
        tuple("" if i < 0 else other.periods[i] for i in index),
        np.where(out, np.nan, other.value[at]),
        np.where(out, NOT_POSSIBLE, other.method[at]),
        np.where(out, FINAL, other.certainty[at]),
        tuple("" if i < 0 else other.status[i] for i in index),
        tuple(absent if i < 0 else other.note[i] for i in index),
        tuple(() if i < 0 else other.parts[i] for i in index),
        tuple("" if i < 0 else other.vintage[i] for i in index),
        tuple(None if i < 0 else other.marks[i] for i in index) if other.marks else (),
    )


def joined_columns(a: Column, b: Column, value: Floats, role: str, least: int = RECOMPUTED) -> Column:
    """Two aligned columns made into one: ``value``, the worst method and certainty, notes and parts of both."""
    method = np.maximum(np.maximum(a.method, b.method), least)
    return Column(
        a.periods,
        value,
        method,
        np.maximum(a.certainty, b.certainty),
        tuple(x if x == y or not y else joined((x, y)) for x, y in zip(a.status, b.status, strict=True)),
        tuple(x or y for x, y in zip(a.note, b.note, strict=True)),
        tuple((*x, *labelled(y, role)) for x, y in zip(a.parts, b.parts, strict=True)),
        a.vintage,
        a.marks,
    )
