"""Every benchmark runs through on a few series or pages, beside all its peers, so that none is broken when it is needed.

The peers are what ``make test`` and ``make benchmarks`` install: ``build/peers``, ``benchmarks/node_modules`` and ``wrk``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "benchmarks"
SMALL_REGION = ROOT / "tests" / "regions" / "tolevel"
PROGRAMS = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted(FOLDER.glob("*.py"))
    if 'if __name__ == "__main__":' in path.read_text(encoding="utf-8")
}

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_tiny_round_runs_through(name: str) -> None:
    region = ["--region", str(SMALL_REGION)] if '"--region"' in PROGRAMS[name] else []
    done = subprocess.run(
        [sys.executable, str(FOLDER / name), "--tiny", *region],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip()


def test_make_benchmarks_runs_every_one() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.split("\nbenchmarks:")[1].split("\n\n")[0]
    called = [line.split()[-1] for line in recipe.splitlines()[1:]]
    assert sorted(called) == [f"benchmarks/{name}" for name in PROGRAMS]
