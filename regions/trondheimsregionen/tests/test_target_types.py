"""Every row of the plan is judged by the types that the research settled, the first-named one as the main one."""

from __future__ import annotations

from pathlib import Path

import pytest

from retning.build.region import read_region
from retning.plan.model import Plan
from retning.statistics.rules.history import rules_on

REGION = Path(__file__).parents[1]

# Methods.md section 9, first and second type. Row 1.3 names a ranking as well (T6); no ranking has been named, so
# there is no group to be ranked in, and the note on the milestone says so.
TYPES = {
    "O": "T5", "1.1": "T14 T9", "1.2": "T14", "1.3": "T9", "1.4": "T6", "1.5": "T10", "1.6": "T7", "1.7": "T6",
    "1.8": "T7 T3", "2.1": "T9", "3.1": "T8", "3.2": "T8", "3.3": "T10", "3.4": "T8", "4.1": "T14 T10",
    "4.2": "T3", "4.3": "T14 T6", "4.4": "T7 T7", "4.5": "T14 T7", "4.6": "T3", "4.7": "T4", "4.8": "T10",
    "4.9": "T10", "4.10": "T9", "5.1": "T13 T9", "5.2": "T9 T13", "6.1": "T11 T8", "6.2": "T12", "6.3": "T6",
    "6.4": "T10", "6.5": "T10 T14", "6.6": "T14 T9", "6.7": "T8 T3", "6.8": "T10", "6.9": "T9 T8",
}  # fmt: skip


@pytest.fixture(scope="module")
def plan() -> Plan:
    region, faults = read_region(REGION, rules=rules_on(None))
    assert faults == []
    assert region is not None
    return region.plan


def test_all_thirty_five_rows_are_there(plan: Plan) -> None:
    assert [e.id for e in plan.judged] == list(TYPES)
    assert len(TYPES) == 35


@pytest.mark.parametrize("id", list(TYPES))
def test_each_row_has_its_types_with_the_first_one_as_main(plan: Plan, id: str) -> None:
    targets = sorted(plan.element(id).targets, key=lambda t: not t.main)
    assert " ".join(t.type.code for t in targets) == TYPES[id]


def test_what_has_no_group_or_measure_says_so(plan: Plan) -> None:
    (milestone,) = plan.element("1.3").targets
    assert "rangering" in milestone.note["nb"]
    unmeasured = next(t for t in plan.element("6.5").targets if t.type.code == "T14")
    assert "fem år" in str(unmeasured.values["proposed"])
