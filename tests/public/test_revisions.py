"""What we said then: earlier answers from what was public then, revised figures, and the cause of every change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retning.answers import counted_as
from retning.build.assessments import assessment_record
from retning.build.history import MOST_DAYS, Then, history_of, publication_days, revisions, then_of
from retning.build.run import build
from retning.edition.records.history import Revision
from retning.edition.store import Edition
from retning.public.context import Site
from retning.statistics.assessment.model import Assessment, TargetStatus
from retning.statistics.model import Evidence, Fact, Manifest, Series, Table, Tendency, Value
from support.edition_content import content
from support.region_copy import copy_region
from support.revised_region import published_twice
from support.site_reader import reply

MAINS = {"i": "a"}


def series(values: Mapping[str, float], table: str = "t@2020-01-01", line: str = "main") -> Series:
    return Series("i", "a", tuple(Value(p, v) for p, v in values.items()), (table,), (), line)


def then(day: str, state: str, values: Mapping[str, float], rule: str = "1", table: str = "t") -> Then:
    periods = sorted(values)
    said = Assessment(
        "i",
        "a",
        day,
        Fact(periods[0], values[periods[0]], periods[-1], values[periods[-1]], None),
        Tendency(state, len(values)),
        (TargetStatus("no data"),),
        Evidence("A"),
        (),
        rule,
        ("i",),
        measured_by="i",
    )
    return then_of(day, rule, [assessment_record(said)], [series(values, f"{table}@{day}")], MAINS)


BEFORE = {"2018": 1.0, "2019": 2.0}


@pytest.mark.parametrize(
    ("after", "causes"),
    [
        (then("2021-01-01", "improving", {**BEFORE, "2020": 3.0}), ["new"]),
        (then("2021-01-01", "improving", {**BEFORE, "2019": 2.5}), ["revised"]),
        (then("2021-01-01", "improving", {"2019": 2.0}), ["revised"]),
        (then("2021-01-01", "improving", {"2018": 1.0, "2019": 2.5, "2020": 3.0}), ["new", "revised"]),
        (then("2021-01-01", "improving", BEFORE, rule="2"), ["rule"]),
        (then("2021-01-01", "improving", {**BEFORE, "2020": 3.0}, rule="2"), ["new", "rule"]),
        (then("2021-01-01", "improving", BEFORE), ["time"]),
        (then("2021-01-01", "improving", {"2018": 5.0, "2019": 7.0}, table="other"), ["new"]),
    ],
)
def test_each_class_of_change_is_told_apart(after: Then, causes: list[str]) -> None:
    found = history_of([then("2020-01-01", "flat", BEFORE), after], [])
    (entry,) = found.log
    assert (entry.subject, entry.day, list(entry.causes)) == ("i", "2021-01-01", causes)
    assert (entry.old.way, entry.new.way) == ("flat", "right way")
    assert [one.day for one in found.said["i"]] == ["2020-01-01", "2021-01-01"]


def test_the_same_answer_is_not_told_twice_and_changes_nothing() -> None:
    found = history_of([then("2020-01-01", "flat", BEFORE), then("2021-01-01", "flat", BEFORE)], [])
    assert found.log == ()
    assert len(found.said["i"]) == 1
    newer = history_of(
        [then("2020-01-01", "flat", BEFORE), then("2021-01-01", "flat", {**BEFORE, "2020": 2.0})], []
    )
    assert newer.log == ()
    assert [one.period for one in newer.said["i"]] == ["2019", "2020"]


def test_a_revision_tells_old_new_who_and_when() -> None:
    tables = [manifest("2019-05-01"), manifest("2020-05-01")]
    lines = [
        series({"2017": 1.0, "2018": 2.0}, "t@2019-05-01", "main@2019-05-01"),
        series({"2017": 1.0, "2018": 2.5, "2019": 3.0}, "t@2020-05-01"),
    ]
    assert list(revisions(lines, tables)) == [
        Revision(
            indicator="i",
            area="a",
            line="main",
            period="2018",
            old=2,
            new=2.5,
            who="Bureau",
            day="2020-05-01",
        )
    ]
    assert list(revisions(lines[1:], tables)) == []


def manifest(vintage: str, line: str = "vintage") -> Manifest:
    return Manifest("t", {"nb": "t"}, "Bureau", "", vintage, "", "", "", "", "", line=line)


def test_only_the_newest_earlier_days_are_looked_back_at() -> None:
    empty = Table(manifest("2020-01-01"), {}, (), np.empty(0), ())
    tables = [replace(empty, manifest=manifest(f"20{year:02}-01-01")) for year in range(1, 21)]
    days = publication_days(tables, "2020-01-01")
    assert len(days) == MOST_DAYS
    assert (days[0], days[-1]) == ("2008-01-01", "2019-01-01")
    assert publication_days([*tables, *tables], "2020-01-01") == days


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Path]:
    place = tmp_path_factory.mktemp("revised")
    folder = copy_region(place)
    published_twice(folder)
    return build(folder, place / "home"), place


def page(edition: Edition, home: Path, path: str) -> str:
    answer = reply(Site(edition), path)
    assert answer.status == 200
    return unescape(answer.body.decode())


def test_earlier_answers_are_those_of_a_build_for_that_day(revised: tuple[Edition, Path]) -> None:
    edition, place = revised
    said = content(edition)["history"]["said"]
    assert content(edition)["history"]["days"] == ["2023-02-20", "2024-02-20"]
    looked_back = build(place / "region", place / "back", date(2023, 2, 20))
    for subject in ("A-a", "folkevekst-eksempel"):
        first = said[subject][0]
        main = [a for a in content(looked_back)["assessments"] if a["subject"] == subject]
        wanted = next(a for a in main if a["area"] == "eksempelregionen")
        assert first["day"] == "2023-02-20"
        assert first["way"] == counted_as(wanted["tendency"]["state"])
        assert (first["period"], first["value"]) == (
            wanted["fact"]["to_period"],
            wanted["fact"]["to_value"],
        )
        assert first["evidence"] == wanted["evidence"]["grade"]


def test_revised_figures_stand_on_the_page_with_a_ghost_line(revised: tuple[Edition, Path]) -> None:
    edition, place = revised
    rows: list[dict[str, Any]] = [
        r
        for r in content(edition)["history"]["revisions"]
        if (r["indicator"], r["area"]) == ("folkevekst-eksempel", "eksempelregionen")
    ]
    assert {(r["period"], r["old"], r["new"], r["who"], r["day"]) for r in rows} == {
        ("2012", 20, 15, "Example", "2024-02-20"),
        ("2013", 20, 25, "Example", "2024-02-20"),
    }
    for path in ("/nb/indikator/folkevekst-eksempel/", "/nb/plan/A-a/"):
        shown = page(edition, place / "home", path)
        assert "Dette sa vi før" in shown
        assert "2013: 20 → 25 (Example reviderte 20. februar 2024)" in shown
        assert 'class="c-ghost"' in shown
        assert "20. februar 2023" in shown
    assert "Dette sa vi før" not in page(edition, place / "home", "/nb/plan/A-b/")


def test_two_builds_give_the_same_history(revised: tuple[Edition, Path]) -> None:
    edition, place = revised
    again = build(place / "region", place / "again")
    assert again.name == edition.name
