"""The rows of ``retning status``: one for each judged element of the plan."""

from __future__ import annotations

from collections.abc import Iterable

from retning.answers import headline
from retning.edition.records.assessments import Assessment
from retning.edition.records.plan import Element, Plan
from retning.edition.records.status import StatusRow


def status_rows(assessments: Iterable[Assessment], plan: Plan) -> tuple[StatusRow, ...]:
    """One row for each judged element, in the plan's order. Raises ``KeyError`` where one was not judged.

    >>> status_rows(assessments, plan)[0].id  # doctest: +SKIP
    'O'
    """
    by_subject: dict[str, Assessment] = {}
    for one in assessments:
        by_subject.setdefault(one.subject, one)
    return tuple(_row(element, by_subject[element.id]) for element in plan.judged)


def _row(element: Element, found: Assessment) -> StatusRow:
    labels = [t.type.label for t in sorted(element.targets, key=lambda t: not t.main)]
    first = headline([status.state for status in found.targets])
    return StatusRow(
        id=element.id,
        target_type=" + ".join(dict.fromkeys(labels)),
        indicators=found.indicators,
        direction_fact=found.fact,
        tendency=found.tendency,
        target_status=found.targets[first],
        others=tuple(status for n, status in enumerate(found.targets) if n != first),
        evidence=found.evidence.grade or None,
        reasons=found.reasons,
    )
