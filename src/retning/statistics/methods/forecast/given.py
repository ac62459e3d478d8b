"""What the forecasts accept: whole, finite series of one length."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.forecast.products import products

LARGEST = 1e150
"""Larger values are refused: their squares could not be told apart from infinity."""


def checked(values: Floats, horizon: int, least: int, place: int = 0) -> Floats:
    """``values`` as an array (m, n) of finite numbers with n >= ``least``; ValueError in plain words otherwise.

    A forecast needs every year: a gap (nan) is refused, because to close it up or fill it is a choice that
    belongs to the one who knows the series. ``place`` is what the first row is called in a fault.

    >>> checked(np.array([[1, 2, 3]]), 1, 2).shape
    (1, 3)
    """
    y = np.asarray(values, dtype=np.float64)
    if y.ndim != 2:
        raise ValueError(f"values must be a table with one series a row, not {y.ndim}-dimensional")
    check_horizon(horizon)
    if y.shape[1] < least:
        raise ValueError(f"series {place} has {y.shape[1]} points: this forecast needs at least {least}")
    if not np.isfinite(y).all():
        row, column = np.argwhere(~np.isfinite(y))[0]
        raise ValueError(f"series {place + row} has {y[row, column]} at place {column}: only finite values")
    if y.size and np.abs(y).max() > LARGEST:
        row = int(np.abs(y).max(axis=1).argmax())
        raise ValueError(f"series {place + row} has a value beyond {LARGEST:g}")
    return y


def check_horizon(horizon: int) -> None:
    """ValueError unless ``horizon`` is a whole number of years, at least 1.

    >>> check_horizon(3)
    """
    if isinstance(horizon, bool) or not isinstance(horizon, int | np.integer) or horizon < 1:
        raise ValueError(f"horizon must be a whole number of years, at least 1, not {horizon!r}")


BLOCK_BYTES = 4_000_000
"""Products of one block of series: small enough for a core's cache, large enough for few calls."""


@dataclass(frozen=True)
class Prepared:
    """A block of m series of n points, shifted and scaled, so that all models work on numbers of one size.

    ``first`` (m,) is the first value, ``scale`` (m,) the largest distance from it (its own size where the
    series never moves, 1 where that is 0), ``z`` (m, n-1) the distances of the later values from the first
    divided by the scale, ``squares`` the products of ``z`` (:mod:`products`).
    """

    first: Floats
    scale: Floats
    z: Floats
    squares: Floats

    def back(self, ahead: Floats) -> Floats:
        """Forecasts (m, h) of ``z`` in the unit of the series."""
        whole: Floats = self.first[:, None] + self.scale[:, None] * ahead
        return whole


def prepare(y: Floats) -> Prepared:
    """The block ``y`` (m, n), n >= 2, ready for the models.

    >>> prepare(np.array([[2.0, 4.0, 1.0]])).z.tolist()
    [[1.0, -0.5]]
    """
    first = y[:, 0].copy()
    z = y[:, 1:] - y[:, :1]
    scale = np.abs(z).max(axis=1)
    still = scale == 0
    scale[still] = np.abs(first[still])
    scale[scale == 0] = 1.0
    z /= scale[:, None]
    return Prepared(first, scale, z, products(z))


def in_blocks(y: Floats, horizon: int, model: Callable[[Prepared, int], Floats]) -> Floats:
    """``model`` over as many series at a time as keep their products within a core's cache; (m, horizon).

    ``model`` forecasts ``z``; the answer is in the unit of ``y``.

    >>> in_blocks(np.array([[2.0, 4.0, 3.0]]), 1, lambda block, horizon: block.z[:, -1:]).tolist()
    [[3.0]]
    """
    m, n = y.shape
    rows = max(1, BLOCK_BYTES // (4 * n * (n + 1)))
    out = np.empty((m, horizon))
    for start in range(0, m, rows):
        block = prepare(y[start : start + rows])
        out[start : start + rows] = block.back(model(block, horizon))
    return out
