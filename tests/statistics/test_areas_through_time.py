"""Codes through mergers and splits, sums that lose nobody, and refusals."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.statistics.areas import (
    Area,
    AreaChange,
    Areas,
    Code,
    Link,
    Membership,
    Step,
    carry,
    city_region,
    conservation,
    correspondence,
    load_areas,
    ratio,
    split_jumps,
    total,
)
from retning.statistics.model import Part, Value
from retning.statistics.tables.periods import first_day

REGION = Path(__file__).resolve().parents[1] / "regions" / "tolevel"
BEFORE, DAY, AFTER = date(2019, 12, 31), date(2020, 1, 1), date(2021, 6, 1)


@pytest.fixture(scope="module")
def areas() -> Areas:
    loaded, faults = load_areas(REGION)
    assert loaded is not None, faults
    return loaded


def figures(table: str, measure: str, period: str) -> dict[str, Part]:
    with (REGION / "figures" / f"{table}.csv").open(encoding="utf-8") as file:
        return {
            row["area"]: Part(row["area"], value=float(row["value"]))
            for row in csv.DictReader(file)
            if row["measure"] == measure and row["period"] == period
        }


def test_a_year_means_its_first_day() -> None:
    assert first_day("2019") == first_day("2019-01-01") == first_day("2019-Q1") == date(2019, 1, 1)
    assert first_day("2019-M11") == date(2019, 11, 1)
    assert first_day("2019-20") == date(2019, 8, 1)
    with pytest.raises(ValueError, match="nonsense"):
        first_day("nonsense")


def test_todays_borders_are_carried_back_through_a_merger(areas: Areas) -> None:
    old = areas.parts("avik", "2019")
    assert (old.weights, old.method) == ({"9001": 1.0, "9002": 1.0}, "summed")
    new = areas.parts("avik", "2020")
    assert (new.weights, new.method) == ({"9010": 1.0}, "as published")
    fixed = areas.parts("avik", "2015", "2024-01-01")
    assert (fixed.weights, fixed.method) == ({"9010": 1.0}, "as published")


def test_a_municipality_that_was_merged_away_is_an_estimate(areas: Areas) -> None:
    assert areas.parts("bdal", "2019").method == "as published"
    later = areas.parts("bdal", "2020")
    assert (later.weights, later.method, later.note) == ({"9010": 0.25}, "estimated", "share_estimated")


def test_the_whole_county_is_the_sum_of_its_municipalities_in_every_year(areas: Areas) -> None:
    for year in range(2012, 2025):
        rows = figures("folketall", "population", str(year))
        region = total(areas.parts("eksempelregionen", str(year)), rows)
        assert region.value == rows["90"].value
        assert region.method == "summed"
        assert sum(part.weight * (part.value or 0) for part in region.parts) == region.value


def test_a_ratio_is_recomputed_from_its_parts(areas: Areas) -> None:
    parts = areas.parts("avik", "2019")
    value = ratio(
        total(parts, figures("sysselsatte", "employed", "2019"), "ratio"),
        total(parts, figures("sysselsatte", "residents_20_66", "2019"), "ratio"),
        100,
    )
    # 9001: 1 452 of 1 908; 9002: 493 of 630 (read off the file)
    assert (value.numerator, value.denominator) == (1452 + 493, 1908 + 630)
    assert value.value == pytest.approx(100 * 1945 / 2538)
    assert value.method == "recomputed"


@pytest.mark.parametrize("kind", ["median", "mean", "index"])
def test_medians_means_and_indices_of_several_parts_are_refused(areas: Areas, kind: str) -> None:
    rows = {
        "9001": Part("9001", value=300.0),
        "9002": Part("9002", value=320.0),
        "9010": Part("9010", value=330.0),
    }
    refused = total(areas.parts("avik", "2019"), rows, kind)
    assert (refused.value, refused.method, refused.note) == (None, "not possible", "cannot_add")
    assert total(areas.parts("avik", "2020"), rows, kind).value == 330.0
    assert total(areas.parts("bdal", "2020"), rows, kind).note == "cannot_add"


def test_a_missing_part_makes_the_sum_missing_with_its_symbol(areas: Areas) -> None:
    parts = areas.parts("avik", "2019")
    hidden = total(parts, {"9001": Part("9001", value=None, status=":"), "9002": Part("9002", value=5.0)})
    assert (hidden.value, hidden.status, hidden.note) == (None, ":", "part_missing")
    both = total(parts, {"9001": Part("9001", status=".."), "9002": Part("9002", status=":")})
    assert both.status == ":"
    absent = total(parts, {"9001": Part("9001", value=5.0)})
    assert (absent.value, absent.note) == (None, "part_not_in_table")


def test_provisional_parts_make_a_provisional_sum(areas: Areas) -> None:
    parts = areas.parts("avik", "2019")
    value = total(parts, {"9001": Part("9001", value=1.0, status="p"), "9002": Part("9002", value=2.0)})
    assert (value.value, value.certainty) == (3.0, "provisional")


def test_ratios_of_nothing_are_refused() -> None:
    assert ratio(Value("2019", 1.0), Value("2019", 0.0)).note == "zero_denominator"
    hidden = ratio(Value("2019", None, status=":", note="part_missing"), Value("2019", 2.0))
    assert (hidden.value, hidden.status, hidden.method) == (None, ":", "not possible")
    with pytest.raises(ValueError, match="2020"):
        ratio(Value("2019", 1.0), Value("2020", 1.0))


def test_a_peer_group_has_no_sum_but_its_members_have(areas: Areas) -> None:
    assert areas.parts("eksempelgruppen", "2020").note == "group_has_no_sum"
    assert areas.members("eksempelgruppen") == ("avik", "cnes")


def test_an_area_without_codes_stands_under_its_own_id() -> None:
    shelf = Area("shelf", "other", {"nb": "x"})
    land = Area("land", "other", {"nb": "x"}, memberships=(Membership(("a",)),), borders="period")
    found = Areas([shelf, land, Area("a", "county", {"nb": "a"}, (Code("1"),))])
    assert found.parts("shelf", "2019").weights == {"shelf": 1.0}
    assert found.parts("land", "2019").weights == {"1": 1.0}
    assert found.parts("land", "2019", available={"land", "1"}).weights == {"land": 1.0}


def test_members_by_date_and_nobody_before_the_first() -> None:
    towns = [Area(name, "municipality", {"nb": name}, (Code(name),)) for name in ("a", "b")]
    region = Area(
        "r",
        "region",
        {"nb": "r"},
        memberships=(
            Membership(("a",), date(2010, 1, 1), date(2017, 12, 31)),
            Membership(("a", "b"), date(2018, 1, 1)),
        ),
        borders="period",
    )
    found = Areas([*towns, region])
    assert found.members("r", "2017") == ("a",)
    assert found.members("r", "2018") == found.members("r") == ("a", "b")
    assert found.parts("r", "2009").note == "no_members"
    assert found.parts("r", "2018").weights == {"a": 1.0, "b": 1.0}


def test_a_code_that_ended_without_a_successor_is_refused() -> None:
    gone = Areas([Area("a", "municipality", {"nb": "a"}, (Code("1", None, BEFORE),))])
    assert gone.parts("a", "2019").method == "as published"
    assert gone.parts("a", "2020").note == "no_code"


def test_a_share_that_nobody_published_is_refused() -> None:
    merger = AreaChange(DAY, "merge", (Link("1", "3"), Link("2", "3")))
    towns = [
        Area("a", "municipality", {"nb": "a"}, (Code("1", None, BEFORE),)),
        Area("b", "municipality", {"nb": "b"}, (Code("2", None, BEFORE),)),
        Area("c", "municipality", {"nb": "c"}, (Code("3", DAY),)),
    ]
    pair = Area("p", "region", {"nb": "p"}, memberships=(Membership(("a", "b")),), borders="2015-01-01")
    found = Areas([*towns, pair], [merger])
    assert found.parts("a", "2021").note == "share_unknown"
    # Both halves are inside, so the whole is exact although nobody published either share.
    assert (found.parts("p", "2021").weights, found.parts("p", "2021").method) == ({"3": 1.0}, "as published")


def test_a_recode_is_implied_by_the_codes_of_an_area() -> None:
    town = Area("a", "municipality", {"nb": "a"}, (Code("1", None, BEFORE), Code("2", DAY)))
    assert Areas([town]).history == (Step(DAY, (Link("1", "2"),)),)
    assert correspondence(["2"], AFTER, BEFORE, Areas([town]).history) == {"2": {"1": 1.0}}


shares = st.lists(st.integers(1, 100), min_size=2, max_size=5)
counts = st.lists(st.integers(0, 10**6), min_size=1, max_size=6)


@given(counts, st.data())
def test_carrying_figures_over_any_change_keeps_the_sum(sizes: list[int], data: st.DataObject) -> None:
    """Old codes are recoded, merged and split at will; in new borders there are as many people as in the old."""
    old = [f"o{place}" for place in range(len(sizes))]
    new = [f"n{place}" for place in range(data.draw(st.integers(1, 6)))]
    links = []
    for code in old:
        targets = data.draw(st.lists(st.sampled_from(new), min_size=1, max_size=4, unique=True))
        weights = [data.draw(st.integers(1, 50)) for _ in targets]
        links += [Link(code, to, weight / sum(weights)) for to, weight in zip(targets, weights, strict=True)]
    history = [Step(DAY, tuple(links))]
    people = dict(zip(old, sizes, strict=True))
    table = correspondence({link.after for link in links}, AFTER, BEFORE, history)
    carried = sum((weight or 0.0) * people[code] for row in table.values() for code, weight in row.items())
    assert carried == pytest.approx(sum(sizes), abs=1e-6 * max(1, sum(sizes)))


@given(shares)
def test_a_split_and_its_reunion_give_the_whole_back(weights: list[int]) -> None:
    split = Step(DAY, tuple(Link("1", f"n{i}", w / sum(weights), 1.0) for i, w in enumerate(weights)))
    pieces = carry({"1": 1.0}, BEFORE, AFTER, [split])
    assert set(pieces.values()) == {1.0}
    assert carry(pieces, AFTER, BEFORE, [split]) == {"1": pytest.approx(1.0)}


def test_a_gap_and_a_false_jump_are_found() -> None:
    gaps = conservation({"1": {"2019": 3.0, "2020": 4.0}, "2": {"2020": 1.0}}, {"2019": 4.0, "2020": 5.0})
    assert [(gap.period, gap.difference) for gap in gaps] == [("2019", -1.0)]
    halves = Step(DAY, (Link("9", "1", 0.5), Link("9", "2", 0.5)))
    jumps = split_jumps({"1": {"2019": 50.0, "2020": 86.0}, "2": {"2019": 50.0, "2020": 14.0}}, [halves])
    assert [(jump.code, jump.relative, jump.at_split) for jump in jumps] == [
        ("1", 0.72, True),
        ("2", -0.72, True),
    ]


def test_exactly_the_share_is_not_more_than_the_share() -> None:
    flows = {("1", "1"): 90.0, ("2", "1"): 10.0, ("3", "1"): 10.1}
    region = city_region(
        flows, {"1": 100.0, "2": 100.0, "3": 100.0, "4": 0.0}, "1", "2022", declared=["1", "2"]
    )
    assert region.members == ("1", "3")
    assert region.added == ("3",)
    assert region.missing == {"2": 0.1}
    with pytest.raises(KeyError):
        city_region(flows, {"2": 1.0}, "1", "2022")
