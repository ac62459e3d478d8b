"""The public site as a browser meets it: the WSGI application called directly, with a real edition."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from retning.build.run import build
from retning.edition.store import Edition, load_edition
from retning.public.context import Site
from retning.public.formats.tabular import to_csv, to_norwegian_csv, to_xlsx
from retning.public.http.wsgi import Application
from support.edition_content import content
from support.region_copy import change, copy_region
from support.site_reader import Reply

MEDIA = {
    "": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".norsk.csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".card.png": "image/png",
    ".vl.json": "application/json; charset=utf-8",
    ".csv-metadata.json": "application/csvm+json",
    ".atom": "application/atom+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".ris": "application/x-research-info-systems",
}


@pytest.fixture(scope="module")
def application(small_home: Path) -> Application:
    return Application(small_home)


@pytest.fixture(scope="module")
def edition(small_home: Path) -> Edition:
    return load_edition(small_home)


def test_every_address_answers_in_its_own_kind_and_safely(application: Application, small_home: Path) -> None:
    addresses = Site(load_edition(small_home)).addresses
    assert {address.lang for address in addresses.values()} == {"nb", "nn", "en"}
    assert len(addresses) > 100
    for path, address in addresses.items():
        reply = Reply(application, path)
        assert reply.status == 200, path
        assert reply.headers["Content-Type"] == MEDIA[address.ending], path
        assert int(reply.headers["Content-Length"]) == len(reply.body) > 0, path
        assert "Set-Cookie" not in reply.headers
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
        if not address.ending:
            page = reply.body.decode()
            assert f'<html lang="{address.lang}"' in page, path
            assert page.count("<h1") == 1, path


def test_a_readers_copy_is_asked_about_and_not_sent_again(application: Application) -> None:
    first = Reply(application, "/nb/")
    again = Reply(application, "/nb/", IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert Reply(application, "/nb/", IF_NONE_MATCH='"other", W/' + first.headers["ETag"]).status == 304
    assert Reply(application, "/nb/", IF_NONE_MATCH='"other"').status == 200


def test_the_head_is_the_answer_without_its_body(application: Application) -> None:
    whole, head = Reply(application, "/nb/"), Reply(application, "/nb/", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.pairs == whole.pairs


def test_a_page_is_sent_compressed_to_those_who_ask(application: Application) -> None:
    plain, packed = Reply(application, "/nb/"), Reply(application, "/nb/", ACCEPT_ENCODING="br, gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body)
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_can_be_sent_to_the_site(application: Application, method: str) -> None:
    reply = Reply(application, "/nb/", method)
    assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_what_is_not_there_is_told_in_the_language_of_the_address(
    application: Application, lang: str
) -> None:
    reply = Reply(application, f"/{lang}/finnes/ikke/")
    assert reply.status == 404
    assert f'<html lang="{lang}"' in reply.body.decode()
    assert "Set-Cookie" not in reply.headers
    assert "Content-Security-Policy" in reply.headers


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../server.py",
        "/assets/../../faults.py",
        "/assets/%2e%2e/server.py",
        "/assets//etc/passwd",
        "/assets/",
        "/assets/vendor/../../assets.py",
        "/nb/../../etc/passwd",
        "/v/../../../etc/passwd",
        "/v/",
        "/v/2024/nb/",
        "/v/current/nb/",
        "/\x00",
        "/nb/\u00e5\U0001f600/",
        "/assets/\x00.css",
    ],
)
def test_nothing_outside_the_site_is_reached(application: Application, path: str) -> None:
    reply = Reply(application, path)
    assert reply.status == 404
    assert b"import " not in reply.body
    assert b"root:" not in reply.body


def test_markup_in_an_address_comes_back_as_text(application: Application) -> None:
    reply = Reply(application, "/nb/<script>alert(1)</script>/?a=<script>alert(2)</script>")
    assert reply.status == 404
    assert b"<script>alert" not in reply.body


def test_a_forgotten_slash_is_added_and_the_door_leads_inside(application: Application) -> None:
    reply = Reply(application, "/nb/plan")
    assert (reply.status, reply.headers["Location"]) == (301, "/nb/plan/")
    door = Reply(application, "/")
    assert (door.status, door.headers["Location"]) == (302, "/nb/")


def test_an_edition_stays_at_its_frozen_address(application: Application, edition: Edition) -> None:
    reply = Reply(application, f"/v/{edition.name}/nb/plan/")
    assert reply.status == 200
    page = reply.body.decode()
    assert f'href="/v/{edition.name}/nb/' in page
    assert (
        Reply(application, f"/v/{edition.name}/nb/plan").headers["Location"] == f"/v/{edition.name}/nb/plan/"
    )
    assert Reply(application, f"/v/{edition.name}/").headers["Location"] == f"/v/{edition.name}/nb/"
    assert Reply(application, "/v/1999-01-01-0123456789ab/nb/").status == 404


def test_before_the_first_build_the_site_says_that_it_is_not_ready(tmp_path: Path) -> None:
    reply = Reply(Application(tmp_path), "/nb/")
    assert reply.status == 503
    assert "retning build" in reply.body.decode()


def test_a_new_build_shows_at_once_and_a_damaged_one_does_not(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    application = Application(home)
    address = "/nb/indikator/sysselsetting-eksempel.csv"
    old = build(region, home)
    address = next(
        p
        for p, a in Site(old).addresses.items()
        if (a.id, a.ending, a.lang) == ("sysselsetting-eksempel", ".json", "nb")
    )
    assert json.loads(Reply(application, address).body)["edition"] == old.name
    change(region / "figures/sysselsatte.csv", "9003,2024,776,", "9003,2024,716,")
    new = build(region, home)
    assert json.loads(Reply(application, address).body)["edition"] == new.name
    assert json.loads(Reply(application, f"/v/{old.name}{address}").body)["edition"] == old.name

    change(region / "figures/sysselsatte.csv", "9003,2024,716,", "9003,2024,706,")
    third = build(region, home)
    series = home / "editions" / third.name / "contents.json"
    series.write_bytes(series.read_bytes()[:-9])
    assert json.loads(Reply(application, address).body)["edition"] == new.name


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_downloads_hold_the_values_of_the_edition(
    application: Application, small_home: Path, edition: Edition, lang: str
) -> None:
    paths = {
        a.ending: p
        for p, a in Site(edition).addresses.items()
        if (a.kind, a.id, a.lang) == ("indicator", "sysselsetting-eksempel", lang)
    }
    expected = {
        (one["area"], one["line"], period): value
        for one in content(edition)["series"]["series"]
        if one["indicator"] == "sysselsetting-eksempel"
        for period, value in zip(one["period"], one["value"], strict=True)
    }
    assert len(expected) > 40

    def by_place(rows: list[dict[str, Any]]) -> dict[tuple[str, str, str], Any]:
        return {(r["area"], r["line"], str(r["period"])): r["value"] for r in rows}

    machine = list(csv.DictReader(io.StringIO(Reply(application, paths[".csv"]).body.decode())))
    assert by_place(machine) == {k: "" if v is None else str(v) for k, v in expected.items()}
    raw = Reply(application, paths[".norsk.csv"]).body
    assert raw.startswith(b"\xef\xbb\xbf")
    norwegian = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert by_place(norwegian) == {
        k: "" if v is None else str(v).replace(".", ",") for k, v in expected.items()
    }
    document = json.loads(Reply(application, paths[".json"]).body)
    assert by_place(document["rows"]) == expected
    assert document["edition"] == edition.name

    book = CalamineWorkbook.from_filelike(io.BytesIO(Reply(application, paths[".xlsx"]).body))
    head, *cells = book.get_sheet_by_name("data").to_python()
    sheet = by_place([dict(zip(head, row, strict=True)) for row in cells])
    assert sheet == pytest.approx({k: "" if v is None else v for k, v in expected.items()})
    sources = book.get_sheet_by_name("sources").to_python()
    assert any("https://example.org/0002" in row for row in sources)


EVIL = ["=1+1", '=HYPERLINK("http://x")', "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("evil", EVIL)
def test_no_text_becomes_a_formula(evil: str) -> None:
    rows = [{"name": evil, "value": -1.5}]
    for written, mark in (
        (to_csv(("name", "value"), rows), ","),
        (to_norwegian_csv(("name", "value"), rows), ";"),
    ):
        found = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=mark))[1]
        assert found[0] == "'" + evil
        assert found[1].replace(",", ".") == "-1.5"  # a negative number stays a number
    book = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx([("data", ("name", "value"), rows)], "x")))
    sheet = book.get_sheet_by_name("data").to_python()
    assert sheet[1][1] == -1.5
    assert isinstance(sheet[1][0], str)
    assert sheet[1][0].strip() == evil.strip()
