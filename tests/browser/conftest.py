"""One server and one browser in each process for all tests that look at the site as a reader does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from picture import open_browser, save_picture, served
from retning.edition.store import load_edition
from retning.public.context import Site
from support.visitor import Visitor


@pytest.fixture(scope="session")
def site(real_home: Path) -> Site:
    """The same edition in memory: tells which addresses there are."""
    return Site(load_edition(real_home, "current"))


@pytest.fixture(scope="session")
def root(real_home: Path) -> Iterator[str]:
    """The address of the running server."""
    with served(real_home) as address:
        yield address


# For a module, not the session: Playwright keeps an event loop running in this thread, which would be in the way
# of other tests that start their own. Its end also writes the README's picture of the page that was tested.
@pytest.fixture(scope="module")
def browser(root: str) -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        opened = open_browser(playwright)
        yield opened
        save_picture(opened, root)
        opened.close()


@pytest.fixture
def reader(browser: Browser, root: str) -> Iterator[Visitor]:
    """A reader at a desk, in daylight, with everything as the browser comes."""
    visitor = Visitor.arrive(browser, root)
    yield visitor
    visitor.leave()


@pytest.fixture(scope="module")
def inspector(browser: Browser, root: str) -> Iterator[Visitor]:
    """A reader that may put axe into the page although the site forbids foreign scripts."""
    visitor = Visitor.arrive(browser, root, bypass_csp=True)
    yield visitor
    visitor.leave()
