"""From everything that was computed to the files of an edition."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from retning import __version__
from retning.build.declared import as_record
from retning.build.history import history_of
from retning.build.judged import Judged
from retning.build.other_methods import methods_record
from retning.build.region import Region, input_hashes
from retning.build.status import status_rows
from retning.build.tests_on_pages import page_record
from retning.canonical import number
from retning.edition.codec import encode
from retning.edition.draft import Draft
from retning.edition.lines import written_lines
from retning.edition.records import areas, followup, forecasts, rules, tables
from retning.edition.records.contents import Contents
from retning.edition.records.indicators import Indicator
from retning.edition.records.plan import Plan
from retning.followup.coverage import coverage_board
from retning.followup.statements import standing_statements
from retning.plan.versions import known_on
from retning.sentences import Context, of_elements, openings
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
    """The bytes of every file of an edition but the manifest and the parts, by path.

    >>> sorted(files_of(region, judged, (), folder, home, None))[0]  # doctest: +SKIP
    'area_changes.json'
    """
    draft = _draft(region, judged)
    context = Context(draft)
    files = {
        file: encode(record)
        for file, record in {
            **_plan_files(judged, context, draft),
            **_place_files(region, judged, register, home, as_of),
            **_time_files(region, judged, folder, as_of),
            "contents.json": Contents(
                {id: one.contents for id, one in judged.facts.items() if one.contents is not None}
            ),
        }.items()
    }
    files["openings.jsonl"] = written_lines(openings(context, judged.rules))
    files["pages.jsonl"] = written_lines(draft.pages.values())
    return files


def _draft(region: Region, judged: Judged) -> Draft:
    """Everything that sentences are made from."""
    return Draft(
        plan=plan_record(region, judged.day),
        indicators={i.id: as_record(i, Indicator) for i in region.indicators},
        areas=area_records(region),
        assessments={one.subject: one for one in judged.records},
        gists={(id, one.area): one.gist for id, facts in judged.facts.items() for one in facts.areas},
        pages={page.page: page for page in map(page_record, judged.tests)},
    )


def plan_record(region: Region, day: str) -> Plan:
    """The plan as it was known on a day."""
    return as_record(known_on(region.plan, date.fromisoformat(day)), Plan)


def area_records(region: Region) -> dict[str, areas.Area]:
    """Every area by id, in the area file's order."""
    return {a.id: as_record(a, areas.Area) for a in region.areas.listed()}


def _plan_files(judged: Judged, context: Context, draft: Draft) -> dict[str, object]:
    """The plan, the definitions, and what is said of the plan's elements."""
    return {
        "plan.json": draft.plan,
        "indicators.json": tuple(draft.indicators.values()),
        "areas.json": tuple(draft.areas.values()),
        "assessments.json": tuple(judged.records),
        "other_methods.json": tuple(methods_record(one) for one in judged.methods),
        "sentences.json": of_elements(context),
        "status.json": status_rows(judged.records, draft.plan),
        "forecasts.json": _forecasts(judged),
    }


def _forecasts(judged: Judged) -> forecasts.Forecasts:
    """``forecasts.json``: what stands with no indicator."""
    facts = judged.facts.values()
    withdrawn = sorted(
        (w for one in facts for w in one.withdrawals), key=lambda w: (w.day, w.indicator, w.line)
    )
    return forecasts.Forecasts(
        made=judged.day,
        afterwards=any(one.afterwards for one in facts),
        withdrawals=as_record(tuple(withdrawn), tuple[forecasts.Withdrawal, ...]),
    )


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
    statements = standing_statements(written.followup.statements, judged.elements, judged.day)
    board = coverage_board(written.followup, region.plan, region.areas, judged.day)
    limits = {name: number(limit) for name, limit in judged.rules.limits.items()}
    return {
        "statements.json": as_record(statements, tuple[followup.Statement, ...]),
        "coverage.json": as_record(board, followup.Coverage),
        "history.json": history_of(judged.thens, [r for one in judged.facts.values() for r in one.revisions]),
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
