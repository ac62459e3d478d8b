"""Tests that need the verification cases are left out aloud, and never where CI is set."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared_guard import leaves_out, needs_shared

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("name", "needs"),
    [("test_recorded_answers.py", True), ("test_jsonstat.py", False), ("test_archive.py", False)],
)
def test_which_modules_need_the_cases(name: str, needs: bool) -> None:
    assert needs_shared(HERE / name) is needs


def test_a_module_that_reads_them_through_a_helper_needs_them_too(tmp_path: Path) -> None:
    module = tmp_path / "test_x.py"
    module.write_text("import pytest\nfrom shared_guard import leaves_out\n", encoding="utf-8")
    assert needs_shared(module)


def test_left_out_only_without_the_folder_and_outside_ci(tmp_path: Path) -> None:
    module, nowhere = HERE / "test_recorded_answers.py", tmp_path / "nowhere"
    assert leaves_out(module, nowhere, {})
    assert not leaves_out(module, nowhere, {"CI": "true"})
    assert not leaves_out(module, tmp_path, {})
    assert not leaves_out(HERE / "test_jsonstat.py", nowhere, {})
    assert not leaves_out(HERE / "shared.py", nowhere, {})
