"""Parts of an edition are taken over where nothing that they rest on has changed, and the edition is the same either way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retning.build import digest, workers
from retning.build.make import Made, make
from retning.build.part_store import PartStore
from retning.build.run import build
from retning.build.task import Shared, Task
from retning.edition.store import Edition
from retning.statistics.assessment.forecast.ledger import FILE as LEDGER
from support.changed_inputs import CHANGES, EVERY, GROWTH, SHARE, Change
from support.forecast_region import copy_of, next_year
from support.region_copy import change, copy_region
from support.rules import NEWEST
from support.wide_region import wide_region

Built = Callable[[Path, Path], tuple[Edition, set[str]]]


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Iterator[Built]:
    """A build, and the indicators whose parts it made."""
    made: set[str] = set()

    def noted(task: Task, shared: Shared) -> Made:
        made.add(task.indicator)
        return make(task, shared)

    monkeypatch.setattr(workers, "make", noted)

    def run(region: Path, home: Path) -> tuple[Edition, set[str]]:
        made.clear()
        return build(region, home), set(made)

    yield run


def bytes_of(edition: Edition, home: Path) -> dict[str, bytes]:
    folder = home / "editions" / edition.name
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def from_nothing(region: Path, home: Path, to: Path) -> tuple[Edition, dict[str, bytes]]:
    """What a build without any part gives, with the same ledger."""
    to.mkdir()
    if (home / LEDGER).exists():
        shutil.copy(home / LEDGER, to / LEDGER)
    edition = build(region, to)
    return edition, bytes_of(edition, to)


@pytest.mark.parametrize("one", CHANGES, ids=lambda one: one.name)
def test_what_changed_is_made_anew_and_nothing_else(tmp_path: Path, built: Built, one: Change) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    assert built(region, home)[1] == EVERY
    one.make(region)
    edition, anew = built(region, home)
    assert anew == one.anew
    _, whole = from_nothing(region, home, tmp_path / "other")
    assert bytes_of(edition, home) == whole


@settings(max_examples=8)
@given(st.lists(st.sampled_from(range(len(CHANGES))), unique=True, max_size=4).map(sorted))
def test_any_changes_one_after_the_other_give_what_a_whole_build_gives(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[int]
) -> None:
    place = tmp_path_factory.mktemp("changes")
    region, home = copy_region(place), place / "home"
    build(region, home)
    for number in chosen:
        CHANGES[number].make(region)
        edition = build(region, home)
    whole, files = from_nothing(region, home, place / "other")
    assert bytes_of(build(region, home), home) == files
    assert not chosen or edition.hash == whole.hash


def test_nothing_is_made_where_nothing_changed(tmp_path: Path, built: Built) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    first, _ = built(region, home)
    again, anew = built(region, home)
    assert (again.hash, anew) == (first.hash, set())


def test_another_rule_or_program_makes_every_part_anew(
    tmp_path: Path, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    built(region, home)
    monkeypatch.setattr("retning.build.task.code_digest", lambda: "another program")
    assert built(region, home)[1] == EVERY
    stricter = replace(NEWEST, version="2099.1", points_grade_a=12)
    edition = build(region, home, rule_book=(stricter,))
    alone = build(region, tmp_path / "other", rule_book=(stricter,))
    assert edition.hash == alone.hash


def test_the_program_is_told_by_the_content_of_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "one.py").write_text("a = 1\n", encoding="utf-8")
    monkeypatch.setattr(digest, "PACKAGE", tmp_path)
    before = digest.code_digest.__wrapped__()
    (tmp_path / "build" / "one.py").write_text("a = 2\n", encoding="utf-8")
    assert digest.code_digest.__wrapped__() != before


def published_later(region: Path, day: str) -> None:
    """The table of people with another day of publication, which becomes the day of the edition."""
    place = region / "figures/folketall.toml"
    written = place.read_text(encoding="utf-8")
    place.write_text(re.sub(r'published = "[0-9-]*"', f'published = "{day}"', written), encoding="utf-8")


def test_another_day_of_the_same_year_makes_nothing_anew_but_what_was_published(
    tmp_path: Path, built: Built
) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    CHANGES[[one.name for one in CHANGES].index("a target")].make(region)
    built(region, home)
    published_later(region, "2024-02-21")
    edition, anew = built(region, home)
    assert (edition.as_of, anew) == ("2024-02-21", {GROWTH, SHARE})
    _, whole = from_nothing(region, home, tmp_path / "other")
    assert bytes_of(edition, home) == whole


def test_another_year_makes_what_has_a_target_anew(tmp_path: Path, built: Built) -> None:
    """A deadline may have passed meanwhile."""
    region, home = copy_region(tmp_path), tmp_path / "home"
    CHANGES[[one.name for one in CHANGES].index("a target")].make(region)
    built(region, home)
    published_later(region, "2031-01-02")
    edition, anew = built(region, home)
    assert anew == EVERY
    _, whole = from_nothing(region, home, tmp_path / "other")
    assert bytes_of(edition, home) == whole


def test_a_forecast_that_was_entered_makes_nothing_anew(tmp_path: Path, built: Built) -> None:
    region, home = copy_of(tmp_path), tmp_path / "home"
    first, made = built(region, home)
    assert (home / LEDGER).exists() and made
    again, anew = built(region, home)
    assert (again.hash, anew) == (first.hash, set())
    next_year(region)
    edition, _ = built(region, home)
    _, whole = from_nothing(region, home, tmp_path / "other")
    assert bytes_of(edition, home) == whole
    # Lines that somebody took out of the ledger are an input like any other.
    (home / LEDGER).unlink()
    assert built(region, home)[1]


def test_a_day_that_has_passed_is_built_the_same_with_parts_and_without(tmp_path: Path) -> None:
    region, home = copy_of(tmp_path), tmp_path / "home"
    build(region, home)
    next_year(region)
    early = build(region, home, date(2025, 3, 1))
    twice = build(region, home, date(2025, 3, 1))
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(home / LEDGER, other / LEDGER)
    assert early.hash == twice.hash == build(region, other, date(2025, 3, 1)).hash


@pytest.mark.parametrize("ending", ["jsonl", "facts"])
@pytest.mark.parametrize("damage", [b"", b"{}", None])
def test_a_part_that_is_damaged_or_gone_is_made_again(
    tmp_path: Path, built: Built, ending: str, damage: bytes | None
) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    first, _ = built(region, home)
    for path in (home / "parts").glob(f"*.{ending}"):
        path.unlink()  # never into a file that an edition shares
        if damage is not None:
            path.write_bytes(damage)
    again, anew = built(region, home)
    assert (again.hash, anew) == (first.hash, EVERY)
    assert built(region, home)[1] == set()


def test_the_folder_may_be_deleted(tmp_path: Path, built: Built) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    first, _ = built(region, home)
    shutil.rmtree(home / "parts")
    assert built(region, home)[0].hash == first.hash


def test_an_edition_stays_whole_when_its_parts_are_made_anew(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    old = build(region, home)
    before = bytes_of(old, home)
    change(region / "figures/folketall.csv", "9003,2013,1990,", "9003,2013,1991,")
    build(region, home)
    shutil.rmtree(home / "parts")
    assert bytes_of(old, home) == before


def test_parts_are_kept_up_to_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    monkeypatch.setattr("retning.build.part_store._LITTLE", 0)
    build(region, home)
    in_use = sum(path.stat().st_size for path in (home / "parts").iterdir())
    for place in range(8):
        old, new = (f"9003,2013,{1990 + n}," for n in (place, place + 1))
        change(region / "figures/folketall.csv", old, new)
        build(region, home)
    assert sum(path.stat().st_size for path in (home / "parts").iterdir()) <= 3.1 * in_use


def test_what_a_dead_build_began_is_swept_away(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    (home / "parts").mkdir(parents=True)
    (home / "parts" / ".unfinished-1-x").write_bytes(b"half")
    build(region, home)
    assert not list((home / "parts").glob(".*"))


def test_several_processes_make_the_same_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    region = wide_region(tmp_path)
    alone = build(region, tmp_path / "alone")
    monkeypatch.setattr(workers, "WORTH_PROCESSES", 1)
    monkeypatch.setattr(workers.os, "cpu_count", lambda: 2)
    together = build(region, tmp_path / "together")
    assert bytes_of(alone, tmp_path / "alone") == bytes_of(together, tmp_path / "together")


def test_where_workers_die_the_parts_are_made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    region = copy_region(tmp_path)
    whole = build(region, tmp_path / "alone")
    monkeypatch.setattr(workers, "WORTH_PROCESSES", 1)
    monkeypatch.setattr(workers.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(workers, "_begin", _die)
    assert build(region, tmp_path / "home").hash == whole.hash


def _die(*_: object) -> None:
    raise RuntimeError("a worker that cannot begin")


def test_a_value_of_an_unknown_type_is_refused_rather_than_passed_over() -> None:
    with pytest.raises(TypeError):
        digest.digest(object())


def test_the_store_gives_back_nothing_for_what_it_does_not_have(tmp_path: Path) -> None:
    assert PartStore(tmp_path).get("0" * 64) is None
    assert PartStore(tmp_path).note("0" * 64) is None


def test_a_part_rests_on_the_counts_that_it_is_held_back_with(tmp_path: Path, built: Built) -> None:
    """A share of the same rows as a count of persons is hidden with it, so the count's definition is among its inputs."""
    region, home = copy_region(tmp_path), tmp_path / "home"
    counted = region / "indicators" / "folketall-eksempel.toml"
    text = (region / f"indicators/{GROWTH}.toml").read_text(encoding="utf-8")
    text = text.replace(GROWTH, "folketall-eksempel").replace('change = "next minus this"\n', "")
    counted.write_text(text.replace('nature = "flow"', 'nature = "stock"'), encoding="utf-8")
    built(region, home)
    change(counted, "decimals = 0", "decimals = 1")
    _, anew = built(region, home)
    assert anew == {"folketall-eksempel", GROWTH, SHARE}
