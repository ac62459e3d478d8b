"""The coverage board: what the plan obliges to each year, and whether it has been reported done.

Whether a duty is done, due, late or not reported follows from the reports and from the day that the edition stands
for; no clock is read. What has no evidence that everybody can open does not count as done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from retning.answers import DUTY_STATES, DutyState
from retning.canonical import plain
from retning.followup.records import MEMBERS, Duty, Followup, Report
from retning.plan.model import Plan
from retning.plan.versions import followed_on_by, followed_until, known_on
from retning.statistics.areas import Areas


def answer(report: Report | None, due: str, day: str) -> DutyState:
    """How a duty that falls due on a day stands, seen from another.

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
    """The year that the board shows: the edition's, or the last one that the plan was followed in.

    A plan is followed while it is in force, and after its end for as long as a decision says so.
    """
    year = int(day[:4])
    last = followed_until(plan)
    first = plan.valid_from.year if plan.valid_from else year
    return max(first, year if last is None else min(year, last.year))


def asked(duty: Duty, areas: Areas, year: int) -> Sequence[str]:
    """The areas that a duty is asked of in a year, in the order of the members and then of ``who``.

    An area that had no code on the year's first day was not there, and is not asked.
    """
    found: list[str] = []
    for one in duty.who:
        if one == MEMBERS:
            found += _members(areas, year)
        elif one in areas and (not areas[one].codes or areas[one].code_on(date(year, 1, 1))):
            found.append(one)
    return tuple(dict.fromkeys(found))


def _members(areas: Areas, year: int) -> Sequence[str]:
    """The main area's members in the year, or those it has now."""
    if areas.main not in areas:
        return ()
    return areas.members(areas.main, str(year)) or areas.members(areas.main) or (areas.main,)


def coverage_content(followup: Followup, plan: Plan, areas: Areas, day: str) -> dict[str, Any]:
    """``coverage.json``: the board of a year, and every report that the board does not show.

    ``rows`` has one entry for each area that is asked something in that year, the members first, with one cell for each
    duty that is asked of it; ``counts`` how many cells have each answer. ``followed_on`` is the decision by which the
    plan is followed in that year, ``None`` while it is in force.
    """
    on = date.fromisoformat(day)
    plan = known_on(plan, on)
    year = board_year(plan, day)
    public = [r for r in followup.reports if r.date <= on]
    found = {(r.area, r.duty): r for r in public if r.year == year}
    rows = _rows(followup.duties, found, areas, year, day)
    answers = [cell["state"] for row in rows for cell in row["cells"]]
    there = {(row["area"], cell["duty"], year) for row in rows for cell in row["cells"]}
    others = [r for r in public if (r.area, r.duty, r.year) not in there]
    decision = followed_on_by(plan, min(on, date(year, 12, 31)))
    return {
        "year": year,
        "followed_on": None if decision is None else plain(decision),
        "duties": [
            {
                "id": d.id,
                "title": dict(d.title),
                "element": d.element,
                "quote": dict(d.quote),
                "due": f"{year}-{d.due}",
            }
            for d in followup.duties
        ],
        "rows": rows,
        "counts": {state: answers.count(state) for state in DUTY_STATES},
        "count": len(answers),
        "others": [_reported(r) for r in sorted(others, key=lambda r: -r.year)],
    }


def _rows(
    duties: Sequence[Duty], reports: Mapping[tuple[str, str], Report], areas: Areas, year: int, day: str
) -> list[dict[str, Any]]:
    """One row for each area that something is asked of; without any duty one for each member."""
    of_duty = {duty.id: asked(duty, areas, year) for duty in duties}
    every = [area for who in of_duty.values() for area in who] if duties else [*_members(areas, year)]
    members = set(_members(areas, year))
    order = sorted(dict.fromkeys(every), key=lambda area: area not in members)
    return [
        {
            "area": area,
            "cells": [
                _cell(reports.get((area, duty.id)), duty, year, day)
                for duty in duties
                if area in of_duty[duty.id]
            ],
        }
        for area in order
    ]


def _cell(report: Report | None, duty: Duty, year: int, day: str) -> dict[str, Any]:
    nothing: dict[str, Any] = {"date": "", "evidence": "", "note": {}, "lang": "", "reported": ""}
    reported = nothing if report is None else _reported(report)
    return {
        "duty": duty.id,
        "state": answer(report, f"{year}-{duty.due}", day),
        **{key: reported[key] for key in nothing},
    }


def _reported(report: Report) -> dict[str, Any]:
    return {
        "area": report.area,
        "duty": report.duty,
        "year": report.year,
        "reported": report.state,
        "date": report.date.isoformat(),
        "evidence": report.evidence,
        "lang": report.lang,
        "note": dict(report.note),
    }
