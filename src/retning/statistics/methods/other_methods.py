"""How others would judge the same series: Open SDG / Statistics Canada, Eurostat and the UN, exactly as
they do.

Shown beside our answers so that a reader can compare; never used for a status of ours. All of them look at
two end points (methods.md 1.2-1.4). Thresholds: Open SDG from its code (``sdg/ProgressMeasure.py``) and
documentation, the UN's from its Progress Chart note of 2023 as quoted by Eustat; Eurostat's as recalled in
the research, to be checked before they are quoted in public.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ZERO = 0.001
"""Open SDG's stand-in for a base or target of 0."""
YEARS_SHORT, YEARS_LONG = 5, 15
"""Eurostat's short and long term."""


@dataclass(frozen=True)
class MethodAnswer:
    """What another method says. ``value`` is its ratio or growth rate, ``score`` -5..5 where it has one.

    ``status`` is the method's own word; ``not_available`` where it gives no result.
    """

    method: str
    value: float | None
    score: float | None
    status: str


def growth_rate(base: float, current: float, years: float) -> float:
    """Compound growth per year: ``(current / base)^(1/years) - 1``. Raises ``ValueError`` where it is not
    defined.

    >>> round(growth_rate(100, 121, 2), 6)
    0.1
    """
    if not years > 0 or base == 0 or current / base < 0:
        raise ValueError(
            "growth needs two values of the same sign, a base other than 0, and time between them"
        )
    return float((current / base) ** (1 / years) - 1)


def _points(values: Mapping[int, float | None]) -> dict[int, float]:
    known = {int(y): float(v) for y, v in values.items() if v is not None and v == v}
    if any(math.isinf(v) for v in known.values()):
        raise ValueError("a value is infinite")
    return dict(sorted(known.items()))


def limit_factor(base: float, limit: float) -> float:
    """Open SDG's factor C on the positive thresholds when growth has a natural limit (100 %).

    ``1 - (y0/lim)^4.44`` below the limit, mirrored above it, and 1 from twice the limit.

    >>> limit_factor(0.0, 100.0), limit_factor(100.0, 100.0)
    (1.0, 0.0)
    """
    y, lim = abs(base), abs(limit)
    if y >= 2 * lim:
        return 1.0
    part = y / lim if y <= lim else (2 * lim - y) / lim
    return float(1 - part**4.44)


def score_with_target(ratio: float) -> float:
    """Open SDG's score of a progress ratio.

    >>> score_with_target(0.95) > 2.5 > score_with_target(0.949)
    True
    """
    return min(7.1429 * ratio - 4.2857, 5.0) if ratio >= 0.6 else max(4.1667 * ratio - 2.5, -5.0)


def score_without_target(growth: float, factor: float = 1.0) -> float:
    """Open SDG's score of growth in the wanted direction, with thresholds 1.5 % and 0.5 % times ``factor``.

    >>> score_without_target(0.005), score_without_target(-0.1)
    (0.0, -5.0)
    """
    if growth < 0:
        return max(125 * growth - 2.5, -5.0)
    if factor == 0:
        return 5.0
    if growth >= 0.015 * factor:
        return min(500 * growth / factor - 5, 5.0)
    if growth >= 0.005 * factor:
        return 250 * growth / factor - 1.25
    return 500 * growth / factor - 2.5


def score_band(score: float) -> str:
    """Open SDG's status of a score: bands at 2.5, 0 and -2.5.

    >>> [score_band(s) for s in (2.5, 0, -2.5, -2.6)]
    ['substantial_progress', 'moderate_progress', 'limited_progress', 'deterioration']
    """
    if score >= 2.5:
        return "substantial_progress"
    if score >= 0:
        return "moderate_progress"
    return "limited_progress" if score >= -2.5 else "deterioration"


