"""What a whole country costs: build, memory, edition, one changed value, first page, page sizes, cost per series.

    python benchmarks/country.py                              357 municipalities, 40 indicators (374 areas)
    python benchmarks/country.py --code ../old/src --code src     the same for several copies of the code, in turn
    python benchmarks/country.py --sizes                      cost per series at 1, 10, 100 and 357 municipalities
    python benchmarks/country.py --tiny                       a round of a few seconds, to see that it runs

The country is invented (``country_region.py``). Every step is a process of its own, started as a user would start it;
CPU is user and system time of that process and all below it, memory the most that they held together (proportional set
size, sampled). On a busy machine compare CPU of paired runs, not seconds.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from country_region import change_one_value, write_country
from serving import free_port, tree

OUR_CODE = Path(__file__).resolve().parent.parent / "src"
MB = 2**20
STEP = 0.2  # seconds between two looks at the memory
PAGE_LIMIT = 200_000
"""No page may be larger than this, in bytes before compression."""


@dataclass
class Cost:
    """What a process and all below it took: CPU and wall clock in seconds, memory in MB."""

    cpu: float = 0.0
    wall: float = 0.0
    memory: float = 0.0


@dataclass
class Report:
    """All measurements of one copy of the code, by name, and the largest pages in bytes."""

    costs: dict[str, Cost] = field(default_factory=dict)
    edition: float = 0.0  # MB
    pages: dict[str, int] = field(default_factory=dict)


def memory_of(pid: int) -> float:
    """MB that a process and all below it hold, what they share counted once."""
    total = 0
    for one in tree(pid):
        try:
            text = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="utf-8")
        except OSError:  # it has ended meanwhile
            continue
        total += int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1]) * 1024  # type: ignore[index]
    return total / MB


def run(command: list[str], env: Mapping[str, str]) -> Cost:
    """Run a command to its end. Raises ``RuntimeError`` with its last words where it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=dict(env), stdout=said, stderr=said)
        cost = Cost()
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(STEP):
                cost.memory = max(cost.memory, memory_of(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        cost.wall = time.perf_counter() - start
        ended.set()
        watcher.join()
        cost.cpu = used.ru_utime + used.ru_stime
        # Too short to be looked at: the kernel's own number, which knows only the largest single process.
        cost.memory = cost.memory or used.ru_maxrss * 1024 / MB
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{command}: {said.read().decode()[-2000:]}")
    return cost


class Program:
    """One copy of the code, with a home of its own, for one region's folder."""

    def __init__(self, source: Path, region: Path, home: Path) -> None:
        self.home = home
        self.env = {
            **os.environ,
            "PYTHONPATH": str(source),
            "RETNING_HOME": str(home),
            "RETNING_REGION": str(region),
        }

    def command(self, *words: str) -> list[str]:
        """A command of the program."""
        return [sys.executable, "-m", "retning.cli", *words]

    def build(self) -> Cost:
        """One build."""
        return run(self.command("build"), self.env)

    def edition_size(self) -> float:
        """MB of the edition in use."""
        name = (self.home / "editions/current").read_text(encoding="utf-8").strip()
        folder = self.home / "editions" / name
        return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / MB

    @contextmanager
    def served(self) -> Iterator[tuple[int, subprocess.Popen[bytes], float]]:
        """The server, from the moment that it is started: its port, its process and when that was."""
        port = free_port()
        start = time.perf_counter()
        process = subprocess.Popen(
            self.command("serve", "--port", str(port)),
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield port, process, start
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


def get(port: int, path: str, process: subprocess.Popen[bytes]) -> bytes:
    """The body of an address, as soon as the server answers. Raises ``RuntimeError`` for anything but 200."""
    while True:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        try:
            asked.request("GET", path)
            answer = asked.getresponse()
            body = answer.read()
        except ConnectionRefusedError:
            if process.poll() is not None:
                raise RuntimeError("the server has ended") from None
            time.sleep(0.002)
            continue
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return body


def kinds_of(addresses: list[str], each: int) -> list[str]:
    """Some addresses of every kind of page in the first language, spread over the kind's list."""
    groups: dict[str, list[str]] = {}
    for address in addresses:
        parts = address.strip("/").split("/")
        groups.setdefault("/".join(parts[1:2]) + ("/" if len(parts) > 2 else ""), []).append(address)
    return [g[n * len(g) // min(each, len(g))] for g in groups.values() for n in range(min(each, len(g)))]


def serve(program: Program, report: Report, each: int) -> None:
    """Start, first page, memory, sizes of pages, and the answer sheet as a file, twice."""
    with program.served() as (port, process, start):
        get(port, "/nb/", process)
        report.costs["first page after start"] = Cost(
            wall=time.perf_counter() - start, memory=memory_of(process.pid)
        )
        sitemap = get(port, "/sitemap.xml", process).decode()
        addresses = list(re.findall(r"<loc>https?://[^/]+(/nb/[^<]*)</loc>", sitemap))
        slowest = Cost()
        for address in kinds_of(addresses, each):
            begun = time.perf_counter()
            report.pages[address] = len(get(port, address, process))
            slowest.wall = max(slowest.wall, time.perf_counter() - begun)
        slowest.memory = memory_of(process.pid)
        report.costs[f"slowest of {len(report.pages)} pages"] = slowest
        for name in ("answer sheet as CSV", "the same again"):
            begun = time.perf_counter()
            size = len(get(port, "/nb/fasit.csv", process)) / MB
            label = f"{name}, {size:.1f} MB"
            report.costs[label] = Cost(wall=time.perf_counter() - begun, memory=memory_of(process.pid))


def measure(program: Program, region: Path, each: int) -> Report:
    """Everything about one copy of the code."""
    report = Report()
    report.costs["full build"] = program.build()
    report.edition = program.edition_size()
    report.costs["nothing changed"] = program.build()
    serve(program, report, each)
    change_one_value(region)
    report.costs["one value changed"] = program.build()
    report.costs["check"] = run(program.command("check"), program.env)
    old, new = sorted(
        (p.name for p in (program.home / "editions").iterdir() if (p / "manifest.json").exists()),
        key=lambda name: (program.home / "editions" / name / "manifest.json").stat().st_mtime,
    )[:2]
    report.costs["diff"] = run(program.command("diff", old, new), program.env)
    return report


def per_series(source: Path, folder: Path, sizes: tuple[int, ...], indicators: int) -> None:
    """Print what a series costs at several sizes of country."""
    for count in sizes:
        region = write_country(folder / f"region-{count}", count, indicators)
        home = folder / "home-of-size"
        shutil.rmtree(home, ignore_errors=True)
        program = Program(source, region, home)
        cost = program.build()
        series = sum(
            1 for line in (region / "area.toml").read_text(encoding="utf-8").splitlines() if line[:3] == "id "
        )
        series = (series - 1) * indicators
        size = program.edition_size()
        print(
            f"{count:4} municipalities x {indicators} indicators, about {series:6} series: "
            f"{cost.cpu:6.2f} s CPU, {1000 * cost.cpu / series:6.2f} ms and {1000 * size / series:6.2f} kB per series, "
            f"{cost.memory:6.0f} MB"
        )


def show(name: str, report: Report) -> None:
    """Print a report."""
    print(f"\n{name}: edition {report.edition:.1f} MB")
    for step, cost in report.costs.items():
        cpu = f"{cost.cpu:7.2f} s CPU" if cost.cpu else " " * 13
        print(f"  {step:32} {cpu} {cost.wall:7.2f} s  {cost.memory:6.0f} MB")
    large = {address: size for address, size in report.pages.items() if size > PAGE_LIMIT}
    print(f"  pages above {PAGE_LIMIT // 1000} kB: {len(large)} of {len(report.pages)}")
    for address, size in sorted(report.pages.items(), key=lambda item: -item[1])[:6]:
        print(f"    {address:40} {size / 1000:8.0f} kB")


def main() -> None:
    """Measure one or several copies of the code and print what they cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--municipalities", type=int, default=357)
    parser.add_argument("--indicators", type=int, default=40)
    parser.add_argument(
        "--code", type=Path, action="append", help="a src folder (default: ours); may be repeated"
    )
    parser.add_argument("--each", type=int, default=3, help="how many pages of each kind are asked for")
    parser.add_argument("--sizes", action="store_true", help="only the cost per series at several sizes")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    parser.add_argument(
        "--tiny", action="store_true", help="3 municipalities and 3 indicators, to see that it runs"
    )
    options = parser.parse_args()
    if options.tiny:
        options.municipalities, options.indicators, options.each = 3, 3, 1
    sources = {str(path): path.absolute() for path in options.code or [OUR_CODE]}
    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name)
        for number, (label, source) in enumerate(sources.items()):
            own = folder / str(number)
            if options.sizes:
                print(label)
                sizes = tuple(n for n in (1, 10, 100, 357) if n <= options.municipalities)
                per_series(source, own, sizes, options.indicators)
                continue
            region = write_country(own / "region", options.municipalities, options.indicators)
            shutil.rmtree(own / "home", ignore_errors=True)
            program = Program(source, region, own / "home")
            show(label, measure(program, region, options.each))


if __name__ == "__main__":
    main()
