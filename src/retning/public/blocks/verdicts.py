"""Blocks about plan elements: their verdict in a row, and the distribution of a goal's parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from retning.answers import GROUPS, Grade, Group, Nothing, Status, TendencyState, group_of
from retning.edition.records.assessments import Assessment
from retning.edition.records.plan import Element
from retning.public.context import Page
from retning.public.model import Model


class ElementRow(Model, frozen=True, kw_only=True):
    """One plan element as a row of a list."""

    id: str
    title: str
    text: str
    address: str
    way: Group
    direction: Group | TendencyState
    target: Status | Literal["no target"]
    evidence: Grade | Nothing


class CountedElement(Model, frozen=True):
    """An element among those that go one way."""

    id: str
    address: str


class Piece(Model, frozen=True):
    """How many elements go one way, and which."""

    way: Group
    elements: tuple[CountedElement, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.elements)


def group(assessment: Assessment | None) -> Group:
    """In which group the answer about a plan element is counted."""
    if assessment is None:
        return "no data"
    states = [target.state for target in assessment.targets]
    measured = assessment.measured_by != ""
    awaited = bool(assessment.indicators)
    return group_of(assessment.evidence.grade, assessment.tendency.state, states, measured, awaited)


def direction(assessment: Assessment | None) -> Group | TendencyState:
    """Which way the figures that measure an element go; without such figures the group that it is counted in."""
    if assessment is None or not assessment.evidence.grade or not assessment.measured_by:
        return group(assessment)
    return assessment.tendency.state


def row(page: Page, element: Element) -> ElementRow:
    """One plan element as a row of a list."""
    assessment = page.edition.assessment(element.id)
    status = page.edition.status.get(element.id)
    target = status.target_status if status else None
    return ElementRow(
        id=element.id,
        title=page.pick(element.title) or page.pick(element.text),
        text=page.pick(element.text),
        address=page.url("element", element.id),
        way=group(assessment),
        direction=direction(assessment),
        target=target.state if target else "no target",
        evidence=assessment.evidence.grade if assessment else "",
    )


def distribution(page: Page, elements: Iterable[Element]) -> tuple[Piece, ...]:
    """How many elements go which way, as the pieces of a bar, the worst first."""
    groups: dict[Group, list[CountedElement]] = {}
    for element in elements:
        counted = CountedElement(element.id, page.url("element", element.id))
        groups.setdefault(group(page.edition.assessment(element.id)), []).append(counted)
    return tuple(Piece(state, tuple(groups[state])) for state in GROUPS if state in groups)
