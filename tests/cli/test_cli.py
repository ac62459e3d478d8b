"""The front door: exit codes, help, the status rows and the language of messages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from retning.build.run import build
from retning.cli import main
from support.region_copy import append, copy_region, retning

COMMANDS = ("serve", "fetch", "build", "check", "status", "diff")

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
        assert "figures/folketall.csv:62" in done.stderr
        said[language] = done.stderr
    assert len({said["nb"], said["nn"], said["en"]}) == 3
    assert said["xx"] == said["nb"]


@pytest.mark.parametrize("command", ["check", "build", "status"])
def test_a_region_folder_that_is_not_there_is_named(tmp_path: Path, command: str) -> None:
    done = retning(command, region=tmp_path / "nowhere", home=tmp_path / "home")
    assert done.returncode == 1, done.stderr
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_any_region_the_command_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RETNING_REGION", raising=False)
    with pytest.raises(SystemExit) as ended:
        main(["check"])
    assert ended.value.code == 2
