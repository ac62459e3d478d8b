"""The index over editions tells what was said when, so that no page reads an edition that it is not about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retning.build.run import build
from retning.edition.index import EditionIndex, read_index
from support.region_copy import change, copy_region
from support.rules import NEWEST

AT_WORK = "sysselsetting-eksempel"
GROWTH = "folkevekst-eksempel"
SHARE = "andel-eksempel"


def revise(region: Path, old: int, new: int) -> None:
    """Another number of employed in one municipality in 2024: it moves one indicator."""
    change(region / "figures/sysselsatte.csv", f"9003,2024,{old},", f"9003,2024,{new},")


def charts(index: EditionIndex) -> list[dict[str, list[str]]]:
    """Which charts each edition changed, and why."""
    made = [one.comparison for one in index.entries]
    return [{id: list(causes) for id, causes in one.charts.items()} if one else {} for one in made]


def test_the_first_edition_has_only_new_charts(tmp_path: Path) -> None:
    edition = build(copy_region(tmp_path), tmp_path / "home")
    (entry,) = read_index(tmp_path / "home").entries
    assert (entry.name, entry.whole, entry.rule_version) == (edition.name, True, NEWEST.version)
    assert entry.comparison is not None
    assert set(entry.comparison.new) == {AT_WORK, GROWTH, SHARE}
    assert (entry.comparison.previous, entry.comparison.charts) == ("", {})


def test_a_revised_figure_changes_one_chart_by_the_publishers_doing(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    first = build(region, home)
    revise(region, 776, 716)
    build(region, home)
    index = read_index(home)
    assert charts(index) == [{}, {AT_WORK: ["publisher"]}]
    comparison = index.entries[1].comparison
    assert comparison is not None
    # The municipality and the region: two values.
    assert (comparison.previous, comparison.values) == (first.name, 2)
    assert {one.period for one in comparison.differences().values} == {"2024"}


def test_another_rule_changes_charts_by_the_rules_doing(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    build(region, home)
    build(region, home, rule_book=(replace(NEWEST, version="2099.1", points_grade_a=40), NEWEST))
    found = charts(read_index(home))[1]
    assert {cause for causes in found.values() for cause in causes} == {"rule"}


def test_a_damaged_edition_is_told_and_the_next_one_compared_with_the_one_before_it(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    first = build(region, home).name
    revise(region, 776, 716)
    second = build(region, home).name
    revise(region, 716, 717)
    build(region, home)
    plan = home / "editions" / second / "plan.json"
    plan.write_bytes(plan.read_bytes()[:-2])
    index = read_index(home)
    assert [one.whole for one in index.entries] == [True, False, True]
    comparison = index.entries[2].comparison
    assert comparison is not None and comparison.previous == first


def test_an_edition_of_an_earlier_day_that_is_built_later_takes_its_place(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    newest = build(region, home)
    earlier = build(region, home, date(2024, 3, 5))
    assert [one.name for one in read_index(home).entries] == [newest.name, earlier.name]
    before = build(region, home, date(2024, 2, 19))
    index = read_index(home)
    assert [one.name for one in index.entries] == [before.name, newest.name, earlier.name]
    comparison = index.entries[1].comparison
    assert comparison is not None and comparison.previous == before.name


def test_a_lost_or_broken_index_is_made_again(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    build(region, home)
    revise(region, 776, 716)
    build(region, home)
    written = read_index(home)
    (home / "editions" / "index.json").write_bytes(b"[{")
    assert read_index(home) == written
    (home / "editions" / "index.json").unlink()
    assert read_index(home) == written


def test_a_build_reads_no_parts_that_did_not_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    first = build(region, home).name
    revise(region, 776, 716)
    read: list[str] = []
    real = Path.read_bytes

    def noted(self: Path) -> bytes:
        read.append(self.as_posix())
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", noted)
    second = build(region, home).name
    inside = [place for place in read if f"/{first}/" in place or f"/{second}/" in place]
    assert [place for place in inside if f"/{second}/" in place and "/indicators/" not in place] == []
    assert {Path(place).name for place in inside if "/indicators/" in place} == {f"{AT_WORK}.jsonl"}
