"""A small invented region that tests may change, build and serve."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = Path(__file__).resolve().parents[1] / "regions" / "tolevel"

SERVES = {"folkevekst-eksempel": "A-a", "sysselsetting-eksempel": "B-a"}


def copy_region(to: Path) -> Path:
    """A copy of the example of two levels in which two indicators measure a step each."""
    folder = to / "region"
    shutil.copytree(EXAMPLE, folder)
    for indicator, step in SERVES.items():
        change(
            folder / f"indicators/{indicator}.toml", 'influence = "', f'serves = ["{step}"]\ninfluence = "'
        )
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Replace a text that occurs exactly once in a file."""
    written = path.read_text(encoding="utf-8")
    assert written.count(old) == 1, (path.name, old, written.count(old))
    path.write_text(written.replace(old, new), encoding="utf-8")


def append(path: Path, lines: str) -> None:
    """Add lines to the end of a file."""
    path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")


def retning(
    *arguments: str, region: Path, home: Path, language: str = "nb"
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    settings = {"RETNING_REGION": str(region), "RETNING_HOME": str(home), "RETNING_LANGUAGE": language}
    return subprocess.run(
        [sys.executable, "-m", "retning.cli", *arguments],
        env={**os.environ, **settings, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        cwd=home if home.is_dir() else ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
