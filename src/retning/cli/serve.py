"""``retning serve``: build where anything has changed since the last build, and serve the site on this machine."""

from __future__ import annotations

import argparse
import sys

from retning.cli.command import FAULTY, Command
from retning.cli.places import build_edition, region_folder, site_address
from retning.cli.settings import home
from retning.cli.terminal import complain, message, say


def run(arguments: argparse.Namespace) -> int:
    """Build if needed and serve until interrupted."""
    from retning.build.rebuild_needed import is_fresh

    address = site_address()
    if not arguments.no_build:
        folder = region_folder()
        if not is_fresh(folder, home()) and build_edition(folder) is None:
            from retning.edition.store import current_name

            if current_name(home()) is None:
                return FAULTY
            complain(message("cli.old_edition"))
    from retning.web import serve

    def ready(url: str) -> None:
        say(message("cli.serving", url=url))
        sys.stdout.flush()

    def taken(port: int) -> None:
        complain(message("cli.port_taken", port=port))

    return serve(home(), arguments.host, arguments.port, ready, taken, address)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and whether to build."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument(
        "--no-build", action="store_true", help="serve the current edition without building first"
    )


COMMAND = Command("serve", "build the edition and serve the site on this machine", run, add_arguments)
