"""From series to forecasts, or to reasons why there is none: every indicator, area and line of an edition.

Nothing here is random and nothing looks at a clock: the same series give the same forecasts, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from retning.answers import Chance, Nothing
from retning.plan.model import Target
from retning.statistics.assessment.forecast.chance import demanded
from retning.statistics.assessment.forecast.gate import Backtest, Gate, Said, backtest, refused
from retning.statistics.assessment.forecast.pool import Pool, Run, few_points, gather, members, usable
from retning.statistics.assessment.forecast.scale import Scale, choose
from retning.statistics.assessment.measures import year_of
from retning.statistics.indicators.model import Indicator, Line
from retning.statistics.methods.arrays import Floats
from retning.statistics.model import Reason, Series
from retning.statistics.rules.model import Rules

Key = tuple[str, str, str]
"""Indicator, area and line."""


@dataclass(frozen=True)
class Ahead:
    """What is said of one coming year, in the indicator's unit."""

    period: str
    value: float
    lower80: float
    upper80: float
    lower95: float
    upper95: float


@dataclass(frozen=True)
class Forecast:
    """A forecast of one series, as it is published.

    ``made`` is the as-of day of the edition; ``last`` the last period it rests on and ``last_value`` its figure, which is
    also what "the same as last year" would say; ``step`` the series' mean absolute yearly change in the unit, which
    errors are measured in; ``provisional`` how many of the figures it rests on were not final.
    """

    indicator: str
    area: str
    line: str
    made: str
    last: str
    last_value: float
    scale: str
    step: float
    points: int
    provisional: int
    ahead: tuple[Ahead, ...]
    rule_version: str

    @property
    def key(self) -> Key:
        """Indicator, area and line."""
        return self.indicator, self.area, self.line


@dataclass(frozen=True)
class NoForecast:
    """A series that gets no forecast, and why."""

    indicator: str
    area: str
    line: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Tried:
    """What the method would have said of a year that has come: a test made afterwards, not a published forecast."""

    area: str
    last: str  # the last period it was given
    period: str
    value: float
    lower80: float
    upper80: float
    lower95: float
    upper95: float
    outcome: float
    same: float  # what "the same as last year" would have said


@dataclass(frozen=True)
class PoolReport:
    """One pool: who is in it, what it was tried on, and whether it may be forecast.

    ``areas`` teach the pool; ``tested`` are the trials of the indicator's own areas; ``figures`` the values of
    members that have no series in the edition, so that everything can be computed again.
    """

    indicator: str
    line: str
    areas: tuple[str, ...]
    scale: str
    first: str
    last: str
    gate: Gate
    tested: tuple[Tried, ...] = ()
    figures: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Model:
    """What the chance of a target is computed from."""

    forecast: Forecast
    scale: Scale
    middle: Floats  # (h,)
    step: float
    errors: tuple[Floats, ...]


@dataclass(frozen=True)
class Outlook:
    """All forecasts of an edition, the series without one, and the pools that decided."""

    forecasts: tuple[Forecast, ...] = ()
    without: tuple[NoForecast, ...] = ()
    pools: tuple[PoolReport, ...] = ()
    models: Mapping[Key, _Model] = field(default_factory=dict, repr=False)

    def chance(
        self, target: Target, values: Mapping[str, Any], series: Series, rules: Rules
    ) -> Chance | Nothing:
        """The chance of reaching a target, in one of five words; ``""`` where the forecast cannot say.

        ``values`` are the target's fields under one reading. The share of the pool's errors that takes the forecast past
        what is demanded in the target's year (methods.md 3.2); only for types that demand a level in one year (level,
        growth, rel_change, range), and only where that year is one of those forecast.
        """
        model = self.models.get((series.indicator, series.area, series.line))
        to = year_of(values.get("to"))
        if model is None or to is None:
            return ""
        years = [int(a.period) for a in model.forecast.ahead]
        bounds = demanded(target.type.name, values, series, str(values.get("direction") or ""))
        if bounds is None or int(to) not in years:
            return ""
        j = years.index(int(to))
        outcomes = model.scale.back(model.middle[j] + model.errors[j] * model.step)
        return rules.chance_word(float(np.mean((outcomes >= bounds[0]) & (outcomes <= bounds[1]))))


