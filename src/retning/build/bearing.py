"""Which definitions and tables bear on one indicator: it and they are all that its part of an edition is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from retning.plan.model import Target
from retning.statistics.assessment.publishable import counts_beneath
from retning.statistics.indicators.model import Indicator
from retning.statistics.model import Table


def bearing_on(indicator: Indicator, indicators: Mapping[str, Indicator]) -> tuple[Indicator, ...]:
    """The indicator itself, then the others that its values or answers rest on, in order of their ids.

    These are the indicators that its terms refer to, the counts of persons that decide what is held back of it, the
    indicators that its own targets name, and what all of these rest on in turn.

    >>> [one.id for one in bearing_on(indicator, {indicator.id: indicator})]  # doctest: +SKIP
    ['growth']
    """
    found: set[str] = set()
    waiting = [indicator]
    while waiting:
        one = waiting.pop()
        if one.id in found:
            continue
        found.add(one.id)
        named = [*one.rests_on(), *(counted.id for counted in counts_beneath(one, indicators.values()))]
        if one is indicator:
            named += [id for target in one.targets for id in _named_by(target)]
        waiting += [indicators[id] for id in named if id in indicators]
    return (indicator, *(indicators[id] for id in sorted(found - {indicator.id})))


def _named_by(target: Target) -> Iterable[str]:
    """Every text in a target's fields and those of its readings; those that are ids of indicators are what it names."""
    waiting: list[object] = [
        target.indicator,
        target.values,
        *(reading.values for reading in target.readings),
    ]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            waiting.extend(one.values())
        elif isinstance(one, (tuple, list)):
            waiting.extend(one)


def tables_beneath(indicators: Iterable[Indicator], tables: Sequence[Table]) -> tuple[Table, ...]:
    """Every vintage of the tables that some indicators read, in the order given."""
    wanted = {piece.table for one in indicators for piece in one.slices()}
    return tuple(table for table in tables if table.manifest.table in wanted)
