"""The tendency of one series in words, with all that it rests on (rules 2026.2, sections 2.4 to 2.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from retning.statistics.methods.arrays import Booleans, Floats
from retning.statistics.methods.tendency import mixture
from retning.statistics.methods.tendency.line import (
    HUGE,
    TINY,
    Lines,
    design_of,
    evidence,
    fit,
    longer,
    rows_of,
    weights,
)
from retning.statistics.methods.tendency.pool import (
    FEWEST,
    effective_numbers,
    learnt_priors,
    shared_variation,
)
from retning.statistics.methods.tendency.priors import (
    THETAS,
    Accumulates,
    Family,
    family_of,
    other_family,
    prior_of,
)

Indices = npt.NDArray[np.intp]

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
    ``errors`` are standard errors of the values; ``counted`` says that things are counted one by one. ``pool`` holds the
    comparable series that teach it, and at the places ``without`` some that do not: many questions share one pool.
    """

    points: Points
    kind: Kind = "amount"
    accumulates: Accumulates = None
    log_allowed: bool = False
    counted: bool = False
    smallest_change: float | None = None
    errors: Floats | None = None
    pool: Sequence[Points] = ()
    without: frozenset[int] = frozenset()


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
    """Which way a series goes, and how sure that is (:func:`tendencies` of one).

    Raises ``ValueError`` for values that are not finite or years that do not rise.

    >>> years = np.arange(2015.0, 2020.0)
    >>> tendency(Question(points=(years, 100 * 1.04 ** np.arange(5)), log_allowed=True), Limits()).state
    'up'
    """
    return tendencies([question], limits)[0]


def tendencies(questions: Sequence[Question], limits: Limits) -> list[Answer]:
    """The tendency of each of some series; those over the same years are worked out together.

    A pool that several of them have (the same object, not an equal one) is fitted once.
    """
    answers = _answers(questions, limits)
    clear = [n for n, one in enumerate(answers) if one.state in ("up", "down") and one.n > limits.fewest]
    cut: dict[tuple[int, bytes], tuple[Sequence[Points], frozenset[int]]] = {}
    before = _answers([_without_newest(questions[n], cut) for n in clear], limits, side_only=True)
    for n, earlier in zip(clear, before, strict=True):
        side = answers[n].state
        answers[n] = replace(answers[n], rests_on_newest=earlier.state not in (side, f"probably {side}"))
    return answers


def _without_newest(
    question: Question, cut: dict[tuple[int, bytes], tuple[Sequence[Points], frozenset[int]]]
) -> Question:
    """The question a point earlier; it can learn only from series over exactly its own years."""
    years, values = question.points
    key = (id(question.pool), years.tobytes())
    if key not in cut:
        others = frozenset(n for n, (at, _) in enumerate(question.pool) if not np.array_equal(at, years))
        cut[key] = tuple((at[:-1], series[:-1]) for at, series in question.pool), others
    pool, others = cut[key]
    errors = question.errors[:-1] if question.errors is not None else None
    without = question.without | others
    return replace(question, points=(years[:-1], values[:-1]), errors=errors, pool=pool, without=without)


def _answers(questions: Sequence[Question], limits: Limits, side_only: bool = False) -> list[Answer]:
    """The answers without what they rest on. ``side_only``: nothing but the state, and of that only a direction counts."""
    found: list[Answer | None] = [None] * len(questions)
    groups: dict[tuple[object, ...], list[int]] = {}
    for n, question in enumerate(questions):
        years, values = question.points
        if not np.isfinite(values).all() or not (np.diff(years) > 0).all():
            raise ValueError("values must be finite and years must rise")
        if len(values) < limits.fewest:
            found[n] = Answer(state="too few", n=len(values))
        elif (still := _still(question)) is not None:
            found[n] = still
        else:
            key = (years.tobytes(), question.accumulates, question.log_allowed, question.counted)
            groups.setdefault(key, []).append(n)
    for places in groups.values():
        together = _Together([questions[n] for n in places], limits)
        for n, answer in zip(places, together.answers(side_only), strict=True):
            found[n] = answer
    return [one for one in found if one is not None]


