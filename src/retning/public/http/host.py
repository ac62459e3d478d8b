"""The site's own address: scheme and host, declared by whoever runs it or read from the request.

Pages use addresses without a host, so that one copy serves every reader. Site map, feeds and calendars must name
the host; a declared address (``RETNING_ADDRESS``) rules, else the request's own ``Host`` if it is written as a
host can be. A forged host can so reach only the one who forged it: answers are remembered by host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(rf"(?:{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9A-Fa-f:.]{{2,45}}\])(?::(\d{{1,5}}))?")
_LONGEST = 259  # a name of 253 characters, a colon and a port
_DEFAULT_PORT = {"http": "80", "https": "443"}


class AddressError(ValueError):
    """A declared address that is not a scheme and a host."""


@lru_cache(maxsize=256)
def is_host(written: str) -> bool:
    """Whether a text is a host name or number, with or without a port.

    >>> is_host("example.org"), is_host("[::1]:8000"), is_host("a b"), is_host("x.org/path"), is_host("x:99999")
    (True, True, False, False, False)
    """
    match = _HOST.fullmatch(written) if len(written) <= _LONGEST else None
    return match is not None and (match[1] is None or 0 < int(match[1]) < 65536)


def declared(written: str) -> str:
    """A declared address without its last slash (``""`` stays empty). Raises :class:`AddressError`.

    >>> declared("https://example.org/")
    'https://example.org'
    """
    address = written.strip().rstrip("/")
    if not address:
        return ""
    scheme, _, host = address.partition("://")
    if scheme not in _DEFAULT_PORT or not is_host(host):
        raise AddressError(written)
    return f"{scheme}://{host.lower()}"


def of_request(environ: Mapping[str, Any]) -> str | None:
    """Scheme and host of a WSGI request; ``None`` where its ``Host`` is not one.

    >>> of_request({"wsgi.url_scheme": "http", "HTTP_HOST": "Example.org:80"})
    'http://example.org'
    """
    scheme = "https" if environ.get("wsgi.url_scheme") == "https" else "http"
    host = str(environ.get("HTTP_HOST") or environ.get("SERVER_NAME") or "localhost")
    if not environ.get("HTTP_HOST") and environ.get("SERVER_PORT"):
        host = f"[{host}]" if ":" in host and not host.startswith("[") else host
        host += f":{environ['SERVER_PORT']}"
    if not is_host(host):
        return None
    return f"{scheme}://{host.lower().removesuffix(':' + _DEFAULT_PORT[scheme])}"
