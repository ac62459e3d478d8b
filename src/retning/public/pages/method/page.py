"""How the answers are computed, in words that a council member understands, with the error rates of the rules.

Every rule, word, grade and limit has an anchor of its own (``#regel-tendens``, ``#status-reached``, ``#grad-a``,
``#grense-alpha``), so that other pages can lead to it.
"""

from __future__ import annotations

from collections.abc import Mapping

from retning.answers import CHANCES, GRADES, TARGET_STATES, TENDENCY_STATES
from retning.edition.records.assessments import Assessment
from retning.edition.records.base import Number
from retning.edition.records.plan import Element
from retning.edition.records.sentences import Sentence
from retning.language.texts import catalogue, state_key
from retning.public.blocks.rule_history import RuleVersionEntry, limit_name, rule_history
from retning.public.context import Page
from retning.public.downloads import downloads
from retning.public.exact import exact
from retning.public.model import Model
from retning.public.pages.method.rates import Rates, rates
from retning.public.query import Query
from retning.public.view import Link, PageView, Words, words_of

SECTIONS = (
    "answers",
    "refuse",
    "rates",
    "words",
    "grades",
    "rules",
    "types",
    "limits",
    "history",
    "limitations",
)
ANSWERS = {"fact": "fakta", "tendency": "tendens", "target": "mal", "evidence": "grunnlag"}
"""The four answers in order, and the anchors of their sections."""

RULES = (
    "tendens",
    "mange-prover",
    "bane",
    "sma-tall",
    "plassering",
    "framskriving",
    "setninger",
    "omrader",
    "utgaver",
    "andre-metoder",
)
"""The rules in order; each is the anchor ``regel-<name>`` and the texts ``method.rule.<name>``."""


Limits = Mapping[str, Number | str]


class Example(Model, frozen=True):
    """A sentence of the edition, with the element that it was said of."""

    id: str
    element: Link
    says: Words


class AnswerExplained(Model, frozen=True, kw_only=True):
    """One of the four answers, with an example (``None``: the edition has none)."""

    id: str
    title: str
    text: str
    example: Example | None


class Refusing(Model, frozen=True):
    """Why an answer may be refused, with an example."""

    paragraphs: tuple[str, ...]
    example: Example | None


class WordExplained(Model, frozen=True):
    """A word that answers are given in (``key`` is that of its anchor), and what it means."""

    key: str
    name: str
    text: str


