"""What is said of a target and of a subject: the answers that the judge gives, never merged into one."""

from __future__ import annotations

from dataclasses import dataclass

from retning.answers import Chance, Nothing, Status
from retning.statistics.assessment.facts import Facts
from retning.statistics.model import Evidence, Fact, Reason, Tendency


@dataclass(frozen=True)
class TargetStatus:
    """What the arithmetic of one target, under one reading, says."""

    state: Status
    reading: str = ""
    ratio: float | None = None
    ratio_lower: float | None = None
    ratio_upper: float | None = None
    pace: float | None = None  # how many times the past pace is needed from now on
    distance: float | None = None  # by how much met or missed, in the indicator's unit
    expected: float | None = None  # what the path asks for in the latest period
    chance: Chance | Nothing = ""
    depends_on_path: bool = False
    target_type: str = ""  # name of the target's type; "" where no target was asked about
    facts: Facts | None = None  # the numbers that it rests on; None where it was refused
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """The computed answers about one subject in one area: direction, target, evidence, never merged."""

    subject: str  # plan element id, or indicator id
    area: str
    as_of: str
    fact: Fact | None
    tendency: Tendency
    targets: tuple[TargetStatus, ...]
    evidence: Evidence
    reasons: tuple[Reason, ...]
    rule_version: str
    indicators: tuple[str, ...] = ()
    line: str = "main"
    inputs: tuple[str, ...] = ()  # "table@vintage"
    measured_by: str = ""  # the indicator whose fact and tendency these are; "" where there is none
