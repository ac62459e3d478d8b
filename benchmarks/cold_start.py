"""From starting the process to the last byte of the front page: ours beside a minimal Django and Datasette.

    python benchmarks/cold_start.py [--peers FOLDER] [--region FOLDER] [--rounds 9] [--tiny]

The peers are an environment with the packages of ``requirements/benchmarks.txt``. Ours is ``retning serve`` with a
built edition; Django is ``cold_django.py`` under Granian. They are started in turn; the median is shown. Byte
code is compiled and the files are in memory by a first round that is not counted.
"""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from serving import cpu_seconds, free_port, observations, to_sqlite

from retning.cli import main as command_line
from retning.edition.store import load_edition

HERE = Path(__file__).resolve().parent


def once(command: list[str], env: dict[str, str], port: int, path: str) -> tuple[float, float]:
    """Milliseconds until the page is there, and of CPU."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=env,
        cwd=env.get("FOLDER", "."),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while True:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            try:
                asked.request("GET", path)
                answer = asked.getresponse()
                body = answer.read()
            except (ConnectionError, http.client.HTTPException):
                if process.poll() is not None or time.perf_counter() - start > 30:
                    raise RuntimeError(f"{command[0]} did not start") from None
                time.sleep(0.001)
                continue
            if answer.status != 200 or not body:
                raise RuntimeError(f"{command[0]} answered {answer.status}")
            wall = 1000 * (time.perf_counter() - start)
            return wall, 1000 * cpu_seconds(process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def main() -> None:
    """Print the medians and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--peers", type=Path, default=Path("build/peers"))
    parser.add_argument("--region", type=Path, default=Path("regions/trondheimsregionen"))
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--tiny", dest="rounds", action="store_const", const=1, help="one round")
    options = parser.parse_args()
    peers = options.peers.absolute() / "bin"
    own = Path(sys.executable).absolute().parent
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["RETNING_HOME"] = str(folder / "home")
        os.environ["RETNING_REGION"] = str(options.region)
        if command_line(["build"]):
            raise SystemExit(1)
        edition = load_edition(folder / "home")
        to_sqlite(observations(edition), folder / "obs.db")

        def granian(port: int) -> list[str]:
            return [str(own / "granian"), "--interface", "wsgi", "--port", str(port), "--no-log"]

        # Django runs from the peers' packages, under the Granian that serves ours.
        site = next(peers.parent.glob("lib/python*/site-packages"))
        env = {
            **os.environ,
            "RETNING_HOME": str(folder / "home"),
            "OBSERVATIONS": str(folder / "obs.db"),
        }
        env.pop("PYTHONDONTWRITEBYTECODE", None)  # byte code is part of any installed program
        cases = {
            "retning": (
                lambda p: [str(own / "retning"), "serve", "--port", str(p)],
                env,
                "/nb/",
            ),
            "django": (
                lambda p: [*granian(p), "cold_django:application"],
                {**env, "PYTHONPATH": f"{HERE}:{site}"},
                "/",
            ),
            "datasette": (
                lambda p: [str(peers / "datasette"), "serve", "-i", str(folder / "obs.db"), "-p", str(p)],
                env,
                "/obs/observations",
            ),
        }
        found: dict[str, list[tuple[float, float]]] = {who: [] for who in cases}
        for round_ in range(options.rounds + 1):
            for who, (command, its, path) in cases.items():
                port = free_port()
                took = once(command(port), its, port, path)
                if round_:
                    found[who].append(took)
        middle = {who: (median(w for w, _ in t), median(c for _, c in t)) for who, t in found.items()}
        for who, (wall, cpu) in middle.items():
            print(f"{who:10} {wall:7.0f} ms  CPU {cpu:7.0f} ms")
        for peer in ("django", "datasette"):
            wall, cpu = (middle["retning"][k] / middle[peer][k] for k in (0, 1))
            print(f"retning takes {wall:.2f} of {peer}'s time, {cpu:.2f} of its CPU")


if __name__ == "__main__":
    main()
