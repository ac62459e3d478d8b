"""The tendency of series by rule version 2026.2: from a series and its definition to a tendency in words.

The arithmetic is :mod:`retning.statistics.methods.tendency`; here stand the choices around it: which points, which class,
which scale, which comparable series, which words (rules 2026.2, sections 1, 2, 10 and 11).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite, log1p

import numpy as np
import numpy.typing as npt

from retning.answers import TendencyState
from retning.statistics.assessment.measures import standard_error
from retning.statistics.indicators.model import Indicator
from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.tendency.beside import Apart, How, as_beside, question_beside
from retning.statistics.methods.tendency.line import steps
from retning.statistics.methods.tendency.lists import in_list
from retning.statistics.methods.tendency.states import (
    Answer,
    Kind,
    Limits,
    Points,
    Question,
    State,
    tendencies,
)
from retning.statistics.model import Reason, Series, Tendency, Value
from retning.statistics.rules.model import Rules
from retning.statistics.tables.periods import parse_period

PERCENT = ("percent", "percentage_points")
SCORES = ("score", "points", "index_points")
PLACES = ("rank", "places")
COUNTED = (
    "persons",
    "enterprises",
    "companies",
    "plans",
    "cases",
    "students",
    "pupils",
    "meetings",
    "municipalities",
    "dwellings",
)
"""Units of things that are counted one by one: they are not rounded."""
OF_THE_DAY = ("nok", "mill_nok", "bn_nok", "nok_per_person", "ore_per_kwh")
"""Units of money in the prices of the day, which have no direction of their own."""

_WORDS: dict[str, tuple[TendencyState, TendencyState, TendencyState, TendencyState]] = {
    "up": ("improving", "worsening", "probably improving", "probably worsening"),
    "down": ("worsening", "improving", "probably worsening", "probably improving"),
}
_NEUTRAL: tuple[TendencyState, TendencyState, TendencyState, TendencyState] = (
    "increasing",
    "decreasing",
    "probably increasing",
    "probably decreasing",
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A series that somebody asks about: one point a year, what its file says, and what may be compared with it.

    ``window`` is the year from which the plan asks (``None``: everything since the last break). ``pool`` holds the
    comparable series (and at the places ``without`` some that are none), ``benchmark`` the one that it is measured against.
    """

    series: Series
    definition: Indicator
    window: float | None = None
    pool: Sequence[Series] = ()
    without: frozenset[int] = frozenset()
    benchmark: Series | None = None


@dataclass(frozen=True)
class Found:
    """A tendency with the answer that it says in words."""

    tendency: Tendency
    answer: Answer


def limits_of(rules: Rules) -> Limits:
    """The limits of the arithmetic, from the rules.

    >>> from retning.statistics.rules.history import rules_on
    >>> limits_of(rules_on(None)).probable
    0.1
    """
    return Limits(
        certain=rules.alpha,
        other_class=rules.alpha_other_class,
        probable=rules.alpha_probable,
        fewest=rules.points_for_tendency,
        plain_unless=rules.scale_preference,
        most_steps_ahead=rules.years_ahead,
    )


def accumulates(nature: str) -> bool:
    """Whether most of what is counted on a day is still there a year later, by the nature that the file declares.

    >>> accumulates("stock"), accumulates("rate")
    (True, False)
    """
    return nature in ("stock", "index")


def kind_of(unit: str) -> Kind:
    """The sort of number that a unit tells of.

    >>> kind_of("percentage_points"), kind_of("persons")
    ('percent', 'amount')
    """
    if unit in PERCENT:
        return "percent"
    if unit in SCORES:
        return "score"
    return "rank" if unit in PLACES else "amount"


def points_of(values: Iterable[Value]) -> Points:
    """The known points as years and values, in order of time."""
    known = sorted((parse_period(v.period).at, v.value) for v in values if v.value is not None)
    return np.array([at for at, _ in known]), np.array([value for _, value in known], dtype=np.float64)


def persistent_tendencies(asked: Sequence[Asked], rules: Rules) -> list[Found]:
    """The tendency of each of some series, by itself: no correction for being one of many (:func:`listed`).

    Series over the same years are worked out together. Raises ``ValueError`` for an infinite value or a period that
    stands twice.
    """
    known = _Known()
    found: list[Found | None] = [None] * len(asked)
    put: list[tuple[int, Question, Callable[[Answer], Found]]] = []
    for n, one in enumerate(asked):
        ready = _asked(one, rules, known)
        if isinstance(ready, Found):
            found[n] = ready
        else:
            put.append((n, *ready))
    answers = tendencies([question for _, question, _ in put], limits_of(rules))
    for (n, _, told), answer in zip(put, answers, strict=True):
        found[n] = told(answer)
    return [one for one in found if one is not None]


