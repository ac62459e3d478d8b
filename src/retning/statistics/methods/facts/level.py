"""The level beside a benchmark or a limit: which side, how steadily, and whether it is certain (rules 2026.2, section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from typing import Literal

Side = Literal["better", "worse", "equal"]
Steady = Literal["every year", "most years", "varying", "too few years"]
LevelCertainty = Literal["register", "error", "survey"]
LevelVerdict = Literal["reached", "not reached", "varying", "not distinguishable", "outdated", "no data"]

NEWEST = 5
_MOST = 0.75
_FEWEST_STEADY = 3
_STALE_AFTER = 3
_Z = 1.959963984540054


@dataclass(frozen=True, kw_only=True)
class LevelRow:
    """One year that both have. Standard errors are ``None`` for a full count."""

    year: int
    own: float
    other: float
    own_error: float | None = None
    other_error: float | None = None


@dataclass(frozen=True, kw_only=True)
class LevelAnswer:
    """The newest year's side, how many of the ``years`` newest stand on it, and the verdict."""

    verdict: LevelVerdict
    side: Side | None = None
    steady: Steady = "too few years"
    certainty: LevelCertainty = "register"
    year: int | None = None
    years: int = 0
    same: int = 0
    better_years: int = 0
    pooled: int = 1
    difference: float | None = None
    ratio: float | None = None


def level_beside(
    rows: Sequence[LevelRow],
    *,
    direction: Literal[1, -1] = 1,
    judged_at: int | None = None,
    unit: float = 0.0,
    strict: bool = True,
    survey: bool = False,
) -> LevelAnswer:
    """The level of the newest five common years beside another's.

    ``direction`` is 1 where more is better, ``unit`` the rounding unit of the coarser of the two, ``judged_at`` the
    year that the answer is for; ``strict`` counts equal as not reached; ``survey`` says that somebody was drawn
    although no error is known.

    >>> level_beside([LevelRow(year=y, own=5, other=4) for y in (2018, 2019, 2020)]).steady
    'every year'
    """
    if not rows:
        return LevelAnswer(verdict="no data")
    newest = sorted(rows, key=lambda row: row.year)[-NEWEST:]
    sides = [_side(row, direction, unit) for row in newest]
    last, side = newest[-1], sides[-1]
    same = sides.count(side)
    has_error = last.own_error is not None or last.other_error is not None
    certainty: LevelCertainty = "error" if has_error else "survey" if survey else "register"
    steady: Steady = "varying"
    if len(newest) < _FEWEST_STEADY:
        steady = "too few years"
    elif same == len(newest):
        steady = "every year"
    elif same / len(newest) >= _MOST:
        steady = "most years"
    pooled = 1
    verdict: LevelVerdict = _by_side(side, strict)
    if certainty == "survey":
        verdict = "not distinguishable"
    elif certainty == "error":
        pooled, certain_side = _with_errors(newest, direction)
        verdict = "not distinguishable" if certain_side is None else _by_side(certain_side, strict)
    elif steady == "varying":
        verdict = "varying"
    if judged_at is not None and last.year < judged_at - _STALE_AFTER:
        verdict = "outdated"
    return LevelAnswer(
        verdict=verdict,
        side=side,
        steady=steady,
        certainty=certainty,
        year=last.year,
        years=len(newest),
        same=same,
        better_years=sides.count("better"),
        pooled=pooled,
        difference=last.own - last.other,
        ratio=last.own / last.other if last.other else None,
    )


def _side(row: LevelRow, direction: int, unit: float) -> Side:
    apart = direction * (row.own - row.other)
    if abs(apart) <= max(unit, 1e-9 * abs(row.other)):
        return "equal"
    return "better" if apart > 0 else "worse"


def _by_side(side: Side, strict: bool) -> LevelVerdict:
    return "reached" if side == "better" or (side == "equal" and not strict) else "not reached"


def _with_errors(rows: Sequence[LevelRow], direction: int) -> tuple[int, Side | None]:
    """Over how many years the side is certain, and which; ``None`` where even all of them together do not tell."""
    last = rows[-1]
    apart = direction * (last.own - last.other)
    if abs(apart) > _Z * hypot(last.own_error or 0.0, last.other_error or 0.0):
        return 1, "better" if apart > 0 else "worse"
    n = len(rows)
    mean = sum(direction * (row.own - row.other) for row in rows) / n
    error = sqrt(sum((row.own_error or 0.0) ** 2 + (row.other_error or 0.0) ** 2 for row in rows)) / n
    if abs(mean) > _Z * error:
        return n, "better" if mean > 0 else "worse"
    return n, None
