"""The last step of every series before it is judged or shown: intervals filled in, what is too small held back.

This is the one place where :mod:`.suppression` is applied. What it covers follows from the definitions:

* counts of persons (``unit = "persons"``, ``kind = "count"``, a stock or a count as it was read, not a change or
  a sum of several areas' estimates): 1 and 2 are hidden, and one more member where the region's own figure
  would give the hidden one away;
* ratios whose numerator or denominator is such a count of the same rows: hidden with it;
* rates of events (``[interval] method = "poisson"``) of fewer than ten events: not shown, the count may be.

A hidden value is ``None`` with the symbol ``:`` and the reason in ``note``; its parts and amounts go with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from retning.statistics.assessment.intervals import with_intervals
from retning.statistics.assessment.measures import Members, sound
from retning.statistics.assessment.suppression import is_small, protect, rate_reason
from retning.statistics.indicators.compute import Engine
from retning.statistics.indicators.model import Indicator, Line, Term
from retning.statistics.model import Series, Value

CONFIDENTIAL = ":"
"""The symbol in place of a value that is not shown."""

Place = tuple[str, str, str, str]
"""Indicator, area, line and period of a value."""


def publishable(series: Sequence[Series], indicators: Sequence[Indicator], areas: Members) -> list[Series]:
    """The series as they may be judged and shown, in the same order.

    >>> publishable([], [], areas)  # doctest: +SKIP
    []
    """
    by_id = {i.id: i for i in indicators}
    filled = with_intervals(sound(series), by_id)
    hidden = _small_counts(filled, by_id, areas)
    hidden |= _derived(filled, by_id, hidden)
    return [_held_back(one, by_id[one.indicator], hidden) for one in filled]


class OnDemand:
    """Publishable series of single areas, computed when they are asked for: the same as :func:`publishable` gives.

    What is held back of an area can follow from other areas of a count of persons, so of such a count, and of what
    is made of it, all areas are computed; of anything else only the one asked for.
    """

    def __init__(self, engine: Engine, areas: Members) -> None:
        self._engine = engine
        self._areas = areas
        self._counts: dict[str, dict[Place, str]] = {}

    def lines(self, indicator: str, area: str) -> list[Series]:
        """Every line of an indicator in an area."""
        definition = self._engine.by_id.get(indicator)
        return [] if definition is None else self.held_back(definition, self._engine.lines(definition, area))

    def held_back(self, definition: Indicator, series: Iterable[Series]) -> list[Series]:
        """Some or all series of an indicator, as its engine computed them, as they may be shown; in the same order."""
        by_id = self._engine.by_id
        filled = with_intervals(sound(series), by_id)
        hidden: dict[Place, str] = {}
        for other in counts_beneath(definition, by_id.values()):
            hidden |= self._hidden_in(other)
        hidden |= _derived(filled, by_id, hidden)
        return [_held_back(one, definition, hidden) for one in filled]

    def _hidden_in(self, counted: Indicator) -> dict[Place, str]:
        if counted.id not in self._counts:
            by_id = self._engine.by_id
            every = with_intervals(sound(self._engine.series(counted)), by_id)
            self._counts[counted.id] = _small_counts(every, by_id, self._areas)
        return self._counts[counted.id]


def counts_beneath(definition: Indicator, indicators: Iterable[Indicator]) -> list[Indicator]:
    """The counts of persons that decide what is held back of an indicator: itself, those that it rests on by name,
    and those that read the same rows.
    """
    terms = [term for line in definition.lines for term in line.terms()]
    named = {term.refers_to for term in terms if term.refers_to}
    rows = {term.source.key() for term in terms if term.source is not None}
    return [
        one
        for one in indicators
        if any(is_covered(one, line) for line in one.lines)
        and (
            one.id == definition.id
            or one.id in named
            or any(x.numerator.source is not None and x.numerator.source.key() in rows for x in one.lines)
        )
    ]


def is_covered(definition: Indicator, line: Line) -> bool:
    """Whether the policy for counts of persons covers a line of an indicator."""
    return (
        definition.unit == "persons"
        and definition.kind == "count"
        and definition.nature in ("stock", "count")
        and line.relative is None
        and line.denominator is None
        and not line.numerator.change
        and line.numerator.allocate is None
    )


def _line_of(definition: Indicator, series: Series) -> Line:
    """The declared line of a series; ``main`` and older vintages stand for the first one where ids differ."""
    name = series.line.partition("@")[0]
    return next((x for x in definition.lines if x.id == name), definition.lines[0])


def _small_counts(
    series: Sequence[Series], by_id: Mapping[str, Indicator], areas: Members
) -> dict[Place, str]:
    found: dict[Place, str] = {}
    groups: dict[tuple[str, str], dict[str, dict[str, Value]]] = {}
    for one in series:
        definition = by_id[one.indicator]
        if definition.lines and is_covered(definition, _line_of(definition, one)):
            values = {v.period: v for v in one.values}
            groups.setdefault((one.indicator, one.line), {})[one.area] = values
    for (indicator, line), by_area in groups.items():
        for area, values in by_area.items():
            for period, value in values.items():
                if not is_small(_counted(value)):
                    continue
                (shown,) = protect([_counted(value)], persons=True, sum_is_published=False)
                if shown.reason is not None:
                    found[indicator, area, line, period] = shown.reason.key
        for area, sums in by_area.items():
            for period in sums:
                _protect_sum(found, (indicator, line), area, period, by_area, areas)
    return found


def _counted(value: Value | None) -> float | None:
    return None if value is None or value.value is None or value.value < 0 else value.value


def _protect_sum(
    found: dict[Place, str],
    key: tuple[str, str],
    area: str,
    period: str,
    by_area: Mapping[str, Mapping[str, Value]],
    areas: Members,
) -> None:
    """Hide a second member where a region's sum would give a single hidden one away, or else the sum."""
    indicator, line = key
    members = areas.members(area, period) if area in areas else ()
    if not members or any(_counted(by_area.get(m, {}).get(period)) is None for m in members):
        return
    if (indicator, area, line, period) in found:
        return
    try:
        shown = protect([_counted(by_area[m][period]) for m in members], persons=True, sum_is_published=True)
    except ValueError:
        found[indicator, area, line, period] = "hidden_to_protect"
        return
    for member, one in zip(members, shown, strict=True):
        if one.reason is not None:
            found.setdefault((indicator, member, line, period), one.reason.key)


