"""Line charts of 25 years and five lines: ours beside ECharts' server rendering and vl-convert.

    python benchmarks/charts.py [--n 300] [--tiny]

ECharts comes from ``benchmarks/package.json`` (``make benchmarks`` installs it). Every row is the best of four rounds
after a warm-up, in milliseconds per chart, with kilobytes. ``--tiny`` draws three charts. Ours has title, text alternative, names at the line ends and our last value; the others have a title and a key.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from retning.charts.line import LineChart
from retning.charts.parts import Frame, Line, LineRole, Point
from retning.charts.png import to_png

HERE = Path(__file__).resolve().parent
ROLES: tuple[LineRole, ...] = ("own", "benchmark", "other", "other", "other")


def data_sets(n: int, seed: int = 20261123) -> list[dict[str, object]]:
    """The same charts for everyone: five random walks over 25 years."""
    chance = random.Random(seed)
    out: list[dict[str, object]] = []
    for i in range(n):
        series = []
        for k in range(5):
            value = math.exp(chance.gauss(4, 0.6))
            values = []
            for _ in range(25):
                value *= math.exp(chance.gauss(0.01, 0.04))
                values.append(round(value, 2))
            series.append({"name": f"Kommune {k}", "values": values})
        title = f"Indikator {i:03d}: verdi per 1000 innbyggere"
        out.append({"title": title, "years": list(range(2001, 2026)), "series": series})
    return out


def to_chart(chart: dict) -> LineChart:  # type: ignore[type-arg]
    """Ours from the common shape."""
    lines = tuple(
        Line(
            s["name"], tuple(Point(str(y), v) for y, v in zip(chart["years"], s["values"], strict=True)), role
        )
        for s, role in zip(chart["series"], ROLES, strict=True)
    )
    return LineChart(Frame(chart["title"], unit="Per 1 000 innbyggere", decimals=1), lines=lines)


def best_of(draw: Callable[[Any], str | bytes], items: Sequence[Any], rounds: int = 4) -> tuple[float, float]:
    """Milliseconds and kilobytes a chart, best round."""
    draw(items[0])
    best, size = math.inf, 0
    for _ in range(rounds):
        start = time.perf_counter()
        made = [draw(item) for item in items]
        best = min(best, (time.perf_counter() - start) * 1000 / len(items))
        size = sum(len(m if isinstance(m, bytes) else m.encode()) for m in made)
    return best, size / len(items) / 1000


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=300)
    parser.add_argument("--tiny", dest="n", action="store_const", const=3)
    options = parser.parse_args()
    charts = data_sets(options.n)
    ours = [to_chart(c) for c in charts]
    rows = [
        ("ours, drawing", *best_of(lambda c: c.svg("nb", "c"), ours)),
        ("ours, from plain lists", *best_of(lambda c: to_chart(c).svg("nb", "c"), charts)),
    ]
    script = HERE / "charts_echarts.cjs"
    done = subprocess.run(
        ["node", str(script)], input=json.dumps(charts), capture_output=True, text=True, check=True
    )
    answer = json.loads(done.stdout)
    rows.append(("ECharts, server-side", answer["ms"], answer["kb"]))
    import vl_convert

    def vega(chart: dict) -> str:  # type: ignore[type-arg]
        values = [
            {"y": y, "v": v, "s": s["name"]}
            for s in chart["series"]
            for y, v in zip(chart["years"], s["values"], strict=True)
        ]
        encoding = {
            "x": {"field": "y", "type": "quantitative", "axis": {"format": "d"}},
            "y": {"field": "v", "type": "quantitative"},
            "color": {"field": "s"},
        }
        spec = {
            "title": chart["title"],
            "width": 520,
            "height": 300,
            "data": {"values": values},
            "mark": "line",
        }
        return str(vl_convert.vegalite_to_svg({**spec, "encoding": encoding}))

    rows.append(("vl-convert", *best_of(vega, charts[:40], 2)))
    rows.append(
        (
            "PNG of ours",
            *best_of(lambda c: to_png(c.svg("nb", "c", standalone=True), 1), ours[:40], 2),
        )
    )
    first = rows[0][1]
    print(f"{'':28}{'ms':>9}{'kB':>8}{'times ours':>12}")
    for name, ms, kb in rows:
        print(f"{name:28}{ms:9.3f}{kb:8.1f}{ms / first:12.1f}")


if __name__ == "__main__":
    main()
