"""The page of a municipality: everything that a mayor would print, and plainly what there is not."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from retning.public.http.wsgi import Application
from support.site_reader import links, page, words


@pytest.fixture(scope="module")
def application(wide_home: Path) -> Application:
    return Application(wide_home)


def strategies(markup: str) -> dict[str, str]:
    """What is said of each strategy, by id."""
    block = markup.partition('<section class="standing"')[2].partition('class="all-figures"')[0]
    rows = re.split(r'<li class="stands-', block)[1:]
    return {words(row.partition('class="id">')[2].partition("<")[0]): row for row in rows}


def test_every_strategy_of_the_plan_is_there(application: Application) -> None:
    site = application.site()
    assert site is not None
    leaves = [e.id for e in site.edition.plan.elements if not site.edition.plan.children(e.id)]
    found = strategies(page(application, "/nb/omrade/dvik/"))
    assert sorted(found) == sorted(leaves)
    for id, row in found.items():
        assert f"/nb/plan/{id}/" in links(row, f"/{id}/")


def test_own_figures_stand_with_value_year_and_direction(application: Application) -> None:
    row = strategies(page(application, "/nb/omrade/dvik/"))["B-a"]
    said = words(row)
    # Dvik: 2520 adults in 2022 of whom 71 of a hundred work, 1789 as a whole number: 71.0 per cent.
    assert "71,0 %" in said and "(2022)" in said
    assert any(way in said for way in ("går riktig vei", "står stille", "kan ikke vurderes sikkert"))
    assert links(row, "/nb/indikator/sysselsetting-eksempel/#dvik.main.2022") or "#dvik.main.2022" in row


def test_what_has_no_figures_is_said_plainly(application: Application) -> None:
    assert "Ingen tall ennå" in words(strategies(page(application, "/nb/omrade/dvik/"))["A-b"])


@pytest.mark.parametrize(
    ("path", "title", "count"),
    [
        ("/nb/omrade/dvik/", "Slik står det til med hver strategi i planen", "Strategier i planen: 3."),
        ("/nn/omrade/dvik/", "Slik står det til med kvar strategi i planen", "Strategiar i planen: 3."),
        ("/en/area/dvik/", "How each of the plan's strategies stands", "Strategies in the plan: 3."),
    ],
)
def test_the_page_speaks_three_languages(application: Application, path: str, title: str, count: str) -> None:
    shown = words(page(application, path))
    assert title in shown
    assert count in shown


def test_the_municipality_is_marked_on_the_map(application: Application) -> None:
    shown = page(application, "/nb/omrade/dvik/")
    assert shown.count("c-mine") == 1
    assert "Kartet er forenklet" in words(shown)


def test_an_area_without_a_place_has_no_map_and_no_strategies_of_its_own(application: Application) -> None:
    shown = page(application, "/nb/omrade/eksempelland/")
    assert "c-mine" not in shown
    assert 'class="standing"' not in shown


def test_the_figures_are_offered_as_files(application: Application) -> None:
    shown = page(application, "/nb/omrade/dvik/")
    for ending in (".csv", ".xlsx", ".json"):
        assert links(shown, f"/nb/omrade/dvik{ending}")


@pytest.fixture(scope="module")
def address(wide_home: Path) -> Iterator[str]:
    from threading import Thread
    from wsgiref.simple_server import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = make_server("127.0.0.1", 0, Application(wide_home), handler_class=Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.browser
def test_it_prints_on_two_sheets_and_fits_a_narrow_screen(address: str) -> None:
    from playwright.sync_api import sync_playwright
    from pypdf import PdfReader

    from picture import open_browser

    with sync_playwright() as playwright:
        browser = open_browser(playwright)
        for path in ("/nb/omrade/dvik/", "/nb/sammenlign/", "/nb/indikator/sysselsetting-eksempel/"):
            narrow = browser.new_page(viewport={"width": 320, "height": 800})
            narrow.goto(address + path)
            narrow.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert narrow.evaluate("document.documentElement.scrollWidth") == 320, path
            narrow.close()
        sheet = browser.new_page()
        sheet.goto(f"{address}/nb/omrade/dvik/")
        printed = PdfReader(io.BytesIO(sheet.pdf(format="A4")))
        browser.close()
    assert 1 <= len(printed.pages) <= 2
    paper = " ".join(" ".join(p.extract_text().split()) for p in printed.pages)
    assert "Dvik" in paper
    assert "Høyere sysselsetting enn landet" in paper
    assert "Et badeland" in paper
