"""What the grammar looks up, and the small pieces that all sentences share: names, places, reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from retning.edition.draft import Draft
from retning.edition.records.assessments import Assessment, Reason
from retning.edition.records.base import ReasonValue
from retning.edition.records.plan import Element
from retning.edition.records.sentences import Sentence
from retning.language.dates import period_text
from retning.language.numbers import with_unit
from retning.language.texts import pick, text
from retning.sentences.parts import (
    Figure,
    InLanguage,
    Label,
    Parts,
    Piece,
    add,
    compose,
    in_all_languages,
    joined,
    named,
)
from retning.statistics.tables.periods import parse_period

# Values of reasons that the plan's text or the rule book gave, not the figures.
_DEMANDED = ("deadline", "wanted", "target", "proposed")
_RULES = {"needed": "rule/points_for_tendency"}


class Context:
    """What is known of an edition that is being made, and how things are named in sentences."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.plan = draft.plan
        self.indicators = draft.indicators
        self.areas = draft.areas

    @cached_property
    def elements(self) -> dict[str, Element]:
        """The overarching goal and the hierarchy by id."""
        return {e.id: e for e in (*self.plan.overarching, *self.plan.elements)}

    def leaves(self, id: str | None = None) -> list[str]:
        """Ids of the judged elements below one at any depth (``None``: of the whole plan), in the plan's order."""
        return [leaf.id for leaf in self.plan.leaves(id)]

    def as_on_page(self, kind: str, id: str, one: Assessment) -> Assessment:
        """An assessment as a page may tell it: a finding that does not stand among the page's tests is none."""
        test = self.draft.test_on(kind, id, one.subject, one.area)
        if test is None or test.state == one.tendency.state:
            return one
        reason = Reason("tendency_many_tests", {"tests": test.tests})
        return replace(one, tendency=replace(one.tendency, state=test.state, reasons=(reason,)))

    def measured_by(self, one: Assessment) -> str | None:
        """The indicator that an element's fact and tendency are about: the first one that has figures."""
        if one.measured_by in self.indicators:
            return one.measured_by
        known = [id for id in one.indicators if id in self.indicators]
        for id in known:
            serves = one.subject not in self.indicators[id].proxy_for
            if serves and one.line in self.draft.gist(id, one.area).known:
                return id
        return known[0] if known else None

    # Names

    def what(self, lang: str, indicator: str) -> str | Label:
        """An indicator's title."""
        return named(pick(self.indicators[indicator].title, lang), f"indicator/{indicator}")

    def area(self, lang: str, id: str) -> str | Label:
        """An area's name as it stands inside a sentence."""
        name = pick(self.areas[id].name, lang) if id in self.areas else id
        if lang == "en" and name.startswith("The "):
            name = f"the {name.removeprefix('The ')}"
        return named(name, f"area/{id}")

    def level(self, lang: str, count: int) -> str:
        """What the plan calls its judged elements, for so many of them."""
        levels = self.plan.levels
        if not levels:
            return ""
        return pick(levels[-1].one if count == 1 else levels[-1].many, lang)

    # Reasons

    def reasons(self, lang: str, reasons: Sequence[Reason], ref: str, demand: str = "") -> Parts:
        """Why an answer is what it is; ``ref`` and ``demand`` are what the numbers rest on."""
        said: Parts = []
        for reason in reasons:
            values: dict[str, Piece | Figure] = {}
            for name, value in reason.values.items():
                home = _RULES.get(name) or (demand if demand and name in _DEMANDED else ref)
                values[name] = self._value(lang, value, home)
            if said:
                add(said, " ")
            add(said, compose(lang, f"reason.{reason.key}", values))
        return said

    def _value(self, lang: str, value: ReasonValue, ref: str) -> Piece:
        if isinstance(value, tuple):
            listed = joined(lang, [self._value(lang, v, ref) for v in value], "sentence.joint.and")
            return listed or text(lang, "sentence.none")
        if isinstance(value, Mapping):
            return named(pick(value, lang), ref)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            looks_like_year = isinstance(value, int) and 1900 <= value <= 2100
            return Label(str(value) if looks_like_year else with_unit(value, "", lang), ref)
        words = str(value)
        if words in self.areas:
            return self.area(lang, words)
        if words in self.indicators:
            return self.what(lang, words)
        return dated(lang, words, ref)


def dated(lang: str, words: str, ref: str) -> str | Label:
    """A period as people write it, leading to its figure; other words as they are."""
    try:
        parse_period(words)
    except ValueError:
        return named(words, ref)
    return Label(period_text(words, lang), ref)


def sentence(kind: str, priority: int, said: InLanguage) -> Sentence:
    """One sentence in all languages."""
    refs, texts = in_all_languages(said)
    return Sentence(kind=kind, priority=priority, refs=refs, text=texts)
