"""Which words of an index a typed word means, and how surely."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from retning.public.site.search.words import ENDINGS

EXACT, BEGINS, ENDS, PART, NEAR, INSIDE = 1.0, 0.7, 0.45, 0.35, 0.3, 0.2
"""How much a match counts: the word itself, the beginning of a compound, its end, a part of what was typed, a slip
of one key, somewhere inside a word."""

_BEGINS_FROM, _HOLDS_FROM, _PART_FROM, _NEAR_FROM = 3, 4, 4, 5
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
    found = {stem: EXACT for stem in own if stem in vocabulary}
    number = folded[:1].isdigit()
    for stem, word in vocabulary.items():
        if stem in found:
            continue
        level = _level(folded, own, stem, word, number)
        if level:
            found[stem] = level
    if EXACT not in found.values() and not number and len(folded) >= _NEAR_FROM:
        for stem, word in vocabulary.items():
            if stem not in found and (
                one_slip(folded, word)
                or (len(word) > len(folded) + 1 and one_slip(folded, word[: len(folded)]))
                or any(len(s) >= _NEAR_FROM and one_slip(s, stem) for s in own)
            ):
                found[stem] = NEAR
    return found


def _level(folded: str, own: tuple[str, ...], stem: str, word: str, number: bool) -> float:
    if len(folded) >= _BEGINS_FROM and word.startswith(folded):
        return BEGINS
    if number or word[:1].isdigit():
        return 0.0
    long = [s for s in own if len(s) >= _HOLDS_FROM]
    if any(stem.startswith(s) for s in long):
        return BEGINS
    held = len(folded) >= _HOLDS_FROM
    if (held and word.endswith(folded)) or any(stem.endswith(s) for s in long):
        return ENDS
    if (held and folded in word) or any(s in stem for s in long):
        return INSIDE
    # What was typed is a compound, and the index knows its first or its last part.
    if len(word) >= _PART_FROM and len(folded) >= len(word) + _REST and stem not in ENDINGS:
        if folded.startswith(word) or (len(stem) >= _PART_FROM and folded.startswith(stem)):
            return PART
        if folded.endswith(word) or any(s.endswith(stem) for s in own):
            return PART
    return 0.0


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
