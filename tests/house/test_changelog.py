"""The changelog is short, grouped, and has a line for every change of the program.

The rule (CONTRIBUTING.md): whoever changes something under ``src/retning`` adds a line. The change is what a branch adds
to ``origin/main``, or else everything since the newest release; and a line is never forgotten for long. A folder without
history has nothing to compare.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHANGELOG = ROOT / "CHANGELOG.md"
GROUPS = ["Added", "Changed", "Fixed", "For contributors"]
MOST_WORDS = 38
MOST_COMMITS = 10


def entries(changelog: str) -> list[str]:
    """The entries of all versions, each on one line.

    >>> entries("## 1.0\\n\\n- One\\n  goes on.\\n- Two.\\n")
    ['One goes on.', 'Two.']
    """
    found = re.findall(r"^- (.*(?:\n  .*)*)", changelog, flags=re.MULTILINE)
    return [" ".join(entry.split()) for entry in found]


def unreleased(changelog: str) -> str:
    """The section of what is not released yet."""
    return changelog.split("\n## Unreleased\n")[1].split("\n## ")[0]


def line_is_missing(changed: list[str], before: str, after: str) -> bool:
    """Whether files of the program changed, and no entry was added or rewritten."""
    program = [path for path in changed if path.startswith("src/retning/")]
    return bool(program) and set(entries(after)) <= set(entries(before))


def git(*arguments: str) -> str:
    """What a git command writes; nothing where it fails, or where there is no git."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout if done.returncode == 0 else ""


@pytest.mark.parametrize(
    ("changed", "after", "missing"),
    [
        (["src/retning/disk.py"], "## Unreleased\n\n- Old.\n", True),
        (["src/retning/disk.py"], "## Unreleased\n\n- New.\n- Old.\n", False),
        (["src/retning/disk.py"], "## Unreleased\n\n- Old, said better.\n", False),
        (["docs/README.md", "tests/x.py"], "## Unreleased\n\n- Old.\n", False),
    ],
)
def test_a_change_of_the_program_needs_a_line(changed: list[str], after: str, missing: bool) -> None:
    assert line_is_missing(changed, "## Unreleased\n\n- Old.\n", after) is missing


def base() -> str:
    """The commit that this change is compared with; empty where there is none."""
    head = git("rev-parse", "HEAD").strip()
    branched = git("merge-base", "HEAD", "origin/main").strip()
    if branched not in ("", head):
        return branched
    (newest, *_) = re.findall(r"^## (\d\S*)", CHANGELOG.read_text(encoding="utf-8"), flags=re.MULTILINE)
    released = git("log", "--format=%H", "-S", f"\n## {newest}\n", "--", "CHANGELOG.md").split()
    return released[-1] if released else ""


def test_this_change_has_its_line() -> None:
    if compared := base():
        changed = git("diff", "--name-only", compared).splitlines()
        before = git("show", f"{compared}:CHANGELOG.md")
        assert not line_is_missing(changed, before, CHANGELOG.read_text(encoding="utf-8")), (
            "src/retning has changed: add a line under Unreleased in CHANGELOG.md"
        )


def test_a_line_is_not_forgotten_for_long() -> None:
    """Where there is no ``origin/main``: how many commits have touched the program since the last one that added a line."""
    newest = git("log", "-1", "--format=%H", "--", "CHANGELOG.md").strip()
    if newest:
        later = git("rev-list", "--count", f"{newest}..HEAD", "--", "src/retning").strip()
        assert int(later or 0) <= MOST_COMMITS, (
            f"{later} commits have touched src/retning without a line in CHANGELOG.md"
        )


def test_what_is_not_released_stands_in_groups() -> None:
    section = unreleased(CHANGELOG.read_text(encoding="utf-8"))
    groups = re.split(r"^### (.*)\n", section, flags=re.MULTILINE)
    assert groups[0].strip() == ""  # nothing stands outside a group
    assert groups[1::2] == [group for group in GROUPS if group in groups[1::2]]
    assert all(entries(text) for text in groups[2::2])


def test_entries_are_short() -> None:
    for entry in entries(CHANGELOG.read_text(encoding="utf-8")):
        for sentence in re.split(r"(?<=[.:;])\s", entry):
            assert len(sentence.split()) <= MOST_WORDS, sentence
