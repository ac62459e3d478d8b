"""Read the site as a program does: one address, its status, its text, the elements in it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from retning.public.context import Site
from retning.public.http.wsgi import Application
from retning.public.messages import Request, Response
from retning.public.respond import respond

_TAG = re.compile(r"<(?:style|title|desc)\b.*?</(?:style|title|desc)>|<[^>]+>", re.DOTALL)


class Reply:
    """Status, headers and body of a request made through WSGI, for example ``Reply(application, "/nb/")``.

    ``headers`` are named as WSGI names them: ``ACCEPT_ENCODING="gzip"``.
    """

    def __init__(self, application: Application, path: str, method: str = "GET", **headers: str) -> None:
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            **{f"HTTP_{name}": value for name, value in headers.items()},
        }
        sent: list[Any] = []
        self.body = b"".join(application(environ, lambda status, pairs: sent.append((status, pairs))))
        ((status, self.pairs),) = sent
        self.status = int(status.split()[0])
        self.headers = dict(self.pairs)


def reply(site: Site, path: str, query: str = "", base: str = "") -> Response:
    """The response of a site to a reader who asks for a path."""
    return respond(site, Request(path=path, query=query, base=base))


def get(application: Application, address: str) -> tuple[int, bytes]:
    """Status and body of an address with its query."""
    path, _, query = address.partition("?")
    answer = application.answer(path, query).response
    return answer.status, answer.body


def page(application: Application, address: str) -> str:
    """The HTML of an address that must be there."""
    status, body = get(application, address)
    assert status == 200, (address, body[:300])
    return body.decode()


def words(markup: str) -> str:
    """What a reader can read: no markup, no names of pictures, single spaces."""
    return " ".join(unescape(_TAG.sub(" ", markup)).split())


def links(markup: str, ending: str) -> list[str]:
    """The addresses of links whose path ends so, before any query."""
    found = [unescape(a) for a in re.findall(r'href="([^"]+)"', markup)]
    return [a for a in found if a.partition("?")[0].endswith(ending)]
