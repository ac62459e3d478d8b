"""What ``plan.toml`` may hold, declared once: levels, elements, wordings, and what stands outside the levels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from retning import hierarchy
from retning.plan.model import Element, FollowedOn, Level, Plan, Supply, Target, Text, Wording
from retning.plan.targets import TARGET
from retning.toml.kinds import ADDRESS, ALL_LANGUAGES, DAY, NAME, TEXT, Languages
from retning.toml.place import Place
from retning.toml.schema import Field, Maybe, TomlTable, Values, many

LONGEST_TITLE = 60
"""Characters: a title must fit one line of a list on a narrow screen."""

KINDS_OUTSIDE = (*hierarchy.FOUNDATION, hierarchy.OVERARCHING)
"""Kinds of elements that stand outside the levels of the plan."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """``[plan]``: what the plan as a whole is called, who owns it, and when it holds."""

    id: str
    title: Text
    owner: Text
    adopted: date | None
    valid_from: date | None
    valid_to: date | None
    source: str
    address: str


def _ends_after_beginning(head: Head, place: Place) -> None:
    if head.valid_from and head.valid_to and head.valid_from > head.valid_to:
        place.fault("dates_reversed", "valid_to", start=head.valid_from, end=head.valid_to)


HEAD = TomlTable(
    "plan",
    Field("id", TEXT, "the plan's own name, permanent", required=True),
    Field("title", ALL_LANGUAGES, "what the plan is called", required=True),
    Field("owner", ALL_LANGUAGES, "who has adopted it", required=True),
    Field("adopted", DAY, "the day it was adopted"),
    Field("valid_from", DAY, "the first day that it holds"),
    Field("valid_to", DAY, "the last day that it holds"),
    Field("source", TEXT, "where the text was read"),
    Field("address", ADDRESS, "where it can be read"),
    into=Head,
    heading="[plan]",
    check=_ends_after_beginning,
)

FOLLOWED_ON = TomlTable(
    "followed_on",
    Field("body", NAME, "who decided it", required=True),
    Field("date", DAY, "the day of the decision", required=True, to="decided"),
    Field("address", ADDRESS, "where the decision can be read", required=True),
    Field(
        "until",
        DAY,
        "the last day that the decision holds; without it the plan is followed until further notice",
    ),
    into=FollowedOn,
    about="A decision that the plan is followed on after its end.",
    heading="[[followed_on]]",
)

LEVEL = TomlTable(
    "level",
    Field("kind", TEXT, "your own word for the level; elements use it", required=True),
    Field("one", ALL_LANGUAGES, "what one of them is called", required=True),
    Field("many", ALL_LANGUAGES, "what several of them are called", required=True),
    into=Level,
    heading="[[level]]",
)


def _wording_in_order(wording: Wording, place: Place) -> None:
    if wording.valid_from and wording.valid_to and wording.valid_from > wording.valid_to:
        place.fault("dates_reversed", "to", start=wording.valid_from, end=wording.valid_to)


WORDING = TomlTable(
    "wording",
    Field("text", ALL_LANGUAGES, "the words", required=True),
    Field(
        "from",
        DAY,
        "the first day that they held; a later wording without it is history, never in force",
        to="valid_from",
    ),
    Field("to", DAY, "the last day that they held", to="valid_to"),
    Field("label", ALL_LANGUAGES, 'what the wording is called ("adopted 11 June 2010")'),
    Field("source", TEXT, "where it was read"),
    Field("address", ADDRESS, "where it can be read"),
    into=Wording,
    check=_wording_in_order,
)

SUPPLY = TomlTable(
    "supply",
    Field("who", ALL_LANGUAGES, "who could supply figures", required=True),
    Field("what", ALL_LANGUAGES, "what is missing", required=True),
    into=Supply,
)

_ELEMENT: tuple[Field[Any], ...] = (
    Field(
        "id",
        TEXT,
        'the plan\'s own number (`"4.7"`) or a short name; permanent, because addresses hold it',
        required=True,
    ),
    Field(
        "title",
        Languages(longest=LONGEST_TITLE, too_long="title_too_long"),
        f"a name of at most {LONGEST_TITLE} characters for lists",
        required=True,
    ),
    Field("text", ALL_LANGUAGES, "the words of the plan", must="or `wording`"),
    Field(
        "wording",
        many(WORDING),
        "instead of `text`, where the words have changed; in order of time",
        must="or `text`",
    ),
    Field("target", many(TARGET), "demands that no indicator measures; see [target types](target-types.md)"),
    Field("supply", Maybe(SUPPLY), 'an honest "no data yet"'),
)
_IN_HIERARCHY: tuple[Field[Any], ...] = (
    Field("kind", TEXT, "one of the levels", required=True),
    Field("parent", TEXT, "id of an element one level up", must="below the top level"),
)


def _element(values: Values, place: Place) -> Element:
    id = values["id"]
    return Element(
        id=id,
        kind=values.get("kind", ""),
        parent=values.get("parent") or None,
        wordings=values["wording"] or (Wording(values["text"]),),
        title=values["title"],
        targets=_targets(values["target"], place, id),
        supply=values["supply"],
        file=place.file,
        line=place.line(),
    )


def _targets(read: tuple[Target | None, ...], place: Place, element: str) -> tuple[Target, ...]:
    """The targets without a fault, as demands of the element; two main ones are a fault."""
    found: list[Target] = []
    for target, entry in zip(read, place.entries("target"), strict=True):
        if target is None:
            continue
        first = next((earlier for earlier in found if earlier.main), None)
        if target.main and first is not None:
            entry.fault("target_two_mains", "main", file=first.file, line=first.line)
        found.append(replace(target, element=element))
    return tuple(found)


def _element_is_whole(element: Element, place: Place) -> None:
    """One text or several wordings in order of time, and one main target at most."""
    wordings = place.entries("wording")
    if place.has("text") and wordings:
        place.fault("text_and_wordings", "wording")
    elif not place.has("text") and not wordings:
        place.fault("field_missing", field="text")
    newest: date | None = None
    for wording, entry in zip(element.wordings, wordings, strict=False):
        if wording.valid_from and newest and wording.valid_from < newest:
            entry.fault("wordings_disordered", "from", start=wording.valid_from, earlier=newest)
        newest = wording.valid_from or newest


def _outside(kind: str, about: str) -> TomlTable[Element]:
    """The declaration of the elements of one kind outside the levels."""
    return TomlTable(
        kind,
        *_ELEMENT,
        build=lambda values, place: replace(_element(values, place), kind=kind),
        about=about,
        named_by=("id",),
        heading=f"[[{kind}]]",
        check=_element_is_whole,
    )


PRINCIPLE = _outside("principle", "A principle of the plan's foundation.")
PRECONDITION = _outside("precondition", "What must be in place for the plan to work.")
OVERARCHING = _outside("overarching", "An overarching goal; usually there is one.")
ELEMENT = TomlTable(
    "element",
    *_ELEMENT,
    *_IN_HIERARCHY,
    build=_element,
    about="An element of the hierarchy: a goal, a strategy.",
    named_by=("id",),
    heading="[[element]]",
    check=_element_is_whole,
)


@dataclass(frozen=True, kw_only=True)
class PlanFile:
    """Everything in ``plan.toml``, before its tables are checked against each other."""

    head: Head
    levels: tuple[Level, ...]
    principles: tuple[Element, ...]
    preconditions: tuple[Element, ...]
    overarching: tuple[Element, ...]
    elements: tuple[Element, ...]
    followed_on: tuple[FollowedOn, ...]

    def plan(self, levels: tuple[Level, ...], elements: tuple[Element, ...]) -> Plan:
        """The plan with these levels and elements."""
        return Plan(
            id=self.head.id,
            title=self.head.title,
            owner=self.head.owner,
            adopted=self.head.adopted,
            valid_from=self.head.valid_from,
            valid_to=self.head.valid_to,
            source=self.head.source,
            address=self.head.address,
            levels=levels,
            principles=self.principles,
            preconditions=self.preconditions,
            overarching=self.overarching,
            elements=elements,
            followed_on=tuple(sorted(self.followed_on, key=lambda one: one.decided or date.max)),
        )


PLAN_FILE = TomlTable(
    "plan_file",
    Field("plan", HEAD, "the plan as a whole", required=True, to="head"),
    Field(
        "followed_on",
        many(FOLLOWED_ON, unique=("date", "body")),
        "decisions that the plan is followed on after its end",
    ),
    Field("level", many(LEVEL), "the levels of the hierarchy, from the top down", required=True, to="levels"),
    Field("principle", many(PRINCIPLE), "the principles of the foundation", to="principles"),
    Field(
        "precondition", many(PRECONDITION), "what must be in place for the plan to work", to="preconditions"
    ),
    Field("overarching", many(OVERARCHING), "the overarching goal, or several"),
    Field("element", many(ELEMENT), "goals and strategies, in the plan's own order", to="elements"),
    into=PlanFile,
    about="The plan word for word, and what it demands.",
)
