"""Everything of one indicator, put together: the whole, then area by area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from retning.build.assessments import assessment_record, reason_records
from retning.build.forecasts import (
    answer_record,
    answered_records,
    forecast_record,
    pool_record,
    trials_record,
)
from retning.build.other_methods import methods_record
from retning.build.paths import path_record
from retning.build.peers import peers_record
from retning.build.series import Origins, line_of
from retning.edition.records.contents import IndicatorContents, TableUse
from retning.edition.records.parts import AreaPart, Whole
from retning.edition.records.series import Line
from retning.statistics.assessment.forecast.answers import ForecastAnswer, Record
from retning.statistics.assessment.forecast.pipeline import Forecast, NoForecast, PoolReport, Tried
from retning.statistics.assessment.forecast.step import Forecasts
from retning.statistics.assessment.model import Assessment
from retning.statistics.assessment.others import Compared
from retning.statistics.assessment.paths import Path
from retning.statistics.assessment.peers import Peers
from retning.statistics.model import Series


@dataclass
class OfIndicator:
    """What was computed about one indicator. One that the region has taken away has answers alone."""

    indicator: str
    series: list[Series] = field(default_factory=list)
    assessments: dict[str, Assessment] = field(default_factory=dict)
    methods: dict[str, Compared] = field(default_factory=dict)
    peers: list[Peers] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    forecasts: dict[tuple[str, str], Forecast] = field(default_factory=dict)
    without: dict[tuple[str, str], NoForecast] = field(default_factory=dict)
    pools: list[PoolReport] = field(default_factory=list)
    answers: list[ForecastAnswer] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)

    def add_forecasts(self, ahead: Forecasts) -> None:
        """Take in what was forecast of the indicator, and what became of it."""
        self.pools += ahead.outlook.pools
        self.forecasts |= {(one.area, one.line): one for one in ahead.outlook.forecasts}
        self.without |= {(one.area, one.line): one for one in ahead.outlook.without}
        self.answers += ahead.answers
        self.records += ahead.records

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say of it."""
        return not (self.series or self.pools or self.answers)

    def whole(self) -> Whole:
        """What belongs to no single area."""
        return Whole(
            indicator=self.indicator,
            peers=tuple(peers_record(one) for one in self.peers),
            pools=tuple(pool_record(one) for one in self.pools),
            records=tuple(answer_record(one) for one in self.records),
        )

    def areas(self) -> Iterator[AreaPart]:
        """One record for each area, in order of their ids; still without sentences."""
        trials: dict[tuple[str, str], list[Tried]] = {}
        for pool in self.pools:
            for tried in pool.tested:
                trials.setdefault((tried.area, pool.line), []).append(tried)
        by_area: dict[str, list[Series]] = {a.area: [] for a in self.answers}
        for one in self.series:
            by_area.setdefault(one.area, []).append(one)
        for area, series in sorted(by_area.items()):
            origins = Origins()
            lines = [
                self._line(one, origins, trials.get((area, one.line), ()))
                for one in sorted(series, key=lambda s: s.line)
            ]
            assessment, methods = self.assessments.get(area), self.methods.get(area)
            yield AreaPart(
                area=area,
                lines=tuple(lines),
                origins=origins.listed(),
                assessment=None if assessment is None else assessment_record(assessment),
                other_methods=None if methods is None else methods_record(methods),
                paths=tuple(path_record(p) for p in self.paths if p.area == area),
                answers=tuple(answered_records(a for a in self.answers if a.area == area)),
            )

    def _line(self, one: Series, origins: Origins, trials: Sequence[Tried]) -> Line:
        key = (one.area, one.line)
        forecast, without = self.forecasts.get(key), self.without.get(key)
        return replace(
            line_of(one, origins),
            forecast=None if forecast is None else forecast_record(forecast),
            no_forecast=() if without is None else reason_records(without.reasons),
            trials=trials_record(trials) if trials else None,
        )


def contents_of(areas: Sequence[AreaPart]) -> IndicatorContents:
    """What there is of one indicator, from its areas."""
    with_lines = [part for part in areas if part.lines]
    every = tuple(part.area for part in with_lines)
    using: dict[str, dict[str, str]] = {}
    years: set[str] = set()
    for part in with_lines:
        for line in part.lines:
            years.update(period[:4] for period in line.period)
            known = [p for p, v in zip(line.period, line.value, strict=True) if v is not None]
            newest = max(known, default="")
            for table in line.tables:
                there = using.setdefault(table, {})
                there[part.area] = max(there.get(part.area, ""), newest)
    return IndicatorContents(
        areas=every,
        years=tuple(sorted(years)),
        tables=tuple(
            TableUse(
                table=table,
                areas=() if tuple(there) == every else tuple(there),
                newest=max(there.values(), default=""),
            )
            for table, there in using.items()
        ),
    )
