"""What search finds about indicators."""

from __future__ import annotations

from collections.abc import Iterator

from retning.public.context import Page
from retning.public.search.documents import Document, other_names


def entries(page: Page) -> Iterator[Document]:
    """Every indicator: its name, what it measures."""
    for indicator in page.site.edition.indicators.values():
        yield Document(
            group="indicator",
            title=page.pick(indicator.title),
            address=page.url("indicator", indicator.id),
            body=page.pick(indicator.description),
            ids=(indicator.id,),
            names=other_names(indicator.title, page.lang),
        )
