"""The front page: the question, the answer, the overarching goal, the goals, the follow-up, what is new."""

from __future__ import annotations

from retning.edition.records.assessments import TargetStatus
from retning.edition.records.base import Number
from retning.edition.records.facts import ParityFacts
from retning.edition.records.indicators import Indicator
from retning.edition.records.plan import Element
from retning.public.blocks import figures, history, verdicts
from retning.public.blocks.board import share
from retning.public.blocks.completeness import completeness
from retning.public.blocks.figures import IndicatorBlock
from retning.public.blocks.readings import ReadingAnswer, readings
from retning.public.blocks.verdicts import Piece
from retning.public.context import Page
from retning.public.model import Model
from retning.public.query import Query
from retning.public.view import Link, PageView, Words, words_of

NEWEST = 6
CHANGED = 5
MOST_INDICATORS = 3


class GapReading(Model, frozen=True, kw_only=True):
    """One way to read the overarching goal, and the gap that it leaves ("": none is computed)."""

    reading: ReadingAnswer
    gap: str
    year: Number | str


class Overarching(Model, frozen=True, kw_only=True):
    """The overarching goal with its path, and what every way to read it answers."""

    text: str
    address: str
    sentence: Words
    gap: str
    """The gap to an equal share under the main reading ("": none is computed)."""
    less: bool
    """The region has less than its share."""
    year: Number | str
    block: IndicatorBlock | None
    readings: tuple[GapReading, ...]


class Goal(Model, frozen=True, kw_only=True):
    """One goal: its words, how its parts go, and one sentence."""

    id: str
    title: str
    text: str
    address: str
    distribution: tuple[Piece, ...]
    sentences: tuple[Words, ...]


class ChangedAnswer(Model, frozen=True, kw_only=True):
    """An element whose answer changed: what it was, what it is, and why."""

    id: str
    title: str
    address: str
    old: str
    new: str
    causes: str


class ChangedAnswers(Model, frozen=True, kw_only=True):
    """The answers that changed on the newest day that any did."""

    heading: str
    rows: tuple[ChangedAnswer, ...]
    more: str


class NewTable(Model, frozen=True, kw_only=True):
    """A new vintage of a table, and indicators that use it."""

    title: str
    publisher: str
    indicators: tuple[Link, ...]


class NewsDay(Model, frozen=True):
    """The tables that were published on one day."""

    day: str
    tables: tuple[NewTable, ...]


class FrontView(PageView, frozen=True, kw_only=True):
    """The front page."""

    answer: tuple[Words, ...]
    all: tuple[Piece, ...]
    overarching: Overarching | None
    goals: tuple[Goal, ...]
    coverage: str
    completeness: str
    changed: ChangedAnswers | None
    news: tuple[NewsDay, ...]
    plan_address: str


def view(page: Page, id: str, query: Query) -> FrontView:
    """What the front page shows."""
    edition = page.edition
    opening = edition.opening("plan")
    return FrontView(
        title=page.t("page.front.question"),
        answer=tuple(words_of(s, page.lang, page.link) for s in (opening.sentences if opening else ())),
        all=verdicts.distribution(page, edition.plan.leaves(None)),
        overarching=overarching(page),
        goals=tuple(goal(page, one) for one in edition.plan.children(None)),
        coverage=share(page),
        completeness=completeness(page).lead,
        changed=changed(page),
        news=news(page),
        plan_address=page.url("plan"),
    )


def goal(page: Page, element: Element) -> Goal:
    """One goal; it says how its parts are distributed, else the first sentence about it."""
    sentences = page.edition.sentences(element.id)
    said = [one for one in sentences if one.kind == "distribution"] or sentences
    return Goal(
        id=element.id,
        title=page.pick(element.title),
        text=page.pick(element.text),
        address=page.url("element", element.id),
        distribution=verdicts.distribution(page, page.edition.plan.leaves(element.id) or (element,)),
        sentences=tuple(words_of(one, page.lang, page.link) for one in said[:1]),
    )


