"""What search finds about elements of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from retning.public import subjects
from retning.public.context import Page
from retning.public.passages import passage
from retning.public.search.documents import Document, other_names


def principles(page: Page) -> Iterator[Document]:
    """Principles and preconditions."""
    return _elements(page, subjects.principles(page.edition), "principle")


def elements(page: Page) -> Iterator[Document]:
    """The overarching goal, goals and strategies."""
    return _elements(page, subjects.elements(page.edition), "element")


def _elements(page: Page, ids: Iterable[str], group: str) -> Iterator[Document]:
    def said(id: str) -> list[str]:
        """What the statement that stands about the element says, in the language that is shown."""
        standing = [one for one in page.edition.statements if one.element == id and one.newest]
        return [passage(page, one.text, one.lang).text for one in standing]

    for id in ids:
        element = page.edition.elements[id]
        yield Document(
            group=group,
            title=page.pick(element.title),
            address=page.element_url(id),
            body=" ".join([page.pick(element.text), *said(id)]),
            ids=(id,),
            names=other_names(element.title, page.lang),
            shown_id=id,
        )
