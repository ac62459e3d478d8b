"""What the front page shows of itself where people share its address."""

from __future__ import annotations

from retning.language.texts import state_key
from retning.public.blocks import verdicts
from retning.public.blocks.sharing import Shared, counted, first_of
from retning.public.context import Page


def shared(page: Page, id: str) -> Shared:
    """The question, how many of the plan's parts go which way, and the first sentence about the plan."""
    edition = page.edition
    states = [state_key(verdicts.group(edition.assessment(one.id))) for one in edition.plan.leaves(None)]
    sentences = edition.sentences("plan")
    return Shared(page.t("page.front.question"), counted(page, states), first_of(page, sentences))
