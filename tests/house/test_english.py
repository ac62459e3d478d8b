"""The English of documentation and docstrings: sentences short enough to read, no word that a native reader stumbles over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.region_copy import ROOT

PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "tests" / "cases").rglob("*.md")),
]
MOST_WORDS = 38

# What we wrote, and what to write instead.
STUMBLES = {
    r"dear (?:answers?|pictures?|pages?|work)": "expensive",
    r"held against": "compared with",
    r"(?:is|are|was|were) told\b": "shown, reported, explained",
    r"slips? of the pen": "a typo",
    r"(?:date|day|address) that is none": "an invalid date, an invalid address",
    r"(?:row|entry|line|value) an? (?:cell|code|observation|table|chart|page|area)\b": "one row per code",
    r"reckon(?:s|ed|ing)?\b": "compute",
    r"hand each other": "pass to each other",
    r"twins?\b": "translations",
    r"lying bars": "horizontal bars",
    r"know(?:s)? (?:it )?by heart": "bundle",
    r"what stands (?:above|below|beside)": "the text above",
}


def sentences(markdown: str) -> Iterator[str]:
    """The sentences of a page's prose: no code blocks, and the cells of tables one by one.

    >>> list(sentences("# Title\\n\\nOne. Two\\ngoes on.\\n\\n| a | b |\\n"))
    ['Title', 'One.', 'Two goes on.', 'a', 'b']
    """
    prose = re.sub(r"```.*?```|<!--.*?-->", "\n\n", markdown, flags=re.DOTALL)
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-|#*]|\d+\.)\s?)", prose):
        for cell in block.split("|") if block.lstrip().startswith("|") else [block]:
            words = " ".join(cell.split()).lstrip("#-* ").strip()
            yield from (part for part in re.split(r"(?<=[.!?:;])\s", words) if part)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_sentences_are_short_enough_to_read(path: Path) -> None:
    found = [one for one in sentences(path.read_text(encoding="utf-8")) if len(one.split()) > MOST_WORDS]
    assert found == []


def stumbles(text: str) -> list[str]:
    """What a native reader stumbles over in a text, and what to write instead."""
    return [
        f"{found[0]!r}: write {better!r} in: {sentence}"
        for sentence in sentences(text)
        for pattern, better in STUMBLES.items()
        if (found := re.search(rf"\b{pattern}", sentence, flags=re.IGNORECASE))
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_word_makes_a_native_reader_stumble(path: Path) -> None:
    assert stumbles(path.read_text(encoding="utf-8")) == []


def docstrings(path: Path) -> Iterator[str]:
    """The docstrings of a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""


@pytest.mark.parametrize("folder", ["src", "tests", "tools", "benchmarks", "regions"])
def test_no_docstring_makes_a_native_reader_stumble(folder: str) -> None:
    found = {
        f"{path.relative_to(ROOT)}: {trouble}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "node_modules" not in path.parts
        for text in docstrings(path)
        for trouble in stumbles(text)
    }
    assert found == set()
