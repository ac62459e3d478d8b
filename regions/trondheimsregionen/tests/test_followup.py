"""The yearly duties are the plan's own, and only what an open source shows is registered as done."""

from __future__ import annotations

from pathlib import Path

from retning.build.region import read_region
from retning.edition.store import Edition
from retning.statistics.rules.history import rules_on
from support.edition_content import content

REGION = Path(__file__).parents[1]


def test_five_duties_rest_on_four_elements_of_the_plan_and_quote_them() -> None:
    region, faults = read_region(REGION, rules=rules_on(None))
    assert region is not None and faults == []
    assert [(d.id, d.element) for d in region.written.followup.duties] == [
        ("handlingsplan", "p13"),
        ("selvangivelse", "p13"),
        ("arena", "3.1"),
        ("saker", "3.2"),
        ("besok", "3.4"),
    ]
    for duty in region.written.followup.duties:
        for lang, words in duty.quote.items():
            assert words in region.plan.element(duty.element).text[lang]


def test_the_strategies_that_name_the_county_council_ask_it_as_well() -> None:
    region, _ = read_region(REGION, rules=rules_on(None))
    assert region is not None
    asked = {duty.id for duty in region.written.followup.duties if "trondelag" in duty.who}
    naming = {e.id for e in region.plan.everything() if "fylkesting" in e.text["nb"]}
    assert naming == {"3.1", "3.2"}
    assert asked == {duty.id for duty in region.written.followup.duties if duty.element in naming}


def test_the_only_report_with_a_source_is_the_action_plan_of_one_municipality(edition: Edition) -> None:
    board = content(edition)["coverage"]
    (report,) = board["others"]
    assert (report["area"], report["duty"], report["year"]) == ("melhus", "handlingsplan", 2018)
    assert report["evidence"].startswith("https://www.melhus.kommune.no/")
    assert board["counts"] == {"done": 0, "due": 0, "late": 0, "not reported": 42}


def test_the_board_shows_the_last_year_of_the_plan_in_the_regions_own_order(edition: Edition) -> None:
    board = content(edition)["coverage"]
    assert board["year"] == 2020
    assert [row["area"] for row in board["rows"]] == [
        "trondheim",
        "malvik",
        "stjordal",
        "indre-fosen",
        "melhus",
        "midtre-gauldal",
        "skaun",
        "orkland",
        "trondelag",
    ]


def test_no_statement_is_invented(edition: Edition) -> None:
    assert content(edition)["statements"] == []


def test_the_main_targets_with_a_path_are_drawn_and_what_only_stands_in_is_not(edition: Edition) -> None:
    found = {(p["indicator"], p["element"], p["type"]) for p in content(edition)["paths"]}
    assert ("verdiskaping-mot-folketall", "O", "parity") in found
    assert ("befolkningsvekst", "6.1", "minimum") in found
    assert not {p["indicator"] for p in content(edition)["paths"]} & {
        "pendling-til-trondheim",
        "grunnskolepoeng",
    }
