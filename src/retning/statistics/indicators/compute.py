"""From definitions and tables to series.

Nothing is read from files here and nothing is judged. Order of work for a point: figures are taken from one vintage
of a table, added up over the area's parts, changed in time, divided, and compared with a benchmark. What cannot be
done is a value of ``None`` with the method *not possible* and the key of a reason in ``note`` (texts ``note.<key>``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from msgspec import structs

from retning.answers import CERTAINTIES, VALUE_METHODS
from retning.statistics.areas import Areas
from retning.statistics.indicators.check import check_tables
from retning.statistics.indicators.column import (
    ESTIMATED,
    NOT_POSSIBLE,
    PROVISIONAL,
    RECOMPUTED,
    Column,
    aligned,
    changed,
    joined_columns,
    labelled,
    taken,
)
from retning.statistics.indicators.grid import Grids
from retning.statistics.indicators.model import NOT_ADDED, Indicator, Line, Relative, Slice, Term
from retning.statistics.indicators.reading import Reader, trimmed
from retning.statistics.indicators.transforms import log_growth, ratio
from retning.statistics.methods.arrays import Floats
from retning.statistics.model import Series, Table, Value
from retning.statistics.tables.periods import parse_period, year_before
from retning.toml.faults import InputError

Z95 = 1.959963984540054
"""Half a 95 % interval in standard errors."""

Choice = tuple[tuple[str, str], ...]
"""Older vintages to use instead of the newest: pairs of table and vintage, in order; ``()`` for the newest."""


@dataclass(frozen=True)
class Result:
    """A line's column for an area, with the two numbers that each value was made of (``nan`` for none)."""

    column: Column
    numerator: Floats
    denominator: Floats


def compute(
    indicators: Iterable[Indicator], areas: Areas, tables: Iterable[Table], *, partial: bool = False
) -> list[Series]:
    """Every series of every indicator: by line, by area, and once more for each older vintage.

    ``tables`` may hold several vintages of a table. The newest one makes the line; each older one makes a further
    series named ``"<line>@<vintage>"``, so that revisions can be shown. Tables whose manifest says ``line =
    "first"`` are the exception: their figures stand as they were first published. The first line whose tables are
    all there (and that covers the indicator's main area) is named ``main``, the others keep their id; lines whose
    tables are not there have no series. A series without a single point is left out. The answer does not depend on
    the order of indicators, tables or rows.

    Raises :class:`~retning.toml.faults.InputError` when a table does not have the dimensions, codes or periods that an
    indicator asks for (see :func:`~retning.statistics.indicators.check.check_tables`). ``partial`` says that the
    tables are what was public on an earlier day: a code that they do not have yet is no fault then.

    >>> series = compute(indicators, areas, tables)                                  # doctest: +SKIP
    >>> [s.values[-1].value for s in series if s.indicator == "befolkningsvekst"]    # doctest: +SKIP
    """
    listed = sorted(indicators, key=lambda i: i.id)
    engine = Engine(listed, areas, tables)
    engine.check(partial)
    return [series for indicator in listed for series in engine.series(indicator)]


