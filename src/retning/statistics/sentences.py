"""The grammar: computed answers in, sentences out, in three languages.

One grammar for every indicator and plan element. A sentence is a list of parts; a part is text, or a number with
a reference to what it rests on (``series/<indicator>/<area>/<line>/<period>`` or
``assessment/<subject>/<area>``), so that every number on a page is a link home. The grammar is symmetric: what a
rise is told with, a fall is told with, and better and worse are chosen by the declared direction alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any

from retning.language.dates import period_text
from retning.language.lists import and_list
from retning.language.numbers import with_unit
from retning.language.texts import LANGUAGES, has_text, pick, state_key, text

Json = dict[str, Any]
Parts = list[Any]

# In what order the parts of a distribution are told: worst first, the same on every page.
ORDER = ("worsening", "cannot tell", "flat", "improving", "decreasing", "increasing", "no data")


@dataclass(frozen=True)
class Figure:
    """A number in a sentence: its value, how to write it, and what it rests on."""

    value: float
    unit: str
    ref: str
    decimals: int | None = None
    sign: bool = False


def compose(lang: str, key: str, values: Mapping[str, object]) -> Parts:
    """A template of the catalogue with its places filled; figures become parts of their own.

    >>> compose("nb", "list.and", {"first": "a", "last": Figure(2, "", "series/x")})
    ['a og ', {'number': '2', 'ref': 'series/x'}]
    """
    parts: Parts = []
    for before, name, _, _ in Formatter().parse(text(lang, key)):
        _add(parts, before)
        if name is not None:
            value = values[name]
            if isinstance(value, Figure):
                parts.append({"number": _written(value, lang), "ref": value.ref})
            elif isinstance(value, list):
                for part in value:
                    _add(parts, part) if isinstance(part, str) else parts.append(part)
            else:
                _add(parts, str(value))
    return parts


def _add(parts: Parts, piece: str) -> None:
    if parts and isinstance(parts[-1], str):
        parts[-1] += piece
    elif piece:
        parts.append(piece)


def _written(figure: Figure, lang: str) -> str:
    return with_unit(figure.value, figure.unit, lang, figure.decimals, sign=figure.sign)


def all_sentences(content: Mapping[str, Any]) -> list[Json]:
    """Every sentence of an edition's content: about each indicator and area, each plan element, the whole."""
    grammar = _Grammar(content)
    found = [*grammar.of_indicators(), *grammar.of_elements(), *grammar.of_groups()]
    return sorted(found, key=lambda s: (s["subject"], s["area"], s["priority"], s["kind"]))


