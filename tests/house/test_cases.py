"""The cases have a source, are read by a test, and are all that the tests need: nothing outside the project."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from support.cases import CASES

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())
PYTHON = sorted(
    path for folder in ("tests", "regions", "benchmarks", "tools") for path in (ROOT / folder).rglob("*.py")
)
TEST_MODULES = {path.stem for path in PYTHON if path.name.startswith("test_")}


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


def imported(path: Path) -> set[str]:
    """The modules that a Python file imports, at any depth."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found
