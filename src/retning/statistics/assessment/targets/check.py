"""Targets that contradict themselves, the indicator's direction, or the figures: refused before anything
is judged.

Published tools accept such settings and print "target achieved" (methods.md 1.4); here they are faults.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.plan.model import Target
from retning.statistics.assessment.targets.common import meets
from retning.statistics.rules.model import Rules
from retning.toml.faults import Fault

NEED_DIRECTION = ("level", "bench_level", "rank", "topgroup", "maintain")
"""Types that mean nothing where nobody agreed which way is better."""


def check_target(target: Target, direction: str, base: float | None = None, *, rules: Rules) -> list[Fault]:
    """What is wrong with a target, under any of its readings; ``[]`` when nothing is.

    ``direction`` is the indicator's (``up``, ``down``, ``level``, ``none``), ``base`` the value in the
    target's base year where it is known. The faults carry the target's file and line and the keys
    ``target_contradicts_direction``, ``target_base_meets`` (write it as a target to maintain),
    ``target_no_direction``, ``target_geometric_not_possible``, ``target_average_over_units``,
    ``target_change_zero``, ``target_factor_not_positive``.

    >>> from retning.plan.targets import TARGET_TYPES
    >>> t = Target("6.1", TARGET_TYPES["level"], {"value": 100, "to": "2030"}, file="x.toml", line=4)
    >>> from retning.statistics.rules.history import rules_on
    >>> [f.key for f in check_target(t, "down", base=70, rules=rules_on(None))]
    ['target_contradicts_direction']
    """
    found: list[Fault] = []
    every = (
        [dict(target.values)]
        if not target.readings
        else [{**target.values, **r.values} for r in target.readings]
    )
    for values in every:
        for key, said in _faults(target.type.name, values, direction, base, rules):
            fault = Fault(target.file, target.line, key, {"id": target.element, **said})
            if fault not in found:
                found.append(fault)
    return found


def _faults(
    name: str, values: Mapping[str, Any], direction: str, base: float | None, rules: Rules
) -> list[tuple[str, dict[str, object]]]:
    found: list[tuple[str, dict[str, object]]] = []
    if name in NEED_DIRECTION and direction not in ("up", "down"):
        found.append(("target_no_direction", {"direction": direction, "type": name}))
    if name == "level" and direction in ("up", "down") and base is not None and "value" in values:
        found += _level_faults(float(values["value"]), 1 if direction == "up" else -1, base)
    if values.get("path") == "geometric" and "value" in values:
        goal = float(values["value"])
        if goal <= 0 or (base is not None and base < rules.geometric_base_share * goal):
            found.append(("target_geometric_not_possible", {"value": values["value"]}))
    if name == "minimum" and values.get("of") == "units" and values.get("per") == "average":
        found.append(("target_average_over_units", {}))
    if name == "rel_change" and "value" in values and float(values["value"]) == 0:
        found.append(("target_change_zero", {}))
    if name == "bench_growth" and values.get("per") == "factor" and float(values.get("value", 1)) <= 0:
        found.append(("target_factor_not_positive", {"value": values["value"]}))
    return found


def _level_faults(goal: float, d: int, base: float) -> list[tuple[str, dict[str, object]]]:
    """A base on the good side of the target: at it, a target to keep; beyond it, a wrong direction or a
    ceiling."""
    if not meets(base, goal, d):
        return []
    key = "target_base_meets" if meets(goal, base, d) else "target_contradicts_direction"
    return [(key, {"base": base, "value": goal, "direction": "up" if d > 0 else "down"})]
