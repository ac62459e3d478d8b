"""From forecasts, their tests and their answers to the records of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from retning.build.declared import as_record
from retning.canonical import maybe, number
from retning.edition.records import forecasts as records
from retning.edition.records.base import packed
from retning.statistics.assessment.forecast.answers import ForecastAnswer, Outcome, Record
from retning.statistics.assessment.forecast.pipeline import Ahead, Forecast, PoolReport, Tried


def forecast_record(one: Forecast) -> records.Forecast:
    """A forecast of one line."""
    return records.Forecast(
        last=one.last,
        last_value=number(one.last_value),
        scale=one.scale,
        step=number(one.step),
        points=one.points,
        provisional=one.provisional,
        ahead=_columns(one.ahead),
    )


def _columns(ahead: Sequence[Ahead]) -> records.AheadColumns:
    return records.AheadColumns(
        period=tuple(a.period for a in ahead),
        value=tuple(number(a.value) for a in ahead),
        lower80=tuple(number(a.lower80) for a in ahead),
        upper80=tuple(number(a.upper80) for a in ahead),
        lower95=tuple(number(a.lower95) for a in ahead),
        upper95=tuple(number(a.upper95) for a in ahead),
    )


def trials_record(trials: Sequence[Tried]) -> records.Trials:
    """What the method would have said of the years of one line."""
    return records.Trials(
        last=packed([t.last for t in trials], ""),
        period=packed([t.period for t in trials], ""),
        value=tuple(number(t.value) for t in trials),
        lower80=tuple(number(t.lower80) for t in trials),
        upper80=tuple(number(t.upper80) for t in trials),
        lower95=tuple(number(t.lower95) for t in trials),
        upper95=tuple(number(t.upper95) for t in trials),
        same=tuple(number(t.same) for t in trials),
        outcome=tuple(number(t.outcome) for t in trials),
    )


def pool_record(one: PoolReport) -> records.Pool:
    """A pool and its gate; its trials stand with the lines of its areas."""
    return records.Pool(
        line=one.line,
        areas=one.areas,
        scale=one.scale,
        first=one.first,
        last=one.last,
        tables=one.tables,
        tried=tuple(dict.fromkeys(t.area for t in one.tested)),
        figures={area: tuple(number(v) for v in values) for area, values in one.figures.items()},
        gate=as_record(one.gate, records.Gate),
    )


def answered_records(answers: Iterable[ForecastAnswer]) -> Iterator[records.Answered]:
    """Every forecast of an area, with all its years; ``answers`` stand in the order of the ledger."""
    for _, group in groupby(answers, key=lambda a: a.entry):
        years = list(group)
        one = years[0]
        yield records.Answered(
            entry=one.entry,
            line=one.line,
            made=one.made,
            last=one.last,
            last_value=number(one.last_value),
            rule_version=one.rule_version,
            ahead=_columns([a.ahead for a in years]),
            state=packed([a.state for a in years], "waiting"),
            outcome=packed([_outcome(a.outcome) for a in years], None),
            hit80=packed([a.hit80 for a in years], None),
            hit95=packed([a.hit95 for a in years], None),
            error=packed([maybe(a.error) for a in years], None),
            naive_error=packed([maybe(a.naive_error) for a in years], None),
            hit80_now=packed([a.hit80_now for a in years], None),
            error_now=packed([maybe(a.error_now) for a in years], None),
        )


def _outcome(one: Outcome | None) -> records.Outcome | None:
    if one is None:
        return None
    return records.Outcome(
        first=number(one.first),
        first_vintage=one.first_vintage,
        now=maybe(one.now),
        now_vintage=one.now_vintage,
    )


def answer_record(one: Record) -> records.AnswerRecord:
    """How the forecasts of a line have done."""
    return records.AnswerRecord(
        line=one.line,
        rule_version=one.rule_version,
        forecasts=one.forecasts,
        cases=one.cases,
        years=one.years,
        hits80=one.hits80,
        hits95=one.hits95,
        coverage80=maybe(one.coverage80),
        error=maybe(one.error),
        naive_error=maybe(one.naive_error),
        ratio=maybe(one.ratio),
    )
