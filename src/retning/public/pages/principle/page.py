"""One principle or precondition: its words, and how it stands."""

from __future__ import annotations

from retning.public.blocks.demands import Demand, Supply, demands, supply
from retning.public.blocks.promises import Promise, promise
from retning.public.context import Page
from retning.public.query import Query
from retning.public.view import Link, PageView


class PrincipleView(PageView, frozen=True, kw_only=True):
    """One principle or precondition."""

    kind_name: str
    heading: str
    text: str
    original: str
    """The words as they were adopted, where the page is in another language ("": it is not)."""
    demands: tuple[Demand, ...]
    stands: Promise
    supply: Supply | None
    before: Link | None
    after: Link | None


def view(page: Page, id: str, query: Query) -> PrincipleView:
    """What the page of a principle or precondition shows."""
    plan = page.edition.plan
    element = page.edition.elements[id]
    text = page.pick(element.text)
    heading = page.pick(element.title) or text[:60]
    group = next(group for group in (plan.principles, plan.preconditions) if element in group)
    at = group.index(element)

    def neighbour(n: int) -> Link | None:
        if not 0 <= n < len(group):
            return None
        return Link(page.pick(group[n].title) or group[n].id, page.url("principle", group[n].id))

    return PrincipleView(
        title=heading,
        crumbs=(Link(page.t("page.principles.menu"), page.url("principles")), Link(heading)),
        kind_name=page.t(f"kind.{element.kind}"),
        heading=heading,
        text=text,
        original=element.text["nb"] if page.lang != "nb" else "",
        demands=demands(page, element),
        stands=promise(page, element),
        supply=supply(page, element),
        before=neighbour(at - 1),
        after=neighbour(at + 1),
    )
