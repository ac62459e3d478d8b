"""From a region's folder and an archive to an edition: the statistics wing in one call.

No clock is read: the day that an edition stands for is given, or is the newest publication among the inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from retning import __version__
from retning.build.files import area_records, files_of
from retning.build.judged import judged
from retning.build.part_store import PartStore
from retning.build.past import earlier
from retning.build.region import corrected_tables, future_faults, newest, read_region
from retning.build.taken_over import parts_of
from retning.build.task import Shared
from retning.edition.edition import Edition
from retning.edition.index import write_index
from retning.edition.layout import part_file
from retning.edition.records.manifest import About
from retning.edition.store import Ready, write_edition
from retning.file_lock import file_lock
from retning.statistics.assessment.forecast.ledger import append_lines
from retning.statistics.rules.history import history, rules_on
from retning.statistics.rules.model import Rules
from retning.statistics.tables.archive import Archive
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
    day = as_of.isoformat() if as_of else newest(tables)
    late = as_of is not None and day < newest([*region.figures, *Archive(home).tables()])
    shared = Shared(
        plan_id=region.plan.id,
        areas=region.areas,
        area_records=area_records(region),
        rules=rules,
        day=day,
        partial=as_of is not None,
        late=late,
    )
    home.mkdir(parents=True, exist_ok=True)
    # Parts that one build is about to take over are not tidied away by another.
    with file_lock(home / ".parts.lock"):
        progress("compute", 2, total)
        parts = parts_of(region, tables, shared, home)
        progress("judge", 3, total)
        store = PartStore(home)
        before, notes = earlier(region, tables, day, versions, store)
        facts = {id: one.kept.facts for id, one in parts.items()}
        result = judged(region, facts, tables, day, rules, versions, before)
        progress("say", 4, total)
        files: dict[str, bytes | Ready] = dict(files_of(region, result, register, folder, home, as_of))
        files |= {part_file(id): one.kept.file for id, one in parts.items() if one.kept.file is not None}
        progress("write", 5, total)
        about = About(as_of=day, rule_version=rules.version, code_version=__version__, plan=region.plan.id)
        # Before the edition that tells of them is seen by anyone.
        append_lines(home, [line for one in parts.values() for line in one.lines])
        edition = write_edition(home, files, about)
        store.tidy([*(one.key for one in parts.values()), *notes])
    write_index(home, edition)
    return edition
