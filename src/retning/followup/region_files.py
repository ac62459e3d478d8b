"""Statements and duties from the files of a region's folder: one source of :class:`~retning.followup.records.Followup`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from retning.followup.declared import DUTIES, DUTIES_FILE, STATEMENTS, STATEMENTS_FILE
from retning.followup.records import MEMBERS, Duty, Followup, Report, Statement
from retning.plan.model import Plan
from retning.statistics.areas import Areas
from retning.toml.faults import Fault
from retning.toml.lines import read_toml
from retning.toml.place import Place
from retning.toml.schema import read


@dataclass(frozen=True)
class WrittenFollowup:
    """What the files say, and on which line each statement and report is dated, for faults that show only later."""

    followup: Followup = field(default_factory=Followup)
    statement_lines: tuple[int, ...] = ()
    report_lines: tuple[int, ...] = ()

    def later_than(self, day: str) -> list[Fault]:
        """A fault for each statement and report that is dated after the day that the edition stands for."""
        return [*self._later_statements(day), *self._later_reports(day)]

    def _later_statements(self, day: str) -> Iterator[Fault]:
        for one, line in zip(self.followup.statements, self.statement_lines, strict=True):
            if one.date.isoformat() > day:
                said = {"where": one.element, "date": one.date.isoformat(), "day": day}
                yield Fault(STATEMENTS_FILE, line, "statement_future", said)

    def _later_reports(self, day: str) -> Iterator[Fault]:
        for one, line in zip(self.followup.reports, self.report_lines, strict=True):
            if one.date.isoformat() > day:
                said = {"where": one.area, "date": one.date.isoformat(), "day": day}
                yield Fault(DUTIES_FILE, line, "report_future", said)


def load_followup(
    folder: Path, plan: Plan | None, areas: Areas | None
) -> tuple[WrittenFollowup, list[Fault]]:
    """Read ``statements.toml`` and ``duties.toml`` of a region's folder; a region may lack either.

    Besides what :mod:`retning.followup.declared` declares, a fault is: a plan element, area or duty that does not exist,
    a quote that the plan does not say, and a report by an area that the duty is not asked of. With a fault in one of the
    files nothing of that file is returned. ``plan`` and ``areas`` may be ``None`` where they could not be read.

    >>> load_followup(Path("regions/without-followup"), None, None)[0].followup
    Followup(statements=(), duties=(), reports=())
    """
    statements, statement_lines, faults = _statements(folder, plan)
    duties, reports, report_lines, more = _duties(folder, plan, areas)
    followup = Followup(statements=statements, duties=duties, reports=reports)
    return WrittenFollowup(followup, statement_lines, report_lines), [*faults, *more]


def _statements(
    folder: Path, plan: Plan | None
) -> tuple[tuple[Statement, ...], tuple[int, ...], list[Fault]]:
    path = folder / STATEMENTS_FILE
    if not path.exists():
        return (), (), []
    located, faults = read_toml(path, STATEMENTS_FILE)
    if located is None:
        return (), (), faults
    found = read(located, STATEMENTS)
    places = found.place.entries("statement")
    known = [element.id for element in plan.everything()] if plan is not None else None
    for one, place in zip(found.value, places, strict=True):
        if known is not None and one.element and one.element not in known:
            place.unknown("statement_element", "element", name=one.element, known=known, id=one.element)
    if found.faults:
        return (), (), found.faults
    return found.value, tuple(place.line("element") for place in places), []


def _duties(
    folder: Path, plan: Plan | None, areas: Areas | None
) -> tuple[tuple[Duty, ...], tuple[Report, ...], tuple[int, ...], list[Fault]]:
    path = folder / DUTIES_FILE
    if not path.exists():
        return (), (), (), []
    located, faults = read_toml(path, DUTIES_FILE)
    if located is None:
        return (), (), (), faults
    found = read(located, DUTIES)
    duties, reports = found.value.duties, found.value.reports
    for duty, place in zip(duties, found.place.entries("duty"), strict=True):
        _check_quote(duty, plan, place)
        _check_who(duty, areas, place)
    places = found.place.entries("report")
    for report, place in zip(reports, places, strict=True):
        _check_report(report, duties, areas, place)
    if found.faults:
        return (), (), (), found.faults
    return duties, reports, tuple(place.line("area") for place in places), []


def _check_quote(duty: Duty, plan: Plan | None, place: Place) -> None:
    """The element must be in the plan, and must say the words."""
    if plan is None or not duty.element:
        return
    elements = {element.id: element for element in plan.everything()}
    element = elements.get(duty.element)
    if element is None:
        place.unknown("duty_element", "principle", name=duty.element, known=elements, id=duty.element)
        return
    for language, words in duty.quote.items():
        if words not in element.text.get(language, ""):
            place.fault("duty_quote", "quote", language, id=duty.element, language=language)


def _check_who(duty: Duty, areas: Areas | None, place: Place) -> None:
    for one in duty.who:
        if areas is not None and one != MEMBERS and one not in areas:
            known = [MEMBERS, *(area.id for area in areas)]
            place.unknown("duty_who", "who", name=one, known=known, id=one, members=MEMBERS)


def _check_report(report: Report, duties: tuple[Duty, ...], areas: Areas | None, place: Place) -> None:
    known = {duty.id: duty for duty in duties}
    duty = known.get(report.duty)
    if report.duty and duty is None:
        place.unknown("report_duty", "duty", name=report.duty, known=known, id=report.duty)
    if areas is None or not report.area:
        return
    if report.area not in areas:
        ids = [area.id for area in areas]
        place.unknown("report_area", "area", name=report.area, known=ids, id=report.area)
    elif duty is not None and not _is_asked(duty, report.area, areas):
        place.fault("report_not_asked", "area", id=report.area, duty=duty.id)


def _is_asked(duty: Duty, area: str, areas: Areas) -> bool:
    """Whether a duty is asked of an area in any year."""
    if area in duty.who:
        return True
    return (
        MEMBERS in duty.who and areas.main in areas and area in (*areas.ever_members(areas.main), areas.main)
    )
