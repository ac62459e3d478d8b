"""What persistence to expect before a series is looked at: two classes of series, and the mean of both.

The persistence theta is 0 for white noise about a line, 1 for a random walk with drift, and above 1 where the growth
itself persists. The two priors are smoothed means of 3,677 real series (rules 2026.2, section 2.2).
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from retning.statistics.methods.arrays import Floats

Accumulates = bool | None
"""Whether most of what is counted on a day is still there a year later; ``None`` where nobody has said."""

Family = Literal["accumulating", "passing", "unknown"]

THETAS: Floats = np.arange(20) / 10.0
"""The grid of persistences: 0, 0.1, ..., 1.9."""

_THOUSANDTHS: dict[Family, tuple[int, ...]] = {
    "passing": (80, 100, 110, 110, 110, 100, 90, 70, 50, 35, 30, 30, 30, 20, 15, 10, 5, 3, 1, 1),
    "accumulating": (10, 10, 10, 10, 10, 10, 10, 20, 30, 50, 80, 90, 90, 80, 70, 65, 70, 90, 100, 95),
}


def family_of(accumulates: Accumulates) -> Family:
    """The class of a series from what its file says.

    >>> family_of(True), family_of(None)
    ('accumulating', 'unknown')
    """
    if accumulates is None:
        return "unknown"
    return "accumulating" if accumulates else "passing"


def other_family(family: Family) -> Family:
    """The class that a certain answer must survive as well; an unknown class is its own other.

    >>> other_family("passing")
    'accumulating'
    """
    return {"passing": "accumulating", "accumulating": "passing", "unknown": "unknown"}[family]  # type: ignore[return-value]


def prior_of(family: Family) -> Floats:
    """The prior weights of the twenty persistences; they sum to 1.

    >>> float(prior_of("passing")[2]), round(float(prior_of("unknown").sum()), 12)
    (0.11, 1.0)
    """
    if family == "unknown":
        return (prior_of("accumulating") + prior_of("passing")) / 2
    weights: Floats = np.array(_THOUSANDTHS[family], dtype=np.float64) / 1000
    return weights
