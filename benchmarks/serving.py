"""Pages and data a second, and how long the slowest hundredth waits: ours beside Datasette, the same observations.

    make benchmarks            sets up the peers, then runs this and the others
    python benchmarks/serving.py [--peers FOLDER] [--region FOLDER] [--seconds 5] [--rounds 3] [--tiny]

The peers are an environment with the packages of ``requirements/benchmarks.txt``; ``wrk`` is on the path. The
server is pinned to processor 0 and wrk to processor 1; both servers are up at the same time and are asked in
turn. CPU per answer is what the server's processes used, read from ``/proc``, divided by the answers: it holds
on a busy machine too. Every address asked is checked once beforehand for the values that it must hold.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

from retning.build.run import build
from retning.edition.store import Edition
from retning.public.addresses import path_of

HERE = Path(__file__).resolve().parent
CONNECTIONS = 16


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def observations(edition: Edition) -> list[tuple[str, str, str, float | None]]:
    """Every value of every main line: indicator, area, period, value."""
    rows = []
    for indicator, part in edition.parts:
        for one in part.areas():
            for line in one.lines:
                if not line.is_superseded:
                    pairs = zip(line.period, line.value, strict=True)
                    rows += [(indicator, one.area, period, value) for period, value in pairs]
    return rows


def to_sqlite(rows: list[tuple[str, str, str, float | None]], path: Path) -> None:
    """The same observations as a table with an index that answers the question asked."""
    with sqlite3.connect(path) as base:
        base.execute("create table observations (indicator text, area text, period text, value real)")
        base.executemany("insert into observations values (?, ?, ?, ?)", rows)
        base.execute("create index by_series on observations (indicator, area, period, value)")


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(child) for child in children.read_text().split()]
    return found


def cpu_seconds(pid: int) -> float:
    """CPU seconds that a process and those below it have used."""
    ticks = 0
    for one in tree(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A running server, pinned to processor 0."""

    name: str
    command: list[str]
    port: int
    env: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self, first: str) -> None:
        """Start, and wait for the first complete answer."""
        self.process = subprocess.Popen(
            self.command,
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lambda: os.sched_setaffinity(0, {0}),
        )
        until = time.monotonic() + 30
        while True:
            try:
                self.get(first)
                return
            except urllib.error.HTTPError:
                raise
            except OSError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise RuntimeError(f"{self.name} did not start") from None

    def get(self, path: str) -> bytes:
        """One answer."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            body: bytes = answer.read()
        return body

    def stop(self) -> None:
        """End the server and all below it."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(10)


def milliseconds(text: str, percentile: int) -> float:
    """A percentile of wrk's table of latencies."""
    found = re.search(rf"{percentile}%\s+([\d.]+)(us|ms|s)\b", text)
    assert found is not None, text
    return float(found[1]) * {"us": 1e-3, "ms": 1.0, "s": 1e3}[found[2]]


def ask(server: Server, paths: list[str], seconds: int, folder: Path) -> dict[str, float]:
    """One round of wrk over the addresses."""
    assert server.process is not None
    listed = folder / "paths.txt"
    listed.write_text("\n".join(paths) + "\n", encoding="utf-8")
    before = cpu_seconds(server.process.pid)
    out = subprocess.run(
        [
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{seconds}s",
            "--latency",
            "-s",
            str(HERE / "rotate.lua"),
            f"http://127.0.0.1:{server.port}",
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "URLS": str(listed)},
        preexec_fn=lambda: os.sched_setaffinity(0, {1}),
    ).stdout
    used = cpu_seconds(server.process.pid) - before
    count = re.search(r"(\d+) requests in", out)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", out)
    assert count and rate, out
    if "Non-2xx" in out or "Socket errors" in out:
        raise RuntimeError(f"{server.name} gave errors:\n{out}")
    answers = int(count[1])
    return {
        "rate": float(rate[1]),
        "p50": milliseconds(out, 50),
        "p99": milliseconds(out, 99),
        "cpu": 1e6 * used / answers,
    }


