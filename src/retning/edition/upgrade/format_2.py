"""What the files of format 2 held, as far as format 3 holds it otherwise. Never changed again.

Fields that came while format 2 was written have a default, so that its first editions are read as its last ones.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from retning.answers import (
    Certainty,
    ForecastState,
    Grade,
    IntervalMethod,
    Nothing,
    ValueMethod,
)
from retning.edition.records.assessments import Fact, Reason, TargetStatus, Tendency
from retning.edition.records.base import Number, Record
from retning.edition.records.forecasts import Ahead, Gate, Outcome, Withdrawal
from retning.edition.records.indicators import Break
from retning.edition.records.peers import PeerRow
from retning.edition.records.series import Origin
from retning.edition.records.tests_on_pages import TestOnPage


class OldPart(msgspec.Struct, frozen=True, array_like=True):
    """``[code, weight, value, status, origin number, period, role]``; -1 is no origin."""

    code: str
    weight: Number
    value: Number | None
    status: str
    origin: int
    period: str = ""
    role: str = ""


class OldSeries(Record, frozen=True, kw_only=True):
    """A line of an indicator in an area, column by column."""

    indicator: str
    area: str
    line: str
    tables: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()
    parts: tuple[tuple[OldPart, ...], ...] = ()
    period: tuple[str, ...]
    value: tuple[Number | None, ...]
    numerator: tuple[Number | None, ...] = ()
    denominator: tuple[Number | None, ...] = ()
    lower: tuple[Number | None, ...] = ()
    upper: tuple[Number | None, ...] = ()
    method: tuple[ValueMethod | Nothing, ...] = ()
    certainty: tuple[Certainty | Nothing, ...] = ()
    status: tuple[str, ...] = ()
    vintage: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    interval: tuple[IntervalMethod | Nothing, ...] = ()


class SeriesFile(Record, frozen=True):
    """``series.json``."""

    origins: tuple[Origin, ...] = ()
    series: tuple[OldSeries, ...] = ()


class OldForecast(Record, frozen=True, kw_only=True):
    """A forecast of one line."""

    indicator: str
    area: str
    line: str
    last: str
    last_value: Number
    scale: str
    step: Number
    points: int
    provisional: int = 0
    ahead: tuple[Ahead, ...]


class OldWithout(Record, frozen=True, kw_only=True):
    """A line without a forecast."""

    indicator: str
    area: str
    line: str
    reasons: tuple[Reason, ...] = ()


class OldTrial(Record, frozen=True, kw_only=True):
    """What the method would have said of a year that has come."""

    area: str
    last: str
    period: str
    value: Number
    lower80: Number
    upper80: Number
    lower95: Number
    upper95: Number
    same: Number
    outcome: Number


class OldPool(Record, frozen=True, kw_only=True):
    """A pool of comparable series."""

    indicator: str
    line: str
    areas: tuple[str, ...] = ()
    scale: str = ""
    first: str = ""
    last: str = ""
    tables: tuple[str, ...] = ()
    figures: Mapping[str, tuple[Number, ...]] = {}
    gate: Gate
    tested: tuple[OldTrial, ...] = ()


class ForecastsFile(Record, frozen=True, kw_only=True):
    """``forecasts.json``."""

    made: str = ""
    afterwards: bool = False
    forecasts: tuple[OldForecast, ...] = ()
    without: tuple[OldWithout, ...] = ()
    pools: tuple[OldPool, ...] = ()


class OldAnswer(Record, frozen=True, kw_only=True):
    """One year of a published forecast, and what became of it."""

    entry: str
    indicator: str
    area: str
    line: str
    made: str
    last: str
    last_value: Number
    rule_version: str
    ahead: Ahead
    state: ForecastState
    outcome: Outcome | None = None
    hit80: bool | None = None
    hit95: bool | None = None
    error: Number | None = None
    naive_error: Number | None = None
    hit80_now: bool | None = None
    error_now: Number | None = None


class OldAnswerRecord(Record, frozen=True, kw_only=True):
    """How the forecasts of a line have done."""

    indicator: str
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


class AnswersFile(Record, frozen=True):
    """``answers.json``."""

    answers: tuple[OldAnswer, ...] = ()
    records: tuple[OldAnswerRecord, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()


class OldQuoted(Record, frozen=True):
    """A number in a sentence."""

    number: str
    ref: str
    name: bool = False


class OldSentence(Record, frozen=True, kw_only=True):
    """A sentence of ``sentences.json``."""

    subject: str
    area: str
    kind: str
    priority: int
    text: Mapping[str, tuple[str | OldQuoted, ...]]


class OldOpeningSentence(Record, frozen=True, kw_only=True):
    """A sentence of ``openings.json``."""

    because: str
    about: str
    text: Mapping[str, tuple[str | OldQuoted, ...]]


class OldOpening(Record, frozen=True, kw_only=True):
    """A page of ``openings.json``."""

    subject: str
    area: str
    found: Mapping[str, int] = {}
    sentences: tuple[OldOpeningSentence, ...] = ()


class OldFunnel(Record, frozen=True, kw_only=True):
    """A funnel; each limit is ``[size, inner lower, inner upper, outer lower, outer upper]``."""

    centre: Number
    phi: Number
    sizes: Mapping[str, Number]
    outside: Mapping[str, int]
    limits: tuple[tuple[Number, Number, Number, Number, Number], ...]


class OldPeers(Record, frozen=True, kw_only=True):
    """A group of ``peers.json``; each dot is ``[area, value]``."""

    indicator: str
    group: str
    declared: bool = False
    period: str
    dots: tuple[tuple[str, Number], ...]
    median: Number
    mad: Number
    classes: tuple[Number, ...] = ()
    comparator: str = ""
    comparator_value: Number | None = None
    rows: tuple[PeerRow, ...] = ()
    funnel: OldFunnel | None = None


class OldPath(Record, frozen=True, kw_only=True):
    """A path of ``paths.json``; each point is ``[period, value]``."""

    indicator: str
    area: str
    element: str
    target: int
    type: str
    line: str
    points: tuple[tuple[str, Number], ...]
    goal: tuple[str, Number]
    base: tuple[str, Number] | None = None
    moving: bool = False
    benchmark: str = ""
    better: str = ""
    period: str = ""
    value: Number | None = None
    expected: Number | None = None
    distance: Number | None = None
    asked: tuple[tuple[str, Number], ...] = ()


class OldPage(Record, frozen=True, kw_only=True):
    """A page of ``pages.json``."""

    kind: str
    id: str
    tests: int = 0
    series: tuple[TestOnPage, ...] = ()


class OldTargetStatus(TargetStatus, frozen=True, kw_only=True):
    """The answer of ``status.json`` that stands for all, with the rest."""

    others: tuple[TargetStatus, ...] = ()


class OldStatusRow(Record, frozen=True, kw_only=True):
    """A row of ``status.json``."""

    id: str
    target_type: str = ""
    indicators: tuple[str, ...] = ()
    direction_fact: Fact | None = None
    tendency: Tendency
    target_status: OldTargetStatus | None = None
    evidence: Grade | None = None
    reasons: tuple[Reason, ...] = ()
