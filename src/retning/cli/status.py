"""``retning status``: one row for the overarching goal and for each strategy."""

from __future__ import annotations

import argparse

from retning.cli.command import FAULTY, NO_EDITION, OK, Command
from retning.cli.places import build_edition, region_folder
from retning.cli.settings import home, language
from retning.cli.terminal import complain, message, say


def run(arguments: argparse.Namespace) -> int:
    """Print the rows of an edition; the first one is built where there is none."""
    from retning.edition.files import EditionError
    from retning.edition.store import load_edition

    try:
        edition = load_edition(home(), arguments.edition)
    except EditionError as error:
        if error.key != "edition.none":
            complain(message(error.key, **error.values))
            return NO_EDITION
        built = build_edition(region_folder())
        if built is None:
            return FAULTY
        edition = built
    rows = edition.status.values()
    if arguments.json:
        import json

        say(json.dumps([row.as_json(edition.as_of) for row in rows], ensure_ascii=False, indent=2))
        return OK
    from retning.language.texts import state_key, text

    for row in rows:
        state = text(language(), f"status.{state_key(row.target_status.state)}.name")
        tendency = text(language(), "tendency." + state_key(row.tendency.state))
        say(f"{row.id:<5} {row.target_type:<28} {state:<32} {tendency:<22} {row.evidence or '–'}")
    return OK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which edition, and how to write it."""
    parser.add_argument("--json", action="store_true", help="one JSON object for each")
    parser.add_argument(
        "--edition", default="current", metavar="NAME", help="an edition's name or hash (default: current)"
    )


COMMAND = Command("status", "print the status of the overarching goal and each strategy", run, add_arguments)
