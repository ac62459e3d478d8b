"""``statements.toml``: what those who are responsible think themselves, signed and dated.

A statement stands beside the computed answer and never changes it: nothing in :mod:`retning.statistics.assessment`
reads this file. Whether the two disagree is decided by one declared, symmetric table (:data:`OWN_SIDE` and
:data:`COMPUTED_SIDE`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from retning.answers import Status
from retning.plan.model import Plan, Text
from retning.statistics.assessment.model import Assessment
from retning.statistics.assessment.rows import headline
from retning.toml.faults import Fault
from retning.toml.kinds import ADDRESS, ALL_LANGUAGES, DAY, TEXT, Languages, one_of
from retning.toml.lines import read_toml
from retning.toml.place import Place
from retning.toml.schema import Field, TomlTable, Values, many, read

FILE = "statements.toml"
LONGEST = 300
"""Characters that a statement may have in each language."""

STATES = ("on track", "probable", "feasible", "at risk", "unachievable")
"""The five steps, from the surest to the least likely."""

# Which side a state is on. The middle step and every answer that is not listed are on neither.
OWN_SIDE: Mapping[str, int] = {"on track": 1, "probable": 1, "at risk": -1, "unachievable": -1}
COMPUTED_SIDE: Mapping[Status, int] = {
    "reached": 1,
    "not reached": -1,
    "on track": 1,
    "too slow": -1,
    "far too slow": -1,
    "moving away": -1,
    "maintained": 1,
    "lost": -1,
    "inside": 1,
    "outside": -1,
    "first": 1,
    "not first": -1,
    "deadline passed: met": 1,
    "deadline passed: missed": -1,
    "done": 1,
    "done late": 1,
    "not done": -1,
    "not done, deadline passed": -1,
    "improving": 1,
    "worsening": -1,
}

STALE_YEARS = 1


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One judgement of one plan element by the body that is responsible for it."""

    element: str
    body: Text
    state: str
    text: Text
    date: date
    address: str = ""
    line: int = 0


def _statement(values: Values, place: Place) -> Statement:
    return Statement(**values, line=place.line("element"))


STATEMENT = TomlTable(
    "statement",
    Field(
        "element",
        TEXT,
        "id of a plan element: a goal, a strategy, a principle or a precondition",
        required=True,
    ),
    Field("state", one_of(STATES, ""), "one of five steps", required=True),
    Field(
        "text",
        Languages(longest=LONGEST, too_long="statement_long"),
        f"at most {LONGEST} characters in each language",
        required=True,
    ),
    Field("body", ALL_LANGUAGES, "who says it: the name of the body", required=True),
    Field("date", DAY, "the day it was decided", required=True),
    Field("address", ADDRESS, "where the decision can be read"),
    build=_statement,
    named_by=("element",),
    heading="[[statement]]",
)

STATEMENTS = TomlTable(
    "statements",
    Field("statement", many(STATEMENT, unique=("element", "date"), twice="statement_twice")),
    build=lambda values, place: tuple(values["statement"]),
    about="What those who are responsible think themselves, one statement per judgement.",
)


def load_statements(folder: Path, plan: Plan | None) -> tuple[tuple[Statement, ...], list[Fault]]:
    """Read ``statements.toml`` of a region's folder; a region without one has no statements.

    Several statements about one element are its history: the newest one stands, and two of the same day are a
    fault. So is an element that the plan does not have, beside what :data:`STATEMENTS` declares.

    >>> load_statements(Path("regions/without-statements"), None)
    ((), [])
    """
    path = folder / FILE
    if not path.exists():
        return (), []
    located, faults = read_toml(path, FILE)
    if located is None:
        return (), faults
    found = read(located, STATEMENTS)
    known = [element.id for element in plan.everything()] if plan is not None else None
    for one, place in zip(found.value, found.place.entries("statement"), strict=True):
        if known is not None and one.element and one.element not in known:
            place.unknown("statement_element", "element", name=one.element, known=known, id=one.element)
    faults = found.faults
    return (() if faults else found.value), faults


def future_statements(statements: Iterable[Statement], day: str) -> list[Fault]:
    """A fault for each statement dated after the day that the edition stands for."""
    return [
        Fault(
            FILE,
            one.line,
            "statement_future",
            {"where": one.element, "date": one.date.isoformat(), "day": day},
        )
        for one in statements
        if one.date.isoformat() > day
    ]


def statements_content(
    statements: Sequence[Statement], assessments: Iterable[Assessment], day: str
) -> list[dict[str, Any]]:
    """``statements.json``: what stood on a day, by element in the file's order, the newest of each first.

    ``newest`` marks the one that stands; ``stale`` that it is more than twelve months old on ``day``; ``differs``
    that it and the computed answer are on opposite sides.

    >>> statements_content([], [], "2024-01-01")
    []
    """
    computed: dict[str, Assessment] = {}
    for assessment in assessments:
        computed.setdefault(assessment.subject, assessment)
    order = {one.element: n for n, one in reversed(list(enumerate(statements)))}
    known = [one for one in statements if one.date.isoformat() <= day]
    known.sort(key=lambda one: (order[one.element], -one.date.toordinal()))
    rows: list[dict[str, Any]] = []
    for one in known:
        newest = not any(row["element"] == one.element for row in rows)
        rows.append(
            {
                "element": one.element,
                "body": dict(one.body),
                "state": one.state,
                "text": dict(one.text),
                "date": one.date.isoformat(),
                "address": one.address,
                "newest": newest,
                "stale": stale(one.date, day),
                "differs": newest and differs(one.state, computed.get(one.element)),
            }
        )
    return rows


def stale(written: date, day: str) -> bool:
    """Whether a statement is more than twelve months old on a day.

    >>> stale(date(2023, 3, 1), "2024-03-01"), stale(date(2023, 3, 1), "2024-03-02")
    (False, True)
    """
    return (written.year + STALE_YEARS, written.month, written.day) < tuple(
        int(part) for part in day.split("-")
    )


def differs(own: str, computed: Assessment | None) -> bool:
    """Whether a stated and a computed answer are on opposite sides.

    The target's answer counts; where it is on neither side, the tendency does. An answer on neither side
    disagrees with nobody.
    """
    if computed is None:
        return False
    side = COMPUTED_SIDE.get(computed.targets[headline(computed.targets)].state, 0) if computed.targets else 0
    side = side or COMPUTED_SIDE.get(computed.tendency.state, 0)
    return OWN_SIDE.get(own, 0) * side < 0
