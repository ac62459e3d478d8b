"""The card of a page: the picture that stands for it where people share its address."""

from __future__ import annotations

from typing import Any

from retning.charts.card import Card, Verdict
from retning.charts.parts import Frame
from retning.charts.png import to_png
from retning.public.blocks.pictures import frame_of, points_of
from retning.public.blocks.sharing import Shared, upper
from retning.public.context import FileRequest, Page
from retning.public.kinds import PageKind

Json = dict[str, Any]


def card_file(request: FileRequest) -> bytes:
    """The card of a page as a picture."""
    page, address = request.page, request.address
    card = card_of(page, page.site.kinds[address.kind], address.id)
    return to_png(card.svg(page.lang, "card"), 1.0)


def card_of(page: Page, kind: PageKind, id: str) -> Card:
    """The card of a page of a kind that has one."""
    made: Card = kind.load(kind.card)(page, id)
    return made


def card_with(page: Page, shared: Shared, drawn: Json | None = None, *, about_it: bool = False) -> Card:
    """A card with the line of an indicator (``drawn``), if any; ``about_it``: the page is about that indicator."""
    data = page.site.data
    shown = tuple(Verdict(state, words) for state, words in shared.states)
    plan = page.pick(data.plan["title"])
    line = data.series_of(drawn["id"], drawn["main_area"]) if drawn else None
    if drawn is None or line is None:
        as_of = page.t("card.as_of", day=page.day(page.site.edition.as_of))
        return Card(Frame(shared.title, source=as_of), kicker=plan, verdicts=shown)
    known = [p for p, v in zip(line["period"], line["value"], strict=True) if v is not None]
    frame = frame_of(page, drawn, drawn["main_area"], line)
    ends = "\N{EN DASH}".join(dict.fromkeys((page.period(known[0]), page.period(known[-1])))) if known else ""
    kicker, named = plan, [frame.title, frame.unit, ends]
    if about_it:
        kicker = page.t("card.indicator", area=page.pick(data.areas[drawn["main_area"]]["name"]))
        named = [frame.unit, ends]
    caption = upper(", ".join(part for part in named if part))
    source = page.t("card.source", source=frame.source) if frame.source else ""
    return Card(
        Frame(shared.title, decimals=drawn["decimals"], source=source),
        kicker=kicker,
        verdicts=shown,
        points=points_of(line),
        caption=caption,
    )
