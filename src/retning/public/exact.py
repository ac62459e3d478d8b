"""Limits as they were set: ``0,95``, not ``0,950``."""

from __future__ import annotations

from retning.language.numbers import number


def exact(value: float, lang: str) -> str:
    """A number that people chose, with the decimals they chose it with.

    >>> exact(0.95, "nb"), exact(10, "nb"), exact(1.5, "en")
    ('0,95', '10', '1.5')
    """
    written = f"{value:.10g}"
    return number(value, lang, len(written.partition(".")[2]))
