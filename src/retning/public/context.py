"""What pages, blocks and files are made from: a site (one edition at one address) and a language of it.

Light on purpose: everything in ``public`` may import it, and it imports nothing that makes an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from retning.edition.edition import Edition
from retning.edition.index import EditionIndex
from retning.language.dates import long_date, period_text
from retning.language.numbers import number, with_unit
from retning.language.texts import has_text, pick, text
from retning.public.addresses import Address, path_of
from retning.public.kinds import Kinds, standard
from retning.public.model import Model
from retning.public.query import Query
from retning.public.references import address_of
from retning.public.shown_figures import ShownFigures

T = TypeVar("T")

_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")


@dataclass
class Site:
    """The public site of one edition.

    ``index`` tells of other editions; ``prefix`` is what its addresses begin with (``/v/<name>`` for a
    frozen edition); ``address`` is the declared scheme and host (``""``: none); ``kinds`` are its kinds of pages.
    """

    edition: Edition
    index: EditionIndex = field(default_factory=EditionIndex)
    prefix: str = ""
    address: str = ""
    kinds: Kinds = field(default_factory=standard)
    cache: dict[str, Any] = field(default_factory=dict)
    figures: ShownFigures = field(init=False)
    """All figures of the edition, or those that a reader has chosen."""

    def __post_init__(self) -> None:
        self.figures = ShownFigures(self.edition)

    @cached_property
    def addresses(self) -> dict[str, Address]:
        """Every address by its path (without prefix)."""
        return {address.path: address for address in self.kinds.addresses(self.edition)}

    @cached_property
    def single_addresses(self) -> dict[str, Address]:
        """The addresses of the kinds that there is one page of, by path."""
        return {address.path: address for address in self.kinds.single_addresses()}

    def address_at(self, path: str) -> Address | None:
        """The address with a path. The front page, asked for first, does not wait for a list of all the others."""
        return self.single_addresses.get(path) or self.addresses.get(path)

    def cached(self, key: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once for this site."""
        if key not in self.cache:
            self.cache[key] = make()
        found: T = self.cache[key]
        return found


class Page:
    """What every view can ask for, for one site and language."""

    def __init__(self, site: Site, lang: str) -> None:
        self.site = site
        self.lang = lang

    @property
    def edition(self) -> Edition:
        """The edition that the site shows."""
        return self.site.edition

    @property
    def figures(self) -> ShownFigures:
        """The figures that the page shows."""
        return self.site.figures

    def t(self, key: str, **values: object) -> str:
        """A text of the catalogue."""
        return text(self.lang, key, **values)

    def has(self, key: str) -> bool:
        """Whether the catalogue holds a text."""
        return has_text(self.lang, key)

    def pick(self, texts: Mapping[str, str]) -> str:
        """A text of the edition in this language; ``4 000`` never breaks over two lines."""
        return _THOUSANDS.sub("\N{NO-BREAK SPACE}", pick(texts, self.lang))

    def url(self, kind: str, id: str = "", ending: str = "") -> str:
        """The address of a page or file, with the site's prefix."""
        return self.site.prefix + path_of(self.lang, kind, id, ending)

    def element_url(self, id: str) -> str:
        """The address of a plan element's page, whichever kind of page it has."""
        return self.url(self.edition.elements[id].page_kind, id)

    def num(self, value: float | None, decimals: int | None = None) -> str:
        """A number for people."""
        return number(value, self.lang, decimals)

    def unit(self, value: float | None, unit: str, decimals: int | None = None, sign: bool = False) -> str:
        """A number with its unit."""
        return with_unit(value, unit, self.lang, decimals, sign=sign)

    def day(self, iso: str) -> str:
        """A date in words."""
        return long_date(iso, self.lang)

    def period(self, period: str) -> str:
        """A period in words."""
        return period_text(period, self.lang)

    def link(self, reference: str) -> str | None:
        """Where a number's reference leads: a row of a table, a verdict, a demand, a rule."""
        return address_of(self.edition, self.url, reference)


class FileRequest(Model, frozen=True):
    """What a file is made for. ``base`` is the scheme and host that it names, where it names any (``""``: none)."""

    page: Page
    address: Address
    query: Query
    base: str = ""
