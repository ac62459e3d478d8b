"""The card of an indicator: the picture that stands for it where people share its address."""

from __future__ import annotations

from retning.charts.card import Card
from retning.public.blocks.card import card_with
from retning.public.context import Page
from retning.public.pages.indicator.share import shared


def card(page: Page, id: str) -> Card:
    """The card of an indicator, with its line."""
    return card_with(page, shared(page, id), page.site.edition.indicators[id], about_it=True)
