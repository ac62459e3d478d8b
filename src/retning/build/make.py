"""One part of an edition from everything that it rests on: a pure function, which any process can run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec import structs

from retning.build.declared import as_record
from retning.build.facts import AreaFacts, Facts, by_area_bytes, kept_status
from retning.build.history import revisions
from retning.build.parts import OfIndicator, contents_of
from retning.build.task import Shared, Task
from retning.edition.draft import Draft
from retning.edition.lines import written_lines
from retning.edition.records.indicators import Indicator as Definition
from retning.edition.records.parts import AreaPart
from retning.edition.records.plan import Plan
from retning.sentences import Context, gists_of, of_area
from retning.statistics.assessment.check import check_declared
from retning.statistics.assessment.forecast.ledger import ledger_of
from retning.statistics.assessment.forecast.step import Forecasts, forecast, only_teaching, widened
from retning.statistics.assessment.judge import Judge
from retning.statistics.assessment.measures import Measures, too_large
from retning.statistics.assessment.model import Assessment
from retning.statistics.assessment.others import compare
from retning.statistics.assessment.paths import paths
from retning.statistics.assessment.peers import peers
from retning.statistics.assessment.pools import Pools, areas_with_series
from retning.statistics.assessment.publishable import OnDemand
from retning.statistics.indicators import Indicator
from retning.statistics.indicators.compute import Engine
from retning.statistics.model import Series
from retning.toml.faults import Fault, InputError


@dataclass(frozen=True, kw_only=True)
class Made:
    """A part that was made, or why it cannot be.

    ``data`` is ``None`` where there is nothing to say of the indicator. ``lines`` are to be added to the ledger;
    ``unwritten``: there would be some, but the day has passed. Faults are kept apart by the step that found them,
    because those of an earlier step are reported alone.
    """

    data: bytes | None
    facts: Facts
    lines: tuple[bytes, ...] = ()
    unwritten: bool = False
    table_faults: tuple[Fault, ...] = ()
    value_faults: tuple[Fault, ...] = ()
    target_faults: tuple[Fault, ...] = ()


def make(task: Task, shared: Shared) -> Made:
    """The part of one indicator, the facts of it, and what is new for the ledger.

    >>> make(task, shared).facts.contents.areas  # doctest: +SKIP
    ('a', 'b')
    """
    nothing = Facts(indicator=task.indicator, contents=None)
    if not task.definitions:
        return _written(
            OfIndicator(task.indicator), task, shared, nothing, {}, _forecast(task, shared, [], [])
        )
    own = task.definitions[0]
    engine = Engine(task.definitions, shared.areas, task.tables)
    try:
        engine.check(shared.partial)
    except InputError as error:
        return Made(data=None, facts=nothing, table_faults=tuple(error.faults))
    raw, teaching = list(engine.series(own)), list(_teaching(engine, own))
    if faults := too_large([*raw, *teaching]):
        return Made(data=None, facts=nothing, value_faults=tuple(faults))
    shown = OnDemand(engine, shared.areas)
    series = shown.held_back(own, raw)
    measures = Measures(task.definitions, series, _Others(own.id, shown))
    if faults := check_declared(own, measures, shared.rules):
        return Made(data=None, facts=nothing, target_faults=tuple(faults))
    ahead = _forecast(task, shared, series, teaching)
    beside = {(one.area, one.line): one for one in teaching}
    judge = Judge(
        measures,
        shared.areas,
        shared.day,
        shared.rules,
        ahead.outlook.chance,
        Pools(
            shared.areas,
            {own.id: areas_with_series(own)},
            lambda id, area, line: beside.get((area, line)) or measures.find(id, area, line),
        ),
        {} if task.window is None else {own.id: task.window},
    )
    mains = [measures.find(own.id, area) for area in sorted({one.area for one in series})]
    assessments = judge.series([one for one in mains if one is not None])
    found = OfIndicator(
        task.indicator,
        series=series,
        assessments={one.area: one for one in assessments},
        methods={one.area: one for one in compare(measures, assessments)},
        peers=peers([own], shared.areas, series, shared.rules),
        paths=paths([own], measures),
    )
    facts = structs.replace(
        nothing,
        used=tuple(dict.fromkeys(name for one in (*raw, *teaching) for name in one.tables)),
        statuses=tuple(tuple(map(kept_status, judge.statuses(target))) for target in own.targets),
        teaching=by_area_bytes(teaching),
        revisions=tuple(revisions(series, [table.manifest for table in task.tables])),
    )
    return _written(found, task, shared, facts, found.assessments, ahead)


class _Others:
    """The series of the other indicators that bear on one, area by area; its own are all at hand."""

    def __init__(self, own: str, shown: OnDemand) -> None:
        self._own = own
        self._shown = shown

    def __call__(self, indicator: str, area: str) -> Iterable[Series]:
        return () if indicator == self._own else self._shown.lines(indicator, area)


def _teaching(engine: Engine, own: Indicator) -> Iterable[Series]:
    """The series of the areas that only teach forecasts."""
    areas = only_teaching(own)
    if not areas:
        return
    (wide,) = widened([own])
    beside = Engine(
        [wide, *(one for one in engine.by_id.values() if one.id != own.id)],
        engine.reader.areas,
        [table for vintages in engine.tables.values() for table in vintages],
        engine.grids,
        engine.reader,
    )
    for area in areas:
        yield from beside.lines(wide, area)


def _forecast(task: Task, shared: Shared, series: list[Series], teaching: list[Series]) -> Forecasts:
    return forecast(
        shared.plan_id,
        task.definitions[:1],
        shared.areas,
        series,
        teaching,
        shared.day,
        shared.late,
        ledger_of(task.ledger),
        shared.rules,
    )


def _written(
    found: OfIndicator,
    task: Task,
    shared: Shared,
    facts: Facts,
    assessments: Mapping[str, Assessment],
    ahead: Forecasts,
) -> Made:
    """The part as bytes, with its sentences, and the facts of each area."""
    found.add_forecasts(ahead)
    facts = structs.replace(facts, withdrawals=ahead.ledger.withdrawals, afterwards=ahead.afterwards)
    if found.is_empty:
        return Made(data=None, facts=facts, lines=ahead.lines(), unwritten=ahead.unwritten)
    definitions = {one.id: as_record(one, Definition) for one in task.definitions}
    context = Context(
        Draft(
            plan=Plan(id=shared.plan_id, title={}, owner={}),
            indicators=definitions,
            areas=shared.area_records,
        )
    )
    parts = [_said(context, task.indicator, part) for part in found.areas()]
    own = definitions.get(task.indicator)
    gists = {} if own is None else gists_of(own, parts, shared.rules)
    series = by_area_bytes(found.series)
    facts = structs.replace(
        facts,
        contents=contents_of(parts),
        areas=tuple(
            AreaFacts(
                area,
                gists[area],
                assessments[area].tendency if area in assessments else None,
                series.get(area, b""),
            )
            for area in gists
        ),
    )
    data = written_lines([found.whole(), *parts])
    return Made(data=data, facts=facts, lines=ahead.lines(), unwritten=ahead.unwritten)


def _said(context: Context, indicator: str, part: AreaPart) -> AreaPart:
    """The part with its sentences; an indicator that the region has taken away has none."""
    if indicator not in context.indicators:
        return part
    return structs.replace(part, sentences=of_area(context, indicator, part))
