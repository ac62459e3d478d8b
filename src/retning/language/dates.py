"""Dates and periods for people: ``23. november 2026``, ``2. kvartal 2024``."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from retning.language.texts import text

_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_MONTH = re.compile(r"(\d{4})-M?(\d{2})")


@lru_cache(maxsize=4096)  # a page names the same few days and periods again and again
def long_date(iso: str, lang: str) -> str:
    """A day (or a month, or a year) in words; what is not a date is given back as it is.

    >>> long_date("2026-11-23", "nb"), long_date("2026-11", "en"), long_date("2026", "nn")
    ('23. november 2026', 'November 2026', '2026')
    """
    if len(iso) >= 10:
        try:
            day = date.fromisoformat(iso[:10])
        except ValueError:
            return iso
        month = text(lang, f"month.{day.month}")
        return text(lang, "date.long", day=day.day, month=month, year=day.year)
    if match := _MONTH.fullmatch(iso):
        return text(lang, "date.month", month=text(lang, f"month.{int(match[2])}"), year=match[1])
    return iso


@lru_cache(maxsize=4096)
def period_text(period: str, lang: str) -> str:
    """A period of a series in words.

    >>> period_text("2024-Q2", "nb"), period_text("2024", "nb"), period_text("2024-01-01", "en")
    ('2. kvartal 2024', '2024', '1 January 2024')
    """
    if match := _QUARTER.fullmatch(period):
        return text(lang, "date.quarter", quarter=match[2], year=match[1])
    return long_date(period, lang)


def short_period(period: str) -> str:
    """A period short enough for an axis: a first of January is its year."""
    return period[:4] if period.endswith("-01-01") else period.replace("-M", "-")
