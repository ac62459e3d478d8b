"""The words that answers are given in, and in which group an answer is counted when many are reported together.

Every word that several modules compare is declared here once, as a ``Literal``: a comparison with a word that does not
exist fails in the type check. Lists of all words (for a page, a translation, a test) are made from the declaration.
Where an answer may be missing, ``""`` is part of the field's own type (``Grade | Literal[""]``), not of the words.

How a word reads in each language stands in the catalogue, under :func:`retning.language.texts.state_key` of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias, get_args

Nothing: TypeAlias = Literal[""]
"""There is nothing to say: no figure to grade, no chance to give, no test made."""

TendencyState: TypeAlias = Literal[
    "worsening",
    "probably worsening",
    "cannot tell",
    "too few",
    "flat",
    "probably improving",
    "improving",
    "decreasing",
    "probably decreasing",
    "probably increasing",
    "increasing",
]
"""Which way a series goes. ``increasing`` and ``decreasing`` where nobody declared which way is better.

Versions of the rules before 2026.2 know neither ``probably …`` nor ``too few`` (they said ``cannot tell``).
"""

Pace: TypeAlias = Literal["on track", "too slow", "far too slow", "moving away"]
"""The pace of a series beside the pace that its target asks for, the best first."""

Membership: TypeAlias = Literal["inside", "outside", "not distinguishable"]
"""Inside a top group or a range, or not."""

Lead: TypeAlias = Literal[
    "first", "first, lead not certain", "not first", "not first, lead of others not certain"
]
"""A place in a ranked group; "first" stands for "among the first that the target names"."""

Deadline: TypeAlias = Literal["deadline passed: met", "deadline passed: missed"]
"""The final answer once the target's year is over."""

Registered: TypeAlias = Literal[
    "done", "done late", "partly done", "not done", "not done, deadline passed", "open"
]
"""What somebody reported about a milestone."""

TargetState: TypeAlias = Literal[
    "reached",
    Pace,
    "too uncertain to classify",
    "maintained",
    "lost",
    Membership,
    "not reached",
    Lead,
    Deadline,
    Registered,
    "not measurable as written",
    "no data",
    "cannot tell",
]
"""What the arithmetic of a target says, in the order in which the page of the method explains the words."""

Status: TypeAlias = TargetState | TendencyState
"""The status of a target of any type: that of a direction target (T10) is the tendency itself."""

Grade: TypeAlias = Literal["A", "B", "C", "D"]
"""How much the figures can carry, the best first."""

Chance: TypeAlias = Literal["very likely", "likely", "open", "unlikely", "very unlikely"]
"""The chance of reaching a target, the best first (the limits between the words belong to the rules)."""

TendencyMethod: TypeAlias = Literal[
    "mann-kendall exact", "mann-kendall ar1", "mean change t", "persistence", "persistence beside"
]
"""Which test a tendency rests on; ``persistence beside`` tests the series beside its benchmark, for prices of the day."""

ValueMethod: TypeAlias = Literal["as published", "summed", "recomputed", "estimated", "not possible"]
"""How a value came to be, in falling order of directness. A value made of several takes the last that applies."""

Certainty: TypeAlias = Literal["final", "provisional", "estimated"]
"""How final a value is. A value made of several takes the last that applies."""

IntervalMethod: TypeAlias = Literal["published", "wilson", "byar", "exact poisson"]
"""How the limits of a value came to be."""

PeerState: TypeAlias = Literal["higher", "similar", "lower", "cannot tell", "not compared"]
"""How an area stands to the one that its group is compared with."""

PeerRule: TypeAlias = Literal["published", "wilson", "poisson", "spread"]
"""Which interval an area is compared by."""

Better: TypeAlias = Literal["up", "down"] | Nothing
"""Which way is better on the way to a target; "" where nobody has decided."""

ForecastState: TypeAlias = Literal["waiting", "scored", "not comparable"]
"""What became of a forecast of one year: no figure yet, compared with it, or the series broke in between."""

TestFamily: TypeAlias = Literal["plan", "goal", "element", "indicators", "indicator", "area"]
"""Which tests a reader meets together, and which are therefore corrected together for being many: the verdicts of the
whole plan (``plan``) or of the elements below one (``goal``), what one ``element`` is judged and followed by, every
indicator in its main area (``indicators``), one ``indicator`` in every area, every indicator in one ``area``."""

