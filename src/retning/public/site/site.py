"""One edition as a site: every address, and the answer to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from retning.look import assets
from retning.public.site.addresses import Address, all_addresses
from retning.public.site.data import Data

if TYPE_CHECKING:
    from retning.statistics.edition import Edition

HTML = "text/html; charset=utf-8"

_CACHE = "public, max-age=0, must-revalidate"
_CACHE_FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Answer:
    """What an address answers."""

    status: int
    media: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    location: str = ""
    cache: str = _CACHE


class Site:
    """The public site of one edition.

    ``home`` lets the site tell of other editions; ``prefix`` is what its addresses begin with (``/v/<name>`` for
    a frozen edition).

    >>> Site(edition, home).respond("/nb/", "").status  # doctest: +SKIP
    200
    """

    def __init__(self, edition: Edition, home: Path, prefix: str = "") -> None:
        self.edition = edition
        self.home = home
        self.prefix = prefix
        self.data = Data(edition)

    @cached_property
    def addresses(self) -> dict[str, Address]:
        """Every address by its path (without prefix)."""
        return {address.path: address for address in all_addresses(self.data)}

    def respond(self, path: str, query: str) -> Answer:
        """The answer for a path inside the site and a query string."""
        if path == "/":
            return Answer(302, HTML, b"", location=f"{self.prefix}/nb/")
        if path.startswith("/assets/"):
            return self._asset(path)
        address = self.addresses.get(path)
        if address is None:
            if f"{path}/" in self.addresses:
                return Answer(301, HTML, b"", location=f"{self.prefix}{path}/")
            return self._missing(path)
        media, body = self._render(address, dict(parse_qsl(query, keep_blank_values=True)))
        return Answer(200, media, body, headers=self._headers(address))

    def _render(self, address: Address, query: dict[str, str]) -> tuple[str, bytes]:
        # Page modules are imported where they are used: a download's libraries never slow the first page.
        from retning.public.site.render import render

        return render(self, address, query)

    def _missing(self, path: str) -> Answer:
        from retning.public.site.render import render_missing

        return Answer(404, HTML, render_missing(self, path))

    def _headers(self, address: Address) -> tuple[tuple[str, str], ...]:
        if not address.ending:
            return (("Content-Language", address.lang),)
        name = path_to_filename(address)
        return (("Content-Disposition", f'inline; filename="{name}"'),) if name else ()

    def _asset(self, path: str) -> Answer:
        found = assets.read(path.removeprefix("/assets/"))
        if found is None:
            return self._missing(path)
        media, body = found
        return Answer(200, media, body, cache=_CACHE_FOREVER if assets.is_hashed(path) else _CACHE)


def path_to_filename(address: Address) -> str:
    """A file name that says what it holds: ``befolkningsvekst-nb.csv``."""
    if not address.ending:
        return ""
    return f"{address.id or address.kind}-{address.lang}{address.ending}"


Renderer = Callable[[Site, Address, dict[str, str]], tuple[str, bytes]]
