"""Save a picture of the front page as a reader meets it: ``make picture`` writes ``build/front.png``.

Builds the edition in a temporary home, serves it as ``retning serve`` does and looks at it with Chromium. The
browser tests use the same functions, so that the picture in the README shows the page that was tested.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from retning.build.run import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "build" / "front.png"
LARGEST = 300_000
WIDTH, HEIGHT = 1280, 960

# The browser must ask for nothing but the page: no update, no first-run page, no component lists.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


def first_region() -> Path:
    """The first region's folder, by name."""
    return sorted((ROOT / "regions").glob("*/plan.toml"))[0].parent


def build_edition(home: Path) -> None:
    """Build the first region's edition in ``home``."""
    build(first_region(), home, None, lambda step, number, of: None)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address (no slash at the end) where ``retning serve`` serves the edition of ``home``.

    >>> with served(Path("var")) as address:  # doctest: +SKIP
    ...     print(address)
    http://127.0.0.1:43125
    """
    port = free_port()
    command = (sys.executable, "-m", "retning.cli", "serve", "--no-build", "--port", str(port))
    server = subprocess.Popen(  # noqa: S603 - our own program with our own arguments
        command, env={**os.environ, "RETNING_HOME": str(home)}, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        assert server.stdout is not None
        # The one line that the server writes when it listens; empty where it ended instead.
        line = server.stdout.readline()
        if str(port) not in line:
            raise RuntimeError(f"retning serve did not start (exit code {server.wait(30)})")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def open_browser(playwright: Playwright) -> Browser:
    """Chromium without a window. ``RETNING_CHROMIUM`` names another one than the system's."""
    path = os.environ.get("RETNING_CHROMIUM", "/usr/bin/chromium")
    return playwright.chromium.launch(executable_path=path, args=list(QUIET))


def save_picture(browser: Browser, address: str, target: Path = PICTURE) -> int:
    """Write a picture of the front page to ``target`` and return its size in bytes.

    Raises ``ValueError`` where it is larger than the README may carry.
    """
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
    try:
        page = context.new_page()
        page.goto(f"{address}/nb/")
        page.evaluate("document.fonts.ready.then(() => true)")
        target.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target)
    finally:
        context.close()
    size = target.stat().st_size
    if size >= LARGEST:
        raise ValueError(f"{target} is {size} bytes; it must stay below {LARGEST}")
    return size


def main() -> None:
    """Build, serve, look, save."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        build_edition(home)
        with served(home) as address, sync_playwright() as playwright:
            browser = open_browser(playwright)
            save_picture(browser, address)
            browser.close()


if __name__ == "__main__":
    main()
