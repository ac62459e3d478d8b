"""What search finds on the page of the method: its sections."""

from __future__ import annotations

from collections.abc import Iterator

from retning.language.texts import catalogue
from retning.public.context import Page
from retning.public.search.documents import Document

_SECTION = "method.section."


def sections(lang: str) -> list[str]:
    """The sections of the page of the method, by the names that they have in the catalogue and on the page."""
    return [key.removeprefix(_SECTION) for key in catalogue(lang) if key.startswith(_SECTION)]


def entries(page: Page) -> Iterator[Document]:
    """Every section, by its heading."""
    for name in sections(page.lang):
        texts = (f"method.{name}.text", f"method.{name}.text_1")
        body = next((page.t(key) for key in texts if page.has(key)), "")
        yield Document(
            "method",
            page.t(f"{_SECTION}{name}"),
            f"{page.url('method')}#{name}",
            "" if "{" in body else body,  # a text with places is filled in on the page only
            suggested=False,
        )
