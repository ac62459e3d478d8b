"""Views and blocks that have been converted give typed view models: they write no markup and read no dictionaries."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PUBLIC = Path(__file__).resolve().parents[2] / "src/retning/public"

BLOCKS = (
    *(
        "board",
        "card",
        "chart_files",
        "choose",
        "citation",
        "compared",
        "completeness",
        "criteria",
        "demands",
        "embed_codes",
        "figures",
        "forecasts",
        "history",
        "maps",
    ),
    *(
        "other_methods",
        "peers",
        "pictures",
        "promises",
        "rows",
        "rule_history",
        "sharing",
        "standing",
        "statements",
    ),
    "tables",
)
PAGES = (
    "area",
    "areas",
    "compare",
    "coverage",
    "embed",
    "indicator",
    "indicators",
    "principle",
    "principles",
)
CONVERTED = [
    *(f"blocks/{name}.py" for name in BLOCKS),
    *(f"pages/{name}/page.py" for name in PAGES),
    *("choice.py", "data_file.py", "drawn.py", "shown_figures.py", "view.py", "pages/record/recipe.py"),
    *(f"formats/{path.name}" for path in (PUBLIC / "formats").glob("*.py")),
    *(f"pages/{name}/files.py" for name in ("area", "compare", "element", "indicator", "method", "plan")),
]
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
