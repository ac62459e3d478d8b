"""Maps: tiles without any file from outside, real borders once they are fetched, and nothing that is not whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.build.run import build
from retning.charts.text_width import width
from retning.charts.tile_map import name_lines
from retning.public.http.wsgi import Application
from retning.statistics.areas import load_areas
from retning.statistics.areas.simplify import meeting_points, simplified, thin
from retning.statistics.sources.borders import fetch_borders, kept_borders
from retning.statistics.sources.declared import load_sources
from retning.statistics.sources.errors import SourceError
from retning.toml.faults import InputError
from support.edition_content import content
from support.region_copy import append, retning
from support.site_reader import page, words
from support.wide_region import MORE, wide_region

INDICATOR = "/nb/indikator/sysselsetting-eksempel/"


def square(west: float, south: float, size: float = 0.2) -> list[list[list[float]]]:
    """One closed square in degrees."""
    east, north = west + size, south + size
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def invented() -> dict[str, object]:
    """A square for each municipality with a tile, beside each other as the tiles are."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {"type": "Polygon", "coordinates": square(10 + 0.2 * column, 63 - 0.2 * row)},
        }
        for _, _, code, (row, column), *_ in MORE
    ]
    return {"type": "FeatureCollection", "features": features}


class Publisher:
    """A server on this machine that answers with what it is given."""

    def __init__(self) -> None:
        self.content = json.dumps(invented()).encode()
        self.status = 200
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(outer.status)
                self.send_header("Content-Length", str(len(outer.content)))
                self.end_headers()
                self.wfile.write(outer.content)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/borders.geojson"

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    made = Publisher()
    yield made
    made.close()


def declare(folder: Path, publisher: Publisher, more: str = "") -> None:
    append(
        folder / "sources.toml",
        f'\n[[borders]]\nid = "grenser"\naddress = "{publisher.address}"\nday = "2020-01-01"\ncode = "code"\n'
        f'licence = "CC0"\nattribution = "Invented borders"\n{more}',
    )


def fetch_once(folder: Path, home: Path) -> bool:
    sources, faults = load_sources(folder)
    assert sources is not None, faults
    return fetch_borders(sources.borders[0], home, clock=lambda: 1.8e9, sleep=lambda _: None)


def test_without_borders_the_map_is_made_of_tiles(tmp_path: Path) -> None:
    build(wide_region(tmp_path), tmp_path / "home")
    application = Application(tmp_path / "home")
    shown = page(application, INDICATOR)
    assert 'class="chart chart-tiles"' in shown and 'class="chart chart-map"' not in shown
    said = words(shown.partition('id="kart"')[2])
    assert "Kartet er forenklet" in said
    assert "Hver kommune for seg" in said
    for _, name, *_ in MORE:
        assert name in said
    # 78 and 31 of a hundred are the ends of what the municipalities have.
    assert "høyest i Hstad ( 78,0 %" in said and "lavest i Ibygd ( 31,0 %" in said
    assert 'class="chart chart-tiles"' in page(application, "/nb/omrader/")
    svg = re.search(r"<svg[^>]*chart-tiles.*?</svg>", shown, re.DOTALL)
    assert svg is not None and len(svg[0].encode()) < 6000


