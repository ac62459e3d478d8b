"""Rows of peers: who is beside whom, which differences are reported, and that no label lies on another."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.build.region import read_region
from retning.build.run import build
from retning.charts.dot_strip import Dot
from retning.charts.parts import Frame, Point
from retning.charts.peer_row import PeerRow
from retning.charts.text_width import width
from retning.edition.store import Edition
from retning.public.http.wsgi import Application
from retning.statistics.assessment.peers import Against, against, class_limits, deviation, median, swing
from retning.statistics.indicators import Indicator
from retning.statistics.methods.small_numbers import wilson
from retning.statistics.model import Value
from support.edition_content import content
from support.rules import NEWEST
from support.site_reader import page, words
from support.wide_region import MEMBERS, wide_region

WORK, GROWTH = "sysselsetting-eksempel", "folkevekst-eksempel"
TEXT = re.compile(r"<text([^>]*)>([^<]*)</text>")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Application, Path]:
    place = tmp_path_factory.mktemp("peers")
    folder = wide_region(place)
    return build(folder, place / "home"), Application(place / "home"), folder


def entry(edition: Edition, indicator: str, group: str) -> dict[str, object]:
    return next(e for e in content(edition)["peers"] if (e["indicator"], e["group"]) == (indicator, group))


def share_of(value: float, x: float | None, n: float | None) -> Value:
    return Value("2022", value, x, n)


@pytest.fixture(scope="module")
def definition(built: tuple[Edition, Application, Path]) -> Indicator:
    region, faults = read_region(built[2], rules=NEWEST)
    assert region is not None, faults
    return next(i for i in region.indicators if i.id == WORK)


def test_peers_are_the_municipalities_with_their_newest_common_values(
    built: tuple[Edition, Application, Path],
) -> None:
    found = entry(built[0], WORK, "eksempelgruppen")
    assert found["period"] == "2022"
    assert dict(found["dots"])["gnes"] == pytest.approx(100 * 222 / 300, abs=1.0)  # type: ignore[call-overload]
    assert [a for a, _ in found["dots"]] == [a for a in MEMBERS if a in dict(found["dots"])]  # type: ignore[attr-defined, call-overload]
    assert found["comparator"] == "eksempelland"
    assert "eksempelregionen" in {row["area"] for row in found["rows"]}  # type: ignore[attr-defined]


def test_a_difference_is_told_only_beyond_what_small_numbers_explain(
    built: tuple[Edition, Application, Path],
) -> None:
    found = entry(built[0], WORK, "eksempelgruppen")
    other = found["comparator_value"]
    states = {row["area"]: row for row in found["rows"]}  # type: ignore[attr-defined]
    for area, row in states.items():
        assert row["rule"] == "wilson", area
        assert row["lower"] < row["value"] < row["upper"], area
        told = {"higher": row["lower"] > other, "lower": row["upper"] < other}
        assert told.get(row["against"], not any(told.values())), area
    # Ibygd has 31 employed of a hundred and the country about 72: lower whatever chance does.
    assert states["ibygd"]["against"] == "lower"
    # Gnes has only some 300 adults: its 74 of a hundred cannot be told from the country's.
    assert states["gnes"]["against"] == "similar"


def test_amounts_are_never_compared(built: tuple[Edition, Application, Path]) -> None:
    found = entry(built[0], GROWTH, "municipality")
    assert found["comparator"] == ""
    assert {row["against"] for row in found["rows"]} == {"not compared"}  # type: ignore[attr-defined]


def test_the_interval_of_a_share_is_wilsons(definition: Indicator) -> None:
    made = against(share_of(65.0, 65, 100), 70.0, definition, [], rules=NEWEST)
    low, high = wilson(65, 100)
    assert (made.state, made.rule) == ("similar", "wilson")
    assert (made.lower, made.upper) == (pytest.approx(100 * float(low)), pytest.approx(100 * float(high)))
    # Published limits of 65 of 100 (Wilson, 95 %): .5525 and .7364.
    assert against(share_of(65.0, 65, 100), 73.7, definition, [], rules=NEWEST).state == "lower"
    assert against(share_of(65.0, 65, 100), 55.2, definition, [], rules=NEWEST).state == "higher"


def test_a_published_interval_goes_before_our_own(definition: Indicator) -> None:
    own = Value("2022", 65.0, 65, 100, lower=64.0, upper=66.0)
    assert against(own, 67.0, definition, [], rules=NEWEST) == Against("lower", "published", 64.0, 66.0)


def test_without_counts_the_swings_of_the_difference_decide(definition: Indicator) -> None:
    own = Value("2022", 5.0)
    assert against(own, 4.0, definition, [1.0] * 4, rules=NEWEST).state == "cannot tell"
    steady = [1.0, 1.01, 0.99, 1.0, 1.0]
    assert against(own, 4.0, definition, steady, rules=NEWEST).state == "higher"
    swinging = [3.0, -2.0, 4.0, -3.0, 1.0]
    assert against(own, 4.0, definition, swinging, rules=NEWEST).state == "similar"
    assert against(Value("2022", None), 4.0, definition, steady, rules=NEWEST).state == "cannot tell"


def test_the_swing_is_students_interval_of_successive_differences() -> None:
    # Differences of one each way: s² = 4 / (2 * 4) = 0.5; Student's t at .975 with 4 degrees is 2.776445.
    assert swing([0.0, 1.0, 0.0, 1.0, 0.0], NEWEST.confidence) == pytest.approx(
        2.776445 * math.sqrt(0.5), rel=1e-6
    )
    assert swing([2.0] * 6, NEWEST.confidence) == 0.0


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30), st.integers(0, 3))
def test_class_limits_part_the_values_and_never_equal_ones(values: list[float], decimals: int) -> None:
    limits = class_limits(values, decimals)
    assert limits == sorted(set(limits))
    assert len(limits) <= 4
    assert all(min(values) < limit <= max(values) for limit in limits)


def test_classes_hold_about_as_many_each() -> None:
    assert class_limits(list(range(1, 9)), 0) == [4, 6]
    assert class_limits(list(range(1, 13)), 1) == [3.5, 6.5, 9.5]
    assert class_limits([5.0] * 8, 1) == []
    assert class_limits([1.0, 1.0, 1.0, 9.0], 0) == [5.0]


def test_middle_and_spread() -> None:
    assert (median([3, 1, 2]), median([1, 2, 3, 10])) == (2, 2.5)
    assert deviation([1, 1, 2, 2, 4, 6, 9]) == 1


def boxes(svg: str) -> list[tuple[float, float, float, float, str]]:
    """Left, top, right, bottom and words of every label, by the module's own widths."""
    found = []
    for attributes, said in TEXT.findall(svg):
        get = dict(re.findall(r'([a-z-]+)="([^"]*)"', attributes))
        size = float(get.get("font-size", 14))
        wide = width(said, size, get.get("font-weight") == "600")
        x, y = float(get["x"]), float(get["y"])
        left = {"middle": x - wide / 2, "end": x - wide}.get(get.get("text-anchor", "start"), x)
        found.append((left, y - size * 0.74, left + wide, y + size * 0.2, said))
    return found


