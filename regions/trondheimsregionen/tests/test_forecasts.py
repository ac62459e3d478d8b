"""Which of the region's own indicators may be forecast, and which may not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from retning.build.run import build
from retning.edition.store import Edition
from retning.statistics.assessment.forecast.ledger import FILE
from support.edition_content import content

REGION = Path(__file__).parents[1]


def test_population_is_forecast_from_every_municipality_of_the_city_regions(edition: Edition) -> None:
    pools = {p["indicator"]: p for p in content(edition)["forecasts"]["pools"] if p["line"] == "main"}
    for id in ("befolkningsvekst", "befolkningsvekst-prosent", "andel-folketall"):
        gate = pools[id]["gate"]
        assert gate["passed"], (id, gate["reason"])
        # All members of six city regions: nine, twenty-nine, ten, nine, six and five municipalities.
        assert gate["series"] == 9 + 29 + 10 + 9 + 6 + 5 and gate["points"] == 21
        assert gate["mase"] < min(gate["mase_naive"], gate["mase_drift"])
        assert 0.70 <= gate["coverage80"] <= 0.92
    assert pools["andel-folketall"]["scale"] == "logit"
    assert pools["befolkningsvekst"]["scale"] == "identity"


def test_areas_that_only_teach_are_on_no_page(edition: Edition) -> None:
    shown = {s["area"] for s in content(edition)["series"]["series"] if s["indicator"] == "befolkningsvekst"}
    assert "bergen" not in shown and "trondheim" in shown
    pool = next(p for p in content(edition)["forecasts"]["pools"] if p["indicator"] == "befolkningsvekst")
    assert len(pool["figures"]["bergen"]) == 21 and "trondheim" not in pool["figures"]
    # Growth through 2025 is the population at the end of the year minus that at its beginning.
    assert pool["figures"]["bergen"][-1] == _population("4601", "2026") - _population("4601", "2025")


def _population(code: str, year: str) -> float:
    lines = (REGION / "figures" / "folketall.csv").read_text(encoding="utf-8").splitlines()
    return float(next(x for x in lines if x.startswith(f"{code},{year},")).split(",")[2])


def test_the_nordic_regions_were_tried_and_did_not_pass(edition: Edition) -> None:
    pool = next(p for p in content(edition)["forecasts"]["pools"] if p["indicator"] == "bnp-norden")
    assert pool["gate"]["series"] == 23 and not pool["gate"]["passed"]
    assert pool["gate"]["reason"] == "forecast_not_better"
    assert not any(f["indicator"] == "bnp-norden" for f in content(edition)["forecasts"]["forecasts"])


def test_every_other_series_says_why_it_has_no_forecast(edition: Edition) -> None:
    found = content(edition)["forecasts"]
    told = {(x["indicator"], x["area"], x["line"]) for x in (*found["forecasts"], *found["without"])}
    series = {
        (s["indicator"], s["area"], s["line"])
        for s in content(edition)["series"]["series"]
        if "@" not in s["line"]
    }
    assert told == series
    assert all(n["reasons"] for n in found["without"])


def test_what_would_have_been_said_on_an_earlier_day_is_no_published_forecast(tmp_path: Path) -> None:
    early = build(REGION, tmp_path, date(2026, 6, 1))
    assert content(early)["forecasts"]["afterwards"] is True
    assert content(early)["forecasts"]["forecasts"] and content(early)["answers"]["answers"] == []
    assert not (tmp_path / FILE).exists()
