"""One figure of the past changed: an earlier publication, or the outcome of a forecast (patterns P8 and P10).

As in ``test_one_change.py``: whatever told the old figure must tell the new one, and the frozen edition the old one.
"""

from __future__ import annotations

import json
import re

import pytest

from retning.language.texts import text
from support.forecast_region import built, copy_of, next_year
from support.region_copy import change
from support.revised_region import region_published_twice
from support.two_editions import Edition, Twice, before_and_after, everything, in_words, tells

GROWTH = "folkevekst-eksempel"
REGION = "eksempelregionen"
Pair = tuple[Edition, Edition]


# P8: the revision ribbon


@pytest.fixture(scope="module")
def revision(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Cnes had 1995 persons in 2013 as first published; the file says 2000 instead. Today's figure stays 1990."""
    place = tmp_path_factory.mktemp("revision")
    return before_and_after(
        place, region_published_twice, "figures/folketall.csv", "9003,2013,1995,", "9003,2013,2000,"
    )


# The growth of the region as first published: of Avik 25 and 30, of Cnes what is left of 2000, 1995 (2000), 1985.
THEN, NOW = {"2012": 20, "2013": 20}, {"2012": 25, "2013": 15}
TODAY = {"2012": 15, "2013": 25}


@pytest.mark.parametrize(("kind", "id"), [("indicator", GROWTH), ("element", "A-a"), ("record", GROWTH)])
def test_revision_the_list_tells_what_was_and_what_is(revision: Pair, kind: str, id: str) -> None:
    for edition, was in zip(revision, (THEN, NOW), strict=True):
        said = edition.says(kind, id)
        for period, today in TODAY.items():
            assert f"{period}: {was[period]} → {today}" in said


def test_revision_ghost_line_table_and_files_have_the_earlier_figures(revision: Pair) -> None:
    heights = []
    for edition, was in zip(revision, (THEN, NOW), strict=True):
        for period, value in was.items():
            ghost = f"{REGION}.main@2023-02-20.{period}"
            assert edition.cell(GROWTH, ghost) == str(value)
            assert edition.cell(GROWTH, f"{REGION}.main.{period}") == str(TODAY[period])
            for ending in (".csv", ".norsk.csv", ".xlsx", ".json"):
                found = [
                    float(row["value"])
                    for row in edition.rows("indicator", GROWTH, ending)
                    if (row["area"], row["line"], row["period"]) == (REGION, "main@2023-02-20", period)
                ]
                assert found == [value]
            drawn = json.loads(edition.body("indicator", GROWTH, ".vl.json"))["data"]["values"]
            assert [d["value"] for d in drawn if (d["role"], d["period"]) == ("ghost", period)] == [value]
        line = re.search(
            r'<path class="c-ghost" d="([^"]*)"', edition.body("indicator", GROWTH, ".svg").decode()
        )
        assert line is not None
        heights.append(line[1])
    assert heights[0] != heights[1]


def test_revision_feed_and_page_of_changes_tell_it(revision: Pair) -> None:
    for edition, was in zip(revision, (THEN, NOW), strict=True):
        old = text(
            "nb",
            "feed.revised_one",
            indicator="Folkevekst (eksempel)",
            area="Eksempelregionen",
            period="2012",
            old=was["2012"],
            new=15,
        )
        for kind, id in (("indicator", GROWTH), ("element", "A-a"), ("area", REGION), ("changes", "")):
            assert old in edition.feed(kind, id)
        assert old in edition.says("changes", query="?siden=2023-06-01")


# P10: the forecast answer sheet


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Edition, int]:
    """Forecasts are made, a year comes in, and the figure of one town turns out to be ten times as large."""
    place = tmp_path_factory.mktemp("answer")
    region, home = copy_of(place), place / "home"
    built(region, home)
    next_year(region)
    twice = Twice(region, home)
    figures = region / "figures/tall.csv"
    (line,) = re.findall(r"^9109,2025,\d+,.*,visitors$", figures.read_text(encoding="utf-8"), re.MULTILINE)
    was = line.split(",")[2]
    change(figures, line, line.replace(f",2025,{was},", f",2025,{was}0,"))
    return (*twice.again(), int(was))


def test_answer_the_sheet_scores_the_new_outcome_in_page_and_files(
    answer: tuple[Edition, Edition, int],
) -> None:
    *editions, was = answer
    for edition, outcome in zip(editions, (was, was * 10), strict=True):
        for ending in (".csv", ".norsk.csv", ".xlsx", ".json"):
            rows = edition.rows(
                "answers", "", ending, {".xlsx": "forecasts", ".json": "forecasts"}.get(ending, "data")
            )
            (row,) = [
                r
                for r in rows
                if (r["indicator"], r["area"], r["period"], r["state"])
                == ("gjester", "by-09", "2025", "scored")
                and r["kind"] == "forecast"
            ]
            number = {k: float(str(row[k]).replace(",", ".")) for k in ("outcome", "lower80", "upper80")}
            assert number["outcome"] == outcome
            inside = number["lower80"] <= outcome <= number["upper80"]
            assert inside is (outcome == was) and int(float(row["hit80"])) == int(inside)
        shown = f"{outcome:,}".replace(",", " ")
        line = next(r for r in edition.markup("answers").split("<tr>") if ">By 09<" in r and "2025" in r)
        assert tells(in_words(line), shown)


def test_answer_hits_are_counted_anew_in_sentence_and_record(
    answer: tuple[Edition, Edition, int],
) -> None:
    then, now, _ = answer
    hits = [json.loads(e.body("answers", "", ".json"))["records"][0]["hits80"] for e in (then, now)]
    assert hits[1] == hits[0] - 2  # of the town, and of the region that it is a part of
    for edition, count in zip((then, now), hits, strict=True):
        assert re.search(rf"\b{count} av 25\b", edition.says("answers"))


def test_answer_the_towns_own_figures_change_with_it(answer: tuple[Edition, Edition, int]) -> None:
    *editions, was = answer
    for edition, outcome in zip(editions, (was, was * 10), strict=True):
        shown = f"{outcome:,}".replace(",", " ")
        assert edition.cell("gjester", "by-09.main.2025") == shown
        assert tells(edition.feed("area", "by-09"), shown)
        assert tells(edition.picture("area", "by-09"), shown)
        assert edition.values("gjester", "by-09", "2025", "area", "by-09") == [outcome] * 4
        assert tells(edition.says("area", "by-09"), shown)


def test_answer_what_was_forecast_stays_what_it_was(answer: tuple[Edition, Edition, int]) -> None:
    """The outcome is other; the forecast of it, made the year before, is not."""
    keys = ("made", "value", "lower80", "upper80", "lower95", "upper95")
    said = [
        [
            tuple(r[k] for k in keys)
            for r in e.rows("answers")
            if r["made"].startswith("2025") and r["kind"] == "forecast"
        ]
        for e in answer[:2]
    ]
    assert said[0] == said[1] != []
    assert everything(answer[0].body("answers")) != everything(answer[1].body("answers"))
