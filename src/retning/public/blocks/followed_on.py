"""By which decision a plan is followed after its end."""

from __future__ import annotations

from retning.edition.records.plan import FollowedOn
from retning.public.context import Page
from retning.public.model import Model


class Decision(Model, frozen=True):
    """A decision to follow the plan on, as a sentence, and where it can be read."""

    sentence: str
    address: str


def decision(page: Page, one: FollowedOn) -> Decision:
    """One decision in the language of the page."""
    body, day = page.pick(one.body), page.day(one.decided)
    if one.until is None:
        return Decision(page.t("plan.followed_on", body=body, day=day), one.address)
    return Decision(
        page.t("plan.followed_on_until", body=body, day=day, until=page.day(one.until)), one.address
    )


def decisions(page: Page) -> tuple[Decision, ...]:
    """Every decision that the edition knows, in order of their dates."""
    return tuple(decision(page, one) for one in page.edition.plan.followed_on)
