"""What the page of an area shows of itself where people share its address, and what follows it."""

from __future__ import annotations

from retning.answers import counted_as
from retning.language.texts import state_key
from retning.public.blocks.sharing import Shared, counted
from retning.public.context import Page
from retning.public.follow.event import Scope


def followed(id: str) -> Scope:
    """The events that the feed of an area holds."""
    return Scope(area=id)


def shared(page: Page, id: str) -> Shared:
    """The area, and how many of its indicators go which way."""
    edition = page.site.edition
    states = [
        state_key(counted_as(edition.tendency_on("area", id, indicator, id).state))
        for indicator in edition.indicators
        if page.figures.line(indicator, id) is not None
    ]
    return Shared(page.pick(edition.areas[id].name), counted(page, states))
