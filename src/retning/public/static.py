"""Write a site to a folder, a file for each address: to keep it, to compare two of them, or to serve it as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from retning.look.assets import assets
from retning.public.context import Site
from retning.public.follow.announce import SITE_FILES
from retning.public.messages import Request
from retning.public.respond import respond

FRONT = "/"


def paths_of(site: Site) -> Iterator[str]:
    """Every path that a site answers with content: pages, their files, assets, and the files of the whole site."""
    yield from site.addresses
    yield from (f"/assets/{asset.name}" for asset in assets().values())
    if not site.prefix:
        yield from SITE_FILES


def file_of(path: str) -> str:
    """Where the content of a path is written, below the folder.

    >>> file_of("/nb/plan/"), file_of("/nb/plan.csv"), file_of("/")
    ('nb/plan/index.html', 'nb/plan.csv', 'index.html')
    """
    return (f"{path}index.html" if path.endswith("/") else path).lstrip("/")


def write_site(
    site: Site, folder: Path, base: str = "", wanted: Callable[[str], bool] = lambda path: True
) -> int:
    """Write the content of every path that is ``wanted``, and the front page at the root. Returns how many files.

    ``base`` is the scheme and host that feeds and the site map name. A query string has no file: pages show what they
    show without one. Raises ``ValueError`` for a path that does not answer with content.
    """
    count = 0
    for path in filter(wanted, paths_of(site)):
        _write(folder / file_of(path), _content(site, path, base))
        count += 1
    if wanted(FRONT):
        leads_to = respond(site, Request(path=FRONT)).location.removeprefix(site.prefix)
        _write(folder / file_of(FRONT), _content(site, leads_to, base))
        count += 1
    return count


def _content(site: Site, path: str, base: str) -> bytes:
    response = respond(site, Request(path=path, base=base))
    if response.status != 200:
        raise ValueError(f"{path} answers {response.status}")
    return response.body


def _write(file: Path, body: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
