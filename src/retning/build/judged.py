"""From what was read to everything that is computed and judged for an edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retning.build.history import Then, publication_days
from retning.build.region import Region, newest, published_by
from retning.statistics.assessment.check import check_targets
from retning.statistics.assessment.families import Family, families, with_plan_verdicts
from retning.statistics.assessment.forecast.step import Forecasts, apart, forecast, widened
from retning.statistics.assessment.judge import judge
from retning.statistics.assessment.measures import Measures, too_large
from retning.statistics.assessment.model import Assessment
from retning.statistics.assessment.others import Compared, compare_methods
from retning.statistics.assessment.paths import Path as TargetPath
from retning.statistics.assessment.paths import paths
from retning.statistics.assessment.peers import Peers, peers
from retning.statistics.assessment.pools import Pools
from retning.statistics.assessment.publishable import publishable
from retning.statistics.indicators import compute
from retning.statistics.model import Series, Table
from retning.statistics.rules.history import rules_on
from retning.statistics.rules.model import Rules
from retning.statistics.tables.archive import Archive
from retning.toml.faults import InputError


@dataclass(frozen=True, kw_only=True)
class Computed:
    """The series that the region's indicators have, those that only teach forecasts, and the tables beneath them."""

    series: Sequence[Series]
    teaching: Sequence[Series]
    used: frozenset[str]
    """``table@vintage`` of every table that some series rests on."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Everything that was computed for an edition, by one version of the rules."""

    day: str
    rules: Rules
    versions: Sequence[Rules]
    tables: Sequence[Table]
    used: frozenset[str]
    series: Sequence[Series]
    assessments: Sequence[Assessment]
    ahead: Forecasts
    tests: Sequence[Family]
    methods: Sequence[Compared]
    peers: Sequence[Peers]
    paths: Sequence[TargetPath]
    thens: Sequence[Then]


def computed(region: Region, tables: Sequence[Table], partial: bool, rules: Rules) -> Computed:
    """The series of a region. Raises :class:`~retning.toml.faults.InputError` for values or targets that cannot be."""
    every = compute(widened(region.indicators), region.areas, tables, partial=partial)
    if faults := too_large(every):
        raise InputError(faults)
    own, teaching = apart(region.indicators, every)
    series = publishable(own, region.indicators, region.areas)
    faults = check_targets(region.plan, region.indicators, series, rules=rules)
    if faults:
        raise InputError(faults)
    return Computed(
        series=series,
        teaching=teaching,
        used=frozenset(name for one in every for name in one.tables),
    )


def judged(
    region: Region,
    found: Computed,
    tables: Sequence[Table],
    home: Path,
    as_of: date | None,
    rules: Rules,
    versions: Sequence[Rules],
) -> Judged:
    """Everything that the rules say of the series on the edition's day, and what they said on earlier ones."""
    day = as_of.isoformat() if as_of else newest(tables)
    series = found.series
    known_by = newest([*region.figures, *Archive(home).tables()]) if as_of else day
    ahead = forecast(
        region.plan.id, region.indicators, region.areas, series, found.teaching, day, known_by, home, rules
    )
    pools = Pools([*series, *found.teaching], region.areas)
    chance = ahead.outlook.chance
    alone = judge(region.plan, region.indicators, region.areas, series, day, rules, chance, pools)
    assessments = with_plan_verdicts(alone, region.plan, rules)
    return Judged(
        day=day,
        rules=rules,
        versions=versions,
        tables=tables,
        used=found.used,
        series=series,
        assessments=assessments,
        ahead=ahead,
        tests=families(region.plan, region.indicators, alone, rules),
        methods=compare_methods(region.plan, region.indicators, series, assessments),
        peers=peers(region.indicators, region.areas, series, rules),
        paths=paths(region.indicators, Measures(region.indicators, series)),
        thens=[*earlier(region, tables, day, versions), Then(day, series, assessments)],
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
        pools = Pools(series, region.areas)
        alone = judge(region.plan, region.indicators, region.areas, series, then, rules, comparable=pools)
        said: list[Assessment] = with_plan_verdicts(alone, region.plan, rules)
        found.append(Then(then, series, said))
    return found
