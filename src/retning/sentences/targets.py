"""Sentences about a target: what the plan asks for, what came, and the verdict."""

from __future__ import annotations

from math import expm1

from retning.edition.records.assessments import Assessment, TargetStatus
from retning.edition.records.base import Number
from retning.edition.records.facts import (
    BenchGrowthFacts,
    Facts,
    LevelFacts,
    MinimumFacts,
    ParityFacts,
    RelChangeFacts,
)
from retning.edition.records.plan import Element
from retning.edition.records.targets import Target
from retning.language.numbers import change_unit
from retning.language.texts import state_key, text
from retning.sentences.context import Context, dated
from retning.sentences.opposites import word
from retning.sentences.parts import Figure, Label, Parts, Piece, add, compose, fills, joined

# How a fact of a target is written, by its name.
YEARS = {"year", "base_year", "target_year", "from", "to", "lost_in"}
SHARES = {
    "cumulative_ratio", "share_inside", "share", "equals", "growth", "growth_target", "growth_lower", "growth_upper",
    "growth_benchmark", "change", "change_target", "percentile",
}  # fmt: skip
PLAIN = {
    "years_met", "years", "years_inside", "met", "units", "rank", "rank_lower", "rank_upper", "at_most", "members",
    "quartile", "steps", "ratio", "ratio_linear", "ratio_geometric", "ratio_base",
}  # fmt: skip
MONEY = {"gap_simple", "gap_self_consistent", "gap_simple_base"}
POINTS = {"points", "points_lower", "points_upper", "cumulated"}
# What the plan's text asks for; everything else was measured or computed.
DEMANDED = {
    "target", "target_year", "change_target", "growth_target", "cumulative_target", "from", "to", "low", "high",
    "at_most",
}  # fmt: skip


def target(
    context: Context, lang: str, element: Element, one: Assessment, n: int, *, why: bool = True
) -> Parts:
    """The verdict of one target under one reading, with its numbers; ``why`` adds the reasons."""
    status = one.targets[n]
    asked = _asked(element, n)
    kind = _kind(status) or (asked.type.name if asked is not None else "")
    ref, demand = f"assessment/{element.id}/{one.area}", f"demand/{element.id}"
    unit = _unit(context, asked, one)
    values = _facts(context, lang, status.facts, kind, unit, ref, demand)
    values["state"] = text(lang, f"status.{state_key(status.state)}.name").lower()
    values |= _sides(lang, status, unit, ref)
    for key in _keys(kind, status):
        if fills(lang, key, values):
            parts = compose(lang, key, values)
            break
    else:
        parts = [text(lang, f"status.{state_key(status.state)}.explain")]
    if why and status.reasons:
        add(parts, " ")
        add(parts, context.reasons(lang, status.reasons, ref, demand))
    return parts


def _kind(status: TargetStatus) -> str:
    """The type of a target that has facts."""
    return "" if status.facts is None else str(status.facts.__struct_config__.tag)


def _keys(kind: str, status: TargetStatus) -> tuple[str, ...]:
    facts = status.facts
    per = (facts.per or "") if isinstance(facts, (BenchGrowthFacts, MinimumFacts)) else ""
    state = state_key(status.state)
    ends = (f"{per}.{state}", state, per, "path", "sides", "dated", "any")
    return tuple(f"sentence.target.{kind}.{end}" for end in ends)


def _asked(element: Element, n: int) -> Target | None:
    """The target that the answer with a number is about: each has one for every reading."""
    flat = [t for t in element.targets for _ in (t.readings or (None,))]
    return flat[n] if n < len(flat) else None


def _unit(context: Context, asked: Target | None, one: Assessment) -> str:
    indicator = (asked.indicator if asked is not None else None) or next(iter(one.indicators), "")
    return context.indicators[indicator].unit if indicator in context.indicators else ""


def _facts(
    context: Context, lang: str, facts: Facts | None, kind: str, unit: str, ref: str, demand: str
) -> dict[str, Piece | Figure]:
    """Each fact as a figure with the unit that its name implies, and what it rests on."""
    demanded = DEMANDED | ({"value"} if kind == "minimum" else set())
    values: dict[str, Piece | Figure] = {}
    for name, value in [] if facts is None else _by_name(facts):
        home = demand if name in demanded else ref
        if isinstance(value, tuple):
            pieces: list[Piece] = [_named(context, lang, str(v), home) for v in value]
            values[name] = joined(lang, pieces, "sentence.joint.and") or text(lang, "sentence.none")
        elif isinstance(value, str) or name in YEARS:
            values[name] = _named(context, lang, str(value), home)
        elif kind == "bench_growth" and name in ("growth", "growth_benchmark"):
            # the rule compares mean log growth; a reader who divides the figures gets ordinary per cent
            values[name] = Figure(100 * expm1(value), "percent", home, 1)
        elif name in SHARES:
            values[name] = Figure(100 * value, "percent", home, 1)
        elif name in PLAIN or (kind == "parity" and name == "target"):
            values[name] = Figure(value, "", home)
        elif name in MONEY:
            values[name] = Figure(abs(value) / 1000, "bn_nok", home, 1)
        elif name in POINTS:
            values[name] = Figure(abs(value), "percentage_points", home, 1)
        else:
            values[name] = Figure(value, unit, home)
    return values


def _by_name(facts: Facts) -> list[tuple[str, Number | str | tuple[Number | str, ...]]]:
    """What a sentence can tell of the facts: numbers, words, and lists of them."""
    found: list[tuple[str, Number | str | tuple[Number | str, ...]]] = []
    for name, written in zip(facts.__struct_fields__, facts.__struct_encode_fields__, strict=True):
        value = getattr(facts, name)
        single = isinstance(value, (int, float, str))
        if single or (isinstance(value, tuple) and all(isinstance(v, (int, float, str)) for v in value)):
            found.append((written, value))
    return found


def _named(context: Context, lang: str, words: str, ref: str) -> str | Label:
    return context.area(lang, words) if words in context.areas else dated(lang, words, ref)


def _sides(lang: str, status: TargetStatus, unit: str, ref: str) -> dict[str, Piece | Figure]:
    """On which side of what was asked: the words that turn round when the figures do."""
    facts = status.facts
    values: dict[str, Piece | Figure] = {}
    if isinstance(facts, ParityFacts) and facts.gap_simple:
        values["size"] = word(lang, "smaller" if facts.gap_simple > 0 else "larger")
    if isinstance(facts, BenchGrowthFacts) and facts.points:
        values["side"] = word(lang, "more" if facts.points > 0 else "less")
    if not isinstance(facts, (LevelFacts, RelChangeFacts, ParityFacts)):
        return values
    value, asked, distance, expected = facts.value, facts.target, status.distance, status.expected
    if value is None or asked is None or distance is None or expected is None or value == asked:
        return values
    # The distance to the target is positive on the good side: so it tells which way is better.
    better = 1 if distance * (value - asked) > 0 else -1
    lead = better * (value - expected)
    values["expected"] = Figure(expected, unit, ref)
    if lead:
        values["lead"] = Figure(abs(lead), change_unit(unit), ref)
        values["place"] = word(lang, "ahead" if lead > 0 else "behind")
    return values
