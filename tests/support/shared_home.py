"""The edition of the project's own region, built once in a run for all processes of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock

from retning.build.run import build

ROOT = Path(__file__).resolve().parents[2]
REAL_REGION = sorted((ROOT / "regions").glob("*/plan.toml"))[0].parent


def built_once(factory: pytest.TempPathFactory, region: Path = REAL_REGION) -> Path:
    """A home with the edition of a region. The first process that asks builds it, the others wait.

    The folder lies beside the processes' own temporary folders, so it belongs to this run and goes with it. Tests only
    read it: whoever needs to change or build something takes a copy of a small region.
    """
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # each process has a folder of its own in the run's
    home = base / "homes" / region.name
    with FileLock(base / "homes.lock"):
        if not (home / "editions" / "current").exists():
            build(region, home)
    return home
