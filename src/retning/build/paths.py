"""From the paths to targets to the records of an edition."""

from __future__ import annotations

from retning.canonical import maybe, number
from retning.edition.records import paths as records
from retning.statistics.assessment.paths import Path, Point


def path_record(one: Path) -> records.Path:
    """The path to one target of a line."""
    return records.Path(
        element=one.element,
        target=one.target,
        type=one.type,
        line=one.line,
        points=tuple(_point(p) for p in one.points),
        goal=_point(one.goal),
        base=None if one.base is None else _point(one.base),
        moving=one.moving,
        benchmark=one.benchmark,
        better=one.better,
        period=one.period,
        value=maybe(one.value),
        expected=maybe(one.expected),
        distance=maybe(one.distance),
        asked=tuple(_point(p) for p in one.asked),
    )


def _point(point: Point) -> records.PathPoint:
    period, value = point
    return records.PathPoint(period, number(value))
