"""Forecasts, the tests that decided which there are, and what became of those that were published."""

from collections.abc import Mapping

from retning.answers import ForecastState
from retning.edition.records.base import Column, Day, Number, Record, unpacked


class Ahead(Record, frozen=True):
    """What is said of one coming year, in the indicator's unit."""

    period: str
    value: Number
    lower80: Number
    upper80: Number
    lower95: Number
    upper95: Number


class AheadColumns(Record, frozen=True, kw_only=True):
    """What is said of several coming years: one entry for each in every column."""

    period: tuple[str, ...]
    value: tuple[Number, ...]
    lower80: tuple[Number, ...]
    upper80: tuple[Number, ...]
    lower95: tuple[Number, ...]
    upper95: tuple[Number, ...]

    def rows(self) -> tuple[Ahead, ...]:
        """Year by year."""
        columns = (getattr(self, name) for name in Ahead.__struct_fields__)
        return tuple(Ahead(*row) for row in zip(*columns, strict=True))


class Forecast(Record, frozen=True, kw_only=True):
    """A published forecast of one line, made on the edition's day by its rules.

    ``last`` and ``last_value``: the last figure it rests on; ``step``: the mean absolute yearly change, in the unit, that
    errors are measured in; ``provisional``: how many of its ``points`` were not final.
    """

    last: str
    last_value: Number
    scale: str
    step: Number
    points: int
    provisional: int = 0
    ahead: AheadColumns


class Outcome(Record, frozen=True, kw_only=True):
    """A figure that came: as first published and as known now, each with its vintage."""

    first: Number
    first_vintage: str
    now: Number | None = None
    now_vintage: str = ""


class Answer(Record, frozen=True):
    """One year of a published forecast, and what became of it. Errors are absolute, in steps."""

    ahead: Ahead
    state: ForecastState
    outcome: Outcome | None
    hit80: bool | None
    hit95: bool | None
    error: Number | None
    naive_error: Number | None
    """That of "the same as last year"."""
    hit80_now: bool | None
    error_now: Number | None


class Answered(Record, frozen=True, kw_only=True):
    """A forecast that was published, and what became of each of its years."""

    entry: str
    """Its id in the ledger."""
    line: str
    made: Day
    last: str
    last_value: Number
    rule_version: str
    ahead: AheadColumns
    state: Column[ForecastState]
    outcome: Column[Outcome | None] = None
    hit80: Column[bool | None] = None
    hit95: Column[bool | None] = None
    error: Column[Number | None] = None
    naive_error: Column[Number | None] = None
    hit80_now: Column[bool | None] = None
    error_now: Column[Number | None] = None

    def rows(self) -> tuple[Answer, ...]:
        """Year by year."""
        ahead = self.ahead.rows()
        columns = (unpacked(getattr(self, name), len(ahead)) for name in Answer.__struct_fields__[1:])
        return tuple(Answer(*row) for row in zip(ahead, *columns, strict=True))


class OriginTest(Record, frozen=True, kw_only=True):
    """What the method would have said when only ``points`` of each series were there."""

    points: int
    cases: int
    hits80: int
    hits95: int
    mase: Number
    mase_naive: Number
    mase_drift: Number


class Gate(Record, frozen=True, kw_only=True):
    """The test that decides whether a pool is forecast. Errors are mean absolute scaled errors."""

    passed: bool
    series: int
    points: int
    horizon: int
    reason: str = ""
    cases: int = 0
    mase: Number | None = None
    mase_naive: Number | None = None
    mase_drift: Number | None = None
    coverage80: Number | None = None
    coverage95: Number | None = None
    horizon_coverage80: tuple[Number | None, ...] = ()
    origins: tuple[OriginTest, ...] = ()


class Pool(Record, frozen=True, kw_only=True):
    """The comparable series of a line that learn together, and how the test of them went."""

    line: str
    areas: tuple[str, ...]
    scale: str = ""
    first: str = ""
    last: str = ""
    tables: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    """Areas with trials, in the order of the pool."""
    figures: Mapping[str, tuple[Number, ...]] = {}
    """Values of members that have no line in the edition, from the pool's first period to its last."""
    gate: Gate


class Trial(Record, frozen=True):
    """What the method would have said of a year that has come, and what came.

    ``last`` is the last year it was given, ``same`` what "the same as last year" would have said.
    """

    last: str
    period: str
    value: Number
    lower80: Number
    upper80: Number
    lower95: Number
    upper95: Number
    same: Number
    outcome: Number


class Trials(Record, frozen=True, kw_only=True):
    """The trials of one line: one entry for each in every column."""

    last: Column[str]
    period: Column[str]
    value: tuple[Number, ...]
    lower80: tuple[Number, ...]
    upper80: tuple[Number, ...]
    lower95: tuple[Number, ...]
    upper95: tuple[Number, ...]
    same: tuple[Number, ...]
    outcome: tuple[Number, ...]

    def rows(self) -> tuple[Trial, ...]:
        """One after the other."""
        columns = (unpacked(getattr(self, name), len(self.value)) for name in Trial.__struct_fields__)
        return tuple(Trial(*row) for row in zip(*columns, strict=True))


class AnswerRecord(Record, frozen=True, kw_only=True):
    """How the published forecasts of a line have done in all areas, under one version of the rules."""

    line: str
    rule_version: str
    forecasts: int
    cases: int
    years: int
    hits80: int
    hits95: int
    coverage80: Number | None = None
    error: Number | None = None
    naive_error: Number | None = None
    ratio: Number | None = None


class Withdrawal(Record, frozen=True, kw_only=True):
    """A family of forecasts that was withdrawn on a day, why, and the record that decided."""

    plan: str
    indicator: str
    line: str
    day: Day
    reason: str
    cases: int
    years: int
    coverage80: Number
    ratio: Number | None
    rule_version: str


class Forecasts(Record, frozen=True, kw_only=True):
    """``forecasts.json``: when forecasts were made, and what was withdrawn. The rest stands with each indicator."""

    made: Day
    afterwards: bool = False
    """The edition stands for a day before figures that were known when it was built."""
    withdrawals: tuple[Withdrawal, ...] = ()
