"""How often our rules and the alternatives announce a change that is not there, and how often they find one that is.

The table of the public method page. It is simulated once, with a fixed seed, by ``make docs`` and stored beside this
module as ``error_rates.json``; a build only reads it, and ``tests/public/test_method_page.py`` computes it anew and fails
where the stored numbers are not what the rules give today. The set-up follows methods.md 1.5, 2.2 and 2.3: a level of
100, noise of 5 % a year, and for stocks steps of 2 % a year.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import numpy as np
from scipy import stats

from retning.statistics.assessment.direction import directions
from retning.statistics.assessment.error_rates import ar1
from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.mann_kendall import mann_kendall
from retning.statistics.methods.other_methods import eurostat, open_sdg
from retning.statistics.rules.model import Rules

STORED = "error_rates.json"
SEED = 20261123
REPLICATIONS = 5_000

LEVEL, NOISE, STEP = 100.0, 5.0, 2.0
"""The level that all series start from, the spread of the noise, and that of a stock's yearly steps (per cent)."""

YEARS = (10, 15, 20)
CASES: dict[str, tuple[bool, float]] = {
    "independent": (False, 0.0),
    "alike": (False, 0.3),
    "much_alike": (False, 0.6),
    "stock": (True, 0.0),
}
"""Worlds without any change: whether the series is a stock, and how much a year resembles the one before."""

CHANGES = {"independent": (0.75, 1.5, 2.5), "stock": (1.0, 2.0)}
"""Worlds with a change: per cent of the starting level a year."""

Json = dict[str, Any]
Signs = Callable[[Floats, bool, Rules], Floats]


def ours(x: Floats, stock: bool, rules: Rules) -> Floats:
    """Our rule: the changes of a stock, Mann-Kendall with corrected variance for the others."""
    return directions(x, None, stock, rules=rules).sign.astype(np.float64)


def plain_mann_kendall(x: Floats, stock: bool, rules: Rules) -> Floats:
    """Mann-Kendall as it stands in the books, without correction."""
    found = mann_kendall(x, autocorrelation=False, alpha=rules.alpha)
    return np.asarray(np.where(found.p <= rules.alpha, np.sign(found.s), 0.0), dtype=np.float64)


def least_squares(x: Floats, stock: bool, rules: Rules) -> Floats:
    """A straight line by least squares with the usual t-test of its slope.

    >>> from retning.statistics.rules.history import rules_on
    >>> float(least_squares(np.array([[1.0, 2.1, 2.9, 4.2, 5.0]]), False, rules_on(None))[0])
    1.0
    """
    n = x.shape[1]
    t = np.arange(n) - (n - 1) / 2
    slope = (x * t).sum(axis=1) / (t * t).sum()
    rest = x - x.mean(axis=1, keepdims=True) - slope[:, None] * t
    error = np.sqrt((rest * rest).sum(axis=1) / (n - 2) / (t * t).sum())
    p = 2 * stats.t.sf(np.abs(slope / error), n - 2)
    return np.asarray(np.where(p <= rules.alpha, np.sign(slope), 0.0), dtype=np.float64)


def _two_points(judge: Callable[[dict[int, float | None]], str], up: str, down: str) -> Signs:
    def signs(x: Floats, stock: bool, rules: Rules) -> Floats:
        words = (judge({2000 + i: float(v) for i, v in enumerate(row)}) for row in x)
        return np.array([1.0 if w == up else -1.0 if w == down else 0.0 for w in words])

    return signs


_FAR_UP, _FAR_DOWN = "significant progress", "significant movement away"

RULES: dict[str, Signs] = {
    "ours": ours,
    "mann_kendall": plain_mann_kendall,
    "least_squares": least_squares,
    "eurostat_long": _two_points(lambda v: eurostat(v, direction=1, term=15).status, _FAR_UP, _FAR_DOWN),
    "eurostat_short": _two_points(lambda v: eurostat(v, direction=1, term=5).status, _FAR_UP, _FAR_DOWN),
    "open_sdg": _two_points(
        lambda v: open_sdg(v, direction=1, base_year=2000).status, "substantial_progress", "deterioration"
    ),
}
"""Which way each rule says that a series goes: 1, -1, or 0 where it says neither. Of Eurostat's and Open SDG's classes
only those count that announce a clear movement: "significant" either way, and "substantial progress" or
"deterioration"."""


def simulate(replications: int = REPLICATIONS, seed: int = SEED, *, rules: Rules) -> Json:
    """The whole table. Shares with four decimals; the Monte Carlo error of a share r is ``sqrt(r (1-r)/replications)``.

    Rows: ``{"world", "years", "change", "rule", "share"}``. Without change (0) the share of series that a rule says
    move, either way; with one the share that it says move the right way.

    >>> from retning.statistics.rules.history import rules_on
    >>> simulate(50, 1, rules=rules_on(None))["rows"][0]["world"]
    'independent'
    """
    if replications < 1:
        raise ValueError("replications must be 1 or more")
    rng = np.random.default_rng(seed)
    rows: list[Json] = []
    for world, (stock, phi) in CASES.items():
        for years in YEARS:
            noise = ar1(rng, replications, years, phi)
            still = LEVEL + (STEP * noise.cumsum(axis=1) if stock else NOISE * noise)
            for change in (0.0, *CHANGES.get(world, ())):
                moved = still + change * np.arange(years)
                for rule, signs in RULES.items():
                    said = signs(moved, stock, rules)
                    share = float((said > 0).mean() if change else (said != 0).mean())
                    rows.append(
                        {
                            "world": world,
                            "years": years,
                            "change": change,
                            "rule": rule,
                            "share": round(share, 4),
                        }
                    )
    return {
        "seed": seed,
        "replications": replications,
        "alpha": rules.alpha,
        "level": LEVEL,
        "noise": NOISE,
        "step": STEP,
        "rows": rows,
    }


def stored() -> Json:
    """The table as it was last computed.

    >>> stored()["replications"] == REPLICATIONS
    True
    """
    found: Json = json.loads((files(__package__) / STORED).read_text(encoding="utf-8"))
    return found


def written(table: Json) -> str:
    """The table as the file's text, one row a line, so that a change is read in review."""
    head = {key: value for key, value in table.items() if key != "rows"}
    lines = ",\n".join("  " + json.dumps(row) for row in table["rows"])
    opened = json.dumps(head)[:-1]
    return f'{opened}, "rows": [\n{lines}\n]}}\n'
