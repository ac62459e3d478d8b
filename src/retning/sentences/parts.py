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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any

from retning.language.numbers import with_unit
from retning.language.texts import has_text, text

Parts = list[Any]

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


def compose(lang: str, key: str, values: Mapping[str, object]) -> Parts:
    """A template of the catalogue with its places filled; figures and labels become parts of their own.

    A value is a :class:`Figure`, a :class:`Label`, a list of parts, or plain words. Raises ``ValueError`` where a
    digit would stand in plain text: a number that leads nowhere is not let into a sentence.

    >>> compose("nb", "list.and", {"first": "a", "last": Figure(2, "", "series/x")})
    ['a og ', {'number': '2', 'ref': 'series/x'}]
    """
    parts: Parts = []
    for before, name, _, _ in Formatter().parse(text(lang, key)):
        add(parts, before)
        if name is not None:
            value = values[name]
            add(parts, _counted(value, lang) if isinstance(value, Figure) else value)
    return parts


def _counted(figure: Figure, lang: str) -> Label:
    """A figure as it is written in the language."""
    written = with_unit(figure.value, figure.unit, lang, figure.decimals, sign=figure.sign)
    return Label(written, figure.ref)


def add(parts: Parts, piece: object) -> None:
    """Put a piece at the end of a sentence: words, a label, or a list of finished parts."""
    if isinstance(piece, list):
        for one in piece:
            if isinstance(one, dict):
                parts.append(one)
            else:
                add(parts, one)
    elif isinstance(piece, Label):
        parts.append(_labelled(piece))
    else:
        words = str(piece)
        if _DIGIT.search(words):
            raise ValueError(f"a number that leads nowhere: {words!r}")
        if parts and isinstance(parts[-1], str):
            parts[-1] += words
        elif words:
            parts.append(words)


def _labelled(label: Label) -> dict[str, Any]:
    part: dict[str, Any] = {"number": label.written, "ref": label.ref}
    return {**part, "name": True} if label.name else part


def named(words: str, ref: str) -> str | Label:
    """Words that may hold a digit ("per 1 000"): then, and only then, they lead to what they name.

    >>> named("Births", "indicator/x"), named("Group 2", "area/y").name
    ('Births', True)
    """
    return Label(words, ref, name=True) if _DIGIT.search(words) else words


def joined(lang: str, pieces: Sequence[object], last: str = "sentence.joint.last") -> Parts:
    """Pieces in a row: commas between, "and" before the last."""
    parts: Parts = []
    for n, piece in enumerate(pieces):
        if n:
            add(parts, text(lang, last if n == len(pieces) - 1 else "sentence.joint.comma"))
        add(parts, piece)
    return parts


def fills(lang: str, key: str, values: Mapping[str, object]) -> bool:
    """Whether a template exists and every place in it has a value."""
    if not has_text(lang, key):
        return False
    return all(name in values for _, name, _, _ in Formatter().parse(text(lang, key)) if name)
