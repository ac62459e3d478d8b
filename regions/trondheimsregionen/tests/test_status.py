"""The status of the region's plan, compared with what the research found by hand."""

from __future__ import annotations

from typing import Any

import pytest

from retning.edition.store import Edition
from support.edition_content import content


@pytest.fixture(scope="module")
def rows(edition: Edition) -> dict[str, dict[str, Any]]:
    found = {row["id"]: row for row in content(edition)["status"]}
    assert len(found) == len(content(edition)["status"])
    return found


def statuses(row: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every status of a row by its reading."""
    main = row["target_status"]
    return {status["reading"]: status for status in (main, *main["others"])}


def test_the_goal_and_every_strategy_has_a_row(rows: dict[str, dict[str, Any]]) -> None:
    assert len(rows) == 35
    assert next(iter(rows)) == "O"
    assert all(row["target_status"] is not None for row in rows.values())


def test_four_thousand_a_year_was_met_in_2011_and_2012_only(rows: dict[str, dict[str, Any]]) -> None:
    found = statuses(rows["6.1"])
    each, in_all = found["every-year"], found["sum"]
    assert each["state"] == "deadline passed: missed"
    assert rows["6.1"]["target_status"] == {**each, "others": rows["6.1"]["target_status"]["others"]}
    assert each["facts"]["years_met"] == 2
    assert each["facts"]["periods_met"] == [2011, 2012]
    assert in_all["state"] == "deadline passed: missed"
    assert round(100 * in_all["facts"]["cumulative_ratio"], 1) == 94.3


@pytest.mark.parametrize(("reading", "billions"), [("2006-uten-sokkel", 19.8), ("2006-med-sokkel", 66.0)])
def test_the_gap_at_the_start_depends_on_the_shelf(
    rows: dict[str, dict[str, Any]], reading: str, billions: float
) -> None:
    facts = statuses(rows["O"])[reading]["facts"]
    assert round(facts["gap_simple"] / 1000, 1) == billions
