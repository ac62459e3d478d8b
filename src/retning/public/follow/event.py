"""What an event is: something that happened on a day, to somebody, in words of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import ClassVar, Self

import msgspec

from retning.edition.edition import Edition
from retning.edition.records.base import JsonValue
from retning.public.context import Page


class Scope(msgspec.Struct, frozen=True):
    """What a reader follows: one indicator, one element of the plan or one area; everything where all are empty."""

    indicator: str = ""
    element: str = ""
    area: str = ""


EVERYTHING = Scope()


def everything(id: str) -> Scope:
    """The events of a feed that leaves nothing out."""
    return EVERYTHING


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened on a day (an ISO date).

    ``key`` says which, by its content, and never changes; ``indicators``, ``elements`` and ``areas`` say whom it
    is about. A kind of event is a subclass: what its words are made of, and the words.
    """

    kind: ClassVar[str]
    """What feeds call the kind, and the end of its heading's key (``since.<kind>``)."""

    day: str
    key: str
    indicators: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()

    @classmethod
    def all_of(cls, edition: Edition) -> Iterator[Self]:
        """Every event of the kind that an edition knows of."""
        raise NotImplementedError

    def title(self, page: Page) -> str:
        """What happened, in one line."""
        raise NotImplementedError

    def address(self, page: Page) -> str:
        """Where a reader sees more: what it is about, or the page that shows all of its kind."""
        raise NotImplementedError

    def lines(self, page: Page, scope: Scope = EVERYTHING) -> list[str]:
        """What happened, sentence by sentence, for a reader who follows ``scope``."""
        raise NotImplementedError

    def concerns(self, scope: Scope) -> bool:
        """Whether it is about what a reader follows."""
        if scope.indicator:
            return scope.indicator in self.indicators
        if scope.element:
            return scope.element in self.elements
        return not scope.area or scope.area in self.areas


def digest(value: JsonValue) -> str:
    """A short name for any content: the same content, the same name."""
    written = json.dumps(value, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(written).hexdigest()[:12]


def elements_of(edition: Edition, indicators: Iterable[str]) -> tuple[str, ...]:
    """Plan elements that indicators inform."""
    known = [edition.indicators[i] for i in indicators if i in edition.indicators]
    return tuple(dict.fromkeys(e for i in known for e in (*i.serves, *i.proxy_for)))


def subject_name(page: Page, subject: str) -> str:
    """The name of a plan element (with its id) or of an indicator."""
    edition = page.edition
    if subject in edition.elements:
        return f"{subject} {page.pick(edition.elements[subject].title)}"
    return page.pick(edition.indicators[subject].title) if subject in edition.indicators else subject


def subject_address(page: Page, subject: str) -> str:
    """The page of a plan element or an indicator."""
    if subject in page.edition.indicators:
        return page.url("indicator", subject)
    return page.element_url(subject) if subject in page.edition.elements else page.url("changes")
