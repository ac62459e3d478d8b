"""``rules.json``, ``error_rates.json`` and ``inputs.json``: by which rules, and from what, an edition was made."""

from collections.abc import Mapping

import msgspec

from retning.edition.records.base import Day, Number, Record, Text


class RuleChange(Record, frozen=True):
    """A limit that became another."""

    limit: str
    old: Number
    new: Number


class RuleVersion(Record, frozen=True, kw_only=True):
    """A version of the rules: from when, who decided, what changed and why, and all limits."""

    version: str
    from_: Day = msgspec.field(name="from")
    decided_by: Text
    what: Text
    why: Text
    changes: tuple[RuleChange, ...] = ()
    limits: Mapping[str, Number]


class Rules(Record, frozen=True):
    """The version that judged, and every version up to it, the newest first."""

    used: str
    versions: tuple[RuleVersion, ...]


class ErrorRate(Record, frozen=True, kw_only=True):
    """How often a rule says that a series moves: without change either way, with one the right way."""

    world: str
    years: int
    change: Number
    rule: str
    share: Number


class ErrorRates(Record, frozen=True, kw_only=True):
    """How often our rules and others err, simulated once."""

    seed: int
    replications: int
    alpha: Number
    level: Number
    noise: Number
    step: Number
    rows: tuple[ErrorRate, ...]


class Inputs(Record, frozen=True, kw_only=True):
    """What went in: hash of every file, the day that was asked for, the limits, the version of the program."""

    files: Mapping[str, str]
    as_of_asked: Day | None = None
    rule_version: str
    rules: Mapping[str, Number | str]
    code_version: str
