"""What was computed about one subject in one area: fact, tendency, targets and evidence, never merged."""

from collections.abc import Mapping
from typing import ClassVar

from retning.answers import Chance, Grade, Nothing, Status, TendencyMethod, TendencyState
from retning.edition.records.base import Number, ReasonValue, Record
from retning.edition.records.facts import Facts


class Reason(Record, frozen=True):
    """Why an answer is what it is: ``key`` names the text ``reason.<key>``, ``values`` fill its places."""

    key: str
    values: Mapping[str, ReasonValue] = {}


class Fact(Record, frozen=True, kw_only=True):
    """From what, to what, between which periods."""

    from_period: str
    from_value: Number
    to_period: str
    to_value: Number
    change: Number
    better: bool | None = None
    """``None`` where nobody agreed which way is better, or nothing changed."""


class Tendency(Record, frozen=True, kw_only=True):
    """What a test says of the direction of a series, or why it says nothing."""

    state: TendencyState
    n: int
    from_period: str = ""
    to_period: str = ""
    slope: Number | None = None
    """A year, in the indicator's unit."""
    lower: Number | None = None
    upper: Number | None = None
    p: Number | None = None
    p_adjusted: Number | None = None
    method: TendencyMethod | Nothing = ""
    reasons: tuple[Reason, ...] = ()


class TargetStatus(Record, frozen=True, kw_only=True):
    """What the arithmetic of one target, under one reading, says."""

    NOTHING: ClassVar[Mapping[str, dict[str, str]]] = {"facts": {}}

    state: Status
    reading: str = ""
    ratio: Number | None = None
    ratio_lower: Number | None = None
    ratio_upper: Number | None = None
    pace: Number | None = None
    """How many times the pace so far is needed from now on."""
    distance: Number | None = None
    """By how much met or missed, in the indicator's unit."""
    expected: Number | None = None
    """What the path asks for in the latest period."""
    chance: Chance | Nothing = ""
    depends_on_path: bool = False
    facts: Facts | None = None
    """``None`` where no target was asked about."""
    reasons: tuple[Reason, ...] = ()


class Evidence(Record, frozen=True):
    """How much the data can carry."""

    grade: Grade | Nothing = ""
    reasons: tuple[Reason, ...] = ()


class Assessment(Record, frozen=True, kw_only=True):
    """The computed answers about one plan element, or about one indicator in one area.

    The day that they stand for and the version of the rules are those of the edition.
    """

    subject: str
    area: str
    tendency: Tendency
    evidence: Evidence
    fact: Fact | None = None
    targets: tuple[TargetStatus, ...] = ()
    reasons: tuple[Reason, ...] = ()
    indicators: tuple[str, ...] = ()
    line: str = ""
    inputs: tuple[str, ...] = ()
    """``table@vintage`` of everything that it rests on."""
    measured_by: str = ""
    """The indicator whose fact and tendency these are."""
