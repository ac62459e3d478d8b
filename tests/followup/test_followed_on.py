"""A plan that is followed on by decision after its end: until when, by which decision, and which year's board is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retning.followup.coverage import board_year, coverage_board
from retning.followup.records import Followup
from retning.plan.load import load_plan
from retning.plan.model import FollowedOn, Plan
from retning.plan.versions import followed_on_by, followed_until, known_on
from retning.statistics.areas import Areas
from support.region_copy import append, change, copy_region

DECISION = """
[[followed_on]]
body = "Eksempelrådet"
date = 2025-12-01
address = "https://example.org/vedtak/12"
until = 2027-12-31
"""


def decision(day: str, until: str | None = None) -> FollowedOn:
    """A decision made on a day, that holds to another (or until further notice)."""
    last = None if until is None else date.fromisoformat(until)
    return FollowedOn(
        body={"nb": "Rådet"}, decided=date.fromisoformat(day), address="https://example.org", until=last
    )


def plan(*decisions: FollowedOn, end: str | None = "2025-12-31") -> Plan:
    """A plan in force from 2016 to the end of 2025, with decisions to follow it on."""
    last = None if end is None else date.fromisoformat(end)
    empty = Plan("p", {}, {}, None, date(2016, 1, 1), last, (), (), (), (), ())
    return replace(empty, followed_on=decisions)


def test_the_file_says_by_which_decision_and_until_when(tmp_path: Path) -> None:
    folder = copy_region(tmp_path)
    append(folder / "plan.toml", DECISION)
    found, faults = load_plan(folder)
    assert faults == [] and found is not None
    name = "Eksempelrådet"
    assert found.followed_on == (
        FollowedOn(
            body={"nb": name, "nn": name, "en": name},
            decided=date(2025, 12, 1),
            address="https://example.org/vedtak/12",
            until=date(2027, 12, 31),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("date = 2025-12-01\n", "", "field_missing"),
        ('address = "https://example.org/vedtak/12"\n', "", "field_missing"),
        ("until = 2027-12-31", "until = 2025-06-30", "followed_on_before_end"),
        ("until = 2027-12-31", "untill = 2027-12-31", "field_unknown"),
    ],
)
def test_a_decision_without_day_or_source_is_a_fault(tmp_path: Path, old: str, new: str, key: str) -> None:
    folder = copy_region(tmp_path)
    append(folder / "plan.toml", DECISION.replace(old, new))
    found, faults = load_plan(folder)
    assert found is None
    assert [fault.key for fault in faults] == [key]


def test_a_plan_without_an_end_cannot_be_followed_on(tmp_path: Path) -> None:
    folder = copy_region(tmp_path)
    append(folder / "plan.toml", DECISION)
    change(folder / "plan.toml", "valid_to = 2025-12-31\n", "")
    assert [fault.key for fault in load_plan(folder)[1]] == ["followed_on_without_end"]


@pytest.mark.parametrize(
    ("decisions", "last"),
    [
        ((), date(2025, 12, 31)),
        ((decision("2025-12-01", "2027-12-31"),), date(2027, 12, 31)),
        ((decision("2025-12-01", "2027-12-31"), decision("2027-11-01", "2028-12-31")), date(2028, 12, 31)),
        ((decision("2025-12-01"),), None),
    ],
)
def test_a_plan_is_followed_to_its_end_or_as_long_as_a_decision_says(
    decisions: tuple[FollowedOn, ...], last: date | None
) -> None:
    assert followed_until(plan(*decisions)) == last


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2015-05-01", 2016),  # before the plan its first year
        ("2025-05-01", 2025),
        ("2026-02-01", 2026),
        ("2027-05-01", 2027),
        ("2029-05-01", 2027),  # the last year that it was followed
    ],
)
def test_the_board_shows_the_year_that_is_being_followed(day: str, year: int) -> None:
    assert board_year(plan(decision("2025-12-01", "2027-12-31")), day) == year


def test_without_a_decision_the_board_stays_at_the_plans_last_year() -> None:
    assert board_year(plan(), "2027-05-01") == 2025


def test_of_several_decisions_the_newest_that_holds_is_the_one() -> None:
    first, second = decision("2025-12-01", "2027-12-31"), decision("2027-11-01")
    followed = plan(first, second)
    assert followed_on_by(followed, date(2025, 12, 31)) is None
    assert followed_on_by(followed, date(2026, 6, 1)) == second
    assert followed_on_by(plan(first), date(2028, 1, 1)) is None


def test_a_decision_is_not_known_before_it_is_made() -> None:
    followed = plan(decision("2026-03-01"))
    board = coverage_board(Followup(), followed, Areas(()), "2026-02-28")
    assert (board.year, board.followed_on) == (2025, None)
    board = coverage_board(Followup(), followed, Areas(()), "2026-03-01")
    assert (board.year, board.followed_on) == (2026, decision("2026-03-01"))
    assert known_on(followed, date(2026, 2, 28)).followed_on == ()
