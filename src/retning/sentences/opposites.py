"""Opposites, declared once: what a sentence turns into when the world turns round.

A template of the catalogue tells both of two opposites; only a word of the table ``sentence.word`` differs. So a rise
cannot be praised with more words than a fall is blamed with. ``tests/sentences/test_sentence_symmetry.py`` turns series round
and reads the sentences.
"""

from __future__ import annotations

from collections.abc import Iterable

from retning.answers import TargetState, TendencyState
from retning.language.texts import state_key, text

WORDS = (
    ("rose", "fell"),
    ("improving", "worsening"),
    ("increasing", "decreasing"),
    ("probably_improving", "probably_worsening"),
    ("probably_increasing", "probably_decreasing"),
    ("count_improving", "count_worsening"),
    ("count_right_way", "count_wrong_way"),
    ("count_increasing", "count_decreasing"),
    ("ahead", "behind"),
    ("more", "less"),
    ("larger", "smaller"),
)
"""Pairs of words of ``sentence.word``: the good or upward one first."""

TENDENCIES: tuple[tuple[TendencyState, TendencyState], ...] = (
    ("improving", "worsening"),
    ("increasing", "decreasing"),
    ("probably improving", "probably worsening"),
    ("probably increasing", "probably decreasing"),
)
"""Pairs of directions; ``flat``, ``too few`` and ``cannot tell`` are their own opposites."""

TARGETS: tuple[tuple[TargetState, TargetState], ...] = (
    ("reached", "not reached"),
    ("deadline passed: met", "deadline passed: missed"),
    ("maintained", "lost"),
    ("inside", "outside"),
    ("first", "not first"),
    ("done", "not done, deadline passed"),
)
"""Pairs of clear verdicts on a target: reached, and not. What lies between (too slow, uncertain, open) is in no pair."""

CLASSES = (
    ("improvement", "worsening"),
    ("target_reached", "target_lost"),
    ("rise", "fall"),
    ("small_improvement", "small_worsening"),
)
"""Pairs of reasons for which a sentence may open a page (:mod:`.opening`)."""


def _both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {a: b for pair in pairs for a, b in (pair, pair[::-1])}


OPPOSITE = {
    "word": _both_ways(WORDS),
    "tendency": _both_ways(TENDENCIES),
    "target": _both_ways(TARGETS),
    "class": _both_ways(CLASSES),
}


def opposite(kind: str, name: str) -> str:
    """The opposite of a word, tendency, target state or class; what has none is its own.

    >>> opposite("tendency", "improving"), opposite("tendency", "flat")
    ('worsening', 'flat')
    """
    return OPPOSITE[kind].get(name, name)


def word(lang: str, name: str) -> str:
    """A word that has an opposite, in the language.

    >>> word("en", "rose"), word("en", opposite("word", "rose"))
    ('rose', 'fell')
    """
    key = state_key(name)
    if key not in OPPOSITE["word"]:
        raise KeyError(f"{name!r} has no declared opposite")
    return text(lang, f"sentence.word.{key}")
