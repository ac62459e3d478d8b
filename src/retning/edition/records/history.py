"""``history.json``: what we said then, why answers changed, and which figures were revised."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from retning.answers import Grade, Group, Nothing, Status
from retning.edition.records.base import Day, Number, Record

Cause: TypeAlias = Literal["new", "revised", "rule", "time"]
"""New data, revised data, a changed rule; and time alone, when a deadline has passed."""


class Said(Record, frozen=True, kw_only=True):
    """What was said of a subject from a day on."""

    day: Day
    way: Group
    target: Status | Nothing = ""
    reading: str = ""
    evidence: Grade | Nothing = ""
    period: str = ""
    value: Number | None = None


class Verdict(Record, frozen=True, kw_only=True):
    """An answer in three words."""

    way: Group
    target: Status | Nothing = ""
    evidence: Grade | Nothing = ""


class Changed(Record, frozen=True, kw_only=True):
    """An answer that became another on a day, and every cause that moved."""

    day: Day
    subject: str
    causes: tuple[Cause, ...]
    old: Verdict
    new: Verdict


class Revision(Record, frozen=True, kw_only=True):
    """A figure that a later publication changed: what it was, what it is, who did it and when."""

    indicator: str
    area: str
    line: str
    period: str
    old: Number
    new: Number
    who: str = ""
    day: str = ""


class History(Record, frozen=True, kw_only=True):
    """The days looked back at, what was said by subject, the changes (newest first) and the revisions."""

    days: tuple[Day, ...] = ()
    said: Mapping[str, tuple[Said, ...]] = {}
    log: tuple[Changed, ...] = ()
    revisions: tuple[Revision, ...] = ()
