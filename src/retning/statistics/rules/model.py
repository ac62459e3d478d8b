"""The rules that verdicts rest on, as a value: every limit of one version, with who decided it, when and why.

A :class:`Rules` is passed as an argument from the build to the last function that compares with a limit. Nothing looks
one up beside its arguments, so an old year can be judged by its own version, two versions can be asked side by side,
and a process that gets the arguments gets the rules. The numbers stand in ``history.toml`` (:mod:`.history`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from retning.answers import CHANCES, Chance
from retning.language.texts import state_key


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Every limit of the rule book.

    Sources: methods.md 1.2 (the 95 / 60 / 0 classes are those of Eurostat and Open SDG), 1.7 (evidence), 2.1 (no test
    below five points), 2.5 (few events) and 3 (forecasts).
    """

    # Paths to targets: the ratio of actual to required pace.
    ratio_on_track: float
    ratio_too_slow: float
    ratio_away: float
    # An interval on the ratio that touches more classes than this carries no class.
    classes_at_most: int
    # A geometric path from a base below this part of the target says nothing: a base near zero makes growth rates
    # explode.
    geometric_base_share: float

    # Evidence: comparable points since the last registered break.
    points_grade_a: int
    points_grade_b: int
    points_grade_c: int

    # Tendency: the fewest points, the level of the test, and the smallest change that matters where an indicator
    # declares none (this part of the level a year).
    points_for_tendency: int
    alpha: float
    smallest_share: float

    # The rule of persistence (2026.2): up to which p a direction is probable, which p the other class of series may
    # give at most where one is certain, the same for lists of many areas after the correction, how much likelier (as
    # a logarithm) the plain scale must be than the logarithmic one, and how many years ahead "when could it be said"
    # looks.
    alpha_probable: float
    alpha_other_class: float
    list_probable: float
    scale_preference: float
    years_ahead: int

    # Confidence of intervals on ranks, top groups, growth and comparisons between areas.
    confidence: float

    # Places with fewer events than this in a year are compared over so many years together.
    pool_below: int
    pool_years: int

    # Forecasts: how many comparable series a pool needs, the most years ahead, the fewest points of a series, the
    # points that the first trial starts from, and how many origins a pool must have been tried from.
    forecast_series: int
    forecast_years: int
    forecast_points: int
    forecast_training: int
    forecast_origins: int
    # The share of what came that 80 % intervals must have held, in trials beforehand and in the answer sheet.
    forecast_coverage_low: float
    forecast_coverage_high: float
    # Published forecasts of a family that must have met their outcome, in how many different years, before the family
    # can be withdrawn: one bad year strikes all areas at once and is one lesson, not many.
    forecast_scored: int
    forecast_scored_years: int

    # The chance of reaching a target: each word holds from its limit upwards, the last one below them all.
    chance_very_likely: float
    chance_likely: float
    chance_open: float
    chance_unlikely: float


LIMITS = tuple(field.name for field in fields(Limits))
"""The names of all limits, in the order in which they are declared."""

WHOLE_NUMBERS = frozenset(field.name for field in fields(Limits) if field.type == "int")
"""The limits that count something."""


TendencyRule = Literal["ranks", "persistence"]
"""How a direction is found: Mann-Kendall and mean changes (2026.1), or a line with averaged persistence (2026.2)."""


@dataclass(frozen=True)
class LimitChange:
    """One limit that a version changed."""

    limit: str
    old: float
    new: float


@dataclass(frozen=True, kw_only=True)
class Rules(Limits):
    """One version of the rule book. ``since`` is the first day that it is in force.

    A variant to compare with (in a test, or before a decision) is made with :func:`dataclasses.replace`:
    ``replace(rules, version="2027.1", points_grade_a=12)``.
    """

    version: str
    since: date
    tendency: TendencyRule = "ranks"
    decided_by: Mapping[str, str]
    what: Mapping[str, str]
    why: Mapping[str, str]
    changes: tuple[LimitChange, ...] = ()

    @property
    def limits(self) -> dict[str, float]:
        """All limits by name."""
        return {name: getattr(self, name) for name in LIMITS}

    def chance_word(self, probability: float) -> Chance:
        """The word for a chance of reaching a target (methods.md 1.7). Raises ``ValueError`` outside 0 to 1.

        >>> from retning.statistics.rules.history import rules_on
        >>> rules_on(None).chance_word(0.7)
        'likely'
        """
        if not 0.0 <= probability <= 1.0:
            raise ValueError(f"a chance lies between 0 and 1, not {probability}")
        *limited, last = CHANCES
        return next(
            (word for word in limited if probability >= getattr(self, f"chance_{state_key(word)}")), last
        )
