"""The scale that a quantity is forecast on: logarithm, logit, or as it is (methods.md 3.2).

A count or an amount grows by factors, so its errors are even on the logarithm; a share cannot leave 0 to 100 %, so its
errors are even on the logit; a difference (growth, a balance, a score) has no such limits. Which one fits follows from
what the indicator declares and from the figures of the whole pool, never from how well it would have done.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retning.statistics.indicators.model import Indicator, Line
from retning.statistics.methods.arrays import Floats

NAMES = ("identity", "log", "logit")

AMOUNTS = (
    "nok",
    "mill_nok",
    "bn_nok",
    "nok_per_person",
    "ore_per_kwh",
    "per_1000",
    "per_100",
    "days",
    "minutes",
)
"""Units of amounts and rates that cannot fall below zero, whatever kind of figure they stand with."""

_DIFFERENCES = ("next minus this", "this minus previous")


@dataclass(frozen=True)
class Scale:
    """A way from the indicator's unit to the scale that errors are even on, and back.

    ``low`` and ``high`` are what the quantity cannot pass in its own unit; values of :meth:`back` are held inside.

    >>> import numpy as np
    >>> share = Scale("logit", 0.0, 100.0)
    >>> float(share.forward(np.array([50.0]))[0]), float(share.back(np.array([0.0]))[0])
    (0.0, 50.0)
    """

    name: str = "identity"
    low: float = -np.inf
    high: float = np.inf

    def forward(self, values: npt.ArrayLike) -> Floats:
        """To the scale. ``nan`` stays; raises ``ValueError`` for a value that the scale has no place for.

        log: ``ln y``. logit: ``ln((y - low) / (high - y))``.
        """
        y = np.asarray(values, dtype=np.float64)
        if self.name == "identity":
            return y.copy()
        outside = (y <= self.low) | ((y >= self.high) if self.name == "logit" else np.isinf(y))
        if bool(np.any(outside)):
            raise ValueError(f"the scale {self.name} has no place for values at or beyond its limits")
        if self.name == "log":
            return np.log(y)
        return np.log(y - self.low) - np.log(self.high - y)

    def back(self, values: npt.ArrayLike) -> Floats:
        """From the scale to the indicator's unit, never beyond the limits; rising, so quantiles stay quantiles."""
        z = np.asarray(values, dtype=np.float64)
        with np.errstate(over="ignore"):
            if self.name == "log":
                return np.exp(z)
            if self.name == "logit":
                return self.low + (self.high - self.low) / (1.0 + np.exp(-z))
        return np.clip(z, self.low, self.high)


def is_share(indicator: Indicator, line: Line) -> bool:
    """Whether an indicator's line is declared as part of a whole: a ratio in per cent, not a growth or a comparison."""
    if indicator.unit != "percent" or line.numerator.change in _DIFFERENCES:
        return False
    if line.relative is not None:
        return line.relative.how == "share"
    return indicator.kind == "ratio"


def is_positive(indicator: Indicator, line: Line) -> bool:
    """Whether it is declared as a count, an amount, an index or a proportion, which cannot fall below zero."""
    if line.numerator.change in _DIFFERENCES:
        return False
    if line.relative is not None and line.relative.how in ("difference", "growth difference"):
        return False
    if line.relative is not None and line.relative.how == "ratio":
        return True
    return (indicator.kind in ("count", "index") and indicator.nature != "score") or indicator.unit in AMOUNTS


def choose(indicator: Indicator, line: Line, values: npt.ArrayLike) -> Scale:
    """The scale for a pool of series: ``values`` are all the pool's figures, of any shape, ``nan`` for none.

    A share with a value of exactly 0 or 100 %, and a count with a zero, has no logit or logarithm: the whole pool then
    stays on the plain scale, and forecasts are held inside the limits. A share that passes 100 % is no share and a
    count below zero is a balance: plain scale without limits.

    >>> choose(indicator, line, [[12.0, 13.0]]).name  # doctest: +SKIP
    'logit'
    """
    y = np.asarray(values, dtype=np.float64)
    y = y[np.isfinite(y)]
    if y.size == 0:
        return Scale()
    least, most = float(y.min()), float(y.max())
    if is_share(indicator, line) and least >= 0.0 and most <= 100.0:
        return Scale("logit" if least > 0.0 and most < 100.0 else "identity", 0.0, 100.0)
    if (is_positive(indicator, line) or is_share(indicator, line)) and least >= 0.0:
        return Scale("log" if least > 0.0 else "identity", 0.0)
    return Scale()
