"""Enumerations: ``2011 og 2012``."""

from __future__ import annotations

from collections.abc import Sequence

from retning.language.texts import text


def and_list(items: Sequence[str], lang: str) -> str:
    """Items with commas and an "and" before the last.

    >>> and_list(["2011", "2012", "2013"], "nb")
    '2011, 2012 og 2013'
    """
    if len(items) < 2:
        return "".join(items)
    return text(lang, "list.and", first=", ".join(items[:-1]), last=items[-1])
