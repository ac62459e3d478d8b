"""Numbers, dates and lists as people write them."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.language.dates import long_date, period_text, short_period
from retning.language.lists import and_list
from retning.language.numbers import decimals_for, number, with_unit


@pytest.mark.parametrize(
    ("value", "lang", "decimals", "written"),
    [
        (1234.5, "nb", 1, "1\u00a0234,5"),
        (1234.5, "nn", 1, "1\u00a0234,5"),
        (1234.5, "en", 1, "1,234.5"),
        (-3, "nb", 0, "\u22123"),
        (-0.04, "nb", 1, "0,0"),
        (2.5, "nb", 0, "3"),
        (-2.5, "nb", 0, "\u22123"),
        (1.005, "nb", 2, "1,01"),
        (5367580, "nb", None, "5\u00a0367\u00a0580"),
        (None, "nb", 1, "–"),
        (math.nan, "nb", 1, "–"),
        (math.inf, "nb", 1, "–"),
    ],
)
def test_number(value: float | None, lang: str, decimals: int | None, written: str) -> None:
    assert number(value, lang, decimals) == written


def test_sign_and_unit() -> None:
    assert number(3, "nb", sign=True) == "+3"
    assert number(0, "nb", sign=True) == "0"
    assert with_unit(94.3, "percent", "nb", 1) == "94,3\u00a0%"


def test_decimals_leave_about_three_digits() -> None:
    assert [decimals_for(x) for x in (0.0571, 5.46, 94.3, 943.5, 943.0, 3774.0)] == [3, 2, 1, 1, 0, 0]


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_norwegian_and_english_say_the_same(value: float, decimals: int) -> None:
    norwegian = number(value, "nb", decimals).replace("\u00a0", "").replace(",", ".")
    assert norwegian == number(value, "en", decimals).replace(",", "")
    assert re.fullmatch(r"\u2212?\d+(\.\d+)?", norwegian)


def test_dates_and_periods() -> None:
    assert long_date("2026-11-23", "nb") == "23. november 2026"
    assert long_date("2026-11-23", "en") == "23 November 2026"
    assert long_date("2026-11", "nn") == "november 2026"
    assert long_date("in spring", "nb") == "in spring"
    assert period_text("2024-Q2", "nb") == "2. kvartal 2024"
    assert period_text("2024-M06", "nb") == "juni 2024"
    assert short_period("2024-01-01") == "2024"


def test_and_list() -> None:
    assert and_list([], "nb") == ""
    assert and_list(["2011"], "nb") == "2011"
    assert and_list(["2011", "2012"], "nb") == "2011 og 2012"
    assert and_list(["2011", "2012", "2013"], "en") == "2011, 2012 and 2013"
