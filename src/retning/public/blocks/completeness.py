"""Which indicators have figures, and who could supply what the plan's elements lack."""

from __future__ import annotations

from retning.public.blocks import verdicts
from retning.public.context import Page
from retning.public.model import Model
from retning.public.view import Link


class Lack(Model, frozen=True, kw_only=True):
    """A plan element without figures: what is missing, and who could supply it ("" where nobody has said)."""

    id: str
    element: Link
    what: str
    who: str


class Completeness(Model, frozen=True, kw_only=True):
    """How much is there: one sentence, the indicators without figures, and the elements without an answer."""

    lead: str
    missing: tuple[Link, ...]
    lacks: tuple[Lack, ...]


def completeness(page: Page) -> Completeness:
    """How much is there, and what is missing."""
    edition = page.edition
    missing = [id for id in edition.indicators if not _has_value(page, id)]
    judged = edition.plan.judged
    nothing = ("no data", "not asked", "not measured")
    lacking = [e for e in judged if verdicts.group(edition.assessment(e.id)) in nothing]
    counts = {
        "with": len(edition.indicators) - len(missing),
        "all": len(edition.indicators),
        "elements": len(lacking),
        "judged": len(judged),
    }
    return Completeness(
        lead=page.t("completeness.lead", **{name: page.num(count, 0) for name, count in counts.items()}),
        missing=tuple(
            Link(page.pick(edition.indicators[id].title), page.url("indicator", id)) for id in missing
        ),
        lacks=tuple(
            Lack(
                id=element.id,
                element=Link(page.pick(element.title), page.url("element", element.id)),
                what=page.pick(element.supply.what) if element.supply else "",
                who=page.pick(element.supply.who) if element.supply else "",
            )
            for element in lacking
        ),
    )


def _has_value(page: Page, indicator: str) -> bool:
    """Whether some line of an indicator has a value in some area."""
    found = page.edition.contents.indicators.get(indicator)
    return found is not None and any(table.newest for table in found.tables)