def _derived(
    series: Sequence[Series], by_id: Mapping[str, Indicator], hidden: Mapping[Place, str]
) -> dict[Place, str]:
    """Ratios that a hidden count stands in, and rates of too few events."""
    places = {(indicator, area, period): why for (indicator, area, _, period), why in hidden.items()}
    sources = {
        (term.source.key(), indicator)
        for indicator in {p[0] for p in hidden}
        for line in by_id[indicator].lines
        if (term := line.numerator).source is not None
    }
    found: dict[Place, str] = {}
    counting = {p[0] for p in hidden}
    for one in series:
        definition = by_id[one.indicator]
        if not definition.lines or one.indicator in counting:
            continue
        line = _line_of(definition, one)
        counts = {c for term in line.terms() for c in _counts_of(term, sources, counting)}
        if not counts and (definition.interval.method != "poisson" or definition.kind != "ratio"):
            continue
        for value in one.values:
            why = next((w for c in sorted(counts) if (w := places.get((c, one.area, value.period)))), "")
            if not why and definition.interval.method == "poisson" and definition.kind == "ratio":
                few = value.value is not None and value.numerator is not None and value.numerator >= 0
                reason = rate_reason(value.numerator or 0.0) if few else None
                why = "" if reason is None else reason.key
            if why:
                found[one.indicator, one.area, one.line, value.period] = why
    return found


def _counts_of(term: Term, sources: Collection[tuple[object, str]], counting: Collection[str]) -> set[str]:
    """The covered indicators that a term rests on: by name, or because it reads the same rows."""
    if term.refers_to:
        return {term.refers_to} if term.refers_to in counting else set()
    return {id for key, id in sources if term.source is not None and term.source.key() == key}


def _held_back(series: Series, definition: Indicator, hidden: Mapping[Place, str]) -> Series:
    place = (series.indicator, series.area, series.line)
    if not hidden or not any((*place, v.period) in hidden for v in series.values):
        return series
    values = []
    for value in series.values:
        why = hidden.get((*place, value.period))
        if why is not None:
            events = value.numerator if why == "rate_unstable" else None
            value = structs.replace(
                value, value=None, numerator=events, denominator=None, lower=None, upper=None, interval="",
                method="not possible", status=CONFIDENTIAL, note=why, parts=(),
            )  # fmt: skip
        values.append(value)
    return replace(series, values=tuple(values))
