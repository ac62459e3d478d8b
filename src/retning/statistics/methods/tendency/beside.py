"""A series beside a benchmark: does it gain on it or fall behind? (rules 2026.2, section 3)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.tendency.states import (
    Answer,
    Limits,
    Points,
    Question,
    smallest_change,
    tendency,
)

How = Literal["ratio", "difference"]

SMALLEST_RATIO = float(np.log(1.05))
"""The smallest change of a ratio that matters: five per cent over the whole window."""


@dataclass(frozen=True)
class Beside:
    """The tendency of the ratio (``change`` and limits as fractions) or of the difference (in the unit of the values)."""

    how: How
    answer: Answer


def beside(
    own: Question, benchmark: Points, limits: Limits, pool: Sequence[tuple[Points, Points]] = ()
) -> Beside:
    """How a series goes beside its benchmark, over the years that both have.

    A ratio where both are positive and logarithms are possible, else a difference. ``pool`` holds comparable series
    with their own benchmarks. The class is that of the own series; a computed difference has no rounding unit.

    >>> years = np.arange(2010.0, 2017.0)
    >>> question = Question(points=(years, 100 * 1.06 ** np.arange(7)), log_allowed=True)
    >>> beside(question, (years, 500 * 1.02 ** np.arange(7)), Limits()).answer.state
    'up'
    """
    how, question = question_beside(replace(own, pool=()), benchmark, {})
    taught = [apart for one, other in pool if (apart := _pair(one, other, how)) is not None]
    return Beside(how, as_beside(how, tendency(replace(question, pool=taught), limits)))


Apart = tuple[Sequence[Points], frozenset[int], Sequence[Points]]
"""Comparable series beside a benchmark, the places of those that cannot stand beside it, and what it was made from."""


def question_beside(
    own: Question, benchmark: Points, known: dict[tuple[int, int, How], Apart]
) -> tuple[How, Question]:
    """What is asked of a series, and of those that teach it, beside a benchmark; :func:`as_beside` makes the answer one
    about both.

    ``known`` keeps what was made of comparable series, so that several questions ask about the same ones.
    """
    years, values, others = _common(own.points, benchmark)
    how: How = "ratio" if own.log_allowed and (values > 0).all() and (others > 0).all() else "difference"
    unit = 0.0
    least = SMALLEST_RATIO if how == "ratio" else own.smallest_change or smallest_change(own, unit)
    question = Question(
        points=(years, _apart(values, others, how)),
        kind=own.kind,
        accumulates=own.accumulates,
        counted=True,
        smallest_change=least,
    )
    key = (id(own.pool), id(benchmark), how)
    if key not in known:
        pairs = [_pair(one, benchmark, how) for one in own.pool]
        absent = frozenset(n for n, pair in enumerate(pairs) if pair is None)
        known[key] = tuple(pair or benchmark for pair in pairs), absent, own.pool
    pool, absent, _ = known[key]
    return how, replace(question, pool=pool, without=own.without | absent)


def _pair(one: Points, other: Points, how: How) -> Points | None:
    """Two series as one; ``None`` where they cannot be."""
    years, a, b = _common(one, other)
    return (years, _apart(a, b, how)) if how == "difference" or _positive(a, b) else None


def as_beside(how: How, answer: Answer) -> Answer:
    """An answer about a ratio of logarithms as one about fractions."""
    if how == "difference" or answer.change is None:
        return answer
    found = {name: float(np.expm1(getattr(answer, name))) for name in _AS_FRACTIONS}
    return replace(
        answer,
        change=found["change"],
        lower=found["lower"],
        upper=found["upper"],
        lower90=found["lower90"],
        upper90=found["upper90"],
    )


_AS_FRACTIONS = ("change", "lower", "upper", "lower90", "upper90")


def _positive(a: Floats, b: Floats) -> bool:
    return bool((a > 0).all() and (b > 0).all())


def _common(one: Points, other: Points) -> tuple[Floats, Floats, Floats]:
    years, at, beside_at = np.intersect1d(one[0], other[0], return_indices=True)
    return years, one[1][at], other[1][beside_at]


def _apart(values: Floats, others: Floats, how: How) -> Floats:
    difference: Floats = np.log(values / others) if how == "ratio" else values - others
    return difference


Half = Literal["gaining", "falling behind", "as the benchmark", "cannot be told"]


def half_of(answer: Answer) -> Half:
    """Which side of the table of four ways an answer beside a benchmark stands on; "probably" is kept apart from it.

    >>> half_of(Answer(state="probably up", n=9))
    'gaining'
    """
    state = answer.state.removeprefix("probably ")
    if state == "up":
        return "gaining"
    if state == "down":
        return "falling behind"
    return "as the benchmark" if state == "flat" else "cannot be told"
