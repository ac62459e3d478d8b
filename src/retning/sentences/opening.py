"""The three to five sentences that open a page, chosen by a fixed rule that treats good and bad alike.

The rule (platform-features.md, P6; published on the page of the method):

1. The first sentence tells how all parts are distributed, worst first.
2. Then come, in this order, the largest certain worsening and the largest certain improvement; a target lost and a
   target reached; a verdict that changed because published figures were revised; what is missing.
3. Is there room for more, the next worsening and improvement, and the next targets, follow in pairs.
4. Opposites are let in together. One comes alone only where there is no other of its kind to stand beside it.
5. There are never more good than bad sentences (nor more bad than good) unless the figures say so: the surplus is
   struck out again.
6. Where fewer than three sentences are found, small certain changes, changes that nobody has called good or bad,
   what stands still and what cannot be judged fill the room.

"Large" is a change a year of at least the smallest change that matters (declared by the indicator, or a share of
the level that the rules name). Size is measured in that unit, so that persons, per cent and kroner can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retning.answers import TendencyState
from retning.edition.records.assessments import Assessment
from retning.edition.records.sentences import Opening, OpeningSentence
from retning.language.texts import text
from retning.sentences.context import Context
from retning.sentences.grammar import distributed, distribution
from retning.sentences.opposites import TARGETS, word
from retning.sentences.parts import Figure, InLanguage, Label, Parts, Piece, compose, in_all_languages, joined
from retning.sentences.series import slope_values
from retning.sentences.series import tendency as spoken_tendency
from retning.sentences.targets import target
from retning.statistics.rules.model import Rules

MOST, LEAST = 5, 3
"""How many sentences open a page, the distribution among them."""

FIRST = (("worsening", "improvement"), ("target_lost", "target_reached"), ("revised",), ("missing",))
"""Reasons for a sentence in order of priority; what stands together is let in together."""
NEXT = FIRST[:2]
FILLING = (("small_worsening", "small_improvement"), ("fall", "rise"), ("flat",), ("uncertain",))

GOOD = frozenset({"improvement", "target_reached", "small_improvement"})
BAD = frozenset({"worsening", "target_lost", "small_worsening"})

_MOVES: Mapping[TendencyState, str] = {
    "improving": "improvement",
    "worsening": "worsening",
    "increasing": "rise",
    "decreasing": "fall",
}
_TOLD = ("target_reached", "target_lost")
_NAMED = 3  # so many elements without figures are named before "and so many more"


@dataclass(frozen=True)
class Candidate:
    """A sentence that could open a page: why, how large, about what."""

    because: str
    size: float
    about: str
    said: InLanguage


def openings(context: Context, rules: Rules) -> tuple[Opening, ...]:
    """The opening of every page: the whole plan (``plan/``), each group of elements, each area that has figures.

    >>> openings(context, rules)[0].sentences[0].because  # doctest: +SKIP
    'distribution'
    """
    rows = [_page_of_elements(context, "plan", context.leaves(), rules)]
    rows += [_page_of_elements(context, id, context.leaves(id), rules) for id in sorted(context.plan.groups)]
    by_area: dict[str, list[Assessment]] = {}
    for one in context.draft.assessed():
        if one.subject in context.indicators:
            by_area.setdefault(one.area, []).append(one)
    rows += [_page_of_area(context, area, listed, rules) for area, listed in sorted(by_area.items())]
    return tuple(row for row in rows if row is not None)


def choose(candidates: Sequence[Candidate], room: int = MOST - 1, least: int = LEAST - 1) -> list[Candidate]:
    """Which candidates open a page (rules 2 to 6). Pure: the same for every page and subject.

    ``room`` is how many there is room for, ``least`` how many there should be. Turning every candidate into its
    opposite turns the choice into its opposite.

    >>> one = Candidate("improvement", 2.0, "a", lambda lang: [])
    >>> [c.because for c in choose([one])]
    ['improvement']
    """
    left: dict[str, list[Candidate]] = {}
    for one in sorted(candidates, key=lambda c: -c.size):  # stable: the plan's order among equals
        left.setdefault(one.because, []).append(one)
    chosen: list[Candidate] = []

    def let_in(groups: Sequence[tuple[str, ...]], most: int) -> None:
        for group in groups:
            here = [left[name][0] for name in group if left.get(name)]
            if here and len(chosen) + len(here) <= most:
                chosen.extend(here)
                for one in here:
                    left[one.because].pop(0)

    let_in(FIRST, room)
    let_in(NEXT, room)
    chosen = _balanced(chosen, candidates)
    for group in FILLING:
        if len(chosen) < least:
            let_in((group,), room)
    chosen = _balanced(chosen, candidates)
    order = [name for group in (*FIRST, *FILLING) for name in group]
    return sorted(chosen, key=lambda c: order.index(c.because))


def _balanced(chosen: list[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """The choice without a surplus on one side that the candidates themselves do not have."""
    for side, other in ((GOOD, BAD), (BAD, GOOD)):
        if _count(candidates, side) > _count(candidates, other):
            continue
        while _count(chosen, side) > _count(chosen, other):
            last = max(i for i, one in enumerate(chosen) if one.because in side)
            chosen = chosen[:last] + chosen[last + 1 :]
    return chosen


def _count(listed: Sequence[Candidate], side: frozenset[str]) -> int:
    return sum(one.because in side for one in listed)


# Pages


def _page(
    page: str, about: str, summary: InLanguage, total: int, candidates: Sequence[Candidate]
) -> Opening | None:
    if not total:
        return None
    found: dict[str, int] = {}
    for one in candidates:
        found[one.because] = found.get(one.because, 0) + 1
    chosen = [Candidate("distribution", 0.0, about, summary), *choose(candidates)]
    return Opening(page=page, found=found, sentences=tuple(_sentence(one) for one in chosen))


def _sentence(one: Candidate) -> OpeningSentence:
    refs, texts = in_all_languages(one.said)
    return OpeningSentence(because=one.because, about=one.about, refs=refs, text=texts)


def _page_of_elements(context: Context, subject: str, ids: Sequence[str], rules: Rules) -> Opening | None:
    answers = context.draft.assessments
    judged = [id for id in ids if id in answers]
    counts = distribution(answers[id] for id in judged)
    total, ref = sum(counts.values()), f"assessment/{subject}/"
    found: list[Candidate] = []
    for id in judged:
        one = answers[id]
        indicator = context.measured_by(one)
        if indicator is not None and one.evidence.grade:
            found += _of_tendency(context, one, indicator, id, rules)
            found += _of_revision(context, indicator, one.area, id)
        found += _of_target(context, id, one)
    empty = [id for id in judged if distribution([answers[id]])["no data"]]
    if empty:
        found.append(Candidate("missing", 0.0, subject, lambda lang: _missing(context, lang, empty)))
    return _page(
        f"{subject}/",
        subject,
        lambda lang: distributed(lang, counts, context.level(lang, total), ref),
        total,
        found,
    )


def _page_of_area(
    context: Context, area: str, assessments: Sequence[Assessment], rules: Rules
) -> Opening | None:
    ref = f"area/{area}"
    judged = [context.as_on_page("area", area, one) for one in assessments]
    counts = distribution(judged)
    total = sum(counts.values())
    found: list[Candidate] = []
    for one in judged:
        found += _of_tendency(context, one, one.subject, "", rules)
        found += _of_revision(context, one.subject, area, "")
    for id in context.leaves():
        verdict = context.draft.assessments.get(id)
        if verdict is not None and verdict.area == area:
            found += _of_target(context, id, verdict)
    lacking = len(context.indicators) - total
    if lacking:
        values: dict[str, Piece | Figure] = {
            "count": Figure(lacking, "", ref, 0),
            "total": Figure(len(context.indicators), "", ref, 0),
        }
        found.append(
            Candidate(
                "missing",
                0.0,
                area,
                lambda lang: compose(
                    lang, "sentence.opening.missing_area", {**values, "area": context.area(lang, area)}
                ),
            )
        )
    form = "one" if total == 1 else "many"
    return _page(
        f"area/{area}",
        "area",
        lambda lang: distributed(lang, counts, text(lang, f"sentence.indicators.{form}"), ref),
        total,
        found,
    )


# Candidates


def _of_tendency(
    context: Context, one: Assessment, indicator: str, element: str, rules: Rules
) -> Iterator[Candidate]:
    """What one tested tendency could say."""
    tested = one.tendency
    about = element or indicator

    def told(form: str, moving: str = "") -> InLanguage:
        def said(lang: str) -> Parts:
            values = slope_values(lang, one, indicator, context.indicators[indicator].unit)
            values |= {"what": context.what(lang, indicator), "area": context.area(lang, one.area)}
            if moving:
                values["moving"] = word(lang, moving)
            if form == "uncertain":
                values["told"] = spoken_tendency(context, lang, one, indicator)
            return _about(context, lang, element, compose(lang, f"sentence.opening.{form}", values))

        return said

    if tested.state in _MOVES and tested.slope is not None:
        smallest = smallest_change(context, one, indicator, rules)
        size = abs(tested.slope) / (smallest or abs(tested.slope) or 1.0)
        because = _MOVES[tested.state]
        if size < 1 and because in ("improvement", "worsening"):
            because = f"small_{because}"
        yield Candidate(because, size, about, told("moving", f"count_{tested.state}"))
    elif tested.state == "flat" and tested.slope is not None:
        yield Candidate("flat", float(tested.n), about, told("flat"))
    elif tested.n:
        yield Candidate("uncertain", float(tested.n), about, told("uncertain"))


def smallest_change(context: Context, one: Assessment, indicator: str, rules: Rules) -> float:
    """The smallest change a year that matters: declared, or the share of the level that the rule book names."""
    declared = context.indicators[indicator].smallest_change
    if declared is not None:
        return float(declared)
    return rules.smallest_share * context.draft.gist(indicator, one.area).level


def _of_target(context: Context, id: str, one: Assessment) -> Iterator[Candidate]:
    """A clear verdict on the main target: reached, or not."""
    if not one.targets:
        return
    state = one.targets[0].state
    element = context.elements[id]
    for pair in TARGETS:
        for because, wanted in zip(_TOLD, pair, strict=True):
            if state == wanted:
                yield Candidate(
                    because,
                    0.0,
                    id,
                    lambda lang: _about(context, lang, id, target(context, lang, element, one, 0, why=False)),
                )


def _of_revision(context: Context, indicator: str, area: str, element: str) -> Iterator[Candidate]:
    """A verdict that the same years no longer give, because the publisher changed the figures."""
    revised = context.draft.gist(indicator, area).revised
    if revised is None:
        return
    then, now = revised

    def said(lang: str) -> Parts:
        values: dict[str, Piece | Figure] = {
            "what": context.what(lang, indicator),
            "area": context.area(lang, area),
            "then": text(lang, f"way.{then}"),
            "now": text(lang, f"way.{now}"),
        }
        return _about(context, lang, element, compose(lang, "sentence.opening.revised", values))

    yield Candidate("revised", 0.0, element or indicator, said)


def _missing(context: Context, lang: str, ids: Sequence[str]) -> Parts:
    """Which elements have no figures at all: the first few by name, the rest counted."""
    pieces: list[Piece] = [Label(id, f"element/{id}") for id in ids[:_NAMED]]
    if len(ids) > _NAMED:
        more = Figure(len(ids) - _NAMED, "", f"element/{ids[_NAMED]}", 0)
        form = "one" if len(ids) == _NAMED + 1 else "many"
        pieces.append(compose(lang, f"sentence.opening.more.{form}", {"count": more}))
    values: dict[str, Piece | Figure] = {"elements": joined(lang, pieces, "sentence.joint.and")}
    return compose(lang, "sentence.opening.missing", values)


def _about(context: Context, lang: str, id: str, said: Parts) -> Parts:
    """A sentence with the element of the plan that it is about before it."""
    if not id:
        return said
    unit = context.level(lang, 1)
    values: dict[str, Piece | Figure] = {
        "unit": unit[:1].upper() + unit[1:],
        "element": Label(id, f"element/{id}"),
        "said": said,
    }
    return compose(lang, "sentence.opening.about", values)
