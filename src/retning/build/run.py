"""From a region's folder and an archive to an edition: the statistics wing in one call.

No clock is read: the day that an edition stands for is given, or is the newest publication among the inputs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from retning import __version__
from retning.build.content import assessments_content, series_content, tables_content
from retning.build.history import Then, history_content, publication_days
from retning.build.region_file import RegionFile, load_region_file
from retning.build.region_folder import folder_faults, read_files_of
from retning.canonical import plain
from retning.edition.codec import encode
from retning.edition.edition import Edition
from retning.edition.records.manifest import About
from retning.edition.store import write_edition
from retning.edition.upgrade.from_2 import to_3
from retning.followup.coverage import coverage_content
from retning.followup.region_files import WrittenFollowup, load_followup
from retning.followup.statements import statements_content
from retning.plan.load import load_plan, main_target_faults, with_targets
from retning.plan.model import Plan, Target
from retning.plan.versions import known_on
from retning.sentences import all_sentences, openings
from retning.sentences.forecast import with_forecasts
from retning.statistics.areas import Areas, load_areas
from retning.statistics.areas.borders import borders_content
from retning.statistics.assessment.check import check_targets
from retning.statistics.assessment.families import families, families_content, with_plan_verdicts
from retning.statistics.assessment.forecast.step import apart, forecast, widened
from retning.statistics.assessment.judge import judge
from retning.statistics.assessment.measures import Measures, too_large
from retning.statistics.assessment.model import Assessment
from retning.statistics.assessment.others import compare_methods, others_content
from retning.statistics.assessment.paths import paths
from retning.statistics.assessment.peers import peers_content
from retning.statistics.assessment.publishable import publishable
from retning.statistics.assessment.published_rates import stored as stored_rates
from retning.statistics.assessment.rows import status_rows
from retning.statistics.indicators import Indicator, check_tables, compute, load_indicators
from retning.statistics.model import Series, Table
from retning.statistics.rules.history import history, rules_content, rules_on
from retning.statistics.rules.model import Rules
from retning.statistics.sources.declared import Sources, load_sources
from retning.statistics.sources.files import known_by, load_figures
from retning.statistics.tables.archive import Archive
from retning.statistics.tables.corrections import apply_corrections, load_corrections
from retning.toml.faults import Fault, InputError

Progress = Callable[[str, int, int], None]
"""Told the name of a step, its number and how many there are."""

STEPS = ("read", "compute", "judge", "say", "write")


EARLIER_VINTAGES = 5
"""How many superseded publications of a fetched table an edition tells of."""


def _silent(step: str, number: int, of: int) -> None:
    """No progress shown."""


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
    return faults or check_tables(region.indicators, tables) or _future(region, newest(tables))


def _future(region: Region, day: str) -> list[Fault]:
    """What is dated after the newest publication: a slip of the pen, or an edition that must be asked for by day."""
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
    day = as_of.isoformat() if as_of else newest(tables)
    if as_of is None and (faults := _future(region, day)):
        raise InputError(faults)
    progress("compute", 2, total)
    every = compute(widened(region.indicators), region.areas, tables, partial=as_of is not None)
    if faults := too_large(every):
        raise InputError(faults)
    series, teaching = apart(region.indicators, every)
    series = publishable(series, region.indicators, region.areas)
    faults = check_targets(region.plan, region.indicators, series, rules=rules)
    if faults:
        raise InputError(faults)
    progress("judge", 3, total)
    known_by = newest([*region.figures, *Archive(home).tables()]) if as_of else day
    ahead = forecast(
        region.plan.id, region.indicators, region.areas, series, teaching, day, known_by, home, rules
    )
    alone = judge(region.plan, region.indicators, region.areas, series, day, rules, ahead.outlook.chance)
    assessments = with_plan_verdicts(alone, region.plan, rules)
    used = {name for one in every for name in one.tables}
    known = tables_content((t.manifest for t in tables), used)
    thens = [*earlier(region, tables, day, versions), Then(day, series, assessments)]
    content: dict[str, Any] = {
        "plan": plain(known_on(region.plan, date.fromisoformat(day))),
        "areas": plain(region.areas.listed()),
        "area_changes": plain(region.areas.listed_changes()),
        "region": {"main": region.areas.main, **plain(region.file)},
        "sources": plain(region.sources),
        "indicators": [plain(i) for i in region.indicators],
        "tables": known,
        "series": series_content(series),
        "assessments": assessments_content(assessments),
        "other_methods": plain(
            others_content(compare_methods(region.plan, region.indicators, series, assessments))
        ),
        "pages": plain(families_content(families(region.plan, region.indicators, alone, rules))),
        "status": plain(status_rows(assessments, region.plan)),
        "corrections": plain(register),
        "statements": statements_content(region.written.followup.statements, assessments, day),
        "coverage": coverage_content(region.written.followup, region.plan, region.areas, day),
        "borders": borders_content(region.sources.borders, region.areas, home, as_of),
        "peers": plain(peers_content(region.indicators, region.areas, series, rules)),
        "paths": plain(paths(region.indicators, Measures(region.indicators, series))),
        "history": history_content(thens, known, {i.id: i.main_area for i in region.indicators}),
        **ahead.content(),
        "rules": plain(rules_content(rules, versions)),
        "error_rates": stored_rates(),
        "inputs": {
            "files": input_hashes(folder),
            "as_of_asked": as_of.isoformat() if as_of else None,
            "rule_version": rules.version,
            "rules": plain({"rule_version": rules.version, **rules.limits}),
            "code_version": __version__,
        },
    }
    progress("say", 4, total)
    content["sentences"] = with_forecasts(all_sentences(content), content)
    content["openings"] = openings(content, rules)
    progress("write", 5, total)
    about = About(as_of=day, rule_version=rules.version, code_version=__version__, plan=region.plan.id)
    ahead.keep(home)
    return write_edition(
        home, to_3({f"{stem}.json": encode(value) for stem, value in content.items()}), about
    )


def earlier(region: Region, tables: Sequence[Table], day: str, versions: Sequence[Rules]) -> list[Then]:
    """What the rules of the day say of what was public on each earlier day of publication, oldest first."""
    found = []
    for then in publication_days(tables, day):
        on = date.fromisoformat(then)
        public = published_by(tables, on)
        computed = compute(region.indicators, region.areas, public, partial=True)
        series: list[Series] = publishable(computed, region.indicators, region.areas)
        rules = rules_on(on, versions)
        alone = judge(region.plan, region.indicators, region.areas, series, then, rules)
        said: list[Assessment] = with_plan_verdicts(alone, region.plan, rules)
        found.append(Then(then, series, said))
    return found


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
