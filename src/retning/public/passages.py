"""What people have written, in the page's language or, where nobody has translated it, in the one it was written in."""

from __future__ import annotations

from collections.abc import Mapping

from retning.language.texts import language_name, language_shown, pick
from retning.public.context import Page
from retning.public.view import Passage


def passage(page: Page, texts: Mapping[str, str], original: str = "") -> Passage:
    """A text of the edition with the language that a reader, or a machine that reads aloud, must know of.

    ``original`` is the language it was written in first: it stands where nobody has translated it.
    """
    lang = language_shown(texts, page.lang, original)
    if lang in ("", page.lang):
        return Passage(pick(texts, page.lang))
    return Passage(texts[lang], lang, language_name(lang, page.lang))


def said_in(page: Page, texts: Mapping[str, str], original: str = "") -> str:
    """The same as plain words, for a feed: followed by the language where it is not the reader's."""
    found = passage(page, texts, original)
    if not found.lang:
        return found.text
    return f"{found.text} ({page.t('written_in.short', language=found.language)})"
