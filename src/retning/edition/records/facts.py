"""The numbers that the answer to a target rests on: one record for each type of target.

``type`` tells which one it is; ``None`` is what was not computed, because the answer was refused before or the text does
not ask for it. Amounts are in the indicator's unit, growth and shares are fractions, ``points`` percentage points a year.
"""

from collections.abc import Mapping
from typing import ClassVar, TypeAlias

import msgspec

from retning.edition.records.base import Number, OpenRecord, Text

Year: TypeAlias = Number
"""A year; with a fraction where the figures come more often."""


class _Facts(OpenRecord, frozen=True, tag_field="type"):
    """Facts of one type of target."""


class LevelFacts(_Facts, frozen=True, kw_only=True, tag="level"):
    """T1: a level by a year. The ratios are actual over required pace, by a straight line and by a steady percentage."""

    SHOWN_WITH: ClassVar[Mapping[str, str]] = {"ratio_geometric": "ratio_linear"}

    base_year: Year | None = None
    base: Number | None = None
    year: Year | None = None
    value: Number | None = None
    target: Number | None = None
    target_year: Year | None = None
    ratio_linear: Number | None = None
    ratio_geometric: Number | None = None


class RelChangeFacts(_Facts, frozen=True, kw_only=True, tag="rel_change"):
    """T12: a relative change from a base year; ``change`` is what there has been so far."""

    SHOWN_WITH: ClassVar[Mapping[str, str]] = {"ratio_geometric": "ratio_linear"}

    base_year: Year | None = None
    base: Number | None = None
    year: Year | None = None
    value: Number | None = None
    target: Number | None = None
    target_year: Year | None = None
    ratio_linear: Number | None = None
    ratio_geometric: Number | None = None
    change: Number | None = None
    change_target: Number | None = None


class GrowthFacts(_Facts, frozen=True, kw_only=True, tag="growth"):
    """T2: mean growth a year."""

    SHOWN_WITH: ClassVar[Mapping[str, str]] = {"growth_lower": "growth", "growth_upper": "growth"}

    base_year: Year | None = None
    year: Year | None = None
    growth: Number | None = None
    growth_target: Number | None = None
    growth_lower: Number | None = None
    growth_upper: Number | None = None
    steps: int | None = None


class BenchLevelFacts(_Facts, frozen=True, kw_only=True, tag="bench_level"):
    """T3: a level beside a benchmark's in the same period."""

    SHOWN_WITH: ClassVar[Mapping[str, str]] = {"ratio": "benchmark"}

    value: Number | None = None
    benchmark: Number | None = None
    difference: Number | None = None
    ratio: Number | None = None
    how: str | None = None
    lower: Number | None = None
    upper: Number | None = None
    year: str | None = None
    """The period."""


class BenchGrowthFacts(_Facts, frozen=True, kw_only=True, tag="bench_growth"):
    """T4: growth beside a benchmark's (mean log growth), in one of three readings."""

    SHOWN_WITH: ClassVar[Mapping[str, str]] = {"points_lower": "points", "points_upper": "points"}

    base_year: Year | None = None
    year: Year | None = None
    growth: Number | None = None
    growth_benchmark: Number | None = None
    growth_required: Number | None = None
    points: Number | None = None
    points_lower: Number | None = None
    points_upper: Number | None = None
    cumulated: Number | None = None
    """Per cent ahead of the benchmark since the base year."""
    per: str | None = None


class ParityPart(OpenRecord, frozen=True, kw_only=True):
    """One factor behind a ratio: its log, and the factor itself."""

    name: str | None = None
    log: Number
    ratio: Number


class ParityBehind(OpenRecord, frozen=True, kw_only=True):
    """Where a ratio of product per head comes from; ``missing`` lacks figures."""

    year: int
    area: str
    whole: str
    parts: tuple[ParityPart, ...]
    total: ParityPart
    missing: tuple[str, ...]


class ParityFacts(_Facts, frozen=True, kw_only=True, tag="parity"):
    """T5: a share equals another. ``ratio`` is product per head beside the whole's, gaps are in the unit of the product."""

    SHOWN_WITH: ClassVar[Mapping[str, str]] = {"ratio_geometric": "ratio_linear"}

    base_year: Year | None = None
    base: Number | None = None
    year: Year | None = None
    value: Number | None = None
    target: Number | None = None
    target_year: Year | None = None
    ratio_linear: Number | None = None
    ratio_geometric: Number | None = None
    ratio: Number | None = None
    share: Number | None = None
    equals: Number | None = None
    gap_simple: Number | None = None
    """What lacks if the whole is held fixed; negative above parity."""
    gap_self_consistent: Number | None = None
    """What lacks when the new production also raises the whole."""
    ratio_base: Number | None = None
    gap_simple_base: Number | None = None
    parts: ParityBehind | None = None


