"""The front door: exit codes, help, the status rows and the language of messages."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from retning import __version__
from retning.build.run import build
from retning.cli import main
from retning.cli.places import region_folder
from support.region_copy import ROOT, append, copy_region, retning

COMMANDS = ("init", "serve", "fetch", "build", "check", "status", "diff")

KEYS = {
    "id",
    "target_type",
    "indicators",
    "direction_fact",
    "tendency",
    "target_status",
    "evidence",
    "as_of",
    "reasons",
}


@pytest.fixture
def region(tmp_path: Path) -> Path:
    return copy_region(tmp_path)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"retning {command}" in capsys.readouterr().out


def test_the_help_names_every_command_setting_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    for word in (*COMMANDS, "RETNING_HOME", "RETNING_REGION", "RETNING_LANGUAGE", "exit codes"):
        assert word in shown


@pytest.mark.parametrize(
    "wrong", [[], ["dance"], ["build", "--as-of", "yesterday"], ["diff"], ["serve", "--port", "x"]]
)
def test_a_wrong_call_ends_with_two(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert "usage: retning" in capsys.readouterr().err


def test_building_tells_the_name_of_the_edition(region: Path, tmp_path: Path) -> None:
    done = retning("build", region=region, home=tmp_path / "home")
    assert done.returncode == 0, done.stderr
    name = (tmp_path / "home/editions/current").read_text().strip()
    assert name in done.stdout
    assert re.findall(r"\[(\d)/(\d)\]", done.stderr) == [(str(n), "5") for n in range(1, 6)]


def test_a_build_without_any_change_names_the_edition_in_use_and_does_no_work(
    region: Path, tmp_path: Path
) -> None:
    first, again = (retning("build", region=region, home=tmp_path / "home") for _ in range(2))
    assert again.stdout == first.stdout
    assert "[1/5]" in first.stderr and "[1/5]" not in again.stderr


def test_as_of_is_the_day_of_the_edition(region: Path, tmp_path: Path) -> None:
    assert retning("build", "--as-of", "2024-05-17", region=region, home=tmp_path / "home").returncode == 0
    assert (tmp_path / "home/editions/current").read_text().startswith("2024-05-17-")


def test_a_status_row_has_exactly_the_agreed_keys(region: Path, tmp_path: Path) -> None:
    done = retning("status", "--json", region=region, home=tmp_path / "home")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert [row["id"] for row in rows] == ["A-a", "A-b", "B-a"]
    assert all(set(row) == KEYS for row in rows)
    grown, pool, work = rows
    assert grown["direction_fact"]["to_value"] == 45  # (1 910 + 4 400) - (1 915 + 4 350)
    assert pool["direction_fact"] is None
    assert pool["reasons"]
    assert work["indicators"] == ["sysselsetting-eksempel"]
    assert work["as_of"] == "2024-02-20"


def test_the_status_of_an_edition_that_is_not_there_ends_with_three(region: Path, tmp_path: Path) -> None:
    build(region, tmp_path / "home")
    done = retning("status", "--edition", "1999", region=region, home=tmp_path / "home")
    assert (done.returncode, done.stdout) == (3, "")
    assert "1999" in done.stderr
    assert retning("diff", "1999", region=region, home=tmp_path / "home").returncode == 3


def test_messages_come_in_the_language_asked_for(region: Path, tmp_path: Path) -> None:
    append(region / "figures/folketall.csv", "9003,2026-13,1900,persons,example,,,,population\n")
    said = {}
    for language in ("nb", "nn", "en", "xx"):
        done = retning("check", region=region, home=tmp_path / "home", language=language)
        assert done.returncode == 1
        assert "figures/folketall.csv:62" in done.stdout
        said[language] = done.stdout
    assert len({said["nb"], said["nn"], said["en"]}) == 3
    assert said["xx"] == said["nb"]


@pytest.mark.parametrize("command", ["check", "build", "status"])
def test_a_region_folder_that_is_not_there_is_named(tmp_path: Path, command: str) -> None:
    done = retning(command, region=tmp_path / "nowhere", home=tmp_path / "home")
    assert done.returncode == 1, done.stderr
    assert "nowhere" in (done.stdout if command == "check" else done.stderr)
    assert "Traceback" not in done.stderr


def test_without_any_region_the_command_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RETNING_REGION", raising=False)
    with pytest.raises(SystemExit) as ended:
        main(["check"])
    assert ended.value.code == 2
    assert "retning init" in capsys.readouterr().err


def small_region(folder: Path) -> Path:
    """A region of which only the plan is there: enough to be found."""
    folder.mkdir(parents=True)
    (folder / "plan.toml").write_text("")
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder in which no setting names a region."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RETNING_REGION", raising=False)
    return tmp_path


def test_the_only_region_under_regions_is_found(elsewhere: Path) -> None:
    small_region(elsewhere / "regions" / "one")
    assert region_folder() == Path("regions/one")


def test_a_folder_that_holds_a_plan_is_a_region(elsewhere: Path) -> None:
    (elsewhere / "plan.toml").write_text("")
    assert region_folder() == Path()


def test_a_region_under_regions_goes_before_the_folder_itself(elsewhere: Path) -> None:
    (elsewhere / "plan.toml").write_text("")
    small_region(elsewhere / "regions" / "one")
    assert region_folder() == Path("regions/one")


def test_of_several_regions_one_must_be_named(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small_region(elsewhere / "regions" / "one")
    small_region(elsewhere / "regions" / "two")
    with pytest.raises(SystemExit) as ended:
        main(["check"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert all(part in said for part in ("one", "two", "RETNING_REGION"))
    monkeypatch.setenv("RETNING_REGION", "regions/two")
    assert region_folder() == Path("regions/two")


def test_check_names_the_folder_it_read_and_those_it_passed_over(
    elsewhere: Path, region: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    region.rename(elsewhere / "one")
    (elsewhere / "regions").mkdir()
    (elsewhere / "one").rename(elsewhere / "regions" / "one")
    (elsewhere / "regions" / "begun").mkdir()
    assert main(["check"]) == 0
    read, passed_over = capsys.readouterr().out.splitlines()
    assert "regions/one" in read
    assert "regions/begun" in passed_over


def test_check_of_the_folder_itself_names_it_by_its_whole_path(
    elsewhere: Path, region: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(region)
    assert main(["check"]) == 0
    assert str(region.resolve()) in capsys.readouterr().out


def test_a_file_that_is_missing_is_named_without_a_line(
    elsewhere: Path, region: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (region / "area.toml").unlink()
    monkeypatch.setenv("RETNING_REGION", str(region))
    assert main(["check"]) == 1
    assert re.search(r"^area\.toml: \S", capsys.readouterr().out, re.MULTILINE)


@pytest.mark.parametrize("module", ["retning", "retning.cli"])
def test_the_package_runs_as_a_module(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, "--version"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == f"retning {__version__}\n"


def test_a_terminal_that_lacks_a_letter_gets_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", shown)
    monkeypatch.setenv("RETNING_REGION", "ingensteds-på-kartet")
    assert main(["check"]) == 1
    shown.flush()
    assert b"ingensteds-p?-kartet" in shown.buffer.getvalue()
