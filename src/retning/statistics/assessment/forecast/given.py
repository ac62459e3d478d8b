"""What the forecasts accept: whole, finite series of one length."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from retning.statistics.model import Floats

LARGEST = 1e150
"""Larger values are refused: their squares could not be told apart from infinity."""


def checked(values: Floats, horizon: int, least: int) -> Floats:
    """``values`` as an array (m, n) of finite numbers with n >= ``least``; ValueError in plain words otherwise.

    A forecast needs every year: a gap (nan) is refused, because to close it up or fill it is a choice that
    belongs to the one who knows the series.

    >>> checked(np.array([[1, 2, 3]]), 1, 2).shape
    (1, 3)
    """
    y = np.asarray(values, dtype=np.float64)
    if y.ndim != 2:
        raise ValueError(f"values must be a table with one series a row, not {y.ndim}-dimensional")
    check_horizon(horizon)
    if y.shape[1] < least:
        raise ValueError(
            f"a forecast of this kind needs at least {least} points, the series have {y.shape[1]}"
        )
    if not np.isfinite(y).all():
        row, column = np.argwhere(~np.isfinite(y))[0]
        raise ValueError(
            f"series {row} has {y[row, column]} at place {column}: a forecast needs finite values"
        )
    if y.size and np.abs(y).max() > LARGEST:
        raise ValueError(f"a value is larger than {LARGEST:g}")
    return y


def check_horizon(horizon: int) -> None:
    """ValueError unless ``horizon`` is a whole number of years, at least 1.

    >>> check_horizon(3)
    """
    if isinstance(horizon, bool) or not isinstance(horizon, int | np.integer) or horizon < 1:
        raise ValueError(f"horizon must be a whole number of years, at least 1, not {horizon!r}")


BLOCK_BYTES = 4_000_000


def in_blocks(y: Floats, horizon: int, block: Callable[[Floats, int], Floats]) -> Floats:
    """``block`` over as many series at a time as keep their products within a core's cache; (m, horizon).

    >>> in_blocks(np.ones((3, 2)), 1, lambda part, horizon: part[:, :horizon]).ravel().tolist()
    [1.0, 1.0, 1.0]
    """
    m, n = y.shape
    rows = max(1, BLOCK_BYTES // (4 * n * (n + 1)))
    out = np.empty((m, horizon))
    for start in range(0, m, rows):
        out[start : start + rows] = block(y[start : start + rows], horizon)
    return out
