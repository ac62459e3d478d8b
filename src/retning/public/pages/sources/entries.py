"""What search finds about the tables of publishers, and where each stands on the page."""

from __future__ import annotations

from collections.abc import Iterator

from retning.public.context import Page
from retning.public.search.documents import Document, other_names


def entries(page: Page) -> Iterator[Document]:
    """Every table of the page of sources, once, by title, publisher and the publisher's number."""
    for name, table in page.site.edition.newest_tables.items():
        code = table.code
        body = f"{table.publisher}."
        if not table.is_typed:
            body += " " + page.t("find.table_published", day=page.day(table.vintage))
        yield Document(
            group="table",
            title=page.pick(table.title),
            address=page.url("sources") + "#" + anchor(name),
            body=f"{body} {page.t('find.table_code', code=code)}" if code else body,
            ids=(code,) if code else (),
            names=other_names(table.title, page.lang),
        )


def anchor(table: str) -> str:
    """The place of a table on the page of sources.

    >>> anchor("figures/folketall")
    't-figures-folketall'
    """
    return "t-" + "".join(c if c.isalnum() else "-" for c in table)