def _still(question: Question) -> Answer | None:
    """The answer about a series that never moves and has no error; ``None`` for any other."""
    values = question.points[1]
    if np.ptp(values) != 0 or (question.errors is not None and question.errors.any()):
        return None
    if not question.counted and rounding_unit(values):
        return None
    return Answer(
        state="flat",
        n=len(values),
        p=1.0,
        p_other=1.0,
        change=0.0,
        lower=0.0,
        upper=0.0,
        lower90=0.0,
        upper90=0.0,
        smallest_change=smallest_change(question, 0.0),
    )


@dataclass(frozen=True)
class _Fitted:
    """Some series on a scale: the values there, and the lines through them."""

    z: Floats
    lines: Lines


class _Together:
    """Questions over the same years and of the same sort."""

    def __init__(self, questions: Sequence[Question], limits: Limits) -> None:
        self.questions = questions
        self.limits = limits
        self.design = design_of(questions[0].points[0])
        reached = [_within_reach(one.points[1]) for one in questions]
        self.values: Floats = np.array([values for values, _ in reached])
        self.factor: Floats = np.array([factor for _, factor in reached])
        written: Floats = np.array([one.points[1] for one in questions])
        unit = np.zeros(len(questions)) if questions[0].counted else rounding_units(written) / self.factor
        self.variance: Floats = np.repeat((unit**2 / 12)[:, None], self.design.n, axis=1)
        for n, one in enumerate(questions):
            if one.errors is not None:
                self.variance[n] += (one.errors / self.factor[n]) ** 2
        self.least: Floats = np.array(
            [
                smallest_change(one, float(u * f)) / f
                for one, u, f in zip(questions, unit, self.factor, strict=True)
            ]
        )

    def answers(self, side_only: bool) -> list[Answer]:
        """One answer for each question."""
        found: list[Answer | None] = [None] * len(self.questions)
        for scale, rows, fitted in self._on_best_scales():
            for n, answer in zip(rows, self._on(scale, rows, fitted, side_only), strict=True):
                found[n] = answer
        return [one for one in found if one is not None]

    def _on_best_scales(self) -> Iterator[tuple[Scale, Indices, Lines]]:
        """Logarithms where they are possible, unless the plain scale is far more likely (section 2.4)."""
        z, spread = _scaled(self.values, self.variance, "plain")
        plain = fit(z, self.design, spread)
        possible = self.questions[0].log_allowed & (self.values > 0).all(axis=1)
        use = np.zeros(len(z), dtype=np.bool_)
        rows = np.flatnonzero(possible)
        if len(rows):
            z, spread = _scaled(self.values[rows], self.variance[rows], "log")
            log = fit(z, self.design, spread)
            # The prior of no class, so that a word in the file cannot move the scale.
            unknown = prior_of("unknown")
            better = evidence(rows_of(plain, rows), unknown) - evidence(log, unknown)
            chosen = better <= self.limits.plain_unless
            use[rows[chosen]] = True
            if chosen.any():
                yield "log", rows[chosen], rows_of(log, np.flatnonzero(chosen))
        if not use.all():
            left = np.flatnonzero(~use)
            yield "plain", left, rows_of(plain, left)

    def _on(self, scale: Scale, rows: Indices, lines: Lines, side_only: bool) -> list[Answer]:
        """The answers of the questions that stand on a scale."""
        limits = self.limits
        own = family_of(self.questions[0].accumulates)
        pool = self._pool(scale, rows)
        priors = (
            pool.priors(family) if pool else np.tile(prior_of(family), (len(rows), 1))
            for family in (own, other_family(own))
        )
        share, other = (weights(lines, prior) for prior in priors)
        p, side = mixture.two_sided(share, lines.slope, lines.error, lines.freedom)
        p_other, side_other = mixture.two_sided(other, lines.slope, lines.error, lines.freedom)
        agrees = (p_other <= limits.other_class) & (side_other == side)
        certain, probable = (p <= limits.certain) & agrees, p <= limits.probable
        if side_only:
            words = _directions(certain, probable, side)
            return [Answer(state=word, n=self.design.n) for word in words]
        low, high, low90, high90 = (
            self._over_all(mixture.limits(share, lines.slope, lines.error, lines.freedom, level), scale, rows)
            for level in (0.025, 0.975, 0.05, 0.95)
        )
        if scale == "log":
            delta = self.least[rows] / np.median(np.abs(self.values[rows]), axis=1)
        else:
            delta = self.least[rows] * self.factor[rows]
        flat = (-delta <= low90) & (high90 <= delta)
        states = [
            "flat" if word == "cannot tell" and still else word
            for word, still in zip(_directions(certain, probable, side), flat.tolist(), strict=True)
        ]
        open_yet = np.array([one.startswith("probably") or one == "cannot tell" for one in states])
        when = _when(share, other, lines, limits, np.flatnonzero(open_yet))
        change = self._over_all((share * lines.slope).sum(axis=1), scale, rows)
        small = probable & (-delta <= low) & (high <= delta)
        depends = (p <= limits.certain) & ~agrees
        persistence, effective = share @ THETAS, pool.shown() if pool else np.zeros(len(rows))
        return [
            Answer(
                state=states[n],
                n=self.design.n,
                p=float(p[n]),
                p_other=float(p_other[n]),
                scale=scale,
                change=float(change[n]),
                lower=float(low[n]),
                upper=float(high[n]),
                lower90=float(low90[n]),
                upper90=float(high90[n]),
                smallest_change=float(delta[n]),
                small=bool(small[n]),
                depends=bool(depends[n]),
                persistence=float(persistence[n]),
                effective=float(effective[n]),
                steps_until_certain=when.get(n),
            )
            for n in range(len(rows))
        ]

    def _over_all(self, slope: Floats, scale: Scale, rows: Indices) -> Floats:
        """Slopes as changes over the whole window: in the unit of the values, or as fractions."""
        length = float(self.design.x[-1])
        if scale == "log":
            height = np.exp(np.log(self.values[rows]).mean(axis=1))
            fractions: Floats = np.expm1(slope * length / height)
            return fractions
        whole: Floats = slope * length * self.factor[rows]
        return whole

    def _pool(self, scale: Scale, rows: Indices) -> _Pool | None:
        """The comparable series of some questions, as far as they can teach on a scale."""
        questions = [self.questions[n] for n in rows]
        pools = {id(one.pool): one.pool for one in questions if one.pool}
        years = self.questions[0].points[0]
        fit_for: list[Floats] = []
        columns: dict[int, tuple[Indices, Indices]] = {}
        for key, pool in pools.items():
            found = [_over(points, years, scale) for points in pool]
            places = [n for n, own in enumerate(found) if own is not None]
            columns[key] = np.array(places, dtype=np.intp), len(fit_for) + np.arange(len(places))
            fit_for += [own for own in found if own is not None]
        if len(fit_for) < FEWEST:
            return None
        taught = np.zeros((len(questions), len(fit_for)))
        for n, one in enumerate(questions):
            if one.pool:
                places_in_pool, column = columns[id(one.pool)]
                taught[n, column] = ~np.isin(places_in_pool, list(one.without))
        own = np.array(fit_for)
        size = np.abs(own).max(axis=1)
        factor = np.where((size != 0) & ~((size >= TINY) & (size <= HUGE)), size, 1.0)
        counted = self.questions[0].counted
        unit = np.zeros(len(own)) if counted else rounding_units(own) / factor
        variance = np.repeat((unit**2 / 12)[:, None], len(years), axis=1)
        z, spread = _scaled(own / factor[:, None], variance, scale)
        squared = shared_variation(z[None], self.design.x)[0]
        return _Pool(
            fit(z, self.design, spread).likelihood, taught, effective_numbers(squared, taught, len(years))
        )


