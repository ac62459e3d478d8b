"""What has happened, newest first: new and revised figures, changed verdicts, what people have said, corrections.

Everything stands in the edition: vintages with their days in ``tables.json``, revisions and changed answers in
``history.json``, statements and duties in their own files, corrections in ``corrections.json``. No clock is read, so the same edition tells the same.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from retning.public.data import Data

Json = dict[str, Any]

KINDS = ("new", "revised", "verdict", "statement", "report", "correction")


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
class Event:
    """One thing that happened on a day.

    ``key`` says which, by its content, and never changes; ``indicators``, ``elements`` and ``areas`` say whom it
    is about; ``facts`` is what the words are made of.
    """

    kind: str  # one of KINDS
    day: str  # ISO date
    key: str
    indicators: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    facts: Json = field(default_factory=dict)

    def concerns(self, scope: Scope) -> bool:
        """Whether it is about what a reader follows."""
        if scope.indicator:
            return scope.indicator in self.indicators
        if scope.element:
            return scope.element in self.elements
        return not scope.area or scope.area in self.areas


def events(data: Data) -> list[Event]:
    """All that the edition tells of, newest first.

    >>> [h.kind for h in events(data)][:2]  # doctest: +SKIP
    ['new', 'new']
    """
    found = [
        *new_figures(data),
        *revised(data),
        *verdicts(data),
        *statements(data),
        *reports(data),
        *corrections(data),
    ]
    return sorted(found, key=lambda h: (h.day, -KINDS.index(h.kind), h.key), reverse=True)


def digest(value: object) -> str:
    """A short name for any content: the same content, the same name."""
    written = json.dumps(value, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(written).hexdigest()[:12]


def _elements_of(data: Data, indicators: tuple[str, ...]) -> tuple[str, ...]:
    """Plan elements that indicators inform."""
    known = [data.indicators[i] for i in indicators if i in data.indicators]
    return tuple(dict.fromkeys(e for i in known for e in (*i["serves"], *i["proxy_for"])))


def new_figures(data: Data) -> Iterator[Event]:
    """Every vintage that some series rests on, on the day that it was published."""
    indicators: dict[str, list[str]] = defaultdict(list)
    areas: dict[str, list[str]] = defaultdict(list)
    for one in data.content["series"]["series"]:
        for name in one["tables"]:
            indicators[name].append(one["indicator"])
            areas[name].append(one["area"])
    newest = {t["table"]: t["vintage"] for t in data.content["tables"]}
    for name, table in data.tables.items():
        if name not in indicators or not table["vintage"]:
            continue
        using = tuple(dict.fromkeys(indicators[name]))
        yield Event(
            "new",
            table["vintage"][:10],
            f"new/{name}",
            indicators=using,
            elements=_elements_of(data, using),
            areas=tuple(dict.fromkeys(areas[name])),
            facts={"table": name, "newest": newest[table["table"]] == table["vintage"]},
        )


def revised(data: Data) -> Iterator[Event]:
    """Figures that a later publication changed, together by day and indicator."""
    groups: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for one in data.content.get("history", {}).get("revisions", ()):
        groups[one["day"], one["indicator"]].append(one)
    for (day, indicator), rows in groups.items():
        if day:
            yield Event(
                "revised",
                day,
                f"revised/{indicator}/{day}",
                indicators=(indicator,),
                elements=_elements_of(data, (indicator,)),
                areas=tuple(dict.fromkeys(row["area"] for row in rows)),
                facts={"rows": rows, "who": rows[0]["who"]},
            )


def verdicts(data: Data) -> Iterator[Event]:
    """Answers that became others, of plan elements and of indicators in their judged area."""
    for one in data.content.get("history", {}).get("log", ()):
        subject = one["subject"]
        indicator = data.indicators.get(subject)
        yield Event(
            "verdict",
            one["day"],
            f"verdict/{subject}/{one['day']}/{digest([one['old'], one['new']])}",
            indicators=(subject,) if indicator else (),
            elements=(*(_elements_of(data, (subject,)) if indicator else ()), subject),
            areas=(indicator["main_area"],) if indicator else (),
            facts=one,
        )


def statements(data: Data) -> Iterator[Event]:
    """What those who are responsible have said of an element of the plan; other words are another event."""
    for one in data.content.get("statements", ()):
        said = digest([one["state"], one["text"], one["body"]])
        yield Event(
            "statement",
            one["date"],
            f"statement/{one['element']}/{one['date']}/{said}",
            elements=(one["element"],),
            facts=one,
        )


def reports(data: Data) -> Iterator[Event]:
    """What municipalities have reported of the plan's duties, in the board's year and in others."""
    board = data.content.get("coverage", {"year": 0, "rows": (), "duties": (), "others": ()})
    told = [
        {**cell, "area": row["area"], "year": board["year"]}
        for row in board["rows"]
        for cell in row["cells"]
        if cell["reported"]
    ]
    elements = {duty["id"]: duty["element"] for duty in board["duties"]}
    for one in [*told, *board["others"]]:
        said = digest([one["reported"], one["date"], one["evidence"], one["note"]])
        yield Event(
            "report",
            one["date"],
            f"report/{one['area']}/{one['duty']}/{one['year']}/{said}",
            elements=(elements[one["duty"]],) if one["duty"] in elements else (),
            areas=(one["area"],),
            facts=one,
        )


def corrections(data: Data) -> Iterator[Event]:
    """Figures of a publisher that the region has put right, on the day it did (or the day of the vintage)."""
    for one in data.content["corrections"]:
        vintages = {
            name: table
            for name, table in data.tables.items()
            if table["table"] == one["table"] and one["vintage"] in ("", table["vintage"])
        }
        series = [s for s in data.content["series"]["series"] if vintages.keys() & set(s["tables"])]
        using = tuple(dict.fromkeys(s["indicator"] for s in series))
        codes = set(one["where"].values())
        newest = max((t["vintage"][:10] for t in vintages.values()), default=data.edition.as_of)
        yield Event(
            "correction",
            one.get("registered") or newest,
            f"correction/{one['table']}/{one['period']}/{digest([one['where'], one['wrong'], one['vintage']])}",
            indicators=using,
            elements=_elements_of(data, using),
            areas=tuple(
                id
                for id, area in data.areas.items()
                if id in codes or any(code["code"] in codes for code in area["codes"])
            ),
            facts={**one, "title": next((t["title"] for t in vintages.values()), {})},
        )
