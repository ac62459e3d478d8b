"""Verdicts that changed because a publisher revised figures that were already out."""

from __future__ import annotations

from collections.abc import Iterable

from retning.edition.records.indicators import Indicator
from retning.edition.records.parts import AreaPart
from retning.edition.records.series import Line
from retning.language.texts import state_key
from retning.statistics.assessment.direction import series_tendencies
from retning.statistics.assessment.measures import one_rhythm
from retning.statistics.model import Break, Series, Value
from retning.statistics.rules.model import Rules


def revised_verdicts(
    definition: Indicator, parts: Iterable[AreaPart], rules: Rules
) -> dict[str, tuple[str, str]]:
    """By area the tendency then and now, where the same years give another answer than in the newest superseded vintage.

    A vintage that only adds years revises nothing: both are judged on the years that the old one had. The pair are
    keys of ``way``.
    """
    pairs = [(part.area, pair) for part in parts if (pair := _vintages(definition.id, part)) is not None]
    if not pairs:
        return {}
    found = series_tendencies(
        [one for _, pair in pairs for one in pair],
        definition.nature,
        definition.direction,
        definition.smallest_change,
        rules=rules,
    )
    return {
        area: (state_key(then.state), state_key(now.state))
        for (area, _), then, now in zip(pairs, found[::2], found[1::2], strict=True)
        if then.state != now.state
    }


def _vintages(indicator: str, part: AreaPart) -> tuple[Series, Series] | None:
    """The newest superseded vintage of the main line and the line itself, both over the older one's periods."""
    older = sorted((one for one in part.lines if one.line.startswith("main@")), key=lambda one: one.line)
    current = part.line("main")
    if not older or current is None:
        return None
    periods = set(older[-1].period)
    before = _series(indicator, part.area, older[-1], periods)
    now = _series(indicator, part.area, current, periods)
    return (before, now) if before.known and now.known and one_rhythm(before) and one_rhythm(now) else None


def _series(indicator: str, area: str, line: Line, periods: set[str]) -> Series:
    points = zip(line.period, line.value, strict=True)
    return Series(
        indicator,
        area,
        tuple(Value(period, value) for period, value in points if period in periods),
        breaks=tuple(Break(b.period, b.reason) for b in line.breaks),
        line=line.line,
    )
