"""The front door: ``retning serve | fetch | build | check | status | diff``.

The only module that knows the clock, the environment and the terminal. Everything heavy is imported by the
command that needs it, so that ``--help`` and ``serve`` answer at once.

Exit codes: 0 all well; 1 the command ran and found faults (or a source failed); 2 the command was called
wrongly; 3 there is no edition to work on.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from retning import __version__
from retning.toml.faults import Fault, InputError

if TYPE_CHECKING:
    from retning.edition.store import Edition

OK, FAULTY, MISUSED, NO_EDITION = 0, 1, 2, 3

ENVIRONMENT = {
    "RETNING_HOME": "folder of archive, editions and database (default: var)",
    "RETNING_REGION": "the region's folder (default: the only folder under regions/)",
    "RETNING_LANGUAGE": "language of messages: nb, nn or en (default: nb)",
    "RETNING_ADDRESS": "the site's own address, such as https://example.org (default: as each request says)",
}


def say(line: str, stream: TextIO | None = None) -> None:
    """One line to the terminal (standard output unless told)."""
    (stream or sys.stdout).write(line + "\n")


def say_now(line: str) -> None:
    """One line to the terminal at once, also into a pipe: progress of long work."""
    say(line)
    sys.stdout.flush()


def complain(line: str) -> None:
    """One line to standard error."""
    say(line, sys.stderr)


def language() -> str:
    """The language of messages."""
    wanted = os.environ.get("RETNING_LANGUAGE", "nb")
    return wanted if wanted in ("nb", "nn", "en") else "nb"


def home() -> Path:
    """The folder of archive and editions."""
    return Path(os.environ.get("RETNING_HOME") or "var")


def region_folder() -> Path:
    """The region's folder. Ends the command where it cannot be told which one."""
    if named := os.environ.get("RETNING_REGION"):
        return Path(named)
    found = sorted(path.parent for path in Path("regions").glob("*/plan.toml"))
    if len(found) == 1:
        return found[0]
    complain(
        message("cli.no_region" if not found else "cli.several_regions", names=", ".join(map(str, found)))
    )
    raise SystemExit(MISUSED)


def site_address() -> str:
    """The address under which readers know the site. Ends the command where it is not one."""
    from retning.public.http.host import AddressError, declared

    try:
        return declared(os.environ.get("RETNING_ADDRESS", ""))
    except AddressError as error:
        complain(message("cli.bad_address", written=error))
        raise SystemExit(MISUSED) from error


def message(key: str, **values: object) -> str:
    """A text of the catalogue in the reader's language."""
    from retning.language.texts import text

    return text(language(), key, **values)


def fault_line(fault: Fault) -> str:
    """A fault as editors understand it: ``file:line: message``."""
    return f"{fault.file}:{fault.line}: {message(f'fault.{fault.key}', **dict(fault.values))}"


def disk_line(error: OSError) -> str:
    """What could not be read or written, and why, in the reader's language."""
    return message("cli.disk", file=error.filename or home(), detail=error.strerror or error)


def show_faults(faults: Sequence[Fault]) -> int:
    """All faults, one a line, and how many there were."""
    for fault in faults:
        complain(fault_line(fault))
    complain(message("cli.faults", count=len(faults)))
    return FAULTY


def parse_day(written: str) -> date:
    """An ISO day from the command line."""
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{written!r} is not a day like 2026-11-23") from error


def progress_to(stream: TextIO) -> Callable[[str, int, int], None]:
    """A progress function that writes one line per step."""

    def show(step: str, number: int, of: int) -> None:
        say(f"[{number}/{of}] {message(f'step.{step}')}", stream)
        stream.flush()

    return show


# Commands


def command_check(_: argparse.Namespace) -> int:
    """Read the region's folder and list every fault."""
    from retning.build.run import check_region

    folder = region_folder()
    faults = check_region(folder, home())
    if faults:
        return show_faults(faults)
    say(message("cli.no_faults", folder=folder))
    return OK


def command_build(arguments: argparse.Namespace) -> int:
    """Build the edition and make it current."""
    edition = _build(arguments.as_of)
    if edition is None:
        return FAULTY
    say(message("cli.built", name=edition.name))
    return OK


