"""One process: a request goes to the room that the first part of its path names, else to the public site."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from retning import web
from retning.build.run import build
from retning.language.texts import LANGUAGES
from support.region_copy import copy_region


def application(name: str) -> web.WsgiApp:
    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        return [f"{name} {environ.get('SCRIPT_NAME', '')} {environ['PATH_INFO']}".encode()]

    return answer


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/arbeid/moter/1", b"workspace /arbeid /moter/1"),
        ("/arbeid/", b"workspace /arbeid /"),
        ("/arbeid", b"workspace /arbeid "),
        ("/arbeidsplasser/", b"public  /arbeidsplasser/"),
        ("/nb/arbeid/", b"public  /nb/arbeid/"),
        ("/", b"public  /"),
    ],
)
def test_a_request_goes_where_the_first_part_of_its_path_leads(path: str, answer: bytes) -> None:
    both = web.Dispatcher(application("public"), {"arbeid": lambda: application("workspace")})
    assert list(both({"PATH_INFO": path, "SCRIPT_NAME": ""}, print)) == [answer]


def test_a_room_is_loaded_by_its_first_request_and_only_once() -> None:
    loaded: list[str] = []

    def load() -> web.WsgiApp:
        loaded.append("workspace")
        return application("workspace")

    both = web.Dispatcher(application("public"), {"arbeid": load})
    both({"PATH_INFO": "/nb/"}, print)
    assert loaded == []
    both({"PATH_INFO": "/arbeid/"}, print)
    both({"PATH_INFO": "/arbeid/"}, print)
    assert loaded == ["workspace"]


def test_the_environment_of_the_request_is_left_as_it_was() -> None:
    asked = {"PATH_INFO": "/arbeid/x", "SCRIPT_NAME": ""}
    web.Dispatcher(application("public"), {"arbeid": lambda: application("workspace")})(asked, print)
    assert asked == {"PATH_INFO": "/arbeid/x", "SCRIPT_NAME": ""}


def test_the_served_application_answers_with_the_public_site(tmp_path: Path) -> None:
    home = tmp_path / "home"
    build(copy_region(tmp_path), home)
    statuses: list[str] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/nb/", "QUERY_STRING": "", "HTTP_HOST": "example.org"}
    body = b"".join(web.load_application(home)(environ, lambda status, headers: statuses.append(status)))
    assert statuses == ["200 OK"]
    assert b"<h1" in body


def test_no_room_takes_an_address_of_the_public_site() -> None:
    assert not {*LANGUAGES, "v", "assets", "sitemap.xml", "robots.txt"} & {*web.ROOMS, "arbeid"}


def test_a_port_that_someone_listens_on_is_not_free() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not web.port_is_free("127.0.0.1", taken.getsockname()[1])
