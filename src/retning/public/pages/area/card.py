"""The card of an area: the picture that stands for it where people share its address."""

from __future__ import annotations

from retning.charts.card import Card
from retning.public.blocks.card import card_with
from retning.public.context import Page
from retning.public.pages.area.share import shared


def card(page: Page, id: str) -> Card:
    """The card of an area."""
    return card_with(page, shared(page, id))
