"""The card of the front page: the picture that stands for it where people share its address."""

from __future__ import annotations

from retning.charts.card import Card
from retning.public.blocks.card import card_with
from retning.public.context import Page
from retning.public.pages.front.share import shared


def card(page: Page, id: str) -> Card:
    """The card of the front page."""
    return card_with(page, shared(page, id))
