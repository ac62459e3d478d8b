"""The place among others over several years, for full counts (rules 2026.2, section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

PlaceState = Literal[
    "first", "first this year", "first, shared", "not first", "not first this year", "no verdict"
]

NEWEST, _LAST = 5, 3
_SHARE_WITH_VALUE = 0.8


@dataclass(frozen=True, kw_only=True)
class PlaceAnswer:
    """The newest ``rank`` of ``members``, the ``best`` and ``worst`` of the years, and in how many the limit was met."""

    state: PlaceState
    rank: int | None = None
    members: int = 0
    best: int | None = None
    worst: int | None = None
    years: int = 0
    years_ok: int = 0


def rank_over_years(
    table: Mapping[int, Mapping[str, float]],
    unit: str,
    *,
    limit: int = 1,
    direction: Literal[1, -1] = 1,
    fewest_members: int = 0,
) -> PlaceAnswer:
    """The place of ``unit`` among the members of a table (year, member, value) in the newest five years that count.

    A year counts where the unit and at least 80 % of all members have a value. ``limit`` is the worst place that
    meets the target. A group smaller than ``fewest_members`` gets no verdict (three, where a group is meant).
    """
    everyone = {member for row in table.values() for member in row}
    counting = [
        year
        for year in sorted(table)
        if unit in table[year] and len(table[year]) >= _SHARE_WITH_VALUE * len(everyone)
    ][-NEWEST:]
    if not counting:
        return PlaceAnswer(state="no verdict", members=len(everyone))
    ranks, shared = [], []
    for year in counting:
        own = direction * table[year][unit]
        others = [direction * value for member, value in table[year].items() if member != unit]
        rank = 1 + sum(value > own for value in others)
        ranks.append(rank)
        shared.append(rank <= limit < rank + sum(value == own for value in others))
    met = [rank <= limit for rank in ranks]
    recent = met[-_LAST:]
    state: PlaceState
    if len(everyone) < fewest_members:
        state = "no verdict"
    elif shared[-1]:
        state = "first, shared"
    elif met[-1]:
        state = "first" if all(recent) and len(recent) == _LAST else "first this year"
    else:
        state = "not first" if not any(recent) else "not first this year"
    return PlaceAnswer(
        state=state,
        rank=ranks[-1],
        members=len(table[counting[-1]]),
        best=min(ranks),
        worst=max(ranks),
        years=len(ranks),
        years_ok=sum(met),
    )
