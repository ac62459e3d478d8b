"""Building the wheel and the source archive from a copy of the project, and running what was installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

NOT_SOURCE = shutil.ignore_patterns(
    *(".git", ".venv", "node_modules", "build", "dist", "var", "mutants", "*.egg-info"),
    *("__pycache__", ".*_cache", ".hypothesis"),
)


def copy_project(to: Path) -> Path:
    """The project as a clone with its assets made would be."""
    return Path(shutil.copytree(ROOT, to, ignore=NOT_SOURCE))


def build(kind: str, project: Path) -> subprocess.CompletedProcess[str]:
    """Build a ``wheel`` or an ``sdist`` into ``dist/``, as pip does it (without looking for setuptools on the network)."""
    script = f"from setuptools.build_meta import build_{kind}; build_{kind}('dist')"
    return run([sys.executable, "-c", script], cwd=project)


def run(
    command: list[str], cwd: Path, timeout: int = 120, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run a command as a newcomer would: without any setting of ours."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("RETNING_", "PYTHON", "PYTEST"))}
    return subprocess.run(
        command,
        cwd=cwd,
        env={**clean, "PYTHONIOENCODING": "utf-8", **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )


def install(wheel: Path, folder: Path) -> Path:
    """An environment of its own with the wheel inside and our dependencies in reach; gives its folder of commands.

    The dependencies are read where the tests' own environment has them, so that nothing is fetched. Ours is not among them: an
    editable install lives in a ``.pth`` file, and those of a folder that is itself named by one are not followed.
    """
    venv.create(folder, with_pip=False)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    command = [sys.executable, "-m", "pip", "--python", str(commands / "python"), "install", "--quiet"]
    done = run([*command, "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)], cwd=folder)
    assert done.returncode == 0, done.stderr
    place = run(
        [str(commands / "python"), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], cwd=folder
    )
    (Path(place.stdout.strip()) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return commands
