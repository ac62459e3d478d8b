"""The command ``retning fetch``: the network's edge, where clock and waiting come from."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from retning.language.texts import text
from retning.statistics.sources.borders import fetch_borders
from retning.statistics.sources.declared import load_sources
from retning.statistics.sources.errors import SourceError
from retning.statistics.sources.fetch import Fetched, fetch
from retning.statistics.tables.archive import Archive
from retning.toml.faults import Fault

Say = Callable[[str], None]


def fetch_region(
    folder: Path,
    home: Path,
    only: Sequence[str],
    lang: str,
    say: Say,
    show_faults: Callable[[Sequence[Fault]], int],
) -> int:
    """Fetch a region's declared tables (or those named) and tell of each. Returns the exit code.

    A source that fails leaves its last vintage in use; the command then ends with 1 after trying all the others.
    """
    sources, faults = load_sources(folder)
    if faults or sources is None:
        return show_faults(faults)
    known = {table.id for table in sources.tables} | {borders.id for borders in sources.borders}
    for name in only:
        if name not in known:
            say(text(lang, "cli.unknown_table", name=name, known=", ".join(sorted(known)) or "–"))
            return 2

    def tell(row: Fetched, number: int, of: int) -> None:
        key = "failed_first" if row.state == "failed" and not row.vintage else row.state
        reason = text(lang, f"fetch.{row.key}", **dict(row.values)) if row.key else ""
        line = text(lang, f"fetch_line.{key}", table=row.table, vintage=row.vintage, reason=reason)
        say(f"[{number}/{of}] {line}")

    borders = [one for one in sources.borders if not only or one.id in only]
    wanted = [name for name in only if name not in {one.id for one in borders}]
    failed = False
    if wanted or not only:
        report = fetch(sources, Archive(home), clock=time.time, sleep=time.sleep, only=wanted, progress=tell)
        failed = bool(report.failed)
    for number, one in enumerate(borders, 1):
        try:
            state = "new" if fetch_borders(one, home, clock=time.time, sleep=time.sleep) else "unchanged"
            reason = ""
        except SourceError as error:
            state, reason, failed = "failed", text(lang, f"fetch.{error.key}", **error.values), True
        line = text(lang, f"borders_line.{state}", name=one.id, day=one.day, reason=reason)
        say(f"[{number}/{len(borders)}] {line}")
    return 1 if failed else 0
