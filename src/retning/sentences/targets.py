"""Sentences about a target: what the plan asks for, what came, and the verdict."""

from __future__ import annotations

from math import expm1

from retning.language.numbers import change_unit
from retning.language.texts import state_key, text
from retning.sentences.context import Context, Json, dated
from retning.sentences.opposites import word
from retning.sentences.parts import Figure, Label, Parts, add, compose, fills, joined

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


def target(context: Context, lang: str, element: Json, one: Json, n: int, *, why: bool = True) -> Parts:
    """The verdict of one target under one reading, with its numbers; ``why`` adds the reasons."""
    status = one["targets"][n]
    kind = str(status["facts"].get("type", "")) or _type_of(element, n)
    ref, demand = f"assessment/{element['id']}/{one['area']}", f"demand/{element['id']}"
    unit = _unit(context, element, one, n)
    values = _facts(context, lang, status["facts"], kind, unit, ref, demand)
    values["state"] = text(lang, f"status.{state_key(status['state'])}.name").lower()
    values |= _sides(lang, status, unit, ref)
    for key in _keys(kind, status):
        if fills(lang, key, values):
            parts = compose(lang, key, values)
            break
    else:
        parts = [text(lang, f"status.{state_key(status['state'])}.explain")]
    if why and status["reasons"]:
        add(parts, " ")
        add(parts, context.reasons(lang, status["reasons"], ref, demand))
    return parts


def _keys(kind: str, status: Json) -> tuple[str, ...]:
    per, state = str(status["facts"].get("per", "")), state_key(status["state"])
    ends = (f"{per}.{state}", state, per, "path", "sides", "dated", "any")
    return tuple(f"sentence.target.{kind}.{end}" for end in ends)


def _type_of(element: Json, n: int) -> str:
    flat = [t for t in element["targets"] for _ in (t["readings"] or [None])]
    return str(flat[n]["type"]["name"]) if n < len(flat) else ""


def _unit(context: Context, element: Json, one: Json, n: int) -> str:
    flat = [t for t in element["targets"] for _ in (t["readings"] or [None])]
    indicator = flat[n]["indicator"] if n < len(flat) else None
    indicator = indicator or (one["indicators"][0] if one["indicators"] else None)
    return str(context.indicators[indicator]["unit"]) if indicator in context.indicators else ""


def _facts(
    context: Context, lang: str, facts: Json, kind: str, unit: str, ref: str, demand: str
) -> dict[str, object]:
    """Each fact as a figure with the unit that its name implies, and what it rests on."""
    demanded = DEMANDED | ({"value"} if kind == "minimum" else set())
    values: dict[str, object] = {}
    for name, value in facts.items():
        home = demand if name in demanded else ref
        if value is None:
            continue
        if isinstance(value, list):
            pieces = [_named(context, lang, v, home) for v in value]
            values[name] = joined(lang, pieces, "sentence.joint.and") or text(lang, "sentence.none")
        elif isinstance(value, (bool, str)) or name in YEARS:
            values[name] = _named(context, lang, value, home)
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


def _named(context: Context, lang: str, value: object, ref: str) -> str | Label:
    return context.area(lang, str(value)) if value in context.areas else dated(lang, str(value), ref)


def _sides(lang: str, status: Json, unit: str, ref: str) -> dict[str, object]:
    """On which side of what was asked: the words that turn round when the figures do."""
    facts: Json = status["facts"]
    values: dict[str, object] = {}
    gap, points = facts.get("gap_simple"), facts.get("points")
    if gap:
        values["size"] = word(lang, "smaller" if gap > 0 else "larger")
    if points:
        values["side"] = word(lang, "more" if points > 0 else "less")
    value, asked, distance, expected = (
        *(facts.get(name) for name in ("value", "target")),
        status["distance"],
        status["expected"],
    )
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