class RuleExplained(Model, frozen=True):
    """A rule in paragraphs; ``more`` is a page that describes it at length."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    more: Link | None = None


class MethodView(PageView, frozen=True, kw_only=True):
    """How the answers are computed, section by section."""

    contents: tuple[WordExplained, ...]
    """The sections: their anchors and names."""
    answers: tuple[AnswerExplained, ...]
    refusing: Refusing
    rates: Rates | None
    tendencies: tuple[WordExplained, ...]
    states: tuple[WordExplained, ...]
    grades: tuple[WordExplained, ...]
    rules: tuple[RuleExplained, ...]
    types: tuple[WordExplained, ...]
    """The kinds of demand that the plan makes."""
    limits: tuple[WordExplained, ...]
    """Every limit that is a number; ``text`` is its value."""
    history: tuple[RuleVersionEntry, ...]
    version: str
    limitations: tuple[str, ...]


def view(page: Page, id: str, query: Query) -> MethodView:
    """What the page of the method shows."""
    inputs = page.edition.inputs
    limits = inputs.rules
    title = page.t("page.method.menu")
    error_rates = rates(page)
    return MethodView(
        title=title,
        crumbs=(Link(title),),
        files=downloads(page, "method"),
        contents=tuple(
            WordExplained(name, page.t(f"method.section.{name}"), "")
            for name in SECTIONS
            if name != "rates" or error_rates
        ),
        answers=answers(page),
        refusing=Refusing(
            tuple(
                page.t(f"method.refuse.text_{n}", points=_known(page, limits, "points_for_tendency"))
                for n in (1, 2, 3)
            ),
            refusal(page),
        ),
        rates=error_rates,
        tendencies=tuple(
            WordExplained(key, page.t(f"tendency.{key}"), page.t(f"tendency_explained.{key}"))
            for key in map(state_key, TENDENCY_STATES)
        ),
        states=tuple(
            WordExplained(key, page.t(f"status.{key}.name"), page.t(f"status.{key}.explain"))
            for key in map(state_key, TARGET_STATES)
        ),
        grades=grades(page),
        rules=tuple(rule(page, name) for name in RULES),
        types=types(page),
        limits=tuple(
            WordExplained(name, limit_name(page, name), exact(value, page.lang))
            for name, value in numbers(limits)
        ),
        history=rule_history(page),
        version=inputs.rule_version,
        limitations=tuple(page.t(f"method.limitations.text_{n}") for n in (1, 2, 3, 4)),
    )


def numbers(limits: Limits) -> list[tuple[str, float]]:
    """The limits that are numbers, in the order in which the catalogue names them."""
    named = [key.removeprefix("limit.") for key in catalogue("nb") if key.startswith("limit.")]
    known = sorted(limits, key=lambda name: (named.index(name) if name in named else len(named), name))
    return [(name, value) for name in known if not isinstance(value := limits[name], str)]


def _known(page: Page, limits: Limits, name: str, times: int = 1) -> str:
    """A limit in force, written; the first editions had fewer of them."""
    value = limits.get(name)
    return "–" if value is None or isinstance(value, str) else exact(times * value, page.lang)


def answers(page: Page) -> tuple[AnswerExplained, ...]:
    """The four answers, each with an example from the edition: the first element in the plan that has one."""
    alpha = _known(page, page.edition.inputs.rules, "alpha", 100)
    kinds = {"fact": "fact", "tendency": "tendency", "target": "target.0", "evidence": "evidence"}
    return tuple(
        AnswerExplained(
            id=anchor,
            title=page.t(f"method.answer.{name}.title"),
            text=page.t(f"method.answer.{name}.text", alpha=alpha),
            example=example(page, kinds[name]),
        )
        for name, anchor in ANSWERS.items()
    )


def example(page: Page, kind: str) -> Example | None:
    """A sentence of the edition that shows an answer given: of the first element for which there is one."""
    for element in page.edition.plan.leaves(None):
        one = page.edition.assessment(element.id)
        if one is not None and answered(one, kind) and (found := _quoted(page, element, kind)):
            return found
    return None


def answered(one: Assessment, kind: str) -> bool:
    """Whether an element has an answer of a kind that is no refusal."""
    if kind == "tendency":
        return one.tendency.state not in ("cannot tell", "flat")
    if kind.startswith("target"):
        return bool(one.targets) and one.targets[0].ratio is not None
    return bool(one.evidence.grade) and one.fact is not None


def refusal(page: Page) -> Example | None:
    """The first element with figures whose direction nobody can tell."""
    for element in page.edition.plan.leaves(None):
        one = page.edition.assessment(element.id)
        if one is None or one.fact is None or one.tendency.state != "cannot tell":
            continue
        if found := _quoted(page, element, "tendency"):
            return found
    return None


def _quoted(page: Page, element: Element, kind: str) -> Example | None:
    """The first sentence of a kind about an element, with the element that it was said of."""
    found: Sentence | None = next((s for s in page.edition.sentences(element.id) if s.kind == kind), None)
    if found is None:
        return None
    name = page.pick(element.title) or page.pick(element.text)
    address = page.url("element", element.id)
    return Example(element.id, Link(name, address), words_of(found, page.lang, page.link))


def grades(page: Page) -> tuple[WordExplained, ...]:
    """The grades of evidence with the limits in force."""
    limits = page.edition.inputs.rules
    a, b, c = (int(limits[f"points_grade_{grade}"]) for grade in "abc")
    values = {"a": a, "b": b, "c": c, "a_less": a - 1, "b_less": b - 1}
    return tuple(
        WordExplained(grade.lower(), grade, page.t(f"method.grade.{grade}", **values)) for grade in GRADES
    )


def rule(page: Page, name: str) -> RuleExplained:
    """One rule: its title and its paragraphs, with the limits in force filled in."""
    limits = page.edition.inputs.rules
    values = {
        "points": _known(page, limits, "points_for_tendency"),
        "alpha": _known(page, limits, "alpha", 100),
        "smallest": _known(page, limits, "smallest_share", 100),
        "on_track": _known(page, limits, "ratio_on_track"),
        "too_slow": _known(page, limits, "ratio_too_slow"),
        "away": _known(page, limits, "ratio_away"),
        "classes": _known(page, limits, "classes_at_most"),
        "pool_below": _known(page, limits, "pool_below"),
        "pool_years": _known(page, limits, "pool_years"),
        "series": _known(page, limits, "forecast_series"),
        "years": _known(page, limits, "forecast_years"),
        # The last word has no limit below it.
        **{word: _known(page, limits, f"chance_{word}", 100) for word in map(state_key, CHANCES[:-1])},
    }
    keys = [f"method.rule.{name}.text_{n}" for n in range(1, 5)]
    return RuleExplained(
        name,
        page.t(f"method.rule.{name}.title"),
        tuple(page.t(key, **values) for key in keys if page.has(key)),
        Link(page.t("page.answers.title"), page.url("answers")) if name == "framskriving" else None,
    )


def types(page: Page) -> tuple[WordExplained, ...]:
    """The kinds of demand that the plan makes, each once, in the order that they first come in the plan."""
    used = [target.type.name for element in page.edition.plan.everything() for target in element.targets]
    return tuple(
        WordExplained(name, page.t(f"target_type.{name}.name"), page.t(f"target_type.{name}.explain"))
        for name in dict.fromkeys(used)
    )
