"""One target under one reading, and what it can look up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from retning.answers import Status
from retning.plan.model import Reading, Target
from retning.statistics.assessment.measures import (
    Measures,
    Members,
    arrays,
    as_of_year,
    in_order,
    since_break,
    year_of,
)
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.assessment.rhythm import yearly
from retning.statistics.assessment.targets.common import MET, MISSED
from retning.statistics.indicators.model import Indicator
from retning.statistics.model import Reason, Series, Tendency, Value
from retning.statistics.rules.model import Rules
from retning.statistics.tables.periods import parse_period


@dataclass(frozen=True)
class Case:
    """One target under one reading, with all that it can look up."""

    target: Target
    values: Mapping[str, Any]  # the target's fields, overridden by the reading's
    measures: Measures
    areas: Members
    as_of: str
    tendency: Callable[[Series], Tendency]
    rules: Rules
    serving: str = ""  # an indicator that serves the element, for direction targets that name none

    @property
    def indicator(self) -> Indicator | None:
        """The indicator that the target is about."""
        name = self.target.indicator or self.values.get("indicator") or self.serving
        return self.measures.indicators.get(str(name)) if name else None

    @property
    def area(self) -> str:
        """The area that is judged: the reading's, the target's, or the indicator's main area."""
        definition = self.indicator
        return str(self.values.get("area") or (definition.main_area if definition else ""))

    @property
    def series(self) -> Series | None:
        """The series that is judged."""
        definition = self.indicator
        line = str(self.values.get("line") or "")
        return None if definition is None else self.measures.find(definition.id, self.area, line)

    def comparable(self, series: Series) -> Series:
        """A series that the judged one is compared with, as one point a year; mixed periods have no points."""
        line, _ = yearly(series, self.measures.indicators[series.indicator].nature)
        return replace(series, values=()) if line is None else line

    @property
    def direction(self) -> str:
        """``up`` or ``down`` from the target or the indicator; "" where nobody said."""
        definition = self.indicator
        way = str(self.values.get("direction") or (definition.direction if definition else ""))
        return way if way in ("up", "down") else ""

    def year(self, field: str) -> float | None:
        """A field as a year."""
        return year_of(self.values.get(field))

    @property
    def passed(self) -> bool:
        """Whether the deadline lies behind the day that is judged from."""
        to = self.year("to")
        return to is not None and as_of_year(self.as_of) >= to + 1


def readings(target: Target) -> tuple[Reading, ...]:
    """The readings of a target, the main one first; one without a name where the text is clear."""
    if not target.readings:
        return (Reading("", {}, {}, True),)
    return tuple(sorted(target.readings, key=lambda r: not r.main))


def cut_at_break(case: Case, series: Series) -> tuple[Series, tuple[Reason, ...]]:
    """The series since its last break before the deadline, and the reason to show when one was there."""
    cut, at = since_break(series, case.year("to"))
    return cut, (Reason("since_break", {"period": at}),) if at else ()


def with_reasons(status: TargetStatus, reasons: tuple[Reason, ...]) -> TargetStatus:
    """The status with further reasons.

    A base year from before a break is not a year without a figure: its figure was left out, and that is said.
    """
    breaks = [parse_period(str(r.values["period"])).at for r in reasons if r.key == "since_break"]
    told = tuple(
        replace(r, key="base_before_break")
        if r.key == "base_moved" and any(float(str(r.values["wanted"])) < at for at in breaks)
        else r
        for r in status.reasons
    )
    return replace(status, reasons=(*told, *reasons)) if reasons else status


def lists(series: Series) -> tuple[list[float], list[float]]:
    """Years and values as plain lists."""
    t, y = arrays(series)
    return t.tolist(), y.tolist()


def at_deadline(
    case: Case, status: TargetStatus, met: tuple[Status, ...], missed: tuple[Status, ...]
) -> TargetStatus:
    """After the deadline a clear answer becomes met or missed; an unclear one stays what it is."""
    if not case.passed:
        return status
    if status.state in met:
        return replace(status, state=MET)
    return replace(status, state=MISSED) if status.state in missed else status


def upto(series: Series, to: float | None) -> list[Value]:
    """Known values up to and with a year, in order of time."""
    return [v for v in in_order(series.known) if to is None or parse_period(v.period).year <= to]