def outlook(
    indicators: Iterable[Indicator],
    kinds: Mapping[str, str],
    series: Sequence[Series],
    comparable: Sequence[Series],
    made: str,
    withdrawn: Mapping[tuple[str, str], str] | None = None,
    *,
    rules: Rules,
) -> Outlook:
    """Forecast every series of an edition that may be forecast.

    ``kinds`` maps area to kind; ``series`` are the edition's, ``comparable`` those of the areas that indicators declare
    as their ``pool`` (areas in both are taken once); ``made`` is the edition's as-of day; ``withdrawn`` maps indicator
    and line to the day when their forecasts were withdrawn. Superseded vintages (lines with ``@``) are left out.

    >>> outlook(indicators, kinds, series, [], "2026-11-23", rules=rules).forecasts  # doctest: +SKIP
    (Forecast(indicator='growth', area='a', ...),)
    """
    gone = withdrawn or {}
    forecasts: list[Forecast] = []
    without: list[NoForecast] = []
    pools: list[PoolReport] = []
    models: dict[Key, _Model] = {}
    by_line = _by_line(series)
    beside = _by_line(comparable)
    for indicator in sorted(indicators, key=lambda i: i.id):
        for name in sorted(line for id, line in by_line if id == indicator.id):
            own = by_line[indicator.id, name]
            others = {a: s for a, s in beside.get((indicator.id, name), {}).items() if a not in own}
            found = _family(indicator, name, own, others, kinds, made, rules)
            pools.append(found.report)
            day = gone.get((indicator.id, name))
            for area, one in own.items():
                reasons = found.reasons.get(area, ())
                model = found.models.get(area)
                if day is not None and model is not None:
                    reasons = (Reason("forecast_withdrawn", {"day": day}),)
                if reasons or model is None:
                    without.append(NoForecast(indicator.id, area, name, reasons))
                else:
                    forecasts.append(model.forecast)
                    models[one.indicator, area, name] = model
    return Outlook(tuple(forecasts), tuple(without), tuple(pools), models)


@dataclass(frozen=True)
class _Family:
    report: PoolReport
    models: Mapping[str, _Model]
    reasons: Mapping[str, tuple[Reason, ...]]


def _by_line(series: Iterable[Series]) -> dict[tuple[str, str], dict[str, Series]]:
    found: dict[tuple[str, str], dict[str, Series]] = {}
    for one in sorted(series, key=lambda s: (s.indicator, s.line, s.area)):
        if "@" not in one.line:
            found.setdefault((one.indicator, one.line), {})[one.area] = one
    return found


def _line(indicator: Indicator, name: str) -> Line:
    """The declared line of a name; the engine calls the one that stands for the indicator "main"."""
    return next((line for line in indicator.lines if line.id == name), indicator.lines[0])


def _family(
    indicator: Indicator,
    name: str,
    own: Mapping[str, Series],
    others: Mapping[str, Series],
    kinds: Mapping[str, str],
    made: str,
    rules: Rules,
) -> _Family:
    reasons: dict[str, tuple[Reason, ...]] = {}
    runs: list[Run] = []
    for area, one in {**own, **others}.items():
        run, why = usable(one)
        if run is None:
            reasons[area] = (why,) if why else ()
        else:
            runs.append(run)
    pool, left, none = gather(runs, members(indicator, list(own), kinds), rules)
    if pool is None:
        for run in runs:
            why = few_points(run, rules) or none
            reasons[run.series.area] = (why,) if why is not None else ()
        most = max((len(r) for r in runs), default=0)
        series = int(none.values["series"]) if none else 0  # type: ignore[call-overload]
        gate = refused(none.key if none else "forecast_no_values", series, most, rules)
        return _Family(PoolReport(indicator.id, name, (), "", "", "", gate), {}, reasons)
    reasons |= {area: (why,) for area, why in left.items()}
    scale = choose(indicator, _line(indicator, name), pool.values)
    tried = backtest(pool.values, scale, pool.inside, rules=rules)
    report = _report(indicator.id, name, pool, scale, tried, set(own))
    refusal = gate_reason(tried.gate)
    models: dict[str, _Model] = {}
    for i, run in enumerate(pool.runs):
        area = run.series.area
        if refusal is not None:
            reasons[area] = (refusal,)
        elif not pool.inside[i] and tried.own_coverage80[i] < rules.forecast_coverage_low:
            # The pool's errors are too small for an area of another kind: say so instead of a narrow band.
            share = round(100 * float(tried.own_coverage80[i]))
            reasons[area] = (Reason("forecast_own_coverage", {"coverage": share}),)
        else:
            models[area] = _model(run, pool, i, scale, tried, made, rules)
    return _Family(report, models, reasons)


