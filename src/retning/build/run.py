"""From a region's folder and an archive to an edition: the statistics wing in one call.

No clock is read: the day that an edition stands for is given, or is the newest publication among the inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from retning import __version__
from retning.build.files import files_of
from retning.build.judged import computed, judged
from retning.build.region import corrected_tables, future_faults, newest, read_region
from retning.edition.edition import Edition
from retning.edition.index import write_index
from retning.edition.records.manifest import About
from retning.edition.store import write_edition
from retning.statistics.rules.history import history, rules_on
from retning.statistics.rules.model import Rules
from retning.statistics.tables.corrections import load_corrections
from retning.toml.faults import InputError

Progress = Callable[[str, int, int], None]
"""Told the name of a step, its number and how many there are."""

STEPS = ("read", "compute", "judge", "say", "write")


def _silent(step: str, number: int, of: int) -> None:
    """No progress shown."""


def build(
    folder: Path,
    home: Path,
    as_of: date | None = None,
    progress: Progress = _silent,
    rule_book: Sequence[Rules] | None = None,
) -> Edition:
    """Build the edition of a region and make it the current one.

    ``folder`` is the region's folder, ``home`` the place of archive and editions. With ``as_of`` only vintages
    published by that day are used: what we would have said then. Raises
    :class:`~retning.toml.faults.InputError` with every fault, and writes nothing then. With ``as_of`` the rules that
    were in force on that day judge; without it the newest. ``rule_book`` holds the versions, the newest first (our
    own where none are given).
    """
    versions = history() if rule_book is None else rule_book
    rules = rules_on(as_of, versions)
    total = len(STEPS)
    progress("read", 1, total)
    region, faults = read_region(folder, rules)
    if region is None:
        raise InputError(faults)
    tables, faults = corrected_tables(region, folder, home, as_of)
    if faults:
        raise InputError(faults)
    register, _ = load_corrections(folder)
    if as_of is None and (faults := future_faults(region, newest(tables))):
        raise InputError(faults)
    progress("compute", 2, total)
    found = computed(region, tables, as_of is not None, rules)
    progress("judge", 3, total)
    result = judged(region, found, tables, home, as_of, rules, versions)
    progress("say", 4, total)
    files = files_of(region, result, register, folder, home, as_of)
    progress("write", 5, total)
    about = About(as_of=result.day, rule_version=rules.version, code_version=__version__, plan=region.plan.id)
    result.ahead.keep(home)
    edition = write_edition(home, files, about)
    write_index(home, edition)
    return edition
