"""``retning fetch``: the network's edge, where clock and waiting come from."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from retning.cli.command import FAULTY, MISUSED, OK, Command
from retning.cli.places import region_folder
from retning.cli.settings import home
from retning.cli.terminal import message, say_now, show_faults

if TYPE_CHECKING:
    from retning.statistics.sources.fetch import Fetched


def run(arguments: argparse.Namespace) -> int:
    """Fetch a region's declared tables (or those named) into the archive, and report on each.

    A source that fails leaves its last vintage in use; the command then ends with 1 after trying all the others.
    """
    from retning.statistics.sources.borders import fetch_borders
    from retning.statistics.sources.declared import load_sources
    from retning.statistics.sources.errors import SourceError
    from retning.statistics.sources.fetch import fetch
    from retning.statistics.tables.archive import Archive

    only = arguments.only
    sources, faults = load_sources(region_folder())
    if faults or sources is None:
        return show_faults(faults)
    known = {table.id for table in sources.tables} | {borders.id for borders in sources.borders}
    for name in only:
        if name not in known:
            say_now(message("cli.unknown_table", name=name, known=", ".join(sorted(known)) or "–"))
            return MISUSED

    borders = [one for one in sources.borders if not only or one.id in only]
    tables = [name for name in only if name not in {one.id for one in borders}]
    failed = False
    if tables or not only:
        report = fetch(
            sources, Archive(home()), clock=time.time, sleep=time.sleep, only=tables, progress=_report_table
        )
        failed = bool(report.failed)
    for number, one in enumerate(borders, 1):
        reason = ""
        try:
            state = "new" if fetch_borders(one, home(), clock=time.time, sleep=time.sleep) else "unchanged"
        except SourceError as error:
            state, reason, failed = "failed", message(f"fetch.{error.key}", **error.values), True
        line = message(f"borders_line.{state}", name=one.id, day=one.day, reason=reason)
        say_now(f"[{number}/{len(borders)}] {line}")
    return FAULTY if failed else OK


def _report_table(row: Fetched, number: int, of: int) -> None:
    key = "failed_first" if row.state == "failed" and not row.vintage else row.state
    reason = message(f"fetch.{row.key}", **dict(row.values)) if row.key else ""
    line = message(f"fetch_line.{key}", table=row.table, vintage=row.vintage, reason=reason)
    say_now(f"[{number}/{of}] {line}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which tables."""
    parser.add_argument(
        "only", nargs="*", metavar="TABLE", help="tables to fetch, such as ssb/07459 (default: all)"
    )


COMMAND = Command(
    "fetch", "fetch the declared tables from their publishers into the archive", run, add_arguments
)
