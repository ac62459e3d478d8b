"""Every page looked at by several readers at once: each has a process, a browser and a share of the addresses."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any

from playwright.sync_api import Browser, sync_playwright

WIDTHS = (1280, 768, 320)
READERS = os.cpu_count() or 1

WHOLE = os.environ.get("RETNING_AUDIT") == "whole"
"""Axe in every width of every page in every language (a quarter of an hour), instead of in one width of each.

Without it each page meets axe once in each language, in another width each time: the three languages share their
templates and style, so every page is still looked at in every width. What does not fit is looked for everywhere.
"""

TOO_WIDE = """limit => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= limit) return '';
  const inScroll = e => e.parentElement && e.parentElement.closest('.scroll');
  const out = [...document.body.querySelectorAll('*')].filter(e =>
    e.getBoundingClientRect().right > limit + 0.5 && !inScroll(e));
  return wide + ' px: ' + out.slice(-3).map(e => e.tagName + '.' + e.getAttribute('class') + ' ' +
    e.textContent.slice(0, 60)).join(' | ');
}"""


@dataclass
class Findings:
    """What was wrong, one line each, and how much was looked at."""

    pages: int = 0
    looks: list[tuple[str, int]] = field(default_factory=list)  # path and width that axe saw
    headings: dict[str, int] = field(default_factory=dict)  # path -> number of h1
    violations: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    cookies: list[Any] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)

    def add(self, other: Findings) -> None:
        """Join what another reader found."""
        for name, value in vars(other).items():
            mine = getattr(self, name)
            if isinstance(value, dict):
                mine.update(value)
            else:
                setattr(self, name, mine + value)


def turn(path: str) -> int:
    """The width at which axe looks at the pages of a language.

    >>> turn("/nb/"), turn("/nn/"), turn("/en/")
    (320, 768, 1280)
    """
    return {"nb": 320, "nn": 768, "en": 1280}[path.split("/")[1]]


def audit(root: str, paths: list[str]) -> Findings:
    """Look at every path in every width, in several processes."""
    shares = [paths[n::READERS] for n in range(READERS)]
    found = Findings()
    with ProcessPoolExecutor(READERS, mp_context=get_context("spawn")) as pool:
        for part in pool.map(look, [root] * READERS, shares):
            found.add(part)
    return found


def look(root: str, paths: list[str]) -> Findings:
    """One reader's share, with a browser of its own."""
    from picture import open_browser

    with sync_playwright() as playwright:
        browser = open_browser(playwright)
        found = read_all(browser, root, paths)
        browser.close()
    return found


def read_all(browser: Browser, root: str, paths: list[str]) -> Findings:
    """Open each page once, run axe on it, and in each width find what does not fit."""
    from support.visitor import OPEN_ALL, Visitor

    found = Findings()
    # The site's own policy stays in force here: what it stops is a complaint of the page.
    reader = Visitor.arrive(browser, root)
    for path in paths:
        answer = reader.page.goto(root + path, wait_until="load")
        if answer is None or answer.status != 200:
            found.statuses.append(f"{path}: {answer.status if answer else 'no answer'}")
            continue
        found.pages += 1
        found.headings[path] = reader.page.locator("h1").count()
        reader.page.evaluate(OPEN_ALL)
        for width in WIDTHS:
            reader.page.set_viewport_size({"width": width, "height": 800})
            if trouble := reader.page.evaluate(TOO_WIDE, width):
                found.too_wide.append(f"{path} at {width}: {trouble}")
            if WHOLE or width == turn(path):
                found.violations += [f"{width}: {line}" for line in reader.violations()]
                found.looks.append((path, width))
    found.complaints = reader.complaints
    found.strangers = reader.strangers()
    found.cookies = list(reader.context.cookies())
    reader.leave()
    return found
