"""A proposed plan as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["principle", "precondition", "overarching", "element"]
Language = Literal["nb", "nn", "en", "sv"]


@dataclass(frozen=True)
class LevelWord:
    """What the elements of a level are called: one and several, by language, and the key of the level in ``plan.toml``."""

    key: str
    nb: tuple[str, str]
    nn: tuple[str, str]
    en: tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the plan as it was found.

    ``level`` counts from the top (-1 outside the levels), ``title`` is the plan's own heading where it has one, ``numbered`` says
    whether the plan itself gives the id, ``line`` is where it begins in the text.
    """

    kind: Kind
    id: str
    text: str
    line: int
    parent: str | None = None
    level: int = -1
    title: str = ""
    numbered: bool = True


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Everything that was found in a plan's text. ``left_over``: paragraphs that have no place in it."""

    title: str
    language: Language
    levels: tuple[LevelWord, ...]
    parts: tuple[Part, ...]
    left_over: tuple[str, ...] = ()

    def of_kind(self, kind: Kind) -> tuple[Part, ...]:
        """The parts of a kind, in the plan's order."""
        return tuple(part for part in self.parts if part.kind == kind)
