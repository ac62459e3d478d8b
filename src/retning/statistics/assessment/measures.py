"""From series to the plain arrays that the target types ask for, and lookups by indicator, area and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

import numpy as np
from msgspec import structs

from retning.statistics.assessment.direction import years_of
from retning.statistics.indicators.model import Indicator
from retning.statistics.methods.arrays import Floats
from retning.statistics.model import Series, Value
from retning.statistics.tables.periods import parse_period
from retning.toml.faults import Fault

Z95 = 1.959963984540054


class Members(Protocol):
    """What the judge asks of :class:`~retning.statistics.areas.Areas`."""

    def __contains__(self, id: object) -> bool:
        """Whether there is an area with this id."""

    def members(self, id: str, period: str | None = None) -> tuple[str, ...]:
        """Ids of a region's or peer group's members."""


Ask = Callable[[str, str], Iterable[Series]]
"""From an indicator and an area to its sound series: every line, or none."""


class Measures:
    """All series of an edition, found by indicator, area and line.

    With ``ask`` the series of an indicator in an area are fetched the first time that they are looked for, so that
    few of very many need to be in memory.
    """

    def __init__(
        self, indicators: Iterable[Indicator], series: Iterable[Series], ask: Ask | None = None
    ) -> None:
        self.indicators: Mapping[str, Indicator] = {i.id: i for i in indicators}
        self._ask = ask
        self._series: dict[tuple[str, str], dict[str, Series]] = {}
        for one in series:
            self._series.setdefault((one.indicator, one.area), {})[one.line] = one

    def pairs(self) -> list[tuple[str, str]]:
        """Indicator and area of everything in memory, in order of ids."""
        return sorted(self._series)

    def find(self, indicator: str, area: str, line: str = "") -> Series | None:
        """A series. Without a line: the main one, the first declared line that has a value.

        Where no line has a value the first declared one is returned, so that its symbols can say why.
        """
        if self._ask is not None and (indicator, area) not in self._series:
            self._series[indicator, area] = {one.line: one for one in self._ask(indicator, area)}
        lines = self._series.get((indicator, area), {})
        if line:
            return lines.get(line)
        definition = self.indicators.get(indicator)
        # The engine calls the line that stands for the indicator "main", whatever id it was declared under.
        order = ["main", *(x.id for x in definition.lines)] if definition else ["main"]
        ordered = sorted(lines, key=lambda name: (order.index(name) if name in order else len(order), name))
        return next((lines[x] for x in ordered if lines[x].known), lines[ordered[0]] if ordered else None)


LARGEST = 1e300
"""Beyond this a square or a sum is no number any more."""


def too_large(series: Iterable[Series]) -> list[Fault]:
    """A fault for each series with a value that :func:`sound` refuses: a divisor of next to nothing, as a rule.

    >>> too_large([Series("births", "north", (Value("2020", 1e301),))])[0].key
    'value_too_large'
    """
    found = []
    for one in series:
        periods = [v.period for v in one.values if v.value is not None and abs(v.value) > LARGEST]
        if periods:
            where = {"indicator": one.indicator, "area": one.area, "period": periods[0]}
            found.append(Fault(f"indicators/{one.indicator}.toml", 0, "value_too_large", where))
    return found


def sound(series: Iterable[Series]) -> list[Series]:
    """The series with ``nan`` as what it means: no value. Raises ``ValueError`` for what is no measurement.

    An infinite value, or one beyond 1e300, is a fault upstream; the message names the series and the period.

    >>> sound([Series("births", "north", (Value("2020", float("nan")),))])[0].known
    ()
    """
    found = []
    for one in series:
        for v in one.values:
            if v.value is not None and abs(v.value) > LARGEST:
                raise ValueError(
                    f"{one.indicator}, {one.area}: the value of {v.period} is infinite or too large"
                )
        if any(v.value is not None and v.value != v.value for v in one.values):
            values = tuple(structs.replace(v, value=None) if v.value != v.value else v for v in one.values)
            one = replace(one, values=values)
        found.append(one)
    return found


def in_order(values: Sequence[Value]) -> list[Value]:
    """Values in order of time."""
    return sorted(values, key=lambda v: parse_period(v.period).at)


def one_rhythm(series: Series) -> bool:
    """Whether all its periods are of one kind (years, quarters, …), each once."""
    periods = [parse_period(v.period) for v in series.values]
    return len({p.kind for p in periods}) <= 1 and len({p.text for p in periods}) == len(periods)


def arrays(series: Series) -> tuple[Floats, Floats]:
    """Years (with fractions) and values of a series, ``nan`` where there is none."""
    values = in_order(series.values)
    if not values:
        return np.empty(0), np.empty(0)
    years = years_of([v.period for v in values])
    return years, np.array([np.nan if v.value is None else v.value for v in values], dtype=np.float64)


def by_year(series: Series, what: str) -> dict[int, float]:
    """``numerator`` or ``denominator`` by calendar year; the first of a year counts."""
    found: dict[int, float] = {}
    for v in in_order(series.values):
        part = v.numerator if what == "numerator" else v.denominator
        if part is not None:
            found.setdefault(parse_period(v.period).year, part)
    return found


def since_break(series: Series, deadline: float | None) -> tuple[Series, str]:
    """The series from its last break that lies before the judged point, and that break ("" where none).

    No growth may cross a break. A break after the deadline does not touch what is judged at the deadline.
    """
    known = in_order(series.known)
    if not known:
        return series, ""
    end = parse_period(known[-1].period).at
    if deadline is not None:
        end = min(end, deadline + 1 - 1e-9)
    first = parse_period(known[0].period).at
    cuts = [b for b in series.breaks if first < parse_period(b.period).at <= end]
    if not cuts:
        return series, ""
    cut = max(cuts, key=lambda b: parse_period(b.period).at)
    at = parse_period(cut.period).at
    kept = tuple(v for v in series.values if parse_period(v.period).at >= at)
    return Series(series.indicator, series.area, kept, series.tables, series.breaks, series.line), cut.period


def value_at(series: Series | None, upto: float | None = None) -> Value | None:
    """The last known value, or the last one not after a year."""
    if series is None:
        return None
    known = [v for v in in_order(series.known) if upto is None or parse_period(v.period).year <= upto]
    return known[-1] if known else None


def value_in(series: Series | None, period: str) -> Value | None:
    """The known value of a period."""
    return None if series is None else next((v for v in series.known if v.period == period), None)


def standard_error(value: Value) -> float | None:
    """From a published 95 % interval to a standard error."""
    if value.lower is None or value.upper is None:
        return None
    return (value.upper - value.lower) / (2 * Z95)


def year_of(when: object) -> float | None:
    """A year from what a target's field holds: a number, a date, or text of a period. ``None`` for nothing.

    >>> year_of("2020-12-31"), year_of(2020)
    (2020.0, 2020.0)
    """
    if when is None or when == "":
        return None
    if isinstance(when, date):
        return float(when.year)
    if isinstance(when, (int, float)) and not isinstance(when, bool):
        return float(when)
    return float(parse_period(str(when)).year)


def day_of(when: object, last: bool = True) -> date | None:
    """A day from a date or the text of a period: its last day, or its first.

    >>> day_of("2020"), day_of("2020-Q2", last=False)
    (datetime.date(2020, 12, 31), datetime.date(2020, 4, 1))
    """
    if when is None or when == "":
        return None
    if isinstance(when, date):
        return when
    period = parse_period(str(when))
    if period.kind == "D":
        return date(period.year, period.index // 100, period.index % 100)
    months = {"Y": 12, "Q": 3, "M": 1}[period.kind]
    month = 1 if period.kind == "Y" else (period.index - 1) * months + 1
    if not last:
        return date(period.year, month, 1)
    end = month + months  # the month after the last one
    return date(period.year + (end > 12), end - 12 if end > 12 else end, 1) - timedelta(days=1)


def as_of_year(day: str) -> float:
    """An ISO day as a year with a fraction: where we stand."""
    return parse_period(day).at
