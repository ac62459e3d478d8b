"""The WSGI application: it knows HTTP and nothing of pages.

What an address answers is decided by :func:`retning.public.respond.respond`. No cookies, no sessions, a strict content
security policy. Responses carry a strong validator made from the edition, so that a reader's copy is asked about and
not sent again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from retning.edition.files import EditionError
from retning.language.texts import LANGUAGES, text
from retning.public.context import Site
from retning.public.http.cache import ResponseCache
from retning.public.http.host import of_request
from retning.public.http.limits import EXPENSIVE, BusyError, ConcurrencyLimit
from retning.public.http.prepared import Prepared, prepare
from retning.public.http.security import SECURITY_HEADERS
from retning.public.http.sites import CurrentSite, FrozenSites
from retning.public.kinds import READ
from retning.public.messages import NOT_STORED, PLAIN, Request, Response
from retning.public.respond import canonical, methods_at, names_host, respond

StartResponse = Callable[..., Any]

MAX_BODY = 1 << 20
"""Bytes of a request's body that are read: no address takes in more."""

# Python's own list (http.HTTPStatus) takes longer to import than a page to make.
STATUS_LINES = {
    200: "200 OK",
    202: "202 Accepted",
    301: "301 Moved Permanently",
    302: "302 Found",
    303: "303 See Other",
    304: "304 Not Modified",
    400: "400 Bad Request",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    413: "413 Content Too Large",
    422: "422 Unprocessable Content",
    500: "500 Internal Server Error",
    503: "503 Service Unavailable",
}

_NOTHING: Mapping[str, object] = MappingProxyType({})

log = logging.getLogger(__name__)


@dataclass
class Application:
    """Serve the current edition of ``home``, and older ones under ``/v/<name>/``.

    Responses to ``GET`` are remembered up to ``remember`` bytes, by what was written in the address and by what that
    means. ``address`` is the declared scheme and host (``""``: what each request says).
    """

    home: Path
    remember: int = 128 * 2**20
    address: str = ""
    limit: ConcurrencyLimit = field(default_factory=ConcurrencyLimit)

    def __post_init__(self) -> None:
        self._by_meaning: ResponseCache[Prepared] = ResponseCache(self.remember)
        self._by_writing: ResponseCache[Prepared] = ResponseCache(self.remember // 4)
        self._current = CurrentSite(self.home, self.address, self._forget)
        self._frozen = FrozenSites(self.home, self.address)

    def _forget(self) -> None:
        self._by_meaning.clear()
        self._by_writing.clear()

    def site(self) -> Site | None:
        """The site of the current edition, or ``None`` before the first build."""
        return self._current.site()

    def _site_for(self, path: str) -> tuple[Site, str]:
        """The site that owns a path and the path inside it. Raises :class:`EditionError` where there is none."""
        if path.startswith("/v/"):
            name, _, rest = path[3:].partition("/")
            return self._frozen.site(name), "/" + rest
        return self._current.must_have(), path

    def answer(self, path: str, query: str, base: str = "") -> Prepared:
        """The response to ``GET`` for an address, made or remembered; what means nothing in a query makes no difference.

        ``base`` is the scheme and host that the request came to; only responses that name it are kept apart by it.
        """
        try:
            site, inner = self._site_for(path)
        except EditionError as error:
            return _without_edition(path, error)
        base = (self.address or base) if names_host(inner) else ""
        written = (site.edition.name, path, query, base)
        ready = self._by_writing.get(written)
        if ready is not None:
            return ready
        asked = canonical(site, inner, query)
        meant = (site.edition.name, path, asked, base)
        ready = self._by_meaning.get(meant)
        if ready is None:
            with self.limit.slot() if inner.endswith(EXPENSIVE) else nullcontext():
                response = respond(site, Request(path=inner, query=asked, base=base))
            ready = prepare(response, site.edition.hash)
            if response.status == 200:
                self._by_meaning.put(meant, ready, ready.size + _length(meant))
        if ready.response.status == 200:
            # What is written in an address may be far longer than what it means: it takes room as well.
            self._by_writing.put(written, ready, ready.size + _length(written))
        return ready

    def _taken_in(self, environ: Mapping[str, Any], method: str, path: str, base: str) -> Prepared:
        """The response to any other method than ``GET`` and ``HEAD``: never remembered."""
        try:
            site, inner = self._site_for(path)
        except EditionError as error:
            return _without_edition(path, error)
        size = _body_size(environ) if method in methods_at(site, inner) else 0
        if size > MAX_BODY:
            return prepare(Response(status=413, media=PLAIN, body=b"", cache=NOT_STORED))
        return prepare(
            respond(
                site,
                Request(
                    path=inner,
                    query=environ.get("QUERY_STRING", ""),
                    method=method,
                    body=environ["wsgi.input"].read(size) if size else b"",
                    content_type=environ.get("CONTENT_TYPE", ""),
                    base=base,
                ),
            )
        )

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        path = _path(environ)
        base = self.address or of_request(environ)
        if base is None:
            # A host whose name cannot be one (RFC 9112, 3.2).
            return _empty(start_response, 400)
        try:
            if method in READ:
                ready = self.answer(path, environ.get("QUERY_STRING", ""), base)
            else:
                ready = self._taken_in(environ, method, path, base)
        except BusyError:
            ready = prepare(_in_all_languages(503, "serving.busy", _NOTHING, ("Retry-After", "5")))
        except Exception:
            # The last resort: a fault of ours is logged for whoever runs the site, and not shown to readers.
            log.exception("no answer for %r", path[:200])
            ready = prepare(_in_all_languages(500, "serving.trouble"))
        accepted, held = environ.get("HTTP_ACCEPT_ENCODING", ""), environ.get("HTTP_IF_NONE_MATCH")
        status, headers, body = ready.form(accepted, held if method in READ else None)
        start_response(STATUS_LINES[status], headers[:])
        return [] if method == "HEAD" or not body else [body]


def _path(environ: Mapping[str, Any]) -> str:
    """The path of a request. WSGI hands it over as latin-1; what is not UTF-8 underneath is none of our addresses."""
    path: str = environ.get("PATH_INFO", "/")
    return path if path.isascii() else path.encode("latin-1", "replace").decode("utf-8", "replace")


def _body_size(environ: Mapping[str, Any]) -> int:
    """How many bytes a request brings along; 0 for a length that is no number."""
    written = str(environ.get("CONTENT_LENGTH") or "0")
    return int(written) if written.isascii() and written.isdigit() else 0


def _empty(start_response: StartResponse, status: int) -> Iterable[bytes]:
    """A response of headers alone."""
    start_response(STATUS_LINES[status], [*SECURITY_HEADERS, ("Content-Length", "0")])
    return []


def _without_edition(path: str, error: EditionError) -> Prepared:
    """Why there is no site: no such frozen edition, or nothing built that can be shown."""
    return prepare(_in_all_languages(404 if path.startswith("/v/") else 503, error.key, error.values))


def _in_all_languages(
    status: int, key: str, values: Mapping[str, object] = _NOTHING, *headers: tuple[str, str]
) -> Response:
    """A text of the catalogue in all languages."""
    lines = dict.fromkeys(text(lang, key, **dict(values)) for lang in LANGUAGES)
    body = "".join(f"{line}\n" for line in lines)
    return Response(status=status, media=PLAIN, body=body.encode(), headers=headers, cache=NOT_STORED)


def _length(key: tuple[str, ...]) -> int:
    return sum(map(len, key))
