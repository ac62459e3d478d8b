"""What is proposed is a ``plan.toml`` without faults, in the plan's own words, that decides nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.language.texts import LANGUAGES
from retning.plan.load import load_plan, main_target_faults
from retning.plan.proposal.structure import propose
from retning.plan.proposal.writing import Head, plan_file, shortened
from support.cases import case_file

TEXT = """Næringsplan for Døme kommune

Overordnet mål

Kommunen skal vokse.

Mål
1. Mål: Flere skal bo her.
Strategier:
• Bygge boliger som er "rimelige".
"""
HEAD = Head("Næringsplan for Døme kommune", "Døme kommune", "plan.txt")


def written(text: str, lang: str = "nb") -> dict[str, Any]:
    return tomllib.loads(plan_file(propose(text), HEAD, lang))


def test_the_plans_own_words_stand_in_its_language_and_are_marked_in_the_others() -> None:
    (goal, strategy) = written(TEXT)["element"]
    assert goal["text"] == {
        "nb": "Flere skal bo her.",
        "nn": "[ikkje omsett] Flere skal bo her.",
        "en": "[not translated] Flere skal bo her.",
    }
    assert strategy["text"]["nb"] == 'Bygge boliger som er "rimelige".'
    assert strategy["parent"] == "1"


def test_a_plan_in_nynorsk_or_english_stands_in_its_own_language() -> None:
    nynorsk = written("Mål\n1. Det skal ikkje vere dyrt å bu i ein av desse kommunane.\n")["element"][0][
        "text"
    ]
    assert nynorsk["nn"] == "Det skal ikkje vere dyrt å bu i ein av desse kommunane."
    assert nynorsk["nb"].startswith("[ikke oversatt] ")
    english = written("Goals\n1. The county shall be the best of all.\n")["element"][0]["text"]
    assert english["en"] == "The county shall be the best of all."
    assert english["nn"].startswith("[ikkje omsett] ")


def test_titles_are_the_plans_words_in_its_language_and_numbers_in_the_others() -> None:
    data = written(TEXT)
    assert data["element"][0]["title"] == {"nb": "Flere skal bo her.", "nn": "Mål 1", "en": "Goal 1"}
    assert data["element"][1]["title"]["en"] == "Strategy 1.1"
    assert data["overarching"][0]["title"] == {
        "nb": "Kommunen skal vokse.",
        "nn": "Overordna mål 1",
        "en": "Overarching goal 1",
    }


def test_every_demand_is_left_undecided_and_what_the_words_suggest_is_a_remark() -> None:
    text = "Mål\n1. Byen skal være studieby nr 1.\n"
    data = written(text)
    assert [target["type"] for target in data["element"][0]["target"]] == ["not_measurable"]
    content = plan_file(propose(text), HEAD, "nb")
    assert '# Ordene «nr 1» kan tyde på type = "rank".' in content


def test_only_what_is_judged_has_a_target() -> None:
    data = written(TEXT)
    assert "target" in data["overarching"][0]
    assert ["target" in element for element in data["element"]] == [False, True]


def test_a_number_that_is_ours_says_so() -> None:
    assert plan_file(propose(TEXT), HEAD, "nb").count("# Planen har ikke noe nummer her. Id-en er vår.") == 1


def test_what_found_no_place_stands_at_the_end_as_remarks() -> None:
    content = plan_file(propose("Skrevet av mange.\n\nMål\n1. Flere.\n"), HEAD, "en")
    assert content.endswith("Move what belongs to the plan, and remove the rest.\n#\n# Skrevet av mange.\n")


def test_the_remarks_are_in_the_language_of_the_reader() -> None:
    first = {lang: plan_file(propose(TEXT), HEAD, lang).split()[1] for lang in LANGUAGES}
    assert first == {"nb": "FORSLAG", "nn": "FRAMLEGG", "en": "PROPOSAL"}
    assert written(TEXT, "nb") == written(TEXT, "nn") == written(TEXT, "en")


def test_a_swedish_plan_says_that_its_words_stand_under_bokmal() -> None:
    content = plan_file(propose(case_file("plans", "stockholm.txt").read_text(encoding="utf-8")), HEAD, "en")
    assert "seems to be written in Swedish" in content
    assert 'nb = "Andelen förnybar energi ska vara minst 75 procent."' in content


@pytest.mark.parametrize("words", ["a" * 61, "ord " * 40, "x" * 60, "kort"])
def test_a_title_is_never_too_long(words: str) -> None:
    assert 0 < len(shortened(words)) <= 60


PIECES = st.sampled_from(
    [
        *("1. ", "1.1 ", "2. ", "A. ", "a) ", "Mål 1: ", "Strategi 2 - ", "• ", "\uf0b7 ", "\uf0b7", "## "),
        *("Mål\n", "Strategier:\n", "Prinsipper\n", "Visjon\n", "Overordnet mål\n", "Det er to forutsetninger\n"),
        *("Flere skal bo her.", "Noe", "noe ", '"', "\\", "\n", "\n\n", "\t", "\u2028", "\x07", "😀", "ß" * 70),
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_the_text_the_proposal_has_no_fault(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    proposal = propose(text)
    if not proposal.of_kind("element"):
        return  # nothing is written then
    folder = tmp_path_factory.mktemp("proposed")
    (folder / "plan.toml").write_text(plan_file(proposal, HEAD, "nb"), encoding="utf-8")
    plan, faults = load_plan(folder)
    assert faults == []
    assert plan is not None
    assert main_target_faults(plan) == []
    assert [(e.id, e.parent) for e in plan.elements] == [
        (p.id, p.parent) for p in proposal.of_kind("element")
    ]


@pytest.mark.parametrize("name", ["kongsvinger.txt", "kristiansand.txt", "stockholm.txt"])
def test_other_plans_are_proposed_without_faults(tmp_path: Path, name: str) -> None:
    proposal = propose(case_file("plans", name).read_text(encoding="utf-8"))
    (tmp_path / "plan.toml").write_text(plan_file(proposal, HEAD, "nb"), encoding="utf-8")
    assert load_plan(tmp_path)[1] == []
