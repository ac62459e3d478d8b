"""What scripts add to a page: values by finger and keyboard, choices that show at once, code to copy, frames."""

from __future__ import annotations

import gzip
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from retning.language.numbers import number
from retning.language.texts import text
from retning.look import assets
from retning.public.addresses import path_of
from retning.public.context import Site
from support.site_reader import reply
from support.visitor import Visitor, samples

Json = dict[str, Any]
HEAVIEST = 60_000


def with_shape(site: Site, shape: str) -> str:
    """An indicator whose chart is of a kind: ``line``, ``path`` or ``bars``."""
    for id in site.edition.indicators:
        if f'class="chart chart-{shape}"' in reply(site, path_of("nb", "indicator", id)).body.decode():
            return id
    raise AssertionError(shape)


def widest(site: Site) -> str:
    return max(site.edition.indicators, key=lambda id: len(site.edition.areas_of(id)))


def probe(page: Page) -> Locator:
    return page.locator("#visning figure.chart > div.probe:visible").first


def own_values(site: Site, id: str) -> list[tuple[str, str]]:
    """Period and value of the main line as people write them, oldest first."""
    indicator = site.edition.indicators[id]
    line = site.edition.line(id, indicator.main_area)
    assert line is not None
    pairs = zip(line.period, line.value, strict=True)
    return [(p, number(v, "nb", indicator.decimals)) for p, v in pairs if v is not None]


@pytest.mark.parametrize("shape", ["line", "path", "bars"])
def test_arrows_walk_the_values_and_each_is_announced(reader: Visitor, site: Site, shape: str) -> None:
    id = with_shape(site, shape)
    page = reader.go(path_of("nb", "indicator", id))
    host = probe(page)
    told = host.locator("[aria-live=polite]")
    assert text("nb", "interact.walk") in str(host.get_attribute("aria-label"))
    expect(told).to_have_text("")
    host.focus()
    page.keyboard.press("Home")
    wanted = own_values(site, id)
    for period, value in wanted[:4]:
        expect(told).to_contain_text(period[:4])
        expect(told).to_contain_text(value)
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(told).to_contain_text(wanted[min(3, len(wanted) - 1)][1])
    assert page.evaluate("document.activeElement.className").startswith(str(host.get_attribute("class"))[:4])
    page.keyboard.press("Escape")
    expect(told).to_have_text("")
    assert page.locator(".probe-dot").count() == 0
    assert reader.complaints == []


@pytest.mark.parametrize("shape", ["line", "path", "bars"])
def test_the_mark_stands_on_the_drawn_value(reader: Visitor, site: Site, shape: str) -> None:
    page = reader.go(path_of("nb", "indicator", with_shape(site, shape)))
    host = probe(page)
    host.focus()
    page.keyboard.press("Home")
    drawn = {"line": ".c-own", "path": ".c-own", "bars": ".c-met,.c-missed,.c-plain"}[shape]
    gap = host.evaluate(
        """(host, drawn) => {
          const dot = host.querySelector('.probe-dot').getBoundingClientRect();
          const x = dot.x + dot.width / 2, y = dot.y + dot.height / 2;
          const svg = host.querySelector('svg'), all = [];
          for (const path of svg.querySelectorAll(drawn)) {
            const to = path.getScreenCTM();
            for (const [, px, py] of path.getAttribute('d').matchAll(/[ML](-?[0-9.]+) (-?[0-9.]+)/g)) {
              const at = new DOMPoint(+px, +py).matrixTransform(to); all.push([at.x, at.y]);
            }
            for (const [, px, , py, wide] of path.getAttribute('d').matchAll(
              /M(-?[0-9.]+) (-?[0-9.]+)V(-?[0-9.]+)h([0-9.]+)/g)) {
              const at = new DOMPoint(+px + wide / 2, +py).matrixTransform(to); all.push([at.x, at.y]);
            }
          }
          return Math.min(...all.map(([px, py]) => Math.hypot(px - x, py - y)));
        }""",
        drawn,
    )
    assert gap < 1


