"""What holds for every test, those of the regions too: one profile for hypothesis, one edition of the real region.

No deadline for an example, because a busy machine is no fault of the code: time is measured in ``benchmarks/``. The same
examples every time, so that a run that fails fails for the next reader too. ``pytest --hypothesis-profile=search`` looks
for new examples instead.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from support.shared_home import built_once

settings.register_profile(
    "same", deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", settings.get_profile("same"), derandomize=False, print_blob=True)
settings.load_profile("same")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All in ``tests/browser`` carries the mark, so that none has to be remembered."""
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def real_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the edition of the project's own region, one for all processes of the run. Only for reading."""
    return built_once(tmp_path_factory)
