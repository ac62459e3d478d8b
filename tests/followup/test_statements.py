"""What the responsible think stands beside the computed answer, is checked when read, and can never change it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.answers import OWN_STATES
from retning.build.region import check_region
from retning.build.run import build
from retning.followup.declared import LONGEST
from retning.followup.declared import STATEMENTS_FILE as FILE
from retning.followup.records import Statement
from retning.followup.region_files import load_followup
from retning.followup.statements import COMPUTED_SIDE, OWN_SIDE, differs, stale
from retning.language.texts import has_text
from retning.plan.load import load_plan
from retning.public.context import Site
from retning.statistics.assessment.model import Assessment, TargetStatus
from retning.statistics.model import Evidence, Tendency
from retning.statistics.rules.model import Rules
from retning.toml.faults import Fault, InputError
from support.edition_content import content
from support.followup_files import STATEMENT
from support.region_copy import copy_region
from support.rules import BY_RANKS
from support.site_reader import reply


def region_with(tmp_path: Path, written: str) -> Path:
    folder = copy_region(tmp_path)
    (folder / FILE).write_text(written, encoding="utf-8")
    return folder


def load(folder: Path) -> tuple[tuple[Statement, ...], list[Fault]]:
    written, faults = load_followup(folder, load_plan(folder)[0], None)
    return written.followup.statements, faults


def page(
    folder: Path,
    home: Path,
    element: str,
    lang: str = "nb",
    as_of: date | None = None,
    rule_book: Sequence[Rules] | None = None,
) -> str:
    edition = build(folder, home, as_of, rule_book=rule_book)
    return unescape(reply(Site(edition), f"/{lang}/plan/{element}/").body.decode())


def computed_card(html: str) -> str:
    found = re.search(r'<div class="verdict">(.*?)</div>\s*<div class="verdict own', html, flags=re.S)
    assert found is not None
    return found[1]


def test_a_statement_is_read_and_shown_with_body_day_and_link(tmp_path: Path) -> None:
    folder = region_with(tmp_path, STATEMENT)
    html = page(folder, tmp_path / "home", "B-a")
    assert "Vi mangler folk." in html
    assert "Eksempelrådet, 15. januar 2024" in html
    assert 'href="https://example.org/sak/7"' in html
    assert "Står i fare" in html
    assert "We lack people." in page(folder, tmp_path / "home", "B-a", "en")


def test_where_nobody_has_said_anything_the_card_says_so(tmp_path: Path) -> None:
    html = page(copy_region(tmp_path), tmp_path / "home", "B-a")
    assert "Ikke vurdert" in html
    assert "own-grey" in html


@pytest.mark.parametrize("state", OWN_STATES)
def test_no_statement_can_change_the_computed_card(tmp_path: Path, state: str) -> None:
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    without = page(copy_region(tmp_path / "without"), tmp_path / "home1", "B-a")
    folder = region_with(tmp_path / "with", STATEMENT.replace("at risk", state))
    assert computed_card(page(folder, tmp_path / "home2", "B-a")) == computed_card(without)


def test_no_statement_changes_any_computed_file_of_the_edition(tmp_path: Path) -> None:
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    plain = content(build(copy_region(tmp_path / "without"), tmp_path / "home1"))
    said = content(build(region_with(tmp_path / "with", STATEMENT), tmp_path / "home2"))
    changed = {name for name in plain if plain[name] != said[name]}
    assert changed == {"statements", "inputs"}


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('element = "B-a"', 'element = "9.9"', "statement_element"),
        ('state = "at risk"', 'state = "fine"', "field_not_choice"),
        ("Vi mangler folk.", "x" * (LONGEST + 1), "statement_long"),
        ("date = 2024-01-15", 'date = "2024-02-30"', "field_not_date"),
        ("date = 2024-01-15", "", "field_missing"),
        ('state = "at risk"', "", "field_missing"),
        ('address = "https://example.org/sak/7"', 'address = "sak 7"', "field_not_address"),
        (
            'text = { nb = "Vi mangler folk.", nn = "Vi manglar folk.", en = "We lack people." }',
            'text = "Vi mangler folk."',
            "words_without_lang",
        ),
        ("date = 2024-01-15", 'date = 2024-01-15\nlang = "sma"', "words_not_in_lang"),
        ("date = 2024-01-15", 'date = 2024-01-15\nlang = "norsk bokmål"', "field_not_language"),
        (
            'text = { nb = "Vi mangler folk.", nn = "Vi manglar folk.", en = "We lack people." }',
            "text = {}",
            "field_not_text",
        ),
        ('nb = "Eksempelrådet", ', "", "language_missing"),
        ('state = "at risk"', 'state = "at risk"\ngrade = "A"', "field_unknown"),
    ],
)
def test_bad_input_is_a_fault_with_its_line(tmp_path: Path, old: str, new: str, key: str) -> None:
    assert STATEMENT.count(old) == 1
    folder = region_with(tmp_path, STATEMENT.replace(old, new))
    statements, faults = load(folder)
    assert statements == ()
    assert [fault.key for fault in faults] == [key]
    assert faults[0].line > 1
    for lang in ("nb", "nn", "en"):
        assert has_text(lang, f"fault.{key}")


ONE_LANGUAGE = STATEMENT.replace(
    'text = { nb = "Vi mangler folk.", nn = "Vi manglar folk.", en = "We lack people." }',
    'lang = "nn"\ntext = "Vi manglar folk."',
)


def test_a_statement_stands_in_the_one_language_it_was_written_in(tmp_path: Path) -> None:
    (statement,), faults = load(region_with(tmp_path, ONE_LANGUAGE))
    assert faults == []
    assert (statement.lang, statement.text) == ("nn", {"nn": "Vi manglar folk."})


def test_a_translation_may_stand_beside_it_and_lang_says_which_is_the_original(tmp_path: Path) -> None:
    both = ONE_LANGUAGE.replace('"Vi manglar folk."', '{ en = "We lack people.", nn = "Vi manglar folk." }')
    (statement,), faults = load(region_with(tmp_path, both))
    assert faults == []
    assert (statement.lang, set(statement.text)) == ("nn", {"nn", "en"})


def test_a_body_with_one_name_has_it_in_every_language(tmp_path: Path) -> None:
    named = '{ nb = "Eksempelrådet", nn = "Eksempelrådet", en = "The Example Council" }'
    (statement,), faults = load(region_with(tmp_path, STATEMENT.replace(named, '"Eksempelrådet"')))
    assert faults == []
    assert statement.body == {"nb": "Eksempelrådet", "nn": "Eksempelrådet", "en": "Eksempelrådet"}


def test_exactly_as_long_as_allowed_is_allowed(tmp_path: Path) -> None:
    folder = region_with(tmp_path, STATEMENT.replace("Vi mangler folk.", "x" * LONGEST))
    assert load(folder)[1] == []


def test_two_judgements_of_one_day_are_a_fault_and_of_two_days_a_history(tmp_path: Path) -> None:
    twice = region_with(tmp_path, STATEMENT + STATEMENT)
    assert [f.key for f in load(twice)[1]] == ["statement_twice"]
    (twice / FILE).write_text(
        STATEMENT + STATEMENT.replace("2024-01-15", "2023-01-15").replace("at risk", "probable")
    )
    html = page(twice, tmp_path / "home", "B-a")
    assert (
        html.index("15. januar 2024")
        < html.index("De ansvarliges tidligere vurderinger")
        < html.index("15. januar 2023")
    )


def test_a_day_after_the_edition_is_a_fault_unless_the_edition_is_asked_for_by_day(tmp_path: Path) -> None:
    folder = region_with(tmp_path, STATEMENT.replace("2024-01-15", "2031-01-15"))
    assert [f.key for f in check_region(folder, tmp_path / "home")] == ["statement_future"]
    with pytest.raises(InputError) as raised:
        build(folder, tmp_path / "home")
    assert raised.value.faults[0].key == "statement_future"
    assert "Ikke vurdert" in page(folder, tmp_path / "home", "B-a", as_of=date(2030, 1, 1))
    assert "Vi mangler folk." in page(folder, tmp_path / "home", "B-a", as_of=date(2031, 2, 1))


def test_a_judgement_turns_grey_after_twelve_months(tmp_path: Path) -> None:
    folder = region_with(tmp_path, STATEMENT)
    fresh = page(folder, tmp_path / "home", "B-a", as_of=date(2025, 1, 15))
    old = page(folder, tmp_path / "home", "B-a", as_of=date(2025, 1, 16))
    assert "own-grey" not in fresh
    assert "Ikke vurdert siden 15. januar 2024" in old
    assert "own-grey" in old


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 1500))
def test_stale_is_more_than_twelve_months_and_never_turns_back(written: date, days: int) -> None:
    day = date.fromordinal(written.toordinal() + days).isoformat()
    assert stale(written, day) is (days > 366 or (days >= 366 and stale(written, day)))
    assert not stale(written, written.isoformat())


def assessment(target: str, tendency: str = "cannot tell") -> Assessment:
    return Assessment(
        "x", "a", "2024-01-01", None, Tendency(tendency, 0), (TargetStatus(target),), Evidence("A"), (), "1"
    )


@pytest.mark.parametrize("own", OWN_STATES)
@pytest.mark.parametrize("target", sorted(COMPUTED_SIDE))
def test_disagreement_is_being_on_opposite_sides_and_nothing_else(own: str, target: str) -> None:
    assert differs(own, assessment(target)) is (OWN_SIDE.get(own, 0) * COMPUTED_SIDE[target] == -1)


def test_the_scale_is_the_same_both_ways_and_its_middle_disagrees_with_nobody() -> None:
    assert [OWN_SIDE.get(s, 0) for s in OWN_STATES] == [-OWN_SIDE.get(s, 0) for s in reversed(OWN_STATES)]
    assert sum(COMPUTED_SIDE.values()) <= 0 <= -sum(COMPUTED_SIDE.values()) + 2
    assert not any(differs("feasible", assessment(t)) for t in COMPUTED_SIDE)
    assert not any(differs(own, assessment("no data")) for own in OWN_STATES)
    assert differs("probable", assessment("cannot tell", "worsening"))
    assert differs("at risk", assessment("cannot tell", "improving"))
    assert not differs("at risk", None)


@pytest.mark.parametrize(("own", "shown"), [("unachievable", True), ("feasible", False), ("on track", False)])
def test_the_page_says_neutrally_that_the_two_disagree(tmp_path: Path, own: str, shown: bool) -> None:
    """By the ranks of 2026.1 the example's population goes the right way: only the low end of the scale disagrees."""
    folder = region_with(tmp_path, STATEMENT.replace("at risk", own).replace("B-a", "A-a"))
    html = page(folder, tmp_path / "home", "A-a", rule_book=[BY_RANKS])
    assert "går riktig vei" in computed_card(html)
    assert ("Tallene og de ansvarlige svarer ulikt." in html) is shown


def test_a_goal_whose_parts_are_judged_can_have_a_statement_too(tmp_path: Path) -> None:
    folder = region_with(tmp_path, STATEMENT.replace('element = "B-a"', 'element = "B"'))
    assert "Vi mangler folk." in page(folder, tmp_path / "home", "B")
    assert "Vi mangler folk." not in page(folder, tmp_path / "home", "B-a")
