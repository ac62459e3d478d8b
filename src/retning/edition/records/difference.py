"""What differs between two editions, and whose doing it was."""

from typing import Literal, TypeAlias

from retning.answers import Grade, Nothing, Status, TendencyState
from retning.edition.records.base import Number, Record, Text

Cause: TypeAlias = Literal["world", "publisher", "rule", "region"]
"""A period that was not there; another value for one that was; another version of the rules; another definition."""


class ChangedValue(Record, frozen=True, kw_only=True):
    """A value that came, went or became another."""

    indicator: str
    area: str
    line: str
    period: str
    old: Number | None
    new: Number | None
    old_status: str | None
    new_status: str | None
    cause: Cause


class Answers(Record, frozen=True, kw_only=True):
    """The answers about a subject in a few words; targets as pairs of reading and state."""

    better: bool | None
    tendency: TendencyState
    targets: tuple[tuple[str, Status], ...]
    evidence: Grade | Nothing


class ChangedVerdict(Record, frozen=True, kw_only=True):
    """Answers that came, went or became others."""

    subject: str
    area: str
    old: Answers | None
    new: Answers | None
    cause: Cause


class ChangedSentence(Record, frozen=True, kw_only=True):
    """A sentence that came, went or became another, as running text."""

    subject: str
    area: str
    kind: str
    old: Text | None
    new: Text | None
    cause: Cause


class Difference(Record, frozen=True, kw_only=True):
    """Everything that differs between two editions."""

    values: tuple[ChangedValue, ...] = ()
    verdicts: tuple[ChangedVerdict, ...] = ()
    sentences: tuple[ChangedSentence, ...] = ()
