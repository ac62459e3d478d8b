"""A plan's words through time: which wording held on a day, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from retning.plan.model import Element, Wording


@dataclass(frozen=True)
class Change:
    """A run of words of both wordings (``same``), only the old (``removed``) or only the new (``added``)."""

    kind: str
    text: str


def wording_on(element: Element, day: date) -> Wording | None:
    """The wording in force on a day; ``None`` before the first and after the end of the last.

    The first wording without a beginning holds from the start. A later wording without a beginning is known
    from a source without a date: it belongs to the history and is never in force, because nobody knows
    when.

    >>> old, new = Wording({"nb": "4 000 i året"}), Wording({"nb": "vekst"}, valid_from=date(2017, 1, 1))
    >>> wording_on(Element("6.1", "strategy", (old, new)), date(2016, 12, 31)).text["nb"]
    '4 000 i året'
    """
    found: Wording | None = None
    for number, wording in enumerate(element.wordings):
        begun = number == 0 if wording.valid_from is None else wording.valid_from <= day
        if begun:
            found = wording
    if found is not None and found.valid_to is not None and found.valid_to < day:
        return None  # the newest one ended: what it replaced does not come back by itself
    return found


def differences(old: str, new: str) -> tuple[Change, ...]:
    """The difference of two texts, word by word, in reading order.

    >>> [(c.kind, c.text) for c in differences("skal tilsvare vår andel", "skal nærme seg vår andel")]
    [('same', 'skal'), ('removed', 'tilsvare'), ('added', 'nærme seg'), ('same', 'vår andel')]
    """
    before, after = old.split(), new.split()
    changes: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            changes.append(Change("same", " ".join(before[a:b])))
            continue
        changes += _run("removed", before[a:b])
        changes += _run("added", after[c:d])
    return tuple(changes)


def _run(kind: str, words: Iterable[str]) -> list[Change]:
    text = " ".join(words)
    return [Change(kind, text)] if text else []