def overarching(page: Page) -> Overarching | None:
    """The overarching goal; ``None`` for a plan without one."""
    edition = page.edition
    if not edition.plan.overarching:
        return None
    element = edition.plan.overarching[0]
    drawn = drawn_for(page, element)
    every = readings(page, element)
    main = parity(every[0].status) if every else ParityFacts()
    gap = main.gap_simple
    return Overarching(
        text=page.pick(element.text),
        address=page.url("element", element.id),
        sentence=every[0].sentence if every else (),
        gap=page.unit(abs(gap) / 1000, "bn_nok", 1) if gap is not None else "",
        less=gap is not None and gap > 0,
        year=main.year if main.year is not None else "",
        block=figures.block(page, drawn.id, on=("element", element.id)) if drawn else None,
        readings=tuple(_gap(page, reading, parity(reading.status)) for reading in every),
    )


def drawn_for(page: Page, element: Element) -> Indicator | None:
    """The indicator whose chart stands for the overarching goal: one with a parity, else the first with figures."""
    served = page.edition.indicators_of(element.id)
    with_parity = (one for one in served if any(t.type.name == "parity" for t in one.targets))
    with_figures = (one for one in served if page.figures.line(one.id, one.main_area) is not None)
    return next(with_parity, None) or next(with_figures, None)


def parity(status: TargetStatus) -> ParityFacts:
    """The facts of a parity; empty ones for a target of another type."""
    return status.facts if isinstance(status.facts, ParityFacts) else ParityFacts()


def _gap(page: Page, reading: ReadingAnswer, facts: ParityFacts) -> GapReading:
    """A reading with its gap in billions of kroner, with its sign."""
    gap = facts.gap_simple
    return GapReading(
        reading=reading,
        gap="" if gap is None else page.unit(-gap / 1000, "bn_nok", 1, sign=True),
        year=facts.year if facts.year is not None else "",
    )


def changed(page: Page) -> ChangedAnswers | None:
    """The plan's elements whose answer changed on the newest day that any did."""
    edition = page.edition
    log = [one for one in edition.history.log if one.subject in edition.elements]
    if not log:
        return None
    day = log[0].day
    rows = [one for one in log if one.day == day]
    came = [table for table in edition.tables.values() if table.vintage[:10] == day]
    copied = bool(came) and all(table.is_typed for table in came)
    return ChangedAnswers(
        heading=page.t("known_day.changed" if copied else "front.changed", day=page.day(day)),
        rows=tuple(
            ChangedAnswer(
                id=one.subject,
                title=page.pick(edition.elements[one.subject].title),
                address=page.url("element", one.subject) + "#for",
                old=history.words(page, one.old, one.new),
                new=history.words(page, one.new, one.old),
                causes=history.causes(page, one),
            )
            for one in rows[:CHANGED]
        ),
        more=page.t("history.more", count=len(rows) - CHANGED) if len(rows) > CHANGED else "",
    )


def news(page: Page) -> tuple[NewsDay, ...]:
    """The newest vintages that the edition rests on, day by day, with the indicators that use them.

    Figures whose publisher names no day are not news: the day that they were copied says nothing of their age.
    """
    edition = page.edition
    using: dict[str, list[str]] = {}
    for id in sorted(edition.contents.indicators):
        for use in edition.contents.indicators[id].tables:
            using.setdefault(use.table, []).append(id)
    dated = [edition.tables[name] for name in using if name in edition.tables]
    newest = sorted((t for t in dated if not t.is_typed), key=lambda table: table.vintage, reverse=True)
    days: dict[str, list[NewTable]] = {}
    for table in newest[:NEWEST]:
        days.setdefault(table.vintage[:10], []).append(
            NewTable(
                title=page.pick(table.title),
                publisher=table.publisher,
                indicators=tuple(
                    Link(page.pick(edition.indicators[id].title), page.url("indicator", id))
                    for id in using[table.name][:MOST_INDICATORS]
                ),
            )
        )
    return tuple(NewsDay(page.day(day), tuple(tables)) for day, tables in days.items())
