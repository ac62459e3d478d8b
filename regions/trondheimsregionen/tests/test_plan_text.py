"""The plan of this region is all there, word for word, with every target and who could supply what is missing."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from retning.language.texts import LANGUAGES
from retning.plan.load import load_plan
from retning.plan.model import Plan
from retning.plan.versions import differences, wording_on
from support.cases import case_file

REGION = Path(__file__).parents[1]
# Declared in the indicator files that measure them, not in plan.toml.
MEASURED = {
    "O",
    "1.4",
    "1.5",
    "1.6",
    "1.8",
    "4.2",
    "4.4",
    "4.6",
    "4.7",
    "4.8",
    "6.1",
    "6.2",
    "6.3",
    "6.4",
    "6.5",
    "6.7",
    "6.8",
}
MAIN = {
    "1.1": "T14",
    "1.2": "T14",
    "1.3": "T9",
    "1.7": "T6",
    "2.1": "T9",
    "3.1": "T8",
    "3.2": "T8",
    "3.3": "T10",
    "3.4": "T8",
    "4.1": "T14",
    "4.3": "T14",
    "4.5": "T14",
    "4.9": "T10",
    "4.10": "T9",
    "5.1": "T13",
    "5.2": "T9",
    "6.6": "T14",
    "6.9": "T9",
}  # methods.md, section 9: the first-named type


@pytest.fixture(scope="module")
def plan() -> Plan:
    plan, faults = load_plan(REGION)
    assert faults == []
    assert plan is not None
    return plan


def joined(words: str) -> str:
    """The text without the layout: white space is one space, and a word broken after a slash is whole."""
    return re.sub(r"/ (?=\w)", "/", " ".join(words.split()))


def test_the_whole_text_stands_word_for_word_and_in_order(plan: Plan) -> None:
    """Laid end to end with the layout's own headings and numbers, the elements are the printed plan."""
    source = joined(case_file("region", "strategisk-naeringsplan.nb.txt").read_text(encoding="utf-8"))
    printed = ["Fundament for Strategisk næringsplan for Trondheimsregionen"]
    printed += [element.text["nb"] for element in plan.principles]
    printed += ["Det er tre forutsetninger som er lagt til grunn for denne planen"]
    printed += [f"{n}. {element.text['nb']}" for n, element in enumerate(plan.preconditions, 1)]
    printed += ["Overordnet mål", plan.overarching[0].text["nb"], "Mål og strategier"]
    for goal in plan.children(None):
        strategies = plan.children(goal.id)
        printed += [
            f"{goal.id}. Mål: {goal.text['nb']}",
            "Strategier:" if len(strategies) > 1 else "Strategi:",
        ]
        printed += [f"{strategy.id}. {strategy.text['nb']}" for strategy in strategies]
    assert joined(" ".join(printed)) == source


def test_the_plan_has_its_fifteen_three_one_six_and_thirty_four(plan: Plan) -> None:
    assert [e.id for e in plan.principles] == [f"p{n}" for n in range(1, 16)]
    assert [e.id for e in plan.preconditions] == ["f1", "f2", "f3"]
    assert [e.id for e in plan.overarching] == ["O"]
    goals = plan.children(None)
    assert [e.id for e in goals] == ["1", "2", "3", "4", "5", "6"]
    assert [len(plan.children(goal.id)) for goal in goals] == [8, 1, 4, 10, 2, 9]
    assert len(plan.judged) == 35
    assert (plan.adopted, plan.valid_to) == (date(2010, 6, 11), date(2020, 12, 31))


def test_every_translation_is_there_and_is_its_own(plan: Plan) -> None:
    for element in plan.everything():
        assert set(element.text) == set(element.title) == set(LANGUAGES)
        assert element.text["en"] != element.text["nb"]
        numbers = [
            sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[., ](?=\d{3}\b)", "", t)))
            for t in element.text.values()
        ]
        assert numbers[0] == numbers[1] == numbers[2], element.id  # no figure lost in translation


def test_main_types_are_those_of_the_method_where_nothing_measures(plan: Plan) -> None:
    # 6.5 has its main target with the indicator and a second one here.
    here = [e for e in plan.judged if any(t.main for t in e.targets)]
    mains = {e.id: e.targets[0].type.code for e in here}
    assert mains == MAIN
    assert all(e.targets[0].main and not any(t.main for t in e.targets[1:]) for e in here)
    assert {e.id for e in plan.judged if e not in here} == MEASURED
    assert Counter(mains.values()) == {"T14": 6, "T9": 5, "T8": 3, "T10": 2, "T6": 1, "T13": 1}


def test_seven_million_has_two_readings_and_one_is_the_main_one(plan: Plan) -> None:
    (target,) = plan.element("f2").targets
    assert (target.type.name, target.values["value"], target.values["unit"]) == ("minimum", 7, "mill_nok")
    assert {reading.values["per"]: reading.main for reading in target.readings} == {
        "each": True,
        "sum": False,
    }


def test_only_a_milestone_with_a_source_has_a_state(plan: Plan) -> None:
    stated = {e.id: t.values for e in plan.everything() for t in e.targets if "state" in t.values}
    assert set(stated) == {"2.1"}
    assert stated["2.1"]["done"] == "2010"
    assert str(stated["2.1"]["evidence"]).startswith("https://trondheimsregionen.no/")


def test_someone_could_supply_what_is_missing_for_every_judged_element(plan: Plan) -> None:
    for element in plan.judged:
        assert element.supply is not None, element.id
        for words in (element.supply.who, element.supply.what):
            assert set(words) == set(LANGUAGES)


def test_the_goal_lost_its_year_and_its_kroner(plan: Plan) -> None:
    goal = plan.overarching[0]
    adopted, later = wording_on(goal, date(2015, 1, 1)), wording_on(goal, date(2018, 1, 1))
    assert adopted is goal.wordings[0]
    assert later is goal.wordings[2]
    assert len(goal.wordings) == 4
    removed = " ".join(
        c.text for c in differences(adopted.text["nb"], later.text["nb"]) if c.kind == "removed"
    )
    assert "2020" in removed
    assert "17 mrd]." in removed
    assert all(wording.address.startswith("http") for wording in goal.wordings)
