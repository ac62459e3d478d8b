"""The tests keep their own rules: no test module imports another, and none leaves anything out."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from hypothesis import settings

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sorted(path for folder in ("tests", "regions") for path in (ROOT / folder).rglob("*.py"))
TEST_MODULES = {path.stem for path in PYTHON if path.name.startswith("test_")}
SKIPPING = {"skip", "skipif", "xfail", "importorskip"}


def imported(tree: ast.Module) -> set[str]:
    """Every part of the names of the modules that are imported, at any depth.

    >>> sorted(imported(ast.parse("from a.b import c; import d")))
    ['a', 'b', 'c', 'd']
    """
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module or "", *(alias.name for alias in node.names)}
    return {part for name in names for part in name.split(".")}


@cache
def trees() -> dict[str, ast.Module]:
    """The syntax trees of all tests and of what they share, by path."""
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in PYTHON}


def test_no_module_imports_a_test_module() -> None:
    """What two tests need stands in ``tests/support``."""
    found = {path: imported(tree) & TEST_MODULES for path, tree in trees().items()}
    assert {path: names for path, names in found.items() if names} == {}


def test_no_code_of_a_test_imports_a_test_module_in_another_process() -> None:
    """A program in a string is no import that a syntax tree shows."""
    for path in PYTHON:
        for line in path.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if words[:1] == ["from"] and len(words) > 1:
                assert words[1].split(".")[-1] not in TEST_MODULES, path


def test_no_test_changes_the_import_path() -> None:
    """``pythonpath`` in pyproject.toml is the one place that says where modules are found."""
    for path, tree in trees().items():
        changed = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and ast.unparse(node.func).startswith("sys.path.")
        ]
        assert changed == [], path


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    for path, tree in trees().items():
        found = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        assert SKIPPING.isdisjoint(found), path


def test_no_two_test_modules_have_one_name() -> None:
    """A name alone is enough to find a test."""
    names = [path.name for path in PYTHON if path.name.startswith("test_")]
    assert sorted(set(names)) == sorted(names)


def test_one_profile_of_hypothesis_holds_for_all() -> None:
    """A test may ask for another number of examples, not for a deadline of its own."""
    assert settings.get_current_profile_name() in ("same", "search")
    assert settings().deadline is None
    for path, tree in trees().items():
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        given = [word.arg for node in calls if ast.unparse(node.func) == "settings" for word in node.keywords]
        assert "deadline" not in given, path
