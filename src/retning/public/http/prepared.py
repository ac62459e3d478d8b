"""A response made ready to be sent in each of its forms: plain, compressed, or as "you have it already"."""

from __future__ import annotations

import gzip
import hashlib
import re
from urllib.parse import quote

from retning.public.http.security import FRAMED_HEADERS, SECURITY_HEADERS
from retning.public.messages import Response
from retning.public.model import Model

Headers = list[tuple[str, str]]

_COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")
_SMALLEST_WORTH_COMPRESSING = 600
_COMPRESSED = "-gz"
_NO_GZIP = re.compile(r"\bgzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)", re.IGNORECASE)


class Prepared(Model, frozen=True):
    """A response with its compressed form and the headers of each way to send it. Made once, sent many times.

    ``validator`` is the strong validator (RFC 9110, 8.8) of the plain form: a hash of the edition and the body.
    """

    response: Response
    validator: str
    compressed: bytes | None
    headers: Headers
    headers_compressed: Headers
    headers_unchanged: Headers
    headers_unchanged_compressed: Headers

    @property
    def size(self) -> int:
        """Bytes that it takes in memory."""
        return len(self.response.body) + len(self.compressed or b"")

    def form(self, accept_encoding: str, if_none_match: str | None) -> tuple[int, Headers, bytes]:
        """Status, headers and body for a reader who accepts some encodings and holds some copy."""
        status = self.response.status
        compressed = self.compressed if accepts_gzip(accept_encoding) else None
        if if_none_match and status == 200 and matches(if_none_match, self.validator):
            unchanged = self.headers_unchanged if compressed is None else self.headers_unchanged_compressed
            return 304, unchanged, b""
        if compressed is None:
            return status, self.headers, self.response.body
        return status, self.headers_compressed, compressed


def prepare(response: Response, edition_hash: str = "") -> Prepared:
    """A response made ready to be sent."""
    body = response.body
    validator = hashlib.sha256(edition_hash.encode() + body).hexdigest()[:24]
    worth = len(body) >= _SMALLEST_WORTH_COMPRESSING and response.media.startswith(_COMPRESSIBLE)
    # A fixed time stamp keeps the compressed bytes the same for the same content.
    compressed = gzip.compress(body, 6, mtime=0) if worth else None
    common = [
        ("Vary", "Accept-Encoding"),
        *(FRAMED_HEADERS if response.framed else SECURITY_HEADERS),
        *response.headers,
    ]
    if response.location:
        common.append(("Location", quote(response.location, safe="/:?&=%#,")))
    common.append(("Cache-Control", response.cache))
    media = ("Content-Type", response.media)
    # Compressed and plain are other bytes, and so have other validators (RFC 9110, 8.8.3.3).
    unchanged = [("ETag", f'"{validator}"'), *common]
    unchanged_compressed = [("ETag", f'"{validator}{_COMPRESSED}"'), *common]
    return Prepared(
        response,
        validator,
        compressed,
        [*unchanged, media, ("Content-Length", str(len(body)))],
        [
            *unchanged_compressed,
            ("Content-Encoding", "gzip"),
            media,
            ("Content-Length", str(len(compressed or b""))),
        ],
        unchanged,
        unchanged_compressed,
    )


def matches(header: str, validator: str) -> bool:
    """Whether an ``If-None-Match`` header names a validator, in either form."""
    held = {
        part.strip().removeprefix("W/").strip('"').removesuffix(_COMPRESSED) for part in header.split(",")
    }
    return "*" in held or validator in held


def accepts_gzip(header: str) -> bool:
    """Whether an ``Accept-Encoding`` header allows gzip.

    >>> accepts_gzip("br, gzip"), accepts_gzip("gzip;q=0"), accepts_gzip("")
    (True, False, False)
    """
    return "gzip" in header and not _NO_GZIP.search(header)
