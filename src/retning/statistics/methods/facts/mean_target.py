"""Targets on yearly steps where years lack: what the missing years would have to bring (rules 2026.2, section 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

MeanState = Literal[
    "met",
    "missed",
    "probably met",
    "probably missed",
    "reached so far",
    "below so far",
    "cannot tell",
    "no data",
]
MeanHow = Literal["known", "what must be true", "interval", "nothing"]

_ENOUGH, _FEW = 5, 3
_EDGE = 1e-9


@dataclass(frozen=True, kw_only=True)
class MeanAnswer:
    """The mean of the ``known`` steps of ``total`` with its 95 % limits, and ``need``: what each missing year must bring."""

    state: MeanState
    how: MeanHow
    known: int
    total: int
    met_years: int
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    need: float | None = None


def mean_target(steps: Sequence[float], demand: float, total: int, *, over: bool = True) -> MeanAnswer:
    """Whether the mean of ``total`` yearly steps meets a demand, of which ``steps`` are known.

    ``over`` says that the deadline has passed; before it the answer is only how it is so far.

    >>> mean_target([5, 7, 6, 8], 6.5, 4).state
    'met'
    """
    from scipy.special import stdtrit

    known = len(steps)
    met = sum(step >= demand - _EDGE for step in steps)
    if not known:
        return MeanAnswer(state="no data", how="nothing", known=0, total=total, met_years=0)
    mean = sum(steps) / known
    lower = upper = None
    if known > 1:
        deviation = sqrt(sum((step - mean) ** 2 for step in steps) / (known - 1))
        reach = float(stdtrit(known - 1, 0.975)) * deviation / sqrt(known)
        lower, upper = mean - reach, mean + reach
    need = (total * demand - sum(steps)) / (total - known) if total > known else None

    def answer(state: MeanState, how: MeanHow) -> MeanAnswer:
        return MeanAnswer(
            state=state,
            how=how,
            known=known,
            total=total,
            met_years=met,
            mean=mean,
            lower=lower,
            upper=upper,
            need=need,
        )

    if over and need is None:
        return answer("met" if mean >= demand - _EDGE else "missed", "known")
    if over and need is not None and known >= _ENOUGH:
        largest = max(abs(step) for step in steps) * (2 if total - known == 1 else 1)
        if abs(need) > largest:
            return answer("missed" if need > 0 else "met", "what must be true")
    if known >= _FEW and lower is not None and upper is not None:
        if lower >= demand - _EDGE:
            return answer("probably met" if over else "reached so far", "interval")
        if upper < demand - _EDGE:
            return answer("probably missed" if over else "below so far", "interval")
    return answer("cannot tell", "interval" if known >= _FEW else "nothing")