def test_a_finger_finds_the_nearest_value(browser: Browser, root: str, site: Site) -> None:
    visitor = Visitor.arrive(browser, root, width=360, has_touch=True)
    id = with_shape(site, "path")
    page = visitor.go(path_of("nb", "indicator", id))
    host = probe(page)
    host.scroll_into_view_if_needed()
    box = host.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] * 0.13, box["y"] + box["height"] * 0.6)
    first = own_values(site, id)[0]
    expect(host.locator(".readout")).to_contain_text(first[1])
    readout = host.locator(".readout").bounding_box()
    assert readout is not None and readout["x"] >= 0 and readout["x"] + readout["width"] <= 360
    assert visitor.complaints == []
    visitor.leave()


def test_a_mouse_that_leaves_takes_the_value_along(reader: Visitor, site: Site) -> None:
    page = reader.go(path_of("nb", "indicator", with_shape(site, "line")))
    host = probe(page)
    host.hover()
    expect(host.locator(".readout b")).to_have_count(1)
    page.mouse.move(2, 2)
    expect(host.locator(".readout")).to_have_text("")


def test_a_choice_shows_at_once_and_stands_in_the_address(reader: Visitor, site: Site) -> None:
    id = widest(site)
    first, second = [a for a in site.edition.areas_of(id) if a != site.edition.indicators[id].main_area][:2]
    line = site.edition.line(id, first)
    assert line is not None
    start = line.period[-5][:4]
    page = reader.go(path_of("nb", "indicator", id))
    page.evaluate("window.sameDocument = true")
    page.locator("details.choose summary").first.click()
    page.locator(f"input[name=omrade][value={first}]").check()
    page.locator(f"input[name=omrade][value={second}]").check()
    page.locator("select[name=fra]").select_option(start)
    name = site.edition.areas[second].name["nb"]
    expect(page.locator("#visning table.figures thead")).to_contain_text(name)
    expect(page.locator("#visning [aria-busy=true]")).to_have_count(0)
    expect(page).to_have_url(re.compile(f"fra={start}"))
    query = page.evaluate("location.search")
    assert query == f"?omrade={first}&omrade={second}&fra={start}"
    assert page.evaluate("window.sameDocument") is True
    expect(page.locator("[role=status]")).to_have_text(text("nb", "interact.shown"))
    shown = page.locator("#visning").inner_text()
    assert page.locator(".langs a").first.get_attribute("href", timeout=2000).endswith(query)  # type: ignore[union-attr]
    probe(page).focus()
    page.keyboard.press("End")
    expect(probe(page).locator(".readout")).to_contain_text(name)
    page.keyboard.press("Escape")
    again = reader.go(path_of("nb", "indicator", id) + query)
    assert again.locator("#visning").inner_text() == shown
    assert reader.complaints == []


def test_relative_lines_are_a_choice_too(reader: Visitor, site: Site) -> None:
    id = next(
        i
        for i, d in site.edition.indicators.items()
        if d.kind == "count" and len(site.edition.areas_of(i)) > 8
    )
    lines = {area: site.edition.line(id, area) for area in site.edition.areas_of(id)}
    areas = [area for area, line in lines.items() if line and min(v or 0 for v in line.value) > 0][:2]
    assert len(areas) == 2
    page = reader.go(path_of("nb", "indicator", id) + f"?omrade={areas[0]}&omrade={areas[1]}")
    page.locator("input[name=vis]").nth(1).check()
    expect(page).to_have_url(re.compile("vis=indeks"))
    expect(page.locator("#visning table.figures tbody tr").last.locator("td").first).to_contain_text("100,0")
    assert reader.complaints == []


def test_without_script_the_same_form_gives_the_same_answer(
    browser: Browser, reader: Visitor, root: str, site: Site
) -> None:
    id = widest(site)
    area = site.edition.areas_of(id)[2]
    plain = Visitor.arrive(browser, root, java_script_enabled=False)
    page = plain.go(path_of("nb", "indicator", id))
    assert page.locator(".copy:visible").count() == 0
    page.locator("details.choose summary").first.click()
    page.locator(f"input[name=omrade][value={area}]").check()
    page.locator("details.choose button[type=submit]").click()
    page.wait_for_load_state()
    assert f"omrade={area}" in page.url
    words = page.locator("#visning table.figures").first.inner_text()
    plain.leave()
    with_script = reader.go(path_of("nb", "indicator", id) + f"?omrade={area}")
    assert with_script.locator("#visning table.figures").first.inner_text() == words


