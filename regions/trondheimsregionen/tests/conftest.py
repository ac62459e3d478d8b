"""The edition of this region as its tests read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from retning.edition.store import Edition, load_edition
from retning.public.context import Site


@pytest.fixture(scope="session")
def edition(real_home: Path) -> Edition:
    """The edition; no test changes it."""
    return load_edition(real_home)


@pytest.fixture(scope="session")
def site(edition: Edition, real_home: Path) -> Site:
    """The site over the edition."""
    return Site(edition)
