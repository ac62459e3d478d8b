"""What those who are responsible think, beside what the numbers show (pattern P5)."""

from __future__ import annotations

from retning.answers import OwnState
from retning.edition.records.followup import Statement
from retning.public.context import Page
from retning.public.model import Model
from retning.public.passages import passage
from retning.public.view import Passage


class Card(Model, frozen=True, kw_only=True):
    """One statement: what its body thinks and why, on which day, and where it says so ("": nowhere public)."""

    state: OwnState
    text: Passage
    body: str
    day: str
    address: str
    stale: bool
    """More than twelve months old: its state no longer counts."""


class Statements(Model, frozen=True):
    """The statement that stands about a plan element (``None`` where nobody has made one), and the earlier ones."""

    now: Card | None
    earlier: tuple[Card, ...]
    differs: bool
    """Whether it and the computed answer are on opposite sides."""


def statements(page: Page, element: str) -> Statements:
    """What has been said of a plan element."""
    rows = [one for one in page.edition.statements if one.element == element]
    return Statements(
        next((_card(page, one) for one in rows if one.newest), None),
        tuple(_card(page, one) for one in rows if not one.newest),
        any(one.differs for one in rows),
    )


def _card(page: Page, one: Statement) -> Card:
    return Card(
        state=one.state,
        text=passage(page, one.text, one.lang),
        body=page.pick(one.body),
        day=one.date,
        address=one.address,
        stale=one.stale,
    )