@dataclass(frozen=True)
class _Pool:
    """Comparable series, which of them teach which question, and the number of independent ones these amount to."""

    likelihood: Floats
    taught: Floats
    effective: Floats

    def priors(self, family: Family) -> Floats:
        """What each question expects of persistence before its own series is looked at."""
        return learnt_priors(family, self.likelihood, self.taught, self.effective)

    def shown(self) -> Floats:
        """The effective numbers; 0 where too few teach."""
        return np.where(self.taught.sum(axis=1) >= FEWEST, self.effective, 0.0)


def _directions(certain: Booleans, probable: Booleans, side: Floats) -> list[State]:
    """A direction where there is one, else that nobody can tell."""
    found: list[State] = []
    for sure, likely, up in zip(certain.tolist(), probable.tolist(), (side > 0).tolist(), strict=True):
        if sure:
            found.append("up" if up else "down")
        elif likely:
            found.append("probably up" if up else "probably down")
        else:
            found.append("cannot tell")
    return found


_SMALLEST_UNIT = 1e-6


def rounding_unit(values: Floats) -> float:
    """The smallest power of ten down to 1e-6 that all values are multiples of (to a billionth of it), else 0.

    >>> rounding_unit(np.array([11.0, 12.5])), rounding_unit(np.array([1 / 3]))
    (0.1, 0.0)
    """
    return float(rounding_units(values[None])[0])


