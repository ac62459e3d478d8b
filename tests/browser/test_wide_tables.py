"""What is wider than a phone is reached and scrolled by keyboard; links in dense lists are large enough to hit."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from retning.public.addresses import path_of
from retning.public.context import Site
from support.visitor import OPEN_ALL, Visitor

# Boxes that scroll sideways and hold something wider than they are.
WIDER = """() => [...document.querySelectorAll('main *')].filter(e => {
  const s = getComputedStyle(e);
  return /auto|scroll/.test(s.overflowX) && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
    && !/^(TEXTAREA|INPUT|SELECT)$/.test(e.tagName);
}).map(e => {
  const named = e.getAttribute('aria-label') || (e.getAttribute('aria-labelledby') || '').split(' ')
    .map(id => (document.getElementById(id) || {}).textContent || '').join(' ');
  return {what: e.tagName + '.' + e.className, tab: e.tabIndex, role: e.getAttribute('role'), name: named.trim()};
})"""

# WCAG 2.2, 2.5.8: 24 by 24 pixels, or a circle of that size around the middle that meets no other target. Links in
# running sentences are excepted; a link alone in a cell, an entry of a list or a heading is not.
SMALL = """() => {
  const all = [...document.querySelectorAll('a[href],button,summary,input,select')]
    .filter(e => e.getClientRects().length && !e.closest('.ds-skip-link,svg,.ds-sr-only'));
  const box = new Map(all.map(e => {
    const whole = e.matches('input') && e.closest('label') ? e.closest('label') : e;
    return [e, whole.getBoundingClientRect()];
  }));
  const inSentence = e => {
    if (!e.matches('a')) return false;
    const host = e.closest('p,li,td,th,dd,dt,h1,h2,h3,h4,figcaption,blockquote,small');
    if (!host) return false;
    const own = [...host.querySelectorAll('a')].map(a => a.textContent).join('');
    return host.textContent.replace(/\\s/g, '').length > own.replace(/\\s/g, '').length + 8;
  };
  const small = [];
  for (const e of all) {
    const b = box.get(e);
    if ((b.width >= 24 && b.height >= 24) || inSentence(e)) continue;
    const [x, y] = [b.x + b.width / 2, b.y + b.height / 2];
    const near = all.some(o => {
      if (o === e) return false;
      const c = box.get(o);
      const dx = Math.max(c.left - x, 0, x - c.right), dy = Math.max(c.top - y, 0, y - c.bottom);
      if (c.width >= 24 && c.height >= 24) return Math.hypot(dx, dy) < 12;
      return Math.hypot(dx, dy) < 12 || Math.hypot(c.x + c.width / 2 - x, c.y + c.height / 2 - y) < 24;
    });
    if (near) small.push([e.textContent.trim().slice(0, 30), Math.round(b.width), Math.round(b.height * 10) / 10,
      (e.parentElement.className || e.parentElement.tagName) + ' < ' + (e.parentElement.parentElement.className || '')]);
  }
  return small;
}"""


# Links that are an entry of a list, the head of a row or of a block.
LOW = """() => [...document.querySelectorAll('main :is(th,dt,li,h2,h3,h4)>a')]
  .filter(e => e.getClientRects().length && e.getClientRects()[0].height < 24)
  .map(e => e.textContent.trim().slice(0, 30) + ' ' + e.getClientRects()[0].height)"""


def pages(site: Site) -> dict[str, str]:
    """Pages with the widest tables and the densest lists."""
    data = site.edition
    by_width = sorted(data.indicators, key=lambda id: len(data.areas_of(id)))
    widest = by_width[-1]
    areas = "&".join(f"omrade={a}" for a in data.areas_of(widest)[:12])
    lines = max(data.indicators, key=lambda id: len(data.indicators[id].lines))
    municipality = next(a for a in data.page_areas if data.areas[a].kind == "municipality")
    goal = data.plan.children(None)[0].id
    return {
        "front": path_of("nb", "front"),
        "plan": path_of("nb", "plan"),
        "goal": path_of("nb", "element", goal),
        "many areas": path_of("nb", "indicator", widest) + f"?{areas}",
        "many lines": path_of("nb", "indicator", lines),
        "compare": path_of("nb", "compare") + f"?{areas}&indikator={widest}",
        "area": path_of("nb", "area", municipality),
        "areas": path_of("nb", "areas"),
        "indicators": path_of("nb", "indicators"),
        "board": path_of("nb", "coverage"),
        "answers": path_of("nb", "answers"),
        "method": path_of("nb", "method"),
        "sources": path_of("nb", "sources"),
        "changes": path_of("nb", "changes"),
        "corrections": path_of("nb", "corrections"),
    }


@pytest.fixture(scope="module")
def phone(browser: Browser, root: str) -> Iterator[Visitor]:
    """A reader at 320 pixels."""
    visitor = Visitor.arrive(browser, root, width=320)
    yield visitor
    visitor.leave()


def test_every_wide_table_has_a_name_and_a_place_in_the_tab_order(phone: Visitor, site: Site) -> None:
    seen = 0
    for path in pages(site).values():
        page = phone.go(path)
        page.evaluate(OPEN_ALL)
        boxes = page.evaluate(WIDER)
        seen += len(boxes)
        for box in boxes:
            assert box["tab"] == 0 and box["role"] == "region" and box["name"], (path, box)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    assert seen >= 10


@pytest.mark.parametrize("which", ["many areas", "compare", "area"])
def test_the_widest_tables_are_reached_with_tab_and_scrolled_with_arrows(
    phone: Visitor, site: Site, which: str
) -> None:
    page = phone.go(pages(site)[which])
    page.evaluate(OPEN_ALL)
    index = page.evaluate(
        """() => {
          const all = [...document.querySelectorAll('.scroll')];
          const room = all.map(e => e.scrollWidth - e.clientWidth);
          const widest = all[room.indexOf(Math.max(...room))];
          widest.id = widest.id || 'widest';
          const order = [...document.querySelectorAll('a[href],button,summary,input,select,[tabindex="0"]')]
            .filter(e => e.getClientRects().length);
          order[order.indexOf(widest) - 1].focus();
          return widest.id;
        }"""
    )
    page.keyboard.press("Tab")
    table = page.locator(f"#{index}")
    expect(table).to_be_focused()
    outline = table.evaluate("e => getComputedStyle(e).outlineStyle")
    assert outline != "none"
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("id => document.getElementById(id).scrollLeft > 0", arg=index)


@pytest.mark.parametrize("width", [320, 1280])
def test_links_in_dense_lists_are_large_enough(browser: Browser, root: str, site: Site, width: int) -> None:
    visitor = Visitor.arrive(browser, root, width=width)
    small = {}
    for name, path in pages(site).items():
        page = visitor.go(path)
        page.evaluate(OPEN_ALL)
        if found := page.evaluate(SMALL) + page.evaluate(LOW):
            small[name] = found[:12]
    visitor.leave()
    assert small == {}


def test_a_comparison_changes_in_place_and_stands_in_the_address(reader: Visitor, site: Site) -> None:
    data = site.edition
    towns = {
        id: [a for a in data.areas_of(id) if data.areas[a].kind == "municipality"] for id in data.indicators
    }
    widest = max(towns, key=lambda id: len(towns[id]))
    first, second, third = towns[widest][:3]
    page = reader.go(path_of("nb", "compare") + f"?omrade={first}&omrade={second}&indikator={widest}")
    page.evaluate("window.sameDocument = true")
    page.locator("details.choose summary").first.click()
    page.locator(f"input[name=omrade][value={third}]").check()
    name = data.areas[third].name["nb"]
    expect(page.locator("#visning table.figures thead").first).to_contain_text(name)
    expect(page.locator("#visning .source-line a").first).to_have_attribute("href", _with(third))
    expect(page.locator("#eget option")).to_have_count(4)
    assert f"omrade={third}" in page.url and page.evaluate("window.sameDocument") is True
    assert page.evaluate("document.activeElement.value") == third
    assert reader.complaints == []


def _with(area: str) -> re.Pattern[str]:
    """A frozen address that has an area in it."""
    return re.compile(rf"/v/.*omrade={area}\b")