class Engine:
    """Computes columns on demand and remembers them: :func:`compute` for all areas, :meth:`lines` for single ones.

    ``grids`` and ``reader`` of an engine may be handed to the next, which computes from other vintages of the same areas.
    """

    def __init__(
        self,
        indicators: Sequence[Indicator],
        areas: Areas,
        tables: Iterable[Table],
        grids: Grids | None = None,
        reader: Reader | None = None,
    ) -> None:
        self.by_id = {indicator.id: indicator for indicator in indicators}
        self.reader = Reader(areas) if reader is None else reader
        self.tables: dict[str, list[Table]] = {}
        for table in sorted(tables, key=lambda t: (t.manifest.table, t.manifest.vintage)):
            self.tables.setdefault(table.manifest.table, []).append(table)
        self.grids = Grids() if grids is None else grids
        self._known_ways: dict[str, list[tuple[str, Line, Choice]]] = {}
        self._results: dict[tuple[str, str, str, Choice], Result] = {}

    def check(self, partial: bool = False) -> None:
        """Raise :class:`~retning.toml.faults.InputError` where a table is not as an indicator asks for it."""
        faults = check_tables(self.by_id.values(), self.newest(), self.grids)
        if faults := [f for f in faults if not (partial and f.key == "indicator_code_unknown")]:
            raise InputError(faults)

    def newest(self) -> list[Table]:
        """The newest vintage of each table."""
        return [vintages[-1] for vintages in self.tables.values()]

    def series(self, indicator: Indicator) -> Iterator[Series]:
        """All series of one indicator."""
        for name, line, choice in self._ways(indicator):
            for area in indicator.areas_of(line):
                yield from self._made(indicator, name, line, area, choice)

    def lines(self, indicator: Indicator, area: str) -> Iterator[Series]:
        """All series of one indicator in one area, computed for that area alone."""
        for name, line, choice in self._ways(indicator):
            if area in indicator.areas_of(line):
                yield from self._made(indicator, name, line, area, choice)

    def _ways(self, indicator: Indicator) -> list[tuple[str, Line, Choice]]:
        """Each line from each combination of vintages, with the name that its series bear."""
        if indicator.id not in self._known_ways:
            self._known_ways[indicator.id] = [
                (name + suffix, line, choice)
                for name, line in present_lines(indicator, self.by_id, self.tables)
                for suffix, choice in self._choices(line)
            ]
        return self._known_ways[indicator.id]

    def _made(
        self, indicator: Indicator, name: str, line: Line, area: str, choice: Choice
    ) -> Iterator[Series]:
        """The series of a line in an area, where it has a point."""
        result = self.result(indicator, line, area, choice)
        if len(result.column):
            yield Series(
                indicator.id,
                area,
                self._with_limits(indicator, line, area, choice, _values(result, indicator)),
                self._used(line, choice),
                indicator.breaks_for(area),
                name,
            )

    def _with_limits(
        self, indicator: Indicator, line: Line, area: str, choice: Choice, values: tuple[Value, ...]
    ) -> tuple[Value, ...]:
        """The values with the publisher's own limits, or those of its standard error, where they stand as published.

        What was added up or worked out here has none: limits of parts are not limits of their sum.
        """
        found: dict[str, dict[str, float]] = {}
        for name, where in indicator.limits_of(line).items():
            column = self._read(where, area, indicator.kind, choice)
            pairs = zip(column.periods, column.value.tolist(), strict=True)
            found[name] = {period: value for period, value in pairs if value == value}
        if not found:
            return values
        return tuple(_limited(value, found) for value in values)

    def result(self, indicator: Indicator, line: Line, area: str, choice: Choice) -> Result:
        """One line for one area: numerator, denominator and benchmark put together."""
        key = (indicator.id, line.id, area, choice)
        if key not in self._results:
            own = self._own(indicator, line, area, choice)
            if line.relative is not None:
                other = self._own(indicator, line, line.relative.to, choice)
                own = _compared(own, other, line.relative, [b.period for b in indicator.breaks_for(area)])
            column = trimmed(own.column)
            if len(column) != len(own.column):
                start = own.column.periods.index(column.periods[0]) if len(column) else 0
                cut = slice(start, start + len(column))
                own = Result(column, own.numerator[cut], own.denominator[cut])
            self._results[key] = own
        return self._results[key]

    def _own(self, indicator: Indicator, line: Line, area: str, choice: Choice) -> Result:
        """The line's value before any comparison."""
        top = self._term(indicator, line.numerator, area, choice)
        none = np.full(len(top), np.nan)
        if line.denominator is None:
            return Result(top, none if indicator.kind in NOT_ADDED else top.value, none)
        found = self._term(indicator, line.denominator, area, choice)
        bottom = taken(found, aligned(top.periods, found), "denominator_missing")
        value = ratio(top.value, bottom.value, line.factor)
        column = joined_columns(top, bottom, value, "denominator")
        zero = tuple(
            "zero_denominator" if d == 0 else note for d, note in zip(bottom.value, column.note, strict=True)
        )
        method = np.where(np.isnan(value), NOT_POSSIBLE, column.method)
        return Result(replace(column, note=zero, method=method), top.value, bottom.value)

    def _term(self, indicator: Indicator, term: Term, area: str, choice: Choice) -> Column:
        """A numerator or denominator for an area, after its change in time."""
        if term.source is not None:
            column = self._read(term.source, area, indicator.kind, choice)
            if term.allocate is not None and np.isnan(column.value).all():
                column = self._allocated(indicator, term, area, choice)
        else:
            column = self._referred(term, area, choice)
        if not term.change:
            return column
        return changed(column, term.change, [b.period for b in indicator.breaks_for(area)])

    def _read(self, wanted: Slice, area: str, kind: str, choice: Choice) -> Column:
        vintages = self._vintages(wanted.table, choice)
        return self.reader.column(self.grids.get(wanted, vintages), area, kind)

    def _referred(self, term: Term, area: str, choice: Choice) -> Column:
        """Another indicator's main line as a column: its values, or its numerators."""
        other = self.by_id[term.refers_to]
        (_, line), *_ = present_lines(other, self.by_id, self.tables)
        result = self.result(other, line, area, choice)
        if not term.numerator_of:
            return result.column
        parts = tuple(tuple(p for p in entry if not p.role) for entry in result.column.parts)
        return replace(result.column, value=result.numerator.copy(), parts=parts)

    def _allocated(self, indicator: Indicator, term: Term, area: str, choice: Choice) -> Column:
        """``value(within) * by(area) / by(within)``: only where nothing is published for the area itself."""
        rule, source = term.allocate, term.source
        assert rule is not None and source is not None
        whole = self._read(source, rule.within, indicator.kind, choice)
        mine, theirs = (self._read(rule.by, one, indicator.kind, choice) for one in (area, rule.within))
        by = taken(mine, aligned(whole.periods, mine), "denominator_missing")
        of = taken(theirs, aligned(whole.periods, theirs), "denominator_missing")
        share = joined_columns(by, replace(of, marks=()), ratio(by.value, of.value), "within")
        share = replace(share, parts=tuple(labelled(p, "by") for p in share.parts))
        value = whole.value * share.value
        column = joined_columns(whole, share, value, "by", ESTIMATED)
        method = np.where(np.isnan(value), NOT_POSSIBLE, column.method)
        known = ~np.isnan(value)
        note = tuple("allocated" if there else n for there, n in zip(known, column.note, strict=True))
        return trimmed(replace(column, method=method, note=note, marks=by.marks))

    def _vintages(self, table: str, choice: Choice) -> list[Table]:
        known = self.tables[table]
        if known[-1].manifest.line == "first":
            return known
        asked = dict(choice).get(table)
        return (
            [next(t for t in known if asked is None or t.manifest.vintage == asked)] if asked else [known[-1]]
        )

    def _choices(self, line: Line) -> list[tuple[str, Choice]]:
        """The newest vintages, then for each older day what was the newest then, each combination once."""
        names = sorted(needs(line, self.by_id, self.tables))
        dated = {n: [t.manifest.vintage for t in self.tables[n]] for n in names if not self._is_first(n)}
        newest = {name: days[-1] for name, days in dated.items()}
        seen = {tuple(newest.items())}
        choices: list[tuple[str, Choice]] = [("", ())]
        for day in sorted({day for days in dated.values() for day in days}):
            then = {name: max((d for d in days if d <= day), default=days[0]) for name, days in dated.items()}
            older: Choice = tuple((name, d) for name, d in then.items() if d != newest[name])
            if tuple(then.items()) not in seen and self._fits(line, older):
                seen.add(tuple(then.items()))
                choices.append((f"@{day}", older))
        return choices

    def _is_first(self, table: str) -> bool:
        return self.tables[table][-1].manifest.line == "first"

    def _fits(self, line: Line, choice: Choice) -> bool:
        """Whether older vintages have the dimensions that the definition speaks of; a table that was made over
        since gives no older line."""
        older = [self._vintages(table, choice)[0] for table, _ in choice]
        users = [i for i in self.by_id.values() if line in i.lines or i.id in _reached(line, self.by_id)]
        return not check_tables(users, older)

    def _used(self, line: Line, choice: Choice) -> tuple[str, ...]:
        return tuple(
            f"{table.manifest.table}@{table.manifest.vintage}"
            for name in sorted(needs(line, self.by_id, self.tables))
            for table in self._vintages(name, choice)
        )


