"""The tendency of rule version 2026.2: cases with known answers, and what must hold for every series."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retning.statistics.methods.facts.area_parts import part_verdict
from retning.statistics.methods.facts.deadline import deadline
from retning.statistics.methods.facts.level import LevelRow, level_beside
from retning.statistics.methods.facts.mean_target import mean_target
from retning.statistics.methods.facts.places import rank_over_years
from retning.statistics.methods.facts.since_base import change_since
from retning.statistics.methods.tendency import states
from retning.statistics.methods.tendency.beside import beside
from retning.statistics.methods.tendency.lists import in_list
from retning.statistics.methods.tendency.many import test_many as many_tested
from retning.statistics.methods.tendency.states import Answer, Limits, Points, Question
from support.cases import case_rows

ACCUMULATES = {"true": True, "false": False, "": None}
COLUMNS = {
    "p": "p",
    "p_other": "p_other",
    "change": "change",
    "lower": "lower",
    "upper": "upper",
    "lower90": "lower90",
    "upper90": "upper90",
    "delta_used": "smallest_change",
    "persistence": "persistence",
    "effective": "effective",
}


def tendency(question: Question) -> Answer:
    return states.tendency(question, Limits())


def rows(name: str) -> list[dict[str, str]]:
    return case_rows("methods", name)


def pairs(written: str) -> list[tuple[float, float]]:
    split = (point.partition(":") for point in written.split(";"))
    return [(float(year), float(value)) for year, _, value in split if value]


def points(written: str) -> Points:
    years, values = zip(*pairs(written), strict=True)
    return np.array(years), np.array(values)


def pool(name: str) -> list[Points]:
    return [points(row["series"]) for row in rows("v30_pools.csv") if row["pool"] == name]


def same(found: float | None, expected: str) -> bool:
    if expected in ("", "nan"):
        return True
    return found is not None and math.isclose(found, float(expected), rel_tol=2e-6, abs_tol=1e-9)


@pytest.mark.parametrize("row", rows("v30_tendency.csv"), ids=lambda row: row["case"])
def test_a_known_series_gets_its_known_answer(row: dict[str, str]) -> None:
    errors = np.array([float(e) for e in row["errors"].split(";")]) if row["errors"] else None
    answer = tendency(
        Question(
            points=points(row["series"]),
            kind=row["kind"],  # type: ignore[arg-type]
            accumulates=ACCUMULATES[row["accumulates"]],
            log_allowed=row["log_allowed"] == "true",
            counted=row["counted"] == "true",
            smallest_change=float(row["delta"]) if row["delta"] else None,
            errors=errors,
            pool=pool(row["pool"]),
        )
    )
    assert (answer.state, answer.n) == (row["state"], int(row["n"]))
    wrong = {
        column: (getattr(answer, field), row[column])
        for column, field in COLUMNS.items()
        if not same(getattr(answer, field), row[column])
    }
    assert wrong == {}
    if row["scale"]:
        assert answer.scale == {"identity": "plain", "log": "log"}[row["scale"]]
        assert (answer.small, answer.depends) == (row["small"] == "true", row["depends"] == "true")
    assert answer.steps_until_certain == (
        int(row["steps_until_certain"]) if row["steps_until_certain"] else None
    )


@pytest.mark.parametrize("row", rows("v30_relative.csv"), ids=lambda row: row["case"])
def test_beside_a_benchmark_a_known_series_gets_its_known_answer(row: dict[str, str]) -> None:
    question = Question(
        points=points(row["series"]),
        kind=row["kind"],  # type: ignore[arg-type]
        accumulates=ACCUMULATES[row["accumulates"]],
        log_allowed=row["log_ratio"] == "true",
        smallest_change=float(row["delta"]) if row["delta"] else None,
    )
    found = beside(question, points(row["benchmark"]), Limits())
    assert (found.how, found.answer.state) == (row["how"], row["state"])
    columns = ("p", "p_other", "change", "lower", "upper", "delta_used")
    assert [c for c in columns if not same(getattr(found.answer, COLUMNS[c]), row[c])] == []


def answer_of(function: str, given: dict[str, Any]) -> dict[str, Any]:
    if function == "deadline":
        return asdict(deadline(pairs(given["series"]), given["target"], given["year"]))
    if function == "mean_target":
        return asdict(mean_target(given["steps"], given["demand"], given["total"]))
    if function == "level_beside":
        named = ("year", "own", "other", "own_error", "other_error")
        compared = [LevelRow(**dict(zip(named, row, strict=True))) for row in given["rows"]]
        return asdict(level_beside(compared, judged_at=given.get("judged_at")))
    if function == "change_since":
        return asdict(change_since(pairs(given["series"]), given["base_year"], given["delta"]))
    if function == "rank_over_years":
        return asdict(rank_over_years({int(y): row for y, row in given["table"].items()}, given["unit"]))
    return {"state": part_verdict([(share, verdict) for share, verdict in given["parts"]])}


@pytest.mark.parametrize("row", rows("v30_targets.csv"), ids=lambda row: row["case"])
def test_facts_and_targets_get_their_known_answers(row: dict[str, str]) -> None:
    found = answer_of(row["function"], json.loads(row["arguments"]))
    for name, expected in json.loads(row["answer"]).items():
        if isinstance(expected, float):
            assert math.isclose(found[name], expected, rel_tol=1e-6), name
        else:
            assert found[name] == expected, name


def test_in_a_list_only_what_many_tries_cannot_explain_stays_certain() -> None:
    listed = rows("v30_lists.csv")
    alone = [Answer(state=row["state_alone"], n=20, p=float(row["p"])) for row in listed]  # type: ignore[arg-type]
    assert [answer.state for answer, _ in in_list(alone, certain=0.05, probable=0.20)] == [
        row["state_in_lists"] for row in listed
    ]


def test_what_falls_out_of_a_list_and_changed_little_is_flat() -> None:
    little = Answer(state="up", n=10, p=0.04, lower90=0.1, upper90=0.4, smallest_change=0.5)
    others = [Answer(state="cannot tell", n=10, p=p) for p in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)]
    assert in_list([little, *others], certain=0.05, probable=0.20)[0][0].state == "flat"


YEARS = np.arange(2000.0, 2026.0)
finite = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 3))
series = st.integers(5, 15).flatmap(lambda n: st.lists(finite, min_size=n, max_size=n))


@given(st.integers(5, 25), st.floats(0.005, 0.2), st.floats(1, 1e6), st.sampled_from([True, False, None]))
@settings(max_examples=60)
def test_exact_growth_is_certain_from_the_fifth_point(
    n: int, rate: float, start: float, accumulates: bool | None
) -> None:
    values = start * (1 + rate) ** np.arange(n)
    question = Question(points=(YEARS[:n], values), accumulates=accumulates, log_allowed=True, counted=True)
    assert tendency(question).state == "up"


@given(st.integers(5, 25), st.floats(-50, -0.1), st.sampled_from([True, False, None]))
@settings(max_examples=60)
def test_an_exact_line_is_certain_from_the_fifth_point(
    n: int, slope: float, accumulates: bool | None
) -> None:
    question = Question(points=(YEARS[:n], 7 + slope * np.arange(n)), accumulates=accumulates, counted=True)
    assert tendency(question).state == "down"


@given(series, st.floats(0.01, 1000))
@settings(max_examples=80)
def test_another_unit_another_start_and_time_reversed_keep_p(values: list[float], factor: float) -> None:
    own = np.array(values)
    if np.ptp(own) < 1e-3 * (1 + np.abs(own).max()):
        own = own + np.arange(len(own)) * (1 + np.abs(own).max())
    years = YEARS[: len(own)]

    def p(given: Any) -> float:
        found = tendency(Question(points=(years, given), counted=True)).p
        assert found is not None
        return found

    assert abs(p(own * factor) - p(own)) < 1e-7
    assert abs(p(own + 10 * np.ptp(own)) - p(own)) < 1e-7
    assert abs(p(own[::-1]) - p(own)) < 1e-7


@given(series, st.sampled_from(["percent", "amount", "score", "rank"]))
@settings(max_examples=80)
def test_a_word_in_the_file_never_turns_certain_into_cannot_tell(values: list[float], kind: Any) -> None:
    states = [
        tendency(Question(points=(YEARS[: len(values)], np.array(values)), kind=kind, accumulates=word)).state
        for word in (True, False)
    ]
    if {"up", "down"} & set(states):
        assert not {"cannot tell", "flat"} & set(states)


def test_the_order_of_the_pool_changes_nothing() -> None:
    row = next(row for row in rows("v30_tendency.csv") if row["pool"] == "d-growth")
    members = pool("d-growth")
    first, second = (
        tendency(Question(points=points(row["series"]), kind="percent", accumulates=False, pool=p))
        for p in (members, members[::-1])
    )
    assert first.p == pytest.approx(second.p, rel=1e-9)


@pytest.mark.parametrize("bad", [[1.0, math.nan, 2, 3, 4], [1.0, math.inf, 2, 3, 4]])
def test_what_is_not_a_number_is_refused(bad: list[float]) -> None:
    with pytest.raises(ValueError, match="finite"):
        tendency(Question(points=(YEARS[:5], np.array(bad))))


def test_years_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="rise"):
        tendency(Question(points=(np.array([1.0, 3, 2, 4, 5]), np.arange(5.0))))


@pytest.mark.parametrize("size", [1e-200, 1e200])
def test_values_of_any_size_can_be_judged(size: float) -> None:
    assert (
        tendency(Question(points=(YEARS[:6], size * np.array([1, 2, 3, 4, 5, 6.0])), counted=True)).state
        == "up"
    )


def test_a_certain_answer_that_the_newest_year_alone_makes_says_so() -> None:
    """Simulated: six years and six comparable series; without the newest year the answer is not even probable."""
    values = [10.04, 10.30, 11.40, 11.58, 11.88, 12.34]
    others = [
        [11.95, 9.87, 11.11, 10.69, 11.51, 11.08],
        [10.45, 11.69, 9.28, 8.62, 12.51, 11.62],
        [10.83, 9.96, 12.11, 12.69, 9.97, 12.13],
        [9.34, 8.63, 10.25, 11.42, 9.77, 10.15],
        [11.19, 10.27, 10.95, 9.68, 10.47, 11.55],
        [10.12, 10.37, 12.13, 10.99, 9.57, 10.53],
    ]

    def upto(n: int) -> Answer:
        group = [(YEARS[:n], np.array(other[:n])) for other in others]
        own = (YEARS[:n], np.array(values[:n]))
        return tendency(Question(points=own, kind="percent", accumulates=False, pool=group))

    assert (upto(6).state, upto(6).rests_on_newest) == ("up", True)
    assert upto(5).state not in ("up", "probably up")
    steady = tendency(Question(points=(YEARS[:8], np.arange(8.0)), counted=True))
    assert (steady.state, steady.rests_on_newest) == ("up", False)


def test_together_series_get_the_answers_that_they_get_alone() -> None:
    size, years = 5, YEARS[:12]
    values = 100 + np.random.default_rng(7).standard_normal((2 * size, 12)).cumsum(axis=1)
    together = many_tested(values, years, Limits(), accumulates=True, log_allowed=True, pools_of=size)
    for n, own in enumerate(values):
        group = range(n // size * size, n // size * size + size)
        others = [(years, values[m]) for m in group if m != n]
        alone = tendency(
            Question(points=(years, own), accumulates=True, log_allowed=True, counted=True, pool=others)
        )
        assert (together.p[n], together.p_other[n]) == pytest.approx((alone.p, alone.p_other), rel=1e-9)
        assert bool(together.certain[n]) == (alone.state in ("up", "down"))


def white_noise(series: int, n: int, phi: float) -> Any:
    """Level 100 with AR(1) noise of 5, as in the simulations that the expected rates come from."""
    noise = np.random.default_rng(20262).standard_normal((series, n))
    for at in range(1, n):
        noise[:, at] = phi * noise[:, at - 1] + math.sqrt(1 - phi**2) * noise[:, at]
    return 100 + 5 * noise


@pytest.mark.parametrize("n", range(5, 26))
@pytest.mark.parametrize("phi", ["0", ".3", ".6"])
def test_false_alarms_without_a_pool_are_as_rare_as_simulated_elsewhere(n: int, phi: str) -> None:
    row = next(
        row
        for row in rows("v30_simulated_rates.csv")
        if (row["measure"], row["world"], row["n"]) == ("false alarm", f"phi {phi}", str(n))
    )
    series = int(row["replications"])
    found = many_tested(
        white_noise(series, n, float(phi)), YEARS[:n], Limits(), accumulates=False, log_allowed=True
    )
    for rate, expected in (
        (found.certain.mean(), float(row["new_alone_certain"])),
        ((found.certain | found.probable).mean(), float(row["new_alone_certain_or_probable"])),
    ):
        # Both are simulated: three standard errors of their difference, and the rounding of what is published.
        error = math.sqrt(2 * max(expected, 1 / series) * (1 - expected) / series)
        assert abs(rate - expected) <= 3 * error + 0.0005
