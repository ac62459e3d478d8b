"""The words of answers: one declaration, words for each in every language, one group and one order for all."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import retning
from retning.answers import (
    CERTAINTIES,
    CHANCES,
    GRADES,
    GROUPS,
    MOVING,
    PACES,
    PROBABLE,
    TARGET_STATES,
    TENDENCY_STATES,
    VALUE_METHODS,
    Grade,
    Nothing,
    Registered,
    Status,
    TendencyState,
    group_of,
)
from retning.edition.records.assessments import Assessment, Evidence, TargetStatus, Tendency
from retning.language.texts import LANGUAGES, has_text, state_key
from retning.public.blocks.verdicts import group
from retning.sentences import distribution

LISTS = (GRADES, GROUPS, PACES, TARGET_STATES, TENDENCY_STATES, CHANCES, VALUE_METHODS, CERTAINTIES)
PACKAGE = Path(retning.__file__).parent


@pytest.mark.parametrize(
    ("grade", "targets", "expected"),
    [
        ("B", ["reached"], "right way"),
        ("", ["done"], "done"),
        ("", ["done late"], "done"),
        ("", ["partly done"], "not done"),
        ("", ["not done, deadline passed"], "wrong way"),
        ("", ["open"], "not done"),
        ("", ["no data", "done"], "done"),
        ("", ["not measurable as written", "no data"], "not measured"),
        ("", ["no data", "not measurable as written"], "not asked"),
        ("D", ["reached"], "unclear"),
        ("C", ["deadline passed: missed"], "wrong way"),
        ("C", ["cannot tell"], "wrong way"),
        ("", [], "no data"),
        (None, [], "no data"),
    ],
)
def test_figures_come_first_then_what_is_registered(
    grade: Grade | Nothing | None, targets: list[Status], expected: str
) -> None:
    assert group_of(grade, "worsening", targets) == expected


@pytest.mark.parametrize("state", get_args(Registered))
def test_everything_that_is_registered_counts_as_done_or_not(state: Status) -> None:
    assert group_of("", "cannot tell", [state]) in ("done", "not done", "wrong way")


def test_sentence_and_page_count_alike() -> None:
    cases: list[tuple[Grade | Nothing, TendencyState, Status]] = [
        ("A", "improving", "reached"),
        ("", "cannot tell", "done"),
        ("", "cannot tell", "no data"),
        ("", "cannot tell", "open"),
    ]
    answers = [
        Assessment(
            subject="x",
            area="",
            tendency=Tendency(state=state, n=0),
            evidence=Evidence(grade),
            targets=(TargetStatus(state=target),),
            measured_by="x",
        )
        for grade, state, target in cases
    ]
    assert distribution(answers) == {"right way": 1, "done": 1, "not asked": 1, "not done": 1}
    assert [group(one) for one in answers] == ["right way", "done", "not asked", "not done"]
    assert group(None) == "no data"


def test_every_group_is_reported_in_every_language_and_no_bad_news_last() -> None:
    assert (GROUPS[0], GROUPS[-1]) == ("wrong way", "no data")
    for lang in LANGUAGES:
        for one in GROUPS:
            assert has_text(lang, f"way.{state_key(one)}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_has_a_text(lang: str) -> None:
    keys = [
        *(f"status.{state_key(s)}.{part}" for s in TARGET_STATES for part in ("name", "explain")),
        *(f"tendency.{state_key(s)}" for s in TENDENCY_STATES),
        *(f"evidence.{grade}" for grade in GRADES),
        *(f"method_name.{state_key(method)}" for method in VALUE_METHODS),
        *(f"chance.{state_key(word)}" for word in CHANCES),
    ]
    assert [key for key in keys if not has_text(lang, key)] == []


def test_every_tendency_has_a_group_and_only_what_is_certain_counts_as_a_direction() -> None:
    assert {group_of("B", state, []) for state in TENDENCY_STATES} < set(GROUPS)
    assert set(MOVING) | set(PROBABLE) == set(TENDENCY_STATES) - {"flat", "cannot tell", "too few"}
    assert {group_of("B", state, []) for state in (*PROBABLE, "too few")} == {"unclear"}


def test_no_list_of_all_words_is_written_a_second_time() -> None:
    again = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "answers.py" or path.parent != PACKAGE
        for number, words in listed_words(path)
        if any(words >= set(one) for one in LISTS)
    ]
    assert again == []


def listed_words(path: Path) -> Iterator[tuple[int, set[str]]]:
    """Line and words of every tuple, list or set of texts in a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            yield (
                node.lineno,
                {
                    one.value
                    for one in node.elts
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                },
            )
