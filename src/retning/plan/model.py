"""The plan as data: what the text says, word for word, and what it demands.

Plain frozen dataclasses. Nothing here reads files (see :mod:`retning.plan.load`) or judges anything (see
:mod:`retning.statistics.assessment`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from retning.hierarchy import children, judged, leaves

Text = Mapping[str, str]
"""A text by language code: ``{"nb": …, "nn": …, "en": …}``. ``nb`` is always there."""


@dataclass(frozen=True)
class TargetType:
    """One of the fourteen ways in which a plan's text can demand something (methods.md 1.6)."""

    code: str  # "T8"
    name: str  # "minimum", the word used in files
    required: tuple[str, ...]  # fields that a target of this type must state
    allowed: tuple[str, ...] = ()  # further fields that mean something for it

    @property
    def label(self) -> str:
        """Code and name as in lists: ``T8 MINIMUM``."""
        return f"{self.code} {self.name.upper()}"


@dataclass(frozen=True)
class Reading:
    """One way to understand an ambiguous target ("7.5 % above": points, a factor, or a level).

    ``values`` overrides fields of the target it belongs to. Exactly one reading is the main one.
    """

    id: str
    text: Text
    values: Mapping[str, object] = field(default_factory=dict)
    main: bool = False


@dataclass(frozen=True)
class Target:
    """What one plan element demands, as data.

    ``element`` is the plan element's id, ``indicator`` the id of the indicator that the target is about
    (``None`` where nothing measures it), ``values`` the fields of the type (``value``, ``from``, ``to``,
    ``benchmark``, …), ``line`` and ``file`` where it was written.
    """

    element: str
    type: TargetType
    values: Mapping[str, object]
    indicator: str | None = None
    readings: tuple[Reading, ...] = ()
    note: Text = field(default_factory=dict)
    decided: Text = field(default_factory=dict)  # who decided the reading, when
    file: str = ""
    line: int = 0
    main: bool = False  # the demand that gives the element its type where it has several
    indicator_missing: bool = False  # the demand is real, but no figures measure it: its status is "no data"


@dataclass(frozen=True)
class Supply:
    """An honest "no data yet": what is missing, who could supply it, and how."""

    who: Text
    what: Text


@dataclass(frozen=True)
class Wording:
    """The text of an element as it stood from a date, and who decided or published it."""

    text: Text
    valid_from: date | None = None
    valid_to: date | None = None
    label: Text = field(default_factory=dict)  # "adopted 11 June 2010", "about 2017"
    source: str = ""
    address: str = ""


@dataclass(frozen=True)
class Element:
    """Anything in the plan with an id: principle, precondition, overarching goal, goal or strategy.

    ``kind`` is one of ``principle``, ``precondition``, ``overarching``, or the name of one of the plan's
    own levels (``goal``, ``strategy``, …). ``wordings`` are in order of time; the last one without an end
    is in force. ``level`` counts the plan's levels from 0; it is -1 for elements outside the hierarchy.
    """

    id: str
    kind: str
    wordings: tuple[Wording, ...]
    parent: str | None = None
    level: int = -1
    title: Text = field(default_factory=dict)  # a short name for lists and headings
    targets: tuple[Target, ...] = ()
    supply: Supply | None = None
    file: str = ""
    line: int = 0

    @property
    def text(self) -> Text:
        """The wording that the plan was adopted with (the first one)."""
        return self.wordings[0].text


@dataclass(frozen=True)
class Level:
    """One level of the plan's hierarchy and what its elements are called."""

    kind: str
    one: Text  # "mål"
    many: Text  # "mål"


@dataclass(frozen=True, kw_only=True)
class FollowedOn:
    """A decision that a plan is followed on after its end: who decided it, when, and where that can be read.

    ``until`` is the last day that the decision holds; ``None``: until something else is decided.
    """

    body: Text
    decided: date
    address: str
    until: date | None = None


@dataclass(frozen=True)
class Plan:
    """A plan: its foundation, preconditions, overarching goal and hierarchy of any depth."""

    id: str
    title: Text
    owner: Text
    adopted: date | None
    valid_from: date | None
    valid_to: date | None
    levels: tuple[Level, ...]
    principles: tuple[Element, ...]
    preconditions: tuple[Element, ...]
    overarching: tuple[Element, ...]  # usually one; none is allowed
    elements: tuple[Element, ...]  # the hierarchy, in the plan's own order
    source: str = ""
    address: str = ""
    followed_on: tuple[FollowedOn, ...] = ()  # in order of their dates

    def everything(self) -> Iterator[Element]:
        """Every element: principles, preconditions, overarching goal, then the hierarchy."""
        yield from self.principles
        yield from self.preconditions
        yield from self.overarching
        yield from self.elements

    def element(self, id: str) -> Element:
        """The element with this id. Raises ``KeyError`` when there is none."""
        for element in self.everything():
            if element.id == id:
                return element
        raise KeyError(id)

    def children(self, id: str | None) -> tuple[Element, ...]:
        """Elements directly below ``id`` (``None``: the top level), in the plan's order."""
        return children(self.elements, id)

    def leaves(self, id: str | None) -> tuple[Element, ...]:
        """Elements below ``id`` at any depth that have nothing below them, in the plan's order."""
        return leaves(self.elements, id)

    @property
    def judged(self) -> tuple[Element, ...]:
        """What gets a row of status: the overarching goal and every element with nothing below it."""
        return judged(self.overarching, self.elements)