def test_code_is_copied_with_the_sites_own_address(browser: Browser, root: str, site: Site) -> None:
    visitor = Visitor.arrive(browser, root, permissions=["clipboard-read", "clipboard-write"])
    id = widest(site)
    page = visitor.go(path_of("nb", "indicator", id))
    page.locator("#bygg-inn summary").click()
    button = page.locator("#bygg-inn .copy").first
    expect(button).to_be_visible()
    expect(page.get_by_text(text("nb", "embed.put_address"))).to_be_hidden()
    button.click()
    expect(page.locator("[role=status]")).to_have_text(text("nb", "interact.copied"))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f'<iframe src="{root}{path_of("nb", "embed", id)}"')
    assert visitor.complaints == []
    visitor.leave()


@pytest.fixture
def foreign(tmp_path: Path, root: str, site: Site) -> Iterator[str]:
    """Another site (another port is another origin) with two frames: an embedded chart and a whole page."""
    id = widest(site)
    frames = [path_of("nb", "embed", id), path_of("nb", "indicator", id)]
    code = "".join(
        f'<iframe title="{n}" src="{root}{path}" width="600" height="720"></iframe>'
        for n, path in enumerate(frames)
    )
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title>{code}", encoding="utf-8")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(tmp_path))

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_another_site_may_frame_the_chart_and_nothing_else(
    browser: Browser, root: str, site: Site, foreign: str
) -> None:
    visitor = Visitor.arrive(browser, root)
    page = visitor.page
    page.goto(foreign, wait_until="load")
    title = site.edition.indicators[widest(site)].title["nb"]
    expect(page.frame_locator("iframe[title='0']").locator("h1")).to_have_text(title)
    expect(page.frame_locator("iframe[title='0']").locator("svg.chart:visible")).to_have_count(1)
    expect(page.frame_locator("iframe[title='1']").get_by_text(title)).to_have_count(0)
    assert any("frame-ancestors" in said for said in visitor.complaints)
    assert visitor.context.cookies() == []
    visitor.leave()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_in_use_and_embedded_are_accessible(
    browser: Browser, root: str, site: Site, scheme: Any
) -> None:
    visitor = Visitor.arrive(browser, root, bypass_csp=True, color_scheme=scheme)
    page = visitor.go(path_of("nb", "indicator", widest(site)))
    probe(page).focus()
    page.keyboard.press("End")
    assert visitor.violations() == []
    visitor.go(path_of("nb", "embed", with_shape(site, "path")))
    assert visitor.violations() == []
    visitor.leave()


def test_nothing_moves_for_those_who_do_not_want_it(browser: Browser, root: str, site: Site) -> None:
    visitor = Visitor.arrive(browser, root, reduced_motion="reduce")
    page = visitor.go(path_of("nb", "indicator", widest(site)))
    probe(page).focus()
    page.keyboard.press("End")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(e => {
          const s = getComputedStyle(e);
          return s.animationName !== 'none' || s.transitionDuration.split(',').some(t => parseFloat(t) > 0);
        }).map(e => e.tagName + '.' + e.getAttribute('class')).slice(0, 5)"""
    )
    assert moving == [] and page.evaluate("document.getAnimations().length") == 0
    visitor.leave()


def test_the_script_is_small_and_waits_for_the_page(site: Site) -> None:
    script = assets.assets()["site.js"].body
    assert len(gzip.compress(script, 9)) < 8_000
    assert not re.search(rb"\beval\b|innerHTML|new Function|document\.write|localStorage|cookie", script)
    page = reply(site, "/nb/").body.decode()
    scripts = re.findall(r"<script[^>]*>", page)
    assert len(scripts) == 1 and " defer" in scripts[0] and "src=" in scripts[0]


def test_every_kind_of_page_is_light(browser: Browser, root: str, site: Site) -> None:
    kinds = {**samples(site, "nb"), "embed": [path_of("nb", "embed", with_shape(site, "line"))]}
    heavy = {}
    for kind, paths in kinds.items():
        visitor = Visitor.arrive(browser, root)
        session = visitor.context.new_cdp_session(visitor.page)
        session.send("Network.enable")
        sent: list[float] = []
        session.on(
            "Network.loadingFinished", lambda event, sent=sent: sent.append(event["encodedDataLength"])
        )
        visitor.go(paths[0])
        visitor.page.evaluate("document.fonts.ready.then(() => true)")
        assert sent, kind
        if sum(sent) >= HEAVIEST:
            heavy[kind] = sum(sent)
        visitor.leave()
    assert not heavy, heavy
