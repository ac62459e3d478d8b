"""Periods are a matter of the calendar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.statistics.tables.periods import (
    distance,
    in_order,
    is_period,
    neighbour,
    parse_period,
    year_before,
)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2024", 2024.0),
        ("2024-Q3", 2024.5),
        ("2024-M07", 2024.5),
        ("2024-01-01", 2024.0),
        ("2015-16", 2015.0),
    ],
)
def test_each_form_has_its_place_in_time(text: str, at: float) -> None:
    assert parse_period(text).at == at


@pytest.mark.parametrize(
    "text", ["", "24", "2024-Q5", "2024-M13", "2024-02-30", "2015-17", "2024-01", "i fjor", "2024 "]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    assert not is_period(text)
    with pytest.raises(ValueError):
        parse_period(text)


def test_a_school_year_over_the_century_is_known_by_its_first_year() -> None:
    assert parse_period("1999-00").text == "1999"
    assert parse_period("2023/2024").text == "2023"


def test_distance_is_in_years_not_in_observations() -> None:
    assert distance("2011", "2020") == 9
    assert distance("2020-Q1", "2021-Q3") == 1.5
    assert distance("2023-04-01", "2024-04-01") == 1  # also when a leap day lies between


def test_order_mixes_forms() -> None:
    assert in_order(["2024-M06", "2024", "2023-Q4", "2024-01-01", "2024"]) == [
        "2023-Q4",
        "2024-01-01",
        "2024",
        "2024-M06",
    ]


def test_neighbours_of_dates_follow_the_dates_that_a_table_counts_on() -> None:
    assert neighbour("2024-10-01", 1, (101, 401, 701, 1001)) == "2025-01-01"
    assert neighbour("2024-10-01", 1) == "2025-10-01"


@given(st.integers(1900, 2100), st.sampled_from(["", "-Q1", "-Q4", "-M01", "-M12"]), st.integers(-30, 30))
def test_going_there_and_back_leads_home(year: int, tail: str, step: int) -> None:
    start = f"{year}{tail}"
    there = neighbour(start, step)
    assert neighbour(there, -step) == start
    assert (parse_period(there).at > parse_period(start).at) == (step > 0)


def test_the_same_period_a_year_earlier() -> None:
    assert [year_before(p) for p in ("2024", "2024-Q2", "2024-M06", "2024-01-01")] == [
        "2023",
        "2023-Q2",
        "2023-M06",
        "2023-01-01",
    ]