def rounding_units(rows: Floats) -> Floats:
    """:func:`rounding_unit` of each row."""
    size = np.abs(rows).max(axis=1, initial=0.0)
    found = np.zeros(len(rows))
    open_yet = ~((size < _SMALLEST_UNIT) & rows.any(axis=1))
    for k in range(7):
        left = np.flatnonzero(open_yet)
        if not len(left):
            break
        multiples = rows[left] * 10.0**k
        fits = (np.abs(multiples).max(axis=1, initial=0.0) < 2**53) & (
            np.abs(multiples - np.round(multiples)) <= 1e-9
        ).all(axis=1)
        found[left[fits]] = 10.0**-k
        open_yet[left[fits]] = False
    return found


def smallest_change(question: Question, unit: float) -> float:
    """The smallest change over the whole window that matters, in the unit of the values (section 2.6)."""
    if question.smallest_change is not None:
        return question.smallest_change
    level = float(np.median(np.abs(question.points[1])))
    by_kind = {"percent": min(1.0, 0.05 * level), "score": 0.01 * level, "rank": 1.0, "amount": 0.05 * level}
    return max(by_kind[question.kind], unit)


def _over(points: Points, years: Floats, scale: Scale) -> Floats | None:
    """A comparable series over some years; ``None`` where it cannot teach: a year is missing, it never moves, or it is not
    positive where that is needed."""
    at, series = points
    if np.array_equal(at, years):
        own = series
    else:
        held = dict(zip(at.tolist(), series.tolist(), strict=True))
        if not all(year in held for year in years.tolist()):
            return None
        own = np.array([held[year] for year in years.tolist()])
    if np.isfinite(own).all() and np.ptp(own) > 0 and (scale == "plain" or (own > 0).all()):
        return own
    return None


def _within_reach(values: Floats) -> tuple[Floats, float]:
    """Values of a size that can be squared, and what they were divided by."""
    size = float(np.abs(values).max())
    if size and not TINY <= size <= HUGE:
        return values / size, size
    return values, 1.0


def _scaled(values: Floats, variance: Floats, scale: Scale) -> tuple[Floats, Floats]:
    """Series (rows) on a scale, each in its own unit, with the smallest variance of a point there."""
    if scale == "plain":
        return values, variance.mean(axis=1)
    logs = np.log(values)
    height = np.exp(logs.mean(axis=1, keepdims=True))
    return height * logs, (variance * (height / values) ** 2).mean(axis=1)


def _when(share: Floats, other: Floats, lines: Lines, limits: Limits, rows: Indices) -> dict[int, int]:
    """By row after how many more points the same line would be certain (section 2.7); none where it never would."""
    found: dict[int, int] = {}
    scale = lines.error / np.sqrt(lines.design.variance)
    left = rows
    for k in range(1, limits.most_steps_ahead + 1):
        if not len(left):
            break
        ahead = longer(lines.design, k)
        error, slope = scale[left] * np.sqrt(ahead.variance), lines.slope[left]
        p, side = mixture.two_sided(share[left], slope, error, ahead.n - 2)
        p_other, side_other = mixture.two_sided(other[left], slope, error, ahead.n - 2)
        sure = (p <= limits.certain) & (p_other <= limits.other_class) & (side == side_other)
        found |= dict.fromkeys(left[sure].tolist(), k)
        left = left[~sure]
    return found
