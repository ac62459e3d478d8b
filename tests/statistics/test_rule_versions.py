"""Rules have versions: an old year is judged by its own rule, and readers see what changed, when and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from retning.build.run import build
from retning.public.respond import Site
from retning.statistics.assessment.direction import series_tendencies
from retning.statistics.assessment.evidence import evidence
from retning.statistics.assessment.targets import level
from retning.statistics.model import Series, Value
from retning.statistics.rules import history as rules_history
from retning.statistics.rules.history import Rules, history, parse, rules_content, rules_on
from retning.statistics.rules.limits import (
    RULE_VERSION,
    chance_word,
    in_force,
    limit,
    limits_in_force,
    rule_version,
    thresholds,
)
from support.region_copy import copy_region

# Two versions: until the middle of 2023 an A took 14 figures, and 0.90 of the pace was on track.
TWO = f"""
[[version]]
version = "{RULE_VERSION}"
from = 2023-07-01
decided_by = {{ nb = "Styret", nn = "Styret", en = "The board" }}
what = {{ nb = "Færre tall for en A.", nn = "Færre tal for ein A.", en = "Fewer figures for an A." }}
why = {{ nb = "Kravet var for strengt.", nn = "Kravet var for strengt.", en = "The demand was too strict." }}
[[version.change]]
limit = "points_grade_a"
old = 14
new = {thresholds()["points_grade_a"]}
[[version.change]]
limit = "ratio_on_track"
old = 0.90
new = {thresholds()["ratio_on_track"]}

