"""One process for everything that is served: Granian with several threads, and a dispatcher by the first part of the path."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Loader = Callable[[Path], WsgiApp]

ROOMS: Mapping[str, Loader] = {}
"""What answers under ``/<name>/`` beside the public site: name -> how to load it for a home folder.

``arbeid`` is kept free for the workspace (no public address begins with it), which adds its line here when it comes.
"""

_APPLICATIONS: dict[tuple[Path, str], WsgiApp] = {}


class Dispatcher:
    """A WSGI application that hands each request to the room named by the first part of its path, else to the public site.

    A room is loaded by its first request, so that the public site starts as light as without it. It gets its place as
    WSGI does: ``SCRIPT_NAME`` is ``/<name>``, ``PATH_INFO`` the rest.

    >>> def said(text):
    ...     return lambda environ, start: [text.encode(), environ["PATH_INFO"].encode()]
    >>> both = Dispatcher(said("public "), {"arbeid": lambda: said("workspace ")})
    >>> both({"PATH_INFO": "/nb/"}, print), both({"PATH_INFO": "/arbeid/moter/"}, print)
    ([b'public ', b'/nb/'], [b'workspace ', b'/moter/'])
    """

    def __init__(self, public: WsgiApp, rooms: Mapping[str, Callable[[], WsgiApp]]) -> None:
        self._public = public
        self._rooms = rooms
        self._loaded: dict[str, WsgiApp] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        name, slash, rest = environ.get("PATH_INFO", "/")[1:].partition("/")
        if name not in self._rooms:
            return self._public(environ, start_response)
        inner = {
            **environ,
            "SCRIPT_NAME": f"{environ.get('SCRIPT_NAME', '')}/{name}",
            "PATH_INFO": slash + rest,
        }
        return self._room(name)(inner, start_response)

    def _room(self, name: str) -> WsgiApp:
        with self._lock:
            if name not in self._loaded:
                self._loaded[name] = self._rooms[name]()
            return self._loaded[name]


def load_application(home: Path, address: str = "") -> WsgiApp:
    """The WSGI application of a home folder, with everything that is served (Granian calls this inside its worker)."""
    from retning.public.http.wsgi import Application

    if (home, address) not in _APPLICATIONS:
        rooms = {name: partial(load, home) for name, load in ROOMS.items()}
        _APPLICATIONS[home, address] = Dispatcher(Application(home, address=address), rooms)
    return _APPLICATIONS[home, address]


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # on Windows this option lets two programs listen on one port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def serve(
    home: Path,
    host: str,
    port: int,
    ready: Callable[[str], None],
    taken: Callable[[int], None],
    address: str = "",
) -> int:
    """Serve until interrupted. Returns the command's exit code: 1 where the port is taken.

    ``address`` is the scheme and host under which readers know the site (``""``: what each request says).
    """
    if not port_is_free(host, port):
        taken(port)
        return 1
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        str(home),
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        log_level=LogLevels.error,  # more threads than cores is meant: expensive images are queued in some of them
        websockets=False,
    )
    shown = f"[{host}]" if ":" in host else host
    server.on_startup(lambda: ready(f"http://{shown}:{port}/"))
    server.serve(target_loader=partial(load_application, home, address), wrap_loader=False)
    return 0
