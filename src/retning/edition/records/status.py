"""``status.json``: the rows of ``retning status``."""

from __future__ import annotations

from retning.answers import Grade
from retning.edition.records.assessments import Fact, Reason, TargetStatus, Tendency
from retning.edition.records.base import Record


class StatusRow(Record, frozen=True, kw_only=True):
    """One judged element of the plan; ``target_status`` is the answer that stands for all, ``others`` the rest."""

    id: str
    target_type: str
    indicators: tuple[str, ...] = ()
    direction_fact: Fact | None = None
    tendency: Tendency
    target_status: TargetStatus | None = None
    others: tuple[TargetStatus, ...] = ()
    evidence: Grade | None = None
    reasons: tuple[Reason, ...] = ()
