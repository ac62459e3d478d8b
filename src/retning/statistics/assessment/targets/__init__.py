"""The fourteen target types as pure functions over plain values; each returns a ``TargetStatus``
(methods.md 1.6)."""

from retning.statistics.assessment.targets.check import check_target
from retning.statistics.assessment.targets.common import class_of
from retning.statistics.assessment.targets.compare import bench_level, rank, topgroup
from retning.statistics.assessment.targets.growth import bench_growth, growth, growth_against
from retning.statistics.assessment.targets.level import level, maintain, rel_change
from retning.statistics.assessment.targets.minimum import in_range, minimum, minimum_units
from retning.statistics.assessment.targets.parity import decompose, decompose_known, parity, parity_point
from retning.statistics.assessment.targets.registered import (
    direction_target,
    milestone,
    milestones,
    not_measurable,
)

__all__ = [
    "bench_growth",
    "bench_level",
    "check_target",
    "class_of",
    "decompose",
    "decompose_known",
    "direction_target",
    "growth",
    "growth_against",
    "in_range",
    "level",
    "maintain",
    "milestone",
    "milestones",
    "minimum",
    "minimum_units",
    "not_measurable",
    "parity",
    "parity_point",
    "rank",
    "rel_change",
    "topgroup",
]
