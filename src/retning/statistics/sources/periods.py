"""Publishers' time codes as the periods of our tables."""

from __future__ import annotations

import re

_QUARTER = re.compile(r"(\d{4})-?[KQ]([1-4])")
_MONTH = re.compile(r"(\d{4})-?M(\d{2})")
_WEEK = re.compile(r"(\d{4})-?[UVW](\d{2})")


def period_of(code: str) -> str:
    """A time code as a period; a code of another shape (a school year, a span of years) stays as it is.

    >>> period_of("2024K2"), period_of("2024M06"), period_of("2024U01"), period_of("2018-2020")
    ('2024-Q2', '2024-M06', '2024-W01', '2018-2020')
    """
    for pattern, letter in ((_QUARTER, "Q"), (_MONTH, "M"), (_WEEK, "W")):
        if match := pattern.fullmatch(code):
            return f"{match[1]}-{letter}{match[2]}"
    return code