def open_sdg(
    values: Mapping[int, float | None],
    *,
    direction: int = -1,
    base_year: int = 2015,
    target: float | None = None,
    target_year: int = 2030,
    limit: float | None = None,
) -> MethodAnswer:
    """Open SDG's and Statistics Canada's progress of one series, exactly as their code computes it.

    ``values`` by year; ``direction`` 1 or -1 (their default is -1: lower is better). The base is the base
    year or the next year that has a value. A base or target of 0 becomes 0.001; where the base is negative
    the direction is flipped; one point only, or a base and current value of different signs, give
    ``not_available``; a current value that meets the target is ``target_achieved`` whatever else holds. The
    natural ``limit`` counts only without a target. The value is ``d * g_a / abs(g_r)`` with a target, ``d *
    g_a`` without.

    >>> v = open_sdg({2015: 14.5, 2023: 10.4}, target=7.25)
    >>> round(v.value, 6), v.status
    (0.90109, 'moderate_progress')
    """
    if direction not in (1, -1):
        raise ValueError("direction is 1 or -1")
    none = MethodAnswer("open sdg", None, None, "not_available")
    points = _points(values)
    later = [y for y in points if y >= base_year]
    if not later:
        return none
    first, last = min(later), max(points)
    measured, current = points[first], points[last]
    goal = ZERO if target == 0 else target
    value = _open_sdg_value(measured, current, first, last, direction, goal, target_year)
    if goal is not None and direction * (current - goal) >= 0:
        return MethodAnswer("open sdg", value, 5.0, "target_achieved")
    if value is None:
        return none
    if goal is not None:
        return MethodAnswer("open sdg", value, score_with_target(value), score_band_of_ratio(value))
    factor = 1.0 if limit is None else limit_factor(measured, limit)
    return MethodAnswer(
        "open sdg", value, score_without_target(value, factor), status_of_growth(value, factor)
    )


def _open_sdg_value(
    measured: float,
    current: float,
    first: int,
    last: int,
    direction: int,
    goal: float | None,
    target_year: int,
) -> float | None:
    """The ratio or growth rate, or None where their code gives none (or would fail on a root of a negative number)."""
    base = ZERO if measured == 0 else measured
    if base * current < 0 or last - first < 1:
        return None
    way = (-1 if measured < 0 else 1) * direction
    growth = growth_rate(base, current, last - first)
    if goal is None:
        return way * growth
    if goal / base < 0 or goal == base or target_year <= first:
        return None
    return way * growth / abs(growth_rate(base, goal, target_year - first))


def score_band_of_ratio(ratio: float) -> str:
    """Open SDG's class of a ratio: .95, .60 and 0.

    >>> [score_band_of_ratio(r) for r in (0.95, 0.6, 0.0, -0.1)]
    ['substantial_progress', 'moderate_progress', 'limited_progress', 'deterioration']
    """
    if ratio >= 0.95:
        return "substantial_progress"
    if ratio >= 0.60:
        return "moderate_progress"
    return "limited_progress" if ratio >= 0 else "deterioration"


def status_of_growth(growth: float, factor: float = 1.0) -> str:
    """Open SDG's class of growth without a target: 1.5 % and 0.5 % times ``factor``, and 0.

    >>> [status_of_growth(g) for g in (0.015, 0.005, 0.0, -0.001)]
    ['substantial_progress', 'moderate_progress', 'limited_progress', 'deterioration']
    """
    if growth < 0:
        return "deterioration"
    if growth >= 0.015 * factor:
        return "substantial_progress"
    return "moderate_progress" if growth >= 0.005 * factor else "limited_progress"


def open_sdg_indicator(parts: Sequence[MethodAnswer]) -> MethodAnswer:
    """An indicator of several series: the mean of their scores; achieved only when every series is.

    Series without a result do not count.

    >>> open_sdg_indicator([MethodAnswer("open sdg", 1, 5.0, "x"), MethodAnswer("open sdg", 0, -2.0, "y")]).status
    'moderate_progress'
    """
    scored = [(p, p.score) for p in parts if p.score is not None]
    if not scored:
        return MethodAnswer("open sdg", None, None, "not_available")
    score = sum(s for _, s in scored) / len(scored)
    done = all(p.status == "target_achieved" for p, _ in scored)
    return MethodAnswer("open sdg", None, score, "target_achieved" if done else score_band(score))


