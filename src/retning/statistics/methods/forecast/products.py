"""Sums of squares of many linear filters over many series, as one product of matrices.

A model whose errors are a linear function of the series, e = R y for given parameters, has the sum of
squares y'R'Ry: a weighted sum of the products y_i*y_j. The products of a series are made once, and one
product of matrices then gives the sums of squares of *every* series under *every* point of a grid of
parameters. That is what makes a search over hundreds of parameter values cost microseconds a series.
"""

from __future__ import annotations

import numpy as np

from retning.statistics.methods.arrays import Floats


def products(z: Floats) -> Floats:
    """The products z_i*z_j for i <= j of each series: (m, n) gives (m, n(n+1)/2), row by row of the triangle.

    >>> products(np.array([[2.0, 3.0]])).tolist()
    [[4.0, 6.0, 9.0]]
    """
    m, n = z.shape
    out = np.empty((m, n * (n + 1) // 2))
    start = 0
    for i in range(n):
        np.multiply(z[:, i:], z[:, i : i + 1], out=out[:, start : start + n - i])
        start += n - i
    return out


def weights(left: Floats, right: Floats) -> Floats:
    """What the products are weighted by for the sums over t of (left z)_t * (right z)_t.

    ``left`` and ``right`` (k, t, n) are k pairs of filters; the answer (n(n+1)/2, k) goes to the right of
    :func:`products`.

    >>> one = np.array([[[1.0, -1.0]]])                  # the filter z_1 - z_2
    >>> (products(np.array([[2.0, 5.0]])) @ weights(one, one)).tolist()
    [[9.0]]
    """
    square = np.einsum("kti,ktj->kij", left, right, optimize=True)
    n = square.shape[1]
    row, column = np.triu_indices(n)
    both = square[:, row, column] + square[:, column, row]
    both[:, row == column] /= 2
    return np.ascontiguousarray(both.T)
