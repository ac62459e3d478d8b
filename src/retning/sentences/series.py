"""Sentences about one series: what happened, which way it goes, how much the figures can carry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from retning.answers import MOVING
from retning.language.numbers import change_unit
from retning.sentences.context import Context, Json, dated, sentence
from retning.sentences.opposites import word
from retning.sentences.parts import Figure, Parts, compose


def of_series(context: Context, one: Json, indicator: str, subject: str, area: str) -> Iterator[Json]:
    """Fact, tendency and evidence of one assessment, told of ``subject``."""
    if one["fact"]:
        yield sentence(subject, area, "fact", 10, lambda lang: fact(context, lang, one, indicator))
    yield sentence(subject, area, "tendency", 20, lambda lang: tendency(context, lang, one, indicator))
    yield sentence(subject, area, "evidence", 60, lambda lang: evidence(context, lang, one, indicator))


def home(one: Json, indicator: str) -> str:
    """What the computed numbers of an assessment rest on."""
    return f"assessment/{indicator}/{one['area']}"


def fact(context: Context, lang: str, one: Json, indicator: str) -> Parts:
    """From what to what: rose or fell, in the same words."""
    said, definition = one["fact"], context.indicators[indicator]
    stem = f"series/{indicator}/{one['area']}/{one['line']}"
    unit, decimals = definition["unit"], definition.get("decimals")
    old, new = f"{stem}/{said['from_period']}", f"{stem}/{said['to_period']}"
    values: dict[str, object] = {
        "what": context.what(lang, indicator),
        "area": context.area(lang, one["area"]),
        "from": dated(lang, said["from_period"], old),
        "to": dated(lang, said["to_period"], new),
        "old": Figure(said["from_value"], unit, old, decimals),
        "new": Figure(said["to_value"], unit, new, decimals),
    }
    if not said["change"]:
        return compose(lang, "sentence.fact.same", values)
    if unit == "rank":  # from number 52 to number 45: "fell" would tell the opposite of what happened
        return compose(lang, "sentence.fact.ranked", values)
    values["moved"] = word(lang, "rose" if said["change"] > 0 else "fell")
    return compose(lang, "sentence.fact.moved", values)


def slope_values(lang: str, one: Json, indicator: str, unit: str) -> dict[str, object]:
    """The tested change a year with its interval and its window."""
    said, ref = one["tendency"], home(one, indicator)
    stem = f"series/{indicator}/{one['area']}/{one['line']}"

    def change(name: str) -> Figure | None:
        value = said[name]
        return None if value is None else Figure(value, change_unit(unit), ref, None, sign=True)

    values: dict[str, object] = {
        "from": dated(lang, said["from_period"], f"{stem}/{said['from_period']}"),
        "to": dated(lang, said["to_period"], f"{stem}/{said['to_period']}"),
        "slope": change("slope"),
        "lower": change("lower"),
        "upper": change("upper"),
    }
    return {name: value for name, value in values.items() if value is not None}


def tendency(context: Context, lang: str, one: Json, indicator: str) -> Parts:
    """Which way it goes, or why nobody can say."""
    said = one["tendency"]
    state = str(said["state"])
    if state == "cannot tell" or said["slope"] is None:
        why = context.reasons(lang, said["reasons"] or one["reasons"], home(one, indicator))
        return compose(lang, "sentence.tendency.cannot_tell", {"why": why})
    values = slope_values(lang, one, indicator, context.indicators[indicator]["unit"])
    form = "flat" if state not in MOVING else "moving"
    if state in MOVING:
        values["moving"] = word(lang, state)
    if "lower" not in values or "upper" not in values:
        form += "_without_interval"
    return compose(lang, f"sentence.tendency.{form}", values)


def evidence(context: Context, lang: str, one: Json, indicator: str | None) -> Parts:
    """The grade of the evidence with its reasons."""
    said: dict[str, Any] = one["evidence"]
    why = context.reasons(lang, said["reasons"], home(one, indicator or one["subject"]))
    if not said["grade"]:
        return compose(lang, "sentence.evidence.none", {"why": why})
    form = "with_reason" if why else "plain"
    return compose(lang, f"sentence.evidence.{form}", {"grade": said["grade"], "why": why})
