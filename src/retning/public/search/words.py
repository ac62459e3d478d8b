"""Words as search sees them: folded letters, light stems, tokens.

Folding makes what people type on any keyboard alike (``å`` and ``aa``, ``ø`` and ``oe`` and ``o``, the letters of the
Sami languages without their marks). The stemmer takes endings of bokmål, nynorsk and English off; it is a few
lines of our own because a general library costs more at start than the whole site (``snowballstemmer`` 150 ms).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from retning.public.model import Model

_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "ä": "ae",
        "ø": "o",
        "ö": "o",
        "å": "a",
        "đ": "d",
        "ð": "d",
        "ŋ": "n",
        "ŧ": "t",
        "þ": "th",
        "ʼ": "",
        "'": "",
        "’": "",
        "‘": "",
        "´": "",
        "`": "",
    }
)
_LONG_A = re.compile("aa+")
_O_E = re.compile("oe+")
_POSSESSIVE = re.compile(r"['’]s$")
_INSIDE = "'’‐‑–\\-"
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)+|[^\W_]+(?:[{_INSIDE}][^\W_]+)*")
_HYPHENS = re.compile(r"[‐‑–\-]")

# Longest first. Bokmål and nynorsk together: a reader of one finds what is written in the other.
_NORWEGIAN = tuple(
    sorted(
        (
            *("hetenes", "hetene", "hetens", "heten", "heter", "het"),
            *("heitane", "heitene", "heita", "heiter", "heit"),
            *("jarane", "jarar", "jerar", "jar", "arane", "erane", "erene", "arar", "erne"),
            *("ene", "ane", "ere", "are", "este", "aste", "est", "ast", "ende", "ande", "ede"),
            *("enes", "anes", "ens", "ets", "ers", "ars", "er", "ar", "en", "et", "a", "e", "s"),
        ),
        key=len,
        reverse=True,
    )
)
_ENGLISH = tuple(
    sorted(
        ("ations", "ation", "ities", "ity", "ies", "ings", "ing", "edly", "ed", "es", "ly", "e", "s", "y"),
        key=len,
        reverse=True,
    )
)
_SHORTEST = 3

ENDINGS = frozenset((*_NORWEGIAN, *_ENGLISH))
"""What the stemmer takes off: never a part of a compound by itself."""


class Token(Model, frozen=True):
    """One word of a text: where it stands, its folded form, and the folded parts of a hyphenated word."""

    start: int
    end: int
    folded: str
    parts: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """A word in the letters a–z and digits that every keyboard has.

    >>> fold("Næringsbygg"), fold("Blåbær"), fold("blaabaer"), fold("Tjïelte"), fold("Høyere"), fold("hoeyere")
    ('naeringsbygg', 'blabaer', 'blabaer', 'tjielte', 'hoyere', 'hoyere')
    """
    plain = _POSSESSIVE.sub("", word.casefold()).translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return _O_E.sub("o", _LONG_A.sub("a", bare))


def stem(folded: str, lang: str) -> str:
    """The stem of a folded word: its longest known ending taken off, a doubled last consonant made single.

    >>> [stem(fold(w), "nb") for w in ("kommunane", "kommuner", "folketallet", "folketal", "ledighet", "ledige")]
    ['kommun', 'kommun', 'folketal', 'folketal', 'ledig', 'ledig']
    >>> stem("municipalities", "en"), stem("exports", "en"), stem("municipality", "en")
    ('municipal', 'export', 'municipal')
    """
    if any(c.isdigit() for c in folded):
        return folded
    bare = folded
    for ending in _ENGLISH if lang == "en" else _NORWEGIAN:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST:
            bare = folded[: -len(ending)]
            break
    if len(bare) > _SHORTEST and bare[-1] == bare[-2] and bare[-1] not in "aeiouy":
        bare = bare[:-1]
    return bare


def tokens(text: str) -> list[Token]:
    """The words of a text with their places. A number such as ``4.7`` is one word (``4,7`` is the same).

    >>> [t.folded for t in tokens("E-handel, mål 4,7")]
    ['ehandel', 'mal', '4.7']
    >>> tokens("E-handel")[0].parts
    ('e', 'handel')
    """
    found = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word[0].isdigit() and ("." in word or "," in word):
            found.append(Token(match.start(), match.end(), word.replace(",", ".")))
            continue
        pieces = tuple(p for p in (fold(piece) for piece in _HYPHENS.split(word)) if p)
        found.append(Token(match.start(), match.end(), "".join(pieces), pieces if len(pieces) > 1 else ()))
    return [token for token in found if token.folded]


def folded_text(text: str) -> str:
    """A whole text folded, its words with one space between: two titles that a reader would call the same are equal.

    >>> folded_text("  Høyere  UTDANNING ")
    'hoyere utdanning'
    """
    return " ".join(token.folded for token in tokens(text))
