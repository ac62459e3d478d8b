"""Permanent addresses: what one is made of, and the path that belongs to a kind of page and an id."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from retning.language.texts import text


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

    @property
    def file_name(self) -> str:
        """A file name that says what the file holds ("" for a page).

        >>> Address("/nb/indikator/vekst.csv", "nb", "indicator", "vekst", ".csv").file_name
        'vekst-nb.csv'
        """
        return f"{self.id or self.kind}-{self.lang}{self.ending}" if self.ending else ""


@lru_cache(maxsize=32_768)
def path_of(lang: str, kind: str, id: str = "", ending: str = "") -> str:
    """The permanent path of a page or file, without a site's prefix.

    The catalogue holds the word that stands for a kind (``path.<kind>``); it is empty for the page that a language
    begins with.

    >>> path_of("nb", "element", "4.7"), path_of("en", "indicator", "x", ".csv"), path_of("nn", "front")
    ('/nb/plan/4.7/', '/en/indicator/x.csv', '/nn/')
    """
    word = text(lang, f"path.{kind}")
    if not word:
        return f"/{lang}/{ending.removeprefix('.')}"
    stem = f"/{lang}/{word}/{id}" if id else f"/{lang}/{word}"
    return stem + (ending or "/")
