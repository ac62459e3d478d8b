"""A goal or a strategy: its words, its verdict, its indicators, and what is missing."""

from __future__ import annotations

from retning.edition.records.plan import Element
from retning.public.blocks import figures, history, other_methods, peers, verdicts
from retning.public.blocks.demands import Demand, Supply, demands, supply
from retning.public.blocks.figures import IndicatorBlock
from retning.public.blocks.history import Then
from retning.public.blocks.other_methods import OtherMethodsBlock, PartsBlock
from retning.public.blocks.peers import PeerRows
from retning.public.blocks.readings import ReadingAnswer, readings
from retning.public.blocks.statements import Statements, statements
from retning.public.blocks.verdicts import ElementRow, Piece
from retning.public.context import Page
from retning.public.downloads import downloads
from retning.public.model import Model
from retning.public.query import Query
from retning.public.view import Link, PageView, Words, words_of

_ELSEWHERE = ("target", "reasons", "distribution")
"""Kinds of sentences that have a place of their own on the page, or on another."""


class WordingEntry(Model, frozen=True, kw_only=True):
    """The words of the element as they stood at some time, and where."""

    label: str
    text: str
    source: str
    address: str


class Siblings(Model, frozen=True):
    """The elements before and after this one below the same parent."""

    before: Link | None = None
    after: Link | None = None


class ElementView(PageView, frozen=True, kw_only=True):
    """The page of a plan element."""

    kind_name: str
    heading: str
    text: str
    original: str
    """The words in the plan's own language, on a page in another ("": the page's own words are those)."""
    group: tuple[Words, ...]
    """What opens the page of a goal."""
    distribution: tuple[Piece, ...]
    children: tuple[ElementRow, ...]
    judged: bool
    row: ElementRow
    own: Statements
    sentences: tuple[Words, ...]
    readings: tuple[ReadingAnswer, ...]
    reasons: tuple[Words, ...]
    behind: PartsBlock | None
    others: OtherMethodsBlock | None
    targets: tuple[Demand, ...]
    blocks: tuple[IndicatorBlock, ...]
    """The indicators that measure it."""
    proxies: tuple[IndicatorBlock, ...]
    """Those that only stand in."""
    then: Then | None
    peers: PeerRows
    supply: Supply | None
    wordings: tuple[WordingEntry, ...]
    siblings: Siblings


def view(page: Page, id: str, query: Query) -> ElementView:
    """What the page of a plan element shows."""
    edition = page.edition
    element = edition.elements[id]
    assessment = edition.assessment(id)
    title, text = page.pick(element.title), page.pick(element.text)
    children = edition.plan.children(id)
    informing = edition.indicators_of(id)
    main = [indicator.id for indicator in informing if id in indicator.serves]
    sentences = edition.sentences(id)
    opening = edition.opening(id)
    general = [sentence for sentence in sentences if not sentence.kind.startswith(_ELSEWHERE)]
    return ElementView(
        title=title if element.is_overarching else f"{id} {title}",
        crumbs=crumbs(page, element),
        files=downloads(page, "element", id) if assessment else (),
        kind_name=kind_name(page, element),
        heading=title or text,
        text=text,
        original=element.text["nb"] if page.lang != "nb" else "",
        group=tuple(words_of(s, page.lang, page.link) for s in (opening.sentences if opening else ())),
        distribution=verdicts.distribution(page, edition.plan.leaves(id) if children else ()),
        children=tuple(verdicts.row(page, child) for child in children),
        judged=assessment is not None,
        row=verdicts.row(page, element),
        own=statements(page, id),
        sentences=tuple(words_of(s, page.lang, page.link) for s in general),
        readings=readings(page, element),
        reasons=tuple(words_of(s, page.lang, page.link) for s in sentences if s.kind == "reasons"),
        behind=other_methods.parts(page, id),
        others=other_methods.block(page, id, assessment.area) if assessment else None,
        targets=demands(page, element),
        blocks=tuple(figures.block(page, indicator, on=("element", id)) for indicator in main),
        proxies=tuple(
            figures.block(page, one.id, on=("element", id)) for one in informing if one.id not in main
        ),
        then=history.view(page, id, main),
        peers=peers.of_element(page, id),
        supply=supply(page, element),
        wordings=wordings(page, element),
        siblings=siblings(page, element),
    )


def kind_name(page: Page, element: Element) -> str:
    """What an element of this kind is called, with its number: "Strategy 4.7"."""
    level = next((level for level in page.edition.plan.levels if level.kind == element.kind), None)
    name = page.pick(level.one) if level else page.t(f"kind.{element.kind}")
    number = "" if element.is_overarching else f" {element.id}"
    return name[:1].upper() + name[1:] + number


def crumbs(page: Page, element: Element) -> tuple[Link, ...]:
    """The way down to an element."""
    trail = [Link(element.id)]
    parent = element.parent
    while parent:
        trail.insert(0, Link(parent, page.url("element", parent)))
        parent = page.edition.elements[parent].parent
    return (Link(page.t("page.plan.menu"), page.url("plan")), *trail)


def wordings(page: Page, element: Element) -> tuple[WordingEntry, ...]:
    """How the words have changed, where they have."""
    if len(element.wordings) < 2:
        return ()
    return tuple(
        WordingEntry(
            label=page.pick(one.label) or (page.day(one.valid_from) if one.valid_from else ""),
            text=page.pick(one.text),
            source=one.source,
            address=one.address,
        )
        for one in element.wordings
    )


def siblings(page: Page, element: Element) -> Siblings:
    """The elements before and after this one below the same parent."""
    rows = page.edition.plan.children(element.parent) if element.level >= 0 else ()
    at = next((n for n, one in enumerate(rows) if one.id == element.id), None)
    if at is None:
        return Siblings()

    def link(n: int) -> Link | None:
        if not 0 <= n < len(rows):
            return None
        return Link(f"{rows[n].id} {page.pick(rows[n].title)}", page.url("element", rows[n].id))

    return Siblings(link(at - 1), link(at + 1))
