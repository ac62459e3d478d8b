"""The page that explains how to add a kind of target is followed as far as one process can: it declares, reads and judges."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from retning.plan.model import TargetType
from retning.plan.targets import TARGET_TYPES, type_fields
from retning.statistics.assessment import facts
from retning.statistics.assessment.model import TargetStatus
from support.region_copy import ROOT

PAGE = (ROOT / "docs/contributing/add-a-target-type.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def example(words: str) -> str:
    """The one example of the page that holds the words."""
    (found,) = [code for code in PYTHON if words in code]
    return str(found)


@pytest.fixture
def every_year(monkeypatch: pytest.MonkeyPatch) -> Callable[..., TargetStatus]:
    """The function of the page, with the record of the page beside the others."""
    room: dict[str, Any] = {"dataclass": dataclass, "Year": facts.Year}
    exec(example("@dataclass"), room)
    monkeypatch.setattr(facts, "EveryYearFacts", room["EveryYearFacts"], raising=False)
    made: dict[str, Any] = {}
    exec(example("def every_year("), made)
    found: Callable[..., TargetStatus] = made["every_year"]
    return found


def test_the_declared_type_has_only_fields_that_have_a_kind() -> None:
    (line,) = [code for code in PYTHON if code.startswith("TargetType(")]
    kind = eval(line, {"TargetType": TargetType})
    assert [field.name for field in type_fields(kind)] == ["from", "to"]
    assert kind.name not in TARGET_TYPES


@pytest.mark.parametrize(
    ("values", "direction", "last", "state", "better"),
    [
        ([5, 6, 8], "up", 2025, "on track", 2),
        ([5, 6, 6], "up", 2025, "not reached", 1),
        ([8, 7, 3], "down", 2022, "deadline passed: met", 2),
        ([8, 9, 3], "down", 2022, "deadline passed: missed", 1),
    ],
)
def test_the_arithmetic_of_the_page_answers_as_the_page_says(
    every_year: Callable[..., TargetStatus],
    values: list[float],
    direction: str,
    last: float,
    state: str,
    better: int,
) -> None:
    years = [2020, 2021, 2022]
    answer = every_year(years, values, direction=direction, base_year=2020, target_year=last)
    assert (answer.state, getattr(answer.facts, "years_better")) == (state, better)  # noqa: B009


def test_one_point_is_refused(every_year: Callable[..., TargetStatus]) -> None:
    assert every_year([2020], [1], direction="up", base_year=2020).state == "cannot tell"


def test_every_file_that_the_page_names_is_there() -> None:
    named = re.findall(r"`((?:src|tests|docs)/[\w./{},-]+\.(?:py|toml|md))`", PAGE)
    new = "src/retning/statistics/assessment/targets/every_year.py"
    paths = [path.replace("{nb,nn,en}", "nb") for path in named if path != new]
    assert len(paths) > 10
    assert [path for path in paths if not (ROOT / path).exists()] == []
