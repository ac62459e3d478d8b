"""What people have written changed in one place: a rule, a judgement, a source, a report (P4, P5, P7 and P9).

As in ``test_one_change.py``: whatever told the old words must tell the new ones, nothing may tell the old ones any
more, and the frozen edition tells them for ever.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from retning.language.texts import text
from support.followup_files import DUTIES, REPORT_DONE, REPORT_STARTED, STATEMENT
from support.region_copy import change, copy_region
from support.revised_region import region_published_twice
from support.rules import NEWEST, rule_book, written_version
from support.two_editions import Edition, Twice, before_and_after, everything, in_words, nowhere

WORK, GROWTH = "sysselsetting-eksempel", "folkevekst-eksempel"
REGION = "eksempelregionen"
FILES = (".csv", ".norsk.csv", ".xlsx", ".json")
Pair = tuple[Edition, Edition]


# P4: criteria declared beforehand

STRICTER = written_version(
    "2024.9",
    "2024-02-20",
    what=("Flere tall for en A.", "Fleire tal for ein A.", "More figures for an A."),
    why=("Kravet var for svakt.", "Kravet var for veikt.", "The demand was too weak."),
    points_grade_a=(10, 14),
) + written_version(NEWEST.version, "2020-01-01")


@pytest.fixture(scope="module")
def rule(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """An A takes 14 figures instead of 10; the population's growth has twelve."""
    place = tmp_path_factory.mktemp("rule")
    twice = Twice(region_published_twice(place), place / "home", [NEWEST])
    return twice.again(rule_book(STRICTER, points_grade_a=14))


def box(edition: Edition) -> str:
    """What counts as better, as the page of the indicator says it."""
    return in_words(edition.markup("indicator", GROWTH).partition('id="regel"')[2].partition("</section>")[0])


def test_rule_the_box_says_what_changed_and_why_only_where_it_holds(rule: Pair) -> None:
    then, now = (box(edition) for edition in rule)
    for said in ("Flere tall for en A.", "Kravet var for svakt.", "2024.9", "20. februar 2024", "Styret"):
        assert said in now and said not in then.replace("20. februar 2024", "")
    assert NEWEST.version in then
    assert "2024.9" in rule[1].says("method") and "2024.9" not in rule[0].says("method")


def test_rule_grade_changes_on_pages_in_tables_and_in_files(rule: Pair) -> None:
    for edition, grade, version in ((rule[0], "A", NEWEST.version), (rule[1], "B", "2024.9")):
        for ending in FILES:
            for kind, id in (("element", "A-a"), ("plan", "")):
                row = next(r for r in edition.rows(kind, id, ending) if r["id"] == "A-a")
                assert row["evidence"] == grade
        answers = edition.rows("indicator", GROWTH, ".json", "answers")
        mine = [
            a
            for a in answers
            if a["area"] == REGION and a["answer"] == text("nb", "download.answer.evidence")
        ]
        assert [(a["state"], a["rule_version"]) for a in mine] == [(grade, version)]
        sheet = edition.rows("indicator", GROWTH, ".xlsx", "assessments")
        assert {r["rule_version"] for r in sheet} == {version}
        assert json.loads(edition.body("indicator", GROWTH, ".json"))["rule_version"] == version
        said = re.search(r"karakteren (\w)\b", edition.says("indicator", GROWTH))
        assert said is not None and said[1] == grade
        card = edition.says("element", "A-a")
        assert f"{text('nb', 'element.evidence')} {grade} {text('nb', f'evidence.{grade}')}" in card


def test_rule_feed_and_front_page_tell_that_the_rule_is_why(rule: Pair) -> None:
    because = text("nb", "feed.cause.rule")
    for kind, id in (("element", "A-a"), ("changes", "")):
        assert because not in rule[0].feed(kind, id)
        (entry,) = [
            e for e in rule[1].body(kind, id, ".atom").decode().split("<entry>") if "/verdict/A-a/" in e
        ]
        assert because in everything(entry.encode()) and text("nb", "feed.evidence", grade="B") in entry
    assert text("nb", "history.cause.rule") in rule[1].says("front")
    assert text("nb", "history.cause.rule") not in rule[0].says("front")


