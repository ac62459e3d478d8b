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
from retning.toml.faults import Fault
from retning.toml.fields import Fields, one_of, to_address, to_date, to_text, to_whole
from retning.toml.lines import read_toml

FILE = "duties.toml"
DUTY_KEYS = ("id", "title", "principle", "quote", "due")
REPORT_KEYS = ("area", "duty", "year", "state", "date", "evidence", "note")
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

_DAY = re.compile(r"\d{2}-\d{2}")


@dataclass(frozen=True)
class Duty:
    """Something that every municipality owes each year: which words of the plan say so, and by when."""

    id: str
    title: Text
    principle: str  # the plan element that obliges
    due: str  # "MM-DD"
    quote: Text


@dataclass(frozen=True)
class Report:
    """What a municipality has told about one duty in one year."""

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


def load_duties(folder: Path, plan: Plan | None, areas: Areas | None) -> tuple[Duties, list[Fault]]:
    """Read ``duties.toml`` of a region's folder; a region without one has no duties.

    Faults: an id used twice, a plan element, area or duty that does not exist, a quote that the plan does not
    say, a day that is none, two reports of the same thing, and something said to be done without evidence.

    >>> load_duties(Path("regions/without-duties"), None, None)
    (Duties(duties=(), reports=()), [])
    """
    path = folder / FILE
    if not path.exists():
        return Duties(), []
    located, faults = read_toml(path, FILE)
    if located is None:
        return Duties(), faults
    top = Fields(located.data, located.line, FILE, FILE, faults)
    duties: dict[str, Duty] = {}
    for at, raw in top.tables("duty"):
        fields = top.inner("duty", at, raw, str(raw.get("id", at + 1)))
        duty = _duty(fields, plan)
        if duty is not None and duty.id in duties:
            fields.fault("duty_twice", "id", id=duty.id)
        elif duty is not None:
            duties[duty.id] = duty
    named = {str(raw.get("id")) for _, raw in top.tables("duty")}
    reports: dict[tuple[str, str, int], Report] = {}
    for at, raw in top.tables("report"):
        where = " ".join(str(raw.get(part, "?")) for part in ("area", "duty", "year"))
        fields = top.inner("report", at, raw, where)
        report = _report(fields, named, areas)
        if report is None:
            continue
        key = (report.area, report.duty, report.year)
        if key in reports:
            fields.fault("report_twice", "area")
        else:
            reports[key] = report
    top.leftover(["duty", "report"])
    if faults:
        return Duties(), faults
    return Duties(tuple(duties.values()), tuple(reports.values())), []


def _duty(fields: Fields, plan: Plan | None) -> Duty | None:
    before = len(fields.faults)
    id = fields.take("id", to_text, required=True)
    title = fields.languages("title", required=True)
    principle = fields.take("principle", to_text, required=True)
    quote = fields.languages("quote", required=True)
    due = fields.take("due", to_text, required=True)
    if due is not None and _due_day(due) is None:
        fields.fault("duty_due", "due", value=due, periods=", ".join(PERIODS))
    if plan is not None and principle is not None:
        element = next((e for e in plan.everything() if e.id == principle), None)
        if element is None:
            fields.fault("duty_element", "principle", id=principle)
        else:
            for language, words in quote.items():
                if words not in element.text.get(language, ""):
                    fields.fault("duty_quote", "quote", language, id=principle, language=language)
    fields.leftover(DUTY_KEYS)
    if len(fields.faults) > before or id is None or principle is None or due is None:
        return None
    return Duty(id, title, principle, _due_day(due) or "", quote)


def _due_day(written: str) -> str | None:
    """``MM-DD`` of a day or of a part of the year; ``None`` where it is neither.

    >>> _due_day("Q1"), _due_day("04-15"), _due_day("02-30")
    ('03-31', '04-15', None)
    """
    if written in PERIODS:
        return PERIODS[written]
    try:
        date.fromisoformat(f"2023-{written}" if _DAY.fullmatch(written) else "")
    except ValueError:
        return None
    return written


def _report(fields: Fields, duties: set[str], areas: Areas | None) -> Report | None:
    before = len(fields.faults)
    area = fields.take("area", to_text, required=True)
    if areas is not None and area is not None and area not in areas:
        fields.fault("report_area", "area", id=area)
    duty = fields.take("duty", to_text, required=True)
    if duty is not None and duty not in duties:
        fields.fault("report_duty", "duty", id=duty, known=", ".join(sorted(duties)))
    year = fields.take("year", to_whole, required=True)
    state = fields.take("state", one_of(*REPORTED), required=True)
    day = fields.take("date", to_date, required=True)
    evidence = fields.take("evidence", to_address)
    if state == "done" and "evidence" not in fields.raw:
        fields.fault("report_evidence", "state")
    note = fields.languages("note")
    fields.leftover(REPORT_KEYS)
    if len(fields.faults) > before or area is None or duty is None:
        return None
    if year is None or state is None or day is None:
        return None
    return Report(area, duty, year, state, day, evidence or "", note, fields.line_of("area"))


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
