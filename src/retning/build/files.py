"""From everything that was computed to the files of an edition."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec
from msgspec.structs import replace

from retning import __version__
from retning.build.assessments import assessment_record
from retning.build.declared import as_record
from retning.build.forecasts import forecasts_record
from retning.build.history import history_of
from retning.build.judged import Judged
from retning.build.other_methods import methods_record
from retning.build.parts import OfIndicator, by_indicator, contents_of
from retning.build.region import Region, input_hashes
from retning.build.status import status_rows
from retning.build.tests_on_pages import page_record
from retning.canonical import number
from retning.edition.codec import encode
from retning.edition.draft import Draft
from retning.edition.layout import part_file
from retning.edition.lines import written_lines
from retning.edition.records import areas, followup, rules, tables
from retning.edition.records.contents import Contents
from retning.edition.records.indicators import Indicator
from retning.edition.records.parts import AreaPart
from retning.edition.records.plan import Plan
from retning.followup.coverage import coverage_board
from retning.followup.statements import standing_statements
from retning.plan.versions import known_on
from retning.sentences import Context, of_area, of_elements, openings
from retning.statistics.areas.borders import borders_content
from retning.statistics.assessment.published_rates import stored as stored_rates
from retning.statistics.model import Manifest
from retning.statistics.rules.history import rules_content
from retning.statistics.tables.corrections import Correction


def files_of(
    region: Region,
    judged: Judged,
    register: Iterable[Correction],
    folder: Path,
    home: Path,
    as_of: date | None,
) -> dict[str, bytes]:
    """The bytes of every file of an edition but the manifest, by path.

    >>> sorted(files_of(region, judged, (), folder, home, None))[0]  # doctest: +SKIP
    'area_changes.json'
    """
    found = by_indicator(
        judged.series, judged.assessments, judged.methods, judged.peers, judged.paths, judged.ahead
    )
    draft = _draft(region, judged, found)
    context = Context(draft)
    parts = _said(context, draft, found)
    files = {
        file: encode(record)
        for file, record in {
            **_plan_files(judged, context, draft, found),
            **_place_files(region, judged, register, home, as_of),
            **_time_files(region, judged, folder, as_of),
            "contents.json": Contents({id: contents_of(areas) for id, areas in parts.items()}),
        }.items()
    }
    files["openings.jsonl"] = written_lines(openings(context, judged.rules))
    files["pages.jsonl"] = written_lines(draft.pages.values())
    for id, one in found.items():
        files[part_file(id)] = written_lines([one.whole(), *parts[id]])
    return files


def _draft(region: Region, judged: Judged, found: dict[str, OfIndicator]) -> Draft:
    """Everything that sentences are made from."""
    elements = [assessment_record(one) for one in judged.assessments if one.subject not in found]
    return Draft(
        plan=as_record(known_on(region.plan, date.fromisoformat(judged.day)), Plan),
        indicators={i.id: as_record(i, Indicator) for i in region.indicators},
        areas={a.id: as_record(a, areas.Area) for a in region.areas.listed()},
        assessments={one.subject: one for one in elements},
        parts={(id, part.area): part for id, one in found.items() for part in one.areas()},
        pages={page.page: page for page in map(page_record, judged.tests)},
    )


def _said(context: Context, draft: Draft, found: Iterable[str]) -> dict[str, list[AreaPart]]:
    """The areas of each indicator with their sentences; one that the region has taken away has none."""
    parts: dict[str, list[AreaPart]] = {id: [] for id in found}
    for (id, _), part in draft.parts.items():
        said = of_area(context, id, part) if id in draft.indicators else ()
        parts[id].append(replace(part, sentences=said))
    return parts


def _plan_files(
    judged: Judged, context: Context, draft: Draft, found: dict[str, OfIndicator]
) -> dict[str, object]:
    """The plan, the definitions, and what is said of the plan's elements."""
    answers = tuple(draft.assessments.values())
    return {
        "plan.json": draft.plan,
        "indicators.json": tuple(draft.indicators.values()),
        "areas.json": tuple(draft.areas.values()),
        "assessments.json": answers,
        "other_methods.json": tuple(methods_record(m) for m in judged.methods if m.subject not in found),
        "sentences.json": of_elements(context),
        "status.json": status_rows(answers, draft.plan),
        "forecasts.json": forecasts_record(judged.ahead),
    }


def _place_files(
    region: Region, judged: Judged, register: Iterable[Correction], home: Path, as_of: date | None
) -> dict[str, object]:
    """Places, and where figures come from."""
    borders = borders_content(region.sources.borders, region.areas, home, as_of)
    return {
        "region.json": areas.Region(region.areas.main, region.file.report),
        "area_changes.json": as_record(region.areas.listed_changes(), tuple[areas.AreaChange, ...]),
        "borders.json": as_record(borders, tuple[areas.Borders, ...]),
        "sources.json": as_record(region.sources, tables.Sources),
        "tables.json": tuple(_table(m, judged.used) for m in _manifests(judged)),
        "corrections.json": as_record(tuple(register), tuple[tables.Correction, ...]),
    }


def _manifests(judged: Judged) -> list[Manifest]:
    return sorted((t.manifest for t in judged.tables), key=lambda m: (m.table, m.vintage))


def _table(one: Manifest, used: frozenset[str]) -> tables.Table:
    """A vintage, and whether the edition rests on it."""
    return as_record({**vars(one), "used": f"{one.table}@{one.vintage}" in used}, tables.Table)


def _time_files(region: Region, judged: Judged, folder: Path, as_of: date | None) -> dict[str, object]:
    """What was said and done on earlier days, by which rules, from what."""
    written = region.written
    statements = standing_statements(written.followup.statements, judged.assessments, judged.day)
    board = coverage_board(written.followup, region.plan, region.areas, judged.day)
    mains = {i.id: i.main_area for i in region.indicators}
    limits = {name: number(limit) for name, limit in judged.rules.limits.items()}
    return {
        "statements.json": as_record(statements, tuple[followup.Statement, ...]),
        "coverage.json": as_record(board, followup.Coverage),
        "history.json": history_of(judged.thens, _manifests(judged), mains),
        "rules.json": as_record(rules_content(judged.rules, judged.versions), rules.Rules),
        "error_rates.json": msgspec.convert(stored_rates(), rules.ErrorRates),
        "inputs.json": rules.Inputs(
            files=input_hashes(folder),
            as_of_asked=as_of.isoformat() if as_of else None,
            rule_version=judged.rules.version,
            rules={"rule_version": judged.rules.version, **limits},
            code_version=__version__,
        ),
    }
