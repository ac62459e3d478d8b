"""The two forecasts that every other has to beat: the last value, and the last value with the mean change.

Formulas (Hyndman and Athanasopoulos 2021, *Forecasting: Principles and Practice*, 5.2), for y_1..y_n::

    naive   f_(n+k) = y_n
    drift   f_(n+k) = y_n + k * (y_n - y_1)/(n - 1)        the mean yearly change carried on

Both take many series of equal length at once, one a row. They follow every shift and every scale of the
series exactly, and -y gives the mirrored forecast.
"""

from __future__ import annotations

import numpy as np

from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.forecast.given import checked


def naive(values: Floats, horizon: int) -> Floats:
    """The last value, ``horizon`` years ahead; ``values`` (m, n) with n >= 1, the answer (m, horizon).

    Raises ValueError for nan or infinite values, an empty series or a horizon below one.

    >>> naive(np.array([[1.0, 2.0, 4.0]]), 2).tolist()
    [[4.0, 4.0]]
    """
    y = checked(values, horizon, least=1)
    return np.repeat(y[:, -1:], horizon, axis=1)


def drift(values: Floats, horizon: int) -> Floats:
    """The last value and the mean change carried on; ``values`` (m, n) with n >= 2, the answer (m, horizon).

    Raises ValueError for nan or infinite values, fewer than two points or a horizon below one.

    >>> drift(np.array([[1.0, 2.0, 4.0]]), 2).tolist()
    [[5.5, 7.0]]
    """
    y = checked(values, horizon, least=2)
    change = (y[:, -1:] - y[:, :1]) / (y.shape[1] - 1)
    ahead: Floats = y[:, -1:] + change * np.arange(1, horizon + 1)
    return ahead
