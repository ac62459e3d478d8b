"""Views and blocks that have been converted give typed view models: they write no markup and read no dictionaries."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PUBLIC = Path(__file__).resolve().parents[2] / "src/retning/public"

# Modules that still hand dictionaries to their templates. The list only gets shorter.
PENDING = {"pages/record/page.py"}
CONVERTED = [
    name
    for room in ("blocks", "formats", "pages")
    for path in sorted((PUBLIC / room).rglob("*.py"))
    if (name := path.relative_to(PUBLIC).as_posix()) not in PENDING
] + ["choice.py", "data_file.py", "drawn.py", "shown_figures.py", "view.py"]
UNTYPED = {"Any", "Json", "cast"}
MARKUP = {"html", "safe", "minijinja"}


@pytest.mark.parametrize("name", CONVERTED)
def test_a_converted_module_names_no_markup_and_no_untyped_value(name: str) -> None:
    tree = ast.parse((PUBLIC / name).read_text(encoding="utf-8"))
    used: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            used.add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            used |= {alias.name for alias in node.names}
            used |= {node.module or ""} if isinstance(node, ast.ImportFrom) else set()
    assert used & (UNTYPED | MARKUP) == set()
