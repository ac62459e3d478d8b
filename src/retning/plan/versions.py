"""A plan through time: which wording held on a day, what changed between two, and until when the plan is followed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from retning.plan.model import Element, FollowedOn, Plan, Wording


@dataclass(frozen=True)
class WordRun:
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


def known_on(plan: Plan, day: date) -> Plan:
    """The plan without decisions to follow it on that were made after a day."""
    return replace(plan, followed_on=tuple(one for one in plan.followed_on if one.decided <= day))


def followed_on_by(plan: Plan, day: date) -> FollowedOn | None:
    """The decision by which the plan is followed on a day after its end; ``None`` where it is in force, or followed no more.

    Of several that hold the newest counts. A decision may have been made later than the day: who asks what was known then
    gives the plan of :func:`known_on`.

    >>> longer = FollowedOn(body={"nb": "Rådet"}, decided=date(2021, 3, 1), address="https://example.org", until=None)
    >>> plan = Plan("p", {}, {}, None, None, date(2020, 12, 31), (), (), (), (), (), followed_on=(longer,))
    >>> followed_on_by(plan, date(2021, 1, 1)) == longer, followed_on_by(plan, date(2020, 12, 31))
    (True, None)
    """
    if plan.valid_to is None or day <= plan.valid_to:
        return None
    holding = [one for one in plan.followed_on if one.until is None or one.until >= day]
    return max(holding, key=lambda one: one.decided, default=None)


def followed_until(plan: Plan) -> date | None:
    """The last day that the plan is followed; ``None`` where nothing ends it."""
    last = plan.valid_to
    for one in plan.followed_on:
        if last is None or one.until is None:
            return None
        last = max(last, one.until)
    return last


def differences(old: str, new: str) -> tuple[WordRun, ...]:
    """The difference of two texts, word by word, in reading order.

    >>> [(c.kind, c.text) for c in differences("skal tilsvare vår andel", "skal nærme seg vår andel")]
    [('same', 'skal'), ('removed', 'tilsvare'), ('added', 'nærme seg'), ('same', 'vår andel')]
    """
    before, after = old.split(), new.split()
    changes: list[WordRun] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            changes.append(WordRun("same", " ".join(before[a:b])))
            continue
        changes += _run("removed", before[a:b])
        changes += _run("added", after[c:d])
    return tuple(changes)


def _run(kind: str, words: Iterable[str]) -> list[WordRun]:
    text = " ".join(words)
    return [WordRun(kind, text)] if text else []
