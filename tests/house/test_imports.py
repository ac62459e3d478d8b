"""The site and the help start light: no library for arithmetic or for making files is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from retning.build.run import build
from support.region_copy import ROOT, copy_region

HEAVY = ("numpy", "scipy", "duckdb", "pandas", "httpx", "xlsxwriter", "vl_convert", "numba", "statsforecast")


def heavy_after(script: str, *arguments: str) -> list[str]:
    """Which heavy libraries a fresh interpreter holds after a script."""
    told = f"\nimport sys\nprint(' '.join(m for m in {HEAVY!r} if m in sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script + told, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr.splitlines()[-1].split() if done.stderr.strip() else []


def test_the_watch_sees_a_heavy_library() -> None:
    assert heavy_after("import numpy") == ["numpy"]


def test_the_front_page_needs_no_heavy_library(tmp_path: Path) -> None:
    build(copy_region(tmp_path), tmp_path / "home")
    script = (
        "import sys\nfrom pathlib import Path\nfrom retning.public.http.wsgi import Application\n"
        "ready = Application(Path(sys.argv[1])).answer('/nb/', '')\n"
        "assert ready.response.status == 200 and b'<h1' in ready.response.body, ready.response\n"
    )
    assert heavy_after(script, str(tmp_path / "home")) == []


def test_help_needs_no_heavy_library() -> None:
    script = "from retning.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit as end:\n    assert end.code == 0\n"
    assert heavy_after(script) == []
