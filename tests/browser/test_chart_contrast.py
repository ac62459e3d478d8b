"""Charts without colour: in forced colours, with more contrast and on paper, shapes and dashes tell things apart."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from retning.public.addresses import path_of
from retning.public.context import Site
from support.site_reader import reply
from support.visitor import Visitor

LOOK = """selector => [...document.querySelectorAll('figure.chart svg ' + selector)]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().width)
  .map(e => { const s = getComputedStyle(e); return [s.fill, s.stroke, s.strokeDasharray, s.strokeOpacity]; })"""
MODES: dict[str, dict[str, Any]] = {
    "forced": {"forced_colors": "active"},
    "forced dark": {"forced_colors": "active", "color_scheme": "dark"},
    "contrast": {"contrast": "more"},
    "print": {},
}


def page_in(browser: Browser, root: str, mode: str, path: str) -> tuple[Visitor, Page]:
    visitor = Visitor.arrive(browser, root, **MODES[mode])
    page = visitor.go(path)
    if mode == "print":
        page.emulate_media(media="print")
    return visitor, page


def with_shape(site: Site, shape: str) -> str:
    for id in site.edition.indicators:
        if f'class="chart chart-{shape}"' in reply(site, path_of("nb", "indicator", id)).body.decode():
            return id
    raise AssertionError(shape)


@pytest.mark.parametrize("mode", MODES)
def test_bars_tell_whether_the_demand_was_met(browser: Browser, root: str, site: Site, mode: str) -> None:
    id = next(
        i
        for i in site.edition.indicators
        if all(
            f'class="{name}"' in reply(site, path_of("nb", "indicator", i)).body.decode()
            for name in ("c-met", "c-missed", "c-plain")
        )
    )
    visitor, page = page_in(browser, root, mode, path_of("nb", "embed", id))
    met, missed, plain = (page.evaluate(LOOK, f".{name}")[0] for name in ("c-met", "c-missed", "c-plain"))
    assert met[0] != missed[0], "a full bar and an outline"
    assert missed[2] == "none" and plain[2] != "none", "an unbroken outline and a dashed one"
    assert page.evaluate(LOOK, ".c-tick"), "a tick over what was met"
    visitor.leave()


@pytest.mark.parametrize("mode", MODES)
def test_lines_are_told_apart_by_their_dashes(browser: Browser, root: str, site: Site, mode: str) -> None:
    id = max(site.edition.indicators, key=lambda i: len(site.edition.areas_of(i)))
    areas = "&".join(f"omrade={a}" for a in site.edition.areas_of(id)[:4])
    visitor, page = page_in(browser, root, mode, f"{path_of('nb', 'embed', id)}?{areas}")
    dashes = [look[2] for n in (1, 2, 3) for look in page.evaluate(LOOK, f"path.c-other-{n}")[:1]]
    assert len(dashes) == 3 and len({*dashes, "none"}) == 4
    assert [look[2] for look in page.evaluate(LOOK, "path.c-own")][:1] == ["none"]
    visitor.leave()


@pytest.mark.parametrize("mode", ["forced", "forced dark"])
def test_the_grid_stays_behind_in_forced_colours(browser: Browser, root: str, site: Site, mode: str) -> None:
    visitor, page = page_in(browser, root, mode, path_of("nb", "embed", with_shape(site, "line")))
    (grid,) = page.evaluate(LOOK, ".c-grid")
    own = page.evaluate(LOOK, "path.c-own")[0]
    assert float(grid[3]) < 0.4 and own[3] == "1"
    assert grid[1] != own[1]
    visitor.leave()
