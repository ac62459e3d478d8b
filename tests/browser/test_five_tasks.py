"""Five errands of a new reader, each in at most three clicks from the front page, by what stands on the page."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page
from python_calamine import CalamineWorkbook

from retning.language.texts import text
from retning.public.context import Site
from support.visitor import Visitor

MOST = 3


@dataclass
class Errand:
    """A reader at the front page with three clicks to spend."""

    page: Page
    clicks: int = 0

    def click(self, what: Locator) -> None:
        """Click what can be seen; each click counts."""
        self.clicks += 1
        assert self.clicks <= MOST
        assert what.is_visible()
        what.click()
        self.page.wait_for_load_state("load")

    def menu(self, kind: str) -> None:
        """A click on the menu of the frame."""
        self.click(
            self.page.locator("nav.menu").get_by_role(
                "link", name=text("nb", f"page.{kind}.menu"), exact=True
            )
        )


@pytest.fixture
def errand(reader: Visitor) -> Errand:
    """The reader stands at the front page."""
    return Errand(reader.go("/nb/"))


def fetch(errand: Errand, address: str) -> bytes:
    """The bytes at an address, as the browser would get them."""
    answer = errand.page.request.get(address)
    assert answer.ok, address
    return answer.body()


def test_whether_exports_beat_the_country(errand: Errand) -> None:
    errand.click(errand.page.locator("main").get_by_role("link", name="4.7", exact=True).first)
    said = " ".join(errand.page.locator("main").inner_text().split())
    assert "eksport" in said.lower()
    # The verdict against the country's growth, with the figures that it rests on.
    assert errand.page.locator("main .target").first.is_visible()
    assert re.search(r"\d+,\d %|prosentpoeng", said)


def test_the_source_of_one_number(errand: Errand) -> None:
    number = errand.page.locator("main a.figure", has_text="personer").first
    errand.click(number)
    assert urlsplit(errand.page.url).fragment
    errand.click(errand.page.locator("details.provenance > summary").first)
    drawer = errand.page.locator("details.provenance").first
    assert drawer.locator("a[rel=external]").first.is_visible()
    assert "ssb.no" in (drawer.locator("a[rel=external]").first.get_attribute("href") or "")


def test_population_growth_as_excel(errand: Errand, site: Site) -> None:
    errand.menu("indicators")
    errand.click(errand.page.locator("main").get_by_role("link", name=re.compile("^Befolkningsvekst")).first)
    link = errand.page.locator("main ul.downloads").first.get_by_role("link", name="Excel", exact=True)
    assert link.is_visible() and errand.clicks < MOST
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(fetch(errand, errand.page.evaluate("a => a.href", link.element_handle())))
    )
    heads, *rows = book.get_sheet_by_name("data").to_python()
    indicator = urlsplit(errand.page.url).path.split("/")[-2]
    line = site.edition.line(indicator, site.edition.indicators[indicator].main_area)
    assert line is not None
    values = {
        row[heads.index("period")]: row[heads.index("value")]
        for row in rows
        if row[heads.index("area")] == site.edition.indicators[indicator].main_area
    }
    assert values[line.period[-1]] == line.value[-1]


def test_how_a_municipality_stands_on_every_strategy(errand: Errand, site: Site) -> None:
    errand.menu("areas")
    errand.click(errand.page.locator("main").get_by_role("link", name="Melhus", exact=True).first)
    said = errand.page.locator("main").inner_text()
    missing = [
        e.id
        for e in site.edition.plan.leaves(None)
        if not re.search(rf"(?<![\d.]){re.escape(e.id)}(?![\d.])", said)
    ]
    assert missing == []


def test_todays_chart_cited_so_that_it_never_changes(errand: Errand) -> None:
    errand.click(
        errand.page.locator("main").get_by_role("link", name=text("nb", "cite.frozen"), exact=True).first
    )
    frozen = urlsplit(errand.page.url)
    assert re.match(r"/v/\d{4}-\d{2}-\d{2}-[0-9a-f]{12}/nb/", frozen.path)
    assert errand.page.locator("figure svg").first.is_visible()
