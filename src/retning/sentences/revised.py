"""Verdicts that changed because a publisher revised figures that were already out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

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
    lines = context.lines.get((indicator, area), [])
    older = sorted((s for s in lines if s["line"].startswith("main@")), key=lambda s: str(s["line"]))
    current = next((s for s in lines if s["line"] == "main"), None)
    if not older or current is None:
        return
    before = _series(older[-1], set(older[-1]["period"]))
    now = _series(current, set(older[-1]["period"]))
    if not (before.known and now.known and one_rhythm(before) and one_rhythm(now)):
        return
    definition = context.indicators[indicator]
    then_found, now_found = series_tendencies(
        [before, now],
        definition["nature"],
        definition["direction"],
        definition.get("smallest_change"),
        rules=rules,
    )
    if then_found.state != now_found.state:
        yield state_key(then_found.state), state_key(now_found.state)


def _series(content: Mapping[str, Any], periods: set[str]) -> Series:
    points = zip(content["period"], content["value"], strict=True)
    return Series(
        content["indicator"],
        content["area"],
        tuple(Value(period, value) for period, value in points if period in periods),
        breaks=tuple(Break(b["period"], b["reason"]) for b in content["breaks"]),
        line=content["line"],
    )