def eurostat(
    values: Mapping[int, float | None],
    *,
    direction: int,
    target: float | None = None,
    target_year: int | None = None,
    term: int = YEARS_LONG,
) -> MethodAnswer:
    """Eurostat's EU SDG class over the last ``term`` years (15 long, 5 short).

    With target ``g_a/g_r`` from the first year: >= .95 significant progress, >= .60 moderate, >= 0
    insufficient, else movement away. Without: ``d g_a`` >= 1 % significant progress, >= 0 moderate, > -1 %
    moderate movement away, else significant movement away. Asked of the data: at least 10 consecutive years
    for the long term, 3 for the short.

    >>> eurostat({y: 100 * 1.02 ** (y - 2010) for y in range(2010, 2026)}, direction=1).status
    'significant progress'
    """
    if direction not in (1, -1):
        raise ValueError("direction is 1 or -1")
    points = _points(values)
    none = MethodAnswer("eurostat", None, None, "not available")
    if not points:
        return none
    last = max(points)
    run = last
    while run - 1 in points and run - 1 >= last - term:
        run -= 1
    if last - run + 1 < (10 if term >= 10 else 3):
        return none
    first = min(y for y in points if y >= last - term)
    base, current = points[first], points[last]
    if base == 0 or current / base <= 0 or first == last:
        return none
    growth = growth_rate(base, current, last - first)
    if target is None or target_year is None:
        wanted = direction * growth
        if wanted >= 0.01:
            status = "significant progress"
        elif wanted >= 0:
            status = "moderate progress"
        else:
            status = "moderate movement away" if wanted > -0.01 else "significant movement away"
        return MethodAnswer("eurostat", wanted, None, status)
    if target / base <= 0 or target == base or target_year <= first:
        return none
    ratio = growth / growth_rate(base, target, target_year - first)
    words = ((0.95, "significant progress"), (0.60, "moderate progress"), (0.0, "insufficient progress"))
    return MethodAnswer("eurostat", ratio, None, next((w for t, w in words if ratio >= t), "movement away"))


def unsd_2023(
    values: Mapping[int, float | None],
    *,
    direction: int,
    base_year: int = 2015,
    target: float | None = None,
    target_year: int = 2030,
) -> MethodAnswer:
    """The class of the UN Statistics Division's Progress Chart 2023.

    With target: the value drawn out to the target year, ``v_t (1 + g_a)^(T - t)``, as a share of the way
    from base to target: >= .95 "met or on track", >= .10 "fair, acceleration needed", else "stagnation or
    regression". Without: growth in the wanted direction >= 2 %, >= .5 %, else. Within 1 % of a target of 0
    or 100 counts as met.

    >>> unsd_2023({2015: 50.0, 2022: 70.0}, direction=1, target=100.0).status
    'met or on track'
    """
    if direction not in (1, -1):
        raise ValueError("direction is 1 or -1")
    points = {y: v for y, v in _points(values).items() if y >= base_year}
    none = MethodAnswer("unsd 2023", None, None, "not available")
    if len(points) < 2:
        return none
    first, last = min(points), max(points)
    base, current = points[first], points[last]
    words = ("met or on track", "fair, acceleration needed", "stagnation or regression")
    met = target is not None and direction * (current - target) >= 0
    if met or (target in (0.0, 100.0) and target is not None and abs(current - target) <= 1.0):
        return MethodAnswer("unsd 2023", None, None, words[0])
    if base == 0 or current / base <= 0:
        return none
    growth = growth_rate(base, current, last - first)
    if target is None:
        value, limits = direction * growth, (0.02, 0.005)
    else:
        if target == base:
            return none
        value = (current * (1 + growth) ** (target_year - last) - base) / (target - base)
        limits = (0.95, 0.10)
    return MethodAnswer(
        "unsd 2023", value, None, words[0 if value >= limits[0] else 1 if value >= limits[1] else 2]
    )
