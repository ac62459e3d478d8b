"""The promised error rates of the rules, by simulation with enough replications, and the power as tabled."""

from __future__ import annotations

import math

import pytest

from retning.statistics.assessment.error_rates import LENGTHS, error_rates
from support.cases import case_rows
from support.rules import NEWEST

pytestmark = pytest.mark.slow

REPLICATIONS = 20_000


@pytest.fixture(scope="module")
def rates() -> dict[str, float]:
    return error_rates(REPLICATIONS, seed=20261123, rules=NEWEST)


@pytest.mark.parametrize("n", LENGTHS)
@pytest.mark.parametrize(("phi", "most"), [("0", 0.06), ("0.3", 0.06), ("0.6", 0.10)])
def test_tendency_rarely_cries_wolf(rates: dict[str, float], n: int, phi: str, most: float) -> None:
    assert rates[f"tendency|noise phi={phi}|n={n}"] <= most


@pytest.mark.parametrize("n", LENGTHS)
def test_stock_rule_rarely_cries_wolf_on_random_walks(rates: dict[str, float], n: int) -> None:
    assert rates[f"stock|random walk|n={n}"] <= 0.06


def test_rates_and_power_as_tabled(rates: dict[str, float]) -> None:
    # both are simulations: the difference has the Monte Carlo errors of both (1 500 there), at four standard errors
    compared = 0
    for row in case_rows("methods", "v21_simulated_rejection_rates.csv"):
        trend = float(row["trend_per_year_in_sd"])
        case = f"noise phi={float(row['ar1']):g}" + (f" trend={trend:g}" if trend else "") + f"|n={row['n']}"
        for rule, column in (("tendency", "mk_ar1_biascorrected_variance"), ("mann-kendall", "mk_original")):
            if row["n"] == "8":  # the table corrects the variance there; our rule is exact below ten points
                continue
            tabled, ours = float(row[column]), rates[f"{rule}|{case}"]
            error = math.sqrt(max(tabled * (1 - tabled), 0.002) * (1 / 1500 + 1 / REPLICATIONS))
            assert abs(ours - tabled) <= 4 * error, (rule, case, ours, tabled)
            compared += 1
    assert compared == 48


def test_stock_rule_as_tabled(rates: dict[str, float]) -> None:
    compared = 0
    names = {("rw", 0.0): "random walk", ("rw", 1.0): "random walk drift=1"}
    for row in case_rows("methods", "v21_simulated_stock_series_drift_test.csv"):
        name = names.get((row["process"], float(row["trend_per_year"])))
        if name is None:
            continue
        for rule, column in (
            ("changes t", "drift_t_test_on_changes"),
            ("stock", "drift_t_test_ar1_corrected"),
        ):
            tabled, ours = float(row[column]), rates[f"{rule}|{name}|n={row['n']}"]
            error = math.sqrt(tabled * (1 - tabled) * (1 / 4000 + 1 / REPLICATIONS))
            assert abs(ours - tabled) <= 4 * error, (rule, name, ours, tabled)
            compared += 1
    assert compared == 12


def test_two_end_points_see_change_in_pure_noise(rates: dict[str, float]) -> None:
    for row in case_rows("methods", "v21_endpoint_cagr_false_significance.csv"):
        if row["noise_cv"] == "0.05":
            ours = rates[f"end points|noise 5 %|n={int(row['years']) + 1}"]
            assert ours == pytest.approx(float(row["p_any_significant"]), abs=0.015)


def test_level_test_is_wrong_for_stocks(rates: dict[str, float]) -> None:
    assert all(rates[f"mann-kendall|random walk|n={n}"] > 0.4 for n in LENGTHS)


def test_same_seed_same_rates() -> None:
    assert error_rates(300, 5, rules=NEWEST) == error_rates(300, 5, rules=NEWEST)
    with pytest.raises(ValueError, match="replications"):
        error_rates(0, rules=NEWEST)
