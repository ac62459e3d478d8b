"""The forecast that Retning publishes: the median of three simple models.

For each year ahead the middle one of

- exponential smoothing with automatic choice of model (:mod:`ets`),
- the dynamic optimised theta model (:mod:`theta`),
- the last value with the mean change carried on (:mod:`simple`).

The median of three cannot be carried off by one model that runs wild, and on the yearly series of the M3
competition it is more accurate than each of the three (methods.md 3.1; docs/decisions/0007).

Bad input, for both functions:

=========================  =====================================================================
nan or infinity            ValueError: a gap is for the one who knows the series to fill or cut
fewer than five points     ValueError (so also one point, and an empty series)
a constant series          its value
zeros and negative values  allowed; exponential smoothing then takes additive errors only
values beyond 1e150        ValueError
no series at all           an empty answer
=========================  =====================================================================
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.forecast.ets import ets_ahead
from retning.statistics.methods.forecast.given import Prepared, check_horizon, checked, in_blocks
from retning.statistics.methods.forecast.theta import theta_ahead

LEAST_POINTS = 5


def median_forecasts(values: Floats, horizon: int) -> Floats:
    """Median of the three models: ``values`` (m, n), one series a row, n >= 5; the answer (m, ``horizon``).

    In the unit of the series, for the years after its last. Series do not know of each other: their order,
    and which others stand beside them, changes nothing.

    >>> median_forecasts(np.array([[7.0, 7.0, 7.0, 7.0, 7.0]]), 3).tolist()
    [[7.0, 7.0, 7.0]]
    >>> median_forecasts(np.array([[1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]]), 2).round(6).tolist()
    [[11.0, 12.0]]
    """
    y = checked(values, horizon, least=LEAST_POINTS)
    return in_blocks(y, horizon, _middle)


def _middle(block: Prepared, horizon: int) -> Floats:
    """The middle one of the three models for a prepared block."""
    one, two = ets_ahead(block, horizon), theta_ahead(block, horizon)
    last = block.z[:, -1:]
    three = last + last / block.z.shape[1] * np.arange(1, horizon + 1)
    middle: Floats = np.maximum(np.minimum(one, two), np.minimum(np.maximum(one, two), three))
    return middle


def median_forecasts_of(series: Sequence[Floats], horizon: int) -> Floats:
    """The same for series of unequal length, (len(series), ``horizon``) in their order.

    Series of one length are forecast together. A ValueError names the place of the series in ``series``.

    >>> median_forecasts_of([np.full(5, 2.0), np.arange(1.0, 10.0)], 1).round(6).tolist()
    [[2.0], [10.0]]
    """
    check_horizon(horizon)
    arrays = [np.asarray(one, dtype=np.float64) for one in series]
    lengths: dict[int, list[int]] = {}
    for place, one in enumerate(arrays):
        if one.ndim != 1:
            raise ValueError(f"series {place} must be one-dimensional, not {one.ndim}-dimensional")
        checked(one[None, :], horizon, least=LEAST_POINTS, place=place)
        lengths.setdefault(len(one), []).append(place)
    out = np.empty((len(arrays), horizon))
    for places in lengths.values():
        out[places] = median_forecasts(np.stack([arrays[place] for place in places]), horizon)
    return out
