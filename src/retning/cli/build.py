"""``retning build``: make an edition of the region's files and the archive."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from retning.cli.command import FAULTY, OK, Command
from retning.cli.places import build_edition, region_folder
from retning.cli.settings import home
from retning.cli.terminal import message, say

if TYPE_CHECKING:
    from datetime import date


def run(arguments: argparse.Namespace) -> int:
    """Build the edition and make it current; where nothing has changed, the edition in use is that one."""
    from retning.build.rebuild_needed import is_fresh
    from retning.edition.store import current_name

    folder = region_folder()
    if arguments.as_of is None and is_fresh(folder, home()):
        say(message("cli.built", name=current_name(home())))
        return OK
    edition = build_edition(folder, arguments.as_of)
    if edition is None:
        return FAULTY
    say(message("cli.built", name=edition.name))
    return OK


def parse_day(written: str) -> date:
    """An ISO day from the command line."""
    from datetime import date

    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{written!r} is not a day like 2026-11-23") from error


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The day that the edition stands for."""
    parser.add_argument(
        "--as-of", type=parse_day, metavar="DATE", help="use only what was published by this day"
    )


COMMAND = Command("build", "build an edition from the region's files and the archive", run, add_arguments)
