"""What differs between two editions, and whose doing it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from retning.build.run import build
from retning.edition.compare import compare, lines_of
from retning.edition.records.difference import ChangedSentence, ChangedVerdict, Difference
from support.region_copy import append, change, copy_region, retning
from support.rules import NEWEST

AT_WORK = "sysselsetting-eksempel"


def subjects(entries: Iterable[ChangedVerdict | ChangedSentence]) -> set[tuple[str, str]]:
    return {(one.subject, one.area) for one in entries}


def causes(found: Difference) -> set[str]:
    return {one.cause for part in (found.values, found.verdicts, found.sentences) for one in part}


def test_an_edition_does_not_differ_from_itself(tmp_path: Path) -> None:
    edition = build(copy_region(tmp_path), tmp_path / "home")
    found = compare(edition, edition)
    assert found == Difference()
    assert len(list(lines_of(found, "nb"))) == 1


def test_one_revised_figure_moves_what_rests_on_it_and_nothing_else(tmp_path: Path) -> None:
    """776 employed of 1 146 in one municipality become 716: its rate and the region's (2 016 + 716 of 3 786)."""
    region, home = copy_region(tmp_path), tmp_path / "home"
    before = build(region, home)
    change(region / "figures/sysselsatte.csv", "9003,2024,776,", "9003,2024,716,")
    found = compare(before, build(region, home))

    moved = {(v.indicator, v.area, v.line, v.period): (v.old, v.new) for v in found.values}
    assert set(moved) == {(AT_WORK, area, "main", "2024") for area in ("cnes", "eksempelregionen")}
    assert moved[AT_WORK, "cnes", "main", "2024"] == pytest.approx((77600 / 1146, 71600 / 1146))
    assert moved[AT_WORK, "eksempelregionen", "main", "2024"] == pytest.approx((279200 / 3786, 273200 / 3786))

    rests_on_it = {(AT_WORK, "cnes"), (AT_WORK, "eksempelregionen"), ("B-a", "eksempelregionen")}
    assert subjects(found.verdicts) <= rests_on_it
    said = {(AT_WORK, "cnes"), (AT_WORK, "eksempelregionen"), ("B-a", "")}
    facts = [s for s in found.sentences if s.kind == "fact"]
    assert subjects(facts) == said
    assert all("2024" in (s.new or {})["nb"] and (s.old or {})["nb"] != (s.new or {})["nb"] for s in facts)
    groups = {("B", ""), ("plan", "")}  # they count how many go which way
    assert subjects(found.sentences) <= said | groups
    assert causes(found) == {"publisher"}


def test_a_new_period_is_the_worlds_doing(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    before = build(region, home)
    for code, people in (("0", 127000), ("90", 6350), ("9003", 1905), ("9010", 4450)):
        append(region / "figures/folketall.csv", f"{code},2025,{people},persons,example,,,,population\n")
    found = compare(before, build(region, home))
    assert {(v.indicator, v.period, v.old) for v in found.values} == {
        ("folkevekst-eksempel", "2024", None),
        ("andel-eksempel", "2025", None),
    }
    (ours,) = [v for v in found.values if (v.indicator, v.area) == ("folkevekst-eksempel", "cnes")]
    assert ours.new == 1905 - 1910
    assert causes(found) == {"world"}


def test_a_changed_rule_is_the_rules_doing(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    before = build(region, home)
    stricter = replace(NEWEST, version="2099.1", points_grade_a=40)
    found = compare(before, build(region, home, rule_book=(stricter, NEWEST)))
    assert found.values == ()
    assert ("A-a", "eksempelregionen") in subjects(found.verdicts)
    assert causes(found) == {"rule"}


def test_another_declaration_is_the_regions_doing(tmp_path: Path) -> None:
    """A register that is declared to be a sample without published error carries less: evidence C."""
    region, home = copy_region(tmp_path), tmp_path / "home"
    before = build(region, home)
    change(
        region / f"indicators/{AT_WORK}.toml", "provisional_last = 1", "provisional_last = 1\nsurvey = true"
    )
    found = compare(before, build(region, home))
    assert found.values == ()
    assert ("B-a", "eksempelregionen") in subjects(found.verdicts)
    assert {v.subject for v in found.verdicts} == {AT_WORK, "B-a"}
    assert all(v.old and v.new and v.old.evidence < v.new.evidence == "C" for v in found.verdicts)
    assert causes(found) == {"region"}


def test_another_factor_is_the_regions_doing(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    before = build(region, home)
    change(region / f"indicators/{AT_WORK}.toml", "factor = 100", "factor = 1000")
    found = compare(before, build(region, home))
    assert {v.indicator for v in found.values} == {AT_WORK}
    assert all(v.old is not None and v.new == pytest.approx(10 * v.old) for v in found.values)
    assert causes(found) == {"region"}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_comparison_is_told_in_each_language(tmp_path: Path, language: str) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    before = build(region, home)
    change(region / "figures/sysselsatte.csv", "9003,2024,776,", "9003,2024,716,")
    after = build(region, home)
    found = compare(before, after)
    lines = list(lines_of(found, language))
    assert len(lines) == len(found.values) + len(found.verdicts) + len(found.sentences)
    assert any("67" in line and "62" in line for line in lines)
    done = retning("diff", before.name, region=region, home=home, language=language)
    assert (done.returncode, done.stdout.splitlines()) == (0, lines)
