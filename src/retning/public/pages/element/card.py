"""The card of a plan element: the picture that stands for it where people share its address."""

from __future__ import annotations

from retning.charts.card import Card
from retning.public.blocks.card import card_with
from retning.public.context import Page
from retning.public.pages.element.files import indicator_for
from retning.public.pages.element.share import shared


def card(page: Page, id: str) -> Card:
    """The card of an element; one without parts shows the line that it is judged by."""
    drawn = None if page.edition.plan.children(id) else indicator_for(page, id)
    return card_with(page, shared(page, id), drawn)