def gate_reason(gate: Gate) -> Reason | None:
    """Why a pool that was tried may not be forecast, with its numbers."""
    if gate.passed:
        return None
    values: dict[str, object] = {"series": gate.series}
    if gate.reason == "forecast_not_better":
        values |= {
            "mase": round(gate.mase or 0.0, 2),
            "naive": round(gate.mase_naive or 0.0, 2),
            "drift": round(gate.mase_drift or 0.0, 2),
        }
    if gate.reason == "forecast_coverage":
        values |= {"coverage": round(100 * (gate.coverage80 or 0.0))}
    return Reason(gate.reason, values)


def _model(run: Run, pool: Pool, i: int, scale: Scale, tried: Backtest, made: str, rules: Rules) -> _Model:
    middle, step = tried.middle[i], float(tried.step[i])
    columns = (
        scale.back(middle),
        scale.back(middle - tried.half80 * step),
        scale.back(middle + tried.half80 * step),
        scale.back(middle - tried.half95 * step),
        scale.back(middle + tried.half95 * step),
    )
    ahead = tuple(
        Ahead(f"{pool.last + 1 + j:04d}", *(float(column[j]) for column in columns))
        for j in range(len(middle))
    )
    row = pool.values[i]
    forecast = Forecast(
        indicator=run.series.indicator,
        area=run.series.area,
        line=run.series.line,
        made=made,
        last=run.values[-1].period,
        last_value=float(row[-1]),
        scale=scale.name,
        step=float(np.mean(np.abs(np.diff(row)))),
        points=int(row.size),
        provisional=sum(v.certainty == "provisional" for v in run.values[-row.size :]),
        ahead=ahead,
        rule_version=rules.version,
    )
    return _Model(forecast, scale, middle, step, tried.errors)


def _report(
    indicator: str, line: str, pool: Pool, scale: Scale, tried: Backtest, own: set[str]
) -> PoolReport:
    n = pool.values.shape[1]
    first = pool.last - n + 1
    areas = [r.series.area for r in pool.runs]
    return PoolReport(
        indicator,
        line,
        tuple(a for a, member in zip(areas, pool.inside, strict=True) if member),
        scale.name,
        f"{first:04d}",
        f"{pool.last:04d}",
        tried.gate,
        tuple(_tried(pool, tried.said, first, own)),
        {a: tuple(row.tolist()) for a, row in zip(areas, pool.values, strict=True) if a not in own},
        tuple(sorted({t for r in pool.runs for t in r.series.tables})),
    )


def _tried(pool: Pool, said: Sequence[Said], first: int, own: set[str]) -> Iterator[Tried]:
    """The trials of the edition's own areas, by area, origin and year."""
    for i, run in enumerate(pool.runs):
        if run.series.area not in own:
            continue
        row = pool.values[i]
        for one in said:
            for j in range(one.middle.shape[1]):
                at = one.points + j
                yield Tried(
                    area=run.series.area,
                    last=f"{first + one.points - 1:04d}",
                    period=f"{first + at:04d}",
                    value=float(one.middle[i, j]),
                    lower80=float(one.lower80[i, j]),
                    upper80=float(one.upper80[i, j]),
                    lower95=float(one.lower95[i, j]),
                    upper95=float(one.upper95[i, j]),
                    outcome=float(row[at]),
                    same=float(row[one.points - 1]),
                )
