"""Every address of the site: one list that feeds navigation, language twins and tests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from retning.language.texts import LANGUAGES, text

if TYPE_CHECKING:
    from retning.public.data import Data


class Address(NamedTuple):
    """One address: its language, the kind of page, what it is about, and the ending of a file ("" for a page)."""

    path: str
    lang: str
    kind: str
    id: str = ""
    ending: str = ""

    @property
    def is_page(self) -> bool:
        """Whether a person reads it in the browser."""
        return not self.ending


# Kinds of pages that there is one of, in the order of the menu.
SINGLE = (
    "front",
    "plan",
    "indicators",
    "areas",
    "compare",
    "principles",
    "coverage",
    "answers",
    "method",
    "sources",
    "changes",
    "corrections",
    "search",
    "accessibility",
    "about",
)

DATA_ENDINGS = (".csv", ".norsk.csv", ".xlsx", ".json", ".csv-metadata.json")

ENDINGS = {
    "front": (".card.png",),
    "changes": (".atom",),
    "sources": (".ics",),
    "element": (*DATA_ENDINGS, ".svg", ".png", ".vl.json", ".card.png", ".atom"),
    "indicator": (*DATA_ENDINGS, ".svg", ".png", ".vl.json", ".card.png", ".atom", ".ics", ".ris"),
    "area": (*DATA_ENDINGS, ".svg", ".png", ".vl.json", ".card.png", ".atom"),
    "plan": DATA_ENDINGS,
    "method": DATA_ENDINGS,
    "answers": (".csv", ".norsk.csv", ".xlsx", ".json"),
    "coverage": (".csv", ".norsk.csv", ".xlsx", ".json"),
    "compare": (*DATA_ENDINGS, ".svg", ".png", ".vl.json"),
}

# The keys of the query string that a kind of page and its files know; all others are ignored (see query.py).
QUERY_KEYS = {
    "search": ("q",),
    "changes": ("siden",),
    "indicator": ("omrade", "fra", "til", "vis"),
    "embed": ("omrade", "fra", "til", "vis"),
    "compare": ("omrade", "indikator", "fra", "til", "vis", "eget"),
}


@lru_cache(maxsize=32_768)
def path_of(lang: str, kind: str, id: str = "", ending: str = "") -> str:
    """The permanent path of a page or file.

    >>> path_of("nb", "element", "4.7"), path_of("en", "indicator", "x", ".csv")
    ('/nb/plan/4.7/', '/en/indicator/x.csv')
    """
    if kind == "front":
        return f"/{lang}/{ending.removeprefix('.')}"
    stem = f"/{lang}/{text(lang, f'path.{kind}')}"
    if id:
        stem += f"/{id}"
    return stem + (ending or "/")


def all_addresses(data: Data) -> Iterator[Address]:
    """Every address, page by page, in all languages."""
    for lang in LANGUAGES:
        for kind, id in pages(data):
            yield Address(path_of(lang, kind, id), lang, kind, id)
            for ending in ENDINGS.get(kind, ()):
                yield Address(path_of(lang, kind, id, ending), lang, kind, id, ending)


def pages(data: Data) -> Iterator[tuple[str, str]]:
    """Kind and id of every page, each once."""
    for kind in SINGLE:
        yield kind, ""
    for element in data.elements.values():
        yield ("principle" if element["kind"] in ("principle", "precondition") else "element"), element["id"]
    for indicator in data.indicators:
        yield "indicator", indicator
        yield "embed", indicator
        yield "record", indicator
    for area in data.page_areas:
        yield "area", area
