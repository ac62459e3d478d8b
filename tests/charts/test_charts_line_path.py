"""Line, path, bars and strip: gaps, breaks, the zero rule, the path, the clip, size; scales and projection."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.charts.bars import BarsChart
from retning.charts.dot_strip import Dot, DotStrip
from retning.charts.labels import keep_apart, spread
from retning.charts.line import LineChart
from retning.charts.parts import BreakMark, Line, LineRole, Point, TargetMark
from retning.charts.path import PathChart
from retning.charts.png import to_png
from retning.charts.samples import RATE, wave, years
from retning.charts.scales import clip_range, nice_ticks, position, starts_at_zero, year_ticks
from retning.charts.sparkline import Sparkline
from retning.statistics.areas.projection import TransverseMercator, to_epsg_25833
from support.chart_checks import description as desc

LINE = LineChart.sample()
BARS = BarsChart.sample()
DOTS = DotStrip.sample()


def own_path(svg: str) -> str:
    """Path data of our line."""
    return re.search(r'class="c-own" d="([^"]+)"', svg)[1]  # type: ignore[index]


def test_a_gap_breaks_the_line_and_is_told() -> None:
    whole = LineChart(RATE, lines=(Line("x", years(2001, [1, 2, 3, 4, 5])),)).svg("nb", "a")
    gap = LineChart(RATE, lines=(Line("x", years(2001, [1, 2, None, 4, 5])),)).svg("nb", "a")
    assert own_path(whole).count("M") == 1 and own_path(gap).count("M") == 2
    assert "mangler tall for 2003" in desc(gap)


def test_a_break_is_visible_named_and_parts_the_line() -> None:
    line = Line("x", years(2001, [1, 2, 3, 4, 5]))
    svg = LineChart(RATE, lines=(line,), breaks=(BreakMark("2004", "ny definisjon"),)).svg("nb", "a")
    assert own_path(svg).count("M") == 2
    assert re.search(r'class="c-break" d="[^"]+"[^>]*stroke-dasharray', svg)
    assert ">Brudd 2004<" in svg and "ny definisjon" in desc(svg)


def test_provisional_values_are_rings() -> None:
    svg = LineChart(RATE, lines=(Line("x", years(2001, [1, 2, 3], hollow=1)),)).svg("nb", "a")
    assert svg.count("c-own-ring") == 1 and "Foreløpige tall: 2003" in desc(svg)


def test_counts_start_at_zero_and_rates_do_not() -> None:
    line = (Line("x", years(2001, [40, 45, 50])),)
    assert ">0<" in LineChart(replace(RATE, kind="count", decimals=0), lines=line).svg("nb", "a")
    rate = LineChart(RATE, lines=line).svg("nb", "a")
    assert ">0<" not in rate and "ikke på null" in desc(rate)
    assert not starts_at_zero("count", [-1, 2])


def test_line_chart_of_25_years_and_five_lines_is_small() -> None:
    roles: tuple[LineRole, ...] = ("own", "benchmark", "other", "other", "other")
    lines = tuple(
        Line(f"Kommune {k}", years(2001, wave(80 + 9 * k, 0.7, 25, 1.1)), r) for k, r in enumerate(roles)
    )
    chart = LineChart(replace(RATE, title="Indikator: verdi per 1000 innbyggere"), lines=lines)
    svg = chart.svg("nb", "c12")
    assert len(svg.encode()) <= 6000
    assert len(DOTS.svg("nb", "c").encode()) <= 6000


def test_path_sentence_says_where_we_should_have_been() -> None:
    chart = PathChart(
        RATE,
        observed=Line("Vi", years(2010, [10, 11, 12])),
        base=Point("2010", 10.0),
        target=TargetMark(20.0, "2020"),
    )
    assert chart.expected_at("2012") == 12.0
    late = replace(chart, observed=Line("Vi", years(2010, [10, 10.5, 11])))
    assert (
        "I 2012 var verdien 11,0\xa0%. For å nå 20,0\xa0% i 2020 burde den ha vært 12,0\xa0%. Vi er 1,0\xa0% bak."
        in late.words("nb")
    )
    assert "ahead" in replace(late, better="down").words("en")
    assert "på vegen" in chart.words("nn")


def test_path_is_drawn_before_the_data_and_later_decline_is_shown() -> None:
    chart = PathChart(
        RATE,
        observed=Line("Vi", years(2010, [10, 25, 22, 15, 9])),
        base=Point("2010", 10.0),
        target=TargetMark(20.0, "2012"),
    )
    svg = chart.svg("nb", "a")
    assert svg.index('class="c-target" d') < svg.index('class="c-own" d')
    assert own_path(svg).count("L") == 4 and "Frist 2012" in svg and "lavest 9,0" in desc(svg)


def test_bars_tell_met_years_by_shape_too() -> None:
    assert [BARS.state_of(p) for p in BARS.points[1:6]] == ["not_asked", "missed", "missed", "met", "met"]
    svg = BARS.svg("nb", "a")
    ticks = re.findall(r'class="c-tick" d="([^"]+)"', svg)[-1]
    assert ticks.count("M") == 3
    assert "nådd i 2012, 2013 og 2014 (3 av 9 perioder)" in desc(svg)
    assert ">0<" in svg


def test_strip_is_clipped_and_tells_who_is_outside() -> None:
    svg = DOTS.svg("nb", "a")
    assert "Far away (120,0" in desc(svg) and "(1 utenfor)" in svg
    low, high = clip_range([1.0, 2.0, 3.0, 4.0, 100.0])
    assert (low, high) == (1.0, 6.0)  # median 3, deviation 1
    assert clip_range([5.0, 5.0, 5.0, 9.0]) == (5.0, 9.0)
    own_far = replace(DOTS, dots=(*[d for d in DOTS.dots if d.role == "peer"], Dot("Vi", 900.0, "own")))
    assert re.search(r'<path class="c-own-dot"', own_far.svg("nb", "a"))


def test_sparkline_shows_first_and_last() -> None:
    svg = Sparkline(RATE, points=years(2001, [1, 2.5, 2])).svg("nb", "s")
    assert ">1,0<" in svg and ">2,0<" in svg and "–" in Sparkline(RATE, points=()).svg("nb", "s")


@given(st.floats(-1e9, 1e9), st.floats(0, 1e9))
def test_ticks_embrace_the_values_with_even_steps(low: float, span: float) -> None:
    ticks = nice_ticks(low, low + span)
    slack = 1e-6 * max(1.0, abs(low), span)
    assert ticks.low <= low + slack and ticks.high >= low + span - slack
    assert 2 <= len(ticks.values) <= 12


def test_ticks_are_the_ones_people_expect() -> None:
    assert nice_ticks(0, 100).values == (0, 20, 40, 60, 80, 100)
    assert nice_ticks(0, 1).decimals == 1
    assert nice_ticks(-3, 7).values == (-4, -2, 0, 2, 4, 6, 8)
    assert year_ticks(2000, 2024, 4, 40) == (2000, 2010, 2024)


def test_periods_stand_in_order_and_quarters_inside_their_year() -> None:
    order = ["2023", "2024-01-01", "2024-Q1", "2024-M05", "2024-Q2", "2024", "2024-Q4", "2025"]
    places = [position(p) for p in order]
    assert places[0] < places[1] < places[2] < places[3] and places[3] <= places[4] + 0.01
    assert places[4] < places[5] < places[6] < places[7]
    with pytest.raises(ValueError):
        position("next year")


def test_quarters_and_one_year_of_them_get_labels() -> None:
    points = tuple(Point(f"{y}-Q{q}", y + q) for y in (2022, 2023, 2024) for q in (1, 2, 3, 4))
    assert ">2023<" in LineChart(RATE, lines=(Line("x", points),)).svg("nb", "a")
    assert ">1. kv. 2024<" in LineChart(RATE, lines=(Line("x", points[-4:]),)).svg("nb", "a")


@given(
    st.lists(st.floats(0, 300), min_size=1, max_size=14),
    st.lists(st.sampled_from([17.0, 34.0]), min_size=14, max_size=14),
)
def test_spread_labels_keep_order_and_distance(wanted: list[float], heights: list[float]) -> None:
    heights = heights[: len(wanted)]
    middles = spread(wanted, heights, 0, 600)
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    for a, b in itertools.pairwise(order):
        assert middles[b] - middles[a] >= (heights[a] + heights[b]) / 2 - 1e-6
    assert all(h / 2 - 1e-6 <= m <= 600 - h / 2 + 1e-6 for m, h in zip(middles, heights, strict=True))


def test_keep_apart_prefers_the_first() -> None:
    assert keep_apart([100, 110, 200], [30, 30, 30]) == [0, 2]


def test_projection_agrees_with_published_points() -> None:
    """IOGP Guidance Note 7-2, 3.5.3 (British National Grid), and Snyder, USGS PP 1395, p. 269 (UTM 18, Clarke 1866)."""
    british = TransverseMercator(6377563.396, 299.3249646, 49.0, -2.0, 0.9996012717, 400000.0, -100000.0)
    east, north = british.project(0.5, 50.5)
    assert isclose(east, 577274.99, abs_tol=0.01) and isclose(north, 69740.50, abs_tol=0.01)
    clarke = TransverseMercator(6378206.4, 294.9786982, 0.0, -75.0, 0.9996, 0.0, 0.0)
    east, north = clarke.project(-73.5, 40.5)
    assert isclose(east, 127106.5, abs_tol=0.1) and isclose(north, 4484124.4, abs_tol=0.1)
    # The projected bounds of a northern UTM zone in the EPSG registry (166021.44, 0, 833978.56, 9329005.18).
    assert isclose(to_epsg_25833(12.0, 0.0)[0], 166021.44, abs_tol=0.01)
    assert isclose(to_epsg_25833(18.0, 0.0)[0], 833978.56, abs_tol=0.01)
    assert isclose(to_epsg_25833(18.0, 84.0)[1], 9329005.18, abs_tol=0.01)
    # The pole: the quarter meridian of GRS 80, 10 001 965.729 m, times the scale.
    assert isclose(to_epsg_25833(15.0, 90.0)[1], 10001965.729 * 0.9996, abs_tol=0.01)


def test_a_specification_carries_every_point_of_every_line() -> None:
    rows = LINE.vega("nb")["data"]["values"]
    assert isinstance(rows, list)
    assert len(rows) == sum(len(line.points) for line in LINE.lines)


def test_png_is_a_picture_of_the_right_size() -> None:
    png = to_png(LINE.svg("nb", "a", standalone=True), 1.0)
    assert png.startswith(b"\x89PNG") and int.from_bytes(png[16:20], "big") == 672