[[version]]
version = "2020.1"
from = 2020-01-01
decided_by = {{ nb = "Styret", nn = "Styret", en = "The board" }}
what = {{ nb = "Det første.", nn = "Det første.", en = "The first." }}
why = {{ nb = "Noe må være først.", nn = "Noko må vere først.", en = "Something must be first." }}
"""


@pytest.fixture
def two() -> tuple[Rules, ...]:
    return parse(TWO, thresholds())


def yearly(values: list[float]) -> Series:
    return Series("x", "home", tuple(Value(str(2000 + i), v) for i, v in enumerate(values)))


def test_the_newest_version_has_the_limits_of_the_rule_book() -> None:
    newest = history()[0]
    assert newest.version == RULE_VERSION == rule_version()
    assert {**newest.limits, "rule_version": RULE_VERSION} == thresholds() == limits_in_force()
    assert all(one.since > other.since for one, other in zip(history(), history()[1:], strict=False))


def test_an_older_version_follows_by_undoing_the_changes(two: tuple[Rules, ...]) -> None:
    old = two[1]
    assert (old.limits["points_grade_a"], old.limits["ratio_on_track"]) == (14, 0.90)
    same = {k: v for k, v in old.limits.items() if k not in ("points_grade_a", "ratio_on_track")}
    assert all(two[0].limits[name] == value for name, value in same.items())


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (None, RULE_VERSION),
        (date(2023, 7, 1), RULE_VERSION),
        (date(2023, 6, 30), "2020.1"),
        (date(2011, 1, 1), "2020.1"),
    ],
)
def test_the_version_in_force_on_a_day(two: tuple[Rules, ...], day: date | None, version: str) -> None:
    assert rules_on(day, two).version == version


def test_limits_hold_inside_the_block_and_nowhere_else(two: tuple[Rules, ...]) -> None:
    twelve = yearly([float(i) for i in range(12)])
    with two[1].in_force():
        assert (rule_version(), limit("points_grade_a")) == ("2020.1", 14)
        assert evidence(twelve).grade == "B"
    assert (rule_version(), limit("points_grade_a")) == (RULE_VERSION, 10)
    assert evidence(twelve).grade == "A"


def test_every_limit_is_asked_for_where_it_is_used() -> None:
    def state() -> str:
        return level([2010, 2015], [50, 59.2], base_year=2010, target_year=2020, target=70).state

    assert state() == "too slow"  # 0.92 of the pace
    with in_force("x", {"ratio_on_track": 0.90}):
        assert state() == "on track"
    rising = yearly([1.0, 2, 3, 4, 5, 6])
    assert series_tendencies([rising], "flow", "up")[0].state == "improving"
    with in_force("x", {"points_for_tendency": 8}):
        refused = series_tendencies([rising], "flow", "up")[0]
    assert (refused.state, refused.reasons[0].values["needed"]) == ("cannot tell", 8)
    assert chance_word(0.7) == "likely"
    with in_force("x", {"chance_likely": 0.75}):
        assert chance_word(0.7) == "open"
    with pytest.raises(KeyError, match="no such limit"), in_force("x", {"nonsense": 1}):
        pass


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("new = 10", "new = 11", "is not 11"),
        ("old = 14", "old = 10", "did not change"),
        ('limit = "points_grade_a"', 'limit = "nonsense"', "nonsense"),
        ("from = 2020-01-01", "from = 2024-01-01", "not before"),
        (', en = "Something must be first."', "", "lacks a language"),
    ],
)
def test_a_history_that_does_not_hold_together_is_refused(old: str, new: str, says: str) -> None:
    assert TWO.count(old) == 1
    with pytest.raises(ValueError, match=says):
        parse(TWO.replace(old, new), thresholds())


def test_a_first_version_that_changes_and_an_empty_history_are_refused() -> None:
    with pytest.raises(ValueError, match="first version"):
        parse(TWO.partition('[[version]]\nversion = "2020.1"')[0], thresholds())
    with pytest.raises(ValueError, match="without any version"):
        parse("", thresholds())


def test_an_edition_of_an_old_day_is_judged_by_the_old_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, two: tuple[Rules, ...]
) -> None:
    region = copy_region(tmp_path)
    today = build(region, tmp_path / "home")
    assert today.manifest.rule_version == RULE_VERSION

    # The rule changed the day after the figures came: the same figures, seen from before, meet the older rule.
    moved = parse(TWO.replace("2023-07-01", "2024-02-21"), thresholds())
    monkeypatch.setattr(rules_history, "history", lambda: moved)
    then = build(region, tmp_path / "then", as_of=date(2024, 2, 20))
    now = build(region, tmp_path / "now", as_of=date(2024, 2, 21))
    assert [e.manifest.rule_version for e in (then, now)] == ["2020.1", RULE_VERSION]
    grades = [
        {a["subject"]: a["evidence"]["grade"] for a in e.content["assessments"] if a["area"] == "avik"}
        for e in (then, now)
    ]
    # Twelve final figures: an A by today's rule, a B by the one that asked for 14.
    assert [g["folkevekst-eksempel"] for g in grades] == ["B", "A"]
    assert {a["rule_version"] for a in then.content["assessments"]} == {"2020.1"}
    assert then.content["inputs"]["rules"]["points_grade_a"] == 14
    # What we would have said then knows nothing of a rule that came later.
    assert [v["version"] for v in then.content["rules"]["versions"]] == ["2020.1"]

    page = Site(now, tmp_path).respond("/nb/indikator/folkevekst-eksempel/", "").body.decode()
    box = page.partition('id="regel"')[2].partition("</section>")[0]
    for said in (
        "Færre tall for en A.",
        "Kravet var for strengt.",
        "fra 14 til 10",
        "21. februar 2024",
        "Styret",
    ):
        assert said in box
    older = Site(then, tmp_path).respond("/nb/indikator/folkevekst-eksempel/", "").body.decode()
    assert "regelsett 2020.1" in older and "Kravet var for strengt." not in older


def test_the_content_names_changes_with_old_and_new(two: tuple[Rules, ...]) -> None:
    content = rules_content(two[0], two)
    assert content["used"] == RULE_VERSION
    assert content["versions"][0]["changes"][0] == {"limit": "points_grade_a", "old": 14, "new": 10}
    assert content["versions"][1]["from"] == "2020-01-01"
