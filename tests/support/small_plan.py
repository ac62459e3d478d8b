"""A plan, indicators and series in a few lines each, judged from end to end. All figures are invented."""

from __future__ import annotations

from typing import Any

from retning.plan.model import Element, Level, Plan, Target, Wording
from retning.plan.targets import TARGET_TYPES
from retning.statistics.areas import Area, Areas, Membership
from retning.statistics.assessment.judge import judge
from retning.statistics.assessment.model import Assessment
from retning.statistics.indicators.model import Indicator, Line, Slice, Term
from retning.statistics.model import Series, Value
from support.rules import NEWEST

AS_OF = "2026-03-01"


def indicator(id: str, **more: Any) -> Indicator:
    """An indicator with one line, for the area ``home``; ``more`` replaces any field."""
    given: dict[str, Any] = {
        "title": {"nb": id},
        "description": {"nb": id},
        "unit": "persons",
        "decimals": 0,
        "nature": "flow",
        "kind": "count",
        "direction": "up",
        "influence": "shared",
        "delay": 1,
        "lines": (Line("main", Term(Slice("figures/x"))),),
        "areas": ("home",),
        "main_area": "home",
    }
    return Indicator(id=id, **{**given, **more})


def target(element: str, name: str, values: dict[str, object], **more: Any) -> Target:
    """A target of a named type, for example ``target("1.1", "minimum", {"value": 10})``."""
    return Target(element, TARGET_TYPES[name], values, **more)


def element(id: str, *targets: Target, kind: str = "strategy") -> Element:
    """An element of the plan; a strategy belongs to goal 1."""
    return Element(
        id, kind, (Wording({"nb": id}),), parent="1" if kind == "strategy" else None, targets=targets
    )


def yearly(id: str, start: int, values: list[float | None], area: str = "home", **more: Any) -> Series:
    """Yearly values from a year on; None is a gap."""
    points = tuple(Value(str(start + i), v) for i, v in enumerate(values))
    return Series(id, area, points, ("figures/x@2026-01-01",), **more)


def plan_of(*strategies: Element, top: tuple[Element, ...] = ()) -> Plan:
    """A plan with goal 1 and these strategies below it; ``top`` holds the overarching goals."""
    goal = Element("1", "goal", (Wording({"nb": "mål"}),), level=0)
    level = Level("strategy", {"nb": "strategi"}, {"nb": "strategier"})
    return Plan(
        "p", {"nb": "Plan"}, {"nb": "E"}, None, None, None, (level,), (), (), top, (goal, *strategies)
    )


AREAS = Areas(
    [
        Area("home", "region", {"nb": "H"}, (), (Membership(("m1", "m2")),), "period"),
        *(Area(x, "other", {"nb": x}) for x in ("m1", "m2", "away", "whole")),
        Area("group", "peer_group", {"nb": "G"}, (), (Membership(("home", "away")),)),
    ]
)


def assessment_of(subject: str, plan: Plan, indicators: list[Indicator], series: list[Series]) -> Assessment:
    """The judgement of one element, or of one indicator's series."""
    return next(
        a for a in judge(plan, indicators, AREAS, series, AS_OF, rules=NEWEST) if a.subject == subject
    )
