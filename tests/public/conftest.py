"""Homes with an edition that several modules look at. Tests only read them: whoever changes something builds their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from retning.build.run import build
from support.region_copy import copy_region
from support.wide_region import wide_region


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the edition of the region of two municipalities."""
    place = tmp_path_factory.mktemp("small")
    build(copy_region(place), place / "home")
    return place / "home"


@pytest.fixture(scope="session")
def wide_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the edition of the region of eight municipalities: maps, and rows of peers."""
    place = tmp_path_factory.mktemp("wide")
    build(wide_region(place), place / "home")
    return place / "home"
