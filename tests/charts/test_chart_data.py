"""Charts without data, with hostile names, and with any data at all."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retning.charts.bars import BarsChart
from retning.charts.base import Chart
from retning.charts.distribution import DistributionChart
from retning.charts.dot_strip import Dot, DotStrip
from retning.charts.funnel import FunnelPlot
from retning.charts.geo_map import GeoMap
from retning.charts.horizontal_bars import HorizontalBars
from retning.charts.line import LineChart
from retning.charts.parts import Frame, Line, LineRole, Point, TargetMark
from retning.charts.path import PathChart
from retning.charts.peer_row import PeerRow
from retning.charts.profile import ProfileChart
from retning.charts.samples import RATE, years
from retning.charts.slope import SlopeChart
from retning.charts.small_multiples import SmallMultiples
from retning.charts.stacked_bars import StackedBars, StackRow
from retning.charts.tile_map import TileMap
from retning.language.texts import LANGUAGES, catalogue
from support.chart_checks import SVG, description, overlaps, text_boxes

LINE = LineChart.sample()
DOTS = DotStrip.sample()


def test_all_languages_have_all_keys() -> None:
    keys = [{k for k in catalogue(lang) if k.startswith("chart.")} for lang in LANGUAGES]
    assert keys[0] == keys[1] == keys[2] and len(keys[0]) > 40


EMPTY: list[Chart] = [
    replace(LINE, lines=(Line("x", years(2001, [None, None])),)),
    replace(PathChart.sample(), observed=Line("x", ())),
    replace(BarsChart.sample(), points=()),
    replace(DOTS, dots=()),
    replace(PeerRow.sample(), dots=()),
    replace(SlopeChart.sample(), slopes=()),
    replace(SmallMultiples.sample(), panels=()),
    replace(StackedBars.sample(), rows=()),
    replace(DistributionChart.sample(), states=()),
    replace(FunnelPlot.sample(), points=()),
    replace(TileMap.sample(), tiles=()),
    replace(GeoMap.sample(), shapes=()),
    replace(ProfileChart.sample(), rows=()),
    replace(HorizontalBars.sample(), bars=()),
]


@pytest.mark.parametrize("chart", EMPTY, ids=lambda chart: type(chart).__name__)
def test_no_data_says_so(chart: Chart) -> None:
    for lang, words in (("nb", "Ingen tall ennå."), ("nn", "Ingen tal enno."), ("en", "No figures yet.")):
        for across in (320, 640):
            svg = chart.svg(lang, "a", across)
            assert words in [b.words for b in text_boxes(svg)]
            assert words in description(svg)


def test_markup_in_names_is_escaped() -> None:
    frame = Frame('A & B <script>"', unit="<b>")
    svg = LineChart(frame, lines=(Line("x <i>\x00&", years(2020, [1, 2])),)).svg("en", 'i"d')
    assert ET.fromstring(svg).findtext(SVG + "title") == 'A & B <script>"'
    assert "<script" not in svg and "\x00" not in svg


def test_negative_part_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        replace(StackedBars.sample(), rows=(StackRow("x", (1, -1, 1, 1, 1)),)).svg("nb", "a")


def test_states_stand_worst_first() -> None:
    words = [b.words for b in text_boxes(DistributionChart.sample().svg("nb", "a"))]
    assert words[:8] == ["B", "H", "E", "C", "F", "A", "D", "G"]


values = st.lists(
    st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False, allow_infinity=False)), min_size=1, max_size=30
)
names = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=40)


@settings(max_examples=120)
@given(
    lines=st.lists(st.tuples(names, values), min_size=1, max_size=8),
    first=st.integers(1900, 2020),
    across=st.sampled_from([320, 640]),
    demanded=st.lists(st.floats(-1e6, 1e6, allow_nan=False), max_size=2),
    kind=st.sampled_from(["count", "ratio"]),
    decimals=st.integers(0, 2),
)
def test_any_line_chart_is_well_formed_without_overlap(
    lines: list[tuple[str, list[float | None]]],
    first: int,
    across: int,
    demanded: list[float],
    kind: str,
    decimals: int,
) -> None:
    others: list[LineRole] = ["other"] * 6
    roles: list[LineRole] = ["own", "benchmark", *others]
    chart = LineChart(
        Frame("t", unit="u", decimals=decimals, kind=kind),
        lines=tuple(Line(n, years(first, v), r) for (n, v), r in zip(lines, roles, strict=False)),
        targets=tuple(TargetMark(v) for v in demanded),
    )
    svg = chart.svg("nb", "a", across)
    assert overlaps(svg) == []
    assert "nan" not in svg and "inf" not in svg


@settings(max_examples=60)
@given(
    amounts=values,
    minimum=st.floats(-1e5, 1e5, allow_nan=False),
    across=st.sampled_from([320, 640]),
)
def test_any_bars_are_well_formed_without_overlap(
    amounts: list[float | None], minimum: float, across: int
) -> None:
    chart = BarsChart(Frame("t", unit="u"), points=years(2000, amounts), minimum=minimum)
    assert overlaps(chart.svg("nb", "a", across)) == []


@settings(max_examples=60)
@given(
    amounts=st.lists(st.floats(-1e5, 1e5, allow_nan=False), min_size=1, max_size=40),
    own=st.floats(-1e5, 1e5, allow_nan=False),
    other=st.floats(-1e5, 1e5, allow_nan=False),
    across=st.sampled_from([320, 640]),
)
def test_any_dot_strip_is_without_overlap(
    amounts: list[float], own: float, other: float, across: int
) -> None:
    dots = tuple(Dot(f"K{i}", v) for i, v in enumerate(amounts))
    more = (Dot("Øvre Fjelldal", own, "own"), Dot("Landet", other, "comparator"))
    assert overlaps(replace(DOTS, dots=(*dots, *more)).svg("nb", "a", across)) == []


def test_one_point_and_constant_lines_are_drawn() -> None:
    one = LineChart(RATE, lines=(Line("x", (Point("2024", 5.0),)),)).svg("nb", "a")
    assert "<circle" in one and "5,0" in one
    constant = LineChart(RATE, lines=(Line("x", years(2000, [7.0] * 5)),)).svg("nb", "a")
    assert (
        len(set(re.findall(r"[ML][\d.]+ ([\d.]+)", constant.split('class="c-own" d="')[1].split('"')[0])))
        == 1
    )
