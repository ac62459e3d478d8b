"""What the page of a plan element shows of itself where people share its address, and what follows it."""

from __future__ import annotations

from retning.edition.records.plan import Element
from retning.language.texts import state_key
from retning.public.blocks import verdicts
from retning.public.blocks.sharing import Shared, counted, first_of, upper
from retning.public.context import Page
from retning.public.follow.event import Scope


def followed(id: str) -> Scope:
    """The events that the feed of an element holds."""
    return Scope(element=id)


def shared(page: Page, id: str) -> Shared:
    """The element, its verdict or how many of its parts go which way, and the first sentence about it."""
    element = page.edition.elements[id]
    title = page.pick(element.title) or page.pick(element.text)
    if not element.is_overarching:
        title = f"{id} {title}"
    return Shared(title, _states(page, element), first_of(page, page.edition.sentences(id)))


def _states(page: Page, element: Element) -> tuple[tuple[str, str], ...]:
    edition = page.edition
    if edition.plan.children(element.id):
        parts = edition.plan.leaves(element.id)
        return counted(page, [state_key(verdicts.group(edition.assessment(one.id))) for one in parts])
    row = verdicts.row(page, element)
    state = state_key(row.way)
    found = [(state, upper(page.t(f"way.{state}")))]
    if row.target not in ("no target", "no data"):
        target = page.t(f"status.{state_key(row.target)}.name")
        found.append(("", f"{page.t('element.target')}: {target[:1].lower()}{target[1:]}"))
    return tuple(found)
