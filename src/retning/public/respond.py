"""A request to a site in, a response out: no server, no clock, nothing remembered between two requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from retning.look import assets
from retning.public.addresses import Address, path_of
from retning.public.context import FileRequest, Page, Site
from retning.public.file_formats import DESCRIPTION, FORMATS
from retning.public.follow.announce import SITE_FILES
from retning.public.frame import render, render_missing
from retning.public.kinds import READ, PageKind, load
from retning.public.messages import FOR_EVER, HTML, NOT_STORED, PLAIN, REVALIDATE, Request, Response
from retning.public.query import Query, QueryError
from retning.public.view import PageView

View = Callable[[Page, str, Query], PageView | Mapping[str, Any]]
"""What a kind of page shows: page, id and query in, what its template needs out."""
FileMaker = Callable[[FileRequest], bytes]
PostHandler = Callable[[Page, str, Request], Response]


def respond(site: Site, request: Request) -> Response:
    """The response of a site to a request: always the same for the same edition.

    >>> respond(Site(edition), Request(path="/nb/")).status  # doctest: +SKIP
    200
    """
    path, base = request.path, request.base or site.address
    if request.method not in READ and request.method not in (methods := methods_at(site, path)):
        return _refused(methods)
    # What every site has is looked for first: it waits for no list of all addresses.
    if fixed := _fixed(site, path, base):
        return fixed
    address = site.address_at(path)
    if address is None:
        return _elsewhere(site, path)
    kind = site.kinds[address.kind]
    page = Page(site, address.lang)
    if request.method == "POST":
        handle: PostHandler = kind.load(kind.post)
        return handle(page, address.id, request)
    query = query_of(kind, request.query)
    try:
        if address.is_page:
            view: View = kind.load(kind.view)
            media, body = HTML, render(page, kind, address.id, view(page, address.id, query))
        else:
            make: FileMaker = kind.load(kind.files[address.ending])
            media = FORMATS[address.ending].media
            body = make(FileRequest(page, address, query, base))
    except QueryError as error:
        return Response(status=400, media=PLAIN, body=("\n".join(error.messages) + "\n").encode())
    framed = kind.framed and address.is_page
    return Response(status=200, media=media, body=body, headers=_headers(kind, address), framed=framed)


def methods_at(site: Site, path: str) -> Sequence[str]:
    """The methods that are answered at a path."""
    if not any(kind.post for kind in site.kinds.values()):
        return READ
    address = site.address_at(path)
    return site.kinds[address.kind].methods if address and address.is_page else READ


def query_of(kind: PageKind, written: str) -> Query:
    """What a query string asks of a kind of page: only the keys that the kind knows."""
    return Query.read(written, kind.query)


def canonical(site: Site, path: str, written: str) -> str:
    """The part of a query string that means something at a path: equal strings give equal responses."""
    address = site.address_at(path) if written else None
    return query_of(site.kinds[address.kind], written).canonical() if address else ""


def names_host(path: str) -> bool:
    """Whether the response at a path names the host, and so differs from host to host.

    >>> names_host("/sitemap.xml"), names_host("/nb/endringer.atom"), names_host("/nb/endringer/")
    (True, True, False)
    """
    return path in SITE_FILES or path.endswith(_NAMING)


_NAMING = tuple(one.ending for one in FORMATS.values() if one.names_host)


def _refused(methods: Sequence[str]) -> Response:
    """The response to a method that an address does not know."""
    allowed = ("Allow", ", ".join(methods))
    return Response(status=405, media=PLAIN, body=b"", headers=(allowed,), cache=NOT_STORED)


def _fixed(site: Site, path: str, base: str) -> Response | None:
    """What stands at the same address on every site: the way in, assets, site map and robots."""
    if path == "/":
        return Response(status=302, media=HTML, body=b"", location=f"{site.prefix}/nb/")
    if path.startswith("/assets/"):
        found = assets.read(path.removeprefix("/assets/"))
        if found is None:
            return Response(status=404, media=HTML, body=render_missing(site, path))
        cache = FOR_EVER if assets.is_hashed(path) else REVALIDATE
        return Response(status=200, media=found[0], body=found[1], cache=cache)
    if path in SITE_FILES and not site.prefix:
        media, make = SITE_FILES[path]
        return Response(status=200, media=media, body=load(make)(site, base))
    return None


def _elsewhere(site: Site, path: str) -> Response:
    """The response of a path that belongs to no page: the way to the page where only a slash was left out."""
    if f"{path}/" in site.addresses:
        return Response(status=301, media=HTML, body=b"", location=f"{site.prefix}{path}/")
    return Response(status=404, media=HTML, body=render_missing(site, path))


def _headers(kind: PageKind, address: Address) -> tuple[tuple[str, str], ...]:
    if address.is_page:
        # A frame is found through the page that holds it, never by itself.
        hidden = (("X-Robots-Tag", "noindex"),) if kind.framed else ()
        return (("Content-Language", address.lang), *hidden)
    shown = ("Content-Disposition", f'inline; filename="{address.file_name}"')
    if address.ending != ".csv" or DESCRIPTION not in kind.files:
        return (shown,)
    # CSV on the Web finds the meaning of the columns by this link.
    description = path_of(address.lang, address.kind, address.id, DESCRIPTION).rpartition("/")[2]
    return (shown, ("Link", f'<{description}>; rel="describedby"; type="application/csvm+json"'))
