"""No circle of imports anywhere: of two modules that need each other, what both need belongs in a third."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


def module_name(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(source: str, package: str, known: Collection[str]) -> set[str]:
    """Our own modules that a module of a package imports: at its top, inside functions, and for types only."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.rsplit(".", node.level - 1)[0] if node.level else ""
            where = ".".join(part for part in (above, node.module or "") if part)
            for alias in node.names:
                whole = f"{where}.{alias.name}"
                # A name may be a module itself: then its package is no more than the way to it.
                found.add(whole if whole in known else where)
    return found & set(known)


def graph(folder: Path) -> dict[str, set[str]]:
    known = {module_name(path): path for path in folder.rglob("*.py")}
    return {
        name: imported(
            path.read_text(encoding="utf-8"),
            name if path.name == "__init__.py" else name.rpartition(".")[0],
            known,
        )
        - {name}
        for name, path in known.items()
    }


def circles(edges: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """The strongly connected components of more than one module (Tarjan 1972)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []

    def visit(name: str) -> Iterator[list[str]]:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in sorted(edges[name]):
            if other not in index:
                yield from visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            at = stack.index(name)
            together = stack[at:]
            del stack[at:]
            if len(together) > 1:
                yield sorted(together)

    for name in sorted(edges):
        if name not in index:
            yield from visit(name)


def test_a_circle_is_found_and_a_way_that_meets_again_is_none() -> None:
    edges = {"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": {"e"}, "e": {"f"}, "f": {"d"}}
    assert list(circles(edges)) == [["d", "e", "f"]]


def test_imports_inside_functions_and_for_types_are_seen() -> None:
    source = (
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from retning.plan import model\n"
        "def f():\n    from retning.look.assets import url\n    from .toml import faults\n"
    )
    known = {
        "retning.plan",
        "retning.plan.model",
        "retning.look.assets",
        "retning.toml.faults",
        "retning.cli",
    }
    assert imported(source, "retning", known) == known - {"retning.plan", "retning.cli"}


def test_no_module_stands_in_a_circle() -> None:
    assert list(circles(graph(SOURCE / "retning"))) == []
