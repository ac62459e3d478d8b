"""What a sentence is made of: text without digits, and numbers that know what they rest on.

A number's ``ref`` is one of

- ``series/<indicator>/<area>/<line>/<period>``: a figure of the edition,
- ``assessment/<subject>/<area>``: what was computed about an indicator, a plan element or the whole (``plan``),
- ``demand/<element>``: what the plan's text demands,
- ``rule/<limit>``: a limit of the rule book,
- ``indicator/<id>``, ``element/<id>`` and ``area/<id>``: something that is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import TypeAlias

from retning.edition.records.sentences import Quoted, Spoken
from retning.language.numbers import with_unit
from retning.language.texts import LANGUAGES, has_text, text

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Figure:
    """A number in a sentence: its value, how to write it, and what it rests on."""

    value: float
    unit: str
    ref: str
    decimals: int | None = None
    sign: bool = False


@dataclass(frozen=True)
class Label:
    """Words that lead somewhere: a year or an id (a number), or a name (``name``)."""

    written: str
    ref: str
    name: bool = False


Parts: TypeAlias = list[str | Label]
"""A sentence or a piece of one, in one language."""

Piece: TypeAlias = str | Label | Parts
"""What can be put into a sentence."""

Values: TypeAlias = Mapping[str, Piece | Figure]
"""What fills the places of a template."""

InLanguage: TypeAlias = Callable[[str], Parts]
"""A sentence that can be said in any language."""


def compose(lang: str, key: str, values: Values) -> Parts:
    """A template of the catalogue with its places filled; figures and labels become parts of their own.

    Raises ``ValueError`` where a digit would stand in plain text: a number that leads nowhere is not let into a
    sentence.

    >>> compose("nb", "list.and", {"first": "a", "last": Figure(2, "", "series/x")})
    ['a og ', Label(written='2', ref='series/x', name=False)]
    """
    parts: Parts = []
    for before, name in _template(text(lang, key)):
        add(parts, before)
        if name is not None:
            value = values[name]
            add(parts, _written(value, lang) if isinstance(value, Figure) else value)
    return parts


@lru_cache(maxsize=2048)
def _template(template: str) -> tuple[tuple[str, str | None], ...]:
    """The words of a template, each followed by the name of a place (the last by ``None`` where words end it)."""
    return tuple((before, name) for before, name, _, _ in Formatter().parse(template))


def _written(figure: Figure, lang: str) -> Label:
    """A figure as it is written in the language."""
    written = with_unit(figure.value, figure.unit, lang, figure.decimals, sign=figure.sign)
    return Label(written, figure.ref)


def add(parts: Parts, piece: Piece) -> None:
    """Put a piece at the end of a sentence."""
    if isinstance(piece, list):
        for one in piece:
            add(parts, one)
    elif isinstance(piece, Label):
        parts.append(piece)
    else:
        if _DIGIT.search(piece):
            raise ValueError(f"a number that leads nowhere: {piece!r}")
        last = parts[-1] if parts else None
        if isinstance(last, str):
            parts[-1] = last + piece
        elif piece:
            parts.append(piece)


def named(words: str, ref: str) -> str | Label:
    """Words that may hold a digit ("per 1 000"): then, and only then, they lead to what they name.

    >>> named("Births", "indicator/x"), named("Group 2", "area/y").name
    ('Births', True)
    """
    return Label(words, ref, name=True) if _DIGIT.search(words) else words


def joined(lang: str, pieces: Sequence[Piece], last: str = "sentence.joint.last") -> Parts:
    """Pieces in a row: commas between, "and" before the last."""
    parts: Parts = []
    for n, piece in enumerate(pieces):
        if n:
            add(parts, text(lang, last if n == len(pieces) - 1 else "sentence.joint.comma"))
        add(parts, piece)
    return parts


def fills(lang: str, key: str, values: Values) -> bool:
    """Whether a template exists and every place in it has a value."""
    if not has_text(lang, key):
        return False
    return all(name in values for _, name in _template(text(lang, key)) if name)


def in_all_languages(said: InLanguage) -> tuple[tuple[str, ...], dict[str, Spoken]]:
    """What the numbers of a sentence rest on, each once, and its parts in each language pointing to it.

    >>> in_all_languages(lambda lang: ["to ", Label("2", "series/x")])[0]
    ('series/x',)
    """
    refs: dict[str, int] = {}
    texts: dict[str, Spoken] = {}
    for lang in LANGUAGES:
        texts[lang] = tuple(
            part
            if isinstance(part, str)
            else Quoted(part.written, refs.setdefault(part.ref, len(refs)), part.name)
            for part in said(lang)
        )
    return tuple(refs), texts
