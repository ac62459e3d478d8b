"""What those who are responsible think themselves, beside what the figures show.

A statement never changes the computed answer: nothing in :mod:`retning.statistics.assessment` reads it. Whether the two
disagree is decided by one declared, symmetric table (:data:`OWN_SIDE` and :data:`COMPUTED_SIDE`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from retning.answers import OwnState, Status, headline
from retning.followup.records import Statement
from retning.plan.model import Text
from retning.statistics.assessment.model import Assessment

# Which side a state is on. The middle step and every answer that is not listed are on neither.
OWN_SIDE: Mapping[OwnState, int] = {"on track": 1, "probable": 1, "at risk": -1, "unachievable": -1}
COMPUTED_SIDE: Mapping[Status, int] = {
    "reached": 1,
    "not reached": -1,
    "on track": 1,
    "too slow": -1,
    "far too slow": -1,
    "moving away": -1,
    "maintained": 1,
    "lost": -1,
    "inside": 1,
    "outside": -1,
    "first": 1,
    "not first": -1,
    "deadline passed: met": 1,
    "deadline passed: missed": -1,
    "done": 1,
    "done late": 1,
    "not done": -1,
    "not done, deadline passed": -1,
    "improving": 1,
    "worsening": -1,
}

STALE_YEARS = 1
"""A statement that is older is shown in grey."""


@dataclass(frozen=True, kw_only=True)
class StandingStatement:
    """A statement as it stood on a day.

    ``newest`` marks the one that stands for its element; ``stale`` that it is more than twelve months old; ``differs``
    that it and the computed answer are on opposite sides.
    """

    element: str
    body: Text
    state: OwnState
    lang: str
    text: Text
    date: str
    address: str
    newest: bool
    stale: bool
    differs: bool


def standing_statements(
    statements: Sequence[Statement], assessments: Iterable[Assessment], day: str
) -> tuple[StandingStatement, ...]:
    """What had been stated by a day (``statements.json``): by element in the order given, the newest of each first.

    >>> standing_statements([], [], "2024-01-01")
    ()
    """
    computed: dict[str, Assessment] = {}
    for assessment in assessments:
        computed.setdefault(assessment.subject, assessment)
    order = {one.element: n for n, one in reversed(list(enumerate(statements)))}
    known = [one for one in statements if one.date.isoformat() <= day]
    known.sort(key=lambda one: (order[one.element], -one.date.toordinal()))
    found: list[StandingStatement] = []
    for one in known:
        newest = not any(earlier.element == one.element for earlier in found)
        found.append(
            StandingStatement(
                element=one.element,
                body=one.body,
                state=one.state,
                lang=one.lang,
                text=one.text,
                date=one.date.isoformat(),
                address=one.address,
                newest=newest,
                stale=stale(one.date, day),
                differs=newest and differs(one.state, computed.get(one.element)),
            )
        )
    return tuple(found)


def stale(written: date, day: str) -> bool:
    """Whether a statement is more than twelve months old on a day.

    >>> stale(date(2023, 3, 1), "2024-03-01"), stale(date(2023, 3, 1), "2024-03-02")
    (False, True)
    """
    return (written.year + STALE_YEARS, written.month, written.day) < tuple(
        int(part) for part in day.split("-")
    )


def differs(own: OwnState, computed: Assessment | None) -> bool:
    """Whether a stated and a computed answer are on opposite sides.

    The target's answer counts; where it is on neither side, the tendency does. An answer on neither side
    disagrees with nobody.
    """
    if computed is None:
        return False
    states = [target.state for target in computed.targets]
    side = COMPUTED_SIDE.get(states[headline(states)], 0) if states else 0
    side = side or COMPUTED_SIDE.get(computed.tendency.state, 0)
    return OWN_SIDE.get(own, 0) * side < 0