def present_lines(
    indicator: Indicator, by_id: Mapping[str, Indicator], tables: Iterable[str]
) -> list[tuple[str, Line]]:
    """The lines that can be computed from these tables, with the names that their series bear; ``main`` first.

    >>> [name for name, line in present_lines(indicator, {}, {"figures/folketall"})]      # doctest: +SKIP
    ['main', 'with-shelf']
    """
    there = set(tables)
    found = [line for line in indicator.lines if needs(line, by_id, there) <= there]
    covering = [line for line in found if indicator.main_area in indicator.areas_of(line)]
    if not found:
        return []
    main = (covering or found)[0]
    return [("main", main), *((line.id, line) for line in found if line is not main)]


def needs(line: Line, by_id: Mapping[str, Indicator], tables: Iterable[str]) -> set[str]:
    """Ids of the tables that a line rests on, also through other indicators.

    An indicator of which no line can be computed needs a table named ``indicator:<id>``, which is never there.
    """
    there = set(tables)
    found = {piece.table for term in line.terms() for piece in term.slices()}
    for term in line.terms():
        if term.refers_to:
            other = by_id.get(term.refers_to)
            lines = present_lines(other, by_id, there) if other is not None else []
            found |= needs(lines[0][1], by_id, there) if lines else {f"indicator:{term.refers_to}"}
    return found


