"""How wide a text is in Inter, near enough to lay out labels without a font engine.

Advance widths are those of Inter 4 (regular and semi-bold), in hundredths of the font size; kerning is left
out (it only makes texts narrower). A fallback font is at most a few per cent wider, hence :data:`SLACK`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape as _escape

SLACK = 1.03
"""Room for a fallback font: every width is multiplied by it."""

_REGULAR = {
    24: "ijl",
    26: "’",
    27: "I",
    28: "\u00a0 ",
    29: "!,.:·",
    30: "';",
    32: "`",
    33: "t|ŧ",
    36: "()/[\\]",
    37: "f",
    38: "r",
    41: "1",
    43: "{}",
    44: "“”",
    46: "-_°",
    47: '"^',
    50: "*–",
    51: "?",
    53: "sš",
    55: "kxzž",
    56: "avyåäá",
    57: "7JLcč§",
    58: "eéèê«»",
    59: "5Fhnuŋü",
    60: "Eoøöóòô",
    61: "2bdgpqđ",
    62: "3689",
    63: "#0ZŽ",
    64: "$&PRSŠ",
    65: "4BTŦ",
    66: "+<=>~−±×≤≥",
    67: "K",
    68: "XY",
    69: "AVÅÄÁ",
    72: "D",
    73: "CČĐ",
    74: "HU",
    75: "GNŊ",
    76: "OQØÖ",
    82: "w",
    85: "½",
    86: "…",
    88: "m",
    90: "M",
    92: "æ",
    95: "→",
    97: "@",
    98: "%",
    99: "WÆ",
    100: "—",
}
_SEMIBOLD = {
    25: "\u00a0 ",
    26: "ijl",
    28: "I",
    29: "’",
    32: "!,.:·",
    33: "';",
    35: "`tŧ",
    36: "|",
    37: "()[]",
    38: "/\\",
    39: "f",
    40: "r",
    42: "1",
    45: "{}",
    46: "°",
    47: "-_",
    48: "^",
    50: "–”",
    51: "“",
    52: '"',
    54: "*?",
    55: "sš",
    57: "Lakxzåäáž§",
    58: "7Jcč",
    59: "Fevyéèê",
    61: "5Ehnouøöŋüóòô",
    62: "2bdpqđ",
    63: "g«»",
    64: "#3689",
    65: "$PRSZŠŽ",
    66: "&0BTŦ",
    67: "+4<=>~−±×≤≥",
    70: "K",
    71: "Y",
    72: "DX",
    73: "AVÅÄÁ",
    74: "CUČ",
    75: "GHĐ",
    76: "NŊ",
    77: "OQØÖ",
    84: "w",
    87: "½",
    90: "m",
    91: "æ",
    92: "M",
    95: "→",
    96: "…",
    100: "%@—",
    101: "Æ",
    102: "W",
}


def _by_letter(table: dict[int, str]) -> dict[str, float]:
    return {letter: hundredths / 100 * SLACK for hundredths, letters in table.items() for letter in letters}


_WIDTHS = (_by_letter(_REGULAR), _by_letter(_SEMIBOLD))
_FORBIDDEN = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_UNKNOWN = 0.75 * SLACK  # wider than most letters: an unknown one must not make labels collide


@lru_cache(maxsize=8192)
def width(words: str, size: float = 14.0, bold: bool = False) -> float:
    """Width of one line of text in the units of ``size``.

    >>> 90 < width("per person 2024", 12) < 110
    True
    """
    letters = _WIDTHS[bold]
    return sum([letters.get(letter, _UNKNOWN) for letter in words]) * size


@lru_cache(maxsize=4096)
def wrap(words: str, room: float, size: float = 14.0, bold: bool = False, most: int = 3) -> tuple[str, ...]:
    """The text on at most ``most`` lines that each fit in ``room``; what does not fit ends in an ellipsis.

    >>> wrap("lower than the country as a whole", 90, 14)
    ('lower than', 'the country', 'as a whole')
    """
    lines: list[str] = []
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, bold) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return tuple(fit(line, room, size, bold) for line in lines)


@lru_cache(maxsize=4096)
def fit(words: str, room: float, size: float = 14.0, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than ``room``.

    >>> fit("municipality", 50, 14)
    'muni…'
    """
    if width(words, size, bold) <= room:
        return words
    ellipsis = width("…", size, bold)
    while words and width(words, size, bold) + ellipsis > room:
        words = words[:-1]
    return words.rstrip() + "…"


@lru_cache(maxsize=8192)
def xml(words: str) -> str:
    """The text for XML: its five special characters escaped, and without control characters.

    >>> xml("R&D < 3 %")
    'R&amp;D &lt; 3 %'
    """
    return _escape(_FORBIDDEN.sub("", words), quote=True)
