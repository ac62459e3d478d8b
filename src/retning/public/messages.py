"""What is asked and what is answered, free of any server: the two sides of :func:`retning.public.respond.respond`."""

from __future__ import annotations

from retning.public.model import Model

HTML = "text/html; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"

REVALIDATE = "public, max-age=0, must-revalidate"
FOR_EVER = "public, max-age=31536000, immutable"
NOT_STORED = "no-store"


class Request(Model, frozen=True, kw_only=True):
    """What somebody asks for.

    ``path`` is inside the site, without its prefix; ``query`` is the query string as written. ``base`` is the scheme
    and host that the request came to (``""``: not known): site map, feeds and calendars name it.

    >>> Request(path="/nb/").method
    'GET'
    """

    path: str
    query: str = ""
    method: str = "GET"
    body: bytes = b""
    content_type: str = ""
    base: str = ""


class Response(Model, frozen=True, kw_only=True):
    """What an address answers. ``location`` is where a redirect leads."""

    status: int
    media: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    location: str = ""
    cache: str = REVALIDATE
    framed: bool = False  # whether other people's pages may show it in a frame
