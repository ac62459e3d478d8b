"""What a plan element demands, in words, and what is missing to answer it."""

from __future__ import annotations

from retning.edition.records.plan import Element
from retning.public.context import Page
from retning.public.model import Model


class Demand(Model, frozen=True, kw_only=True):
    """One thing that a text demands: its kind (``code``, such as ``T8``, and name), and what that means."""

    code: str
    name: str
    explain: str
    note: str
    proposed: str
    """A target that has been proposed where the text has none ("": none has)."""
    readings: tuple[str, ...]
    """The ways in which the text can be read, where there are several."""


class Supply(Model, frozen=True):
    """What figures are missing, and who could supply them."""

    what: str
    who: str


def demands(page: Page, element: Element) -> tuple[Demand, ...]:
    """Everything that an element demands, in the order of the plan."""
    return tuple(
        Demand(
            code=target.type.code,
            name=page.t(f"target_type.{target.type.name}.name"),
            explain=page.t(f"target_type.{target.type.name}.explain"),
            note=page.pick(target.note),
            proposed=page.pick(target.values.proposed or {}),
            readings=tuple(page.pick(reading.text) for reading in target.readings),
        )
        for target in element.targets
    )


def supply(page: Page, element: Element) -> Supply | None:
    """What is missing to answer an element; ``None`` where nothing is known to be."""
    if element.supply is None:
        return None
    return Supply(page.pick(element.supply.what), page.pick(element.supply.who))
