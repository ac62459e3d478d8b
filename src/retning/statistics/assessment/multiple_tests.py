"""Many tests on one page: hold the share of false discoveries down (Benjamini and Hochberg 1995).

With 34 strategies and eight municipalities, tests at 5 % raise a dozen false alarms. Of the tendencies that
a published page shows after this adjustment, at most 5 % are false on average (for independent or
positively dependent tests).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from retning.answers import MOVING
from retning.statistics.methods.arrays import Floats
from retning.statistics.model import Reason, Tendency


def benjamini_hochberg(p: npt.ArrayLike) -> Floats:
    """Adjusted p-values: for the i-th smallest of m, the least over j >= i of ``p_j m / j``, at most 1.

    nan stays nan and does not count as a test. Raises ``ValueError`` for a p outside 0 to 1.

    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.005]).tolist()
    [0.02, 0.04, 0.04, 0.02]
    """
    values = np.asarray(p, dtype=np.float64)
    out = np.full(values.shape, np.nan)
    known = np.flatnonzero(~np.isnan(values))
    x = values[known]
    if ((x < 0) | (x > 1)).any():
        raise ValueError("a p-value lies between 0 and 1")
    m = len(x)
    order = np.argsort(x)
    scaled = x[order] * m / np.arange(1, m + 1)
    # the last is p itself, so none exceeds 1
    out[known[order]] = np.minimum.accumulate(scaled[::-1])[::-1]
    return out


def adjust(tendencies: Sequence[Tendency], alpha: float) -> list[Tendency]:
    """The tendencies of one published page, adjusted for being many. Order is kept.

    Each tested one gets its ``p_adjusted``. One whose adjusted p exceeds ``alpha`` can no longer claim a
    direction: it becomes ``cannot tell`` with the reason ``tendency_many_tests``, or ``flat`` where its
    interval lies inside the smallest change that matters. ``flat`` and ``cannot tell`` stay what they are.

    >>> page = [Tendency("increasing", 12, p=0.04), Tendency("cannot tell", 12, p=0.6)]
    >>> [(t.state, t.p_adjusted) for t in adjust(page, 0.05)]
    [('cannot tell', 0.08), ('cannot tell', 0.6)]
    """
    q = benjamini_hochberg([np.nan if t.p is None else t.p for t in tendencies])
    tests = sum(t.p is not None for t in tendencies)
    out = []
    for t, adjusted in zip(tendencies, q, strict=True):
        if t.p is None:
            out.append(t)
            continue
        t = replace(t, p_adjusted=float(adjusted))
        if t.state in MOVING and adjusted > alpha:
            small = any(r.key == "tendency_below_smallest" for r in t.reasons)
            kept = tuple(r for r in t.reasons if r.key != "tendency_below_smallest")
            if small:
                kept += (Reason("tendency_inside_smallest"),)
            t = replace(
                t,
                state="flat" if small else "cannot tell",
                reasons=(*kept, Reason("tendency_many_tests", {"tests": tests})),
            )
        out.append(t)
    return out
