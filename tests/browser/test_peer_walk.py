"""Rows of peers by keyboard: arrows walk the dots from the lowest to the highest, each is announced, Escape leaves."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from retning.language.numbers import number
from retning.language.texts import pick, text
from retning.public.addresses import path_of
from retning.public.context import Site
from support.edition_content import content
from support.site_reader import reply
from support.visitor import Visitor

KINDS = ("area", "goal", "strategy")


def with_rows(site: Site, kind: str, lang: str = "nb") -> str:
    """The path of a page of a kind that has a row of at least five peers."""
    data = site.edition
    ids = {
        "area": [a for a in data.page_areas if data.areas[a].kind == "municipality"],
        "goal": [e.id for e in data.plan.children(None)],
        "strategy": [e.id for e in data.plan.leaves(None)],
    }[kind]
    for id in ids:
        path = path_of(lang, "area" if kind == "area" else "element", id)
        rows = reply(site, path).body.decode().split('<li class="peer">')[1:]
        if any(row.partition('class="narrow"')[0].count("<title>") >= 5 for row in rows):
            return path
    raise AssertionError(kind)


def row(page: Page) -> Locator:
    """The first row's picture that is shown."""
    return page.locator(".peer-picture > div.probe:visible").first


def in_order(host: Locator) -> list[str]:
    """The dots' own names, from the lowest value to the highest, as the drawing has them."""
    titles: list[str] = host.evaluate(
        "host => [...host.querySelectorAll('circle > title,path > title')].map(t => t.textContent)"
    )
    return titles


def value_of(title: str, lang: str) -> float:
    written = re.sub(r"[^\d,.\u2212]", "", title.rpartition(": ")[2]).replace("\N{MINUS SIGN}", "-")
    return float(written.replace(",", "") if lang == "en" else written.replace(",", "."))


@pytest.mark.parametrize("kind", KINDS)
def test_arrows_walk_all_dots_in_the_order_of_their_values(reader: Visitor, site: Site, kind: str) -> None:
    page = reader.go(with_rows(site, kind))
    host = row(page)
    told = host.locator("[aria-live=polite]")
    label = host.get_attribute("aria-label") or ""
    assert label.startswith(host.locator("svg > title").text_content() or "-")
    assert text("nb", "interact.walk") in label
    expect(told).to_have_text("")
    host.focus()
    page.keyboard.press("Home")
    titles, heard = in_order(host), []
    for _ in titles:
        heard.append(told.text_content() or "")
        expect(host.locator(".probe-dot")).to_have_count(1)
        page.keyboard.press("ArrowRight")
    assert sorted(heard) == sorted(titles) and len(titles) >= 5
    values = [value_of(title, "nb") for title in heard]
    assert values == sorted(values)
    # At the end the walk stays at the end; back goes back.
    assert told.text_content() == heard[-1]
    page.keyboard.press("ArrowLeft")
    assert told.text_content() == heard[-2]
    page.keyboard.press("Escape")
    expect(told).to_have_text("")
    expect(host.locator(".probe-dot")).to_have_count(0)
    assert reader.complaints == []


def test_a_walk_begins_at_our_own_dot_and_says_its_value(reader: Visitor, site: Site) -> None:
    path = with_rows(site, "area")
    area = path.rstrip("/").rpartition("/")[2]
    page = reader.go(path)
    host = row(page)
    # By keyboard: the step before the first row, then Tab.
    host.evaluate("host => { const link = host.closest('li').querySelector('a'); link.focus(); }")
    page.keyboard.press("Tab")
    expect(host).to_be_focused()
    (indicator,) = re.findall(r"/([^/]+)/$", host.evaluate("h => h.closest('li').querySelector('a').href"))
    entry = next(
        e
        for e in content(site.edition)["peers"]
        if e["indicator"] == indicator
        and area in dict(e["dots"])
        and any(r["area"] == area for r in e["rows"])
    )
    own = number(dict(entry["dots"])[area], "nb", site.edition.indicators[indicator].decimals)
    told = host.locator("[aria-live=polite]")
    expect(told).to_contain_text(f"{pick(site.edition.areas[area].name, 'nb')}: {own}")
    page.keyboard.press("Tab")
    expect(told).to_have_text("")


def test_the_mark_stands_on_the_dot(reader: Visitor, site: Site) -> None:
    page = reader.go(with_rows(site, "area"))
    host = row(page)
    host.focus()
    for key in ("Home", "ArrowRight", "ArrowRight", "End"):
        page.keyboard.press(key)
        gap = host.evaluate(
            """host => {
              const middle = e => { const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; };
              const said = host.querySelector('[aria-live]').textContent;
              const [x, y] = middle(host.querySelector('.probe-dot'));
              const same = [...host.querySelectorAll('title')].filter(t => t.textContent === said);
              return Math.min(...same.map(t => { const [a, b] = middle(t.parentNode); return Math.hypot(a - x, b - y); }));
            }"""
        )
        assert gap < 1, key


@pytest.mark.parametrize("lang", ["nn", "en"])
def test_values_are_announced_in_the_language_of_the_page(reader: Visitor, site: Site, lang: str) -> None:
    page = reader.go(with_rows(site, "area", lang))
    host = row(page)
    host.focus()
    page.keyboard.press("Home")
    titles, heard = in_order(host), []
    for _ in titles:
        heard.append(host.locator("[aria-live=polite]").text_content() or "")
        page.keyboard.press("ArrowRight")
    values = [value_of(title, lang) for title in heard]
    assert sorted(heard) == sorted(titles) and values == sorted(values)


def test_on_a_phone_a_finger_finds_the_nearest_and_the_words_stay_on_the_screen(
    browser: Browser, root: str, site: Site
) -> None:
    visitor = Visitor.arrive(browser, root, width=320, has_touch=True)
    page = visitor.go(with_rows(site, "area"))
    host = row(page)
    host.scroll_into_view_if_needed()
    box = host.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + 3, box["y"] + 20)
    readout = host.locator(".readout")
    expect(readout.locator("b")).to_have_count(1)
    assert value_of(readout.text_content() or "", "nb") == min(value_of(t, "nb") for t in in_order(host))
    at = readout.bounding_box()
    assert at is not None and at["x"] >= 0 and at["x"] + at["width"] <= 320
    assert visitor.complaints == []
    visitor.leave()


def test_rows_in_use_are_accessible(inspector: Visitor, site: Site) -> None:
    page = inspector.go(with_rows(site, "area"))
    row(page).focus()
    page.keyboard.press("Home")
    assert inspector.violations() == []


def test_without_script_the_rows_are_pictures_that_say_what_they_show(
    browser: Browser, root: str, site: Site
) -> None:
    visitor = Visitor.arrive(browser, root, java_script_enabled=False)
    page = visitor.go(with_rows(site, "area"))
    assert page.locator(".probe").count() == 0
    assert page.locator(".peer-picture svg[role=img]:visible").first.get_attribute("aria-labelledby")
    visitor.leave()
