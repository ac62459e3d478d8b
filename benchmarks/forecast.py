"""Forecasts of many yearly series beside statsforecast, in the same run: speed, accuracy, intervals.

    python benchmarks/forecast.py                all cases, each in its own process (three minutes of one core)
    python benchmarks/forecast.py --tiny         the same cases on a few series, without the gates
    python benchmarks/forecast.py worker CASE N

Speed: 10 000 series of 20 points (the data of ``trend.py``), five years ahead; time and processor time of the
call alone, peak memory of the whole process, one core each. Start-up and the making of tables are left out
for all, and each is called once on a few series before. "times" is how many times AutoETS, by processor time,
which a busy machine disturbs least; by the clock beside it.

Accuracy: mean absolute scaled error on the same held-out years, three sets of series:

- the simulated ones, last 3 years (straight lines in the logarithm with autocorrelated noise about them);
- municipal populations 2006-2026 (SSB), last 3 and last 5 years;
- the yearly series of M3 (the part given), last 6 years.

The last two are read from ``tests/cases``. Series that never change before the held-out years have no scale and are left out.

Gates that fail the run: ten times AutoETS on one core; accuracy no worse than AutoETS's on every set, and
within 1.01 of AutoTheta's on every real set; 80 and 95 % pooled intervals within two points on the simulated
ones, where nothing changes between calibration and outcome. The simulated set is not a gate against AutoTheta:
its lines never bend, and a method that trusts a line through all years wins there and loses on real series;
the ratio is shown.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

AHEAD = 5


@dataclass(frozen=True)
class Sizes:
    """How many series a round has: for speed, for our speed on many, and at most for accuracy."""

    speed: int
    many: int
    accuracy: int


FULL = Sizes(10_000, 100_000, 3_000)
TINY = Sizes(20, 40, 12)
MODELS = ("AutoETS", "AutoTheta", "DynamicOptimizedTheta")


def table(series: list[Any]) -> Any:
    """The long table that statsforecast takes."""
    import numpy as np
    import pandas as pd

    n = np.array([len(one) for one in series])
    return pd.DataFrame(
        {
            "unique_id": np.repeat(np.arange(len(series)), n),
            "ds": np.concatenate([np.arange(length) for length in n]),
            "y": np.concatenate(series),
        }
    )


def peer(name: str, frame: Any, ahead: int) -> Any:
    """A model of statsforecast over a table, on one core and without a fallback model."""
    from statsforecast import StatsForecast, models

    run = StatsForecast(models=[getattr(models, name)(season_length=1)], freq=1, n_jobs=1)
    return run.forecast(df=frame, h=ahead)[name].to_numpy().reshape(-1, ahead)


def measured(call: Callable[[], object], repeat: int) -> dict[str, float]:
    """Least wall seconds of several calls, the processor seconds of that call, peak MiB of the process."""
    best, cpu = float("inf"), float("inf")
    for _ in range(repeat):
        wall, work = time.perf_counter(), time.process_time()
        call()
        wall, work = time.perf_counter() - wall, time.process_time() - work
        if wall < best:
            best, cpu = wall, work
    return {"s": best, "cpu": cpu, "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def speed(case: str, n: int) -> dict[str, float]:
    """One case of speed."""
    import trend

    x = trend.series(n)
    if case.startswith("retning"):
        from retning.statistics.methods.forecast.combine import median_forecasts
        from retning.statistics.methods.forecast.ets import ets
        from retning.statistics.methods.forecast.theta import theta

        ours = {"retning ets": ets, "retning theta": theta}.get(case, median_forecasts)
        ours(x[:50], AHEAD)
        return measured(lambda: ours(x, AHEAD), 7 if n <= FULL.speed else 2)
    frame, few = table(list(x)), table(list(x[:3]))
    peer(case, few, AHEAD)
    return measured(lambda: peer(case, frame, AHEAD), 1)


def simulated(n: int) -> list[Any]:
    """Straight lines in the logarithm with autocorrelated noise about them."""
    import trend

    return list(trend.series(n))


def populations() -> list[Any]:
    """Municipal populations 2006-2026 that are whole and above zero."""
    import numpy as np

    from support.cases import case_rows

    figures: dict[str, dict[str, str]] = {}
    for row in case_rows("areas", "v18_population_municipalities_2005_2026.csv"):
        figures.setdefault(row["code"], {})[row["year"]] = row["population_1jan"]
    years = [str(year) for year in range(2006, 2027)]
    texts = [[one.get(year, "") for year in years] for one in figures.values()]
    whole = [np.array([float(t) for t in one]) for one in texts if all(t not in ("", "NA") for t in one)]
    return [one for one in whole if one.min() > 0]


def m3() -> list[Any]:
    """The yearly series of M3, the part given."""
    import numpy as np

    from support.cases import case_rows

    figures: dict[str, list[float]] = {}
    for row in case_rows("methods", "v16_m3_yearly_series.csv.gz"):
        figures.setdefault(row["series"], []).append(float(row["y"]))
    return [np.array(one) for one in figures.values()]


SETS: dict[str, Callable[[int], list[Any]]] = {
    "simulated": simulated,
    "populations": lambda n: populations()[:n],
    "M3 yearly": lambda n: m3()[:n],
}


def accuracy(case: str, n: int) -> dict[str, float]:
    """Mean absolute scaled error of ours and of the peers, on one set of at most n series."""
    import numpy as np

    from retning.statistics.methods.forecast.accuracy import mase, mean_changes
    from retning.statistics.methods.forecast.combine import median_forecasts_of
    from retning.statistics.methods.forecast.simple import drift

    name, h = case.rsplit(" ", 1)
    ahead = int(h)
    series = SETS[name](n)
    before = [one[:-ahead] for one in series]
    kept = np.flatnonzero(mean_changes(before) > 0)
    before = [before[i] for i in kept]
    after = np.array([series[i][-ahead:] for i in kept])
    change = mean_changes(before)
    frame = table(before)
    forecasts = {model: peer(model, frame, ahead) for model in MODELS}
    forecasts["drift"] = np.vstack([drift(one[None, :], ahead) for one in before])
    forecasts["their median"] = np.median(
        [forecasts["AutoETS"], forecasts["DynamicOptimizedTheta"], forecasts["drift"]], axis=0
    )
    forecasts["ours"] = median_forecasts_of(before, ahead)
    out = {model: float(mase(after, f, change).mean()) for model, f in forecasts.items()}
    return {"series": float(len(before)), **out}


def intervals_on_simulated(n: int) -> dict[str, float]:
    """Coverage of three held-out years: ours calibrated on the three years before, AutoETS's own on three in ten."""
    import numpy as np
    import trend
    from statsforecast import StatsForecast
    from statsforecast.models import AutoETS

    from retning.statistics.methods.forecast.accuracy import coverage, mean_change
    from retning.statistics.methods.forecast.combine import median_forecasts
    from retning.statistics.methods.forecast.conformal import calibrate, intervals

    x = trend.series(n)
    before, after = x[:, :-3], x[:, -3:]
    q = calibrate(list(before), 3, (0.80, 0.95))
    low, high = intervals(median_forecasts(before, 3), mean_change(before), q)
    out = {f"ours {level}": coverage(after, low[i], high[i]) for i, level in enumerate((80, 95))}
    sample = n * 3 // 10
    few = before[:sample]
    run = StatsForecast(models=[AutoETS(season_length=1)], freq=1, n_jobs=1)
    got = run.forecast(df=table(list(few)), h=3, level=[80, 95])
    for level in (80, 95):
        ends = [got[f"AutoETS-{end}-{level}"].to_numpy().reshape(-1, 3) for end in ("lo", "hi")]
        out[f"AutoETS {level}"] = float(np.mean((ends[0] <= after[:sample]) & (after[:sample] <= ends[1])))
    return out


