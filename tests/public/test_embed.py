"""Embedded charts: only they may stand in a frame, their state is in the address, and frozen ones never change."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from retning.build.run import build
from retning.edition.store import load_edition
from retning.public.addresses import path_of
from retning.public.context import Site
from retning.public.http.wsgi import Application
from retning.public.markup import iframe
from support.region_copy import change, copy_region
from support.site_reader import Reply, reply

ID = "sysselsetting-eksempel"


@pytest.fixture(scope="module")
def application(small_home: Path) -> Application:
    return Application(small_home)


@pytest.fixture(scope="module")
def site(small_home: Path) -> Site:
    return Site(load_edition(small_home))


def ancestors(reply: Reply) -> str:
    policy = dict(part.strip().split(" ", 1) for part in reply.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    return policy["frame-ancestors"]


def test_only_embedded_pages_may_stand_in_a_frame(application: Application, site: Site) -> None:
    framed = set()
    for path, address in site.addresses.items():
        if address.ending == ".png":
            continue
        reply = Reply(application, path)
        if ancestors(reply) == "*":
            framed.add(address.kind)
            assert "X-Frame-Options" not in reply.headers
            assert "Set-Cookie" not in reply.headers
        else:
            assert ancestors(reply) == "'none'", path
    assert framed == {"embed"}
    assert ancestors(Reply(application, "/nb/finnes/ikke/")) == "'none'"
    assert ancestors(Reply(application, path_of("nb", "embed", "finnes-ikke"))) == "'none'"


def test_a_frozen_one_may_be_framed_too_and_says_its_edition(application: Application, site: Site) -> None:
    path = f"/v/{site.edition.name}{path_of('nb', 'embed', ID)}"
    reply = Reply(application, path)
    assert reply.status == 200
    assert ancestors(reply) == "*"
    assert site.edition.name in reply.body.decode()


def test_search_engines_leave_it_out(application: Application) -> None:
    for lang in ("nb", "nn", "en"):
        reply = Reply(application, path_of(lang, "embed", ID))
        assert reply.headers["X-Robots-Tag"] == "noindex"
        page = reply.body.decode()
        assert '<meta name="robots" content="noindex">' in page
        assert f'<html lang="{lang}"' in page
        assert path_of(lang, "embed", ID) not in Reply(application, "/sitemap.xml").body.decode()


def values_told(page: str) -> set[str]:
    """The ids of the table's cells: area, line and period of every value."""
    return set(re.findall(r'<td class="n"[^>]* id="([^"]+)"', page)) | set(
        re.findall(r'<td class="n" id="([^"]+)"', page)
    )


@pytest.mark.parametrize("kind", ["", "areas", "years"])
def test_the_state_is_in_the_address_and_tells_what_the_indicators_page_tells(
    application: Application, site: Site, kind: str
) -> None:
    areas = site.edition.areas_of(ID)
    line = site.edition.line(ID, areas[0])
    assert line is not None and len(areas) > 1
    year = line.period[-2][:4]
    query = {"": "", "areas": f"?omrade={areas[1]}&omrade={areas[0]}", "years": f"?fra={year}"}[kind]
    embedded = Reply(application, path_of("en", "embed", ID) + query).body.decode()
    whole = Reply(application, path_of("en", "indicator", ID) + query).body.decode()
    told = values_told(embedded)
    assert told and told <= values_told(whole)
    assert ("viewBox" in embedded) and embedded.count("<h1") == 1
    if kind == "areas":
        assert {cell for cell in told if f".{areas[1]}." in cell or cell.startswith(f"{areas[1]}.")}
    if kind == "years":
        assert {cell.rpartition(".")[2][:4] for cell in told} <= {p[:4] for p in line.period[-2:]}
    (back,) = re.findall(r'<a href="([^"]+)">[^<]*↗</a>', embedded)
    assert html.unescape(back) == path_of("en", "indicator", ID) + query


class Frames(HTMLParser):
    """The iframes in a piece of HTML, with their attributes."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(code)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "iframe"
        self.found.append(dict(attrs))


def codes(page: str) -> list[dict[str, str | None]]:
    written = [html.unescape(code) for code in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)]
    return [frame for code in written for frame in Frames(code).found]


def test_the_indicators_page_has_ready_code_for_newest_and_frozen(small_home: Path, site: Site) -> None:
    declared = Site(site.edition, address="https://example.org")
    area = site.edition.areas_of(ID)[1]
    page = reply(declared, path_of("nb", "indicator", ID), f"omrade={area}&fra=2010").body.decode()
    newest, frozen = codes(page)
    assert newest["src"] == f"https://example.org{path_of('nb', 'embed', ID)}?omrade={area}&fra=2010"
    assert frozen["src"] == str(newest["src"]).replace(".org/", f".org/v/{site.edition.name}/")
    for frame in (newest, frozen):
        assert site.edition.indicators[ID].title["nb"] in str(frame["title"])
        assert frame["width"] == "100%" and int(str(frame["height"])) >= 400
        inside = urlsplit(str(frame["src"]))
        path = inside.path.removeprefix(f"/v/{site.edition.name}")
        assert reply(site, path, inside.query).status == 200


def test_a_title_with_marks_stays_a_title() -> None:
    (frame,) = Frames(iframe("/x/?a=1&b=2", '"><script>alert(1)</script>')).found
    assert frame["title"] == '"><script>alert(1)</script>'
    assert frame["src"] == "/x/?a=1&b=2"


def test_a_new_edition_changes_the_newest_and_not_the_frozen(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    old = build(region, home)
    application = Application(home)
    path = path_of("nb", "embed", ID)
    before = Reply(application, path).body
    frozen = Reply(application, f"/v/{old.name}{path}").body
    change(region / "figures/sysselsatte.csv", "9003,2024,776,", "9003,2024,716,")
    build(region, home)
    assert Reply(application, path).body != before
    assert Reply(application, f"/v/{old.name}{path}").body == frozen
    assert values_told(frozen.decode()) == values_told(before.decode())
