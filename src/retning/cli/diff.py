"""``retning diff``: what differs between two editions, and why."""

from __future__ import annotations

import argparse

from retning.cli.command import NO_EDITION, OK, Command
from retning.cli.settings import home, language
from retning.cli.terminal import complain, message, say


def run(arguments: argparse.Namespace) -> int:
    """Print the differences, each with its cause."""
    from retning.edition.compare import compare, lines_of
    from retning.edition.files import EditionError
    from retning.edition.records.base import as_json
    from retning.edition.store import load_edition

    try:
        old, new = load_edition(home(), arguments.old), load_edition(home(), arguments.new)
    except EditionError as error:
        complain(message(error.key, **error.values))
        return NO_EDITION
    difference = compare(old, new)
    if arguments.json:
        import json

        say(json.dumps(as_json(difference), ensure_ascii=False, indent=2))
    else:
        for line in lines_of(difference, language()):
            say(line)
    return OK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two editions, and how to write the difference."""
    parser.add_argument("old", help="an edition's name, its hash, or a unique prefix of either")
    parser.add_argument("new", nargs="?", default="current", help="the other edition (default: current)")
    parser.add_argument("--json", action="store_true", help="as JSON")


COMMAND = Command(
    "diff",
    "list which values, verdicts and sentences differ between two editions, and why",
    run,
    add_arguments,
)
