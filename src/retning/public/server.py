"""The WSGI application: an address in, bytes out.

It knows HTTP and nothing of pages: which addresses there are and what they answer is
:class:`retning.public.site.Site`. Read-only: ``GET`` and ``HEAD``, no cookies, no sessions, a strict content
security policy. Answers carry a strong validator made from the edition, so that a reader's copy is asked about
and not sent again.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from retning.public.site import Answer, Site
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
    """An answer that has been made once, with its validator and its compressed twin."""

    answer: Answer
    etag: str
    compressed: bytes | None


@dataclass
class Application:
    """Serve the current edition of ``home``, and older ones under ``/v/<name>/``.

    The pointer is looked at for each request (one small file), so that a new build shows at once; the edition
    itself stays in memory. A damaged new edition does not replace a good one in memory.
    """

    home: Path
    remember: int = 20_000
    _site: Site | None = None
    _frozen: dict[str, Site] = field(default_factory=dict)
    _ready: dict[tuple[str, str], _Ready] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def site(self) -> Site | None:
        """The site of the current edition, or ``None`` before the first build."""
        name = current_name(self.home)
        if self._site is not None and (name is None or self._site.edition.name == name):
            return self._site
        if name is None:
            return None
        with self._lock:
            try:
                self._site = Site(load_edition(self.home, name), self.home)
            except EditionError:
                return self._site
            self._ready.clear()
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
                self._frozen[name] = Site(edition, self.home, prefix=f"/v/{name}")
            return self._frozen[name], "/" + rest
        return self.site(), path

    def answer(self, path: str, query: str) -> _Ready:
        """The answer for an address, made or remembered."""
        site, inner = self._site_for(path)
        if site is None:
            return _ready(_no_site(path), "")
        key = (path, query)
        ready = self._ready.get(key)
        if ready is None:
            answer = site.respond(inner, query)
            ready = _ready(answer, site.edition.hash)
            if answer.status == 200 and len(self._ready) < self.remember:
                self._ready[key] = ready
        return ready

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            start_response(STATUS_LINES[405], [("Allow", "GET, HEAD"), ("Content-Length", "0")])
            return []
        # WSGI hands the path over as latin-1; what is not UTF-8 underneath cannot be one of our addresses.
        path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
        ready = self.answer(path, environ.get("QUERY_STRING", ""))
        answer = ready.answer
        headers = [("ETag", ready.etag), ("Vary", "Accept-Encoding"), *SECURITY_HEADERS, *answer.headers]
        if answer.location:
            headers.append(("Location", quote(answer.location, safe="/:?&=%#,")))
        headers.append(("Cache-Control", answer.cache))
        if answer.status == 200 and _matches(environ.get("HTTP_IF_NONE_MATCH", ""), ready.etag):
            start_response(STATUS_LINES[304], headers)
            return []
        body = answer.body
        if ready.compressed is not None and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            body = ready.compressed
            headers.append(("Content-Encoding", "gzip"))
        headers += [("Content-Type", answer.media), ("Content-Length", str(len(body)))]
        start_response(STATUS_LINES[answer.status], headers)
        return [] if method == "HEAD" else [body]


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
    return _Ready(answer, etag, compressed)


def _matches(header: str, etag: str) -> bool:
    wanted = [part.strip().removeprefix("W/") for part in header.split(",")]
    return "*" in wanted or etag in wanted