class _Known:
    """The points of comparable series, made once for all series that they teach.

    What they are made from is kept with them, so that nothing else gets its identity.
    """

    def __init__(self) -> None:
        self._pools: dict[int, tuple[Sequence[Points], Sequence[Series]]] = {}
        self._benchmarks: dict[int, tuple[Points, Series]] = {}
        self._teachers: dict[tuple[int, bytes], npt.NDArray[np.bool_]] = {}
        self.apart: dict[tuple[int, int, How], Apart] = {}

    def pool(self, series: Sequence[Series]) -> Sequence[Points]:
        """The known points of comparable series."""
        if id(series) not in self._pools:
            self._pools[id(series)] = tuple(points_of(one.known) for one in series), series
        return self._pools[id(series)][0]

    def benchmark(self, one: Series) -> Points:
        """The known points of a benchmark."""
        if id(one) not in self._benchmarks:
            self._benchmarks[id(one)] = points_of(one.known), one
        return self._benchmarks[id(one)][0]

    def teachers(self, question: Question) -> int:
        """How many comparable series have all years of the window."""
        years = question.points[0]
        key = (id(question.pool), years.tobytes())
        if key not in self._teachers:
            wanted = set(years.tolist())
            self._teachers[key] = np.array(
                [wanted <= set(at.tolist()) for at, _ in question.pool], dtype=np.bool_
            )
        have = self._teachers[key]
        return int(have.sum()) - sum(bool(have[n]) for n in question.without)


def _asked(asked: Asked, rules: Rules, known: _Known) -> Found | tuple[Question, Callable[[Answer], Found]]:
    """What is asked of a series, and how its answer is given; or what is found without asking."""
    definition = asked.definition
    values, reasons = _window(asked, rules.points_for_tendency)
    if not values:
        return Found(Tendency("cannot tell", 0, reasons=(Reason("no_values"),)), Answer(state="too few", n=0))
    ends = (values[0].period, values[-1].period)
    if len(values) < rules.points_for_tendency:
        few = Reason("tendency_few_points", {"points": len(values), "needed": rules.points_for_tendency})
        return Found(
            Tendency("too few", len(values), *ends, reasons=(few, *reasons)),
            Answer(state="too few", n=len(values)),
        )
    if definition.unit in OF_THE_DAY:
        return _beside(asked, values, reasons, rules, known)
    question = _question(asked, values, known)

    def told(answer: Answer) -> Found:
        per_year = _per_year(answer, question.points)
        learnt = [Reason("tendency_learnt", {"series": known.teachers(question)})] if answer.effective else []
        return Found(
            Tendency(
                _word(answer.state, definition.direction),
                answer.n,
                *ends,
                slope=per_year(answer.change),
                lower=per_year(answer.lower),
                upper=per_year(answer.upper),
                p=answer.p,
                method="persistence",
                reasons=(*_why(answer, question.points), *learnt, *reasons),
            ),
            answer,
        )

    return question, told


def listed(found: Sequence[Found], rules: Rules, direction: str) -> list[Found]:
    """The answers of one indicator and line over its areas, after the correction for being many (section 10)."""
    corrected = in_list([one.answer for one in found], certain=rules.alpha, probable=rules.list_probable)
    tests = sum(one.answer.p is not None for one in found)
    after = []
    for one, (answer, q) in zip(found, corrected, strict=True):
        told = replace(one.tendency, p_adjusted=q)
        if answer.state != one.answer.state:
            kept = tuple(r for r in one.tendency.reasons if r.key not in _OF_THE_STATE)
            told = replace(
                told,
                state=_word(answer.state, direction),
                reasons=(Reason("tendency_listed", {"tests": tests}), *kept),
            )
        after.append(Found(told, answer))
    return after


_OF_THE_STATE = ("tendency_below_smallest", "tendency_rests_on_newest", "tendency_probable")


