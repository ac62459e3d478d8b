"""Every sentence of an edition: about each indicator and area, each plan element, each goal and the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from retning.answers import GROUPS, MOVING, group_of
from retning.language.texts import state_key
from retning.sentences.context import Context, Json, Spoken, sentence
from retning.sentences.opposites import word
from retning.sentences.parts import Figure, Parts, compose, joined
from retning.sentences.series import of_series
from retning.sentences.targets import target


def all_sentences(content: Mapping[str, Any]) -> list[Json]:
    """Every sentence of an edition's content, in order of subject, area, priority and kind.

    >>> all_sentences(content)[0]["text"]["nb"]  # doctest: +SKIP
    ['Av ', {'number': '8', 'ref': 'assessment/1/'}, ' strategier …']
    """
    context = Context(content)
    found = [*_of_indicators(context), *_of_elements(context), *_of_groups(context)]
    return sorted(found, key=lambda s: (s["subject"], s["area"], s["priority"], s["kind"]))


def _of_indicators(context: Context) -> Iterator[Json]:
    for one in context.assessments:
        if one["subject"] in context.indicators:
            yield from of_series(context, one, one["subject"], one["subject"], one["area"])


def _of_elements(context: Context) -> Iterator[Json]:
    for element in context.elements.values():
        one = context.by_subject.get(element["id"])
        if one is None:
            continue
        indicator = context.measured_by(one)
        if indicator is not None:
            yield from of_series(context, one, indicator, element["id"], "")
        for n in range(len(one["targets"])):
            priority = 5 if n == 0 else 30 + n
            yield sentence(element["id"], "", f"target.{n}", priority, _target(context, element, one, n))
        if one["reasons"]:
            yield sentence(element["id"], "", "reasons", 50, _reasons(context, element, one))


def _target(context: Context, element: Json, one: Json, n: int) -> Spoken:
    return lambda lang: target(context, lang, element, one, n)


def _reasons(context: Context, element: Json, one: Json) -> Spoken:
    ref, demand = f"assessment/{element['id']}/{one['area']}", f"demand/{element['id']}"
    return lambda lang: context.reasons(lang, one["reasons"], ref, demand)


def _of_groups(context: Context) -> Iterator[Json]:
    for id in sorted(context.parents):
        yield from _group(context, id, context.leaves(id))
    yield from _group(context, "plan", context.leaves())


def _group(context: Context, subject: str, ids: Sequence[str]) -> Iterator[Json]:
    counts = distribution(context.by_subject[id] for id in ids if id in context.by_subject)
    if counts:
        total = sum(counts.values())
        ref = f"assessment/{subject}/"
        yield sentence(
            subject,
            "",
            "distribution",
            1,
            lambda lang: distributed(lang, counts, context.level(lang, total), ref),
        )


def distributed(lang: str, counts: Mapping[str, int], unit: str, ref: str) -> Parts:
    """How many of some things go which way, worst first."""
    pieces: list[Parts] = []
    for state in GROUPS:
        if count := counts.get(state):
            values: dict[str, object] = {"count": Figure(count, "", ref, 0)}
            form, kind = "one" if count == 1 else "many", state_key(state)
            if state in MOVING:
                values["way"] = word(lang, f"count_{state}")
                kind = "moving" if state in MOVING[:2] else "undirected"
            pieces.append(compose(lang, f"sentence.count.{kind}.{form}", values))
    total = Figure(sum(counts.values()), "", ref, 0)
    values = {"total": total, "unit": unit, "distribution": joined(lang, pieces)}
    return compose(lang, "sentence.group", values)


def distribution(assessments: Iterable[Json]) -> Counter[str]:
    """How many of some assessments go which way (:func:`retning.answers.group_of`).

    >>> distribution([{"evidence": {"grade": ""}, "tendency": {"state": "cannot tell"}, "targets": []}])
    Counter({'no data': 1})
    """
    return Counter(
        group_of(one["evidence"]["grade"], one["tendency"]["state"], [t["state"] for t in one["targets"]])
        for one in assessments
    )
