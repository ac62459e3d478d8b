"""The build's step of forecasts: series in, forecasts and answer sheet out, and what is new for the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from retning.statistics.areas import Areas
from retning.statistics.assessment.forecast.answers import (
    ForecastAnswer,
    Record,
    answers,
    records,
    withdrawals,
)
from retning.statistics.assessment.forecast.ledger import Entry, Ledger, Withdrawal, line_of
from retning.statistics.assessment.forecast.pipeline import Outlook, outlook
from retning.statistics.indicators import Indicator
from retning.statistics.model import Series
from retning.statistics.rules.model import Rules


@dataclass(frozen=True)
class Forecasts:
    """What an edition says of the coming years of some indicators, and of what was said before.

    ``afterwards``: the edition stands for a day before figures that were known when it was built, so its forecasts
    are what would have been said, and are never entered in the ledger.
    """

    outlook: Outlook
    ledger: Ledger  # by the edition's day, with what this edition adds
    answers: tuple[ForecastAnswer, ...]
    records: tuple[Record, ...]
    added: tuple[Entry, ...]
    withdrawn: tuple[Withdrawal, ...]
    afterwards: bool
    unwritten: bool
    """Something would be new for the ledger, but is not entered: what is said rests on the day."""

    def lines(self) -> tuple[bytes, ...]:
        """What is new for the ledger, as lines of its file: first forecasts, then withdrawals."""
        return (*map(line_of, self.added), *map(line_of, self.withdrawn))


def only_teaching(indicator: Indicator) -> tuple[str, ...]:
    """The areas of an indicator's ``pool`` that it has no series for itself."""
    own = {*indicator.areas, *(a for line in indicator.lines for a in line.areas)}
    return tuple(a for a in indicator.pool if a not in own)


def widened(indicators: Iterable[Indicator]) -> list[Indicator]:
    """The indicators with the areas that only teach among their areas, so that one computation makes all series."""
    found = []
    for i in indicators:
        more = only_teaching(i)
        lines = tuple(replace(x, areas=(*x.areas, *more)) if x.areas else x for x in i.lines)
        found.append(replace(i, areas=(*i.areas, *more), lines=lines) if more else i)
    return found


def apart(indicators: Iterable[Indicator], series: Iterable[Series]) -> tuple[list[Series], list[Series]]:
    """The indicators' own series, and those of the areas that only teach forecasts.

    No page shows the latter and nobody judges them; their figures stand with the pool in ``forecasts.json``.
    """
    more = {i.id: frozenset(only_teaching(i)) for i in indicators}
    own: list[Series] = []
    teaching: list[Series] = []
    for one in series:
        (teaching if one.area in more[one.indicator] else own).append(one)
    return own, teaching


def forecast(
    plan: str,
    indicators: Sequence[Indicator],
    areas: Areas,
    series: Sequence[Series],
    beside: Sequence[Series],
    day: str,
    late: bool,
    ledger: Ledger,
    rules: Rules,
) -> Forecasts:
    """Forecast some indicators and score what was forecast of them before.

    ``beside`` are the series that only teach (:func:`apart`); ``day`` is the edition's as-of day, and ``late`` says that later
    publications exist, which it may not use. ``ledger`` holds what was said of these indicators by that day.
    """
    found = answers(ledger, series)
    kept = records(found)
    gone = ledger.gone(rules.version)
    fallen = withdrawals(plan, kept, gone, day, rules)
    gone |= {(w.indicator, w.line): w.day for w in fallen}
    kinds = {area.id: area.kind for area in areas}
    ahead = outlook(indicators, kinds, series, beside, day, gone, rules=rules)
    new = ledger.new(plan, ahead.forecasts)
    # A day that has passed can be built again: what was entered then is there, so nothing is new and nothing changes.
    afterwards = late and bool(new)
    added = () if late else new
    whole = ledger.with_(added, fallen)
    if added:
        found = answers(whole, series)
        kept = records(found)
    return Forecasts(
        ahead,
        whole,
        tuple(found),
        tuple(kept),
        added,
        () if late else tuple(fallen),
        afterwards,
        late and bool(new or fallen),
    )
