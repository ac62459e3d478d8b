"""Every threshold of the rule book, in one place, with a version.

The numbers here are the newest version, :data:`RULE_VERSION`. A verdict is stored with the version that it was made
by, and an old year is judged by its own rule: :func:`limit` and :func:`rule_version` answer for the version that is
:func:`in_force`. Change a number here, and in the same commit the version, with what changed, when and why in
``history.toml`` (:mod:`.rules_history`). Sources: methods.md 1.2 (the 95 / 60 / 0 classes are
those of Eurostat and Open SDG), 1.7 (evidence), 2.1 (no test below five points).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from retning.answers import Chance

RULE_VERSION = "2026.1"

# Path arithmetic: the ratio of actual to required pace.
RATIO_ON_TRACK = 0.95
RATIO_TOO_SLOW = 0.60
RATIO_AWAY = 0.0
# An interval on the ratio that touches more classes than this carries no class.
CLASSES_AT_MOST = 2
# A geometric path from a base below this part of the target says nothing (a base near zero makes growth
# rates explode).
GEOMETRIC_BASE_SHARE = 0.10

# Evidence: comparable points since the last registered break.
POINTS_GRADE_A = 10
POINTS_GRADE_B = 5
POINTS_GRADE_C = 2

# Tendency.
POINTS_FOR_TENDENCY = 5
ALPHA = 0.05
# The smallest change that matters where an indicator declares none: this part of the level a year.
SMALLEST_SHARE = 0.01

# Confidence of intervals on ranks, top groups and growth.
CONFIDENCE = 0.95

# Places with fewer events than this in a year are compared over so many years together (methods.md 2.5).
POOL_BELOW = 100
POOL_YEARS = 3

# Chance of reaching a target, in words; each word holds from its limit upwards.
CHANCE_WORDS: tuple[tuple[float, Chance], ...] = (
    (0.90, "very likely"),
    (0.66, "likely"),
    (0.33, "open"),
    (0.10, "unlikely"),
    (0.00, "very unlikely"),
)

# Forecasts (methods.md 3): how many comparable series a pool needs, the most years ahead, the fewest points of
# a series, the points that the first trial starts from, and how many origins a pool must have been tried from.
FORECAST_SERIES = 20
FORECAST_YEARS = 5
FORECAST_POINTS = 13
FORECAST_TRAINING = 6
FORECAST_ORIGINS = 3
# The share of what came that 80 % intervals must have held, in trials beforehand and in the answer sheet.
FORECAST_COVERAGE_LOW = 0.70
FORECAST_COVERAGE_HIGH = 0.92
# Published forecasts of a family that must have met their outcome, in how many different years, before the family
# can be withdrawn: one bad year strikes all areas at once and is one lesson, not many.
FORECAST_SCORED = 20
FORECAST_SCORED_YEARS = 2

# Two numbers closer than this part of the larger one are the same number: 1.1 * 100 is not exactly 110 in
# a computer.
SAME = 1e-12
# The same for a ratio that stands on the limit between two classes.
SAME_RATIO = 1e-9


def thresholds() -> dict[str, float | int | str]:
    """All thresholds by name, for the page that explains the method.

    >>> thresholds()["ratio_on_track"]
    0.95
    """
    return {
        "rule_version": RULE_VERSION,
        "ratio_on_track": RATIO_ON_TRACK,
        "ratio_too_slow": RATIO_TOO_SLOW,
        "ratio_away": RATIO_AWAY,
        "classes_at_most": CLASSES_AT_MOST,
        "geometric_base_share": GEOMETRIC_BASE_SHARE,
        "points_grade_a": POINTS_GRADE_A,
        "points_grade_b": POINTS_GRADE_B,
        "points_grade_c": POINTS_GRADE_C,
        "points_for_tendency": POINTS_FOR_TENDENCY,
        "alpha": ALPHA,
        "smallest_share": SMALLEST_SHARE,
        "confidence": CONFIDENCE,
        "pool_below": POOL_BELOW,
        "pool_years": POOL_YEARS,
        "forecast_series": FORECAST_SERIES,
        "forecast_years": FORECAST_YEARS,
        "forecast_points": FORECAST_POINTS,
        "forecast_training": FORECAST_TRAINING,
        "forecast_origins": FORECAST_ORIGINS,
        "forecast_coverage_low": FORECAST_COVERAGE_LOW,
        "forecast_coverage_high": FORECAST_COVERAGE_HIGH,
        "forecast_scored": FORECAST_SCORED,
        "forecast_scored_years": FORECAST_SCORED_YEARS,
        "chance_very_likely": CHANCE_WORDS[0][0],
        "chance_likely": CHANCE_WORDS[1][0],
        "chance_open": CHANCE_WORDS[2][0],
        "chance_unlikely": CHANCE_WORDS[3][0],
    }


_OLDER: ContextVar[tuple[str, Mapping[str, float]] | None] = ContextVar("rules in force", default=None)


@contextmanager
def in_force(version: str, limits: Mapping[str, float]) -> Iterator[None]:
    """Judge by another version of the rules within a ``with`` block; ``limits`` holds what it has otherwise.

    >>> with in_force("2020.1", {"points_grade_a": 12}):
    ...     rule_version(), limit("points_grade_a"), limit("alpha")
    ('2020.1', 12, 0.05)
    """
    unknown = sorted(set(limits) - set(thresholds()))
    if unknown:
        raise KeyError(f"no such limit: {', '.join(unknown)}")
    before = _OLDER.set((version, dict(limits)))
    try:
        yield
    finally:
        _OLDER.reset(before)


def limit(name: str) -> float:
    """A threshold of the rules in force, by the name it has in :func:`thresholds`.

    >>> limit("alpha")
    0.05
    """
    older = _OLDER.get()
    if older is not None and name in older[1]:
        return older[1][name]
    found = thresholds()[name]
    if isinstance(found, str):
        raise KeyError(f"{name} is no number")
    return found


def rule_version() -> str:
    """The version of the rules in force.

    >>> rule_version() == RULE_VERSION
    True
    """
    older = _OLDER.get()
    return RULE_VERSION if older is None else older[0]


def limits_in_force() -> dict[str, float | int | str]:
    """All thresholds of the rules in force, as :func:`thresholds` lists the newest."""
    older = _OLDER.get()
    if older is None:
        return thresholds()
    return {**thresholds(), **older[1], "rule_version": older[0]}


def chance_word(probability: float) -> Chance:
    """The word for a chance of reaching a target (methods.md 1.7). Raises ``ValueError`` outside 0 to 1.

    >>> chance_word(0.7)
    'likely'
    """
    if not 0.0 <= probability <= 1.0:
        raise ValueError(f"a chance lies between 0 and 1, not {probability}")
    names: dict[Chance, str] = {word: f"chance_{word.replace(' ', '_')}" for _, word in CHANCE_WORDS[:-1]}
    return next((word for word, name in names.items() if probability >= limit(name)), CHANCE_WORDS[-1][1])
