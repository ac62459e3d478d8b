"""One edition as a site: every address, and the answer to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retning.language.texts import LANGUAGES
from retning.look import assets
from retning.public.addresses import QUERY_KEYS, Address, all_addresses, path_of
from retning.public.data import Data
from retning.public.follow.announce import needs_base
from retning.public.query import Query, QueryError

if TYPE_CHECKING:
    from retning.edition.edition import Edition

HTML = "text/html; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"

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
    framed: bool = False  # whether other people's pages may show it in a frame


class Site:
    """The public site of one edition.

    ``home`` lets the site tell of other editions; ``prefix`` is what its addresses begin with (``/v/<name>`` for
    a frozen edition); ``address`` is the declared scheme and host (``""``: none).

    >>> Site(edition, home).respond("/nb/", "").status  # doctest: +SKIP
    200
    """

    def __init__(self, edition: Edition, home: Path, prefix: str = "", address: str = "") -> None:
        self.edition = edition
        self.home = home
        self.prefix = prefix
        self.address = address
        self.kept: dict[str, Any] = {}
        self.data = Data(edition)

    @cached_property
    def addresses(self) -> dict[str, Address]:
        """Every address by its path (without prefix)."""
        return {address.path: address for address in all_addresses(self.data)}

    def address_at(self, path: str) -> Address | None:
        """The address with a path. The front page, which most ask for first, waits for no list of all the others."""
        lang = path.strip("/")
        if lang in LANGUAGES and path == path_of(lang, "front"):
            return Address(path, lang, "front")
        return self.addresses.get(path)

    def respond(self, path: str, query: str, base: str = "") -> Answer:
        """The answer for a path inside the site and a query string.

        ``base`` is the scheme and host that site map, feeds and calendars name (the declared address, else none).
        """
        if path == "/":
            return Answer(302, HTML, b"", location=f"{self.prefix}/nb/")
        if path.startswith("/assets/"):
            return self._asset(path)
        if needs_base(path) and (named := self._named(path, base or self.address)):
            return named
        address = self.address_at(path)
        if address is None:
            if f"{path}/" in self.addresses:
                return Answer(301, HTML, b"", location=f"{self.prefix}{path}/")
            return self._missing(path)
        try:
            media, body = self._render(address, self.query(address, query))
        except QueryError as error:
            return Answer(400, PLAIN, ("\n".join(error.messages) + "\n").encode())
        framed = address.kind == "embed" and address.is_page
        return Answer(200, media, body, headers=self._headers(address), framed=framed)

    @staticmethod
    def query(address: Address, written: str) -> Query:
        """What a query string asks of an address: only the keys that its kind knows."""
        return Query.read(written, QUERY_KEYS.get(address.kind, ()))

    def canonical(self, path: str, written: str) -> str:
        """The part of a query string that means something at a path: equal strings give equal answers."""
        address = self.address_at(path)
        return self.query(address, written).canonical() if address and written else ""

    def _render(self, address: Address, query: Query) -> tuple[str, bytes]:
        # Page modules are imported where they are used: a download's libraries never slow the first page.
        from retning.public.render import render

        return render(self, address, query)

    def _named(self, path: str, base: str) -> Answer | None:
        """What names the host: site map, robots, feeds, calendars."""
        from retning.public.follow.announce import announcement, whole_site

        if found := whole_site(self, path, base):
            return Answer(200, *found)
        address = self.address_at(path)
        return (
            Answer(200, *announcement(self, address, base), headers=self._headers(address))
            if address
            else None
        )

    def _missing(self, path: str) -> Answer:
        from retning.public.render import render_missing

        return Answer(404, HTML, render_missing(self, path))

    def _headers(self, address: Address) -> tuple[tuple[str, str], ...]:
        if not address.ending:
            hidden = (("X-Robots-Tag", "noindex"),) if address.kind == "embed" else ()
            return (("Content-Language", address.lang), *hidden)
        name = path_to_filename(address)
        if address.ending == ".csv":
            told = path_of(address.lang, address.kind, address.id, ".csv-metadata.json").rpartition("/")[2]
            described = ("Link", f'<{told}>; rel="describedby"; type="application/csvm+json"')
            return (("Content-Disposition", f'inline; filename="{name}"'), described)
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


Renderer = Callable[[Site, Address, Query], tuple[str, bytes]]
