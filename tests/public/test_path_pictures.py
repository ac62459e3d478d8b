"""The path chart: the yardstick was fixed first, for every kind of target that has a path, and the line goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from html import unescape
from math import isclose
from pathlib import Path
from typing import Any

import pytest

from retning.build.region import read_region
from retning.build.run import build
from retning.charts.parts import Frame, Line, Point, TargetMark
from retning.charts.path import PathChart
from retning.language.texts import text
from retning.plan.model import Target
from retning.plan.targets import TARGET_TYPES
from retning.public.context import Site
from retning.statistics.assessment.measures import Measures
from retning.statistics.assessment.paths import Path as TargetPath
from retning.statistics.assessment.paths import path_of
from retning.statistics.indicators import Indicator
from retning.statistics.model import Break, Series, Value
from support.edition_content import content
from support.region_copy import append, copy_region
from support.rules import BY_RANKS, NEWEST
from support.site_reader import reply

YEARS = range(2010, 2021)
OWN = {str(year): 100.0 + 2 * (year - 2010) for year in YEARS}
BESIDE = {str(year): 50.0 * 1.01 ** (year - 2010) for year in YEARS}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Indicator:
    region, faults = read_region(copy_region(tmp_path_factory.mktemp("example")), rules=NEWEST)
    assert region is not None and faults == []
    return next(i for i in region.indicators if i.id == "sysselsetting-eksempel")


def series(area: str, values: dict[str, float], breaks: Iterable[str] = ()) -> Series:
    listed = tuple(Value(period, value) for period, value in values.items())
    return Series("sysselsetting-eksempel", area, listed, (), tuple(Break(b, {}) for b in breaks))


def path(
    example: Indicator, type: str, values: dict[str, Any], breaks: Iterable[str] = (), missing: bool = False
) -> TargetPath | None:
    target = Target("B-a", TARGET_TYPES[type], values, example.id, indicator_missing=missing)
    own = series("eksempelregionen", OWN, breaks)
    measures = Measures([example], [own, series("eksempelland", BESIDE)])
    return path_of(replace(example, targets=(target,)), 0, target, measures)


@pytest.mark.parametrize(
    ("type", "values", "goal", "expected"),
    [
        # 100 in 2010 and 150 in 2025: after ten of fifteen years two thirds of the way.
        ("level", {"value": 150, "from": 2010, "to": 2025}, ("2025", 150.0), 100 + 50 * 10 / 15),
        (
            "level",
            {"value": 150, "from": 2010, "to": 2025, "path": "geometric"},
            ("2025", 150.0),
            100 * 1.5 ** (10 / 15),
        ),
        ("rel_change", {"value": 0.3, "from": 2010, "to": 2025}, ("2025", 130.0), 100 + 30 * 10 / 15),
        ("growth", {"value": 0.03, "from": 2010}, ("2020", 100 * 1.03**10), 100 * 1.03**10),
        ("growth", {"value": 0.03, "from": 2010, "to": 2025}, ("2025", 100 * 1.03**15), 100 * 1.03**10),
        ("bench_level", {"benchmark": "eksempelland"}, ("2020", 50 * 1.01**10), 50 * 1.01**10),
        # The benchmark grows 1.01 ** 10; the lead is 2 log points a year, twice the growth, or 10 per cent.
        (
            "bench_growth",
            {"benchmark": "eksempelland", "value": 2, "from": 2010},
            ("2020", 100 * 1.01**10 * 2.718281828459045**0.2),
            100 * 1.01**10 * 2.718281828459045**0.2,
        ),
        (
            "bench_growth",
            {"benchmark": "eksempelland", "value": 100, "from": 2010, "per": "factor"},
            ("2020", 100 * 1.01**20),
            100 * 1.01**20,
        ),
        (
            "bench_growth",
            {"benchmark": "eksempelland", "value": 10, "from": 2010, "per": "level"},
            ("2020", 110 * 1.01**10),
            110 * 1.01**10,
        ),
        ("minimum", {"value": 105, "from": 2010, "to": 2025}, ("2025", 105.0), 105.0),
        ("minimum", {"value": 105, "per": "average"}, ("2020", 105.0), 105.0),
        ("maintain", {"value": 110, "from": 2010, "tolerance": 1}, ("2020", 110.0), 110.0),
        # Equal shares are 100 in an indicator that is written in per cent.
        ("parity", {"share": "x", "equals": "y", "from": 2010, "to": 2015}, ("2015", 100.0), None),
    ],
)
def test_every_target_type_with_a_path_says_where_we_should_have_been(
    example: Indicator, type: str, values: dict[str, Any], goal: tuple[str, float], expected: float | None
) -> None:
    found = path(example, type, values)
    assert found is not None
    assert found.goal[0] == goal[0] and isclose(found.goal[1], goal[1])
    if expected is None:
        return
    assert (found.period, found.value) == ("2020", 120.0)
    assert found.expected is not None and isclose(found.expected, expected)
    assert found.distance is not None and isclose(found.distance, 120.0 - expected)


@pytest.mark.parametrize(
    ("type", "values"),
    [
        ("direction", {"from": 2010}),
        ("range", {"low": 1, "high": 2}),
        ("milestone", {"to": 2020}),
        ("rank", {"group": "eksempelgruppen"}),
        ("maintain", {"rank": 1, "from": 2010, "tolerance": 0}),
        ("minimum", {"value": 1000, "per": "sum"}),
        ("minimum", {"value": 1, "of": "units"}),
        ("bench_level", {"benchmark": "nowhere"}),
    ],
)
def test_what_has_no_path_gets_none(example: Indicator, type: str, values: dict[str, Any]) -> None:
    assert path(example, type, values) is None


def test_what_only_stands_in_gets_no_path(example: Indicator) -> None:
    values = {"value": 150, "from": 2010, "to": 2025}
    assert path(example, "level", values) is not None
    assert path(example, "level", values, missing=True) is None


def test_the_base_is_the_next_year_there_is_and_never_before_a_break(example: Indicator) -> None:
    values = {"value": 150, "from": 2008, "to": 2025}
    found = path(example, "level", values)
    assert found is not None and found.base == ("2010", 100.0)
    after = path(example, "level", values, breaks=["2014"])
    assert after is not None and after.base == ("2014", 108.0)


def test_after_the_deadline_the_newest_point_on_the_path_is_told(example: Indicator) -> None:
    found = path(example, "level", {"value": 120, "from": 2010, "to": 2015})
    assert found is not None
    assert (found.period, found.value, found.expected, found.distance) == ("2015", 110.0, 120.0, -10.0)


def drawn(points: list[tuple[str, float]], **more: Any) -> str:
    chart = PathChart(
        Frame("Eksempel", unit="prosent", suffix="%", decimals=1),
        observed=Line("Vi", tuple(Point(*p) for p in points)),
        base=Point(*points[0]),
        target=TargetMark(20.0, "2015"),
        verdict="Nådd",
        **more,
    )
    return chart.svg("nb", "path")


def own_points(svg: str) -> list[tuple[float, float]]:
    found = re.search(r'class="c-own" d="([^"]+)"', svg)
    assert found is not None
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", found[1])]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_a_target_met_early_still_shows_a_later_decline() -> None:
    met = [("2010", 10.0), ("2011", 15.0), ("2012", 21.0), ("2013", 24.0)]
    later = [*met, ("2014", 22.0), ("2015", 19.0), ("2016", 16.0), ("2017", 12.0)]
    svg = drawn(later)
    line = own_points(svg)
    assert len(line) == len(later)
    top = min(y for _, y in line)
    assert line[3][1] == top  # 2013 is the highest point
    assert [y for _, y in line[3:]] == sorted(
        y for _, y in line[3:]
    )  # and every later one is lower on the page
    goal = re.search(r'class="c-target-goal" d="M([\d.]+)', svg)
    assert goal is not None
    assert line[-1][0] > float(goal[1])  # the line goes on after the target's year
    assert ">Frist 2015<" in svg


def test_the_yardstick_is_drawn_before_what_happened_and_every_mark_is_there() -> None:
    spec_points = [("2010", 10.0), ("2011", 12.0), ("2012", 13.0)]
    beside = Line("Landet", (Point("2010", 9.0), Point("2012", 11.0)), "benchmark")
    svg = drawn(spec_points, benchmark=beside)
    order = [svg.index(f'class="{css}"') for css in ("c-target", "c-target-mark", "c-target-goal", "c-own")]
    assert order == sorted(order)
    assert svg.index('class="c-target"') < svg.index('class="c-benchmark"') < svg.index('class="c-own"')
    assert ">Nådd<" in svg and ">Landet<" in svg and ">Vi<" in svg


def test_a_path_without_a_deadline_of_its_own_draws_none() -> None:
    points = [("2010", 10.0), ("2011", 12.0), ("2012", 13.0)]
    assert "Frist" in drawn(points, deadline="2012")
    assert "Frist" not in drawn(points, open_end=True)


LEVEL = """
[[target]]
strategy = "B-a"
type = "level"
value = 75
from = 2012
to = 2025
main = true
"""


def test_path_marks_sentence_and_verdict_stand_together_on_the_page(tmp_path: Path) -> None:
    folder = copy_region(tmp_path)
    append(folder / "indicators/sysselsetting-eksempel.toml", LEVEL)
    plan = folder / "plan.toml"
    written = plan.read_text(encoding="utf-8")
    plan.write_text(written[: written.rindex("[[element.target]]")], encoding="utf-8")
    edition = build(folder, tmp_path / "home", rule_book=[BY_RANKS])
    (one,) = content(edition)["paths"]
    base, last = 52000 / 72000 * 100, one["value"]
    should = base + (75 - base) * 12 / 13
    assert isclose(one["expected"], should, rel_tol=1e-9)
    assert isclose(one["distance"], last - should, rel_tol=1e-6)
    shown = unescape(reply(Site(edition), "/nb/plan/B-a/").body.decode())
    said = "I 2024 var verdien 73,7 %. For å nå 75,0 % i 2025 burde den ha vært 74,8 %. Vi er 1,0 prosentpoeng bak."
    assert said in shown.replace("\N{NO-BREAK SPACE}", " ")
    svg = reply(Site(edition), "/nb/indikator/sysselsetting-eksempel.svg").body.decode()
    for css in ("c-target", "c-target-mark", "c-target-goal", "c-own", "c-own-ring", "c-benchmark"):
        assert f'class="{css}"' in svg, css
    state = next(a for a in content(edition)["assessments"] if a["subject"] == "B-a")["targets"][0]["state"]
    assert state == "far too slow"
    words = " ".join(re.sub(r"<[^>]+>", " ", svg).split())
    assert text("nb", "status.far_too_slow.name").lower() in words.lower()


def test_a_changed_figure_changes_path_sentence_and_picture_together(tmp_path: Path) -> None:
    folder = copy_region(tmp_path)
    append(folder / "indicators/sysselsetting-eksempel.toml", LEVEL)
    plan = folder / "plan.toml"
    written = plan.read_text(encoding="utf-8")
    plan.write_text(written[: written.rindex("[[element.target]]")], encoding="utf-8")
    before = build(folder, tmp_path / "home")
    table = folder / "figures/sysselsatte.csv"
    rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(n for n, row in enumerate(rows) if row.startswith("9003,2024,") and "employed" in row)
    cells = rows[at].split(",")
    rows[at] = ",".join([*cells[:2], str(int(cells[2]) + 100), *cells[3:]])
    table.write_text("".join(rows), encoding="utf-8")
    after = build(folder, tmp_path / "home")
    assert content(before)["paths"][0]["distance"] != content(after)["paths"][0]["distance"]
    for path in ("/nb/plan/B-a/", "/nb/indikator/sysselsetting-eksempel.svg"):
        bodies = {reply(Site(edition), path).body for edition in (before, after)}
        assert len(bodies) == 2


def test_yearly_amounts_against_a_minimum_are_bars(tmp_path: Path) -> None:
    folder = copy_region(tmp_path)
    minimum = '\n[[target]]\nstrategy = "A-a"\ntype = "minimum"\nvalue = 30\nfrom = 2015\nto = 2025\n'
    append(folder / "indicators/folkevekst-eksempel.toml", minimum)
    edition = build(folder, tmp_path / "home")
    assert [one["type"] for one in content(edition)["paths"]] == ["minimum"]
    svg = reply(Site(edition), "/nb/indikator/folkevekst-eksempel.svg").body.decode()
    assert 'class="c-missed"' in svg and 'class="c-met"' in svg
    assert 'class="c-target-goal"' not in svg
