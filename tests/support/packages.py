"""Building the wheel and the source archive from a copy of the project, and running what was installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]

VENDORED = ROOT / "src/retning/look/files/vendor"
_NOT_SOURCE = {".git", ".venv", "node_modules", "__pycache__", "retning.egg-info"}
_NOT_AT_THE_TOP = {"build", "dist", "var", "mutants"}


def source_files() -> list[Path]:
    """The files of the project, relative to it: those that git keeps or would keep, and the vendored ones that ``make`` has made.

    In an unpacked source archive there is no git; there everything counts that is not made by running and testing.
    """
    vendored = [path.relative_to(ROOT) for path in VENDORED.iterdir()]
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        found = [Path(name) for name in listed.split("\0") if name]
        return sorted({*(path for path in found if (ROOT / path).is_file()), *vendored})
    everything = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(
        path
        for path in everything
        if not _NOT_SOURCE.intersection(path.parts)
        and path.parts[0] not in _NOT_AT_THE_TOP
        and not any(part.endswith("_cache") or part == ".hypothesis" for part in path.parts)
    )


def copy_project(to: Path) -> Path:
    """The project as a clone with its assets made would be."""
    for path in source_files():
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, to / path)
    return to


def build(kind: str, project: Path) -> subprocess.CompletedProcess[str]:
    """Build a ``wheel`` or an ``sdist`` into ``dist/``, as pip does it (without looking for setuptools on the network)."""
    script = f"from setuptools.build_meta import build_{kind}; build_{kind}('dist')"
    return run([sys.executable, "-c", script], cwd=project)


def run(
    command: list[str], cwd: Path, timeout: int = 120, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run a command as a newcomer would: without any setting of ours."""
    return subprocess.run(
        command,
        cwd=cwd,
        env=newcomer(**settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )


def newcomer(**settings: str) -> dict[str, str]:
    """The environment of someone who has set nothing of ours."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("RETNING_", "PYTHON", "PYTEST"))}
    return {**clean, "PYTHONIOENCODING": "utf-8", **settings}


def install(wheel: Path, folder: Path) -> Path:
    """A new environment with the wheel installed and our dependencies within reach; returns its folder of commands.

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


@dataclass(frozen=True)
class Site:
    """A site that is being served: its address, when its process started, and how long it took to answer."""

    address: str
    started: float
    seconds: float

    def get(self, path: str) -> bytes:
        """The body of an answer that must be there."""
        with urlopen(self.address + path, timeout=20) as answer:
            assert answer.status == 200, (path, answer.status)
            return bytes(answer.read())


def answers(port: int) -> bool:
    """Whether anything listens on a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@contextmanager
def serving(commands: Path, folder: Path) -> Iterator[Site]:
    """``retning serve`` in a folder, on a port of its own, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = time.time()
    process = subprocess.Popen(
        [str(commands / "retning"), "serve", "--port", str(port)],
        cwd=folder,
        env=newcomer(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()  # "Open http://… in the browser", just before it listens
        assert str(port) in line, line
        while not answers(port):
            assert process.poll() is None and time.time() - started < 60
        yield Site(f"http://127.0.0.1:{port}", started, time.time() - started)
    finally:
        process.terminate()
        process.wait(20)
