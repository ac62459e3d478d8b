"""Nothing that only some systems have is imported: every module loads on Linux, macOS and Windows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ONLY_UNIX = (
    "fcntl",
    "grp",
    "pwd",
    "resource",
    "termios",
    "tty",
    "pty",
    "posix",
    "syslog",
    "readline",
    "curses",
)
"""Modules of the standard library that Windows lacks (posix itself is hidden from our own code only)."""

IMPORT_EVERYTHING = """
import importlib, pkgutil, sys
import filelock, granian, httpx, duckdb, scipy, vl_convert, xlsxwriter, python_calamine, minijinja, numpy  # others' own affair

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name in sys.argv[1:]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in sys.argv[1:]:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Absent())
import retning
names = [m.name for m in pkgutil.walk_packages(retning.__path__, "retning.") if not m.name.endswith("__main__")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def imported_without(*absent: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", IMPORT_EVERYTHING, *absent],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_every_module_loads_where_only_unix_modules_are_absent() -> None:
    done = imported_without(*ONLY_UNIX)
    assert done.returncode == 0, done.stderr
    files = [path for path in (ROOT / "src/retning").rglob("*.py") if path.name != "__main__.py"]
    assert int(done.stdout) == len(files) - 1  # the package itself is no module of its own


def test_the_watch_sees_a_module_that_is_absent() -> None:
    done = imported_without("json")
    assert done.returncode != 0
    assert "No module named 'json'" in done.stderr
