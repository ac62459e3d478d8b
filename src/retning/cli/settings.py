"""What the environment says: the only place that reads it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

ENVIRONMENT = {
    "RETNING_HOME": "folder of archive, editions and database (default: var)",
    "RETNING_REGION": "the region's folder (default: the only folder under regions/, else this folder)",
    "RETNING_LANGUAGE": "language of messages: nb, nn or en (default: nb)",
    "RETNING_ADDRESS": "the site's own address, such as https://example.org (default: as each request says)",
}
LANGUAGES = ("nb", "nn", "en")


class RegionsHere(NamedTuple):
    """The region folders that a command finds, and the folders under ``regions/`` that it passes over.

    A folder without ``plan.toml`` is passed over: it is empty, or someone has only just begun.
    """

    found: tuple[Path, ...]
    passed_over: tuple[Path, ...] = ()


def language() -> str:
    """The language of messages."""
    wanted = os.environ.get("RETNING_LANGUAGE", "nb")
    return wanted if wanted in LANGUAGES else "nb"


def home() -> Path:
    """The folder of archive and editions."""
    return Path(os.environ.get("RETNING_HOME") or "var")


def regions_here() -> RegionsHere:
    """The region that ``RETNING_REGION`` names; else those under ``regions/``; else this folder if it holds ``plan.toml``."""
    if named := os.environ.get("RETNING_REGION"):
        return RegionsHere((Path(named),))
    folders = sorted(path for path in Path("regions").glob("*") if path.is_dir())
    found = tuple(folder for folder in folders if (folder / "plan.toml").exists())
    passed_over = tuple(folder for folder in folders if folder not in found)
    if not found and Path("plan.toml").exists():
        found = (Path(),)
    return RegionsHere(found, passed_over)


def declared_address() -> str:
    """The site's own address as it was written (``""``: none)."""
    return os.environ.get("RETNING_ADDRESS", "")
