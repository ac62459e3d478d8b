"""Every threshold of the rule book, in one place, with a version.

A verdict is stored with :data:`RULE_VERSION`, so that an old year can be judged by its own rule. Change a
number here and change the version in the same commit. Sources: methods.md 1.2 (the 95 / 60 / 0 classes are
those of Eurostat and Open SDG), 1.7 (evidence), 2.1 (no test below five points).
"""

from __future__ import annotations

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

# Confidence of intervals on ranks, top groups and growth.
CONFIDENCE = 0.95

# Chance of reaching a target, in words; each word holds from its limit upwards.
CHANCE_WORDS = (
    (0.90, "very likely"),
    (0.66, "likely"),
    (0.33, "open"),
    (0.10, "unlikely"),
    (0.00, "very unlikely"),
)

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
        "confidence": CONFIDENCE,
        "chance_very_likely": CHANCE_WORDS[0][0],
        "chance_likely": CHANCE_WORDS[1][0],
        "chance_open": CHANCE_WORDS[2][0],
        "chance_unlikely": CHANCE_WORDS[3][0],
    }


def chance_word(probability: float) -> str:
    """The word for a chance of reaching a target (methods.md 1.7). Raises ``ValueError`` outside 0 to 1.

    >>> chance_word(0.7)
    'likely'
    """
    if not 0.0 <= probability <= 1.0:
        raise ValueError(f"a chance lies between 0 and 1, not {probability}")
    return next(word for limit, word in CHANCE_WORDS if probability >= limit)
