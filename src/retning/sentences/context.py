"""What the grammar looks up, and the small pieces that all sentences share: names, places, reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from retning.language.dates import period_text
from retning.language.numbers import with_unit
from retning.language.texts import LANGUAGES, pick, text
from retning.sentences.parts import Label, Parts, add, compose, joined, named
from retning.statistics.tables.periods import parse_period

Json = dict[str, Any]
Spoken = Callable[[str], Parts]

# Values of reasons that the plan's text or the rule book gave, not the figures.
_DEMANDED = ("deadline", "wanted", "target", "proposed")
_RULES = {"needed": "rule/points_for_tendency"}


class Context:
    """An edition's content by id, and how things are named in sentences."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.indicators: dict[str, Json] = {i["id"]: i for i in content["indicators"]}
        self.areas: dict[str, Json] = {a["id"]: a for a in content["areas"]}
        self.plan: Json = content["plan"]
        self.assessments: list[Json] = content["assessments"]
        self.by_subject: dict[str, Json] = {a["subject"]: a for a in reversed(self.assessments)}
        self.series: dict[tuple[str, str, str], Json] = {
            (s["indicator"], s["area"], s["line"]): s for s in content.get("series", {}).get("series", ())
        }
        # By indicator and area, in the order of the edition: a search through all series grows with their square.
        self.lines: dict[tuple[str, str], list[Json]] = {}
        for (indicator, area, _), one in self.series.items():
            self.lines.setdefault((indicator, area), []).append(one)
        self.elements: dict[str, Json] = {
            e["id"]: e for e in (*self.plan["overarching"], *self.plan["elements"])
        }
        # What a page says of a series after its tests were held against each other (pages.json).
        self.on_page: dict[tuple[str, str, str, str], Json] = {
            (page["kind"], page["id"], test["subject"], test["area"]): test
            for page in content.get("pages", ())
            for test in page["series"]
        }
        self.parents = {e["parent"] for e in self.plan["elements"] if e["parent"]}

    def leaves(self, id: str | None = None) -> list[str]:
        """The judged elements below one at any depth (``None``: of the whole plan), in the plan's order."""
        if id is None:
            return [e["id"] for e in self.plan["elements"] if e["id"] not in self.parents]
        children = [e["id"] for e in self.plan["elements"] if e["parent"] == id]
        return [leaf for child in children for leaf in (self.leaves(child) or [child])]

    def as_on_page(self, kind: str, id: str, one: Json) -> Json:
        """An assessment as a page may tell it: a finding that does not stand among the page's tests is none."""
        test = self.on_page.get((kind, id, one["subject"], one["area"]))
        if test is None or test["state"] == one["tendency"]["state"]:
            return one
        reason = {"key": "tendency_many_tests", "values": {"tests": test["tests"]}}
        return {**one, "tendency": {**one["tendency"], "state": test["state"], "reasons": [reason]}}

    def measured_by(self, one: Json) -> str | None:
        """The indicator that an element's fact and tendency are about: the first one that has figures."""
        if one.get("measured_by") in self.indicators:
            return str(one["measured_by"])
        known: list[str] = [i for i in one["indicators"] if i in self.indicators]
        for id in known:
            series = self.series.get((id, one["area"], one["line"]))
            serves = one["subject"] not in self.indicators[id].get("proxy_for", ())
            if serves and series is not None and any(v is not None for v in series["value"]):
                return id
        return known[0] if known else None

    # Names

    def what(self, lang: str, indicator: str) -> str | Label:
        """An indicator's title."""
        return named(pick(self.indicators[indicator]["title"], lang), f"indicator/{indicator}")

    def area(self, lang: str, id: str) -> str | Label:
        """An area's name as it stands inside a sentence."""
        name = pick(self.areas[id]["name"], lang) if id in self.areas else id
        if lang == "en" and name.startswith("The "):
            name = f"the {name.removeprefix('The ')}"
        return named(name, f"area/{id}")

    def level(self, lang: str, count: int) -> str:
        """What the plan calls its judged elements, for so many of them."""
        levels = self.plan["levels"]
        if not levels:
            return ""
        return pick(levels[-1]["one" if count == 1 else "many"], lang)

    # Reasons

    def reasons(self, lang: str, reasons: Sequence[Json], ref: str, demand: str = "") -> Parts:
        """Why an answer is what it is; ``ref`` and ``demand`` are what the numbers rest on."""
        spoken: Parts = []
        for reason in reasons:
            values: dict[str, object] = {}
            for name, value in reason["values"].items():
                home = _RULES.get(name) or (demand if demand and name in _DEMANDED else ref)
                values[name] = self._value(lang, value, home)
            if spoken:
                add(spoken, " ")
            add(spoken, compose(lang, f"reason.{reason['key']}", values))
        return spoken

    def _value(self, lang: str, value: object, ref: str) -> object:
        if isinstance(value, list):
            listed = joined(lang, [self._value(lang, v, ref) for v in value], "sentence.joint.and")
            return listed or text(lang, "sentence.none")
        if isinstance(value, dict):
            return named(pick(value, lang), ref)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            looks_like_year = isinstance(value, int) and 1900 <= value <= 2100
            return Label(str(value) if looks_like_year else with_unit(value, "", lang), ref)
        if value in self.areas:
            return self.area(lang, str(value))
        if value in self.indicators:
            return self.what(lang, str(value))
        return dated(lang, str(value), ref)


def dated(lang: str, words: str, ref: str) -> str | Label:
    """A period as people write it, leading to its figure; other words as they are."""
    try:
        parse_period(words)
    except ValueError:
        return named(words, ref)
    return Label(period_text(words, lang), ref)


def sentence(subject: str, area: str, kind: str, priority: int, spoken: Spoken) -> Json:
    """One sentence in all languages."""
    return {
        "subject": subject,
        "area": area,
        "kind": kind,
        "priority": priority,
        "text": {lang: spoken(lang) for lang in LANGUAGES},
    }