def overlaps(svg: str) -> list[tuple[str, str]]:
    found = boxes(svg)
    return [
        (a[4], b[4])
        for n, a in enumerate(found)
        for b in found[n + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


NAMES = ("Eksempelregionen i dag", "Avik", "Storfjordholmen og Lillefjordholmen kommune", "Landet", "Gnes")


@given(
    st.lists(st.floats(-1e5, 1e6), min_size=3, max_size=40),
    st.floats(-1e5, 1e6),
    st.floats(-1e5, 1e6),
    st.sampled_from(NAMES),
    st.sampled_from(["", "%", "personer", "kroner per person"]),
    st.sampled_from(PeerRow.sizes),
)
def test_no_label_lies_on_another_and_all_stay_inside(
    values: list[float], own: float, other: float, name: str, suffix: str, across: int
) -> None:
    dots = (
        *[Dot(f"a{n}", v) for n, v in enumerate(values)],
        Dot(name, own, "own"),
        Dot("Eksempellandet", other, "comparator"),
    )
    history = tuple(Point(str(2010 + n), v) for n, v in enumerate(values[:12]))
    chart = PeerRow(Frame("Tall", suffix=suffix), period="2024", dots=dots, history=history)
    svg = chart.svg("nb", "x", across)
    drawn = svg.partition("</desc>")[2]
    for kept in ("<title>", "</title>"):
        assert drawn.count(kept) == len(dots)
    assert overlaps(re.sub(r"<title>.*?</title>", "", drawn)) == []
    for left, _, right, _, said in boxes(drawn):
        assert left >= -2 and right <= across + 3, said


def test_every_row_is_small_and_says_what_it_shows(built: tuple[Edition, Application, Path]) -> None:
    shown = page(built[1], "/nb/omrade/ibygd/")
    svgs = re.findall(r'<svg[^>]*class="chart chart-peers".*?</svg>', shown, re.DOTALL)
    assert len(svgs) >= 4
    for svg in svgs:
        assert len(svg.encode()) < 6000
        assert overlaps(re.sub(r"<title[^>]*>.*?</title>|<desc.*?</desc>", "", svg)) == []
        assert "Ibygd" in svg.partition("<desc")[2].partition("</desc>")[0]
    said = words(shown)
    assert "Lavere enn Eksempelland" in said
    assert "Dette er antall" in said


def test_rows_stand_on_the_pages_of_the_plan_too(built: tuple[Edition, Application, Path]) -> None:
    for path in ("/nb/plan/B/", "/nb/plan/B-a/"):
        said = words(page(built[1], path))
        assert "Områdene ved siden av hverandre" in said
        assert "Eksempelland" in said
