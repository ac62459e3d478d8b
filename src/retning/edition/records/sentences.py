"""Sentences with their numbers linked to what they rest on, in all languages."""

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

from retning.edition.records.base import Record


class Quoted(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A number in a sentence as it is written, and the place in the sentence's ``refs`` of what it rests on.

    ``name``: it is no figure, but a name with a digit in it.
    """

    written: str
    ref: int
    name: bool = False


Spoken: TypeAlias = tuple[str | Quoted, ...]
"""The parts of a sentence in one language: words without digits, and numbers."""


class Sentence(Record, frozen=True, kw_only=True):
    """One sentence about a subject; ``kind`` tells what of it."""

    kind: str
    priority: int
    refs: tuple[str, ...] = ()
    """``series/…``, ``assessment/…``, ``demand/…``, ``rule/…``, ``indicator/…``, ``element/…`` or ``area/…``."""
    text: Mapping[str, Spoken]


class ElementSentences(Record, frozen=True):
    """``sentences.json``: the sentences of one plan element, group of elements, or of the whole (``plan``)."""

    subject: str
    sentences: tuple[Sentence, ...]


class OpeningSentence(Record, frozen=True, kw_only=True):
    """A sentence that opens a page, why it was chosen, and what it is about."""

    because: str
    about: str
    refs: tuple[str, ...] = ()
    text: Mapping[str, Spoken]


class Opening(Record, frozen=True, kw_only=True):
    """What opens the page of the whole (``plan/``), of a group of elements (``<id>/``) or of an area (``area/<id>``).

    ``found`` counts the candidates of each reason.
    """

    page: str
    found: Mapping[str, int]
    sentences: tuple[OpeningSentence, ...]


def plain_words(sentence: Sentence | OpeningSentence, lang: str) -> str:
    """A sentence as running text.

    >>> one = Sentence(kind="fact", priority=10, refs=("x",), text={"nb": ("Nådd i ", Quoted("2", 0), " år.")})
    >>> plain_words(one, "nb")
    'Nådd i 2 år.'
    """
    return "".join(part if isinstance(part, str) else part.written for part in sentence.text[lang])
