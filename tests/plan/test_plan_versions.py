"""Which wording of an element held on a day, and what differs between two wordings."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from retning.plan.model import Element, Wording
from retning.plan.versions import differences, wording_on

FIRST = Wording({"nb": "først"}, valid_from=date(2010, 6, 11))
UNDATED = Wording({"nb": "uten dato"})
SECOND = Wording({"nb": "så"}, valid_from=date(2017, 1, 1), valid_to=date(2020, 12, 31))
GOAL = Element("O", "overarching", (FIRST, UNDATED, SECOND))


def on(element: Element, day: date) -> str | None:
    wording = wording_on(element, day)
    return wording.text["nb"] if wording else None


def test_the_wording_in_force_changes_on_its_day() -> None:
    assert on(GOAL, date(2010, 6, 10)) is None
    assert on(GOAL, date(2010, 6, 11)) == "først"
    assert on(GOAL, date(2016, 12, 31)) == "først"
    assert on(GOAL, date(2017, 1, 1)) == "så"
    assert on(GOAL, date(2020, 12, 31)) == "så"


def test_an_undated_version_is_history_and_never_in_force() -> None:
    assert on(GOAL, date(2014, 1, 1)) == "først"
    assert (
        on(Element("1", "goal", (UNDATED,)), date(1990, 1, 1)) == "uten dato"
    )  # the only wording always holds


def test_a_wording_that_ended_does_not_call_back_one_that_it_replaced() -> None:
    assert on(GOAL, date(2021, 1, 1)) is None


words = st.lists(st.sampled_from(["vår", "andel", "skal", "tilsvare", "BNP", "2020"]), max_size=12)


@given(words, words)
def test_a_difference_holds_both_texts_whole(old: list[str], new: list[str]) -> None:
    changes = differences(" ".join(old), " ".join(new))
    assert " ".join(c.text for c in changes if c.kind != "added") == " ".join(old)
    assert " ".join(c.text for c in changes if c.kind != "removed") == " ".join(new)
    assert {c.kind for c in changes} <= {"same", "added", "removed"}
    if old == new:
        assert [c.kind for c in changes] == (["same"] if old else [])
