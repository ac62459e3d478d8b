"""``duties.toml``: what the plan obliges every municipality to do each year, and what has been reported.

Whether a duty is done, due, late or not reported follows from the reports and from the day that the edition stands
for; no clock is read. What has no evidence that everybody can open does not count as done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from retning.plan.model import Plan, Text
from retning.statistics.areas import Areas
from retning.toml.faults import Fault, nearest
from retning.toml.kinds import ADDRESS, ALL_LANGUAGES, DAY, TEXT, Scalar, WrongValueError, one_of, whole
from retning.toml.lines import read_toml
from retning.toml.place import Place
from retning.toml.schema import Field, TomlTable, Values, many, read

FILE = "duties.toml"
REPORTED = ("done", "started", "not done")
ANSWERS = ("done", "due", "late", "not reported")
PERIODS: Mapping[str, str] = {
    "year": "12-31",
    "H1": "06-30",
    "H2": "12-31",
    "Q1": "03-31",
    "Q2": "06-30",
    "Q3": "09-30",
    "Q4": "12-31",
}
"""Parts of a year that a duty may fall due in, and their last day."""

_DAY = r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Something that every municipality owes each year: which words of the plan say so, and by when."""

    id: str
    title: Text
    principle: str  # the plan element that obliges
    quote: Text
    due: str  # "MM-DD"


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a municipality has reported about one duty in one year."""

    area: str
    duty: str
    year: int
    state: str
    date: date
    evidence: str
    note: Text
    line: int = 0


@dataclass(frozen=True)
class Duties:
    """Everything in ``duties.toml``."""

    duties: tuple[Duty, ...] = ()
    reports: tuple[Report, ...] = ()


def _to_due(value: object) -> str:
    """``MM-DD`` of a day or of a part of the year.

    >>> _to_due("Q1"), _to_due("04-15")
    ('03-31', '04-15')
    """
    written = str(value)
    if written in PERIODS:
        return PERIODS[written]
    try:
        date.fromisoformat(f"2023-{written}" if re.fullmatch(_DAY, written) else "")
    except ValueError:
        raise WrongValueError("duty_due", {"periods": ", ".join(PERIODS)}, nearest(value, PERIODS)) from None
    return written


DUE = Scalar(
    f'a day, `"MM-DD"`, or a part of the year: {", ".join(PERIODS)}',
    _to_due,
    {"anyOf": [{"enum": list(PERIODS)}, {"type": "string", "pattern": f"^{_DAY}$"}]},
    "",
)

DUTY = TomlTable(
    "duty",
    Field("id", TEXT, "its own name", required=True),
    Field("title", ALL_LANGUAGES, "what is to be done", required=True),
    Field(
        "principle",
        TEXT,
        "id of the plan element that obliges (a principle, a precondition or a strategy)",
        required=True,
    ),
    Field("quote", ALL_LANGUAGES, "the words of that element, exactly as the plan has them", required=True),
    Field("due", DUE, "the last day in the year", required=True),
    into=Duty,
    named_by=("id",),
    heading="[[duty]]",
)


def _report(values: Values, place: Place) -> Report:
    return Report(**values, line=place.line("area"))


def _done_has_evidence(report: Report, place: Place) -> None:
    if report.state == "done" and not place.has("evidence"):
        place.fault("report_evidence", "state")


REPORT = TomlTable(
    "report",
    Field("area", TEXT, "id of an area", required=True),
    Field("duty", TEXT, "id of a duty", required=True),
    Field("year", whole(1000, 2999), "the year it is about", required=True),
    Field("state", one_of(REPORTED, ""), "what is reported", required=True),
    Field("date", DAY, "the day it was done or reported", required=True),
    Field("evidence", ADDRESS, "the document", must="when done"),
    Field("note", ALL_LANGUAGES, "one sentence"),
    build=_report,
    named_by=("area", "duty", "year"),
    heading="[[report]]",
    check=_done_has_evidence,
)

DUTIES = TomlTable(
    "duties",
    Field("duty", many(DUTY, unique=("id",), twice="duty_twice"), to="duties"),
    Field("report", many(REPORT, unique=("area", "duty", "year"), twice="report_twice"), to="reports"),
    into=Duties,
    about="What the plan obliges municipalities to do each year, and what has been reported.",
)


def load_duties(folder: Path, plan: Plan | None, areas: Areas | None) -> tuple[Duties, list[Fault]]:
    """Read ``duties.toml`` of a region's folder; a region without one has no duties.

    Besides what :data:`DUTIES` declares, a fault is: a plan element, area or duty that does not exist, and a quote that
    the plan does not say.

    >>> load_duties(Path("regions/without-duties"), None, None)
    (Duties(duties=(), reports=()), [])
    """
    path = folder / FILE
    if not path.exists():
        return Duties(), []
    located, faults = read_toml(path, FILE)
    if located is None:
        return Duties(), faults
    found = read(located, DUTIES)
    for duty, place in zip(found.value.duties, found.place.entries("duty"), strict=True):
        if plan is not None and duty.principle:
            _check_quote(duty, plan, place)
    named = [duty.id for duty in found.value.duties]
    for report, place in zip(found.value.reports, found.place.entries("report"), strict=True):
        if areas is not None and report.area and report.area not in areas:
            place.unknown(
                "report_area", "area", name=report.area, known=[a.id for a in areas], id=report.area
            )
        if report.duty and report.duty not in named:
            place.unknown("report_duty", "duty", name=report.duty, known=named, id=report.duty)
    faults = found.faults
    return (Duties() if faults else found.value), faults


def _check_quote(duty: Duty, plan: Plan, place: Place) -> None:
    elements = {element.id: element for element in plan.everything()}
    element = elements.get(duty.principle)
    if element is None:
        place.unknown("duty_element", "principle", name=duty.principle, known=elements, id=duty.principle)
        return
    for language, words in duty.quote.items():
        if words not in element.text.get(language, ""):
            place.fault("duty_quote", "quote", language, id=duty.principle, language=language)


def future_reports(duties: Duties, day: str) -> list[Fault]:
    """A fault for each report dated after the day that the edition stands for."""
    return [
        Fault(FILE, r.line, "report_future", {"where": r.area, "date": r.date.isoformat(), "day": day})
        for r in duties.reports
        if r.date.isoformat() > day
    ]


def answer(report: Report | None, due: str, day: str) -> str:
    """One of :data:`ANSWERS` for a duty that falls due on a day, seen from another.

    Silence after the last day is *not reported*: nobody knows whether it was done. *late* is what somebody has
    said is not finished.

    >>> answer(None, "2020-12-31", "2020-06-01"), answer(None, "2020-12-31", "2021-01-01")
    ('due', 'not reported')
    """
    if report is not None and report.state == "done" and report.evidence:
        return "done"
    if day <= due:
        return "due"
    return "not reported" if report is None else "late"


def board_year(plan: Plan, day: str) -> int:
    """The year that the board shows: the edition's, or the plan's last one where the plan has run out."""
    year = int(day[:4])
    last = plan.valid_to.year if plan.valid_to else year
    first = plan.valid_from.year if plan.valid_from else year
    return max(first, min(year, last))


def coverage_content(duties: Duties, plan: Plan, areas: Areas, day: str) -> dict[str, Any]:
    """``coverage.json``: the board of a year, and every report of other years.

    ``rows`` has one entry for each member of the main area in that year, in the members' own order, with one cell
    for each duty; ``counts`` how many cells have each answer.
    """
    year = board_year(plan, day)
    public = [r for r in duties.reports if r.date.isoformat() <= day]
    found = {(r.area, r.duty): r for r in public if r.year == year}
    members = _members(areas, year)
    rows: list[dict[str, Any]] = [
        {"area": area, "cells": [_cell(found.get((area, d.id)), d, year, day) for d in duties.duties]}
        for area in members
    ]
    answers = [cell["state"] for row in rows for cell in row["cells"]]
    others = sorted((r for r in public if r.year != year), key=lambda r: -r.year)
    return {
        "year": year,
        "duties": [
            {
                "id": d.id,
                "title": dict(d.title),
                "element": d.principle,
                "quote": dict(d.quote),
                "due": f"{year}-{d.due}",
            }
            for d in duties.duties
        ],
        "rows": rows,
        "counts": {state: answers.count(state) for state in ANSWERS},
        "count": len(answers),
        "others": [_told(r) for r in others],
    }


def _members(areas: Areas, year: int) -> Sequence[str]:
    """Who the duties are asked of: the main area's members in the year, or those it has now."""
    if areas.main not in areas:
        return ()
    return areas.members(areas.main, str(year)) or areas.members(areas.main) or (areas.main,)


def _cell(report: Report | None, duty: Duty, year: int, day: str) -> dict[str, Any]:
    nothing: dict[str, Any] = {"date": "", "evidence": "", "note": {}, "reported": ""}
    told = nothing if report is None else _told(report)
    return {
        "duty": duty.id,
        "state": answer(report, f"{year}-{duty.due}", day),
        **{key: told[key] for key in ("date", "evidence", "note", "reported")},
    }


def _told(report: Report) -> dict[str, Any]:
    return {
        "area": report.area,
        "duty": report.duty,
        "year": report.year,
        "reported": report.state,
        "date": report.date.isoformat(),
        "evidence": report.evidence,
        "note": dict(report.note),
    }
