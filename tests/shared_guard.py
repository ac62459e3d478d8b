"""Leaves out tests that need the verification cases where those are not at hand, and says so.

Where ``CI`` is set nothing is left out: there a missing case is a failure.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from shared import shared_folder

HELPERS = Path(__file__).resolve().parent
_IMPORT = re.compile(r"^\s*(?:from|import)\s+(\w+)", re.MULTILINE)

left_out: list[str] = []


def needs_shared(path: Path) -> bool:
    """Whether a module, or a helper of ours that it imports, reads the verification cases."""
    seen: set[str] = set()
    waiting = [path]
    while waiting:
        names = set(_IMPORT.findall(waiting.pop().read_text(encoding="utf-8"))) - seen
        if "shared" in names:
            return True
        seen |= names
        waiting += [HELPERS / f"{name}.py" for name in names if (HELPERS / f"{name}.py").is_file()]
    return False


def leaves_out(path: Path, folder: Path, environment: Mapping[str, str]) -> bool:
    """Whether a test module is left out of this run.

    >>> leaves_out(Path("test_x.py"), Path("nowhere"), {"CI": "true"})
    False
    """
    if environment.get("CI") or folder.is_dir():
        return False
    return path.name.startswith("test_") and path.suffix == ".py" and needs_shared(path)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Do not collect a module that cannot run; any other is decided as usual."""
    if not leaves_out(collection_path, shared_folder(), os.environ):
        return None
    if collection_path.name not in left_out:
        left_out.append(collection_path.name)
    return True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line that says what was not run, and how to run it."""
    if left_out:
        names = ", ".join(sorted(left_out))
        terminalreporter.write_line(
            f"Not run, because {shared_folder()} is missing (set RETNING_SHARED to the verification cases): {names}",
            yellow=True,
        )
        left_out.clear()  # said once, also where tests/ and regions/ are both in the run
