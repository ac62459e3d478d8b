"""What can be found: one document for everything that a reader may look for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from retning.public.context import Page
from retning.public.model import Model


class Document(Model, frozen=True):
    """One thing that can be found.

    ``group`` names where it is listed (``find.kind.<group>``); ``ids`` are found as written (``4.7``, ``5001``,
    ``07459``); ``names`` are other titles by language; ``body`` is what a line of context is cut from. ``shown_id``
    is written before the title; ``suggested`` says whether its title may be proposed for a word that found nothing.
    """

    group: str
    title: str
    address: str
    body: str = ""
    ids: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()  # (language, text)
    shown_id: str = ""
    suggested: bool = True


def documents(page: Page) -> Iterator[Document]:
    """Everything that can be found, in the language of the page: what pages are about, then the pages themselves.

    >>> [d.title for d in documents(page) if "4.7" in d.ids]  # doctest: +SKIP
    ['Eksport']
    """
    kinds = page.site.kinds.values()
    # What there are many pages of comes before what stands on a page: of equal matches, the first is shown first.
    for kind in sorted(kinds, key=lambda kind: (kind.is_single, kind.position)):
        if kind.search:
            yield from kind.load(kind.search)(page)
    for kind in kinds:
        menu, about = f"page.{kind.name}.menu", f"find.about.{kind.name}"
        if kind.is_single and kind.in_search and page.has(menu):
            body = page.t(about) if page.has(about) else ""
            yield Document("page", page.t(menu), page.url(kind.name), body)


def other_names(texts: Mapping[str, str], lang: str) -> tuple[tuple[str, str], ...]:
    """A text in its other languages."""
    return tuple((code, text) for code, text in sorted(texts.items()) if code != lang and text)
