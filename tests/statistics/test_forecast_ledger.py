"""The answer sheet: nothing published is ever lost or changed, and every score can be computed again."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retning.build.run import build
from retning.statistics.assessment.forecast.answers import (
    Record,
    answers,
    losing,
    outcomes_of,
    records,
    withdrawals,
)
from retning.statistics.assessment.forecast.ledger import FILE, Ledger, append, read_ledger
from retning.statistics.model import Break, Series, Value
from retning.toml.faults import InputError
from support.edition_content import content
from support.forecast_region import PLAN, built, copy_of, entry, next_year
from support.rules import NEWEST


def series(
    values: dict[str, float], line: str = "main", vintage: str = "2024-02-20", area: str = "by-01"
) -> Series:
    points = tuple(Value(p, v, vintage=vintage) for p, v in values.items())
    return Series("gjester", area, points, line=line)


# What is kept


def test_lines_are_only_ever_added(tmp_path: Path) -> None:
    first, second = entry("by-01"), entry("by-02")
    assert append(tmp_path, [first]) == 1
    before = (tmp_path / FILE).read_bytes()
    assert append(tmp_path, [second, first]) == 1
    after = (tmp_path / FILE).read_bytes()
    assert after.startswith(before) and after.count(b"\n") == 2
    assert append(tmp_path, [first, second]) == 0
    assert (tmp_path / FILE).read_bytes() == after
    assert read_ledger(tmp_path, PLAN).entries == (first, second)


def test_entries_come_back_exactly_and_those_of_another_plan_stay_apart(tmp_path: Path) -> None:
    odd = entry(value=0.1 + 0.2)
    append(tmp_path, [odd, entry(plan="another")])
    found = read_ledger(tmp_path, PLAN)
    assert len(found.entries) == 1
    assert found.entries[0].forecast.ahead[0].value == 0.3  # twelve significant digits
    assert append(tmp_path, found.entries) == 0


def test_many_builds_at_once_lose_nothing(tmp_path: Path) -> None:
    wanted = [entry(f"by-{n:02d}") for n in range(1, 25)]
    with ThreadPoolExecutor(8) as workers:
        list(workers.map(lambda e: append(tmp_path, [e]), wanted))
    assert set(read_ledger(tmp_path, PLAN).entries) == set(wanted)


def test_a_line_that_cannot_be_read_stops_the_build_with_its_number(tmp_path: Path) -> None:
    append(tmp_path, [entry()])
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes() + b'{"kind":"forecast"}\n')
    with pytest.raises(InputError) as caught:
        read_ledger(tmp_path, PLAN)
    fault = caught.value.faults[0]
    assert (fault.key, fault.line) == ("forecast_ledger_damaged", 2)
    with pytest.raises(InputError):
        append(tmp_path, [entry("by-02")])


def test_the_same_forecast_from_the_same_figures_is_one_forecast() -> None:
    first = entry()
    ledger = Ledger().with_([first])
    later = replace(first.forecast, made="2022-06-01")
    assert ledger.new(PLAN, [later]) == ()
    revised = replace(later, last_value=91.0)
    assert [e.forecast.made for e in ledger.new(PLAN, [revised])] == ["2022-06-01"]
    other_rules = replace(later, rule_version="other")
    assert len(ledger.new(PLAN, [other_rules])) == 1


def test_an_edition_holds_what_was_made_by_its_day() -> None:
    ledger = Ledger().with_([entry(made="2021-02-20"), entry(made="2023-02-20", last="2022")])
    assert [e.forecast.made for e in ledger.by("2022-01-01").entries] == ["2021-02-20"]


# What came


def test_a_forecast_is_held_against_the_figure_as_first_published() -> None:
    said = Ledger().with_([entry(value=100, half=10, last_value=90, step=5)])
    newest = series({"2021": 111.0}, vintage="2024-02-20")
    first = series({"2021": 108.0}, "main@2022-02-20", "2022-02-20")
    hit, waiting = answers(said, [newest, first])
    assert hit.outcome is not None and (hit.outcome.first, hit.outcome.now) == (108.0, 111.0)
    assert hit.outcome.first_vintage == "2022-02-20"
    assert (hit.state, hit.hit80, hit.hit95) == ("scored", True, True)
    assert (hit.error, hit.naive_error) == (8 / 5, 18 / 5)
    assert (hit.hit80_now, hit.error_now) == (False, 11 / 5)
    assert (waiting.state, waiting.outcome, waiting.hit80, waiting.error) == ("waiting", None, None, None)


def test_the_bounds_themselves_are_inside() -> None:
    said = Ledger().with_([entry(value=100, half=10)])
    found = answers(said, [series({"2021": 110.0, "2022": 120.0})])
    assert [(a.hit80, a.hit95) for a in found] == [(True, True), (False, True)]


def test_a_break_after_the_forecast_makes_the_outcome_another_thing() -> None:
    said = Ledger().with_([entry()])
    broken = replace(series({"2021": 100.0, "2022": 300.0}), breaks=(Break("2022", {}),))
    assert [a.state for a in answers(said, [broken])] == ["scored", "not comparable"]
    assert records(answers(said, [broken]))[0].cases == 1


def test_the_first_publication_is_the_earliest_vintage_whatever_the_order() -> None:
    vintages = [
        series({"2021": 1.0}, "main@2022-01-01", "2022-01-01"),
        series({"2021": 2.0}, "main@2023-01-01", "2023-01-01"),
    ]
    newest = series({"2021": 3.0}, vintage="2024-01-01")
    for order in ([newest, *vintages], [*vintages[::-1], newest]):
        found = outcomes_of(order)["gjester", "by-01", "main"]["2021"]
        assert (found.first, found.first_vintage, found.now) == (1.0, "2022-01-01", 3.0)


def test_a_record_is_counted_from_the_answers_alone() -> None:
    said = Ledger().with_([entry("by-01", value=100), entry("by-02", value=200)])
    came = [series({"2021": 104.0, "2022": 90.0}), series({"2021": 240.0}, area="by-02")]
    (record,) = records(answers(said, came))
    assert (record.forecasts, record.cases, record.years) == (4, 3, 2)
    assert (record.hits80, record.hits95) == (2, 2)
    assert record.error == pytest.approx((4 + 10 + 40) / 5 / 3)
    assert record.naive_error == pytest.approx((14 + 0 + 150) / 5 / 3)
    assert record.ratio == pytest.approx(54 / 164)


# What is withdrawn


@pytest.mark.parametrize(
    ("cases", "years", "hits", "error", "naive", "reason"),
    [
        (20, 2, 16, 0.9, 1.0, ""),
        (20, 2, 16, 1.0, 1.0, ""),
        (20, 2, 16, 1.1, 1.0, "forecast_withdrawn_error"),
        (19, 2, 2, 9.0, 1.0, ""),
        (40, 1, 2, 9.0, 1.0, ""),
        (20, 2, 13, 0.9, 1.0, "forecast_withdrawn_coverage"),
        (20, 2, 14, 0.9, 1.0, ""),
        (100, 4, 93, 0.9, 1.0, "forecast_withdrawn_coverage"),
        (20, 2, 16, 0.1, 0.0, "forecast_withdrawn_error"),
    ],
)
def test_when_a_family_is_withdrawn(
    cases: int, years: int, hits: int, error: float, naive: float, reason: str
) -> None:
    assert (
        losing(
            Record("i", "main", NEWEST.version, cases, cases, years, hits, hits, error, naive), rules=NEWEST
        )
        == reason
    )


def test_a_family_is_withdrawn_once_and_only_under_the_rules_that_made_it() -> None:
    bad = Record("i", "main", NEWEST.version, 40, 40, 3, 5, 9, 2.0, 1.0)
    (gone,) = withdrawals(PLAN, [bad], {}, "2024-05-01", rules=NEWEST)
    assert (gone.day, gone.reason, gone.cases, gone.ratio) == (
        "2024-05-01",
        "forecast_withdrawn_error",
        40,
        2.0,
    )
    assert withdrawals(PLAN, [bad], {("i", "main"): "2024-05-01"}, "2025-05-01", rules=NEWEST) == []
    assert withdrawals(PLAN, [replace(bad, rule_version="older")], {}, "2024-05-01", rules=NEWEST) == []


# The build


def test_the_first_and_the_second_build_give_the_same_bytes(tmp_path: Path) -> None:
    folder = copy_of(tmp_path)
    first = built(folder, tmp_path / "home")
    ledger = (tmp_path / "home" / FILE).read_bytes()
    assert len(content(first)["answers"]["answers"]) == 25 * 5
    assert built(folder, tmp_path / "home").hash == first.hash
    assert built(folder, tmp_path / "elsewhere").hash == first.hash
    assert (tmp_path / "home" / FILE).read_bytes() == ledger


def test_a_new_year_scores_what_was_said_and_loses_nothing(tmp_path: Path) -> None:
    folder, home = copy_of(tmp_path), tmp_path / "home"
    before = built(folder, home)
    kept = (home / FILE).read_bytes()
    next_year(folder)
    after = built(folder, home)
    assert (home / FILE).read_bytes().startswith(kept)
    old = [a for a in content(after)["answers"]["answers"] if a["made"] == "2025-02-20"]
    assert len(old) == 25 * 5
    assert {a["state"] for a in old if a["ahead"]["period"] == "2025"} == {"scored"}
    assert {a["state"] for a in old if a["ahead"]["period"] != "2025"} == {"waiting"}
    said = {f["area"]: f for f in content(before)["forecasts"]["forecasts"]}
    one = next(a for a in old if a["area"] == "by-05" and a["ahead"]["period"] == "2025")
    figures = (folder / "figures" / "tall.csv").read_text(encoding="utf-8").splitlines()
    came = float(
        next(x for x in figures if x.startswith("9105,2025") and x.endswith("visitors")).split(",")[2]
    )
    assert one["outcome"]["first"] == came
    assert one["hit80"] == (
        said["by-05"]["ahead"][0]["lower80"] <= came <= said["by-05"]["ahead"][0]["upper80"]
    )
    assert one["error"] == pytest.approx(
        abs(came - said["by-05"]["ahead"][0]["value"]) / said["by-05"]["step"]
    )
    assert one["naive_error"] == pytest.approx(
        abs(came - said["by-05"]["last_value"]) / said["by-05"]["step"]
    )
    (record,) = content(after)["answers"]["records"]
    assert (record["cases"], record["years"]) == (25, 1)
    assert record["hits80"] == sum(a["hit80"] for a in old if a["state"] == "scored")


def test_a_build_for_a_day_that_has_passed_enters_nothing_and_says_so(tmp_path: Path) -> None:
    folder, home = copy_of(tmp_path), tmp_path / "home"
    built(folder, home)
    next_year(folder)
    built(folder, home)
    kept = (home / FILE).read_bytes()
    early = build(folder, home, date(2026, 2, 1))
    assert (home / FILE).read_bytes() == kept
    assert {a["made"] for a in content(early)["answers"]["answers"]} == {"2025-02-20"}
    assert not any(a["state"] == "scored" for a in content(early)["answers"]["answers"])
    late = built(folder, home)
    assert {a["made"] for a in content(late)["answers"]["answers"]} == {"2025-02-20", "2026-02-20"}


def test_a_losing_family_is_withdrawn_in_public_and_stays_withdrawn(tmp_path: Path) -> None:
    folder, home = copy_of(tmp_path), tmp_path / "home"
    wrong = [entry(f"by-{n:02d}", "2021", "2022-02-20", 1e6, 10, 3) for n in range(1, 25)]
    append(home, wrong)
    first = built(folder, home)
    (gone,) = content(first)["answers"]["withdrawals"]
    assert (gone["indicator"], gone["day"], gone["cases"], gone["years"]) == ("gjester", "2025-02-20", 72, 3)
    assert gone["reason"] == "forecast_withdrawn_error" and gone["coverage80"] == 0
    assert content(first)["forecasts"]["forecasts"] == []
    why = [n["reasons"] for n in content(first)["forecasts"]["without"] if n["indicator"] == "gjester"]
    assert why == [[{"key": "forecast_withdrawn", "values": {"day": "2025-02-20"}}]] * 25
    assert built(folder, home).hash == first.hash
    lines = [json.loads(line) for line in (home / FILE).read_text(encoding="utf-8").splitlines()]
    assert [line["kind"] for line in lines].count("withdrawal") == 1 and len(lines) == 25
    next_year(folder)
    later = built(folder, home)
    assert content(later)["forecasts"]["forecasts"] == []
    assert [w["day"] for w in content(later)["answers"]["withdrawals"]] == ["2025-02-20"]
