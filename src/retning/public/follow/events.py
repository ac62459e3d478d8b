"""What has happened, newest first: new and revised figures, changed verdicts, what people have said, corrections.

Everything stands in the edition. No clock is read, so the same edition tells the same.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from retning.edition.edition import Edition
from retning.edition.records.base import JsonValue, Text, as_json
from retning.edition.records.followup import Report, Statement
from retning.edition.records.history import Changed, Revision
from retning.edition.records.plan import FollowedOn
from retning.edition.records.tables import Correction, Table

KINDS = ("new", "revised", "verdict", "statement", "report", "followed_on", "correction")


@dataclass(frozen=True)
class Scope:
    """What a reader follows: one indicator, one element of the plan or one area; everything where all are empty."""

    indicator: str = ""
    element: str = ""
    area: str = ""


EVERYTHING = Scope()


def everything(id: str) -> Scope:
    """The events of a feed that leaves nothing out."""
    return EVERYTHING


@dataclass(frozen=True)
class NewFigures:
    """A vintage that some line rests on, and whether it is the newest of its table."""

    table: Table
    newest: bool


@dataclass(frozen=True)
class Revisions:
    """Figures of an indicator that one publication changed."""

    rows: tuple[Revision, ...]


@dataclass(frozen=True)
class Corrected:
    """A figure that the region has put right, and what its table is called."""

    correction: Correction
    title: Text


Facts: TypeAlias = NewFigures | Revisions | Changed | Statement | Report | FollowedOn | Corrected


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened on a day.

    ``key`` says which, by its content, and never changes; ``indicators``, ``elements`` and ``areas`` say whom it
    is about; ``facts`` is what the words are made of.
    """

    kind: str  # one of KINDS
    day: str  # ISO date
    key: str
    facts: Facts
    indicators: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()

    def concerns(self, scope: Scope) -> bool:
        """Whether it is about what a reader follows."""
        if scope.indicator:
            return scope.indicator in self.indicators
        if scope.element:
            return scope.element in self.elements
        return not scope.area or scope.area in self.areas


def events(edition: Edition) -> list[Event]:
    """All that the edition tells of, newest first.

    >>> [h.kind for h in events(edition)][:2]  # doctest: +SKIP
    ['new', 'new']
    """
    found = [
        *new_figures(edition),
        *revised(edition),
        *verdicts(edition),
        *statements(edition),
        *reports(edition),
        *followed_on(edition),
        *corrections(edition),
    ]
    return sorted(found, key=lambda h: (h.day, -KINDS.index(h.kind), h.key), reverse=True)


def digest(value: JsonValue) -> str:
    """A short name for any content: the same content, the same name."""
    written = json.dumps(value, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(written).hexdigest()[:12]


def _elements_of(edition: Edition, indicators: Iterable[str]) -> tuple[str, ...]:
    """Plan elements that indicators inform."""
    known = [edition.indicators[i] for i in indicators if i in edition.indicators]
    return tuple(dict.fromkeys(e for i in known for e in (*i.serves, *i.proxy_for)))


def new_figures(edition: Edition) -> Iterator[Event]:
    """Every vintage that some line rests on, on the day that it was published."""
    indicators: dict[str, list[str]] = defaultdict(list)
    areas: dict[str, list[str]] = defaultdict(list)
    for id, there in edition.contents.indicators.items():
        for use in there.tables:
            indicators[use.table].append(id)
            areas[use.table] += use.areas or there.areas
    for name, table in edition.tables.items():
        if name not in indicators or not table.vintage:
            continue
        using = tuple(dict.fromkeys(indicators[name]))
        yield Event(
            kind="new",
            day=table.vintage[:10],
            key=f"new/{name}",
            facts=NewFigures(table, edition.newest_tables[table.table].vintage == table.vintage),
            indicators=using,
            elements=_elements_of(edition, using),
            areas=tuple(dict.fromkeys(areas[name])),
        )


def revised(edition: Edition) -> Iterator[Event]:
    """Figures that a later publication changed, together by day and indicator."""
    groups: dict[tuple[str, str], list[Revision]] = defaultdict(list)
    for one in edition.history.revisions:
        groups[one.day, one.indicator].append(one)
    for (day, indicator), rows in groups.items():
        if day:
            yield Event(
                kind="revised",
                day=day,
                key=f"revised/{indicator}/{day}",
                facts=Revisions(tuple(rows)),
                indicators=(indicator,),
                elements=_elements_of(edition, (indicator,)),
                areas=tuple(dict.fromkeys(row.area for row in rows)),
            )


def verdicts(edition: Edition) -> Iterator[Event]:
    """Answers that became others, of plan elements and of indicators in their judged area."""
    for one in edition.history.log:
        indicator = edition.indicators.get(one.subject)
        yield Event(
            kind="verdict",
            day=one.day,
            key=f"verdict/{one.subject}/{one.day}/{digest([as_json(one.old), as_json(one.new)])}",
            facts=one,
            indicators=(one.subject,) if indicator else (),
            elements=(*(_elements_of(edition, (one.subject,)) if indicator else ()), one.subject),
            areas=(indicator.main_area,) if indicator else (),
        )


def statements(edition: Edition) -> Iterator[Event]:
    """What those who are responsible have said of an element of the plan; other words are another event."""
    for one in edition.statements:
        said = digest([one.state, as_json(one.text), as_json(one.body)])
        yield Event(
            kind="statement",
            day=one.date,
            key=f"statement/{one.element}/{one.date}/{said}",
            facts=one,
            elements=(one.element,),
        )


def reports(edition: Edition) -> Iterator[Event]:
    """What has been reported of the plan's duties, in the board's year and in others."""
    board = edition.coverage
    elements = {duty.id: duty.element for duty in board.duties}
    for one in (*board.reported(), *board.others):
        said = digest([one.reported, one.date, one.evidence, as_json(one.note)])
        yield Event(
            kind="report",
            day=one.date,
            key=f"report/{one.area}/{one.duty}/{one.year}/{said}",
            facts=one,
            elements=(elements[one.duty],) if one.duty in elements else (),
            areas=(one.area,),
        )


def followed_on(edition: Edition) -> Iterator[Event]:
    """Decisions that the plan is followed on after its end."""
    for one in edition.plan.followed_on:
        said = digest([as_json(one.body), one.until])
        yield Event(kind="followed_on", day=one.decided, key=f"followed_on/{one.decided}/{said}", facts=one)


def corrections(edition: Edition) -> Iterator[Event]:
    """Figures of a publisher that the region has put right, on the day it did (or the day of the vintage)."""
    for one in edition.corrections:
        vintages = {
            name: table
            for name, table in edition.tables.items()
            if table.table == one.table and one.vintage in ("", table.vintage)
        }
        using = tuple(
            id
            for id, there in edition.contents.indicators.items()
            if any(use.table in vintages for use in there.tables)
        )
        codes = set(one.where.values())
        newest = max((t.vintage[:10] for t in vintages.values()), default=edition.as_of)
        what = digest([as_json(one.where), one.wrong, one.vintage])
        yield Event(
            kind="correction",
            day=one.registered or newest,
            key=f"correction/{one.table}/{one.period}/{what}",
            facts=Corrected(one, next((t.title for t in vintages.values()), {})),
            indicators=using,
            elements=_elements_of(edition, using),
            areas=tuple(
                id
                for id, area in edition.areas.items()
                if id in codes or any(code.code in codes for code in area.codes)
            ),
        )
