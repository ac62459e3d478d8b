"""Kinds of pages: each is a folder that declares itself, and this is the list of all of them.

A folder below ``retning/public/pages`` holds in its ``__init__.py``::

    PAGE = PageKind(__name__, position=60, menu=True, files=dict.fromkeys(TABLE, ".files:coverage_file"))

What a kind does is named as in entry points (``.module:function``, relative to its folder) and loaded when it is first
used: importing the code of every kind takes as long as starting the program and making the front page does.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from retning.edition.edition import Edition
from retning.language.texts import LANGUAGES
from retning.public.addresses import Address, path_of
from retning.public.model import Model

PAGES = "retning.public.pages"
READ = ("GET", "HEAD")
"""Methods that every address answers."""

Ids = Callable[[Edition], Iterable[str]]
Reference = str
"""``.module:function`` inside the folder of a kind, or ``package.module:function`` anywhere."""


def one(edition: Edition) -> tuple[str]:
    """The ids of a kind that there is one page of."""
    return ("",)


class _InPackage(Model, frozen=True, eq=False):
    """Something that a folder declares."""

    package: str
    """The folder's full name; its last part is the kind's name. Written ``__name__``."""


class PageKind(_InPackage, frozen=True, kw_only=True, eq=False):
    """A kind of page: everything that is particular to it stands here, and no other module asks for a kind by name.

    The texts of a kind have its name as well: ``path.<name>`` is the word in its address, ``page.<name>.menu`` what
    menus and search call it, ``find.about.<name>`` (may be missing) what search says about it.

    >>> PageKind("somewhere.pages.glossary", position=1).name
    'glossary'
    """

    position: int
    """Where it stands among the others, in menus and lists."""
    ids: Ids = one
    """What its pages are about. Kinds with the same function are listed together, id by id."""
    view: Reference = ".page:view"
    """``(page, id, query)`` → what the template shows (:data:`retning.public.respond.View`)."""
    template: str = ""
    """The template in the folder ("": ``<name>.html``)."""
    query: tuple[str, ...] = ()
    """Keys of the query string that page and files know, in the order in which they are written."""
    files: Mapping[str, Reference] = {}
    """By ending, what makes a file: ``(FileRequest)`` → bytes."""
    post: Reference = ""
    """``(page, id, request)`` → the response to ``POST`` ("": nothing is taken in)."""

    menu: bool = False
    """Whether the main menu names it."""
    foot: int = 0
    """Its place in the foot of every page (0: it is not there)."""
    search_form: bool = True
    """Whether the head of the page holds the small search form."""
    site_in_title: bool = True
    """Whether the title of the window names the site as well."""

    subject: Reference = ""
    """``(page, id)`` → what a page is about, in words ("": the plan)."""
    feed: Reference = ""
    """``(id)`` → which events its feed holds, for a kind with a feed."""
    share: Reference = ""
    """``(page, id)`` → what a page shows of itself where people share its address, for a kind with a card."""
    card: Reference = ""
    """``(page, id)`` → the card, for a kind with one among its files."""
    search: Reference = ""
    """``(page)`` → further documents that search finds."""
    in_search: bool = True
    """Whether search finds the page itself (of a kind that there is one page of)."""
    indexed: bool = True
    """Whether search engines may keep it: else it is left out of the site map."""
    follows_site: bool = True
    """Whether a page without a feed of its own names the feed of everything."""
    framed: bool = False
    """Whether other people's pages may show it in a frame."""

    @property
    def name(self) -> str:
        """What the kind is called in code, in texts and in the edition."""
        return self.package.rpartition(".")[2]

    @property
    def is_single(self) -> bool:
        """Whether there is one page of it."""
        return self.ids is one

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that its pages answer."""
        return (*READ, "POST") if self.post else READ

    @property
    def template_name(self) -> str:
        """The file name of its template."""
        return self.template or f"{self.name}.html"

    @property
    def template_path(self) -> Path:
        """Where its template is."""
        return Path(str(import_module(self.package).__file__)).parent / self.template_name

    def load(self, reference: Reference) -> Callable[..., Any]:
        """The function that a reference names."""
        return load(reference, self.package)


@cache
def load(reference: Reference, package: str = "") -> Callable[..., Any]:
    """The function that a reference names; one that begins with a dot is looked for below ``package``."""
    module, _, function = reference.partition(":")
    found: Callable[..., Any] = getattr(import_module(module, package), function)
    return found


class Kinds(Mapping[str, PageKind]):
    """Every kind of page by its name, in the order of their positions.

    >>> [kind.name for kind in standard().menu][:3]
    ['plan', 'indicators', 'areas']
    """

    def __init__(self, kinds: Iterable[PageKind]) -> None:
        found = sorted(kinds, key=lambda kind: (kind.position, kind.name))
        self._kinds = {kind.name: kind for kind in found}
        if len(self._kinds) < len(found):
            raise ValueError("two kinds of pages have one name")
        self.menu = tuple(kind for kind in found if kind.menu)
        self.foot = tuple(sorted((kind for kind in found if kind.foot), key=lambda kind: kind.foot))

    __hash__ = object.__hash__  # a registry is itself and nothing else: the template engine is kept by it

    def __eq__(self, other: object) -> bool:
        return self is other

    def __getitem__(self, name: str) -> PageKind:
        return self._kinds[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def pages(self, edition: Edition) -> Iterator[tuple[PageKind, str]]:
        """Kind and id of every page of an edition, each once."""
        for ids, kinds in groupby(self._kinds.values(), key=lambda kind: kind.ids):
            together = tuple(kinds)
            for id in ids(edition):
                for kind in together:
                    yield kind, id

    def addresses(self, edition: Edition) -> Iterator[Address]:
        """Every address of an edition, page by page with its files, in all languages."""
        for lang in LANGUAGES:
            for kind, id in self.pages(edition):
                yield from _addresses(lang, kind, id)

    def single_addresses(self) -> Iterator[Address]:
        """The addresses of the kinds that there is one page of: the same in every edition."""
        for lang in LANGUAGES:
            for kind in self._kinds.values():
                if kind.is_single:
                    yield from _addresses(lang, kind, "")


def _addresses(lang: str, kind: PageKind, id: str) -> Iterator[Address]:
    yield Address(path_of(lang, kind.name, id), lang, kind.name, id)
    for ending in kind.files:
        yield Address(path_of(lang, kind.name, id, ending), lang, kind.name, id, ending)


def declared_in(package: str) -> Iterator[PageKind]:
    """The ``PAGE`` of every folder directly below a package."""
    for folder in import_module(package).__path__:
        for name in sorted(entry.name for entry in os.scandir(folder) if entry.is_dir()):
            if name.isidentifier() and not name.startswith("_"):
                module = import_module(f"{package}.{name}")
                # A folder that only byte code is left of (of a kind that was taken away) declares nothing.
                if module.__file__ is not None:
                    found: PageKind = module.PAGE
                    yield found


@lru_cache(maxsize=1)
def standard() -> Kinds:
    """The kinds that the program comes with."""
    return Kinds(declared_in(PAGES))
