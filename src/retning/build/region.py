"""A region's folder and the archive, read and checked: all that goes into a build."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from retning.build.region_file import RegionFile, load_region_file
from retning.build.region_folder import folder_faults, read_files_of
from retning.followup.region_files import WrittenFollowup, load_followup
from retning.plan.load import load_plan, main_target_faults, with_targets
from retning.plan.model import Plan, Target
from retning.statistics.areas import Areas, load_areas
from retning.statistics.assessment.check import check_targets
from retning.statistics.indicators import Indicator, check_tables, load_indicators
from retning.statistics.model import Table
from retning.statistics.rules.history import rules_on
from retning.statistics.rules.model import Rules
from retning.statistics.sources.declared import Sources, load_sources
from retning.statistics.sources.files import known_by, load_figures
from retning.statistics.tables.archive import Archive
from retning.statistics.tables.corrections import apply_corrections, load_corrections
from retning.toml.faults import Fault, InputError

EARLIER_VINTAGES = 5
"""How many superseded publications of a fetched table an edition tells of."""


@dataclass(frozen=True)
class Region:
    """Everything that a region's folder says, read and checked."""

    plan: Plan
    areas: Areas
    sources: Sources
    indicators: tuple[Indicator, ...]
    figures: tuple[Table, ...]
    written: WrittenFollowup = field(default_factory=WrittenFollowup)
    file: RegionFile = field(default_factory=RegionFile)


def read_region(folder: Path, rules: Rules) -> tuple[Region | None, list[Fault]]:
    """Read a region's folder. All faults of all files come back at once; with any fault there is no region.

    ``rules`` say which targets can be judged at all.

    >>> region, faults = read_region(Path("regions/<name>"), rules)  # doctest: +SKIP
    """
    if not folder.is_dir():
        return None, [Fault(str(folder), 0, "region_missing", {"folder": str(folder)})]
    if faults := folder_faults(folder):
        return None, faults
    plan, faults = load_plan(folder)
    areas, more = load_areas(folder)
    faults += more
    sources, more = load_sources(folder)
    faults += more
    figures, more = load_figures(folder)
    faults += more
    # A table with a faulty row is still a known table: its own fault is told, not one for each that uses it.
    typed = {f"figures/{path.stem}" for path in (folder / "figures").glob("*.toml")}
    known = typed | {t.id for t in (sources.tables if sources else ())}
    indicators, more = load_indicators(folder, plan, areas, known)
    faults += more
    written, more = load_followup(folder, plan, areas)
    faults += more
    file, more = load_region_file(folder)
    faults += more
    if faults or plan is None or areas is None or sources is None:
        # What could be read is checked against the tables as well, so that one run tells of everything.
        return None, sorted([*faults, *check_tables(indicators, figures)], key=Fault.sort_key)
    targets: list[Target] = [t for i in indicators for t in i.targets]
    plan = with_targets(plan, targets)
    faults = [*main_target_faults(plan), *check_targets(plan, indicators, rules=rules)]
    if faults:
        return None, sorted(faults, key=Fault.sort_key)
    return Region(plan, areas, sources, tuple(indicators), tuple(figures), written, file), []


def check_region(folder: Path, home: Path) -> list[Fault]:
    """Every fault that a build by the newest rules would stop at, without building.

    >>> check_region(Path("regions/<name>"), Path("var"))  # doctest: +SKIP
    []
    """
    region, faults = read_region(folder, rules_on(None))
    if region is None:
        return faults
    try:
        tables, faults = corrected_tables(region, folder, home, None)
    except InputError as error:  # a vintage in the archive that is not as it was written
        return list(error.faults)
    return faults or check_tables(region.indicators, tables) or future_faults(region, newest(tables))


def future_faults(region: Region, day: str) -> list[Fault]:
    """What is dated after the newest publication: a typo, or an edition that needs --as-of."""
    return region.written.later_than(day)


def corrected_tables(
    region: Region, folder: Path, home: Path, as_of: date | None
) -> tuple[list[Table], list[Fault]]:
    """The vintages in use (typed and fetched, public by the day), with the registered corrections made."""
    tables = published_by([*region.figures, *Archive(home).tables(as_of, EARLIER_VINTAGES)], as_of)
    register, faults = load_corrections(folder)
    if faults:
        return [], faults
    return apply_corrections(tables, register, as_of)


def published_by(tables: Sequence[Table], as_of: date | None) -> list[Table]:
    """The vintages that were public on a day (all of them without a day)."""
    if as_of is None:
        return list(tables)
    public = (known_by(table, as_of.isoformat()) for table in tables)
    return [table for table in public if table is not None]


def newest(tables: Sequence[Table]) -> str:
    """The newest day of publication among the tables: the day that an edition stands for by default."""
    days = [t.manifest.vintage[:10] for t in tables if len(t.manifest.vintage) >= 10]
    return max(days, default="1970-01-01")


def input_hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of the region that the build reads, by path inside the folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in read_files_of(folder)
    }