def worker(case: str, n: int) -> dict[str, float]:
    """One case in this process."""
    if case == "intervals":
        return intervals_on_simulated(n)
    return accuracy(case, n) if case.rsplit(" ", 1)[0] in SETS else speed(case, n)


def run(case: str, n: int, threads: int = 1) -> dict[str, float]:
    """A case in its own process, with so many threads for products of matrices."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    environment = {**os.environ, **dict.fromkeys(names, str(threads))}
    command = [sys.executable, "-W", "ignore", __file__, "worker", case, str(n)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def show_speed(size: Sizes) -> float:
    """Print the table of speed; how many times AutoETS ours is on one core, the lesser of processor time and clock."""
    head = f"{'case':36s}{'series':>10s}{'seconds':>10s}{'cpu':>9s}{'us/series':>11s}{'peak MiB':>10s}{'times':>8s}{'by clock':>10s}"
    print(f"load of the machine before: {os.getloadavg()[0]:.2f}\n\n{head}")
    cases = [
        (case, size.speed, 1) for case in (*MODELS, "retning median of three", "retning ets", "retning theta")
    ]
    cases += [("retning median of three", size.speed, 2), ("retning median of three", size.many, 1)]
    cost: list[float] = []
    wall: list[float] = []
    for case, n, threads in cases:
        r = run(case, n, threads)
        cost.append(r["cpu"] / n)
        wall.append(r["s"] / n)
        name = case + (", two threads" if threads == 2 else "")
        row = f"{name:36s}{n:10d}{r['s']:10.3f}{r['cpu']:9.3f}{r['s'] / n * 1e6:11.2f}{r['mib']:10.0f}"
        print(f"{row}{cost[0] / cost[-1]:8.1f}{wall[0] / wall[-1]:10.1f}", flush=True)
    print(f"cost of a series at {size.many:_} against {size.speed:_}: {cost[-1] / cost[3]:.2f}")
    return min(cost[0] / cost[3], wall[0] / wall[3])


def main(size: Sizes = FULL) -> int:
    """Print the tables and the gates; 1 when a gate fails. A tiny round has no gates: twelve series prove nothing."""
    failed = []
    times = show_speed(size)
    if times < 10:
        failed.append(f"only {times:.0f} times AutoETS")

    sets = ["simulated 3", "populations 3", "populations 5", "M3 yearly 6"]
    columns = (*MODELS, "drift", "their median", "ours")
    print(f"\n{'MASE, years held out':22s}{'series':>8s}" + "".join(f"{c[:13]:>15s}" for c in columns))
    for case in sets:
        r = run(case, size.accuracy)
        print(f"{case:22s}{r['series']:8.0f}" + "".join(f"{r[c]:15.4f}" for c in columns), flush=True)
        ets, theta = r["ours"] / r["AutoETS"], r["ours"] / r["AutoTheta"]
        print(f"{'':30s}ours / AutoETS {ets:.4f}    ours / AutoTheta {theta:.4f}")
        if ets > 1:
            failed.append(f"{case}: {ets:.4f} of AutoETS")
        if theta > 1.01 and not case.startswith("simulated"):
            failed.append(f"{case}: {theta:.4f} of AutoTheta")

    shares = run("intervals", size.speed)
    print("\ncoverage on the simulated series, three years ahead")
    for level in (80, 95):
        print(
            f"  {level} %: ours, pooled {shares[f'ours {level}']:.1%}    AutoETS's own {shares[f'AutoETS {level}']:.1%}"
        )
        if abs(shares[f"ours {level}"] - level / 100) > 0.02:
            failed.append(f"{level} % intervals cover {shares[f'ours {level}']:.1%}")
    if size is TINY:
        return 0
    print("\ngates: " + ("; ".join(failed) if failed else "all kept"))
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["worker"]:
        print(json.dumps(worker(sys.argv[2], int(sys.argv[3]))))
    else:
        sys.exit(main(TINY if sys.argv[1:] == ["--tiny"] else FULL))
