"""T9 MILESTONE, T10 DIRECTION and T14 NOT MEASURABLE: facts somebody registers, a tendency, a refusal
(methods.md 1.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from retning.answers import Status
from retning.statistics.assessment.facts import (
    DirectionFacts,
    MilestoneFacts,
    MilestonesFacts,
    NotMeasurableFacts,
)
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.assessment.targets.common import refused
from retning.statistics.model import Reason, Tendency

DONE = ("done", "partly", "not done")


def milestone(
    *,
    state: str | None = None,
    done: date | None = None,
    deadline: date | None = None,
    as_of: date,
    evidence: str = "",
) -> TargetStatus:
    """T9: done by a date. A fact with a link, no trend, no ratio.

    ``state`` is ``done``, ``partly`` or ``not done`` as registered, ``done`` the date when it was done
    (which alone also says that it is done); nothing registered is ``no data``.

    >>> milestone(done=date(2021, 3, 1), deadline=date(2020, 12, 31), as_of=date(2026, 1, 1)).state
    'done late'
    """
    if state is not None and state not in DONE:
        raise ValueError(f"a milestone is done, partly or not done, not {state!r}")
    if done is not None and state == "not done":
        raise ValueError(f"a milestone with the date {done.isoformat()} cannot be {state!r}")
    if state is None and done is None:
        return refused("no data", "not_reported")
    facts = MilestoneFacts(
        done=None if done is None else done.isoformat(),
        deadline=None if deadline is None else deadline.isoformat(),
        evidence=evidence,
    )
    passed = deadline is not None and as_of > deadline
    reasons: tuple[Reason, ...] = () if evidence else (Reason("no_evidence_link"),)
    if state == "done" or (done is not None and state is None):
        late = done is not None and deadline is not None and done > deadline
        if late and done is not None and deadline is not None:
            facts = replace(facts, days_late=(done - deadline).days)
        if done is None and deadline is not None:
            reasons = (*reasons, Reason("date_not_registered"))
        return TargetStatus("done late" if late else "done", facts=facts, reasons=reasons)
    if state == "partly":
        if passed:
            reasons = (*reasons, Reason("deadline_passed", {"deadline": facts.deadline}))
        return TargetStatus("partly done", facts=facts, reasons=reasons)
    if passed:
        return TargetStatus("not done, deadline passed", facts=facts, reasons=reasons)
    return TargetStatus("open" if deadline is not None else "not done", facts=facts, reasons=reasons)


def milestones(items: Sequence[TargetStatus]) -> TargetStatus:
    """Several milestones of one element: done only when all are; k of n in the facts, the worst one gives
    the state.

    >>> day = date(2026, 1, 1)
    >>> milestones([milestone(state="done", as_of=day), milestone(state="not done", as_of=day)]).facts.done
    1
    """
    if not items:
        return refused("no data", "not_reported")
    order: tuple[Status, ...] = (
        "not done, deadline passed",
        "not done",
        "open",
        "no data",
        "partly done",
        "done late",
        "done",
    )
    states = [item.state for item in items]
    finished = sum(s in ("done", "done late") for s in states)
    worst = min(states, key=order.index)
    if finished and worst in ("not done", "open"):
        worst = "partly done"
    reasons = tuple(dict.fromkeys((r.key, tuple(sorted(r.values))) for i in items for r in i.reasons))
    kept = tuple(next(r for i in items for r in i.reasons if r.key == key) for key, _ in reasons)
    return TargetStatus(
        worst, facts=MilestonesFacts(done=finished, of=len(items), states=tuple(states)), reasons=kept
    )


def direction_target(tendency: Tendency, *, smallest_change: float | None = None) -> TargetStatus:
    """T10: more (or less) than before. The tendency is the answer; its state is the status.

    >>> direction_target(Tendency("improving", 12, slope=1.0)).state
    'improving'
    """
    facts = DirectionFacts(tendency=tendency, smallest_change=smallest_change)
    return TargetStatus(tendency.state, facts=facts, reasons=tendency.reasons)


def not_measurable(proposed: Mapping[str, str]) -> TargetStatus:
    """T14: the text as written demands nothing that a figure could show. A proxy may be shown, never judged.

    >>> not_measurable({"nb": "Andel foretak med innovasjon"}).state
    'not measurable as written'
    """
    return TargetStatus(
        "not measurable as written",
        facts=NotMeasurableFacts(proposed=dict(proposed)),
        reasons=(Reason("not_measurable", {"proposed": dict(proposed)}),),
    )
