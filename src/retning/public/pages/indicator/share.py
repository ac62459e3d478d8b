"""What the page of an indicator shows of itself where people share its address, and what follows it."""

from __future__ import annotations

from retning.language.texts import state_key
from retning.public.blocks.sharing import Shared, first_of, upper
from retning.public.context import Page
from retning.public.follow.events import Scope


def followed(id: str) -> Scope:
    """The events that the feed of an indicator holds."""
    return Scope(indicator=id)


def shared(page: Page, id: str) -> Shared:
    """The indicator, which way it goes in its judged area, and its newest figure."""
    data = page.site.data
    area = data.indicators[id]["main_area"]
    there = data.series_of(id, area) is not None
    state = state_key(data.tendency_on("indicator", id, id, area)["state"]) if there else "no_data"
    facts = [s for s in data.sentences(id, area) if s["kind"] == "fact"]
    return Shared(
        page.pick(data.indicators[id]["title"]),
        ((state, upper(page.t(f"way.{state}"))),),
        first_of(page, facts),
    )
