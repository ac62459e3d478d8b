"""Sentences about one series: what happened, which way it goes, how much the figures can carry."""

from __future__ import annotations

from collections.abc import Iterator

from retning.answers import MOVING, PROBABLE
from retning.edition.records.assessments import Assessment, Fact
from retning.edition.records.base import Number
from retning.edition.records.sentences import Sentence
from retning.language.numbers import change_unit
from retning.sentences.context import Context, dated, sentence
from retning.sentences.opposites import word
from retning.sentences.parts import Figure, Parts, Piece, compose


def of_series(context: Context, one: Assessment, indicator: str) -> Iterator[Sentence]:
    """Fact, tendency and evidence of one assessment, by the series of an indicator."""
    if one.fact is not None:
        happened = one.fact
        yield sentence("fact", 10, lambda lang: fact(context, lang, one, happened, indicator))
    yield sentence("tendency", 20, lambda lang: tendency(context, lang, one, indicator))
    yield sentence("evidence", 60, lambda lang: evidence(context, lang, one, indicator))


def home(one: Assessment, indicator: str) -> str:
    """What the computed numbers of an assessment rest on."""
    return f"assessment/{indicator}/{one.area}"


def fact(context: Context, lang: str, one: Assessment, happened: Fact, indicator: str) -> Parts:
    """From what to what: rose or fell, in the same words."""
    definition = context.indicators[indicator]
    stem = f"series/{indicator}/{one.area}/{one.line}"
    unit, decimals = definition.unit, definition.decimals
    old, new = f"{stem}/{happened.from_period}", f"{stem}/{happened.to_period}"
    values: dict[str, Piece | Figure] = {
        "what": context.what(lang, indicator),
        "area": context.area(lang, one.area),
        "from": dated(lang, happened.from_period, old),
        "to": dated(lang, happened.to_period, new),
        "old": Figure(happened.from_value, unit, old, decimals),
        "new": Figure(happened.to_value, unit, new, decimals),
    }
    if not happened.change:
        return compose(lang, "sentence.fact.same", values)
    if unit == "rank":  # from number 52 to number 45: "fell" would tell the opposite of what happened
        return compose(lang, "sentence.fact.ranked", values)
    values["moved"] = word(lang, "rose" if happened.change > 0 else "fell")
    return compose(lang, "sentence.fact.moved", values)


def slope_values(lang: str, one: Assessment, indicator: str, unit: str) -> dict[str, Piece | Figure]:
    """The tested change a year with its interval and its window."""
    said, ref = one.tendency, home(one, indicator)
    stem = f"series/{indicator}/{one.area}/{one.line}"
    values: dict[str, Piece | Figure] = {
        "from": dated(lang, said.from_period, f"{stem}/{said.from_period}"),
        "to": dated(lang, said.to_period, f"{stem}/{said.to_period}"),
    }
    changes: dict[str, Number | None] = {"slope": said.slope, "lower": said.lower, "upper": said.upper}
    for name, value in changes.items():
        if value is not None:
            values[name] = Figure(value, change_unit(unit), ref, None, sign=True)
    return values


def tendency(context: Context, lang: str, one: Assessment, indicator: str) -> Parts:
    """Which way it goes, or why nobody can say."""
    said = one.tendency
    why = context.reasons(lang, said.reasons or one.reasons, home(one, indicator))
    if said.method == "persistence beside" and said.state not in ("cannot tell", "too few"):
        return _beside(context, lang, one, why)
    if said.state in ("cannot tell", "too few") or said.slope is None:
        return compose(lang, "sentence.tendency.cannot_tell", {"why": why})
    values = slope_values(lang, one, indicator, context.indicators[indicator].unit)
    if said.state in PROBABLE:
        return compose(
            lang, "sentence.tendency.probable", {**values, "moving": word(lang, said.state), "why": why}
        )
    form = "moving" if said.state in MOVING else "flat"
    if said.state in MOVING:
        values["moving"] = word(lang, said.state)
    if "lower" not in values or "upper" not in values:
        form += "_without_interval"
    return compose(lang, f"sentence.tendency.{form}", values)


def _beside(context: Context, lang: str, one: Assessment, why: Parts) -> Parts:
    """Prices of the day, measured against the benchmark."""
    said = one.tendency
    other = next(str(r.values["other"]) for r in said.reasons if r.key == "tendency_prices_of_the_day")
    values: dict[str, Piece | Figure] = {"other": context.area(lang, other), "why": why}
    if said.state == "flat":
        return compose(lang, "sentence.tendency.beside_flat", values)
    return compose(lang, "sentence.tendency.beside", {**values, "moving": word(lang, said.state)})


def evidence(context: Context, lang: str, one: Assessment, indicator: str | None) -> Parts:
    """The grade of the evidence with its reasons."""
    said = one.evidence
    why = context.reasons(lang, said.reasons, home(one, indicator or one.subject))
    if not said.grade:
        return compose(lang, "sentence.evidence.none", {"why": why})
    form = "with_reason" if why else "plain"
    return compose(lang, f"sentence.evidence.{form}", {"grade": said.grade, "why": why})
