"""The WSGI application: an address in, bytes out.

It knows HTTP and nothing of pages: which addresses there are and what they answer is
:class:`retning.public.respond.Site`. Read-only: ``GET`` and ``HEAD``, no cookies, no sessions, a strict content
security policy. Answers carry a strong validator made from the edition, so that a reader's copy is asked about
and not sent again.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import os
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from retning.edition.files import EditionError
from retning.edition.store import current_name, load_edition
from retning.public.follow.announce import needs_base
from retning.public.frozen import Frozen
from retning.public.http.cache import Kept
from retning.public.http.host import of_request
from retning.public.http.limits import DEAR, BusyError, Gate
from retning.public.respond import Answer, Site

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
    500: "500 Internal Server Error",
    503: "503 Service Unavailable",
}

_COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")
_SMALLEST_WORTH_COMPRESSING = 600
_PACKED = "-gz"
_NOTHING: Mapping[str, object] = {}
_PLAIN = "text/plain; charset=utf-8"
_NO_GZIP = re.compile(r"\bgzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)", re.IGNORECASE)

log = logging.getLogger(__name__)


@dataclass
class _Ready:
    """An answer that has been made once: body, compressed twin, and the headers of each way to send it."""

    answer: Answer
    mark: str  # what makes its validators
    compressed: bytes | None
    headers: list[tuple[str, str]]
    headers_compressed: list[tuple[str, str]]
    headers_unchanged: list[tuple[str, str]]
    headers_unchanged_compressed: list[tuple[str, str]]

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
    gate: Gate = field(default_factory=Gate)
    _site: Site | None = None
    _seen: tuple[int, int] | None = None
    _trouble: EditionError | None = None  # why the edition that the pointer names cannot be shown
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._pointer = str(self.home / "editions" / "current")
        self._made: Kept[_Ready] = Kept(self.remember)
        self._written: Kept[_Ready] = Kept(self.remember // 4)
        self._frozen = Frozen(self.home, self.address)

    def site(self) -> Site | None:
        """The site of the current edition, or ``None`` before the first build."""
        try:
            found = os.stat(self._pointer)
        except OSError:
            return self._site
        seen = (found.st_mtime_ns, found.st_ino)
        if self._site is not None and seen == self._seen:
            return self._site
        with self._lock:
            name = current_name(self.home)
            if name is not None and (self._site is None or self._site.edition.name != name):
                try:
                    self._site = Site(load_edition(self.home, name), self.home, address=self.address)
                    self._trouble = None
                    self._made.clear()
                    self._written.clear()
                except EditionError as error:
                    self._trouble = error
            self._seen = seen
        return self._site

    def _site_for(self, path: str) -> tuple[Site, str]:
        """The site that owns a path and the path inside it. Raises :class:`EditionError` where there is none."""
        if path.startswith("/v/"):
            name, _, rest = path[3:].partition("/")
            return self._frozen.site(name), "/" + rest
        site = self.site()
        if site is None:
            raise self._trouble or EditionError("edition.none")
        return site, path

    def answer(self, path: str, query: str, base: str = "") -> _Ready:
        """The answer for an address, made or remembered; what means nothing in a query makes no difference.

        ``base`` is the scheme and host that the request came to; only answers that name it are kept apart by it.
        """
        try:
            site, inner = self._site_for(path)
        except EditionError as error:
            return _ready(_told(404 if path.startswith("/v/") else 503, error.key, error.values), "")
        base = (self.address or base) if needs_base(inner) else ""
        written = (site.edition.name, path, query, base)
        ready = self._written.get(written)
        if ready is not None:
            return ready
        asked = site.canonical(inner, query)
        meant = (site.edition.name, path, asked, base)
        ready = self._made.get(meant)
        if ready is None:
            with self.gate.passed() if inner.endswith(DEAR) else nullcontext():
                answer = site.respond(inner, asked, base)
            ready = _ready(answer, site.edition.hash)
            if answer.status == 200:
                self._made.put(meant, ready, ready.size + _length(meant))
        if ready.answer.status == 200:
            # What is written in an address may be far longer than what it means: it takes room as well.
            self._written.put(written, ready, ready.size + _length(written))
        return ready

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            return _empty(start_response, 405, ("Allow", "GET, HEAD"))
        # WSGI hands the path over as latin-1; what is not UTF-8 underneath cannot be one of our addresses.
        path = environ.get("PATH_INFO", "/")
        if not path.isascii():
            path = path.encode("latin-1", "replace").decode("utf-8", "replace")
        base = self.address or of_request(environ)
        if base is None:
            # A host whose name cannot be one (RFC 9112, 3.2).
            return _empty(start_response, 400)
        try:
            ready = self.answer(path, environ.get("QUERY_STRING", ""), base)
        except BusyError:
            ready = _ready(_told(503, "serving.busy", _NOTHING, ("Retry-After", "5")), "")
        except Exception:
            # The last resort: a fault of ours is told to whoever runs the site, never to its readers.
            log.exception("no answer for %r", path[:200])
            ready = _ready(_told(500, "serving.trouble"), "")
        status = ready.answer.status
        wanted = environ.get("HTTP_IF_NONE_MATCH")
        packed = ready.compressed is not None and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if wanted and status == 200 and _matches(wanted, ready.mark):
            unchanged = ready.headers_unchanged_compressed if packed else ready.headers_unchanged
            start_response(STATUS_LINES[304], unchanged[:])
            return []
        if packed and ready.compressed is not None:
            start_response(STATUS_LINES[status], ready.headers_compressed[:])
            return [] if method == "HEAD" else [ready.compressed]
        start_response(STATUS_LINES[status], ready.headers[:])
        return [] if method == "HEAD" else [ready.answer.body]


def _empty(start_response: StartResponse, status: int, *more: tuple[str, str]) -> Iterable[bytes]:
    """An answer of headers alone."""
    start_response(STATUS_LINES[status], [*more, *SECURITY_HEADERS, ("Content-Length", "0")])
    return []


def _told(
    status: int, key: str, values: Mapping[str, object] = _NOTHING, *headers: tuple[str, str]
) -> Answer:
    """A text of the catalogue in all languages."""
    from retning.language.texts import LANGUAGES, text

    lines = dict.fromkeys(text(lang, key, **dict(values)) for lang in LANGUAGES)
    body = "".join(f"{line}\n" for line in lines)
    return Answer(status, _PLAIN, body.encode(), headers, cache="no-store")


def _ready(answer: Answer, edition_hash: str) -> _Ready:
    mark = hashlib.sha256(edition_hash.encode() + answer.body).hexdigest()[:24]
    worth = len(answer.body) >= _SMALLEST_WORTH_COMPRESSING and answer.media.startswith(_COMPRESSIBLE)
    # A fixed time stamp keeps the compressed bytes the same for the same content.
    compressed = gzip.compress(answer.body, 6, mtime=0) if worth else None
    unchanged = [
        ("Vary", "Accept-Encoding"),
        *(FRAMED_HEADERS if answer.framed else SECURITY_HEADERS),
        *answer.headers,
    ]
    if answer.location:
        unchanged.append(("Location", quote(answer.location, safe="/:?&=%#,")))
    unchanged.append(("Cache-Control", answer.cache))
    media = ("Content-Type", answer.media)
    # Packed and plain are other bytes, and so have other validators (RFC 9110, 8.8.3.3).
    of_plain = [("ETag", f'"{mark}"'), *unchanged]
    of_packed = [("ETag", f'"{mark}{_PACKED}"'), *unchanged]
    plain = [*of_plain, media, ("Content-Length", str(len(answer.body)))]
    smaller = [
        *of_packed,
        ("Content-Encoding", "gzip"),
        media,
        ("Content-Length", str(len(compressed or b""))),
    ]
    return _Ready(answer, mark, compressed, plain, smaller, of_plain, of_packed)


def _matches(header: str, mark: str) -> bool:
    wanted = {part.strip().removeprefix("W/").strip('"').removesuffix(_PACKED) for part in header.split(",")}
    return "*" in wanted or mark in wanted


def _takes_gzip(header: str) -> bool:
    return "gzip" in header and not _NO_GZIP.search(header)


def _length(key: tuple[str, ...]) -> int:
    return sum(map(len, key))
