"""From what the judge answered to the records of an edition."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from retning.build.declared import as_record
from retning.canonical import maybe, number, plain
from retning.edition.records import assessments as records
from retning.edition.records.facts import Facts
from retning.statistics.assessment.facts import numbers_of
from retning.statistics.assessment.model import Assessment, TargetStatus
from retning.statistics.model import Fact, Reason, Tendency


def assessment_record(one: Assessment) -> records.Assessment:
    """An assessment without the day and the rules, which are the edition's."""
    return records.Assessment(
        subject=one.subject,
        area=one.area,
        tendency=tendency_record(one.tendency),
        evidence=records.Evidence(one.evidence.grade, reason_records(one.evidence.reasons)),
        fact=None if one.fact is None else fact_record(one.fact),
        targets=tuple(status_record(status) for status in one.targets),
        reasons=reason_records(one.reasons),
        indicators=one.indicators,
        line=one.line,
        inputs=one.inputs,
        measured_by=one.measured_by,
    )


def fact_record(one: Fact) -> records.Fact:
    """A fact, with the change spelt out."""
    return records.Fact(
        from_period=one.from_period,
        from_value=number(one.from_value),
        to_period=one.to_period,
        to_value=number(one.to_value),
        change=number(one.change),
        better=one.better,
    )


def tendency_record(one: Tendency) -> records.Tendency:
    """A tendency."""
    return records.Tendency(
        state=one.state,
        n=one.n,
        from_period=one.from_period,
        to_period=one.to_period,
        slope=maybe(one.slope),
        lower=maybe(one.lower),
        upper=maybe(one.upper),
        p=maybe(one.p),
        p_adjusted=maybe(one.p_adjusted),
        method=one.method,
        reasons=reason_records(one.reasons),
    )


def status_record(one: TargetStatus) -> records.TargetStatus:
    """What was said of a target under one reading."""
    return records.TargetStatus(
        state=one.state,
        reading=one.reading,
        ratio=maybe(one.ratio),
        ratio_lower=maybe(one.ratio_lower),
        ratio_upper=maybe(one.ratio_upper),
        pace=maybe(one.pace),
        distance=maybe(one.distance),
        expected=maybe(one.expected),
        chance=one.chance,
        depends_on_path=one.depends_on_path,
        facts=_facts(one),
        reasons=reason_records(one.reasons),
    )


def _facts(status: TargetStatus) -> Facts | None:
    """The numbers of the target's type; nothing where no target was asked about."""
    if not status.target_type:
        return None
    written = {"type": status.target_type, **plain(numbers_of(status.facts))}
    found: Facts = msgspec.convert(written, Facts)
    return found


def reason_records(reasons: Iterable[Reason]) -> tuple[records.Reason, ...]:
    """Reasons, their numbers rounded as all others."""
    return tuple(as_record({"key": r.key, "values": plain(r.values)}, records.Reason) for r in reasons)
