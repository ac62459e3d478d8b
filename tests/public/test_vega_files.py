"""Vega-Lite beside each chart: an independent renderer draws every one, and finds the edition's own values."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import vl_convert

from retning.charts.bars import BarsChart
from retning.charts.line import LineChart
from retning.charts.parts import Frame, Line, Point
from retning.charts.vega import iso_date
from retning.edition.store import load_edition
from retning.public.addresses import path_of
from retning.public.context import Site
from support.site_reader import reply


@pytest.fixture(scope="module")
def site(real_home: Path) -> Site:
    return Site(load_edition(real_home))


def spec_at(site: Site, path: str, query: str = "") -> dict[str, Any]:
    answer = reply(site, path, query)
    assert answer.status == 200, (path, answer.body[:300])
    assert answer.media.startswith("application/json")
    found = json.loads(answer.body)
    assert isinstance(found, dict)
    return found


def inside(value: Any) -> Iterator[tuple[str, Any]]:
    """Every key with its value, at any depth."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield key, one
            yield from inside(one)
    elif isinstance(value, list):
        for one in value:
            yield from inside(one)


def test_every_indicator_of_the_edition_is_drawn_by_another_renderer(site: Site) -> None:
    assert len(site.edition.indicators) > 30
    for id in site.edition.indicators:
        spec = spec_at(site, path_of("nb", "indicator", id, ".vl.json"))
        svg = vl_convert.vegalite_to_svg(spec)
        drawn = [row for row in spec["data"]["values"] if row["value"] is not None]
        marks = svg.count('aria-roledescription="point"') + svg.count('aria-roledescription="bar"')
        assert marks == len(drawn), id


@pytest.mark.parametrize("kind", ["element", "area"])
def test_every_chart_of_the_other_pages_is_drawn(site: Site, kind: str) -> None:
    paths = [a.path for a in site.addresses.values() if a.kind == kind and a.ending == ".vl.json"]
    paths = [p for p in paths if p.startswith("/en/")]
    assert len(paths) > 10
    for path in paths:
        assert spec_at(site, path)["description"], path
    for path in paths[::6]:
        spec = spec_at(site, path)
        assert vl_convert.vegalite_to_svg(spec).startswith("<svg"), path


def test_the_values_inside_are_those_of_the_edition(site: Site) -> None:
    for id, indicator in site.edition.indicators.items():
        area = indicator.main_area
        lines = site.edition.lines(id, area)
        if not lines:
            continue
        rows = spec_at(site, path_of("en", "indicator", id, ".vl.json"))["data"]["values"]
        own = [r for r in rows if r["role"] == "own"]
        expected = [(p.period, p.value, p.lower, p.upper) for p in lines[0].points()]
        assert [(r["period"], r["value"], r["lower"], r["upper"]) for r in own] == expected, id


def test_nothing_outside_is_asked_for(site: Site) -> None:
    for id in site.edition.indicators:
        spec = spec_at(site, path_of("nn", "indicator", id, ".vl.json"))
        assert spec.pop("$schema").startswith("https://vega.github.io/schema/vega-lite/v")
        keys = [key for key, _ in inside(spec)]
        assert "url" not in keys and "href" not in keys
        assert not re.findall(r"https?://|url\(", json.dumps(spec)), id


def test_the_text_alternative_and_the_edition_travel_along(site: Site) -> None:
    for id in site.edition.indicators:
        spec = spec_at(site, path_of("nb", "indicator", id, ".vl.json"))
        drawing = reply(site, path_of("nb", "indicator", id, ".svg")).body.decode()
        described = re.search(r"<desc[^>]*>(.*?)</desc>", drawing, re.S)
        assert described is not None
        words = [w for w in re.findall(r"\w+", spec["description"]) if len(w) > 3]
        assert words and all(word in described[1] for word in words), id
        assert spec["usermeta"]["edition"] == site.edition.name


def test_norwegian_numbers_are_written_with_a_comma(site: Site) -> None:
    wanted = {"nb": True, "nn": True, "en": False}
    for lang, comma in wanted.items():
        id = next(i for i, d in site.edition.indicators.items() if d.decimals and site.edition.areas_of(i))
        svg = vl_convert.vegalite_to_svg(spec_at(site, path_of(lang, "indicator", id, ".vl.json")))
        ticks = re.findall(r">(-?\d+[.,]\d+)</text>", svg)
        assert ticks
        assert all(("," in tick) == comma for tick in ticks), (lang, ticks)


def test_a_choice_in_the_address_narrows_the_specification(site: Site) -> None:
    data = site.edition
    id = max(data.indicators, key=lambda i: len(data.areas_of(i)))
    first, second = data.areas_of(id)[:2]
    path = path_of("nb", "indicator", id, ".vl.json")
    one = data.line(id, first)
    assert one is not None
    years = [p[:4] for p in one.period]
    spec = spec_at(site, path, f"omrade={first}&omrade={second}&fra={years[-3]}")
    rows = spec["data"]["values"]
    names = {data.areas[a].name["nb"] for a in (first, second)}
    assert {row["line"] for row in rows} == names
    assert {row["period"][:4] for row in rows} <= set(years[-3:])
    assert vl_convert.vegalite_to_svg(spec).startswith("<svg")


def test_periods_become_dates_that_a_temporal_axis_knows() -> None:
    assert [iso_date(p) for p in ("2024", "2024-Q3", "2024-M02", "2024-06-30")] == [
        "2024-01-01",
        "2024-07-01",
        "2024-02-01",
        "2024-06-30",
    ]


def test_a_missing_value_breaks_the_line_and_keeps_the_place_of_a_bar() -> None:
    points = (Point("2019", 1.0), Point("2020", 2.0), Point("2022", 3.0), Point("2023", None))
    layer: Any = BarsChart(Frame("Jobs"), points=points).vega("en")["layer"]
    assert layer[0]["encoding"]["x"]["scale"]["domain"] == ["2019", "2020", "2021", "2022", "2023"]
    gap = (
        Point("2019", 1.0),
        Point("2020", 2.0),
        Point("2021", None),
        Point("2022", 3.0),
        Point("2023", 4.0),
    )
    svg = vl_convert.vegalite_to_svg(LineChart(Frame("Jobs"), lines=(Line("We", gap),)).vega("en"))
    (drawn,) = re.findall(r'aria-roledescription="line mark"[^>]*? d="([^"]+)"', svg)
    assert drawn.count("M") == 2 and drawn.count("L") == 2


def test_the_page_links_it_in_words(site: Site) -> None:
    id = next(iter(site.edition.indicators))
    for lang in ("nb", "nn", "en"):
        page = html.unescape(reply(site, path_of(lang, "indicator", id)).body.decode())
        assert re.search(rf'<a href="{path_of(lang, "indicator", id, ".vl.json")}">[^<]*Vega-Lite</a>', page)


def test_equal_editions_give_equal_bytes(site: Site, tmp_path: Path) -> None:
    again = Site(site.edition)
    for kind, id in (
        ("area", site.edition.page_areas[0]),
        ("indicator", next(iter(site.edition.indicators))),
    ):
        path = path_of("nb", kind, id, ".vl.json")
        assert reply(site, path).body == reply(again, path).body
