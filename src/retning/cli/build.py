"""``retning build``: make an edition of the region's files and the archive."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from retning.cli.command import FAULTY, OK, Command
from retning.cli.places import build_edition, region_folder
from retning.cli.terminal import message, say

if TYPE_CHECKING:
    from datetime import date


def run(arguments: argparse.Namespace) -> int:
    """Build the edition and make it current."""
    edition = build_edition(region_folder(), arguments.as_of)
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