class RankFacts(_Facts, frozen=True, kw_only=True, tag="rank"):
    """T6: a place in a named group, with the places that cannot be ruled out."""

    rank: int | None = None
    rank_lower: int | None = None
    rank_upper: int | None = None
    at_most: int | None = None
    members: int | None = None
    value: Number | None = None
    leader: str | None = None
    leader_value: Number | None = None
    tied: tuple[str, ...] | None = None
    missing: tuple[str, ...] | None = None
    year: str | None = None
    years_pooled: int | None = None


class TopgroupFacts(_Facts, frozen=True, kw_only=True, tag="topgroup"):
    """T7: among the best share of a named group; ``limit`` is the value at its edge, ``quartile`` 1 the best quarter."""

    value: Number | None = None
    limit: Number | None = None
    rank: int | None = None
    rank_lower: int | None = None
    rank_upper: int | None = None
    members: int | None = None
    share: Number | None = None
    percentile: Number | None = None
    quartile: int | None = None
    tied: tuple[str, ...] | None = None
    missing: tuple[str, ...] | None = None
    year: str | None = None
    years_pooled: int | None = None


class MinimumFacts(_Facts, frozen=True, kw_only=True, tag="minimum"):
    """T8: at least so much in each period or unit, on average, or in sum."""

    SHOWN_WITH: ClassVar[Mapping[str, str]] = {"cumulative_ratio": "cumulative"}

    years_met: int | None = None
    years: int | None = None
    periods_met: tuple[Year, ...] | None = None
    periods_missed: tuple[Year, ...] | None = None
    periods_missing: tuple[Year, ...] | None = None
    cumulative: Number | None = None
    cumulative_target: Number | None = None
    cumulative_ratio: Number | None = None
    mean: Number | None = None
    value: Number | None = None
    per: str | None = None
    from_: Year | None = msgspec.field(default=None, name="from")
    to: Year | None = None
    year: Year | str | None = None
    met: int | None = None
    units: int | None = None
    units_met: tuple[str, ...] | None = None
    units_missed: tuple[str, ...] | None = None
    units_missing: tuple[str, ...] | None = None


class MilestoneItem(OpenRecord, frozen=True):
    """One of several things that were asked for, and how it stands."""

    name: Text
    state: str


class MilestoneFacts(_Facts, frozen=True, kw_only=True, tag="milestone"):
    """T9: done by a day. Of several things, ``done`` counts those that are, ``of`` all."""

    SHOWN_WITH: ClassVar[Mapping[str, str]] = {"done": "evidence", "deadline": "evidence"}

    done: str | int | None = None
    deadline: str | None = None
    evidence: str | None = None
    days_late: int | None = None
    of: int | None = None
    states: tuple[str, ...] | None = None
    items: tuple[MilestoneItem, ...] | None = None


class DirectionFacts(_Facts, frozen=True, kw_only=True, tag="direction"):
    """T10: more or less than before; the tendency's own numbers."""

    SHOWN_WITH: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("slope", "lower", "upper", "p", "smallest_change"), "n"
    )

    slope: Number | None = None
    lower: Number | None = None
    upper: Number | None = None
    n: int | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    p: Number | None = None
    p_adjusted: Number | None = None
    smallest_change: Number | None = None


class MaintainFacts(_Facts, frozen=True, kw_only=True, tag="maintain"):
    """T11: stay at a value; ``lost_in`` is the first year of a time outside that lasts."""

    SHOWN_WITH: ClassVar[Mapping[str, str]] = {"lost_in": "years"}

    years: int | None = None
    years_inside: int | None = None
    share_inside: Number | None = None
    periods_outside: tuple[Year, ...] | None = None
    lost_in: Year | None = None
    year: Year | None = None
    value: Number | None = None
    limit: Number | None = None
    tolerance: Number | None = None


class RangeFacts(_Facts, frozen=True, kw_only=True, tag="range"):
    """T13: between two values; ``side`` is ``inside``, ``below`` or ``above``."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    side: str | None = None


class NotMeasurableFacts(_Facts, frozen=True, kw_only=True, tag="not_measurable"):
    """T14: the text asks for nothing that a figure could show; what could be counted instead."""

    proposed: Text | None = None


Facts: TypeAlias = (
    LevelFacts
    | RelChangeFacts
    | GrowthFacts
    | BenchLevelFacts
    | BenchGrowthFacts
    | ParityFacts
    | RankFacts
    | TopgroupFacts
    | MinimumFacts
    | MilestoneFacts
    | DirectionFacts
    | MaintainFacts
    | RangeFacts
    | NotMeasurableFacts
)
"""The facts of any type of target."""
