"""What the page of an indicator shows of itself where people share its address, and what follows it."""

from __future__ import annotations

from retning.language.texts import state_key
from retning.public.blocks.sharing import Shared, first_of, upper
from retning.public.context import Page
from retning.public.follow.event import Scope


def followed(id: str) -> Scope:
    """The events that the feed of an indicator holds."""
    return Scope(indicator=id)


def shared(page: Page, id: str) -> Shared:
    """The indicator, which way it goes in its judged area, and its newest figure."""
    edition = page.site.edition
    indicator = edition.indicators[id]
    area = indicator.main_area
    there = page.figures.line(id, area) is not None
    state = state_key(edition.tendency_on("indicator", id, id, area).state) if there else "no_data"
    facts = [sentence for sentence in edition.sentences(id, area) if sentence.kind == "fact"]
    return Shared(
        page.pick(indicator.title),
        ((state, upper(page.t(f"way.{state}"))),),
        first_of(page, facts),
    )
