"""The path to a target: where a series should have been, fixed before anything was observed (pattern P1).

Nine of the fourteen target types have one. A level is reached along a straight or geometric line from the base; a
growth is a geometric line; a comparison with a benchmark moves with the benchmark; a minimum and a level to keep are
flat. Nothing here judges: the answer stands in the assessment.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from retning.answers import Better
from retning.plan.model import Target
from retning.statistics.assessment.case import readings
from retning.statistics.assessment.direction import years_of
from retning.statistics.assessment.measures import Measures, in_order, since_break, year_of
from retning.statistics.indicators.model import Indicator
from retning.statistics.model import Series, Value

Point = tuple[str, float]
"""A period and a value in the indicator's unit."""


@dataclass(frozen=True)
class Path:
    """The path of one target of an indicator under its main reading.

    ``target`` is the number among the indicator's targets; ``goal`` the point that the path ends in; ``moving``
    says that the goal moves with what it is compared with. ``period``, ``value``, ``expected`` and ``distance`` are
    the newest observed point on the path, what it should have been, and by how much it is above that. ``asked`` is
    what the path asks for in every observed period that lies on it, and in its own points.
    """

    indicator: str
    area: str
    line: str
    element: str
    target: int
    type: str
    points: tuple[Point, ...]
    goal: Point
    base: Point | None
    moving: bool
    benchmark: str
    better: Better
    period: str
    value: float | None
    expected: float | None
    distance: float | None
    asked: tuple[Point, ...] = ()


def paths(indicators: Iterable[Indicator], measures: Measures) -> list[Path]:
    """The path of every target that has one, in the order of indicators and their targets.

    >>> paths([], Measures([], []))
    []
    """
    found = (
        path_of(indicator, number, target, measures)
        for indicator in indicators
        for number, target in enumerate(indicator.targets)
    )
    return [path for path in found if path is not None]


def path_of(indicator: Indicator, number: int, target: Target, measures: Measures) -> Path | None:
    """The path of one target; ``None`` where its type has none, or its series cannot carry one or only stands in."""
    if target.indicator_missing:
        return None
    values: dict[str, Any] = {**target.values, **readings(target)[0].values}
    area = str(values.get("area") or indicator.main_area)
    series = measures.find(indicator.id, area, str(values.get("line") or ""))
    if series is None or not series.known:
        return None
    name = target.type.name
    to = year_of(values.get("to"))
    own, _ = since_break(series, to)
    benchmark = str(values.get("benchmark") or indicator.benchmark or "")
    other = _benchmark(measures, series, benchmark) if name.startswith("bench_") else None
    points = _points(name, values, indicator, own, other)
    if len(points) < 2:
        return None
    kept = series if name in ("minimum", "maintain", "parity") else own
    period, value, expected = _latest(points, kept)
    direction = str(values.get("direction") or indicator.direction)
    better: Better = "up" if direction == "up" else "down" if direction == "down" else ""
    return Path(
        indicator=indicator.id,
        area=area,
        line=series.line,
        element=target.element,
        target=number,
        type=name,
        points=tuple(points),
        goal=points[-1],
        base=points[0] if name in _FROM_BASE else None,
        moving=name.startswith("bench_"),
        benchmark=benchmark if other is not None else "",
        better=better,
        period=period,
        value=value,
        expected=expected,
        distance=None if value is None or expected is None else value - expected,
        asked=tuple(_asked(points, kept)),
    )


_FROM_BASE = ("level", "rel_change", "growth", "bench_growth", "parity")


def _benchmark(measures: Measures, series: Series, area: str) -> Series | None:
    if not area:
        return None
    return measures.find(series.indicator, area, series.line) or measures.find(series.indicator, area)


def _points(
    name: str, values: Mapping[str, Any], indicator: Indicator, own: Series, other: Series | None
) -> list[Point]:
    """The points of the path by the target's type; fewer than two where there is none."""
    if name in ("level", "rel_change", "parity"):
        return _to_level(name, values, indicator, own)
    if name == "growth":
        return _growth(values, own)
    if name == "minimum" and values.get("of", "periods") == "periods" and values.get("per") != "sum":
        return _flat(values, own, float(values["value"]))
    if name == "maintain" and "value" in values:
        return _flat(values, own, float(values["value"]))
    if other is None:
        return []
    return _beside(own, other) if name == "bench_level" else _lead(values, own, other)


def _base(own: Series, start: object) -> Value | None:
    """The value in the base year, or the next one that there is."""
    first = year_of(start)
    return next((v for v in in_order(own.known) if first is None or _year(v.period) >= first), None)


def _year(period: str) -> float:
    return float(int(period[:4]))


