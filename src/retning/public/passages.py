"""What people have written, in the page's language or, where nobody has translated it, in the one it stands in."""

from __future__ import annotations

from collections.abc import Mapping

from retning.public.context import Page
from retning.public.view import Passage


def passage(page: Page, texts: Mapping[str, str]) -> Passage:
    """A text of the edition with the language that a reader, or a machine that reads aloud, must know of."""
    lang = next((code for code in (page.lang, "nb", *texts) if texts.get(code)), page.lang)
    return Passage(page.pick(texts), "" if lang == page.lang else lang)