def _window(asked: Asked, fewest: int) -> tuple[list[Value], list[Reason]]:
    """The known values that are asked about: since the last break, and since the plan began where enough are left."""
    known = sorted(asked.series.known, key=lambda v: parse_period(v.period).at)
    reasons: list[Reason] = []
    if known:
        newest = parse_period(known[-1].period).at
        breaks = [b for b in asked.series.breaks if parse_period(b.period).at <= newest + 1e-9]
        if breaks:
            last = max(breaks, key=lambda b: parse_period(b.period).at)
            since = parse_period(last.period).at
            if since > parse_period(known[0].period).at:
                reasons.append(Reason("tendency_break", {"period": last.period}))
            known = [v for v in known if parse_period(v.period).at >= since - 1e-9]
    if asked.window is not None:
        kept = [v for v in known if parse_period(v.period).at >= asked.window]
        if fewest <= len(kept) < len(known):
            reasons.append(Reason("tendency_window", {"period": kept[0].period}))
            known = kept
    return known, reasons


def _question(asked: Asked, values: Sequence[Value], known: _Known) -> Question:
    definition = asked.definition
    points = points_of(values)
    kind = kind_of(definition.unit)
    errors = [standard_error(v) for v in values]
    years = float(points[0][-1] - points[0][0])
    return Question(
        points=points,
        kind=kind,
        accumulates=accumulates(definition.nature),
        log_allowed=kind == "amount" and definition.nature != "score",
        counted=definition.unit in COUNTED,
        # A file states the smallest change that matters for a year; the rule asks for that of the whole window.
        smallest_change=None if definition.smallest_change is None else definition.smallest_change * years,
        errors=None
        if any(e is None for e in errors)
        else np.array([e for e in errors if e is not None], dtype=np.float64),
        pool=known.pool(asked.pool),
        without=asked.without,
    )


def _beside(
    asked: Asked, values: Sequence[Value], reasons: Sequence[Reason], rules: Rules, known: _Known
) -> Found | tuple[Question, Callable[[Answer], Found]]:
    """Money in the prices of the day: its direction beside the benchmark, or none (section 11)."""
    ends = (values[0].period, values[-1].period)
    other = asked.benchmark
    common = set() if other is None else {v.period for v in values} & {v.period for v in other.known}
    if other is None or len(common) < rules.points_for_tendency:
        reason = Reason("tendency_prices_alone")
        none = Answer(state="cannot tell", n=len(values))
        return Found(Tendency("cannot tell", len(values), *ends, reasons=(reason, *reasons)), none)
    question = _question(asked, values, known)
    how, apart = question_beside(question, known.benchmark(other), known.apart)

    def told(found: Answer) -> Found:
        answer = as_beside(how, found)
        first = Reason("tendency_prices_of_the_day", {"other": other.area})
        return Found(
            Tendency(
                _word(answer.state, asked.definition.direction),
                answer.n,
                *ends,
                p=answer.p,
                method="persistence beside",
                reasons=(first, *_why(answer, question.points), *reasons),
            ),
            answer,
        )

    return apart, told


def _word(state: State, direction: str) -> TendencyState:
    up, down, probably_up, probably_down = _WORDS.get(direction, _NEUTRAL)
    words: Mapping[State, TendencyState] = {
        "up": up,
        "down": down,
        "probably up": probably_up,
        "probably down": probably_down,
        "flat": "flat",
        "too few": "too few",
        "cannot tell": "cannot tell",
    }
    return words[state]


def _why(answer: Answer, points: Points) -> list[Reason]:
    """What is to be said beside the state."""
    reasons: list[Reason] = []
    if answer.state == "cannot tell":
        reasons.append(Reason("tendency_uncertain"))
    elif answer.state == "flat":
        reasons.append(Reason("tendency_inside_smallest"))
    elif answer.state.startswith("probably"):
        reasons.append(Reason("tendency_depends" if answer.depends else "tendency_probable"))
    if answer.small:
        reasons.append(Reason("tendency_below_smallest"))
    if answer.rests_on_newest:
        reasons.append(Reason("tendency_rests_on_newest"))
    if answer.state == "cannot tell" or answer.state.startswith("probably"):
        if answer.steps_until_certain is None:
            reasons.append(Reason("tendency_not_soon"))
        else:
            years = points[0]
            step = float(years[-1] - years[0]) / float(steps(years)[-1])
            when = round(float(years[-1]) + answer.steps_until_certain * step)
            reasons.append(Reason("tendency_when", {"year": when}))
    return reasons


def _per_year(answer: Answer, points: Points) -> Callable[[float | None], float | None]:
    """From a change over the whole window to one a year, in the unit of the values (at the mean height of a log scale)."""
    years, values = points
    length = float(years[-1] - years[0])

    def change(whole: float | None) -> float | None:
        if whole is None or not isfinite(whole):
            return None
        if answer.scale == "log":
            return _mean_height(values) * log1p(whole) / length
        return whole / length

    return change


def _mean_height(values: Floats) -> float:
    return float(np.exp(np.log(values).mean()))
