"""How plans number their parts: ``1.``, ``1.1``, ``A.``, ``a)``, ``Strategi 2:``, ``IV.``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retning.plan.proposal.words import LEVEL_PATTERN

_NAMED = re.compile(
    rf"(?P<word>(?i:{LEVEL_PATTERN}))\s+(?P<id>(?:[A-ZÆØÅ]|\d{{1,2}})(?:\.\d{{1,2}})*)(?![\w%])[.)]?\s*(?P<sign>(?:[:–—-]\s*)?)(?P<text>.*)"
)
_DOTTED = re.compile(
    r"(?P<id>(?:[A-ZÆØÅ]\.?|\d{1,2}\.)\d{1,2}(?:\.\d{1,2})*)(?![\d%])[.):]?(?:\s+|(?=[A-ZÆØÅ]))(?:[–—-]\s+)?(?P<text>\S.*)"
)
_NUMBER = re.compile(r"(?P<id>\d{1,2})(?P<sign>[.):]?)\s+(?P<text>\S.*)")
_LETTER = re.compile(r"(?P<id>[A-ZÆØÅ])[.):]\s+(?P<text>\S.*)")
_SMALL = re.compile(r"(?P<id>[a-zæøå])\)\s*(?P<text>\S.*)")
_ROMAN = re.compile(r"(?P<id>[IVX]{1,5})[.):]\s+(?P<text>\S.*)")
_LABEL = re.compile(rf"(?P<word>{LEVEL_PATTERN})\s*:\s*(?P<text>.*)", re.IGNORECASE)
_MONTH = re.compile(
    r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b", re.IGNORECASE
)
_ROWS: tuple[tuple[str, ...], ...] = (
    tuple(str(n) for n in range(1, 100)),
    tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"),
    tuple("abcdefghijklmnopqrstuvwxyzæøå"),
    ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"),
)


@dataclass(frozen=True)
class Mark:
    """What stands before a part's words: its number as the plan writes it, and the word of its level (``""``: none).

    ``sure`` says that the sign leaves no doubt (``1.1``, ``Strategi 2``); a bare ``7`` may as well be a figure in a sentence.
    """

    id: str
    text: str
    word: str = ""
    sure: bool = True


def mark_of(line: str) -> Mark | None:
    """The mark at the beginning of a line, if there is one.

    >>> mark_of("4.10. Regionen skal få opphevet føringer")
    Mark(id='4.10', text='Regionen skal få opphevet føringer', word='', sure=True)
    >>> mark_of("Strategi 2 - Stimulere til nyskaping").id, mark_of("A1 Kompetanse").id, mark_of("IV. Samferdsel").id
    ('2', 'A.1', 'IV')
    >>> mark_of("4.000 i året"), mark_of("11. juni 2010"), mark_of("1-3 nasjonale"), mark_of("7,5 % over")
    (None, None, None, None)
    """
    if (found := _NAMED.fullmatch(line)) and (found["sign"] or not found["text"][:1].islower()):
        return Mark(_dotted(found["id"]), found["text"], found["word"])
    if (found := _DOTTED.fullmatch(line)) and not found["text"][0].islower():
        return Mark(_dotted(found["id"]), found["text"])
    if (
        (found := _NUMBER.fullmatch(line))
        and not found["text"][0].islower()
        and not _MONTH.match(found["text"])
    ):
        return Mark(found["id"], found["text"], sure=bool(found["sign"]) and not found["text"][0].isdigit())
    if found := _ROMAN.fullmatch(line):
        return Mark(found["id"], found["text"], sure=False)
    if found := _LETTER.fullmatch(line):
        return Mark(found["id"], found["text"], sure=False)
    if found := _SMALL.fullmatch(line):
        return Mark(found["id"], found["text"], sure=False)
    return None


def label_of(line: str) -> tuple[str, str] | None:
    """The word of a level before a colon, and what follows.

    >>> label_of("Mål: Flere skal bo her"), label_of("Strategier:"), label_of("Kommunen: stor")
    (('Mål', 'Flere skal bo her'), ('Strategier', ''), None)
    """
    found = _LABEL.fullmatch(line)
    return (found["word"], found["text"]) if found else None


def follows(id: str, last: str | None) -> bool:
    """Whether a mark comes next in a row of numbers, letters or Roman numerals (the first of a row follows ``None``).

    >>> follows("2", "1"), follows("1", None), follows("7", None), follows("b", "a"), follows("IV", "III")
    (True, True, False, True, True)
    """
    for row in _ROWS:
        if id in row:
            at = row.index(id)
            if (at == 0 and last is None) or (at > 0 and last == row[at - 1]):
                return True
    return False


def same_row(one: str, other: str) -> bool:
    """Whether two marks are counted in the same way.

    >>> same_row("1", "7"), same_row("1", "B")
    (True, False)
    """
    return any(one in row and other in row for row in _ROWS)


def _dotted(id: str) -> str:
    """``A1`` and ``A.1`` as one."""
    return re.sub(r"^([A-ZÆØÅ])\.?(?=\d)", r"\1.", id)
