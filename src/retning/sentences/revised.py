"""Verdicts that changed because a publisher revised figures that were already out."""

from __future__ import annotations

from collections.abc import Iterator

from retning.edition.records.series import Line
from retning.language.texts import state_key
from retning.sentences.context import Context
from retning.statistics.assessment.direction import series_tendencies
from retning.statistics.assessment.measures import one_rhythm
from retning.statistics.model import Break, Series, Value
from retning.statistics.rules.model import Rules


def revised_verdicts(context: Context, indicator: str, area: str, rules: Rules) -> Iterator[tuple[str, str]]:
    """The tendency then and now, where the same years give another answer than in the newest superseded vintage.

    A vintage that only adds years revises nothing: both are judged on the years that the old one had. Yields at most
    one pair, as keys of ``way``.
    """
    part = context.draft.area_part(indicator, area)
    lines = part.lines if part is not None else ()
    older = sorted((one for one in lines if one.line.startswith("main@")), key=lambda one: one.line)
    current = next((one for one in lines if one.line == "main"), None)
    if not older or current is None:
        return
    periods = set(older[-1].period)
    before, now = _series(indicator, area, older[-1], periods), _series(indicator, area, current, periods)
    if not (before.known and now.known and one_rhythm(before) and one_rhythm(now)):
        return
    definition = context.indicators[indicator]
    then_found, now_found = series_tendencies(
        [before, now], definition.nature, definition.direction, definition.smallest_change, rules=rules
    )
    if then_found.state != now_found.state:
        yield state_key(then_found.state), state_key(now_found.state)


def _series(indicator: str, area: str, line: Line, periods: set[str]) -> Series:
    points = zip(line.period, line.value, strict=True)
    return Series(
        indicator,
        area,
        tuple(Value(period, value) for period, value in points if period in periods),
        breaks=tuple(Break(b.period, b.reason) for b in line.breaks),
        line=line.line,
    )
