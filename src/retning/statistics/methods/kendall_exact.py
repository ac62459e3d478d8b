"""The exact distribution of Kendall's S for short series, with and without ties.

When all orders of the n values are equally likely, the number of discordant pairs has the generating
function of the Gaussian multinomial coefficient ``[n]! / ([t_1]! [t_2]! ...)`` in q, where t_g are the sizes
of the groups of equal values (MacMahon's theorem on inversions of a multiset). S is the number of pairs that
are not tied minus twice the discordant ones. So ties need no approximation: the test is exact *given* the
ties that the series has.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from retning.statistics.methods.arrays import Floats

EXACT_FROM, EXACT_TO = 5, 9
"""Numbers of points for which the exact distribution is used; below there is no test at all."""


def _q_factorial(n: int) -> list[int]:
    """Coefficients of (1)(1+q)(1+q+q²)...: permutations of n by their number of inversions."""
    out = [1]
    for k in range(2, n + 1):
        new = [0] * (len(out) + k - 1)
        for i, a in enumerate(out):
            for j in range(k):
                new[i + j] += a
        out = new
    return out


def _divide(num: list[int], den: list[int]) -> list[int]:
    """Exact division of polynomials with integer coefficients (den has constant term 1)."""
    rest, out = list(num), []
    for i in range(len(num) - len(den) + 1):
        a = rest[i]
        out.append(a)
        for j, d in enumerate(den):
            rest[i + j] -= a * d
    return out


def exact_tail(groups: tuple[int, ...]) -> tuple[float, ...]:
    """P(|S| >= s) for s = 0, 1, 2, ... when the values form groups of equal ones of these sizes.

    ``groups`` are the sizes of the groups in any order, 1 for a value that stands alone.

    >>> round(exact_tail((1, 1, 1, 1, 1))[10], 4)
    0.0167
    >>> round(exact_tail((1, 1, 1, 1, 1, 1, 1))[15], 4)
    0.0302
    """
    counts = _q_factorial(sum(groups))
    for size in groups:
        counts = _divide(counts, _q_factorial(size))
    total, pairs = sum(counts), len(counts) - 1
    tail = [0] * (pairs + 2)
    for inversions, ways in enumerate(counts):
        tail[abs(pairs - 2 * inversions)] += ways
    for s in range(pairs, -1, -1):
        tail[s] += tail[s + 1]
    return tuple(t / total for t in tail)


_kept_tail = lru_cache(maxsize=256)(exact_tail)


def critical_s(groups: tuple[int, ...], alpha: float) -> int:
    """The smallest \\|S\\| with an exact two-sided p of at most ``alpha``; one more than possible where
    none has.

    >>> [critical_s((1,) * n, 0.05) for n in (5, 6, 7, 8, 9, 10)]
    [10, 13, 15, 18, 20, 23]
    """
    tail = _kept_tail(groups)
    pairs = len(tail) - 2
    # |S| has the parity of the number of untied pairs
    for s in range(pairs % 2, pairs + 1, 2):
        if tail[s] <= alpha:
            return s
    return pairs + 1


_kept_critical = lru_cache(maxsize=256)(critical_s)


def exact_p(sorted_values: Floats, s: Floats, alpha: float) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Exact two-sided p and critical \\|S\\| of many short series at once.

    ``sorted_values`` (series x time) has each row in rising order with nan last, ``s`` is Kendall's
    S. Rows are grouped by their pattern of ties; there are at most 30 patterns for nine
    values.

    >>> p, c = exact_p(np.array([[1.0, 2, 3, 4, 5]]), np.array([10.0]), 0.05)
    >>> round(float(p[0]), 4), int(c[0])
    (0.0167, 10)
    """
    p = np.ones(len(s))
    critical = np.zeros(len(s), np.int64)
    if not len(s):
        return p, critical
    width = min(EXACT_TO, sorted_values.shape[1])
    v = sorted_values[:, :width]
    # how many values equal each value (itself included); nan equals nothing, so it counts 0
    equal = (v[:, :, None] == v[:, None, :]).sum(axis=2)
    equal.sort(axis=1)
    code = equal @ (10 ** np.arange(width))
    codes, inverse = np.unique(code, return_inverse=True)
    for k, c in enumerate(codes):
        rows = np.flatnonzero(inverse == k)
        groups = _groups(int(c))
        tail = np.asarray(_kept_tail(groups))
        p[rows] = tail[np.abs(s[rows]).astype(np.int64)]
        critical[rows] = _kept_critical(groups, alpha)
    return p, critical


def _groups(code: int) -> tuple[int, ...]:
    """Sizes of groups from the digits of a code: a group of size t stands there t times."""
    digits = [int(d) for d in str(code)]
    out: list[int] = []
    for size in range(1, 10):
        out += [size] * (digits.count(size) // size)
    return tuple(out)