def check_same(ours: Server, theirs: Server, pairs: list[tuple[str, str]]) -> None:
    """Both answer each question with the same periods and values."""
    for mine, peer in pairs:
        a = [(r["period"], r["value"]) for r in json.loads(ours.get(mine))["rows"] if "@" not in r["line"]]
        b = [(r["period"], r["value"]) for r in json.loads(theirs.get(peer))]
        if sorted(a) != sorted(b):
            raise RuntimeError(f"other values at {mine} than at {peer}")


def main() -> None:
    """Print one line per case and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--peers", type=Path, default=Path("build/peers"))
    parser.add_argument("--region", type=Path, default=Path("regions/trondheimsregionen"))
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tiny", action="store_true", help="one round of one second")
    options = parser.parse_args()
    if options.tiny:
        options.seconds = options.rounds = 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        edition = build(options.region, folder / "home")
        rows = observations(edition)
        to_sqlite(rows, folder / "obs.db")
        asked = sorted({(indicator, area) for indicator, area, _, _ in rows})
        data_ours = [f"{path_of('nb', 'indicator', i, '.json')}?omrade={quote(a)}" for i, a in asked]
        lean = "_shape=array&_nocount=1&_nofacet=1&_nosuggest=1&_size=1000&_col=period&_col=value"
        data_theirs = [
            f"/obs/observations.json?{lean}&indicator__exact={quote(i)}&area__exact={quote(a)}"
            for i, a in asked
        ]
        pages_ours = [path_of("nb", "indicator", i) for i in dict.fromkeys(i for i, _ in asked)]
        pages_theirs = [
            f"/obs/observations?_size=1000&indicator__exact={quote(i)}"
            for i in dict.fromkeys(i for i, _ in asked)
        ]
        port, peer_port = free_port(), free_port()
        env = {**os.environ, "RETNING_HOME": str(folder / "home"), "RETNING_REGION": str(options.region)}
        ours = Server(
            "retning", [str(Path(sys.executable).parent / "retning"), "serve", "--port", str(port)], port, env
        )
        theirs = Server(
            "datasette",
            [
                str(options.peers / "bin" / "datasette"),
                "serve",
                "-i",
                str(folder / "obs.db"),
                "-p",
                str(peer_port),
                "--setting",
                "num_sql_threads",
                "1",
            ],
            peer_port,
            dict(os.environ),
        )
        try:
            ours.start("/nb/")
            theirs.start("/")
            check_same(ours, theirs, list(zip(data_ours, data_theirs, strict=True)))
            for server, paths in ((ours, pages_ours), (theirs, pages_theirs)):
                # The first answer is made, later ones come from memory: the first is not what is timed.
                for path in paths:
                    server.get(path)
            print(f"{len(rows)} observations, {len(asked)} series, {CONNECTIONS} connections, one core each")
            cases = {
                ("data", "retning"): (ours, data_ours),
                ("data", "datasette"): (theirs, data_theirs),
                ("page", "retning"): (ours, pages_ours),
                ("page", "datasette"): (theirs, pages_theirs),
            }
            found: dict[tuple[str, str], list[dict[str, float]]] = {key: [] for key in cases}
            for _ in range(options.rounds):
                for key, (server, paths) in cases.items():
                    found[key].append(ask(server, paths, options.seconds, folder))
            middle = {
                key: {n: median(r[n] for r in rounds) for n in rounds[0]} for key, rounds in found.items()
            }
            for (what, who), m in middle.items():
                print(
                    f"{what:5} {who:10} {m['rate']:9.0f} answers/s  p50 {m['p50']:7.2f} ms  "
                    f"p99 {m['p99']:7.2f} ms  CPU {m['cpu']:8.1f} µs/answer"
                )
            for what in ("data", "page"):
                ratio = middle[what, "datasette"]["cpu"] / middle[what, "retning"]["cpu"]
                print(f"{what}: {ratio:.1f} times Datasette's answers per CPU second")
        finally:
            ours.stop()
            theirs.stop()


if __name__ == "__main__":
    main()