def test_fetched_borders_become_the_map(tmp_path: Path, publisher: Publisher) -> None:
    folder, home = wide_region(tmp_path), tmp_path / "home"
    declare(folder, publisher)
    before = build(folder, home)
    assert content(before)["borders"] == []
    done = retning("fetch", "grenser", region=folder, home=home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nye grenser per 2020-01-01" in done.stdout
    assert "uendrede grenser" in retning("fetch", "grenser", region=folder, home=home).stdout
    edition = build(folder, home)
    (kept,) = content(edition)["borders"]
    assert set(kept["shapes"]) == {row[0] for row in MORE}
    assert edition.hash != before.hash
    assert build(folder, home).hash == edition.hash
    shown = page(Application(home), INDICATOR)
    assert 'class="chart chart-map"' in shown and 'class="chart chart-tiles"' not in shown
    assert "Kommunegrenser fra 2020. Kilde: Invented borders." in words(shown)
    then = content(build(folder, home, as_of=date(2019, 6, 1)))["borders"]
    assert then == []


@pytest.mark.parametrize(
    ("break_it", "key"),
    [
        (lambda c: c.update(type="Topology"), "borders_shape"),
        (lambda c: c.update(features=[]), "borders_shape"),
        (lambda c: c["features"][0]["properties"].pop("code"), "borders_shape"),
        (lambda c: c["features"].append(c["features"][0]), "borders_shape"),
        (lambda c: c["features"][0]["geometry"].update(type="Point"), "borders_shape"),
        (lambda c: c["features"][0]["geometry"]["coordinates"][0].pop(), "borders_shape"),
        (lambda c: c["features"][0]["geometry"]["coordinates"][0][1].__setitem__(0, 500), "borders_shape"),
    ],
)
def test_what_is_not_a_whole_map_is_refused_and_the_old_one_stays(
    tmp_path: Path, publisher: Publisher, break_it: object, key: str
) -> None:
    folder, home = wide_region(tmp_path), tmp_path / "home"
    declare(folder, publisher)
    assert fetch_once(folder, home)
    content = invented()
    break_it(content)  # type: ignore[operator]
    publisher.content = json.dumps(content).encode()
    with pytest.raises(SourceError) as told:
        fetch_once(folder, home)
    assert told.value.key == key
    sources, _ = load_sources(folder)
    assert sources is not None
    kept = kept_borders(sources.borders[0], home)
    assert kept is not None and len(kept.rings) == len(MORE)


def test_too_much_another_file_and_a_failing_publisher_are_told(tmp_path: Path, publisher: Publisher) -> None:
    folder, home = wide_region(tmp_path), tmp_path / "home"
    declare(folder, publisher, f'max_megabytes = 1\nsha256 = "{"0" * 64}"\n')
    with pytest.raises(SourceError) as told:
        fetch_once(folder, home)
    assert told.value.key == "borders_hash"
    publisher.content = b" " * 1_100_000 + publisher.content
    with pytest.raises(SourceError) as told:
        fetch_once(folder, home)
    assert told.value.key == "too_large"
    publisher.status = 404
    done = retning("fetch", "grenser", region=folder, home=home)
    assert done.returncode == 1
    assert "Uten grenser tegnes et forenklet kart" in done.stdout
    assert content(build(folder, home))["borders"] == []


def test_a_damaged_archive_stops_the_build(tmp_path: Path, publisher: Publisher) -> None:
    folder, home = wide_region(tmp_path), tmp_path / "home"
    declare(folder, publisher)
    fetch_once(folder, home)
    (file,) = (home / "archive/borders").glob("*.geojson")
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(InputError) as told:
        build(folder, home)
    assert told.value.faults[0].key == "archive_damaged"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("tile = [1]", "area_bad_tile"),
        ("tile = [-1, 2]", "area_bad_tile"),
        ('tile = "b2"', "area_bad_tile"),
        ("tile = [0, 1]", "area_tile_twice"),
    ],
)
def test_a_wrong_place_on_the_map_is_told(tmp_path: Path, written: str, key: str) -> None:
    folder = wide_region(tmp_path)
    path = folder / "area.toml"
    path.write_text(path.read_text().replace("tile = [0, 0]", written))
    areas, faults = load_areas(folder)
    assert areas is None
    assert [fault.key for fault in faults] == [key]


def test_wrong_declarations_are_told(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(
        '[[borders]]\nid = "Æ"\naddress = "ftp://x/y"\nday = "2020"\ncode = "c"\nlicence = "x"\n'
        'attribution = "x"\nmax_megabytes = 900\nsha256 = "12"\ncolour = "red"\n'
    )
    sources, faults = load_sources(tmp_path)
    assert sources is None
    assert [(fault.line, fault.key) for fault in faults] == [
        (2, "field_not_id"),
        (3, "sources_base"),
        (4, "field_not_date"),
        (8, "field_too_large"),
        (9, "field_not_sha256"),
        (10, "field_unknown"),
    ]


def test_a_shared_line_stays_shared_when_it_is_thinned() -> None:
    shared_line = [(0.0, float(n) + (0.4 if n % 2 else 0.0)) for n in range(11)]
    west = [*shared_line, (-10.0, 10.0), (-10.0, 0.0)]
    east = [*reversed(shared_line), (10.0, 0.0), (10.0, 10.0)]
    made = simplified({"w": [west], "e": [east]}, 0.6)
    both = set(made["w"][0]) & set(made["e"][0])
    assert both == {p for p in made["w"][0] if p[0] == 0.0} == {p for p in made["e"][0] if p[0] == 0.0}
    assert len(made["w"][0]) < len(west)
    assert meeting_points([west, east]) == {shared_line[0], shared_line[-1]}


@given(
    st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=2, max_size=40), st.floats(0, 20)
)
def test_thinning_keeps_the_ends_and_stays_within_the_tolerance(
    line: list[tuple[int, int]], tolerance: float
) -> None:
    points = [(float(x), float(y)) for x, y in line]
    made = thin(points, tolerance)
    assert (made[0], made[-1]) == (points[0], points[-1])
    assert all(p in points for p in made)
    if tolerance == 0:
        assert len(made) >= len(thin(points, 1.0))


@given(st.text("abcdefghijklmnopqrstuvwxyzæøå ", min_size=1, max_size=30), st.sampled_from([True, False]))
def test_names_on_tiles_never_pass_the_tile(name: str, bold: bool) -> None:
    lines = name_lines(name.strip() or "a", "", 58.0, 13.0, bold)
    assert 1 <= len(lines) <= 2
    assert all(width(line, 13.0, bold) <= 58.0 for line in lines)
