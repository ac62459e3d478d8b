"""Rules have versions: an old year is judged by its own rule, and readers see what changed, when and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import FrozenInstanceError, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from retning.build.run import build
from retning.edition.store import Edition
from retning.plan.model import Target
from retning.plan.targets import TARGET_TYPES
from retning.public.context import Site
from retning.sentences import Context, openings
from retning.statistics.assessment.direction import series_tendencies
from retning.statistics.assessment.evidence import evidence
from retning.statistics.assessment.forecast.answers import Record, losing
from retning.statistics.assessment.forecast.gate import horizon_of, verdict
from retning.statistics.assessment.forecast.pool import few_points, usable
from retning.statistics.assessment.multiple_tests import adjust
from retning.statistics.assessment.peers import against
from retning.statistics.assessment.persistence import Asked, persistent_tendencies
from retning.statistics.assessment.pooling import years_to_pool
from retning.statistics.assessment.targets import check_target, class_of, level, rank
from retning.statistics.assessment.targets.common import uncertain
from retning.statistics.assessment.targets.level import geometric_allowed
from retning.statistics.indicators.model import Indicator, Interval, Line, Slice, Term
from retning.statistics.methods.tendency.lists import in_list
from retning.statistics.methods.tendency.states import Answer
from retning.statistics.model import Series, Tendency, Value
from retning.statistics.rules.history import history, parse, rules_content, rules_on
from retning.statistics.rules.model import LIMITS, LimitChange, Rules
from support.edition_content import content
from support.other_edition import draft_of
from support.region_copy import copy_region
from support.rules import BY_RANKS, NEWEST, history_file, rule_book, written_version
from support.site_reader import reply

# Two versions: until the middle of 2023 an A took 14 figures, and 0.90 of the pace was on track.
TWO = written_version(
    NEWEST.version,
    "2023-07-01",
    what=("Færre tall for en A.", "Færre tal for ein A.", "Fewer figures for an A."),
    why=("Kravet var for strengt.", "Kravet var for strengt.", "The demand was too strict."),
    points_grade_a=(14, 10),
    ratio_on_track=(0.90, 0.95),
) + written_version("2020.1", "2020-01-01")


@pytest.fixture
def two() -> tuple[Rules, ...]:
    return rule_book(TWO)


def yearly(*values: float) -> Series:
    return Series("x", "home", tuple(Value(str(2000 + i), v) for i, v in enumerate(values)))


def counted(number: int) -> Series:
    return yearly(*(float(i) for i in range(number)))


def indicator(kind: str = "count", unit: str = "persons") -> Indicator:
    return Indicator(
        "x", {"nb": "x"}, {"nb": "x"}, unit, 0, "flow", kind, "up", "shared", 1,
        (Line("main", Term(Slice("figures/x"))),), ("home",), "home", interval=Interval("poisson"),
    )  # fmt: skip


FLOW = indicator()

# The versions


def test_a_rule_book_is_a_value_that_nobody_can_change() -> None:
    assert (NEWEST.version, NEWEST.points_grade_a, NEWEST.ratio_on_track) == ("2026.2", 10, 0.95)
    with pytest.raises(FrozenInstanceError):
        NEWEST.points_grade_a = 12  # type: ignore[misc]


def test_each_version_is_older_than_the_one_before_it() -> None:
    assert all(one.since > other.since for one, other in zip(history(), history()[1:], strict=False))


def test_an_older_version_follows_by_undoing_the_changes(two: tuple[Rules, ...]) -> None:
    new, old = two
    assert (old.points_grade_a, old.ratio_on_track) == (14, 0.90)
    same = {k: v for k, v in old.limits.items() if k not in ("points_grade_a", "ratio_on_track")}
    assert all(new.limits[name] == value for name, value in same.items())
    assert new.changes == (LimitChange("points_grade_a", 14, 10), LimitChange("ratio_on_track", 0.90, 0.95))


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (None, NEWEST.version),
        (date(2023, 7, 1), NEWEST.version),
        (date(2023, 6, 30), "2020.1"),
        (date(2011, 1, 1), "2020.1"),
    ],
)
def test_the_version_in_force_on_a_day(two: tuple[Rules, ...], day: date | None, version: str) -> None:
    assert rules_on(day, two).version == version


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("new = 10\n", "new = 11\n", "is not 11"),
        ("old = 14", "old = 10", "did not change"),
        ('limit = "points_grade_a"', 'limit = "nonsense"', "nonsense"),
        ("from = 2020-01-01", "from = 2024-01-01", "not before"),
        (', en = "Something must be first."', "", "lacks a language"),
        ("pool_years = 3\n", "", "missing: pool_years"),
        ("pool_years = 3\n", "pool_years = 3.5\n", "not a whole number"),
        ("alpha = 0.05\n", 'alpha = "low"\n', "not a number"),
    ],
)
def test_a_history_that_is_inconsistent_is_refused(old: str, new: str, says: str) -> None:
    written = history_file(TWO)
    assert written.count(old) == 1
    with pytest.raises(ValueError, match=says):
        parse(written.replace(old, new))


def test_a_first_version_that_changes_and_an_empty_history_are_refused() -> None:
    with pytest.raises(ValueError, match="first version"):
        rule_book(TWO.partition('[[version]]\nversion = "2020.1"')[0])
    with pytest.raises(ValueError, match="without any version"):
        rule_book("")


def test_the_content_names_changes_with_old_and_new(two: tuple[Rules, ...]) -> None:
    content = rules_content(two[0], two)
    assert content["used"] == NEWEST.version
    assert content["versions"][0]["changes"][0] == {"limit": "points_grade_a", "old": 14, "new": 10}
    assert content["versions"][1]["from"] == "2020-01-01"


# Every limit decides something: the same function under two versions, worked out by hand.


def lead(rules: Rules) -> str:
    """Standard errors of 1 each: the lead of 3 is 3 / sqrt(2) = 2.12 of its own standard errors."""
    return rank({"a": 10.0, "b": 7.0}, "a", errors={"a": 1.0, "b": 1.0}, rules=rules).state


def state_of(*values: float, smallest: float | None = None) -> Callable[[Rules], str]:
    return lambda rules: series_tendencies([yearly(*values)], "flow", "up", smallest, rules=rules)[0].state


UNEVEN = (10.0, 14.0, 11.0, 16.0, 13.0, 18.0, 15.0, 20.0, 17.0, 22.0)
GROWING = (100.0, 110.0, 121.0, 133.0, 146.0, 161.0)


def persistent(*values: float) -> Callable[[Rules], str]:
    """The tendency of a flow by the rule of persistence."""
    return lambda rules: (
        persistent_tendencies([Asked(series=yearly(*values), definition=FLOW)], rules)[0].tendency.state
    )


def answer_of(values: Sequence[float], rules: Rules) -> Answer:
    return persistent_tendencies([Asked(series=yearly(*values), definition=FLOW)], rules)[0].answer


def first_in_a_list(rules: Rules) -> str:
    answers = [Answer(state="up" if p < 0.05 else "cannot tell", n=9, p=p) for p in (0.03, 0.5, 0.6)]
    return in_list(answers, certain=rules.alpha, probable=rules.list_probable)[0][0].state


def refusal(series: int = 25, origins: int = 5, coverage: float = 0.8) -> Callable[[Rules], str]:
    """What the gate says to a method that beats both others (0.9 against 1.2 and 1.0)."""
    return lambda rules: verdict(series, origins, 0.9, 1.2, 1.0, coverage, rules)


def withdrawn(cases: int, years: int) -> Callable[[Rules], str]:
    """A family of forecasts with a mean error above that of "the same as last year"."""
    record = Record("x", "main", "2026.1", 40, cases, years, cases * 4 // 5, cases, 1.2, 1.0)
    return lambda rules: losing(record, rules)


def chance(probability: float) -> Callable[[Rules], str]:
    return lambda rules: rules.chance_word(probability)


CASES: dict[str, tuple[float, Callable[[Rules], object], object, object]] = {
    # (52.96 - 50) / 5 years beside (70 - 50) / 10 years = 0.92 of the pace
    "ratio_on_track": (
        0.90,
        lambda r: level([2010, 2015], [50, 59.2], base_year=2010, target_year=2020, target=70, rules=r).state,
        "too slow",
        "on track",
    ),
    "ratio_too_slow": (0.50, lambda r: class_of(0.55, r), "far too slow", "too slow"),
    "ratio_away": (-0.10, lambda r: class_of(-0.05, r), "moving away", "far too slow"),
    "classes_at_most": (3, lambda r: uncertain(-0.1, 0.7, r), True, False),
    "geometric_base_share": (0.05, lambda r: geometric_allowed(np.array([8.0]), 8.0, 100.0, r), False, True),
    "points_grade_a": (14, lambda r: evidence(counted(12), rules=r).grade, "A", "B"),
    "points_grade_b": (7, lambda r: evidence(counted(6), rules=r).grade, "B", "C"),
    "points_grade_c": (4, lambda r: evidence(counted(3), rules=r).grade, "C", "D"),
    "points_for_tendency": (8, state_of(1.0, 2, 3, 4, 5, 6), "improving", "cannot tell"),
    "alpha": (
        0.001,
        lambda r: adjust([Tendency("increasing", 12, p=0.01)], r.alpha)[0].state,
        "increasing",
        "cannot tell",
    ),
    # p = .025 as a flow and .144 as a stock: never certain, probable up to the limit
    "alpha_probable": (0.01, persistent(*UNEVEN), "probably improving", "cannot tell"),
    # p = .003 as a flow and .055 as a stock
    "alpha_other_class": (
        0.01,
        persistent(10, 11, 13, 14, 16, 15, 18, 17, 20, 21),
        "improving",
        "probably improving",
    ),
    # p = .03, .5 and .6: the first becomes .03 * 3 / 1 = .09
    "list_probable": (0.05, first_in_a_list, "probably up", "cannot tell"),
    "scale_preference": (-1000.0, lambda r: answer_of(GROWING, r).scale, "log", "plain"),
    "years_ahead": (3, lambda r: answer_of(UNEVEN, r).steps_until_certain, 4, None),
    # nine years of 100 and 100.1 by turns: the slope lies well within 1 a year, and not within 0.001
    "smallest_share": (1e-5, state_of(*[100.0, 100.1] * 5), "flat", "cannot tell"),
    "confidence": (0.99, lead, "first", "first, lead not certain"),
    "pool_below": (50, lambda r: years_to_pool(None, indicator(), {"a": events(80)}, r), 3, 1),
    "pool_years": (5, lambda r: years_to_pool(None, indicator(), {"a": events(80)}, r), 3, 5),
    "forecast_series": (30, refusal(series=25), "", "forecast_few_series"),
    "forecast_origins": (6, refusal(origins=5), "", "forecast_few_points"),
    "forecast_coverage_low": (0.85, refusal(coverage=0.8), "", "forecast_coverage"),
    "forecast_coverage_high": (0.75, refusal(coverage=0.8), "", "forecast_coverage"),
    "forecast_years": (3, lambda r: horizon_of(40, r), 5, 3),
    "forecast_training": (8, lambda r: horizon_of(14, r), 4, 3),
    "forecast_points": (12, lambda r: too_short(12, r), True, False),
    "forecast_scored": (40, withdrawn(30, 3), "forecast_withdrawn_error", ""),
    "forecast_scored_years": (4, withdrawn(30, 3), "forecast_withdrawn_error", ""),
    "chance_very_likely": (0.97, chance(0.95), "very likely", "likely"),
    "chance_likely": (0.75, chance(0.7), "likely", "open"),
    "chance_open": (0.45, chance(0.4), "open", "unlikely"),
    "chance_unlikely": (0.25, chance(0.2), "unlikely", "very unlikely"),
}
"""By limit: another value, a function that depends on it, its answer by the newest rules and by the other ones."""


def events(number: float) -> Value:
    return Value("2020", number, numerator=number)


def too_short(years: int, rules: Rules) -> bool:
    run, _ = usable(counted(years))
    assert run is not None
    return few_points(run, rules) is not None


def test_there_is_a_case_for_every_limit() -> None:
    assert set(CASES) == set(LIMITS)


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_decides_by_the_version_that_is_passed(limit: str) -> None:
    other, answer, now, then = CASES[limit]
    changed = replace(NEWEST, version="2099.1", **{limit: other})  # type: ignore[arg-type]
    assert (answer(NEWEST), answer(changed), answer(NEWEST)) == (now, then, now)


def test_neighbours_are_compared_by_the_version_that_is_passed() -> None:
    own, gaps = Value("2022", 5.0), [1.0, 1.01, 0.99, 1.0, 1.0]
    stricter = replace(NEWEST, points_for_tendency=6)
    assert against(own, 4.0, indicator(), gaps, NEWEST).state == "higher"
    assert against(own, 4.0, indicator(), gaps, stricter).state == "cannot tell"
    # s² = 4 / (2 * 4); Student's t with 4 degrees of freedom is 2.78 at 95 % and 4.60 at 99 %, so the half width
    # grows from 1.96 to 3.26.
    gaps = [0.0, 1.0, 0.0, 1.0, 0.0]
    sure = replace(NEWEST, confidence=0.99)
    assert against(own, 2.5, indicator(), gaps, NEWEST).state == "higher"
    assert against(own, 2.5, indicator(), gaps, sure).state == "similar"


def test_a_target_is_refused_by_the_version_that_is_passed() -> None:
    asked = Target("1.1", TARGET_TYPES["level"], {"value": 100, "to": "2030", "path": "geometric"})
    lower = replace(NEWEST, geometric_base_share=0.05)
    assert [f.key for f in check_target(asked, "up", 8.0, rules=NEWEST)] == ["target_geometric_not_possible"]
    assert check_target(asked, "up", 8.0, rules=lower) == []


# Editions


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Edition]:
    place = tmp_path_factory.mktemp("today")
    region = copy_region(place)
    return region, build(region, place / "home")


def test_openings_are_chosen_by_the_version_that_is_passed(
    tmp_path: Path, today: tuple[Path, Edition]
) -> None:
    context = Context(draft_of(build(today[0], tmp_path, rule_book=[BY_RANKS]), BY_RANKS))
    generous = replace(NEWEST, smallest_share=1.0)

    def because(rules: Rules) -> set[str]:
        return {s.because for page in openings(context, rules) for s in page.sentences}

    # A change a year that is as large as the whole level is never reached: nothing is large any more.
    assert "improvement" in because(NEWEST)
    assert not {"improvement", "worsening"} & because(generous)


def test_an_edition_of_an_old_day_is_judged_by_the_old_rule(
    tmp_path: Path, today: tuple[Path, Edition]
) -> None:
    region, newest = today
    assert newest.manifest.rule_version == NEWEST.version

    # The rule changed the day after the figures came: the same figures, seen from before, meet the older rule.
    moved = rule_book(TWO.replace("2023-07-01", "2024-02-21"))
    then = build(region, tmp_path / "then", as_of=date(2024, 2, 20), rule_book=moved)
    now = build(region, tmp_path / "now", as_of=date(2024, 2, 21), rule_book=moved)
    assert [e.manifest.rule_version for e in (then, now)] == ["2020.1", NEWEST.version]
    grades = [
        {a["subject"]: a["evidence"]["grade"] for a in content(e)["assessments"] if a["area"] == "avik"}
        for e in (then, now)
    ]
    # Twelve final figures: an A by today's rule, a B by the one that asked for 14.
    assert [g["folkevekst-eksempel"] for g in grades] == ["B", "A"]
    assert {a["rule_version"] for a in content(then)["assessments"]} == {"2020.1"}
    assert content(then)["inputs"]["rules"]["points_grade_a"] == 14
    # What we would have said then knows nothing of a rule that came later.
    assert [v["version"] for v in content(then)["rules"]["versions"]] == ["2020.1"]

    page = reply(Site(now), "/nb/indikator/folkevekst-eksempel/").body.decode()
    box = page.partition('id="regel"')[2].partition("</section>")[0]
    for said in (
        "Færre tall for en A.",
        "Kravet var for strengt.",
        "fra 14 til 10",
        "21. februar 2024",
        "Styret",
    ):
        assert said in box
    older = reply(Site(then), "/nb/indikator/folkevekst-eksempel/").body.decode()
    assert "regelsett 2020.1" in older and "Kravet var for strengt." not in older
