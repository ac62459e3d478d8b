"""What the words of a part suggest about the type of its target: a hint for a comment, never a decision.

Patterns over Norwegian, English and Swedish, tried in order; the first that is found answers. They are right about half the time,
because a plan seldom says how it wants to be measured: "the best at" may be a rank, or a way to say "good".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 2000  # characters that are searched: a demand is a sentence or two
_YEAR = r"(?:19|20)\d\d"
_PERCENT = r"(?:%|prosent|per cent|procent)"
_NUMBER = r"\d[\d\s.,]*"
_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "milestone",
        r"(?:skal|ska|shall|will)\s+(?:bidra til\s+|contribute to\s+)?(?:etabler|opprett(?!h)|bygg|få oppheva?|innfør|åpne|opne|establish|build|introduce|inrätta)\w*",
    ),
    ("parity", r"tilsvare\w*|svar(?:e|er|a) til|like stor (?:andel|del)|equal (?:to )?(?:our|its|the) share"),
    ("topgroup", r"blant (?:de|dei|landets)|ledende|leiande|ledande|leading|mellom dei|helt i front|heilt i front|i toppen|among the|bland de|topp \d+"),
    ("maintain", r"opprettholde|oppretthalde|beholde|behalde|bevare|fastholde|maintain|bibehålla|behålla"),
    ("bench_growth", r"(?:økning|vekst|auke|growth|increase)[^.]*(?:over|enn|above)\s[^.]*(?:landet|landsgjennomsnitt|landssnitt|gjennomsnitt|national)"),
    ("bench_level", r"(?:over|under|lik|høyere|høgare|lavere|lågare|above|below|than)[^.]*(?:landssnitt\w*|landsgjennomsnitt\w*|landet|andre \w*byer|national (?:mean|average)|the country)"),
    ("range", rf"\b\d+\s*[–-]\s*\d+\b(?!\s*{_PERCENT})(?! ?år)"),
    ("rel_change", rf"(?:øke\w*|auke\w*|redusere\w*|kutte\w*|increase\w*|reduce\w*|minska\w*|öka\w*)[^.]*(?:med|by)\s+(?:{_NUMBER}|ti|tjue|tretti|femti|halvparten)\s*{_PERCENT}?|halver\w*|{_NUMBER}\s*{_PERCENT}\s+(?:reduksjon|økning|auke|vekst)"),
    ("minimum", r"(?:minst|minimum|at least|netto vekst)[^.]*(?:hvert|hver|kvart|kvar|i året|om året|pr\.? år|per år|a year|each year|every year|per meeting|møte)|(?:hver|kvar|alle|each|every|all) (?:kommun\w*|politik\w*|municipalit\w+)\b[^.]* (?:skal|shall|ska)|(?:hvert|kvart|each|every) (?:\w+(?:møte|meeting)|år|year)|\d i året"),
    ("level", rf"(?:minst|høyst|maks(?:imalt)?|at (?:least|most)|över|under|over|väl över|högst|uppgå till)\s+{_NUMBER}\s*(?:{_PERCENT}|\w+)|{_NUMBER}\w*\s+(?:innen|innan|by|til)\s+{_YEAR}"),
    ("rank", r"\bbest\b|\bbeste\b|\bmest\b|\bflest\b|høyeste|høgaste|lavest\w*|lågast\w*|lettest|størst\w*|fremst\w*|fremste|nr\.? ?1\b|nummer (?:en|ein|1)\b|\bthe (?:most|highest|lowest|easiest|largest)\b"),
    ("milestone", rf"etabler\w*|opprett(?!h)\w*|bygge|bygd|åpne|opne|innføre|få opphevet|få oppheva|velge ut|velje ut|utrede|utgreie|establish|build|open|introduce|inrätta|(?:innen|innan|by) {_YEAR}"),
    ("direction", r"\bøke\b|økt|øker|\bauke\b|auka|flere|fleire|færre|større|bedre|betre|mer\b|meir\b|styrke|forsterke|redusere|utvikle|increase|more|fewer|improve|reduce|strengthen|öka|fler|minska"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PATTERNS)


@dataclass(frozen=True)
class Suggestion:
    """A type of target by the name used in files, and the words that suggest it."""

    type: str
    words: str


def suggested(text: str) -> Suggestion | None:
    """The type of target that a demand's words suggest, if any.

    >>> suggested("Regionen skal ha flest studenter i landet")
    Suggestion(type='rank', words='flest')
    >>> suggested("Antallet skal økes med ti prosent").type, suggested("Vi skal vite hvor vi står")
    ('rel_change', None)
    """
    for name, pattern in _COMPILED:
        if found := pattern.search(text[:_LONGEST]):
            return Suggestion(name, " ".join(found[0].split()))
    return None
