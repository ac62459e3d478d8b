"""How often our rules and their alternatives cry wolf, and how often they find a real tendency: by
simulation.

Feeds the public method page, and the tests hold the rules to what is promised (methods.md 2.2, 2.3 and 11):
at most 6 % false alarms on independent noise and at phi = .3, at most 10 % at .6, and at most 6 % on random
walks by the rule for stocks.
"""

from __future__ import annotations

import numpy as np

from retning.statistics.assessment.direction import directions
from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.mann_kendall import mann_kendall
from retning.statistics.methods.mean_change import mean_change
from retning.statistics.rules.model import Rules

LENGTHS = (10, 15, 20, 25)
PHIS = (0.0, 0.3, 0.6, 0.8)
TREND = 0.15
"""Slope of the power study: standard deviations of the noise a year."""


def ar1(rng: np.random.Generator, rows: int, n: int, phi: float) -> Floats:
    """Stationary AR(1) noise with standard deviation 1: series x time.

    >>> ar1(np.random.default_rng(1), 2, 5, 0.3).shape
    (2, 5)
    """
    x = rng.standard_normal((rows, n))
    x[:, 1:] *= np.sqrt(1 - phi * phi)
    for i in range(1, n):
        x[:, i] += phi * x[:, i - 1]
    return x


def error_rates(replications: int = 20_000, seed: int = 20261123, *, rules: Rules) -> dict[str, float]:
    """Share of simulated series that each rule calls certain, by rule, process and length.

    Keys are ``"<rule>|<process>|n=<n>"``. Processes: ``noise phi=.3`` and so on without any trend, ``noise
    phi=0 trend=.15`` (that many standard deviations a year: power), ``random walk`` without drift, ``random
    walk drift=1`` (power), ``walk changes=.5`` (changes that resemble their neighbours). Rules:
    ``tendency`` (ours for all but stocks), ``stock`` (ours for stocks), ``mann-kendall`` (without
    correction), ``changes t`` (the stock rule without correction), ``end points`` (a compound growth of 1 %
    a year or more either way, noise of 5 %, no test). The Monte Carlo error of a share r is ``sqrt(r
    (1-r)/replications)``.

    >>> from retning.statistics.rules.history import rules_on
    >>> r = error_rates(200, 1, rules=rules_on(None))
    >>> 0 <= r["tendency|noise phi=0|n=10"] <= 0.2
    True
    """
    if replications < 1:
        raise ValueError("replications must be 1 or more")
    rng = np.random.default_rng(seed)
    out: dict[str, float] = {}
    for n in (8, *LENGTHS):
        time = np.arange(n)
        for phi in PHIS:
            noise = ar1(rng, replications, n, phi)
            _trend_rules(out, f"noise phi={phi:g}|n={n}", noise, rules)
            if phi <= 0.3:
                _trend_rules(out, f"noise phi={phi:g} trend={TREND:g}|n={n}", noise + TREND * time, rules)
        steps = rng.standard_normal((replications, n))
        walk = steps.cumsum(axis=1)
        _stock_rules(out, f"random walk|n={n}", walk, rules)
        _stock_rules(out, f"random walk drift=1|n={n}", walk + time, rules)
        _trend_rules(out, f"random walk|n={n}", walk, rules)
        alike = ar1(rng, replications, n, 0.5).cumsum(axis=1)
        _stock_rules(out, f"walk changes=0.5|n={n}", alike, rules)
    for years in (5, 10, 15):
        ends = np.maximum(1 + 0.05 * rng.standard_normal((replications, 2)), 1e-6)
        growth = (ends[:, 1] / ends[:, 0]) ** (1 / years) - 1
        out[f"end points|noise 5 %|n={years + 1}"] = float((np.abs(growth) >= 0.01).mean())
    return out


def _trend_rules(out: dict[str, float], case: str, x: Floats, rules: Rules) -> None:
    out[f"tendency|{case}"] = float((directions(x, None, False, rules=rules).sign != 0).mean())
    out[f"mann-kendall|{case}"] = float(
        (mann_kendall(x, autocorrelation=False, alpha=rules.alpha).p <= rules.alpha).mean()
    )


def _stock_rules(out: dict[str, float], case: str, x: Floats, rules: Rules) -> None:
    out[f"stock|{case}"] = float((directions(x, None, True, rules=rules).sign != 0).mean())
    out[f"changes t|{case}"] = float(
        (mean_change(x, autocorrelation=False, alpha=rules.alpha).p <= rules.alpha).mean()
    )
