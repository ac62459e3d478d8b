"""A proposed plan as the text of ``plan.toml``, with remarks for the person who confirms it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from retning.language.texts import LANGUAGES, text
from retning.plan.proposal.model import Kind, LevelWord, Part, Proposal
from retning.plan.proposal.outline import LONGEST_TITLE
from retning.plan.proposal.suggest import suggested
from retning.toml.writing import as_comment, quoted, slug

_KINDS: tuple[Kind, ...] = ("principle", "precondition", "overarching", "element")


@dataclass(frozen=True)
class Head:
    """What is written at the top: the plan's name, its owner, and the file that the text came from."""

    title: str
    owner: str
    file: str


def plan_file(proposal: Proposal, head: Head, lang: str) -> str:
    """The whole file, with remarks in ``lang``. What :func:`retning.plan.load.read_plan` reads from it has no fault.

    >>> from retning.plan.proposal.structure import propose
    >>> written = plan_file(propose("Mål\\n1. Flere skal bo her."), Head("Planen", "Kommunen", "plan.txt"), "nb")
    >>> 'nb = "Flere skal bo her."' in written
    True
    """
    return (
        "\n".join([*_head(proposal, head, lang), *_parts(proposal, lang), *_left_over(proposal, lang)]) + "\n"
    )


def _head(proposal: Proposal, head: Head, lang: str) -> Iterator[str]:
    mark = " / ".join(
        text(other, "proposal.not_translated") for other in LANGUAGES if other != _own(proposal)
    )
    yield as_comment(text(lang, "proposal.head", file=head.file, mark=mark))
    counts = {f"{kind}s" if kind != "overarching" else kind: len(proposal.of_kind(kind)) for kind in _KINDS}
    yield as_comment(text(lang, "proposal.found", **counts))
    if proposal.language not in LANGUAGES:
        yield as_comment(text(lang, "proposal.no_such_language"))
    yield from ("", "[plan]", f"id = {quoted(slug(head.title) or 'plan')}")
    yield f"title = {_same(head.title)}"
    yield f"owner = {_same(head.owner)}"
    yield as_comment(text(lang, "proposal.days"))
    yield from ("# adopted = 2020-06-15", "# valid_from = 2020-06-15", "# valid_to = 2030-12-31")
    for word in proposal.levels:
        yield from ("", "[[level]]", f"kind = {quoted(word.key)}")
        for field, number in (("one", 0), ("many", 1)):
            yield f"{field} = {_each({'nb': word.nb[number], 'nn': word.nn[number], 'en': word.en[number]})}"


def _parts(proposal: Proposal, lang: str) -> Iterator[str]:
    parents = {part.parent for part in proposal.parts}
    for kind in _KINDS:
        for number, part in enumerate(proposal.of_kind(kind), 1):
            yield from ("", f"[[{kind}]]", f"id = {quoted(part.id)}")
            word = proposal.levels[part.level] if kind == "element" else None
            if word and not part.numbered:
                yield as_comment(text(lang, "proposal.ours"))
            if word:
                yield f"kind = {quoted(word.key)}"
            if part.parent:
                yield f"parent = {quoted(part.parent)}"
            yield f"title = {_each(_title(part, word, number, _own(proposal)))}"
            yield f"[{kind}.text]"
            for language in LANGUAGES:
                own = language == _own(proposal)
                before = "" if own else text(language, "proposal.not_translated") + " "
                yield f"{language} = {quoted(before + part.text)}"
            if kind == "overarching" or (word and part.id not in parents):
                yield from _target(part, lang)


def _target(part: Part, lang: str) -> Iterator[str]:
    """A demand that decides nothing, and what the words suggest instead."""
    if hint := suggested(part.text):
        yield as_comment(text(lang, "proposal.suggestion", words=hint.words, type=hint.type))
    yield from (f"[[{part.kind}.target]]", 'type = "not_measurable"')
    yield f"proposed = {_each({language: text(language, 'proposal.undecided') for language in LANGUAGES})}"


def _left_over(proposal: Proposal, lang: str) -> Iterator[str]:
    if proposal.left_over:
        yield ""
        yield as_comment(text(lang, "proposal.left_over"))
        for paragraph in proposal.left_over:
            yield from ("#", as_comment(paragraph))


def _title(part: Part, word: LevelWord | None, number: int, own: str) -> dict[str, str]:
    """A short name: the plan's own words in its language, what the part is and its number in the others."""
    titles = {}
    for language in LANGUAGES:
        if language == own:
            titles[language] = shortened(part.title or part.text)
        elif word:
            name = {"nb": word.nb, "nn": word.nn, "en": word.en}[language][0]
            titles[language] = shortened(f"{name[0].upper()}{name[1:]} {part.id}")
        else:
            titles[language] = text(language, f"proposal.{part.kind}", number=number)
    return titles


def shortened(words: str) -> str:
    """Words cut to the length of a title, where a word ends.

    >>> shortened("Regionen skal være " + "best " * 20)
    'Regionen skal være best best best best best best best best…'
    """
    words = " ".join(words.split())
    if len(words) <= LONGEST_TITLE:
        return words
    cut = textwrap.shorten(words, LONGEST_TITLE, placeholder="…")
    return cut if len(cut) > 1 else words[: LONGEST_TITLE - 1] + "…"


def _own(proposal: Proposal) -> str:
    """The language that the plan's words stand under."""
    return proposal.language if proposal.language in LANGUAGES else "nb"


def _same(words: str) -> str:
    return _each(dict.fromkeys(LANGUAGES, words))


def _each(texts: dict[str, str]) -> str:
    return "{ " + ", ".join(f"{language} = {quoted(words)}" for language, words in texts.items()) + " }"
