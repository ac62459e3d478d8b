"""The WSGI application: an address in, bytes out.

It knows HTTP and nothing of pages: which addresses there are and what they answer is
:class:`retning.public.site.Site`. Read-only: ``GET`` and ``HEAD``, no cookies, no sessions, a strict content
security policy. Answers carry a strong validator made from the edition, so that a reader's copy is asked about
and not sent again.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from retning.public.kept import Kept
from retning.public.site import Answer, Site
from retning.public.site.announce import needs_base
from retning.public.site.base import of_request
from retning.statistics.edition import EditionError, current_name, load_edition

StartResponse = Callable[..., Any]

SECURITY_HEADERS = (
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)

# Only pages that are made to be embedded may stand in other people's frames.
FRAMED_HEADERS = tuple(
    (name, value.replace("frame-ancestors 'none'", "frame-ancestors *")) for name, value in SECURITY_HEADERS
)

STATUS_LINES = {
    200: "200 OK",
    301: "301 Moved Permanently",
    302: "302 Found",
    304: "304 Not Modified",
    400: "400 Bad Request",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    503: "503 Service Unavailable",
}

_COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")
_SMALLEST_WORTH_COMPRESSING = 600


@dataclass
class _Ready:
    """An answer that has been made once: body, compressed twin, and the headers of each way to send it."""

    answer: Answer
    etag: str
    compressed: bytes | None
    headers: list[tuple[str, str]]
    headers_compressed: list[tuple[str, str]]
    headers_unchanged: list[tuple[str, str]]

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.answer.body) + len(self.compressed or b"")


@dataclass
class Application:
    """Serve the current edition of ``home``, and older ones under ``/v/<name>/``.

    The pointer is looked at for each request (its time and number, not its content), so that a new build shows at
    once; the edition itself stays in memory. A damaged new edition does not replace a good one in memory.
    Answers are kept up to ``remember`` bytes, by what was written in the address and by what that means.
    """

    home: Path
    remember: int = 128 * 2**20
    address: str = ""
    _site: Site | None = None
    _seen: tuple[int, int] | None = None
    _frozen: dict[str, Site] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._pointer = str(self.home / "editions" / "current")
        self._made: Kept[_Ready] = Kept(self.remember)
        self._written: Kept[_Ready] = Kept(self.remember // 4)

    def site(self) -> Site | None:
        """The site of the current edition, or ``None`` before the first build."""
        try:
            found = os.stat(self._pointer)
        except FileNotFoundError:
            return self._site
        seen = (found.st_mtime_ns, found.st_ino)
        if self._site is not None and seen == self._seen:
            return self._site
        with self._lock:
            name = current_name(self.home)
            if name is not None and (self._site is None or self._site.edition.name != name):
                try:
                    self._site = Site(load_edition(self.home, name), self.home, address=self.address)
                except EditionError:
                    return self._site
                self._made.clear()
                self._written.clear()
            self._seen = seen
        return self._site

    def _site_for(self, path: str) -> tuple[Site | None, str]:
        """The site that owns a path and the path inside it."""
        if path.startswith("/v/"):
            name, _, rest = path[3:].partition("/")
            if name not in self._frozen:
                try:
                    edition = load_edition(self.home, name)
                except EditionError:
                    return None, path
                if edition.name != name:
                    return None, path
                if len(self._frozen) > 8:
                    self._frozen.clear()
                self._frozen[name] = Site(edition, self.home, f"/v/{name}", self.address)
            return self._frozen[name], "/" + rest
        return self.site(), path

    def answer(self, path: str, query: str, base: str = "") -> _Ready:
        """The answer for an address, made or remembered; what means nothing in a query makes no difference.

        ``base`` is the scheme and host that the request came to; only answers that name it are kept apart by it.
        """
        site, inner = self._site_for(path)
        if site is None:
            return _ready(_no_site(path), "")
        base = (self.address or base) if needs_base(inner) else ""
        written = (site.edition.name, path, query, base)
        ready = self._written.get(written)
        if ready is not None:
            return ready
        asked = site.canonical(inner, query)
        meant = (site.edition.name, path, asked, base)
        ready = self._made.get(meant)
        if ready is None:
            answer = site.respond(inner, asked, base)
            ready = _ready(answer, site.edition.hash)
            if answer.status == 200:
                self._made.put(meant, ready, ready.size)
        if ready.answer.status == 200:
            self._written.put(written, ready, ready.size)
        return ready

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            start_response(STATUS_LINES[405], [("Allow", "GET, HEAD"), ("Content-Length", "0")])
            return []
        # WSGI hands the path over as latin-1; what is not UTF-8 underneath cannot be one of our addresses.
        path = environ.get("PATH_INFO", "/")
        if not path.isascii():
            path = path.encode("latin-1").decode("utf-8", "replace")
        base = self.address or of_request(environ)
        if base is None:
            return _refused(start_response)
        ready = self.answer(path, environ.get("QUERY_STRING", ""), base)
        status = ready.answer.status
        wanted = environ.get("HTTP_IF_NONE_MATCH")
        if wanted and status == 200 and _matches(wanted, ready.etag):
            start_response(STATUS_LINES[304], ready.headers_unchanged[:])
            return []
        if ready.compressed is not None and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            start_response(STATUS_LINES[status], ready.headers_compressed[:])
            return [] if method == "HEAD" else [ready.compressed]
        start_response(STATUS_LINES[status], ready.headers[:])
        return [] if method == "HEAD" else [ready.answer.body]


def _refused(start_response: StartResponse) -> Iterable[bytes]:
    """A request to a host whose name cannot be one (RFC 9112, 3.2)."""
    start_response(STATUS_LINES[400], [("Content-Length", "0")])
    return []


def _no_site(path: str) -> Answer:
    """What is said before the first build, or of an edition that is not there, in all languages."""
    from retning.language.texts import LANGUAGES, text

    frozen = path.startswith("/v/")
    key = "edition.unknown" if frozen else "edition.none"
    name = path[3:].partition("/")[0]
    lines = [text(lang, key, name=name) for lang in LANGUAGES]
    body = "\n".join(dict.fromkeys(lines)) + "\n"
    return Answer(404 if frozen else 503, "text/plain; charset=utf-8", body.encode())


def _ready(answer: Answer, edition_hash: str) -> _Ready:
    etag = f'"{hashlib.sha256(edition_hash.encode() + answer.body).hexdigest()[:24]}"'
    worth = len(answer.body) >= _SMALLEST_WORTH_COMPRESSING and answer.media.startswith(_COMPRESSIBLE)
    # A fixed time stamp keeps the compressed bytes the same for the same content.
    compressed = gzip.compress(answer.body, 6, mtime=0) if worth else None
    unchanged = [
        ("ETag", etag),
        ("Vary", "Accept-Encoding"),
        *(FRAMED_HEADERS if answer.framed else SECURITY_HEADERS),
        *answer.headers,
    ]
    if answer.location:
        unchanged.append(("Location", quote(answer.location, safe="/:?&=%#,")))
    unchanged.append(("Cache-Control", answer.cache))
    media = ("Content-Type", answer.media)
    plain = [*unchanged, media, ("Content-Length", str(len(answer.body)))]
    smaller = [
        *unchanged,
        ("Content-Encoding", "gzip"),
        media,
        ("Content-Length", str(len(compressed or b""))),
    ]
    return _Ready(answer, etag, compressed, plain, smaller, unchanged)


def _matches(header: str, etag: str) -> bool:
    wanted = [part.strip().removeprefix("W/") for part in header.split(",")]
    return "*" in wanted or etag in wanted
