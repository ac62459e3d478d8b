"""Comparisons: what is chosen in the address is what page and files show, and nothing breaks on a wrong choice."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from retning.charts.parts import Line, Point
from retning.charts.relative import common_start, relative_to
from retning.public.choice import MOST_AREAS, MOST_INDICATORS, read_choice
from retning.public.http.wsgi import Application
from retning.public.query import Query
from support.site_reader import get, links, page, words
from support.wide_region import MEMBERS

WORK, GROWTH = "sysselsetting-eksempel", "folkevekst-eksempel"
ASKED = f"omrade=dvik&omrade=cnes&omrade=eksempelland&indikator={WORK}&fra=2014"


@pytest.fixture(scope="module")
def application(wide_home: Path) -> Application:
    return Application(wide_home)


def rows(application: Application, asked: str, path: str = "/nb/sammenlign.csv") -> list[dict[str, str]]:
    status, body = get(application, f"{path}?{asked}")
    assert status == 200, body
    return list(csv.DictReader(io.StringIO(body.decode())))


def checked(markup: str) -> set[str]:
    return set(re.findall(r'value="([^"]+)" checked', markup))


def test_without_a_choice_there_is_a_form_and_an_example(application: Application) -> None:
    shown = page(application, "/nb/sammenlign/")
    assert "Dette er et eksempel" in words(shown)
    assert set(MEMBERS) < checked(shown)
    assert '<form method="get"' in shown
    assert "<script" not in shown.partition("<main")[2]
    assert {r["area"] for r in rows(application, "")} == {*MEMBERS, "eksempelland"}


def test_every_choice_is_a_labelled_box(application: Application) -> None:
    shown = page(application, "/en/compare/")
    boxes = re.findall(r"<label><input [^>]*> <span>([^<]+)", shown)
    assert {"Dvik", "The example region", "Example County", "Exampleland"} - {b.strip() for b in boxes} <= {
        "Example County"
    }
    for name in ("fra", "til"):
        assert f'<label for="{name}">' in shown and f'id="{name}" name="{name}"' in shown


def test_page_and_files_show_what_is_chosen(application: Application) -> None:
    shown = page(application, f"/nb/sammenlign/?{ASKED}")
    assert checked(shown) == {"dvik", "cnes", "eksempelland", WORK, "verdi"}
    said = words(shown)
    # Dvik goes in a straight line from 70 to 71 of a hundred: 2400 and 2520 adults in 2012 and 2022.
    assert "Høyest i 2022" in said
    found = rows(application, ASKED)
    assert {(r["area"], r["indicator"]) for r in found} == {
        (a, WORK) for a in ("dvik", "cnes", "eksempelland")
    }
    assert min(r["period"] for r in found) == "2014"
    for path in ("/nn/samanlikn.csv", "/en/compare.csv"):
        assert [r["value"] for r in rows(application, ASKED, path)] == [r["value"] for r in found]


def test_downloads_and_languages_carry_the_choice(application: Application) -> None:
    shown = page(application, f"/nb/sammenlign/?{ASKED}")
    for ending in (".csv", ".norsk.csv", ".xlsx", ".json", ".svg", ".png"):
        offered = links(shown, f"/nb/sammenlign{ending}")
        assert offered == [f"/nb/sammenlign{ending}?{ASKED}"] * len(offered) and offered, ending
    assert f"/en/compare/?{ASKED}" in links(shown, "/en/compare/")
    content = json.loads(get(application, f"/nb/sammenlign.json?{ASKED}")[1])
    assert content["choice"]["areas"] == ["dvik", "cnes", "eksempelland"]
    assert content["sources"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(get(application, f"/nb/sammenlign.xlsx?{ASKED}")[1]))
    assert book.sheet_names[0] == "data" and "sources" in book.sheet_names
    assert len(book.get_sheet_by_name("data").to_python()) == 1 + len(rows(application, ASKED))


def test_several_indicators_become_one_picture(application: Application) -> None:
    asked = f"{ASKED}&indikator={GROWTH}"
    svg = get(application, f"/nb/sammenlign.svg?{asked}")[1].decode()
    assert svg.count("<svg ") == 3
    assert "Sysselsatte av hundre" in svg and "Folkevekst" in svg
    tall = [float(h) for h in re.findall(r'<svg y="[\d.]+" [^>]*?height="([\d.]+)"', svg)]
    whole = re.match(r'<svg [^>]*?height="([\d.]+)"', svg)
    assert whole is not None
    assert float(whole[1]) == pytest.approx(sum(tall))
    assert get(application, f"/nb/sammenlign.png?{asked}")[1][:4] == b"\x89PNG"


def test_relative_lines_start_at_a_hundred_in_every_area(application: Application) -> None:
    asked = f"{ASKED}&vis=indeks"
    found = rows(application, asked)
    assert {r["index_start"] for r in found} == {"2014"}
    first = [float(r["index"]) for r in found if r["period"] == "2014"]
    assert first == [100.0, 100.0, 100.0]
    values = {(r["area"], r["period"]): float(r["value"]) for r in found}
    for r in found:
        wanted = 100 * values[r["area"], r["period"]] / values[r["area"], "2014"]
        assert float(r["index"]) == pytest.approx(wanted)
    said = words(page(application, f"/nb/sammenlign/?{asked}"))
    assert "indeks, 2014 = 100" in said
    assert "Når tallet i 2014 settes til 100" in said


def test_the_chosen_one_is_drawn_most_clearly(application: Application) -> None:
    for own in ("dvik", "cnes"):
        svg = get(application, f"/nb/sammenlign.svg?{ASKED}&eget={own}")[1].decode()
        assert re.search(rf'class="c-own-t"[^>]*>(?:<tspan[^>]*>)?{own.capitalize()}', svg)


def test_many_areas_get_a_small_picture_each(application: Application) -> None:
    asked = "&".join(f"omrade={m}" for m in MEMBERS) + f"&indikator={WORK}"
    assert 'class="chart chart-multiples"' in page(application, f"/nb/sammenlign/?{asked}")
    assert 'class="chart chart-line"' in page(application, f"/nb/sammenlign/?{ASKED}")


def test_areas_without_figures_are_named(application: Application) -> None:
    said = words(
        page(
            application, f"/nb/sammenlign/?omrade=dvik&omrade=cnes&indikator={WORK}&indikator=andel-eksempel"
        )
    )
    assert "Uten tall her: Dvik, Cnes." in said


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("vis=verdi", "Velg minst ett område"),
        (f"indikator={WORK}", "Velg minst ett område"),
        ("omrade=dvik", "Velg minst ett tall"),
        (f"omrade=dvik&indikator={WORK}&indikator=ukjent", "Vi kjenner ikke tallet «ukjent»"),
        (f"omrade=dvik&omrade=ukjent&indikator={WORK}", "Vi kjenner ikke området «ukjent»"),
        (f"omrade=dvik&indikator={WORK}&fra=2020&til=2014", "Vi har byttet dem om"),
        (f"omrade=dvik&indikator={WORK}&vis=rosa", "Vi kan ikke vise «rosa»"),
        (f"omrade=dvik&indikator={WORK}&eget=cnes", "området er ikke valgt"),
    ],
)
def test_a_wrong_choice_is_told_and_mended(application: Application, asked: str, told: str) -> None:
    shown = page(application, f"/nb/sammenlign/?{asked}")
    assert told in words(shown)
    status, body = get(application, f"/nb/sammenlign.csv?{asked}")
    assert status == 400
    assert told in body.decode()
    if "omrade=dvik" in asked and WORK in asked:
        mended = next(a for a in links(shown, "/nb/sammenlign/") if "?" in a and "fra=2020&til=2014" not in a)
        assert 'role="alert"' not in page(application, mended)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["omrade", "indikator", "fra", "til", "vis", "eget", "x"]),
            st.one_of(
                st.sampled_from(["dvik", "cnes", WORK, GROWTH, "2015", "2030", "indeks", "verdi", "0000"]),
                st.text(max_size=12),
            ),
        ),
        max_size=12,
    )
)
def test_no_address_breaks_the_page(pairs: list[tuple[str, str]]) -> None:
    from urllib.parse import urlencode

    asked = urlencode(pairs)
    application = test_no_address_breaks_the_page.application  # type: ignore[attr-defined]
    assert get(application, f"/nb/sammenlign/?{asked}")[0] == 200
    assert get(application, f"/nb/sammenlign.csv?{asked}")[0] in (200, 400)
    assert get(application, f"/nb/indikator/{WORK}/?{asked}")[0] == 200


@pytest.fixture(autouse=True)
def _reach(application: Application) -> None:
    test_no_address_breaks_the_page.application = application  # type: ignore[attr-defined]


def line(name: str, *values: tuple[str, float | None]) -> Line:
    return Line(name, tuple(Point(p, v) for p, v in values))


def test_the_common_start_needs_a_value_above_zero_in_every_line() -> None:
    a = line("a", ("2010", 5.0), ("2011", 0.0), ("2012", 4.0), ("2013", 8.0))
    b = line("b", ("2011", 3.0), ("2012", 2.0), ("2013", None))
    assert common_start([a, b]) == "2012"
    assert common_start([a, b], after="2013") == ""
    assert common_start([a, line("empty")]) == "2010"
    assert common_start([]) == ""


def test_relative_lines_leave_out_what_is_before_the_start_and_keep_holes() -> None:
    a = Line(
        "a", (Point("2010", 5.0), Point("2011", 4.0, 3.0, 5.0, True), Point("2012", None), Point("2013", 6.0))
    )
    (made,) = relative_to([a], "2011")
    assert [(p.period, p.value) for p in made.points] == [("2011", 100.0), ("2012", None), ("2013", 150.0)]
    assert made.points[0].hollow
    assert made.points[0].lower is None


@dataclass
class Many:
    """Thirty areas and ten indicators, as the choice looks them up."""

    page_areas: tuple[str, ...] = tuple(f"a{n}" for n in range(30))
    indicators: tuple[str, ...] = tuple(f"i{n}" for n in range(10))


def test_more_than_can_be_shown_is_cut_and_told() -> None:
    many = Many()
    pairs = [("omrade", a) for a in many.page_areas] + [("indikator", i) for i in many.indicators]
    choice = read_choice(many, Query(tuple(pairs)), "nb")  # type: ignore[arg-type]
    assert (len(choice.areas), len(choice.indicators)) == (MOST_AREAS, MOST_INDICATORS) == (12, 6)
    said = " ".join(problem.say("nb") for problem in choice.problems)
    assert "Du har valgt 30 områder. Velg høyst 12." in said
    assert "Du har valgt 10 tall. Velg høyst 6." in said
    assert Query.read(choice.query().canonical(), ("omrade", "indikator")) == choice.query()