def _build(as_of: date | None) -> Edition | None:
    from retning.build.rebuild_needed import fingerprint, note
    from retning.build.run import build

    folder = region_folder()
    try:
        inputs = fingerprint(folder, home())
        edition = build(folder, home(), as_of, progress_to(sys.stderr))
    except InputError as error:
        show_faults(error.faults)
        return None
    except OSError as error:
        complain(disk_line(error))
        return None
    if as_of is None:
        try:
            note(home(), edition.name, inputs)
        except OSError as error:  # the edition is whole; the next start builds once more
            complain(disk_line(error))
    return edition


def command_status(arguments: argparse.Namespace) -> int:
    """One row for the overarching goal and for each strategy."""
    from retning.edition.store import EditionError, load_edition

    try:
        edition = load_edition(home(), arguments.edition)
    except EditionError as error:
        if error.key != "edition.none":
            complain(message(error.key, **error.values))
            return NO_EDITION
        built = _build(None)
        if built is None:
            return FAULTY
        edition = built
    rows = edition.content["status"]
    if arguments.json:
        say(json.dumps(rows, ensure_ascii=False, indent=2))
        return OK
    from retning.language.texts import state_key, text

    for row in rows:
        state = text(language(), f"status.{state_key(row['target_status']['state'])}.name")
        tendency = text(language(), "tendency." + state_key(row["tendency"]["state"]))
        say(f"{row['id']:<5} {row['target_type']:<28} {state:<32} {tendency:<22} {row['evidence'] or '–'}")
    return OK


def command_diff(arguments: argparse.Namespace) -> int:
    """What differs between two editions, and why."""
    from retning.edition.compare import compare, lines_of
    from retning.edition.store import EditionError, load_edition

    try:
        old, new = load_edition(home(), arguments.old), load_edition(home(), arguments.new)
    except EditionError as error:
        complain(message(error.key, **error.values))
        return NO_EDITION
    difference = compare(old.content, new.content)
    if arguments.json:
        say(json.dumps(difference, ensure_ascii=False, indent=2))
    else:
        for line in lines_of(difference, language()):
            say(line)
    return OK


def command_fetch(arguments: argparse.Namespace) -> int:
    """Fetch the declared tables from their publishers into the archive."""
    from retning.fetching import fetch_region

    return fetch_region(region_folder(), home(), arguments.only, language(), say_now, show_faults)


def command_serve(arguments: argparse.Namespace) -> int:
    """Build the edition where anything has changed since the last build, and serve the site on this machine."""
    from retning.build.rebuild_needed import is_fresh

    address = site_address()
    wanted = not arguments.no_build and not is_fresh(region_folder(), home())
    if wanted and _build(None) is None:
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


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    settings = "\n".join(f"  {name:<18} {meaning}" for name, meaning in ENVIRONMENT.items())
    top = argparse.ArgumentParser(
        prog="retning",
        description="Turn a region's plan and official statistics into a public page that everyone can check.",
        epilog=f"environment:\n{settings}\n\nexit codes:\n  0 all well; 1 faults found; 2 called wrongly; 3 no edition",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"retning {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, description=help)
        sub.set_defaults(run=run)
        return sub

    sub = add("serve", command_serve, "build the edition and serve the site on this machine")
    sub.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    sub.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    sub.add_argument(
        "--no-build", action="store_true", help="serve the current edition without building first"
    )
    sub = add("fetch", command_fetch, "fetch the declared tables from their publishers into the archive")
    sub.add_argument(
        "only", nargs="*", metavar="TABLE", help="tables to fetch, such as ssb/07459 (default: all)"
    )
    sub = add("build", command_build, "build an edition from the region's files and the archive")
    sub.add_argument(
        "--as-of", type=parse_day, metavar="DATE", help="use only what was published by this day"
    )
    add("check", command_check, "read the region's files and list every fault with file and line")
    sub = add("status", command_status, "print the status of the overarching goal and each strategy")
    sub.add_argument("--json", action="store_true", help="one JSON object for each")
    sub.add_argument(
        "--edition", default="current", metavar="NAME", help="an edition's name or hash (default: current)"
    )
    sub = add(
        "diff", command_diff, "tell which values, verdicts and sentences differ between two editions, and why"
    )
    sub.add_argument("old", help="an edition's name or hash, or the beginning of one")
    sub.add_argument("new", nargs="?", default="current", help="the other edition (default: current)")
    sub.add_argument("--json", action="store_true", help="as JSON")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments: Any = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of a pipe went away (``retning status | head``): nothing is wrong.
        sys.stderr.close()
        return OK
    except OSError as error:
        complain(disk_line(error))
        return FAULTY


if __name__ == "__main__":
    raise SystemExit(main())
