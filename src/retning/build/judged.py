"""From the facts of every part to what is said of the plan and of all indicators together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retning.build.assessments import assessment_record
from retning.build.facts import AreaFacts, Facts, series_from, status_from
from retning.build.history import Then, then_of
from retning.build.region import Region
from retning.edition.records import assessments as records
from retning.statistics.assessment.families import Family, SeriesTendency, families_of, with_plan_verdicts
from retning.statistics.assessment.judge import Judge, plan_windows
from retning.statistics.assessment.measures import Measures
from retning.statistics.assessment.model import Assessment
from retning.statistics.assessment.others import Compared, compare, targets_by_element
from retning.statistics.assessment.pools import Pools, areas_with_series
from retning.statistics.model import Series, Table
from retning.statistics.rules.model import Rules


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Everything that an edition says beside its parts, by one version of the rules."""

    day: str
    rules: Rules
    versions: Sequence[Rules]
    tables: Sequence[Table]
    facts: Mapping[str, Facts]
    """Of each indicator, in order of their ids; also of those that the region has taken away."""
    elements: Sequence[Assessment]
    records: Sequence[records.Assessment]
    """The same as records."""
    tests: Sequence[Family]
    methods: Sequence[Compared]
    """Of elements."""
    thens: Sequence[Then]

    @property
    def used(self) -> frozenset[str]:
        """``table@vintage`` of every table that some series rests on."""
        return frozenset(name for facts in self.facts.values() for name in facts.used)


def judged(
    region: Region,
    facts: Mapping[str, Facts],
    tables: Sequence[Table],
    day: str,
    rules: Rules,
    versions: Sequence[Rules],
    before: Sequence[Then],
) -> Judged:
    """What the rules say of the plan on the edition's day, from the facts of its parts; ``before`` are earlier days."""
    by_area = {id: {one.area: one for one in found.areas} for id, found in facts.items()}
    measures = Measures(region.indicators, (), _Asked(by_area))
    judge = Judge(
        measures,
        region.areas,
        day,
        rules,
        comparable=_pools(region, facts, measures),
        windows=plan_windows(region.plan, measures.indicators),
        answered={
            (id, place): tuple(map(status_from, kept))
            for id, found in facts.items()
            for place, kept in enumerate(found.statuses)
        },
        told={
            (one.id, one.main_area): found.tendency
            for one in region.indicators
            if (found := by_area.get(one.id, {}).get(one.main_area)) is not None
            and found.tendency is not None
        },
    )
    alone = judge.elements(region.plan)
    elements = with_plan_verdicts(alone, region.plan, rules)
    mains = {one.id: one.main_area for one in region.indicators}
    said = [assessment_record(one) for one in elements]
    of_mains = [
        found.gist.assessment
        for id, area in sorted(mains.items())
        if (found := by_area.get(id, {}).get(area)) is not None and found.gist.assessment is not None
    ]
    lines = [one for id, area in mains.items() if (one := measures.find(id, area, "main")) is not None]
    return Judged(
        day=day,
        rules=rules,
        versions=versions,
        tables=tables,
        facts=facts,
        elements=elements,
        records=said,
        tests=families_of(region.plan, region.indicators, alone, _tendencies(facts), rules),
        methods=compare(measures, elements, targets_by_element(region.plan, region.indicators)),
        thens=[*before, then_of(day, rules.version, [*said, *of_mains], lines, mains)],
    )


def _tendencies(facts: Mapping[str, Facts]) -> list[SeriesTendency]:
    """What was found of every series, in order of indicator and area."""
    return [
        SeriesTendency(id, one.area, one.tendency)
        for id, found in facts.items()
        for one in found.areas
        if one.tendency is not None
    ]


def _pools(region: Region, facts: Mapping[str, Facts], measures: Measures) -> Pools:
    """Who is comparable with whom, the areas that only teach included."""

    def find(indicator: str, area: str, line: str) -> Series | None:
        found = facts.get(indicator)
        if found is not None and area in found.teaching:
            return next((one for one in series_from(found.teaching[area]) if one.line == line), None)
        return measures.find(indicator, area, line)

    return Pools(region.areas, {one.id: areas_with_series(one) for one in region.indicators}, find)


class _Asked:
    """The series of an indicator in an area, read from the facts when they are asked for."""

    def __init__(self, by_area: Mapping[str, Mapping[str, AreaFacts]]) -> None:
        self._by_area = by_area

    def __call__(self, indicator: str, area: str) -> Sequence[Series]:
        found = self._by_area.get(indicator, {}).get(area)
        return () if found is None else series_from(found.series)
