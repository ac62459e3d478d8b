"""The tendency of one series in words, with all that it rests on (rules 2026.2, sections 2.4 to 2.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.tendency import mixture
from retning.statistics.methods.tendency.line import (
    HUGE,
    TINY,
    Design,
    Lines,
    design_of,
    evidence,
    fit,
    longer,
    weights,
)
from retning.statistics.methods.tendency.pool import FEWEST, Pool, effective_number, learnt_prior
from retning.statistics.methods.tendency.priors import THETAS, Accumulates, family_of, other_family, prior_of

State = Literal["up", "down", "probably up", "probably down", "flat", "cannot tell", "too few"]
Scale = Literal["plain", "log"]
Kind = Literal["percent", "score", "rank", "amount"]
"""What sort of number: per cent and percentage points, scores, ranks, or amounts (counts, money, durations, rates)."""

Points = tuple[Floats, Floats]
"""Years in rising order and the values of these years, finite numbers."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What the rule calls certain and probable; all are probabilities but the last two."""

    certain: float = 0.05
    other_class: float = 0.10
    probable: float = 0.10
    fewest: int = 5
    plain_unless: float = 2.0  # how much more likely the plain scale must be, as a logarithm
    most_steps_ahead: int = 10


@dataclass(frozen=True, kw_only=True)
class Question:
    """A series, and what its file says of it.

    ``smallest_change`` is the smallest change over the whole window that matters, in the unit of the values;
    ``errors`` are standard errors of the values; ``counted`` says that things are counted one by one.
    """

    points: Points
    kind: Kind = "amount"
    accumulates: Accumulates = None
    log_allowed: bool = False
    counted: bool = False
    smallest_change: float | None = None
    errors: Floats | None = None
    pool: Sequence[Points] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What can be said of the direction.

    ``change`` is over the whole window, with 95 % (``lower``, ``upper``) and 90 % limits: in the unit of the values on
    the plain scale, a fraction on the log scale, as is ``smallest_change``. ``small``: a direction whose limits
    lie inside the smallest change. ``depends``: certain under the declared class only. ``steps_until_certain``:
    after how many more points of the same development it would be certain, ``None`` for never or not asked.
    """

    state: State
    n: int
    p: float | None = None
    p_other: float | None = None
    scale: Scale = "plain"
    change: float | None = None
    lower: float | None = None
    upper: float | None = None
    lower90: float | None = None
    upper90: float | None = None
    smallest_change: float | None = None
    small: bool = False
    depends: bool = False
    rests_on_newest: bool = False
    persistence: float | None = None
    effective: float = 0.0
    steps_until_certain: int | None = None


def tendency(question: Question, limits: Limits) -> Answer:
    """Which way a series goes, and how sure that is.

    Raises ``ValueError`` for values that are not finite or years that do not rise.

    >>> years = np.arange(2015.0, 2020.0)
    >>> tendency(Question(points=(years, 100 * 1.04 ** np.arange(5)), log_allowed=True), Limits()).state
    'up'
    """
    answer = _answer(question, limits)
    if answer.state in ("up", "down") and answer.n > limits.fewest:
        years, values = question.points
        errors = question.errors[:-1] if question.errors is not None else None
        pool = [(y[:-1], v[:-1]) for y, v in question.pool if np.array_equal(y, years)]
        before = _answer(
            replace(question, points=(years[:-1], values[:-1]), errors=errors, pool=pool), limits
        )
        side = answer.state
        return replace(answer, rests_on_newest=before.state not in (side, f"probably {side}"))
    return answer


def _answer(question: Question, limits: Limits) -> Answer:
    years, values = question.points
    if not np.isfinite(values).all() or not (np.diff(years) > 0).all():
        raise ValueError("values must be finite and years must rise")
    n = len(values)
    if n < limits.fewest:
        return Answer(state="too few", n=n)
    values, factor = _within_reach(values)
    errors = None if question.errors is None else question.errors / factor
    unit = 0.0 if question.counted else rounding_unit(question.points[1]) / factor
    point_variance = np.full(n, unit**2 / 12) + (0.0 if errors is None else errors**2)
    least = smallest_change(question, unit * factor) / factor
    if np.ptp(values) == 0 and not point_variance.any():
        return Answer(
            state="flat",
            n=n,
            p=1.0,
            p_other=1.0,
            change=0.0,
            lower=0.0,
            upper=0.0,
            lower90=0.0,
            upper90=0.0,
            smallest_change=least * factor,
        )
    design = design_of(years)
    scale, lines = _on_best_scale(values, design, point_variance, question.log_allowed, limits)
    pool = pool_of(question, scale)
    own = family_of(question.accumulates)
    share = weights(lines, learnt_prior(own, pool))
    other = weights(lines, learnt_prior(other_family(own), pool))
    side, p = _side(share, lines)
    side_other, p_other = _side(other, lines)
    length = float(design.x[-1])

    def over_all(slope: float) -> float:
        return (
            float(np.expm1(slope * length / _mean_height(values)))
            if scale == "log"
            else slope * length * factor
        )

    def bound(level: float) -> float:
        return over_all(mixture.limit(share[0], lines.slope[0], lines.error[0], lines.freedom, level))

    low, high, low90, high90 = bound(0.025), bound(0.975), bound(0.05), bound(0.95)
    delta = least / float(np.median(np.abs(values))) if scale == "log" else least * factor
    agrees = p_other <= limits.other_class and side_other == side
    name: Literal["up", "down"] = "up" if side > 0 else "down"
    state: State
    if p <= limits.certain and agrees:
        state = name
    elif p <= limits.probable:
        state = "probably up" if name == "up" else "probably down"
    elif -delta <= low90 and high90 <= delta:
        state = "flat"
    else:
        state = "cannot tell"
    return Answer(
        state=state,
        n=n,
        p=p,
        p_other=p_other,
        scale=scale,
        change=over_all(float(share[0] @ lines.slope[0])),
        lower=low,
        upper=high,
        lower90=low90,
        upper90=high90,
        smallest_change=delta,
        small=p <= limits.probable and -delta <= low and high <= delta,
        depends=p <= limits.certain and not agrees,
        persistence=float(share[0] @ THETAS),
        effective=pool.effective if pool else 0.0,
        steps_until_certain=_when(share, other, lines, limits)
        if state in ("probably up", "probably down", "cannot tell")
        else None,
    )


_SMALLEST_UNIT = 1e-6


def rounding_unit(values: Floats) -> float:
    """The smallest power of ten down to 1e-6 that all values are multiples of (to a billionth of it), else 0.

    >>> rounding_unit(np.array([11.0, 12.5])), rounding_unit(np.array([1 / 3]))
    (0.1, 0.0)
    """
    if np.abs(values).max(initial=0.0) < _SMALLEST_UNIT and values.any():
        return 0.0
    for k in range(7):
        multiples = values * 10.0**k
        if np.abs(multiples).max() < 2**53 and (np.abs(multiples - np.round(multiples)) <= 1e-9).all():
            return float(10.0**-k)
    return 0.0


def smallest_change(question: Question, unit: float) -> float:
    """The smallest change over the whole window that matters, in the unit of the values (section 2.6)."""
    if question.smallest_change is not None:
        return question.smallest_change
    level = float(np.median(np.abs(question.points[1])))
    by_kind = {"percent": min(1.0, 0.05 * level), "score": 0.01 * level, "rank": 1.0, "amount": 0.05 * level}
    return max(by_kind[question.kind], unit)


def pool_of(question: Question, scale: Scale) -> Pool | None:
    """The comparable series that can teach: all years of the window, not constant, positive where that is needed."""
    years = question.points[0]
    members = []
    for at, series in question.pool:
        held = dict(zip(at.tolist(), series.tolist(), strict=True))
        if not all(year in held for year in years.tolist()):
            continue
        own = np.array([held[year] for year in years.tolist()])
        if np.isfinite(own).all() and np.ptp(own) > 0 and (scale == "plain" or (own > 0).all()):
            members.append(own)
    if len(members) < FEWEST:
        return None
    design = design_of(years)
    rows, spread = [], []
    for member in members:
        reached, factor = _within_reach(member)
        unit = 0.0 if question.counted else rounding_unit(member) / factor
        z, least = _scaled(reached, np.full(len(reached), unit**2 / 12), scale)
        rows.append(z)
        spread.append(least)
    together = np.array(rows)
    return Pool(fit(together, design, np.array(spread)), effective_number(together, design.x))


def _within_reach(values: Floats) -> tuple[Floats, float]:
    """Values of a size that can be squared, and what they were divided by."""
    size = float(np.abs(values).max())
    if size and not TINY <= size <= HUGE:
        return values / size, size
    return values, 1.0


def _mean_height(values: Floats) -> float:
    return float(np.exp(np.log(values).mean()))


def _scaled(values: Floats, point_variance: Floats, scale: Scale) -> tuple[Floats, float]:
    """The series on a scale, in its own unit, with the smallest variance of a point there."""
    if scale == "plain":
        return values, float(point_variance.mean())
    height = _mean_height(values)
    return height * np.log(values), float((point_variance * (height / values) ** 2).mean())


def _on_best_scale(
    values: Floats, design: Design, point_variance: Floats, log_allowed: bool, limits: Limits
) -> tuple[Scale, Lines]:
    """Logarithms where they are possible, unless the plain scale is far more likely (section 2.4)."""
    z, spread = _scaled(values, point_variance, "plain")
    plain = fit(z[None], design, spread)
    if not log_allowed or not (values > 0).all():
        return "plain", plain
    z_log, spread = _scaled(values, point_variance, "log")
    log = fit(z_log[None], design, spread)
    # The prior of no class, so that a word in the file cannot move the scale.
    unknown = prior_of("unknown")
    if float((evidence(plain, unknown) - evidence(log, unknown))[0]) > limits.plain_unless:
        return "plain", plain
    return "log", log


def _side(share: Floats, lines: Lines) -> tuple[float, float]:
    p, side = mixture.two_sided(share, lines.slope, lines.error, lines.freedom)
    return float(side[0]), float(p[0])


def _when(share: Floats, other: Floats, lines: Lines, limits: Limits) -> int | None:
    """After how many more points the same line would be certain (section 2.7)."""
    scale = lines.error / np.sqrt(lines.design.variance)
    for k in range(1, limits.most_steps_ahead + 1):
        ahead = longer(lines.design, k)
        error = scale * np.sqrt(ahead.variance)
        p, side = mixture.two_sided(share, lines.slope, error, ahead.n - 2)
        p_other, side_other = mixture.two_sided(other, lines.slope, error, ahead.n - 2)
        if p[0] <= limits.certain and p_other[0] <= limits.other_class and side[0] == side_other[0]:
            return k
    return None
