"""What is done with a column of values in time: changes, means and sums, on aligned arrays.

Every transform of the grammar is a weighted sum of a few periods, so it is written as one: a :class:`Recipe` says
which periods go into each new point, and :func:`combine` does the arithmetic. The same recipe carries methods,
certainties and breaks along (:func:`worst`, :func:`spans`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retning.statistics.methods.arrays import Floats
from retning.statistics.tables.periods import days_of, in_order, neighbour, parse_period, periods_of_year

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# The offset of each period that goes in, counted from the point's own, and its weight.
_OFFSETS: dict[str, tuple[tuple[int, float], ...]] = {
    "next minus this": ((0, -1.0), (1, 1.0)),
    "this minus previous": ((-1, -1.0), (0, 1.0)),
    "mean of this and next": ((0, 0.5), (1, 0.5)),
    "sum of 3": ((-2, 1.0), (-1, 1.0), (0, 1.0)),
}
_YEARLY = ("yearly mean", "yearly sum")
_FINEST = ("M", "Q", "D", "Y")


@dataclass(frozen=True)
class Recipe:
    """Which old points make each new one. ``index`` has shape (new points, k), -1 where a period is missing."""

    periods: tuple[str, ...]  # of the new points
    index: Ints
    weights: Floats  # shape (k,)


def recipe(change: str, periods: Sequence[str]) -> Recipe:
    """How a transform makes its points out of a column with these periods (in order of time, each once).

    A point is made only where every period it needs lies inside the column; at the ends there is none (there is no
    growth yet for the newest count of people). Inside, a missing period gives index -1, so that the gap is
    seen. Yearly means and sums take the column's finest kind of period and need all of the year's.
    Raises ``ValueError`` for a transform that is not in the grammar.

    >>> made = recipe("next minus this", ["2020", "2021", "2023"])
    >>> made.periods, made.index.tolist()
    (('2020', '2021'), [[0, 1], [1, -1]])
    """
    if change not in _OFFSETS and change not in _YEARLY:
        raise ValueError(f"not a change: {change!r}")
    place = {period: at for at, period in enumerate(periods)}
    days = days_of(periods)
    wanted: list[tuple[str, list[str]]] = []
    if change in _OFFSETS:
        steps = _OFFSETS[change]
        weights = [weight for _, weight in steps]
        wanted = [(p, [neighbour(p, step, days) for step, _ in steps]) for p in periods]
    else:
        kinds = {parse_period(p).kind for p in periods}
        kind = next((k for k in _FINEST if k in kinds), "Y")
        years = sorted({parse_period(p).year for p in periods if parse_period(p).kind == kind})
        wanted = [(f"{year:04d}", list(periods_of_year(year, kind, days))) for year in years]
        count = len(wanted[0][1]) if wanted else 1
        weights = [1 / count if change == "yearly mean" else 1.0] * count
    if periods:
        first, last = parse_period(periods[0]).at, parse_period(periods[-1]).at
        wanted = [
            (p, needs) for p, needs in wanted if all(first <= parse_period(n).at <= last for n in needs)
        ]
    rows = [[place.get(need, -1) for need in needs] for _, needs in wanted]
    index = np.array(rows, dtype=np.int64).reshape(len(rows), len(weights))
    return Recipe(tuple(p for p, _ in wanted), index, np.array(weights, dtype=np.float64))


def combine(made: Recipe, values: Floats) -> Floats:
    """The new points' values: ``nan`` where a period is missing or has no value.

    >>> combine(recipe("sum of 3", ["2020", "2021", "2022"]), np.array([1.0, 2.0, 4.0])).tolist()
    [7.0]
    """
    if not len(values):
        return np.zeros(len(made.periods))
    taken = np.where(made.index >= 0, values[made.index], np.nan)
    return np.asarray(taken @ made.weights, dtype=np.float64)


def worst(made: Recipe, codes: Ints) -> Ints:
    """For each new point the highest code among what went in (methods and certainties rank that way)."""
    if not len(codes):
        return np.zeros(len(made.periods), dtype=np.int64)
    return np.asarray(np.where(made.index >= 0, codes[made.index], 0).max(axis=1, initial=0), dtype=np.int64)


def missing(made: Recipe) -> Bools:
    """The new points that lack a period."""
    return np.asarray((made.index < 0).any(axis=1), dtype=np.bool_)


def spans(made: Recipe, marks: Sequence[object]) -> Bools:
    """The new points whose periods do not all have the same mark (territory, or side of a break).

    >>> spans(recipe("this minus previous", ["2019", "2020", "2021"]), ["a", "b", "b"]).tolist()
    [True, False]
    """
    numbers: dict[object, int] = {}
    coded = np.array([numbers.setdefault(mark, len(numbers)) for mark in marks], dtype=np.int64)
    if not len(coded):
        return np.zeros(len(made.periods), dtype=np.bool_)
    taken = coded[made.index]
    there = made.index >= 0
    highest = np.where(there, taken, -1).max(axis=1, initial=-1)
    lowest = np.where(there, taken, len(numbers)).min(axis=1, initial=len(numbers))
    return np.asarray(highest > lowest, dtype=np.bool_)


def sides(periods: Sequence[str], breaks: Sequence[str]) -> list[int]:
    """How many breaks each period is at or after: two periods with the same count have no break between.

    >>> sides(["2018", "2019", "2020"], ["2019"])
    [0, 1, 1]
    """
    ats = [parse_period(b).at for b in breaks]
    return [sum(parse_period(p).at >= at for at in ats) for p in periods]


def union(*columns: Sequence[str]) -> list[str]:
    """All periods of several columns, in order of time."""
    return in_order(p for column in columns for p in column)


def ratio(numerator: Floats, denominator: Floats, factor: float = 1.0) -> Floats:
    """``factor * numerator / denominator``; ``nan`` where either is missing or the denominator is zero.

    >>> ratio(np.array([1.0, 2.0]), np.array([4.0, 0.0]), 100.0).tolist()
    [25.0, nan]
    """
    safe = np.where(denominator == 0, np.nan, denominator)
    with np.errstate(
        over="ignore"
    ):  # an infinite quotient is told as a fault of the indicator, not on the terminal
        return np.asarray(factor * numerator / safe, dtype=np.float64)


def log_growth(values: Floats, earlier: Floats) -> Floats:
    """Growth in per cent as ``100 * ln(value / earlier)``; ``nan`` where either is missing or not positive."""
    both = (values > 0) & (earlier > 0)
    return np.asarray(
        100 * np.log(np.where(both, values, np.nan) / np.where(both, earlier, np.nan)), dtype=np.float64
    )