Group: TypeAlias = Literal[
    "wrong way",
    "worsening",
    "not done",
    "unclear",
    "cannot tell",
    "flat",
    "right way",
    "improving",
    "done",
    "decreasing",
    "increasing",
    "related only",
    "not asked",
    "not measured",
    "no data",
]
"""In which group an answer is counted, in the order in which the groups are reported: worst first, on every page.

A strategy is in exactly one, decided by two questions: is what the plan asks for measured, and is the answer certain?
``wrong way`` is not reached or going the wrong way, ``right way`` reached or going the right way. Not knowing has four names:
``unclear`` (figures that give no certain answer), ``related only`` (only a stand-in), ``not asked`` (partners hold the fact
and nobody has asked them), ``not measured`` (nobody can say it in a number). ``worsening``, ``improving`` and ``cannot tell`` are
the words of editions before rule version 2026.2; ``no data`` is an indicator without any figure.
"""

OwnState: TypeAlias = Literal["on track", "probable", "feasible", "at risk", "unachievable"]
"""What those who are responsible think of an element themselves, from the surest to the least likely."""

DutyReported: TypeAlias = Literal["done", "started", "not done"]
"""What somebody has reported about a duty."""

DutyState: TypeAlias = Literal["done", "due", "late", "not reported"]
"""How a duty stands on a day, seen from its reports."""

TENDENCY_STATES: tuple[TendencyState, ...] = get_args(TendencyState)
PACES: tuple[Pace, ...] = get_args(Pace)
TARGET_STATES: tuple[TargetState, ...] = get_args(TargetState)
GRADES: tuple[Grade, ...] = get_args(Grade)
CHANCES: tuple[Chance, ...] = get_args(Chance)
VALUE_METHODS: tuple[ValueMethod, ...] = get_args(ValueMethod)
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
GROUPS: tuple[Group, ...] = get_args(Group)
OWN_STATES: tuple[OwnState, ...] = get_args(OwnState)
DUTY_REPORTED: tuple[DutyReported, ...] = get_args(DutyReported)
DUTY_STATES: tuple[DutyState, ...] = get_args(DutyState)

MOVING: tuple[TendencyState, ...] = ("improving", "worsening", "increasing", "decreasing")
"""Tendencies that claim a direction for certain, and so can be a false discovery."""

PROBABLE: tuple[TendencyState, ...] = (
    "probably improving",
    "probably worsening",
    "probably increasing",
    "probably decreasing",
)
"""Tendencies that claim a direction with less than certainty."""

_REGISTERED: dict[Status, Group] = {
    "done": "done",
    "done late": "done",
    "partly done": "not done",
    "not done": "not done",
    "not done, deadline passed": "wrong way",
    "open": "not done",
}
"""What somebody registered has no direction; it is done, or it is not done yet."""

_MET: tuple[Status, ...] = ("deadline passed: met", "reached", "maintained", "inside", "first", "on track")
_MISSED: tuple[Status, ...] = ("deadline passed: missed", "not reached", "lost", "outside", "not first")

_BY_TENDENCY: dict[TendencyState, Group] = {
    "worsening": "wrong way",
    "flat": "flat",
    "improving": "right way",
    "decreasing": "decreasing",
    "increasing": "increasing",
}
"""Only what is certain is counted as a direction."""


def counted_as(tendency: TendencyState) -> Group:
    """The group that a tendency by itself is counted in.

    >>> counted_as("improving"), counted_as("probably improving")
    ('right way', 'unclear')
    """
    return _BY_TENDENCY.get(tendency, "unclear")


def group_of(
    grade: Grade | Nothing | None,
    tendency: TendencyState,
    targets: Sequence[Status],
    measured: bool = True,
    awaited: bool = False,
) -> Group:
    """The group of an element or an indicator, under its own answer.

    ``grade`` is that of the evidence ("" or ``None`` without figures), ``targets`` the states of the target's readings, the
    main one first, ``measured`` whether the figures are about what the plan asks for, or only stand in for it,
    ``awaited`` whether an indicator waits for figures where there are none. A single
    figure without more (grade D) never makes a target reached.

    >>> group_of("B", "improving", ["too slow"]), group_of("", "cannot tell", ["no data", "done"])
    ('right way', 'done')
    >>> group_of("C", "improving", ["no data"], measured=False), group_of("", "cannot tell", [])
    ('related only', 'no data')
    """
    registered = next((_REGISTERED[state] for state in targets if state in _REGISTERED), None)
    if registered is not None:
        return registered
    if not grade:
        if not targets or awaited:
            return "no data"
        return "not measured" if targets[0] == "not measurable as written" else "not asked"
    if not measured:
        return "related only"
    first = targets[headline(targets)] if targets else "no data"
    if first in _MISSED:
        return "wrong way"
    if first in _MET:
        return "unclear" if grade == "D" else "right way"
    return counted_as(tendency)


def headline(states: Sequence[Status]) -> int:
    """Which of several answers stands for all: the main one, or the first that has figures where it has none.

    >>> headline(["no data", "reached"]), headline([])
    (1, 0)
    """
    return next((n for n, state in enumerate(states) if state != "no data"), 0)
