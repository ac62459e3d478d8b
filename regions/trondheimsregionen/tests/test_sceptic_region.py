"""What a reader with a calculator finds in the region's own figures: the same as the page says."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from retning.edition.store import Edition
from retning.language.numbers import number
from support.edition_content import content

REGION = Path(__file__).parents[1]


def exports(area: str, year: str) -> float:
    with (REGION / "figures/eksport.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    (one,) = [r for r in rows if (r["area"], r["period"], r["measure"]) == (area, year, "exports")]
    return float(one["value"])


def said(edition: Edition, subject: str, kind: str) -> str:
    """A sentence in bokmål as plain text."""
    (one,) = [s for s in content(edition)["sentences"] if (s["subject"], s["kind"]) == (subject, kind)]
    return "".join(
        p if isinstance(p, str) else p.get("number", p.get("label", "")) for p in one["text"]["nb"]
    )


def test_export_growth_is_told_in_the_per_cent_that_division_gives(edition: Edition) -> None:
    sentence = said(edition, "4.7", "target.0")
    for area in ("50", "0"):
        before = exports("16", "2013") + exports("17", "2013") if area == "50" else exports(area, "2013")
        growth = 100 * ((exports(area, "2020") / before) ** (1 / 7) - 1)
        assert number(growth, "nb", 1) in sentence, (area, growth, sentence)


def test_a_year_whose_figures_stand_in_the_table_is_not_told_as_missing(edition: Edition) -> None:
    assert exports("16", "2013") > 0 and exports("17", "2013") > 0
    sentence = said(edition, "4.7", "target.0")
    assert "finnes ikke noe tall for 2013" not in sentence
    assert "fra 2013 til 2020" in sentence


def test_figures_that_only_point_give_no_strategy_a_direction(edition: Edition) -> None:
    serving = {e for i in content(edition)["indicators"] for e in i["serves"]}
    rows: list[dict[str, Any]] = content(edition)["status"]
    led = [
        r["id"]
        for r in rows
        if r["tendency"]["state"] not in ("cannot tell", "too few") and r["id"] not in serving
    ]
    assert led == [], json.dumps(led)


def column(table: str, period: str, **where: str) -> dict[str, float]:
    """The figures of a period by area, straight from the file."""
    with (REGION / f"figures/{table}.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["period"] == period]
    return {r["area"]: float(r["value"]) for r in rows if all(r[k] == v for k, v in where.items())}


def test_the_newest_accounts_are_held_against_the_overarching_goal(edition: Edition) -> None:
    """The accounts of 2023 are typed in; the goal of 2020 may not be told by 2019 alone."""
    accounts = column("bnp-fylke-2019rev", "2023", measure="gva")
    counties = sum(value for area, value in accounts.items() if area != "0")
    people = [column("folketall", year, measure="population") for year in ("2023", "2024")]
    share = sum(p["50"] for p in people) / sum(p["0"] for p in people)
    (row,) = [r for r in content(edition)["status"] if r["id"] == "O"]
    found = {s["reading"]: s for s in (row["target_status"], *row["target_status"]["others"])}
    for reading, whole in (("revidert-uten-sokkel", counties), ("revidert-med-sokkel", accounts["0"])):
        facts = found[reading]["facts"]
        assert facts["year"] == 2023
        assert facts["ratio"] == pytest.approx(accounts["50"] / whole / share)
        assert facts["gap_simple"] == pytest.approx(share * whole - accounts["50"])
        assert found[reading]["state"] == "deadline passed: missed"


@pytest.mark.parametrize(("element", "year"), [("4.6", "2011"), ("6.3", "2016")])
def test_an_old_figure_is_told_with_its_year(edition: Edition, element: str, year: str) -> None:
    """A price of 2011 and a survey of 2016 are not told as if they were from today."""
    assert said(edition, element, "target.0").startswith(f"I {year} ")