def _reached(line: Line, by_id: Mapping[str, Indicator]) -> set[str]:
    """Every indicator that a line rests on, near or far."""
    found: set[str] = set()
    waiting = [term.refers_to for term in line.terms() if term.refers_to]
    while waiting:
        one = waiting.pop()
        if one not in found and one in by_id:
            found.add(one)
            waiting.extend(by_id[one].rests_on())
    return found


def _compared(own: Result, other: Result, relative: Relative, breaks: Sequence[str]) -> Result:
    """A line's value beside the benchmark's (see :class:`~retning.statistics.indicators.model.Relative`)."""
    a = own.column
    index = aligned(a.periods, other.column)
    b = taken(other.column, index, "benchmark_missing")
    if relative.how == "growth difference":
        a, b = _growth(a, breaks), taken(_growth(other.column, breaks), index, "benchmark_missing")
    role = "benchmark"
    if relative.how == "share":
        role = "denominator"
        at = np.asarray(index, dtype=np.int64)
        theirs = np.where(at >= 0, other.numerator[at], np.nan) if len(other.numerator) else b.value
        mine, value = own.numerator, ratio(own.numerator, theirs, relative.factor)
    elif relative.how == "ratio":
        mine, theirs = a.value, b.value
        value = ratio(mine, theirs, relative.factor)
    else:
        mine, theirs = a.value, b.value
        value = mine - theirs
    column = joined_columns(a, b, value, role)
    divides = relative.how in ("share", "ratio")
    note = tuple(
        "zero_denominator" if divides and t == 0 else n for t, n in zip(theirs, column.note, strict=True)
    )
    method = np.where(np.isnan(value), NOT_POSSIBLE, column.method)
    return Result(replace(column, method=method, note=note), mine, theirs)


def _growth(column: Column, breaks: Sequence[str]) -> Column:
    """Growth over the year up to each period, in per cent (logarithms, so that differences are exact)."""
    if not len(column):
        return column
    place = {period: at for at, period in enumerate(column.periods)}
    before = [place.get(year_before(period), -1) for period in column.periods]
    past = taken(column, before, "earlier_missing")
    value = log_growth(column.value, past.value)
    ats = [parse_period(b).at for b in breaks]
    notes = []
    for at, period in enumerate(column.periods):
        start, end = parse_period(year_before(period)).at, parse_period(period).at
        moved = bool(column.marks) and before[at] >= 0 and column.marks[at] != column.marks[before[at]]
        crossed = any(start < day <= end for day in ats)
        blocked = (
            "" if before[at] < 0 else "break_between" if crossed else "membership_changed" if moved else ""
        )
        if blocked:
            value[at] = np.nan
        notes.append(blocked or column.note[at] or past.note[at])
    told = tuple(
        tuple(structs.replace(p, period=p.period or period) for p in entry)
        for entry, period in zip(past.parts, past.periods, strict=True)
    )
    grown = joined_columns(column, replace(past, parts=told), value, "earlier", RECOMPUTED)
    return replace(grown, note=tuple(notes), method=np.where(np.isnan(value), NOT_POSSIBLE, grown.method))


def _limited(value: Value, found: Mapping[str, Mapping[str, float]]) -> Value:
    if value.value is None or value.method != "as published":
        return value
    lower, upper = (found.get(name, {}).get(value.period) for name in ("lower", "upper"))
    error = found.get("error", {}).get(value.period)
    if error is not None and error >= 0:
        lower, upper = value.value - Z95 * error, value.value + Z95 * error
    if lower is None or upper is None or not lower <= value.value <= upper:
        return value
    return structs.replace(value, lower=lower, upper=upper, interval="published")


def _values(result: Result, indicator: Indicator) -> tuple[Value, ...]:
    """A result's points, with the last known ones marked provisional where the definition says so."""
    column = result.column
    certainty = column.certainty.copy()
    if indicator.provisional_last:
        known = np.flatnonzero(~np.isnan(column.value))[-indicator.provisional_last :]
        certainty[known] = np.maximum(certainty[known], PROVISIONAL)
    rows = zip(
        column.periods,
        column.value.tolist(),
        result.numerator.tolist(),
        result.denominator.tolist(),
        column.method.tolist(),
        certainty.tolist(),
        column.status,
        column.vintage,
        column.note,
        column.parts,
        strict=True,
    )
    return tuple(
        Value(
            period,
            value if value == value else None,
            top if top == top else None,
            bottom if bottom == bottom else None,
            None,
            None,
            VALUE_METHODS[method],
            CERTAINTIES[certain],
            status,
            vintage,
            note,
            parts,
        )
        for period, value, top, bottom, method, certain, status, vintage, note, parts in rows
    )
