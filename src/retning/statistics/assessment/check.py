"""Every target of a plan compared with its indicator's direction and, where there are figures, its base value."""

from __future__ import annotations

from collections.abc import Sequence

from retning.plan.model import Plan, Target
from retning.statistics.assessment.judge import targets_of
from retning.statistics.assessment.measures import Measures, value_in, year_of
from retning.statistics.assessment.targets.check import NEED_DIRECTION, check_target
from retning.statistics.indicators.model import Indicator
from retning.statistics.model import Series
from retning.statistics.rules.model import Rules
from retning.toml.faults import Fault


def check_targets(
    plan: Plan, indicators: Sequence[Indicator], series: Sequence[Series] = (), *, rules: Rules
) -> list[Fault]:
    """All contradictions in a plan's targets, for ``retning check``; in order of file and line.

    Without ``series`` only what the files say is compared; with them a level is also compared with the
    value in its base year, in the indicator's main area. A target that names no indicator has no direction to contradict.

    >>> check_targets(plan, indicators, rules=rules)  # doctest: +SKIP
    []
    """
    measures = Measures(indicators, series)
    found: list[Fault] = []
    for element in plan.everything():
        for target in targets_of(element, measures.indicators):
            definition = measures.indicators.get(target.indicator or "")
            if definition is not None:
                found += _check(target, definition, measures, rules)
            elif target.type.name not in NEED_DIRECTION:
                found += check_target(target, "none", rules=rules)
    return sorted(found, key=Fault.sort_key)


def check_declared(definition: Indicator, measures: Measures, rules: Rules) -> list[Fault]:
    """What :func:`check_targets` finds, with figures, in the targets that one indicator declares.

    >>> check_declared(definition, measures, rules)  # doctest: +SKIP
    []
    """
    found = [fault for target in definition.targets for fault in _check(target, definition, measures, rules)]
    return sorted(found, key=Fault.sort_key)


def _check(target: Target, definition: Indicator, measures: Measures, rules: Rules) -> list[Fault]:
    way = str(target.values.get("direction") or definition.direction)
    start = year_of(target.values.get("from"))
    line = measures.find(definition.id, definition.main_area)
    base = None if start is None else value_in(line, str(int(start)))
    return check_target(target, way, None if base is None else base.value, rules=rules)
