"""Every sentence of an edition: about each indicator and area, each plan element, each goal and the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from retning.answers import GROUPS, Group, group_of
from retning.edition.records.assessments import Assessment
from retning.edition.records.parts import AreaPart
from retning.edition.records.plan import Element
from retning.edition.records.sentences import ElementSentences, Sentence
from retning.language.texts import state_key
from retning.sentences.context import Context, sentence
from retning.sentences.forecast import of_forecast
from retning.sentences.opposites import word
from retning.sentences.parts import Figure, InLanguage, Parts, Piece, compose, joined
from retning.sentences.series import of_series
from retning.sentences.targets import target


def of_area(context: Context, indicator: str, part: AreaPart) -> tuple[Sentence, ...]:
    """The sentences about an indicator in an area, in order of priority and kind.

    >>> [s.kind for s in of_area(context, "growth", part)]  # doctest: +SKIP
    ['fact', 'tendency', 'forecast', 'evidence']
    """
    found: list[Sentence] = []
    if part.assessment is not None:
        found += of_series(context, part.assessment, indicator)
    main = part.line("main")
    if main is not None and main.forecast is not None:
        found.append(of_forecast(context, indicator, part.area, main.line, main.forecast))
    return tuple(sorted(found, key=_order))


def of_elements(context: Context) -> tuple[ElementSentences, ...]:
    """The sentences about each plan element, each group of them and the whole (``plan``), in order of subjects.

    >>> of_elements(context)[0].subject  # doctest: +SKIP
    '1.1'
    """
    found: dict[str, list[Sentence]] = {}
    for element in context.elements.values():
        one = context.draft.assessments.get(element.id)
        if one is not None:
            found[element.id] = list(_of_element(context, element, one))
    for id in context.plan.groups:
        found.setdefault(id, []).extend(_group(context, id, context.leaves(id)))
    found.setdefault("plan", []).extend(_group(context, "plan", context.leaves()))
    return tuple(
        ElementSentences(subject, tuple(sorted(said, key=_order)))
        for subject, said in sorted(found.items())
        if said
    )


def _order(one: Sentence) -> tuple[int, str]:
    return one.priority, one.kind


def _of_element(context: Context, element: Element, one: Assessment) -> Iterator[Sentence]:
    indicator = context.measured_by(one)
    if indicator is not None:
        yield from of_series(context, one, indicator)
    for n in range(len(one.targets)):
        yield sentence(f"target.{n}", 5 if n == 0 else 30 + n, _target(context, element, one, n))
    if one.reasons:
        yield sentence("reasons", 50, _reasons(context, element, one))


def _target(context: Context, element: Element, one: Assessment, n: int) -> InLanguage:
    return lambda lang: target(context, lang, element, one, n)


def _reasons(context: Context, element: Element, one: Assessment) -> InLanguage:
    ref, demand = f"assessment/{element.id}/{one.area}", f"demand/{element.id}"
    return lambda lang: context.reasons(lang, one.reasons, ref, demand)


def _group(context: Context, subject: str, ids: Sequence[str]) -> Iterator[Sentence]:
    answers = context.draft.assessments
    counts = distribution(answers[id] for id in ids if id in answers)
    if counts:
        total = sum(counts.values())
        ref = f"assessment/{subject}/"
        yield sentence(
            "distribution", 1, lambda lang: distributed(lang, counts, context.level(lang, total), ref)
        )


def distributed(lang: str, counts: Mapping[Group, int], unit: str, ref: str) -> Parts:
    """How many of some things go which way, worst first."""
    pieces: list[Piece] = []
    for state in GROUPS:
        if count := counts.get(state):
            values: dict[str, Piece | Figure] = {"count": Figure(count, "", ref, 0)}
            form, kind = "one" if count == 1 else "many", state_key(state)
            if state in ("right way", "wrong way"):
                values["way"], kind = word(lang, f"count_{state}"), "verdict"
            elif state in ("increasing", "decreasing"):
                values["way"], kind = word(lang, f"count_{state}"), "undirected"
            pieces.append(compose(lang, f"sentence.count.{kind}.{form}", values))
    total = Figure(sum(counts.values()), "", ref, 0)
    return compose(
        lang, "sentence.group", {"total": total, "unit": unit, "distribution": joined(lang, pieces)}
    )


def distribution(assessments: Iterable[Assessment]) -> Counter[Group]:
    """How many of some assessments go which way (:func:`retning.answers.group_of`).

    >>> from retning.edition.records.assessments import Evidence, Tendency
    >>> one = Assessment(subject="x", area="", tendency=Tendency(state="cannot tell", n=0), evidence=Evidence())
    >>> distribution([one])
    Counter({'no data': 1})
    """
    return Counter(
        group_of(
            one.evidence.grade,
            one.tendency.state,
            [t.state for t in one.targets],
            one.measured_by != "",
            bool(one.indicators),
        )
        for one in assessments
    )
