"""Which words of an index a typed word means, and how surely."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from retning.public.search.words import ENDINGS

EXACT, BEGINS, ENDS, PART, NEAR, INSIDE = 1.0, 0.7, 0.45, 0.35, 0.3, 0.2
"""How much a match counts: the word itself, the beginning of a compound, its end, a part of what was typed, a slip
of one key, somewhere inside a word."""

_BEGINS_FROM, _HOLDS_FROM, _PART_FROM, _NEAR_FROM = 3, 4, 4, 5
_INSIDE_FROM = 5
_REST = 3


def one_slip(a: str, b: str) -> bool:
    """Whether two words differ by one letter too many, too few, wrong, or by two neighbours that changed places.

    >>> one_slip("eksport", "eksprot"), one_slip("eksport", "export"), one_slip("vekst", "tekst"), one_slip("a", "abc")
    (True, False, True, False)
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    a, b = a[start:], b[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]


def meanings(folded: str, stems: Iterable[str], vocabulary: Mapping[str, str]) -> dict[str, float]:
    """The stems of an index that a typed word may mean, with how much each counts.

    ``vocabulary`` maps each stem to the shortest folded word it came from; ``stems`` are the stems that the typed
    word has (one for each language). A number means itself, or the beginning of a longer one.

    >>> meanings("bygg", ["byg"], {"naeringsbyg": "naeringsbygg", "by": "by"})
    {'naeringsbyg': 0.45}
    """
    own = tuple(dict.fromkeys(stems))
    long = tuple(stem for stem in own if len(stem) >= _HOLDS_FROM)
    found = {stem: EXACT for stem in own if stem in vocabulary}
    number = folded[:1].isdigit()
    for stem, word in vocabulary.items():
        if stem in found:
            continue
        if word.startswith(folded) and len(folded) >= _BEGINS_FROM:
            found[stem] = BEGINS
        elif not number and not word[:1].isdigit():
            level = _within(folded, long, stem, word) or _part_of(folded, own, stem, word)
            if level:
                found[stem] = level
    if EXACT not in found.values() and not number and len(folded) >= _NEAR_FROM:
        near = [stem for stem in own if len(stem) >= _NEAR_FROM]
        for stem, word in vocabulary.items():
            if stem not in found and _is_near(folded, near, stem, word):
                found[stem] = NEAR
    return found


def _within(folded: str, long: tuple[str, ...], stem: str, word: str) -> float:
    """What was typed begins, ends or stands inside a word of the index."""
    if stem.startswith(long):
        return BEGINS
    held = len(folded) >= _HOLDS_FROM
    if stem.endswith(long) or (held and word.endswith(folded)):
        return ENDS
    # In the middle, only what is long enough to be no accident: "innbygger" has nothing to do with "bygg".
    if (len(folded) >= _INSIDE_FROM and folded in word) or any(
        len(s) >= _INSIDE_FROM and s in stem for s in long
    ):
        return INSIDE
    return 0.0


def _part_of(folded: str, own: tuple[str, ...], stem: str, word: str) -> float:
    """What was typed is a compound, and the index knows its first or its last part."""
    if len(word) < _PART_FROM or len(folded) < len(word) + _REST or stem in ENDINGS:
        return 0.0
    if folded.startswith(word) or (len(stem) >= _PART_FROM and folded.startswith(stem)):
        return PART
    return PART if folded.endswith(word) or any(s.endswith(stem) for s in own) else 0.0


def _is_near(folded: str, near: list[str], stem: str, word: str) -> bool:
    """What was typed is one slip from a word, from the beginning of a longer one, or its stem from a stem."""
    length = len(folded)
    if abs(len(word) - length) <= 1 and one_slip(folded, word):
        return True
    if len(word) > length + 1 and one_slip(folded, word[:length]):
        return True
    return any(abs(len(s) - len(stem)) <= 1 and one_slip(s, stem) for s in near)


def nearest(folded: str, words: Iterable[tuple[str, str]], most: int) -> list[str]:
    """The texts whose folded form shares the most pairs of letters with what was typed, best first.

    ``words`` gives (folded form, text). Those that share less than a third are left out.

    >>> nearest("ekspotr", [("eksport", "Eksport"), ("folketall", "Folketall")], 3)
    ['Eksport']
    """
    wanted = _pairs(folded)
    scored = []
    for place, (form, text) in enumerate(words):
        pairs = _pairs(form)
        if wanted and pairs:
            likeness = 2 * len(wanted & pairs) / (len(wanted) + len(pairs))
            if likeness >= 1 / 3:
                scored.append((-likeness, place, text))
    return list(dict.fromkeys(text for _, _, text in sorted(scored)))[:most]


def _pairs(word: str) -> set[str]:
    return {word[n : n + 2] for n in range(len(word) - 1)}
