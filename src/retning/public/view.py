"""What view models are made of: links, sentences in parts, pictures. No markup.

A template makes HTML of them (:mod:`retning.public.markup`); another renderer may make Word, PDF or JSON of the same.
"""

from __future__ import annotations

from collections.abc import Callable
from string import Formatter
from typing import TypeAlias

from retning.charts.base import Chart
from retning.edition.records.sentences import OpeningSentence, Sentence
from retning.language.texts import text
from retning.public.model import Model
from retning.public.query import NOTHING, Query


class Link(Model, frozen=True):
    """A name and where it leads (``""``: nowhere). (No named tuple: templates see only a list in one.)"""

    name: str
    address: str = ""


class Passage(Model, frozen=True):
    """What somebody wrote, and the language it stands in where that is not the page's (``""``: it is).

    ``lang`` is the language's code, ``language`` its name in the language of the page.
    """

    text: str
    lang: str = ""
    language: str = ""


class File(Model, frozen=True):
    """A file that a page can be taken along as."""

    label: str
    address: str
    media_type: str


class Number(Model, frozen=True):
    """A number in a sentence as it is written, and the address of what it rests on (``""``: none)."""

    written: str
    address: str = ""


Words: TypeAlias = tuple[str | Number, ...]
"""A sentence in parts: plain words, and numbers that lead to what they rest on."""


def plain(words: Words) -> str:
    """A sentence as running text.

    >>> plain(("Up by ", Number("4 %", "/en/method/"), "."))
    'Up by 4 %.'
    """
    return "".join(part if isinstance(part, str) else part.written for part in words)


def words_of(sentence: Sentence | OpeningSentence, lang: str, link: Callable[[str], str | None]) -> Words:
    """A sentence of the edition; ``link`` gives the address of a reference, or ``None``.

    >>> from retning.edition.records.sentences import Quoted
    >>> one = Sentence(kind="fact", priority=1, refs=("rule/x",), text={"nb": ("Nådd i ", Quoted("2", 0), " år.")})
    >>> words_of(one, "nb", lambda reference: f"/nb/{reference}")
    ('Nådd i ', Number(written='2', address='/nb/rule/x'), ' år.')
    """
    parts: list[str | Number] = []
    for part in sentence.text[lang]:
        if isinstance(part, str):
            parts.append(part)
        elif part.name:  # a name with a digit in it is no figure
            parts.append(part.written)
        else:
            parts.append(Number(part.written, link(sentence.refs[part.ref]) or ""))
    return tuple(parts)


def filled(lang: str, key: str, **values: str | Number) -> Words:
    """A text of the catalogue in parts, with its places filled. Raises ``KeyError`` where key or place is missing.

    >>> filled("en", "compare.says.one", high_name="Storby", period="2024", high=Number("7 %", "/a"))
    ('Storby', ', ', '2024', ': ', Number(written='7 %', address='/a'), '.')
    """
    parts: list[str | Number] = []
    for words, place, _, _ in Formatter().parse(text(lang, key)):
        parts += [words] if words else []
        parts += [values[place]] if place is not None else []
    return tuple(parts)


class PageView(Model, frozen=True, kw_only=True):
    """What every page has; the view of a kind adds its own."""

    title: str
    crumbs: tuple[Link, ...] = ()
    """The way to the page: what it lies below, and its own name."""
    files: tuple[File, ...] = ()
    query: Query = NOTHING
    """What was asked for: the page in another language answers the same."""


class Picture(Model, frozen=True):
    """A chart on a page: in which language, and how wide each of its drawings is, with its id.

    >>> from retning.charts.line import LineChart
    >>> Picture.of(LineChart.sample(), "en", "jobs").drawings
    ((640, 'jobs-640'), (320, 'jobs-320'))
    """

    chart: Chart
    lang: str
    drawings: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, chart: Chart, lang: str, id: str) -> Picture:
        """A chart in all its sizes; an id inside begins with ``id`` and the width."""
        return cls(chart, lang, tuple((across, f"{id}-{across}") for across in chart.sizes))

    def svg(self, nth: int = 0) -> str:
        """One of the drawings; they stand widest first."""
        across, id = self.drawings[nth]
        return self.chart.svg(self.lang, id, across)
