"""The rows of ``retning status --json``: one plain object for each judged element of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from retning.canonical import plain
from retning.plan.model import Plan
from retning.statistics.assessment.facts import numbers_of
from retning.statistics.assessment.model import Assessment, TargetStatus
from retning.statistics.model import Reason, Tendency

KEYS = (
    "id",
    "target_type",
    "indicators",
    "direction_fact",
    "tendency",
    "target_status",
    "evidence",
    "as_of",
    "reasons",
)


def status_rows(assessments: Iterable[Assessment], plan: Plan) -> list[dict[str, Any]]:
    """One object for each judged element, in the plan's order, with exactly the keys :data:`KEYS`.

    ``target_type`` names the element's types (``"T8 MINIMUM"``, several joined by `` + ``, the main one
    first). ``direction_fact`` is an object or ``null``; ``tendency``, ``target_status`` and ``evidence``
    are objects; ``target_status`` is the main target under its main reading, or the first one that has figures
    where the main one has none, with all other targets and readings under ``others``; ``reasons`` a list of ``{key, values}``. Raises ``KeyError`` where an
    element was not judged.

    >>> status_rows(assessments, plan)[0]["id"]  # doctest: +SKIP
    'O'
    """
    by_subject: dict[str, Assessment] = {}
    ids = {element.id for element in plan.judged}
    for one in assessments:
        if one.subject in ids:
            by_subject.setdefault(one.subject, one)
    rows = []
    for element in plan.judged:
        found = by_subject[element.id]
        labels = [t.type.label for t in sorted(element.targets, key=lambda t: not t.main)]
        rows.append(
            {
                "id": element.id,
                "target_type": " + ".join(dict.fromkeys(labels)),
                "indicators": list(found.indicators),
                "direction_fact": None
                if found.fact is None
                else {**asdict(found.fact), "change": found.fact.change},
                "tendency": _tendency(found.tendency),
                "target_status": _targets(found.targets),
                "evidence": found.evidence.grade or None,
                "as_of": found.as_of,
                "reasons": _reasons(found.reasons),
            }
        )
    return rows


def _tendency(tendency: Tendency) -> dict[str, Any]:
    plain = {k: v for k, v in vars(tendency).items() if k != "reasons"}
    return {**plain, "reasons": _reasons(tendency.reasons)}


def _targets(statuses: Sequence[TargetStatus]) -> dict[str, Any] | None:
    if not statuses:
        return None
    first = headline(statuses)
    return {**_status(statuses[first]), "others": [_status(s) for n, s in enumerate(statuses) if n != first]}


def headline(statuses: Sequence[TargetStatus]) -> int:
    """Which of several answers stands for all: the main one, or the first that has figures where it has none.

    >>> headline([TargetStatus("no data"), TargetStatus("reached")])
    1
    """
    return next((n for n, status in enumerate(statuses) if status.state != "no data"), 0)


def facts_content(status: TargetStatus) -> dict[str, Any]:
    """The facts of a target's status as plain values, with the type of the target; empty where none was asked about."""
    return {"type": status.target_type, **plain(numbers_of(status.facts))} if status.target_type else {}


def _status(status: TargetStatus) -> dict[str, Any]:
    plain = {k: v for k, v in vars(status).items() if k not in ("reasons", "facts", "target_type")}
    return {**plain, "facts": facts_content(status), "reasons": _reasons(status.reasons)}


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    return [{"key": r.key, "values": _plain(r.values)} for r in reasons]


def _plain(value: Any) -> Any:
    """Lists and objects that JSON knows."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value
