"""Serving builds only when something that goes in has changed: the same edition, without the wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from retning.build import rebuild_needed as freshness
from retning.build.rebuild_needed import fingerprint, is_fresh, note
from retning.build.run import build
from retning.edition.store import current_name
from support.region_copy import copy_region


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Path]:
    """A region's folder and a home with its edition noted."""
    folder, home = copy_region(tmp_path), tmp_path / "home"
    inputs = fingerprint(folder, home)
    note(home, build(folder, home).name, inputs)
    return folder, home


def test_nothing_changed_is_fresh(built: tuple[Path, Path]) -> None:
    assert is_fresh(*built)


def test_no_build_yet_is_not_fresh(tmp_path: Path) -> None:
    assert not is_fresh(copy_region(tmp_path), tmp_path / "home")


def test_a_changed_figure_is_seen(built: tuple[Path, Path]) -> None:
    folder, home = built
    table = next(folder.glob("figures/*.csv"))
    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not is_fresh(folder, home)


def test_a_file_more_or_less_is_seen(built: tuple[Path, Path]) -> None:
    folder, home = built
    (folder / "more.toml").write_text("", encoding="utf-8")
    assert not is_fresh(folder, home)
    (folder / "more.toml").unlink()
    assert is_fresh(folder, home)
    next(folder.glob("figures/*.csv")).unlink()
    assert not is_fresh(folder, home)


def test_a_new_vintage_is_seen(built: tuple[Path, Path]) -> None:
    folder, home = built
    vintage = home / "archive" / "source" / "table" / "2026-01-01"
    vintage.mkdir(parents=True)
    (vintage / "manifest.json").write_text("{}", encoding="utf-8")
    assert not is_fresh(folder, home)


def test_a_ledger_brought_back_is_seen(built: tuple[Path, Path]) -> None:
    folder, home = built
    (home / "other.jsonl").write_text("{}\n", encoding="utf-8")
    assert not is_fresh(folder, home)


def test_other_code_is_seen(
    built: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshness, "PACKAGE", tmp_path / "empty")
    assert not is_fresh(*built)


def test_another_current_edition_is_not_fresh(built: tuple[Path, Path]) -> None:
    folder, home = built
    (home / "editions" / "current").write_text("2020-01-01-000000000000\n", encoding="utf-8")
    assert not is_fresh(folder, home)


def test_a_damaged_edition_or_note_is_built_again(built: tuple[Path, Path]) -> None:
    folder, home = built
    name = current_name(home)
    assert name is not None
    plan = home / "editions" / name / "plan.json"
    whole = plan.read_bytes()
    plan.write_bytes(whole[:-5])
    assert not is_fresh(folder, home)
    plan.write_bytes(whole)
    assert is_fresh(folder, home)
    (home / "editions" / "inputs-of-current.json").write_text("{", encoding="utf-8")
    assert not is_fresh(folder, home)


def test_a_home_or_an_environment_inside_the_region_is_no_input(built: tuple[Path, Path]) -> None:
    folder, home = built
    for place in (".venv/lib/numbers", "var/archive", "tests", "figures/old"):
        (folder / place).mkdir(parents=True)
        (folder / place / "data.csv").write_text("a,b\n", encoding="utf-8")
        (folder / place / "data.toml").symlink_to(home.parent / "elsewhere.toml")
    assert is_fresh(folder, home)
    assert build(folder, home).name == current_name(home)