def test_rule_figures_and_charts_stay_as_they_were(rule: Pair) -> None:
    assert rule[0].body("indicator", GROWTH, ".svg") == rule[1].body("indicator", GROWTH, ".svg")
    assert rule[0].body("indicator", GROWTH, ".csv") == rule[1].body("indicator", GROWTH, ".csv")


# P5: two verdicts side by side


@pytest.fixture(scope="module")
def judgement(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Those responsible write "at risk", and on the same day "on track" instead."""
    place = tmp_path_factory.mktemp("judgement")
    folder = copy_region(place)
    (folder / "statements.toml").write_text(STATEMENT, encoding="utf-8")
    twice = Twice(folder, place / "home")
    change(folder / "statements.toml", 'state = "at risk"', 'state = "on track"')
    return twice.again()


WORDS = {state: text("nb", f"statement.state.{state}") for state in ("at_risk", "on_track")}


def test_judgement_the_right_card_says_the_new_one_and_the_left_one_stays(judgement: Pair) -> None:
    cards = [
        re.search(
            r'<div class="verdict">(.*?)</div>\s*(<div class="verdict own.*?)</div>',
            e.markup("element", "B-a"),
            re.S,
        )
        for e in judgement
    ]
    assert cards[0] and cards[1] and cards[0][1] == cards[1][1]
    for found, state, other in ((cards[0], "at_risk", "on_track"), (cards[1], "on_track", "at_risk")):
        assert WORDS[state] in in_words(found[2]) and WORDS[other] not in in_words(found[2])


def test_judgement_every_file_and_feed_says_the_new_one(judgement: Pair) -> None:
    for edition, state, other in (
        (judgement[0], "at risk", "on track"),
        (judgement[1], "on track", "at risk"),
    ):
        words, not_words = (WORDS[s.replace(" ", "_")] for s in (state, other))
        for ending in FILES:
            for kind, id in (("element", "B-a"), ("plan", "")):
                row = next(r for r in edition.rows(kind, id, ending) if r["id"] == "B-a")
                assert (row["own_state"], row["own_state_meaning"]) == (state, words)
                assert (row["own_text"], row["own_date"]) == ("Vi mangler folk.", "2024-01-15")
        (raw,) = json.loads(edition.body("element", "B-a", ".json"))["statements"]
        assert raw["state"] == state
        for kind, id in (("element", "B-a"), ("changes", "")):
            assert f"«{words}»" in edition.feed(kind, id) and f"«{not_words}»" not in edition.feed(kind, id)
        since = edition.says("changes", query="?siden=2024-01-01")
        assert f"«{words}»" in since and f"«{not_words}»" not in since
        assert "B-a" in since.partition(text("nb", "since.statement"))[2]
    nowhere(judgement[1], f"«{WORDS['at_risk']}»")


@pytest.mark.parametrize("lang", ["nn", "en"])
def test_judgement_in_other_languages(judgement: Pair, lang: str) -> None:
    for edition, state in zip(judgement, ("at_risk", "on_track"), strict=True):
        words = text(lang, f"statement.state.{state}")
        assert words in edition.says("element", "B-a", lang=lang) and words in edition.feed(
            "element", "B-a", lang
        )


# P7: the provenance drawer


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """The publisher of the table of employment changes its name."""
    place = tmp_path_factory.mktemp("source")
    return before_and_after(
        place, copy_region, "figures/sysselsatte.toml", 'publisher = "Example"', 'publisher = "Nyverket"'
    )


PAGES = (("indicator", WORK), ("embed", WORK), ("record", WORK), ("element", "B-a"), ("sources", ""))


@pytest.mark.parametrize(("kind", "id"), PAGES)
def test_source_every_page_names_the_new_publisher(source: Pair, kind: str, id: str) -> None:
    assert "Nyverket" in source[1].says(kind, id)
    assert "Nyverket" not in source[0].says(kind, id) and "Example" in source[0].says(kind, id)
    if kind != "sources":  # the other table is still from the old one
        assert "Example" not in source[1].says(kind, id)


def test_source_charts_and_files_name_it_too(source: Pair) -> None:
    for edition, name, other in ((source[0], "Example", "Nyverket"), (source[1], "Nyverket", "Example")):
        for kind, id in (("indicator", WORK), ("element", "B-a")):
            assert name in edition.picture(kind, id) and other not in edition.picture(kind, id)
            assert name in everything(edition.body(kind, id, ".vl.json"))
        assert {r["publisher"] for r in edition.rows("indicator", WORK, ".xlsx", "sources")} == {name}
        assert {r["publisher"] for r in edition.rows("indicator", WORK, ".json", "sources")} == {name}
        described = json.loads(edition.body("indicator", WORK, ".csv-metadata.json"))
        assert {s["dc:publisher"] for s in described["dc:source"]} == {name}
        citation = edition.body("indicator", WORK, ".ris").decode()
        assert name in citation and other not in citation
        assert f"{name} " in edition.feed("indicator", WORK) and other not in edition.feed("indicator", WORK)
    assert source[0].body("indicator", WORK, ".card.png") != source[1].body("indicator", WORK, ".card.png")


def test_source_the_frozen_page_is_the_same_bytes_as_before(tmp_path: Path) -> None:
    """Every text of the first edition, before and after the change."""
    twice = Twice(copy_region(tmp_path), tmp_path / "home")
    before = dict(Edition(twice.app(), twice.first, True).all_texts())
    change(twice.folder / "figures/sysselsatte.toml", 'publisher = "Example"', 'publisher = "Nyverket"')
    frozen, _ = twice.again()
    assert dict(frozen.all_texts()) == before


# P9: the coverage board


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Cnes has reported its review of the plan as done, with a document; then only as started. Avik has started."""
    place = tmp_path_factory.mktemp("report")
    folder = copy_region(place)
    (folder / "duties.toml").write_text(DUTIES + REPORT_DONE + REPORT_STARTED, encoding="utf-8")
    twice = Twice(folder, place / "home")
    change(folder / "duties.toml", 'state = "done"', 'state = "started"')
    return twice.again()


DOCUMENT = "https://example.org/vedtak"


def test_report_board_share_and_the_municipalitys_own_page(report: Pair) -> None:
    done = text("nb", "coverage.share", count=4, done=1, year=2024)
    none = text("nb", "coverage.share_none", count=4, year=2024)
    for edition, said, not_said, state in ((report[0], done, none, "done"), (report[1], none, done, "due")):
        for kind, id in (("front", ""), ("coverage", "")):
            assert said in edition.says(kind, id) and not_said not in edition.says(kind, id)
        board = edition.markup("coverage").partition('class="ds-table board"')[2].partition("</table>")[0]
        row = next(r for r in board.split("<tr>") if ">Cnes<" in r)
        assert row.count("duty-done") == (1 if state == "done" else 0)
        own = edition.markup("area", "cnes")
        assert ("duty-done" in own) is (state == "done")


def test_report_files_feed_and_page_of_changes(report: Pair) -> None:
    for edition, state, reported in ((report[0], "done", "done"), (report[1], "due", "started")):
        for ending in FILES:
            row = next(
                r for r in edition.rows("coverage", "", ending) if (r["area"], r["duty"]) == ("cnes", "plan")
            )
            assert (row["state"], row["state_meaning"]) == (state, text("nb", f"coverage.state.{state}"))
            assert (row["date"], row["evidence"], row["element"]) == ("2024-02-01", DOCUMENT, "A")
        told = text(
            "nb", "feed.report_was", state=text("nb", f"feed.reported.{reported}"), day="1. februar 2024"
        )
        for kind, id in (("area", "cnes"), ("element", "A"), ("changes", "")):
            assert told in edition.feed(kind, id)
        assert told in edition.says("changes", query="?siden=2024-01-01")
        assert told not in edition.feed("area", "avik")
        counts = json.loads(edition.body("coverage", "", ".json"))["counts"]
        assert (counts["done"], counts["due"]) == ((1, 3) if state == "done" else (0, 4))


@pytest.mark.parametrize("lang", ["nn", "en"])
def test_report_in_other_languages(report: Pair, lang: str) -> None:
    for edition, reported in zip(report, ("done", "started"), strict=True):
        assert text(lang, f"feed.reported.{reported}") in edition.feed("area", "cnes", lang)
