"""How much the data can carry: a grade from A to D with its reasons (methods.md 1.7)."""

from __future__ import annotations

from collections.abc import Iterable

from retning.answers import GRADES, Grade, Nothing
from retning.statistics.model import Evidence, Reason, Series, Value
from retning.statistics.rules.model import Rules
from retning.statistics.tables.periods import parse_period


def comparable(series: Series) -> tuple[Value, ...]:
    """The known points since the last registered break, in order of time."""
    known = sorted(series.known, key=lambda v: parse_period(v.period).at)
    if not known:
        return ()
    last = parse_period(known[-1].period).at
    cuts = [at for b in series.breaks if (at := parse_period(b.period).at) <= last]
    return tuple(v for v in known if not cuts or parse_period(v.period).at >= max(cuts))


def evidence(
    series: Series | None,
    *,
    survey: bool = False,
    provisional_last: int = 0,
    proxy: bool = False,
    self_report: bool = False,
    rules: Rules,
) -> Evidence:
    """The grade of one series: the worst that any of these gives, and every reason that counted.

    A: ``rules.points_grade_a`` comparable points or more (ten), final. B: five to nine, or a provisional last one, or a value that is
    estimated (a split municipality). C: two to four, or a sample survey without published error, or a
    stand-in for what was asked. D: one point, or self-report. ``""`` where there is no value at all.

    >>> from retning.statistics.rules.history import rules_on
    >>> evidence(Series("births", "north", (Value("2020", 5.0),)), rules=rules_on(None)).grade
    'D'
    """
    points = () if series is None else comparable(series)
    if series is None or not points:
        return Evidence("", (Reason("no_values"),))
    n = len(points)
    grade: Grade | Nothing = "D"
    if n >= rules.points_grade_a:
        grade = "A"
    elif n >= rules.points_grade_b:
        grade = "B"
    elif n >= rules.points_grade_c:
        grade = "C"
    reasons = [Reason("one_point_only") if n == 1 else Reason("points", {"n": n})]
    if n < len(series.known):
        reasons.append(Reason("since_break", {"period": points[0].period}))
    if provisional_last > 0 or points[-1].certainty == "provisional":
        grade = worse(grade, "B")
        reasons.append(Reason("provisional_last", {"period": points[-1].period}))
    estimated = sum(v.method == "estimated" or v.certainty == "estimated" for v in points)
    if estimated:
        grade = worse(grade, "B")
        reasons.append(Reason("estimated", {"n": estimated, "of": n}))
    if survey and any(v.lower is None or v.upper is None for v in points):
        grade = worse(grade, "C")
        reasons.append(Reason("survey_without_error"))
    if proxy:
        grade = worse(grade, "C")
        reasons.append(Reason("proxy"))
    if self_report:
        grade = worse(grade, "D")
        reasons.append(Reason("self_report"))
    return Evidence(grade, tuple(reasons))


def worse(a: Grade | Nothing, b: Grade | Nothing) -> Grade | Nothing:
    """The worse of two grades; "" (nothing to grade) gives way to any grade.

    >>> worse("A", "C")
    'C'
    """
    return max((g for g in (a, b) if g), key=GRADES.index, default="")


def weakest(found: Iterable[Evidence]) -> Evidence:
    """The weakest link: the worst grade among several, with the reasons of the one that has it."""
    graded = [e for e in found if e.grade]
    if not graded:
        return Evidence("", (Reason("no_values"),))
    return max(graded, key=lambda e: GRADES.index(e.grade))
