"""How the answers are computed, in words that a council member understands, with the error rates of the rules.

Every rule, word, grade and limit has an anchor of its own (``#regel-tendens``, ``#status-reached``, ``#grad-a``,
``#grense-alpha``), so that other pages can lead to it.
"""

from __future__ import annotations

from typing import Any

from retning.answers import CHANCES, GRADES, TARGET_STATES, TENDENCY_STATES
from retning.language.texts import catalogue, state_key
from retning.public.blocks.rule_history import limit_name, rule_history
from retning.public.context import Page
from retning.public.downloads import downloads
from retning.public.exact import exact
from retning.public.markup import say
from retning.public.pages.method.rates import rates
from retning.public.query import Query

Json = dict[str, Any]

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


def view(page: Page, id: str, query: Query) -> Json:
    """What the page of the method shows."""
    limits = page.site.data.content["inputs"]["rules"]
    title = page.t("page.method.menu")
    error_rates = rates(page)
    return {
        "title": title,
        "crumbs": [(title, "")],
        "contents": [
            (name, page.t(f"method.section.{name}")) for name in SECTIONS if name != "rates" or error_rates
        ],
        "answers": answers(page),
        "refusing": {
            "paragraphs": [
                page.t(f"method.refuse.text_{n}", points=exact(limits["points_for_tendency"], page.lang))
                for n in (1, 2, 3)
            ],
            "example": refusal(page),
        },
        "rates": error_rates,
        "tendencies": [
            (key, page.t(f"tendency.{key}"), page.t(f"tendency_explained.{key}"))
            for key in map(state_key, TENDENCY_STATES)
        ],
        "states": [
            (key, page.t(f"status.{key}.name"), page.t(f"status.{key}.explain"))
            for key in map(state_key, TARGET_STATES)
        ],
        "grades": grades(page),
        "rules": [{"id": name, **rule(page, name)} for name in RULES],
        "types": types(page),
        "limits": [
            (name, limit_name(page, name), exact(value, page.lang)) for name, value in numbers(limits)
        ],
        "history": rule_history(page),
        "version": page.site.data.content["inputs"]["rule_version"],
        "limitations": [page.t(f"method.limitations.text_{n}") for n in (1, 2, 3, 4)],
        "files": downloads(page, "method"),
    }


def numbers(limits: Json) -> list[tuple[str, float]]:
    """The limits that are numbers, in the order in which the catalogue names them."""
    named = [key.removeprefix("limit.") for key in catalogue("nb") if key.startswith("limit.")]
    known = sorted(limits, key=lambda name: (named.index(name) if name in named else len(named), name))
    return [(name, limits[name]) for name in known if not isinstance(limits[name], str)]


def answers(page: Page) -> list[Json]:
    """The four answers, each with an example from the edition: the first element in the plan that has one."""
    limits = page.site.data.content["inputs"]["rules"]
    kinds = {"fact": "fact", "tendency": "tendency", "target": "target.0", "evidence": "evidence"}
    return [
        {
            "id": anchor,
            "title": page.t(f"method.answer.{name}.title"),
            "text": page.t(f"method.answer.{name}.text", alpha=exact(100 * limits["alpha"], page.lang)),
            "example": example(page, kinds[name]),
        }
        for name, anchor in ANSWERS.items()
    ]


def example(page: Page, kind: str) -> Json | None:
    """A sentence of the edition that shows an answer given: of the first element for which there is one."""
    data = page.site.data
    for element in data.leaves(None):
        one = data.assessment(element["id"])
        if one is None or not answered(one, kind):
            continue
        for said in data.sentences(element["id"]):
            if said["kind"] == kind:
                return quoted(page, element["id"], said)
    return None


def answered(one: Json, kind: str) -> bool:
    """Whether an element has an answer of a kind that is no refusal."""
    if kind == "tendency":
        return one["tendency"]["state"] not in ("cannot tell", "flat")
    if kind.startswith("target"):
        return bool(one["targets"]) and one["targets"][0]["ratio"] is not None
    return bool(one["evidence"]["grade"]) and one["fact"] is not None


def refusal(page: Page) -> Json | None:
    """The first element with figures whose direction nobody can tell."""
    data = page.site.data
    for element in data.leaves(None):
        one = data.assessment(element["id"])
        if one is not None and one["fact"] and one["tendency"]["state"] == "cannot tell":
            for said in data.sentences(element["id"]):
                if said["kind"] == "tendency":
                    return quoted(page, element["id"], said)
    return None


def quoted(page: Page, id: str, sentence: Json) -> Json:
    """A sentence with the element that it was said of."""
    element = page.site.data.elements[id]
    return {
        "id": id,
        "name": page.pick(element["title"]) or page.pick(element["wordings"][0]["text"]),
        "address": page.url("element", id),
        "said": say(page, sentence),
    }


def grades(page: Page) -> list[tuple[str, str]]:
    """The grades of evidence with the limits in force."""
    limits = page.site.data.content["inputs"]["rules"]
    a, b, c = (int(limits[f"points_grade_{grade}"]) for grade in "abc")
    values = {"a": a, "b": b, "c": c, "a_less": a - 1, "b_less": b - 1}
    return [(grade, page.t(f"method.grade.{grade}", **values)) for grade in GRADES]


def rule(page: Page, name: str) -> Json:
    """One rule: its title and its paragraphs, with the limits in force filled in."""
    limits = page.site.data.content["inputs"]["rules"]

    def known(limit: str, times: int = 1) -> str:
        """A limit in force; the first editions had fewer of them."""
        return exact(times * limits[limit], page.lang) if limit in limits else "–"

    values = {
        "points": known("points_for_tendency"),
        "alpha": known("alpha", 100),
        "smallest": known("smallest_share", 100),
        "on_track": known("ratio_on_track"),
        "too_slow": known("ratio_too_slow"),
        "away": known("ratio_away"),
        "classes": known("classes_at_most"),
        "pool_below": known("pool_below"),
        "pool_years": known("pool_years"),
        "series": known("forecast_series"),
        "years": known("forecast_years"),
        # The last word has no limit below it.
        **{word: known(f"chance_{word}", 100) for word in map(state_key, CHANCES[:-1])},
    }
    keys = [f"method.rule.{name}.text_{n}" for n in range(1, 5)]
    return {
        "title": page.t(f"method.rule.{name}.title"),
        "paragraphs": [page.t(key, **values) for key in keys if page.has(key)],
    }


def types(page: Page) -> list[tuple[str, str, str]]:
    """The kinds of demand that the plan makes, each once, in the order that they first come in the plan."""
    used = [t["type"]["name"] for e in page.site.data.elements.values() for t in e["targets"]]
    return [
        (name, page.t(f"target_type.{name}.name"), page.t(f"target_type.{name}.explain"))
        for name in dict.fromkeys(used)
    ]
