"""The card of a page: the picture that stands for it where people share its address."""

from __future__ import annotations

from retning.charts.card import Card, Verdict
from retning.charts.parts import Frame
from retning.charts.png import to_png
from retning.edition.records.indicators import Indicator
from retning.public.blocks.pictures import frame_of, points_of, span
from retning.public.blocks.sharing import Shared, upper
from retning.public.context import FileRequest, Page
from retning.public.kinds import PageKind


def card_file(request: FileRequest) -> bytes:
    """The card of a page as a picture."""
    page, address = request.page, request.address
    card = card_of(page, page.site.kinds[address.kind], address.id)
    return to_png(card.svg(page.lang, "card"), 1.0)


def card_of(page: Page, kind: PageKind, id: str) -> Card:
    """The card of a page of a kind that has one."""
    made: Card = kind.load(kind.card)(page, id)
    return made


def card_with(page: Page, shared: Shared, drawn: Indicator | None = None, *, about_it: bool = False) -> Card:
    """A card with the line of an indicator (``drawn``), if any; ``about_it``: the page is about that indicator."""
    edition = page.site.edition
    shown = tuple(Verdict(state, words) for state, words in shared.states)
    plan = page.pick(edition.plan.title)
    line = page.figures.line(drawn.id, drawn.main_area) if drawn else None
    if drawn is None or line is None:
        as_of = page.t("card.as_of", day=page.day(edition.as_of))
        return Card(Frame(shared.title, source=as_of), kicker=plan, verdicts=shown)
    frame = frame_of(page, drawn, drawn.main_area, line)
    kicker, named = plan, [frame.title, frame.unit, span(page, line)]
    if about_it:
        kicker = page.t("card.indicator", area=page.pick(edition.areas[drawn.main_area].name))
        named = named[1:]
    return Card(
        Frame(
            shared.title,
            decimals=drawn.decimals,
            source=page.t("card.source", source=frame.source) if frame.source else "",
        ),
        kicker=kicker,
        verdicts=shown,
        points=points_of(line),
        caption=upper(", ".join(part for part in named if part)),
    )
