"""The words that plans use for their parts, in Norwegian, Swedish and English.

Stems, so that "Strategier", "strategiane" and "Hovedstrategi" are found without a dictionary. A word that is missing here costs
a person one line to correct, never a sentence of the plan.
"""

from __future__ import annotations

import re
from typing import Literal

from retning.plan.proposal.model import Kind, Language, LevelWord

Section = Kind | Literal["other"]

_SECTIONS: tuple[tuple[Kind, str], ...] = (
    (
        "principle",
        r"fundament|\bprinsipp|grunnprinsipp|verdigrunnlag|strategiske grep|gjennomgående (?:tema|perspektiv|hensyn|omsyn|grep)"
        r"|\bprinciples?\b|\bfoundations?\b|\bprincip(?:er)?\b|värdegrund",
    ),
    ("precondition", r"forutsetning|føresetnad|\bpreconditions?\b|\bprerequisites?\b|förutsättning"),
    (
        "overarching",
        r"overordna?(?:d?e|et)?\s+mål|hovedmål|hovudmål|\bvisjon|\bvision\b|(?:overarching|overall|main) (?:goal|objective|aim)"
        r"|övergripande mål",
    ),
)
_OTHER = (
    r"(?:innledning|innleiing|forord|bakgrunn|innhold(?:sfortegnelse)?|innhald|sammendrag|samandrag|status|nåsituasjon\w*|analyse|prosess\w*"
    r"|formål|føremål|organisering|gjennomføring|oppfølging|rullering|evaluering|vedlegg|kilder|kjelder|litteratur"
    r"|introduction|background|contents|summary|process|purpose|follow-up|evaluation|appendix|sources"
    r"|inledning|innehåll|sammanfattning|uppföljning|bilagor)(?: (?:og|and|av|of|til) \w+)*"
)
_LEVELS: tuple[tuple[str, LevelWord], ...] = tuple(
    (stem, LevelWord(key, nb, nn, en))
    for stem, key, nb, nn, en in (
        (r"hove?d?u?d?strategi\w*", "main-strategy", ("hovedstrategi", "hovedstrategier"), ("hovudstrategi", "hovudstrategiar"), ("main strategy", "main strategies")),
        (r"(?:hovedmål|hovudmål|huvudmål|main (?:goal|objective))\w*", "main-goal", ("hovedmål", "hovedmål"), ("hovudmål", "hovudmål"), ("main goal", "main goals")),
        (r"(?:delmål|sub-?goal|sub-?objective)\w*", "sub-goal", ("delmål", "delmål"), ("delmål", "delmål"), ("sub-goal", "sub-goals")),
        (r"(?:innsatsområde|insatsområde)\w*", "effort-area", ("innsatsområde", "innsatsområder"), ("innsatsområde", "innsatsområde"), ("area of effort", "areas of effort")),
        (r"(?:satsnings?-?område|satsingsområde|satsing|satsning)\w*", "priority-area", ("satsingsområde", "satsingsområder"), ("satsingsområde", "satsingsområde"), ("priority area", "priority areas")),
        (r"(?:fokusområde|focus area)\w*", "focus-area", ("fokusområde", "fokusområder"), ("fokusområde", "fokusområde"), ("focus area", "focus areas")),
        (r"(?:mål(?:et|a|ene|setting\w*|sättning\w*)?|goals?|objectives?|aims?)", "goal", ("mål", "mål"), ("mål", "mål"), ("goal", "goals")),
        (r"(?:strategi(?:er|ar|ene|ane)?|strateg(?:y|ies))", "strategy", ("strategi", "strategier"), ("strategi", "strategiar"), ("strategy", "strategies")),
        (r"(?:tiltak(?:ene|a)?|åtgärd(?:er)?|actions?|measures?)", "measure", ("tiltak", "tiltak"), ("tiltak", "tiltak"), ("measure", "measures")),
    )
)  # fmt: skip
OTHER_LEVEL = LevelWord("item", ("punkt", "punkter"), ("punkt", "punkt"), ("item", "items"))
"""Where a plan does not say what the elements of a level are called."""

LEVEL_PATTERN = "|".join(stem for stem, _ in _LEVELS)

# Words that a text of some length in one of the languages cannot do without, and that the others do not have.
_TELLING: dict[Language, frozenset[str]] = {
    "nb": frozenset({"ikke", "være", "fra", "mer", "flere", "vi", "en", "et", "hver", "gjennom", "næringslivet"}),
    "nn": frozenset({"ikkje", "vere", "frå", "meir", "fleire", "ein", "eit", "kvar", "dei", "gjennom", "næringslivet"}),
    "en": frozenset({"the", "and", "of", "shall", "will", "with", "to", "be", "our"}),
    "sv": frozenset({"och", "att", "är", "inte", "från", "genom", "ska", "av", "för", "ett"}),
}  # fmt: skip


def section_of(heading: str) -> Section | None:
    """The kind of part that a heading opens; ``None`` where it names none, ``"other"`` for a chapter that only tells of the plan.

    >>> section_of("Overordnet mål"), section_of("Mål og strategier"), section_of("Om kommunen"), section_of("Innledning")
    ('overarching', 'element', None, 'other')
    """
    if re.fullmatch(_OTHER, heading.strip(" :"), re.IGNORECASE):
        return "other"
    for kind, stems in _SECTIONS:
        if re.search(stems, heading, re.IGNORECASE):
            return kind
    return "element" if re.search(rf"\b(?:{LEVEL_PATTERN})\b", heading, re.IGNORECASE) else None


def level_word(written: str) -> LevelWord | None:
    """The level that a word of a plan names.

    >>> level_word("Strategier").key, level_word("Hovedmål").key, level_word("Kommunen")
    ('strategy', 'main-goal', None)
    """
    for stem, word in _LEVELS:
        if re.fullmatch(stem, written.strip(), re.IGNORECASE):
            return word
    return None


def level_words_in(heading: str) -> list[LevelWord]:
    """The levels that a heading names, in order.

    >>> [word.key for word in level_words_in("Mål og strategier")], [word.key for word in level_words_in("Seks satsingsområder")]
    (['goal', 'strategy'], ['priority-area'])
    """
    found = re.findall(rf"\b(?:{LEVEL_PATTERN})\b", heading, re.IGNORECASE)
    return [word for written in found if (word := level_word(written))]


def language_of(text: str) -> Language:
    """The language that a plan is written in, by its small words; bokmål where they do not tell.

    >>> language_of("Vi skal ikkje vere frå ein annan stad"), language_of("The region shall grow"), language_of("")
    ('nn', 'en', 'nb')
    """
    words = re.findall(r"[^\W\d_]+", text.casefold())
    counts = {lang: sum(word in telling for word in words) for lang, telling in _TELLING.items()}
    return max(counts, key=lambda lang: counts[lang])
