"""Serve the public site on this machine with Granian, several threads in one process."""

from __future__ import annotations

import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

_APPLICATION: dict[Path, Callable[..., Any]] = {}


def load_application(home: Path, address: str = "") -> Callable[..., Any]:
    """The WSGI application of a home folder (Granian calls this inside its worker)."""
    from retning.public.http.wsgi import Application

    if home not in _APPLICATION:
        _APPLICATION[home] = Application(home, address=address)
    return _APPLICATION[home]


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
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
        log_level=LogLevels.error,  # more threads than cores is meant: dear pictures wait in some of them,
        websockets=False,
    )
    shown = f"[{host}]" if ":" in host else host
    server.on_startup(lambda: ready(f"http://{shown}:{port}/"))
    server.serve(target_loader=partial(load_application, home, address), wrap_loader=False)
    return 0
