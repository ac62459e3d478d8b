"""Every published case has a source and is read by a test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.cases import CASES

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())
PYTHON = sorted(
    path for folder in ("tests", "regions", "benchmarks", "tools") for path in (ROOT / folder).rglob("*.py")
)


def cases(folder: Path) -> list[Path]:
    """The files of a folder that are cases."""
    return sorted(path for path in folder.iterdir() if path.name != "SOURCE.md")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_the_source_names_every_case_and_no_other(folder: Path) -> None:
    table = re.findall(r"^\| (`[^|]+) \|", (folder / "SOURCE.md").read_text(encoding="utf-8"), re.MULTILINE)
    named = re.findall(r"`([^`]+)`", " ".join(table))
    assert sorted(named) == [path.name for path in cases(folder)]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_case_is_read_by_a_test_and_none_is_large(folder: Path) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PYTHON)
    for path in cases(folder):
        assert f'"{path.name}"' in code, path.name
        assert path.stat().st_size < 300_000, path.name
