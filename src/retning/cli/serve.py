"""``retning serve``: build where anything has changed since the last build, and serve the site on this machine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from retning.cli.command import FAULTY, OK, Command
from retning.cli.init import default_answers, interactive, write_example
from retning.cli.places import build_edition, site_address, the_only
from retning.cli.settings import home, regions_here
from retning.cli.terminal import complain, message, say


def run(arguments: argparse.Namespace) -> int:
    """Build if needed and serve until interrupted."""
    from retning.build.rebuild_needed import is_fresh

    address = site_address()
    if not arguments.no_build:
        folder = _region_or_example()
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


def _region_or_example() -> Path:
    """The region's folder; where there is none, an example is made if someone says yes. Ends the command otherwise."""
    here = regions_here()
    if here.found or not interactive():
        return the_only(here)
    folder = Path() if _is_empty(Path.cwd()) else Path("regions") / "eksempel"
    try:
        answer = input(message("init.offer", folder=folder.resolve()) + " ").strip().casefold()
    except EOFError:
        answer = "n"
    if answer and answer not in message("init.yes").split():
        return the_only(here)
    if write_example(folder, default_answers()) != OK:
        raise SystemExit(FAULTY)
    return folder


def _is_empty(folder: Path) -> bool:
    """Whether a folder holds nothing, a home and hidden files aside."""
    return all(path.name.startswith(".") or path == folder / home() for path in folder.iterdir())


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and whether to build."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument(
        "--no-build", action="store_true", help="serve the current edition without building first"
    )


COMMAND = Command("serve", "build the edition and serve the site on this machine", run, add_arguments)
