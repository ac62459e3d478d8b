"""The site in a real browser: accessible, quiet, narrow, without script, by keyboard and on paper."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from retning.language.texts import text
from retning.public.context import Site
from support.page_audit import TOO_WIDE
from support.visitor import OPEN_ALL, Visitor, samples

KINDS = (
    "front",
    "plan",
    "overarching",
    "goals",
    "strategies",
    "strategy without data",
    "indicator",
    "indicators",
    "areas",
    "municipality",
    "region",
    "compare",
    "principles",
    "principle",
    "method",
    "sources",
    "changes",
    "accessibility",
    "about",
)
MISSING = "/nb/nowhere/"
NARROW = 320

FOCUS = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  return {href: e.getAttribute('href'), visible: e.matches(':focus-visible'), inMenu: !!e.closest('nav.menu'),
    left: box.left, top: box.top, width: box.width, height: box.height, seen: e.checkVisibility(),
    hit: e.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)),
    outline: style.outlineStyle, thick: parseFloat(style.outlineWidth)};
}"""


def words(page: Page) -> str:
    """What a reader can read of the main part, folded parts opened; buttons that only a script can serve left out."""
    page.evaluate(OPEN_ALL)
    page.evaluate("document.querySelectorAll('.by-script').forEach(e => e.remove())")
    return " ".join(page.locator("main").inner_text().split())


def close_up(written: str) -> str:
    """Text without any white space: how lines break differs from medium to medium."""
    return "".join(written.split())


@pytest.mark.parametrize("kind", KINDS)
def test_no_accessibility_violations(inspector: Visitor, site: Site, kind: str) -> None:
    found = []
    paths = samples(site, "nb")[kind]
    assert paths
    for path in paths:
        inspector.go(path)
        found += inspector.violations()
    assert not found, "\n".join(found)


def test_no_accessibility_violations_where_there_is_no_page(inspector: Visitor) -> None:
    inspector.go(MISSING, status=404)
    assert inspector.violations() == []


@pytest.mark.parametrize("lang", ["nn", "en"])
@pytest.mark.parametrize("kind", ["front", "strategies", "indicator"])
def test_no_accessibility_violations_in_other_languages(
    inspector: Visitor, site: Site, lang: str, kind: str
) -> None:
    page = inspector.go(samples(site, lang)[kind][0])
    assert page.locator("html").get_attribute("lang") == lang
    assert inspector.violations() == []


@pytest.mark.parametrize("kind", ["front", "strategies"])
def test_no_accessibility_violations_in_the_dark(browser: Browser, root: str, site: Site, kind: str) -> None:
    visitor = Visitor.arrive(browser, root, bypass_csp=True, color_scheme="dark")
    page = visitor.go(samples(site, "nb")[kind][0])
    channels = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number)")
    assert max(channels[:3]) < 80
    assert visitor.violations() == []
    visitor.leave()


def test_every_page_fits_a_narrow_screen_and_keeps_to_itself(browser: Browser, root: str, site: Site) -> None:
    visitor = Visitor.arrive(browser, root, width=NARROW)
    paths = [a.path for a in site.addresses.values() if a.is_page and a.lang == "nb"]
    assert len(paths) > len(site.edition.elements)
    too_wide = []
    for path in paths:
        page = visitor.go(path)
        page.evaluate(OPEN_ALL)
        if trouble := page.evaluate(TOO_WIDE, NARROW):
            too_wide.append(f"{path} is {trouble}")
    visitor.go(MISSING, status=404)
    assert visitor.page.evaluate(TOO_WIDE, NARROW) == ""
    assert not too_wide, "\n".join(too_wide)
    assert visitor.strangers() == []
    assert visitor.complaints == []
    assert visitor.context.cookies() == []
    visitor.leave()


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_kind_of_page_is_quiet(reader: Visitor, site: Site, lang: str) -> None:
    for kind, paths in samples(site, lang).items():
        page = reader.go(paths[0])
        assert page.locator("h1").count() == 1, kind
    assert len(reader.requests) > len(KINDS)
    assert reader.strangers() == []
    assert reader.complaints == []
    assert reader.context.cookies() == []
    kept = "[localStorage.length, sessionStorage.length]"
    assert reader.page.evaluate(kept) == [0, 0]


@pytest.mark.parametrize("kind", ["front", "plan", "strategies", "indicator", "indicators", "municipality"])
def test_page_is_complete_without_script(
    browser: Browser, reader: Visitor, root: str, site: Site, kind: str
) -> None:
    path = samples(site, "nb")[kind][0]
    with_script = words(reader.go(path))
    plain = Visitor.arrive(browser, root, java_script_enabled=False)
    without_script = words(plain.go(path))
    plain.leave()
    assert len(with_script) > 300
    assert without_script == with_script


def test_first_tab_reaches_the_way_past_the_menu(reader: Visitor) -> None:
    page = reader.go("/nb/")
    page.keyboard.press("Tab")
    focus = page.evaluate(FOCUS)
    assert focus["href"] == "#innhold"
    assert focus["left"] >= 0 and focus["top"] >= 0
    assert focus["width"] > 24 and focus["height"] > 24
    assert focus["seen"] and focus["hit"]
    assert page.locator(":focus").inner_text() == text("nb", "frame.skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innhold"


def test_menu_shows_where_the_keyboard_is(reader: Visitor) -> None:
    page = reader.go("/nb/")
    wanted = page.locator("nav.menu a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["inMenu"]:
            reached.append(focus["href"])
            assert focus["visible"] and focus["outline"] == "solid" and focus["thick"] >= 2
        elif reached:
            break
    assert len(wanted) >= 5
    assert reached == wanted


@pytest.mark.parametrize("kind", ["front", "municipality"])
def test_page_prints(reader: Visitor, site: Site, kind: str) -> None:
    page = reader.go(samples(site, "nb")[kind][0])
    heading = page.locator("h1").inner_text()
    printed = PdfReader(io.BytesIO(page.pdf(format="A4")))
    paper = "".join(sheet.extract_text() for sheet in printed.pages)
    assert len(heading) > 2
    assert close_up(heading) in close_up(paper)
    assert len(close_up(paper)) > 500
