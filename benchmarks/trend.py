"""Trend and slope of many short series, beside pymannkendall and scipy in the same run.

    python benchmarks/trend.py              all cases, each in its own process
    python benchmarks/trend.py --tiny       the same cases on a few series, without the gates for time
    python benchmarks/trend.py worker CASE N

Data: log-normal level, drift, AR(1) noise, 20 points; three series in ten are rounded (ties). Time is that
of the call alone, peak memory that of the whole process. pymannkendall and scipy judge one series a call,
so their time grows with the number of series: they run on a sample and are shown per series; nothing else
is scaled. The gates fail the run: z, p and slope equal to 1e-12, with ties and gaps; at least 160 times
pymannkendall on one core; linear growth.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

T = 20
SEED = 20261123


@dataclass(frozen=True)
class Sizes:
    """How many series a round has: for the comparison of answers, the peers, and three runs of ours."""

    agree: int
    sample: int
    small: int
    middle: int
    large: int


FULL = Sizes(2_000, 5_000, 10_000, 100_000, 1_000_000)
TINY = Sizes(20, 10, 20, 40, 80)


def series(n: int, gaps: bool = False):  # type: ignore[no-untyped-def]
    """The data of a run: n series x 20 years."""
    import numpy as np

    rng = np.random.default_rng(SEED)
    level = np.exp(rng.normal(3.5, 1.3, (n, 1)))
    drift = rng.normal(0.005, 0.02, (n, 1))
    e = rng.normal(0, 0.05, (n, T))
    for i in range(1, T):
        e[:, i] += 0.4 * e[:, i - 1]
    x = level * np.exp(drift * np.arange(T) + e)
    whole = rng.random(n) < 0.3
    x[whole] = np.rint(x[whole])
    if gaps:
        x[rng.random(x.shape) < 0.1] = np.nan
    return np.ascontiguousarray(x)


def timed(call: Callable[[], object], repeat: int) -> float:
    """Least wall seconds of several calls."""
    best = float("inf")
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


def worker(case: str, n: int) -> dict[str, float]:
    """One case: seconds, microseconds a series, peak MiB; for ``agree`` the largest differences."""
    import numpy as np

    out: dict[str, float]
    if case == "agree":
        return agree(n)
    x = series(n, gaps=case.endswith("gaps"))
    if case.startswith("retning"):
        from retning.statistics.assessment.direction import directions, tendency
        from retning.statistics.methods.mann_kendall import mann_kendall
        from retning.statistics.rules.history import rules_on

        calls: dict[str, Callable[[], object]] = {
            "retning classical": lambda: mann_kendall(x, autocorrelation=False),
            "retning classical, two threads": lambda: mann_kendall(x, autocorrelation=False, threads=2),
            "retning with autocorrelation": lambda: mann_kendall(x),
            "retning with autocorrelation, gaps": lambda: mann_kendall(x),
            "retning stock rule": lambda: directions(x, None, True, rules=rules_on(None)),
            "retning tendency with words": lambda: tendency(x, range(T), "flow", "up", rules=rules_on(None)),
        }
        seconds = timed(calls[case], 3 if n <= 100_000 else 1)
    elif case == "pymannkendall":
        import pymannkendall

        seconds = timed(lambda: [pymannkendall.original_test(row) for row in x], 1)
    else:
        from scipy.stats import kendalltau, theilslopes

        k = np.arange(T)
        one = theilslopes if case == "scipy theilslopes" else lambda row: kendalltau(k, row)
        seconds = timed(lambda: [one(row) for row in x], 1)
    out = {"s": seconds, "us": seconds / n * 1e6}
    out["mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return out


def agree(n: int) -> dict[str, float]:
    """Largest differences to pymannkendall in z, p and slope (slopes relative to their size), ties and gaps included."""
    import numpy as np
    import pymannkendall

    from retning.statistics.methods.mann_kendall import mann_kendall

    out = {}
    for name, gaps in (("ties", False), ("gaps", True)):
        x = series(n, gaps)
        x = x[(~np.isnan(x)).sum(axis=1) >= 10]
        ours = mann_kendall(x, autocorrelation=False)
        theirs = [pymannkendall.original_test(row) for row in x]
        # original_test closes gaps up before it takes the slope; their sens_slope keeps the distances
        slopes = np.array([pymannkendall.sens_slope(row).slope for row in x])
        out[f"z {name}"] = float(np.abs(ours.z - [r.z for r in theirs]).max())
        out[f"p {name}"] = float(np.abs(ours.p - [r.p for r in theirs]).max())
        out[f"slope {name}"] = float((np.abs(ours.slope - slopes) / np.maximum(1, np.abs(slopes))).max())
    return out


def run(case: str, n: int) -> dict[str, float]:
    """A case in its own process."""
    command = [sys.executable, __file__, "worker", case, str(n)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main(size: Sizes = FULL) -> int:
    """Print the table and the gates; 1 when a gate fails. A tiny round has no gate for time."""
    failed = []
    differences = run("agree", size.agree)
    for name, value in differences.items():
        print(f"largest difference to pymannkendall, {name:12s} {value:.1e}")
        if not value <= 1e-12:
            failed.append(f"{name} differs by {value:.1e}")
    cases = [(peer, size.sample) for peer in ("pymannkendall", "scipy kendalltau", "scipy theilslopes")]
    cases += [(f"retning classical{t}", size.middle) for t in ("", ", two threads")]
    cases += [
        (f"retning {c}", size.middle)
        for c in ("with autocorrelation", "with autocorrelation, gaps", "stock rule", "tendency with words")
    ]
    cases += [("retning classical", size.small), ("retning classical", size.large)]
    print(f"\n{'case':40s}{'series':>10s}{'seconds':>10s}{'us/series':>11s}{'peak MiB':>10s}{'times':>8s}")
    cost: dict[tuple[str, int], float] = {}
    for case, n in cases:
        r = run(case, n)
        cost[case, n] = r["us"]
        times = cost["pymannkendall", size.sample] / r["us"]
        print(f"{case:40s}{n:10d}{r['s']:10.3f}{r['us']:11.2f}{r['mib']:10.0f}{times:8.0f}", flush=True)
    factor = cost["pymannkendall", size.sample] / cost["retning classical", size.middle]
    if size is FULL and factor < 160:
        failed.append(f"only {factor:.0f} times pymannkendall")
    growth = cost["retning classical", size.large] / cost["retning classical", size.small]
    print(f"\ncost of a series at {size.large:_} against {size.small:_}: {growth:.2f}")
    if size is FULL and growth > 1.5:
        failed.append(f"cost per series grows by {growth:.2f}")
    print("gates: " + ("; ".join(failed) if failed else "all kept"))
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["worker"]:
        print(json.dumps(worker(sys.argv[2], int(sys.argv[3]))))
    else:
        sys.exit(main(TINY if sys.argv[1:] == ["--tiny"] else FULL))
