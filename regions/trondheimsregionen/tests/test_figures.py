"""The typed figures of the region against what they must add up to, and against where they were read.

Nothing here uses the program's own arithmetic: the tables are read as plain CSV.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from support.cases import case_rows

FIGURES = Path(__file__).parents[1] / "figures"
INDICATORS = Path(__file__).parents[1] / "indicators"
TABLES = sorted(path.stem for path in FIGURES.glob("*.csv"))

OLD_COUNTIES = {f"{n:02d}" for n in range(1, 21)} - {"13"}
MERGED_IN_2018 = {"16", "17"}


def rows(table: str, **where: str) -> list[dict[str, str]]:
    """The rows of a table that have these texts in these columns."""
    with (FIGURES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if all(row[key] == text for key, text in where.items())]


def value(table: str, **where: str) -> float:
    """The one figure that these texts pick out."""
    (row,) = rows(table, **where)
    return float(row["value"])


def about(table: str) -> dict[str, object]:
    """What the TOML beside a table says of it."""
    return tomllib.loads((FIGURES / f"{table}.toml").read_text(encoding="utf-8"))


def facts(name: str) -> list[dict[str, str]]:
    """The published facts about one thing."""
    return [row for row in case_rows("region", "plan-facts.csv") if row["indicator"] == name]


def typed(name: str) -> list[dict[str, str]]:
    """The figures about one thing that were typed a second time from the stored pages."""
    return [row for row in case_rows("region", "typed-figures.csv") if row["series"] == name]


def mean_population_2006(area: str) -> float:
    """Mean of 1 January 2006 and 2007, all ages added up."""
    ends = [
        sum(float(r["value"]) for r in rows("aldersgrupper", area=area, period=y)) for y in ("2006", "2007")
    ]
    return sum(ends) / 2


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_a_source_and_an_address(table: str) -> None:
    sources = about(table).get("source", {})
    assert isinstance(sources, dict)
    found = rows(table)
    assert found
    for row in found:
        known = sources.get(row["source"], {})
        assert known.get("source") or row["source"], row
        address = row["address"] or known.get("address", "")
        assert address.startswith(("https://", "http://")), row


@pytest.mark.parametrize("table", TABLES)
def test_a_figure_stands_once_and_is_a_number_or_a_symbol(table: str) -> None:
    silent = {"value", "unit", "source", "address", "published", "note", "status"}
    seen = set()
    for row in rows(table):
        key = tuple(text for column, text in row.items() if column not in silent)
        assert key not in seen, row
        seen.add(key)
        assert row["value"] or row.get("status"), row
        if row["value"]:
            float(row["value"])


@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_large(table: str) -> None:
    assert (FIGURES / f"{table}.csv").stat().st_size < 300_000


def test_counties_of_2006_add_up_to_the_nation() -> None:
    parts = [float(r["value"]) for r in rows("bnp-fylke-2006") if r["area"] != "0"]
    assert len(parts) == 20  # nineteen counties and what lies outside them
    assert abs(sum(parts) - value("bnp-fylke-2006", area="0")) <= 4


def test_the_gap_of_2006_is_19_8_or_66_0_billion() -> None:
    region = sum(value("bnp-fylke-2006", area=code) for code in MERGED_IN_2018)
    everything = value("bnp-fylke-2006", area="0")
    people = mean_population_2006("50") / mean_population_2006("0")
    without = everything - value("bnp-fylke-2006", area="sokkel")
    assert round((people * without - region) / 1000, 1) == 19.8
    assert round((people * everything - region) / 1000, 1) == 66.0


def test_the_first_and_the_revised_2019_are_never_in_one_table() -> None:
    first = value("bnp-fylke", area="50", period="2019", measure="gva", industry="total")
    revised = value("bnp-fylke-2019rev", area="50", period="2019", measure="gva")
    assert (first, revised) == (221_953, 232_724)
    assert about("bnp-fylke")["line"] == about("bnp-fylke-2019rev")["line"] == "vintage"
    both = [t for t in TABLES if {first, revised} <= {float(r["value"] or 0) for r in rows(t)}]
    assert both == []


def test_a_county_has_value_added_only_while_it_existed() -> None:
    by_year = defaultdict(set)
    for row in rows("bnp-fylke", measure="gva", industry="total"):
        assert float(row["value"]) > 0
        by_year[row["period"]].add(row["area"])
    for year, areas in by_year.items():
        expected = OLD_COUNTIES if int(year) < 2018 else (OLD_COUNTIES - MERGED_IN_2018) | {"50"}
        assert areas == expected | {"0"}, year
    assert sorted(by_year) == [str(year) for year in range(2008, 2020)]


def test_counties_leave_only_the_shelf_of_national_value_added() -> None:
    for year in range(2008, 2020):
        found = rows("bnp-fylke", period=str(year), measure="gva", industry="total")
        nation = sum(float(r["value"]) for r in found if r["area"] == "0")
        counties = sum(float(r["value"]) for r in found if r["area"] != "0")
        assert 0.10 < (nation - counties) / nation < 0.30, year


def test_shares_of_the_county_are_those_of_the_research() -> None:
    # sources.md section 2: share of all counties, and share with the shelf, in per cent
    for year, without, with_shelf in (("2008", 7.42, 5.43), ("2010", 7.60, 6.03), ("2018", 8.28, 6.80)):
        found = rows("bnp-fylke", period=year, measure="gva", industry="total")
        nation = sum(float(r["value"]) for r in found if r["area"] == "0")
        counties = sum(float(r["value"]) for r in found if r["area"] != "0")
        own = sum(float(r["value"]) for r in found if r["area"] in MERGED_IN_2018 | {"50"})
        assert round(100 * own / counties, 2) == without
        assert round(100 * own / nation, 2) == with_shelf


CASE_TIMES = {
    "plan_days": ("planning_processing_time", "zoning_plan_processing_days"),
    "applications_12_weeks": ("building_applications_12_weeks", "building_applications_12w_count"),
    "days_3_weeks": ("building_processing_time_3_weeks", "building_application_3w_days"),
    "days_12_weeks": ("building_processing_time_12_weeks", "building_application_12w_days"),
}
PLACES = {"Malvik": "5031", "Trøndelag": "50", "Landet": "0", "Landet uten Oslo": "norge-uten-oslo"}


@pytest.mark.parametrize("measure", CASE_TIMES)
def test_case_times_are_those_of_both_readings_of_the_page(measure: str) -> None:
    fact, series = CASE_TIMES[measure]
    own = {(r["area"], r["period"]): r["value"] for r in rows("saksbehandling", measure=measure)}
    once = {(PLACES[r["geography"]], r["period"]): r["value"] for r in facts(fact)}
    twice = {(PLACES[r["region_or_unit"]], r["period"]): r["value"] for r in typed(series)}
    assert {key: once[key] for key in once.keys() & twice.keys()} == {
        key: twice[key] for key in once.keys() & twice.keys()
    }
    assert {key: text for key, text in own.items() if text} == once | twice


def test_missing_case_times_keep_their_symbol() -> None:
    found = rows("saksbehandling", area="5031", measure="plan_days")
    assert [(r["period"], r["status"]) for r in found if not r["value"]] == [("2020", ".."), ("2021", "..")]


def test_enterprises_agree_where_two_readings_of_a_page_overlap() -> None:
    own = {(r["area"], r["period"], r["measure"]): r["value"] for r in rows("foretak")}
    assert own["16", "2016", "new"] == "3665"
    assert own["50", "2020", "new"] == "5203"
    for name, measure in (("enterprises_1jan", "enterprises_1jan"), ("enterprises_new", "new")):
        for row in typed(name):
            if row["region_or_unit"] == "Hele landet":
                assert own["0", row["period"], measure] == row["value"]


@pytest.mark.parametrize(
    ("fact", "table", "measure"),
    [
        ("house_price_index", "boligpris", "index"),
        ("house_price_change", "boligpris", "change_from_year_before"),
        ("reputation_would_study_here", "omdomme", "would_study_here"),
        ("private_detail_plans_adopted", "saksbehandling", "plans_adopted"),
        ("electricity_price_power", "strompris", "household_power"),
        ("net_migration", "flytting", "net_migration"),
        ("travel_time_to_trondheim", "reisetid", "travel_time"),
    ],
)
def test_no_figure_was_lost_or_changed_on_the_way(fact: str, table: str, measure: str) -> None:
    assert sorted(float(r["value"]) for r in facts(fact)) == sorted(
        float(r["value"]) for r in rows(table, measure=measure)
    )


def test_whole_years_and_parts_of_years_of_exports_are_kept_apart() -> None:
    assert {r["measure"] for r in rows("eksport")} == {"exports"}
    spans = {r["span"] for r in rows("eksport-hittil")}
    assert spans == {"01-02", "01-03", "01-09", "01-10", "01-11"}


def test_exports_are_unbroken_from_2013_and_each_year_is_the_newest_that_was_published() -> None:
    known = {("0", year): v for year, v in zip(range(2013, 2021), NATION, strict=True)}
    assert {("0", int(r["period"])): float(r["value"]) for r in rows("eksport", area="0")} == known
    before = [
        value("eksport", area="16", period=str(y)) + value("eksport", area="17", period=str(y))
        for y in range(2013, 2018)
    ]
    after = [value("eksport", area="50", period=str(y)) for y in range(2018, 2021)]
    assert [*before, *after] == [22139, 22777, 22689, 23925, 25393, 27737, 26462, 28133]


NATION = (364367, 386708, 406239, 386536, 418543, 455410, 472926, 443428)
"""Millions of kroner, Statistics Norway: the county of production of mainland exports, 2013 to 2020."""


def test_what_was_first_said_of_2020_is_kept_beside() -> None:
    assert value("eksport-forelopig", area="50", period="2020") == 28168


def test_unemployment_has_every_month_of_fifteen_years() -> None:
    for area in ("0", "50"):
        months = {r["period"] for r in rows("ledighet-fylke", area=area, measure="unemployed_share")}
        assert {f"{year}-M{month:02d}" for year in range(2011, 2026) for month in range(1, 13)} <= months


def test_school_marks_of_one_year_use_the_codes_of_that_year() -> None:
    codes = {
        year: {r["area"] for r in rows("grunnskolepoeng", period=year)} for year in ("2017", "2018", "2020")
    }
    assert "1601" in codes["2017"] and "5001" not in codes["2017"]
    assert "5030" in codes["2018"] and "1662" not in codes["2018"]
    assert "5059" in codes["2020"] and "5024" not in codes["2020"]


def test_ages_add_up_to_known_totals() -> None:
    # the checks in the description of the population data: Trondheim and Norway on 1 January 2020
    for area, total in (("5001", 205_163), ("0", 5_367_580)):
        assert sum(float(r["value"]) for r in rows("aldersgrupper", area=area, period="2020")) == total


def test_there_are_at_least_twenty_indicators_with_figures() -> None:
    typed_tables = {f"figures/{table}" for table in TABLES}
    filled = 0
    for path in INDICATORS.glob("*.toml"):
        text = tomllib.loads(path.read_text(encoding="utf-8"))
        lines = text.get("line") or [text]
        filled += any(line["numerator"].get("table") in typed_tables for line in lines)
    assert filled >= 20