class _Grammar:
    def __init__(self, content: Mapping[str, Any]) -> None:
        self.indicators = {i["id"]: i for i in content["indicators"]}
        self.areas = {a["id"]: a for a in content["areas"]}
        self.plan = content["plan"]
        self.assessments: list[Json] = content["assessments"]
        self.by_subject = {a["subject"]: a for a in reversed(self.assessments)}

    # One series

    def of_indicators(self) -> Iterator[Json]:
        for one in self.assessments:
            if one["subject"] in self.indicators:
                yield from self._series(one, one["subject"], one["subject"], one["area"])

    def _series(self, one: Json, indicator: str, subject: str, area: str) -> Iterator[Json]:
        definition = self.indicators[indicator]
        if one["fact"]:
            yield self._sentence(subject, area, "fact", 10, lambda lang: self._fact(lang, one, definition))
        yield self._sentence(
            subject, area, "tendency", 20, lambda lang: self._tendency(lang, one, definition)
        )
        yield self._sentence(subject, area, "evidence", 60, lambda lang: self._evidence(lang, one))

    def _fact(self, lang: str, one: Json, definition: Json) -> Parts:
        fact = one["fact"]
        move = "rose" if fact["change"] > 0 else "fell" if fact["change"] < 0 else "same"
        stem = f"series/{definition['id']}/{one['area']}/{one['line']}"
        unit, decimals = definition["unit"], definition.get("decimals")
        return compose(
            lang,
            f"sentence.fact.{move}",
            {
                "what": pick(definition["title"], lang),
                "area": self._area(lang, one["area"]),
                "from": period_text(fact["from_period"], lang),
                "to": period_text(fact["to_period"], lang),
                "old": Figure(fact["from_value"], unit, f"{stem}/{fact['from_period']}", decimals),
                "new": Figure(fact["to_value"], unit, f"{stem}/{fact['to_period']}", decimals),
            },
        )

    def _tendency(self, lang: str, one: Json, definition: Json) -> Parts:
        tendency = one["tendency"]
        state = tendency["state"]
        if state == "cannot tell" or tendency["slope"] is None:
            why = self._reasons(lang, tendency["reasons"] or one["reasons"])
            return compose(lang, "sentence.tendency.cannot_tell", {"why": why})
        ref = f"assessment/{one['subject']}/{one['area']}"
        unit = definition["unit"]
        slope = Figure(tendency["slope"], unit, ref, None, sign=True)
        values: dict[str, object] = {
            "slope": slope,
            "from": period_text(tendency["from_period"], lang),
            "to": period_text(tendency["to_period"], lang),
            "lower": Figure(tendency["lower"], unit, ref, None, sign=True),
            "upper": Figure(tendency["upper"], unit, ref, None, sign=True),
            "n": Figure(tendency["n"], "", ref, 0),
        }
        return compose(lang, f"sentence.tendency.{state_key(state)}", values)

    def _evidence(self, lang: str, one: Json) -> Parts:
        grade = one["evidence"]["grade"]
        why = self._reasons(lang, one["evidence"]["reasons"])
        if not grade:
            return compose(lang, "sentence.evidence.none", {"why": why})
        return compose(
            lang, f"sentence.evidence.{'with_reason' if why else 'plain'}", {"grade": grade, "why": why}
        )

    # One plan element

    def of_elements(self) -> Iterator[Json]:
        judged = [*self.plan["overarching"], *self.plan["elements"]]
        for element in judged:
            one = self.by_subject.get(element["id"])
            if one is None:
                continue
            main = next((i for i in one["indicators"] if i in self.indicators), None)
            if main is not None:
                yield from self._series(one, main, element["id"], "")
            for n, status in enumerate(one["targets"]):
                yield self._sentence(
                    element["id"],
                    "",
                    f"target.{n}",
                    5 if n == 0 else 30 + n,
                    self._target_of(element, one, n, status),
                )
            if one["reasons"]:
                yield self._sentence(
                    element["id"],
                    "",
                    "reasons",
                    50,
                    lambda lang, one=one: self._reasons(lang, one["reasons"]),
                )

    def _target_of(self, element: Json, one: Json, n: int, status: Json) -> Any:
        return lambda lang: self._target(lang, element, one, n, status)

    def _target(self, lang: str, element: Json, one: Json, n: int, status: Json) -> Parts:
        ref = f"assessment/{element['id']}/{one['area']}"
        facts = status["facts"]
        kind = str(facts.get("type", "")) or self._type_of(element, n)
        unit = self._unit(element, one, n)
        values = self._fact_values(lang, facts, unit, ref)
        values["state"] = text(lang, f"status.{state_key(status['state'])}.name").lower()
        if status["distance"] is not None:
            values["distance"] = Figure(abs(status["distance"]), unit, ref)
        for key in self._target_keys(kind, status):
            if has_text(lang, key) and self._fills(lang, key, values):
                parts = compose(lang, key, values)
                break
        else:
            explained = text(lang, f"status.{state_key(status['state'])}.explain")
            parts = [explained]
        why = self._reasons(lang, status["reasons"])
        return [*parts, *([" ", *why] if why and status["reasons"] else [])]

    @staticmethod
    def _target_keys(kind: str, status: Json) -> tuple[str, ...]:
        per = str(status["facts"].get("per", ""))
        state = state_key(status["state"])
        return (
            f"sentence.target.{kind}.{per}.{state}",
            f"sentence.target.{kind}.{state}",
            f"sentence.target.{kind}.{per}",
            f"sentence.target.{kind}.any",
        )

    @staticmethod
    def _fills(lang: str, key: str, values: Mapping[str, object]) -> bool:
        return all(name in values for _, name, _, _ in Formatter().parse(text(lang, key)) if name)

    def _type_of(self, element: Json, n: int) -> str:
        flat = [t for t in element["targets"] for _ in (t["readings"] or [None])]
        return str(flat[n]["type"]["name"]) if n < len(flat) else ""

    def _unit(self, element: Json, one: Json, n: int) -> str:
        flat = [t for t in element["targets"] for _ in (t["readings"] or [None])]
        indicator = flat[n]["indicator"] if n < len(flat) else None
        indicator = indicator or (one["indicators"][0] if one["indicators"] else None)
        return str(self.indicators[indicator]["unit"]) if indicator in self.indicators else ""

    def _fact_values(self, lang: str, facts: Json, unit: str, ref: str) -> dict[str, object]:
        """Each fact as a figure with the unit that its name implies."""
        values: dict[str, object] = {}
        for name, value in facts.items():
            if value is None:
                continue
            if isinstance(value, list):
                values[name] = and_list([self._name(lang, v) for v in value], lang) or text(
                    lang, "sentence.none"
                )
            elif isinstance(value, (bool, str)):
                values[name] = self._name(lang, value)
            elif name in _YEARS:
                values[name] = str(value)
            elif name in _PERCENT:
                values[name] = Figure(100 * value, "percent", ref, 1)
            elif name in _PLAIN:
                values[name] = Figure(value, "", ref)
            elif name in _MONEY:
                values[name] = Figure(abs(value) / 1000, "bn_nok", ref, 1)
                values[f"{name}_side"] = text(lang, f"sentence.gap.{'short' if value > 0 else 'over'}")
            elif name in _POINTS:
                values[name] = Figure(value, "percentage_points", ref, 1, sign=True)
            else:
                values[name] = Figure(value, unit, ref)
        return values

    def _name(self, lang: str, value: object) -> str:
        return pick(self.areas[value]["name"], lang) if value in self.areas else str(value)

    # Groups: each goal, and the whole plan

    def of_groups(self) -> Iterator[Json]:
        parents = {e["parent"] for e in self.plan["elements"] if e["parent"]}
        for id in sorted(parents):
            yield from self._group(id, self._below(id))
        leaves = [e["id"] for e in self.plan["elements"] if e["id"] not in parents]
        yield from self._group("plan", leaves)

    def _below(self, id: str) -> list[str]:
        children = [e["id"] for e in self.plan["elements"] if e["parent"] == id]
        return [leaf for child in children for leaf in (self._below(child) or [child])]

    def _group(self, subject: str, ids: Sequence[str]) -> Iterator[Json]:
        counts = distribution(self.by_subject[id] for id in ids if id in self.by_subject)
        if not counts:
            return
        ref = f"assessment/{subject}/"

        def spoken(lang: str) -> Parts:
            pieces: Parts = []
            told = [(state, counts[state]) for state in ORDER if counts.get(state)]
            for n, (state, count) in enumerate(told):
                joint = (
                    ""
                    if n == 0
                    else text(lang, "sentence.joint.last" if n == len(told) - 1 else "sentence.joint.comma")
                )
                _add(pieces, joint)
                form = "one" if count == 1 else "many"
                key = f"sentence.count.{state_key(state)}.{form}"
                for part in compose(lang, key, {"count": Figure(count, "", ref, 0)}):
                    _add(pieces, part) if isinstance(part, str) else pieces.append(part)
            level = self.plan["levels"][-1] if self.plan["levels"] else {"one": {}, "many": {}}
            total = sum(counts.values())
            unit = pick(level["one" if total == 1 else "many"], lang)
            return compose(
                lang,
                "sentence.group",
                {"total": Figure(total, "", ref, 0), "unit": unit, "distribution": pieces},
            )

        yield self._sentence(subject, "", "distribution", 1, spoken)

    # Helpers

    def _area(self, lang: str, id: str) -> str:
        return pick(self.areas[id]["name"], lang) if id in self.areas else id

    def _reasons(self, lang: str, reasons: Sequence[Json]) -> Parts:
        spoken: Parts = []
        for reason in reasons:
            key = f"reason.{reason['key']}"
            values = {k: self._reason_value(lang, v) for k, v in reason["values"].items()}
            if spoken:
                _add(spoken, " ")
            for part in compose(lang, key, values):
                _add(spoken, part) if isinstance(part, str) else spoken.append(part)
        return spoken

    def _reason_value(self, lang: str, value: object) -> str:
        if isinstance(value, list):
            return and_list([self._name(lang, v) for v in value], lang)
        if isinstance(value, dict):
            return pick(value, lang)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            looks_like_year = isinstance(value, int) and 1900 <= value <= 2100
            return str(value) if looks_like_year else with_unit(value, "", lang)
        return self._name(lang, value)

    def _sentence(self, subject: str, area: str, kind: str, priority: int, spoken: Any) -> Json:
        return {
            "subject": subject,
            "area": area,
            "kind": kind,
            "priority": priority,
            "text": {lang: spoken(lang) for lang in LANGUAGES},
        }


def distribution(assessments: Any) -> Counter[str]:
    """How many of some assessments go which way; those without any figure count as "no data".

    >>> distribution([{"evidence": {"grade": ""}, "tendency": {"state": "cannot tell"}}])
    Counter({'no data': 1})
    """
    return Counter(
        str(one["tendency"]["state"]) if one["evidence"]["grade"] else "no data" for one in assessments
    )


_YEARS = {"year", "base_year", "target_year", "from", "to", "lost_in"}
_PERCENT = {
    "cumulative_ratio", "share_inside", "share", "equals", "growth", "growth_target", "growth_lower", "growth_upper",
    "growth_benchmark", "change", "change_target", "percentile",
}  # fmt: skip
_PLAIN = {
    "years_met", "years", "years_inside", "met", "units", "rank", "rank_lower", "rank_upper", "at_most", "members",
    "quartile", "steps", "ratio", "ratio_linear", "ratio_geometric", "ratio_base",
}  # fmt: skip
_MONEY = {"gap_simple", "gap_self_consistent", "gap_simple_base"}
_POINTS = {"points", "points_lower", "points_upper", "cumulated"}
