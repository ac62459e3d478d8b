"""One group for each answer and one order of telling, for the sentences and for the pages alike."""

from __future__ import annotations

from typing import Any

import pytest

from retning.language.directions import ORDER, way_of
from retning.language.texts import LANGUAGES, has_text, state_key
from retning.public.blocks.verdicts import way
from retning.sentences import distribution


@pytest.mark.parametrize(
    ("grade", "targets", "expected"),
    [
        ("B", ["done"], "worsening"),
        ("", ["done"], "done"),
        ("", ["done late"], "done"),
        ("", ["partly done"], "not done"),
        ("", ["not done, deadline passed"], "not done"),
        ("", ["open"], "not done"),
        ("", ["no data", "done"], "done"),
        ("", ["no data", "not measurable as written"], "no data"),
        ("", [], "no data"),
        (None, [], "no data"),
    ],
)
def test_figures_come_first_then_what_is_registered(
    grade: str | None, targets: list[str], expected: str
) -> None:
    assert way_of(grade, "worsening", targets) == expected


def test_sentence_and_page_count_alike() -> None:
    answers: list[dict[str, Any]] = [
        {"evidence": {"grade": grade}, "tendency": {"state": state}, "targets": [{"state": target}]}
        for grade, state, target in (
            ("A", "improving", "reached"),
            ("", "cannot tell", "done"),
            ("", "cannot tell", "no data"),
            ("", "cannot tell", "open"),
        )
    ]
    assert distribution(answers) == {"improving": 1, "done": 1, "no data": 1, "not done": 1}
    assert [way(one) for one in answers] == ["improving", "done", "no data", "not done"]
    assert way(None) == "no data"


def test_every_group_is_told_in_every_language_and_no_bad_news_last() -> None:
    assert (ORDER[0], ORDER[-1]) == ("worsening", "no data")
    for lang in LANGUAGES:
        for state in ORDER:
            assert has_text(lang, f"way.{state_key(state)}")
