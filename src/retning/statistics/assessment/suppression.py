"""What is not shown because it is too small: the one place that decides.

Two reasons to hold a figure back. *Protection*: a count of 1 or 2 persons can tell who they are (counts of
0 tell nothing of a person and are shown); when one figure of a group with a published sum is hidden, a
second must be hidden as well, or the first is the sum minus the rest. *Reliability*: a rate of fewer than
ten events swings too much ("not applicable" in PHEindicatormethods); the count itself may be shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retning.statistics.model import Reason

FEWEST_PERSONS = 3
"""Counts of persons from 1 to one below this are hidden."""
FEWEST_EVENTS = 10
"""Rates of fewer events than this are not shown."""


@dataclass(frozen=True)
class Shown:
    """A count as it may be shown: ``value`` is None where it is hidden, and ``reason`` says why."""

    value: float | None
    reason: Reason | None = None


def is_small(count: float | None) -> bool:
    """Whether a count of persons could tell who they are.

    >>> is_small(2), is_small(0), is_small(3), is_small(None)
    (True, False, False, False)
    """
    return count is not None and 0 < count < FEWEST_PERSONS


def protect(counts: Sequence[float | None], *, persons: bool, sum_is_published: bool) -> list[Shown]:
    """Hide what could tell of single persons, and one more where a published sum would give it away.

    ``counts`` are one group's parts (None: not there). Counts of other things than persons are never
    hidden. The second one hidden is the smallest remaining count above 0 (the first such, if several);
    where only zeros remain, nothing else can be hidden and the sum must not be published with the parts:
    ``ValueError``.

    >>> [s.value for s in protect([2, 50, 7, 0], persons=True, sum_is_published=True)]
    [None, 50, None, 0]
    """
    if any(c is not None and not c >= 0 for c in counts):
        raise ValueError("a count must be 0 or more")
    if not persons:
        return [Shown(c) for c in counts]
    small = [i for i, c in enumerate(counts) if is_small(c)]
    out = [Shown(c) for c in counts]
    for i in small:
        out[i] = Shown(None, Reason("too_small_to_publish"))
    missing = sum(c is None for c in counts)
    if sum_is_published and len(small) == 1 and not missing:
        rest = [(c, i) for i, c in enumerate(counts) if c is not None and c >= FEWEST_PERSONS]
        if not rest:
            raise ValueError("the published sum gives the hidden count away, and nothing else can be hidden")
        out[min(rest)[1]] = Shown(None, Reason("hidden_to_protect"))
    return out


def rate_reason(events: float) -> Reason | None:
    """Why a rate of so many events is not shown, or None where it may be.

    >>> rate_reason(9) is None, rate_reason(10) is None
    (False, True)
    """
    if not events >= 0:
        raise ValueError("a count must be 0 or more")
    return Reason("rate_unstable", {"events": int(events)}) if events < FEWEST_EVENTS else None
