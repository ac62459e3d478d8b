"""The index of one edition in one language, and the answers that it gives."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from retning.language.texts import LANGUAGES, catalogue
from retning.public.model import Model
from retning.public.search.documents import Document
from retning.public.search.match import meanings, nearest
from retning.public.search.words import Token, fold, folded_text, stem, tokens

LONGEST_QUERY = 100
MOST_WORDS = 8

# What a word counts for by where it stands.
TITLE, NAME, ID, BODY, OTHER = 10.0, 9.0, 14.0, 3.0, 2.0
_SAME_TITLE, _TITLE_BEGINS = 1000.0, 40.0
_SYNONYM = 0.6
_TELLING = 0.12  # a hit that fits less than this part of the best one tells nothing
_CONTEXT = 150

Pieces = list[tuple[str, bool]]
"""A text in pieces; those that matched are marked."""


class Hit(Model, frozen=True):
    """One thing found: the document, how well it fits, its title and a line of context with the match marked."""

    document: Document
    score: float
    title: Pieces
    context: Pieces


class Found(Model, frozen=True):
    """The answer to a query. ``every`` is false where no document holds all the words, only some of them."""

    query: str
    hits: tuple[Hit, ...] = ()
    every: bool = True
    suggestions: tuple[str, ...] = ()


class Term:
    """What one typed word may mean: stems with how much each counts, and phrases of which every stem must stand."""

    def __init__(self) -> None:
        self.words: dict[str, float] = {}
        self.phrases: list[tuple[str, ...]] = []


@dataclass
class Index:
    """An index in memory: for each stem, which documents hold it and what it counts for there."""

    lang: str
    documents: Sequence[Document]
    postings: dict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    vocabulary: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, document in enumerate(self.documents):
            self._add(number, document.title, TITLE, self.lang)
            self._add(number, document.body, BODY, self.lang)
            for lang, name in document.names:
                # A place's name in another language counts as its title; a translated title only helps.
                self._add(number, name, NAME if lang not in LANGUAGES else OTHER, lang)
            for id in document.ids:
                self._put(number, fold(id), fold(id), ID)
        self._synonyms = synonyms(self.lang)
        self._stop = {fold(word) for word in catalogue(self.lang)["find.stop"].split()}
        self._titles = [folded_text(document.title) for document in self.documents]

    def _add(self, number: int, text: str, weight: float, lang: str) -> None:
        for token in tokens(text):
            for folded in (token.folded, *token.parts):
                self._put(number, stem(folded, lang), folded, weight)

    def _put(self, number: int, stemmed: str, folded: str, weight: float) -> None:
        places = self.postings[stemmed]
        places[number] = max(weight, places.get(number, 0.0))
        known = self.vocabulary.get(stemmed)
        if known is None or len(folded) < len(known):
            self.vocabulary[stemmed] = folded

    def search(self, query: str) -> Found:
        """What a query finds, best first: the same title first, then by where and how surely its words match.

        >>> index.search("næringsbygg").hits[0].title  # doctest: +SKIP
        [('Bygg', True), (' og anlegg', False)]
        """
        query = " ".join(query[:LONGEST_QUERY].split())
        words = tokens(query)
        telling = [word for word in words if word.folded not in self._stop] or words
        terms = [self._term(word) for word in telling[:MOST_WORDS]]
        if not terms:
            return Found(query)
        scores = [self._scores(term) for term in terms]
        whole = set(scores[0]).intersection(*scores[1:])
        chosen = whole or set().union(*scores)
        wanted = folded_text(query)
        marked = {stemmed for term in terms for stemmed in (*term.words, *itertools.chain(*term.phrases))}
        plain = {n: sum(one.get(n, 0.0) for one in scores) for n in chosen}
        least = _TELLING * max(plain.values(), default=0.0)
        totals = {n: score + self._bonus(n, wanted) for n, score in plain.items()}
        ranked = sorted(
            (n for n in chosen if plain[n] >= least or totals[n] > plain[n]),
            key=lambda n: (-totals[n], len(self.documents[n].title), n),
        )
        hits = tuple(
            Hit(
                self.documents[n],
                totals[n],
                self._mark(self.documents[n].title, marked),
                self._context(self.documents[n].body, marked),
            )
            for n in ranked
        )
        return Found(query, hits, bool(whole), () if hits else tuple(self.suggest(query)))

    def _term(self, word: Token) -> Term:
        """What one typed word may mean, with how much each meaning counts."""
        found = Term()
        for folded in (word.folded, *(part for part in word.parts if len(part) > 2)):
            stems = [stem(folded, lang) for lang in LANGUAGES]
            for meant, level in meanings(folded, stems, self.vocabulary).items():
                found.words[meant] = max(level, found.words.get(meant, 0.0))
            for other in self._synonyms.get(stems[LANGUAGES.index(self.lang)], ()):
                if len(other) > 1:
                    found.phrases.append(other)
                elif other[0] in self.vocabulary:
                    found.words[other[0]] = max(_SYNONYM, found.words.get(other[0], 0.0))
        return found

    def _scores(self, term: Term) -> dict[int, float]:
        scores: dict[int, float] = {}
        for stemmed, level in term.words.items():
            self._count(scores, self.postings[stemmed], level)
        for phrase in term.phrases:
            held = [self.postings.get(stemmed, {}) for stemmed in phrase]
            common = set(held[0]).intersection(*held[1:])
            self._count(scores, {n: min(places[n] for places in held) for n in common}, _SYNONYM)
        return scores

    def _count(self, scores: dict[int, float], places: Mapping[int, float], level: float) -> None:
        """Give each place its points, more where a word is rare; a document keeps its best."""
        if places:
            rare = 1 + math.log(len(self.documents) / len(places)) / 4
            for number, weight in places.items():
                scores[number] = max(scores.get(number, 0.0), level * weight * rare)

    def _bonus(self, number: int, wanted: str) -> float:
        """What a document gains because its whole title, name or number is what was typed."""
        document, title = self.documents[number], self._titles[number]
        names = (title, *(folded_text(name) for _, name in document.names), *map(fold, document.ids))
        if wanted in names:
            return _SAME_TITLE
        return _TITLE_BEGINS if title.startswith(wanted + " ") else 0.0

    def _is_marked(self, token: Token, marked: set[str]) -> bool:
        return any(
            stem(folded, lang) in marked for folded in (token.folded, *token.parts) for lang in LANGUAGES
        )

    def _mark(self, text: str, marked: set[str]) -> Pieces:
        pieces: Pieces = []
        end = 0
        for token in tokens(text):
            if self._is_marked(token, marked):
                if token.start > end:
                    pieces.append((text[end : token.start], False))
                pieces.append((text[token.start : token.end], True))
                end = token.end
        if end < len(text):
            pieces.append((text[end:], False))
        return pieces

    def _context(self, body: str, marked: set[str]) -> Pieces:
        """A stretch of the text around its first match, cut at spaces."""
        if len(body) <= _CONTEXT:
            return self._mark(body, marked)
        first = next((t.start for t in tokens(body) if self._is_marked(t, marked)), 0)
        start = 0 if first < _CONTEXT * 2 // 3 else body.rfind(" ", 0, max(1, first - _CONTEXT // 3)) + 1
        end = len(body) if len(body) - start <= _CONTEXT else body.rfind(" ", start + 1, start + _CONTEXT)
        end = end if end > start else min(len(body), start + _CONTEXT)
        shown = ("… " if start else "") + body[start:end].rstrip(" ,;:") + (" …" if end < len(body) else "")
        return self._mark(shown, marked)

    def suggest(self, query: str, most: int = 5) -> list[str]:
        """Titles that look like what was typed, for a query that found nothing."""
        words = [(folded_text(d.title), d.title) for d in self.documents if d.suggested]
        return nearest(folded_text(query), words, most)


def synonyms(lang: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """For each stem that has synonyms, what means the same, each as its stems (texts ``find.synonym.*``).

    >>> ("folketal",) in synonyms("nb")["innbyg"]
    True
    """
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for key, group in catalogue(lang).items():
        if not key.startswith("find.synonym."):
            continue
        meanings_of = {
            tuple(stem(fold(word), code) for word in phrase.split())
            for phrase in group.split(",")
            for code in LANGUAGES
        }
        for one in meanings_of:
            if len(one) == 1:
                found[one[0]] |= meanings_of - {one}
    return {one: tuple(sorted(others)) for one, others in found.items()}
