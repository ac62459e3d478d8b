"""What a page shows of itself where people share its address: title, description and a card."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from retning.answers import GROUPS
from retning.language.texts import state_key
from retning.public.addresses import ENDINGS, path_of
from retning.public.blocks import verdicts

if TYPE_CHECKING:
    from retning.charts.card import Card
    from retning.public.addresses import Address
    from retning.public.render import Page
    from retning.public.respond import Site

Json = dict[str, Any]

CARD = ".card.png"
WIDTH, HEIGHT = 1200, 630
_FEW = 4


def tags(page: Page, kind: str, id: str) -> dict[str, Any]:
    """Address, size and description of the card of a page; pages without one of their own show the plan's."""
    own = CARD in ENDINGS.get(kind, ())
    path = path_of(page.lang, kind, id, CARD) if own else path_of(page.lang, "front", "", CARD)
    return {
        "image": f"{page.site.address}{page.site.prefix}{path}",
        "width": WIDTH,
        "height": HEIGHT,
        "alt": page.t("card.alt", title=_title(page, kind, id), verdict=". ".join(_words(page, kind, id)))
        if own
        else page.pick(page.site.data.plan["title"]),
        "description": described(page, kind, id),
    }


def described(page: Page, kind: str, id: str) -> str:
    """The first thing that is said about what a page is about, as plain text ("" where nothing is)."""
    data = page.site.data
    if kind == "indicator":
        found = data.sentences(id, data.indicators[id]["main_area"])
        found = [s for s in found if s["kind"] == "fact"]
    elif kind == "element":
        found = data.sentences(id)
    elif kind == "front":
        found = data.sentences("plan")
    else:
        return ""
    parts = found[0]["text"][page.lang] if found else []
    return "".join(part if isinstance(part, str) else part["number"] for part in parts)


def _title(page: Page, kind: str, id: str) -> str:
    data = page.site.data
    if kind == "indicator":
        return page.pick(data.indicators[id]["title"])
    if kind == "area":
        return page.pick(data.areas[id]["name"])
    if kind == "element":
        element = data.elements[id]
        title = page.pick(element["title"]) or page.pick(element["wordings"][0]["text"])
        return title if element["kind"] == "overarching" else f"{id} {title}"
    return page.t("page.front.question")


def _counts(page: Page, kind: str, id: str) -> list[tuple[str, int]]:
    """How many go which way, for what has parts: the plan, a goal, an area. Worst first; "no data" is left out."""
    data = page.site.data
    if kind == "area":
        states = [
            state_key(data.tendency_on("area", id, i, id)["state"])
            for i in data.indicators
            if data.series_of(i, id) is not None
        ]
    else:
        parts = data.leaves(id) if kind == "element" else data.leaves(None)
        states = [state_key(verdicts.way(data.assessment(e["id"]))) for e in parts]
    counted = Counter(states)
    return [(s, counted[s]) for s in map(state_key, GROUPS) if counted[s]]


def _states(page: Page, kind: str, id: str) -> list[tuple[str, str]]:
    """Each verdict as a state and its words."""
    data = page.site.data
    if kind == "indicator":
        area = data.indicators[id]["main_area"]
        line = data.series_of(id, area)
        state = state_key(data.tendency_on("indicator", id, id, area)["state"]) if line else "no_data"
        return [(state, _upper(page.t(f"way.{state}")))]
    if kind == "element" and not data.children(id):
        row = verdicts.row(page, data.elements[id])
        state = state_key(row["way"])
        found = [(state, _upper(page.t(f"way.{state}")))]
        if row["target"] not in ("no target", "no data"):
            target = page.t(f"status.{state_key(row['target'])}.name")
            found.append(("", f"{page.t('element.target')}: {target[:1].lower()}{target[1:]}"))
        return found
    return [
        (state, page.t("card.counted", count=count, words=page.t(f"way.{state}")))
        for state, count in _counts(page, kind, id)
    ][:_FEW]


def _words(page: Page, kind: str, id: str) -> list[str]:
    return [words for _, words in _states(page, kind, id)]


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def card_of(page: Page, kind: str, id: str) -> Card:
    """The card of a page."""
    from retning.charts.card import Card, Verdict
    from retning.charts.parts import Frame
    from retning.public.blocks.charted import indicator_for
    from retning.public.blocks.pictures import frame_of, points_of

    data = page.site.data
    shown = tuple(Verdict(state, words) for state, words in _states(page, kind, id))
    plan = page.pick(data.plan["title"])
    drawn: Json | None = None
    if kind == "indicator":
        drawn = data.indicators[id]
    elif kind == "element" and not data.children(id):
        drawn = indicator_for(page, id)
    line = data.series_of(drawn["id"], drawn["main_area"]) if drawn else None
    if drawn is None or line is None:
        as_of = page.t("card.as_of", day=page.day(page.site.edition.as_of))
        return Card(Frame(_title(page, kind, id), source=as_of), kicker=plan, verdicts=shown)
    known = [p for p, v in zip(line["period"], line["value"], strict=True) if v is not None]
    frame = frame_of(page, drawn, drawn["main_area"], line)
    ends = "\N{EN DASH}".join(dict.fromkeys((page.period(known[0]), page.period(known[-1])))) if known else ""
    caption = ", ".join(part for part in (frame.title, frame.unit, ends) if part)
    kicker = plan
    if kind == "indicator":
        kicker = page.t("card.indicator", area=page.pick(data.areas[drawn["main_area"]]["name"]))
        caption = ", ".join(part for part in (frame.unit, ends) if part)
    source = page.t("card.source", source=frame.source) if frame.source else ""
    return Card(
        Frame(_title(page, kind, id), decimals=drawn["decimals"], source=source),
        kicker=kicker,
        verdicts=shown,
        points=points_of(line),
        caption=_upper(caption),
    )


def card_png(site: Site, address: Address) -> bytes:
    """The card of an address as a picture."""
    from retning.charts.png import to_png
    from retning.public.render import Page

    card = card_of(Page(site, address.lang), address.kind, address.id)
    return to_png(card.svg(address.lang, "card"), 1.0)
