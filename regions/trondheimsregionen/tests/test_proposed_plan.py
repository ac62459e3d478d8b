"""``retning init --plan`` on the plan's printed text finds what people have written into plan.toml by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from retning.plan.proposal.model import Kind, Proposal
from retning.plan.proposal.structure import propose
from support.cases import case_file

REGION = Path(__file__).resolve().parents[1]
WRITTEN = tomllib.loads((REGION / "plan.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def proposal() -> Proposal:
    return propose(case_file("region", "strategisk-naeringsplan.nb.txt").read_text(encoding="utf-8"))


def test_every_numbered_element_has_its_id_its_parent_and_its_words(proposal: Proposal) -> None:
    wanted = [(e["id"], e.get("parent"), e["text"]["nb"]) for e in WRITTEN["element"]]
    assert len(wanted) == 40
    assert [(part.id, part.parent, part.text) for part in proposal.of_kind("element")] == wanted


@pytest.mark.parametrize(("kind", "count"), [("principle", 15), ("precondition", 3)])
def test_every_principle_and_precondition_has_its_words(proposal: Proposal, kind: Kind, count: int) -> None:
    wanted = [" ".join(entry["text"]["nb"].split()) for entry in WRITTEN[kind]]
    assert len(wanted) == count
    assert [part.text for part in proposal.of_kind(kind)] == wanted


def test_the_overarching_goal_has_the_words_that_were_adopted(proposal: Proposal) -> None:
    (goal,) = proposal.of_kind("overarching")
    assert goal.text == WRITTEN["overarching"][0]["wording"][0]["text"]["nb"]


def test_nothing_of_the_plan_is_left_over(proposal: Proposal) -> None:
    assert proposal.left_over == ()
    assert proposal.title == WRITTEN["plan"]["title"]["nb"]
    assert [word.nb[1] for word in proposal.levels] == [level["many"]["nb"] for level in WRITTEN["level"]]