def _to_level(name: str, values: Mapping[str, Any], indicator: Indicator, own: Series) -> list[Point]:
    base, to = _base(own, values.get("from")), year_of(values.get("to"))
    if base is None or base.value is None or to is None or _year(base.period) >= to:
        return []
    if name == "parity":
        line = indicator.lines[0]
        goal = float(line.factor * (line.relative.factor if line.relative is not None else 1))
    elif name == "rel_change":
        goal = base.value * (1 + float(values["value"]))
    else:
        goal = float(values["value"])
    end = f"{to:.0f}"
    if values.get("path") != "geometric" or min(base.value, goal) <= 0:
        return [(base.period, base.value), (end, goal)]
    start = int(_year(base.period))
    growth = float(np.log(goal / base.value)) / (to - start)
    middle = [(f"{y}", base.value * float(np.exp(growth * (y - start)))) for y in range(start + 1, int(to))]
    return [(base.period, base.value), *middle, (end, goal)]


def _growth(values: Mapping[str, Any], own: Series) -> list[Point]:
    base = _base(own, values.get("from"))
    if base is None or base.value is None:
        return []
    start = int(_year(base.period))
    to = year_of(values.get("to"))
    end = int(to) if to is not None else int(_year(in_order(own.known)[-1].period))
    factor = 1 + float(values["value"])
    later = [(f"{y}", base.value * factor ** (y - start)) for y in range(start + 1, end + 1)]
    return [(base.period, base.value), *later]


def _flat(values: Mapping[str, Any], own: Series, level: float) -> list[Point]:
    known = in_order(own.known)
    start, end = values.get("from"), values.get("to")
    first = known[0].period if start in (None, "") else str(start)
    last = known[-1].period if end in (None, "") else str(end)
    return [(first, level), (last, level)] if first[:4] < last[:4] else []


def _pairs(own: Series, other: Series) -> list[tuple[str, float, float]]:
    against = {v.period: v.value for v in other.known}
    return [
        (v.period, v.value, beside)
        for v in in_order(own.known)
        if v.value is not None and (beside := against.get(v.period)) is not None
    ]


def _beside(own: Series, other: Series) -> list[Point]:
    """The benchmark itself is what is asked for."""
    return [(period, beside) for period, _, beside in _pairs(own, other)]


def _lead(values: Mapping[str, Any], own: Series, other: Series) -> list[Point]:
    """The benchmark's growth and the lead that is asked for, from where we stood in the base year."""
    first = year_of(values.get("from"))
    pairs = [p for p in _pairs(own, other) if first is None or _year(p[0]) >= first]
    if len(pairs) < 2 or min(min(p[1], p[2]) for p in pairs) <= 0:
        return []
    lead, per = float(values["value"]) / 100, str(values.get("per") or "points")
    start, base, beside = pairs[0]
    years = years_of([p[0] for p in pairs])
    points: list[Point] = [(start, base)]
    for (period, _, now), passed in zip(pairs[1:], years[1:] - years[0], strict=True):
        grown = float(np.log(now / beside))
        if per == "points":
            asked = base * float(np.exp(grown + lead * float(passed)))
        elif per == "factor":
            asked = base * float(np.exp(grown * (1 + lead)))
        else:
            asked = base * now / beside * (1 + lead)
        points.append((period, asked))
    return points


def _latest(points: Sequence[Point], series: Series) -> tuple[str, float | None, float | None]:
    """The newest observation that lies on the path, and what the path asks for then."""
    at = [float(moment) for moment in years_of([p[0] for p in points])]
    known = in_order(series.known)
    moments = years_of([v.period for v in known])
    for value, moment in zip(reversed(known), moments[::-1], strict=True):
        expected = _on_path(points, at, float(moment))
        if expected is not None:
            return value.period, value.value, expected
    return known[-1].period, known[-1].value, None


def _on_path(points: Sequence[Point], at: Sequence[float], moment: float) -> float | None:
    """What a path asks for at a moment, on the straight line between two of its points; ``None`` beside it."""
    for n, (start, end) in enumerate(itertools.pairwise(at)):
        if start <= moment <= end:
            low, high = points[n][1], points[n + 1][1]
            return low + (high - low) * (0.0 if end == start else float((moment - start) / (end - start)))
    return None


def _asked(points: Sequence[Point], series: Series) -> list[Point]:
    """What a path asks for in every observed period on it, and in its own points, in order of time."""
    at = [float(moment) for moment in years_of([p[0] for p in points])]
    known = in_order(series.known)
    found = dict(points)
    for value, moment in zip(known, years_of([v.period for v in known]), strict=True):
        expected = _on_path(points, at, float(moment))
        if expected is not None:
            found.setdefault(value.period, expected)
    periods = list(found)
    order = sorted(zip(years_of(periods), periods, strict=True))
    return [(period, found[period]) for _, period in order]
