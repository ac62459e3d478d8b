"""The address decides: the same query means the same on page and in files, and nothing else makes a difference."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from retning.public.http.wsgi import Application
from retning.public.query import LONGEST_VALUE, MOST_VALUES, Query
from support.site_reader import get, links, page, words

STEM = "/nb/indikator/sysselsetting-eksempel"
DATA = (".csv", ".norsk.csv", ".xlsx", ".json", ".svg", ".png")
ASKED = "omrade=dvik&omrade=cnes&fra=2015&til=2018"


@pytest.fixture(scope="module")
def application(wide_home: Path) -> Application:
    return Application(wide_home)


def rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode())))


def test_a_key_keeps_all_its_values_and_the_last_one_counts_where_one_is_asked_for() -> None:
    asked = Query.read("omrade=a&fra=2010&omrade=b&fra=2012", ("omrade", "fra"))
    assert asked.all("omrade") == ("a", "b")
    assert (asked["fra"], asked.get("til", "")) == ("2012", "")
    with pytest.raises(KeyError):
        asked["til"]


def test_unknown_keys_empty_values_and_repetitions_mean_nothing() -> None:
    keys = ("omrade", "fra")
    plain = Query.read("omrade=a&fra=2010", keys)
    assert Query.read("utm_source=x&fra=2010&omrade=a&omrade=a&omrade=&til=2", keys) == plain
    assert plain.canonical() == "omrade=a&fra=2010"
    assert Query.read("fbclid=1", keys).suffix() == ""


@given(st.text(max_size=400))
def test_whatever_is_written_gives_a_canonical_query_that_reads_back_the_same(written: str) -> None:
    keys = ("omrade", "fra")
    asked = Query.read(written, keys)
    assert Query.read(asked.canonical(), keys) == asked
    assert set(asked) <= set(keys)


def test_a_query_is_bounded_however_long_it_is() -> None:
    asked = Query.read("&".join(f"omrade={n}" for n in range(5000)), ("omrade",))
    assert 0 < len(asked.all("omrade")) <= MOST_VALUES
    assert len(Query.read("omrade=" + "x" * 5000, ("omrade",))["omrade"]) == LONGEST_VALUE


def test_random_queries_do_not_fill_the_memory(application: Application) -> None:
    small = Application(application.home, remember=400_000)
    for n in range(60):
        assert get(small, f"{STEM}.csv?fra=20{n:02}")[0] == 200
        assert get(small, f"/nb/om/?fra=20{n:02}")[0] == 200
        assert get(small, f"{STEM}.json?random={n}")[0] == 200
    assert small._by_meaning.bytes <= 400_000
    assert small._by_writing.bytes <= 100_000
    # What means the same is kept once, however it is written.
    assert len([key for key in small._by_meaning._entries if key[1] == "/nb/om/"]) <= 1


def test_equal_questions_share_one_remembered_answer(application: Application) -> None:
    first = application.answer(f"{STEM}.csv", "fra=2015&omrade=cnes")
    assert application.answer(f"{STEM}.csv", "x=1&omrade=cnes&fra=2015&til=") is first
    assert application.answer(f"{STEM}.csv", "y=1") is application.answer(f"{STEM}.csv", "")


def test_page_and_every_file_of_an_indicator_narrow_alike(application: Application) -> None:
    found = rows(get(application, f"{STEM}.csv?{ASKED}")[1])
    assert {r["area"] for r in found} == {"dvik", "cnes"}
    assert sorted({r["period"] for r in found}) == ["2015", "2016", "2017", "2018"]
    assert len(found) == 8
    norwegian = get(application, f"{STEM}.norsk.csv?{ASKED}")[1].decode("utf-8-sig").splitlines()
    assert len(norwegian) == 9
    content = json.loads(get(application, f"{STEM}.json?{ASKED}")[1])
    assert [(r["area"], r["period"]) for r in content["rows"]] == [(r["area"], r["period"]) for r in found]
    book = CalamineWorkbook.from_filelike(io.BytesIO(get(application, f"{STEM}.xlsx?{ASKED}")[1]))
    assert len(book.get_sheet_by_name("data").to_python()) == 9
    shown = words(page(application, f"{STEM}/?{ASKED}"))
    assert "Dvik" in shown and "2018" in shown
    drawn = shown.partition("Du ser et utvalg")[2].partition("Vis figuren på ditt eget nettsted")[0]
    assert "2018" in drawn and "2019" not in drawn
    assert "Eksempelregionen. har ingen tall" not in shown
    svg = words(get(application, f"{STEM}.svg?{ASKED}")[1].decode())
    assert "Dvik" in svg and "Cnes" in svg and "2018" in svg
    assert "2022" not in svg and "Hstad" not in svg
    assert get(application, f"{STEM}.png?{ASKED}")[1][:4] == b"\x89PNG"


def test_years_alone_keep_every_area(application: Application) -> None:
    found = rows(get(application, f"{STEM}.csv?fra=2020")[1])
    assert min(r["period"] for r in found) == "2020"
    assert len({r["area"] for r in found}) == 10
    shown = page(application, f"{STEM}/?fra=2020")
    assert "fra 2020" in words(shown)
    assert f"{STEM}/" in links(shown, "sysselsetting-eksempel/")


def test_downloads_and_other_languages_keep_the_question(application: Application) -> None:
    shown = page(application, f"{STEM}/?{ASKED}&utm=1")
    for ending in (".csv", ".xlsx", ".json", ".svg", ".png"):
        offered = links(shown, f"sysselsetting-eksempel{ending}")
        assert offered and all(a.endswith(f"?{ASKED}") for a in offered), ending
        assert get(application, offered[0])[0] == 200
    assert f"/en/indicator/sysselsetting-eksempel/?{ASKED}" in links(
        shown, "/en/indicator/sysselsetting-eksempel/"
    )


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("omrade=nowhere", "Vi kjenner ikke området «nowhere»"),
        ("omrade=bdal", "Det finnes ingen tall for Bdal her"),
        ("fra=2018&til=2015", "Vi har byttet dem om"),
        ("fra=i+fjor", "«i fjor» er ikke et årstall"),
        ("omrade=<script>alert(1)</script>", "Vi kjenner ikke området"),
    ],
)
def test_what_cannot_be_used_is_told_and_mended(application: Application, asked: str, told: str) -> None:
    shown = page(application, f"{STEM}/?{asked}")
    assert told in words(shown)
    assert 'role="alert"' in shown
    assert "<script>alert" not in shown
    for ending in DATA:
        status, body = get(application, f"{STEM}{ending}?{asked}")
        assert status == 400
        assert told in body.decode()


def test_the_message_is_in_the_readers_language(application: Application) -> None:
    said = {
        lang: get(application, f"/{lang}/{word}/sysselsetting-eksempel.csv?fra=x")[1].decode()
        for lang, word in (("nb", "indikator"), ("nn", "indikator"), ("en", "indicator"))
    }
    assert "ikke et årstall" in said["nb"]
    assert "ikkje eit årstal" in said["nn"]
    assert "is not a year" in said["en"]


def test_years_without_figures_say_so(application: Application) -> None:
    assert "Det finnes ingen tall for dette utvalget" in words(page(application, f"{STEM}/?fra=2050"))
    assert rows(get(application, f"{STEM}.csv?fra=2050")[1]) == []


def test_a_frozen_edition_answers_the_same_question(application: Application, tmp_path: Path) -> None:
    site = application.site()
    assert site is not None
    frozen = f"/v/{site.edition.name}{STEM}"
    assert get(application, f"{frozen}.csv?{ASKED}") == get(application, f"{STEM}.csv?{ASKED}")
    assert f"{frozen}.csv?{ASKED}" in links(page(application, f"{frozen}/?{ASKED}"), "eksempel.csv")
