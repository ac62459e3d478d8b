"""The numbers that the answer to a target rests on: one record for each family of targets.

What a family always computes has no default; ``None`` is what this target did not ask for, or what could not be computed.
Amounts are in the indicator's unit, growth and shares are fractions, ``points`` percentage points a year. Years are
numbers (2020; 2020.25 for a quarter), periods texts. A target that was refused has no facts,
or only the period that it was tried in.

An edition stores the same numbers under the same names (:mod:`retning.edition.records.facts`), so a new fact needs a
field there as well; ``tests/build/test_facts_in_an_edition.py`` compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias

from retning.answers import Status
from retning.statistics.model import Tendency

Year: TypeAlias = float
Side: TypeAlias = Literal["inside", "below", "above"]


@dataclass(frozen=True, kw_only=True)
class PathFacts:
    """A path from a base to a target. The ratios are actual over required pace, straight and by a steady percentage."""

    base_year: Year | None = None
    base: float | None = None
    year: Year
    value: float | None = None
    target: float | None = None
    target_year: Year | None = None
    ratio_linear: float | None = None
    ratio_geometric: float | None = None


@dataclass(frozen=True, kw_only=True)
class LevelFacts(PathFacts):
    """T1: a level by a year."""

    value: float
    target: float
    target_year: Year


@dataclass(frozen=True, kw_only=True)
class RelChangeFacts(LevelFacts):
    """T12: a relative change from a base year; ``change`` is what there has been so far."""

    change: float
    change_target: float


@dataclass(frozen=True, kw_only=True)
class GrowthFacts:
    """T2: mean growth a year over ``steps`` steps, with its interval where there are two or more."""

    base_year: Year
    year: Year
    growth: float
    growth_target: float
    growth_lower: float | None
    growth_upper: float | None
    steps: int


@dataclass(frozen=True, kw_only=True)
class BenchLevelFacts:
    """T3: a level beside a benchmark's in the same period; no ratio where the benchmark is not positive."""

    value: float
    benchmark: float
    difference: float
    ratio: float | None
    how: str
    lower: float | None = None
    upper: float | None = None
    year: str | None = None  # the period


@dataclass(frozen=True, kw_only=True)
class BenchGrowthFacts:
    """T4: growth beside a benchmark's, in one of three readings; ``cumulated`` is per cent ahead since the base year."""

    base_year: Year | None = None
    year: Year | None = None
    growth: float
    growth_benchmark: float
    growth_required: float | None = None
    points: float
    points_lower: float | None = None
    points_upper: float | None = None
    cumulated: float | None = None
    per: str


@dataclass(frozen=True, kw_only=True)
class Factor:
    """One factor of a ratio: its log, and the factor itself."""

    name: str | None = None
    log: float
    ratio: float


@dataclass(frozen=True, kw_only=True)
class Decomposed:
    """Where a ratio of product per head comes from in a year: exact factors; ``missing`` names those without figures."""

    year: int
    area: str
    whole: str
    parts: tuple[Factor, ...]
    total: Factor
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ParityFacts(PathFacts):
    """T5: a share equals another.

    ``ratio`` is product per head beside the whole's. The gaps are what is lacking, in the unit of the product: with the
    whole held fixed, and with a whole that grows with the new production; negative above parity.
    """

    ratio: float
    share: float
    equals: float
    gap_simple: float
    gap_self_consistent: float
    ratio_base: float | None = None
    gap_simple_base: float | None = None
    parts: Decomposed | None = None


@dataclass(frozen=True, kw_only=True)
class PlaceFacts:
    """A place in a named group, with the places that cannot be ruled out."""

    rank: int
    rank_lower: int | None = None
    rank_upper: int | None = None
    members: int
    value: float
    tied: tuple[str, ...]
    missing: tuple[str, ...]
    year: str | None = None  # the period
    years_pooled: int | None = None


@dataclass(frozen=True, kw_only=True)
class RankFacts(PlaceFacts):
    """T6: a rank."""

    at_most: int
    leader: str
    leader_value: float


@dataclass(frozen=True, kw_only=True)
class TopgroupFacts(PlaceFacts):
    """T7: among the best share of a group; ``limit`` is the value at its edge, ``quartile`` 1 the best quarter."""

    limit: float
    share: float
    percentile: float
    quartile: int


@dataclass(frozen=True, kw_only=True)
class MinimumFacts:
    """T8 over periods: at least so much in each, on average, or in sum."""

    years_met: int
    years: int
    periods_met: tuple[Year, ...]
    periods_missed: tuple[Year, ...]
    periods_missing: tuple[Year, ...]
    cumulative: float
    cumulative_target: float
    cumulative_ratio: float | None
    mean: float
    value: float
    per: str
    from_: Year
    to: Year
    year: Year


@dataclass(frozen=True, kw_only=True)
class UnitsFacts:
    """T8 over units (municipalities, meetings, members): at least so much in each, or in sum."""

    met: int
    units: int
    units_met: tuple[str, ...]
    units_missed: tuple[str, ...]
    units_missing: tuple[str, ...]
    value: float
    per: str
    cumulative: float | None = None
    cumulative_ratio: float | None = None
    year: str | None = None  # the period


@dataclass(frozen=True, kw_only=True)
class MilestoneFacts:
    """T9: done by a day (ISO), with a link."""

    done: str | None
    deadline: str | None
    evidence: str
    days_late: int | None = None


@dataclass(frozen=True)
class MilestoneItem:
    """One of several things that were asked for, and how it stands."""

    name: Mapping[str, str]
    state: Status


@dataclass(frozen=True, kw_only=True)
class MilestonesFacts:
    """T9 as a list: how many of how many are done."""

    done: int
    of: int
    states: tuple[Status, ...]
    items: tuple[MilestoneItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DirectionFacts:
    """T10: more or less than before. The tendency is the answer."""

    tendency: Tendency
    smallest_change: float | None = None


@dataclass(frozen=True, kw_only=True)
class MaintainFacts:
    """T11: stay at a value (``limit``); ``lost_in`` is the first year of a time outside that lasts."""

    years: int
    years_inside: int
    share_inside: float
    periods_outside: tuple[Year, ...]
    lost_in: Year | None
    year: Year
    value: float
    limit: float
    tolerance: float


@dataclass(frozen=True, kw_only=True)
class RangeFacts:
    """T13: between two values."""

    value: float
    low: float
    high: float
    side: Side


@dataclass(frozen=True, kw_only=True)
class RefusedFacts:
    """A comparison with others that was tried in a period and refused: the group is too small, nobody reported."""

    year: str
    years_pooled: int | None = None


@dataclass(frozen=True, kw_only=True)
class NotMeasurableFacts:
    """T14: the text asks for nothing that a figure could show; what could be counted instead, by language."""

    proposed: Mapping[str, str]


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
    | UnitsFacts
    | MilestoneFacts
    | MilestonesFacts
    | DirectionFacts
    | MaintainFacts
    | RangeFacts
    | RefusedFacts
    | NotMeasurableFacts
)
"""The facts of any family of targets."""


def numbers_of(facts: Facts | None) -> dict[str, object]:
    """The facts by the names that an edition has them under; a direction's are the numbers of its tendency.

    >>> numbers_of(RangeFacts(value=2, low=1, high=3, side="inside"))
    {'value': 2, 'low': 1, 'high': 3, 'side': 'inside'}
    """
    if facts is None:
        return {}
    if isinstance(facts, DirectionFacts):
        t = facts.tendency
        return {
            "slope": t.slope,
            "lower": t.lower,
            "upper": t.upper,
            "n": t.n,
            "from": t.from_period,
            "to": t.to_period,
            "p": t.p,
            "p_adjusted": t.p_adjusted,
            "smallest_change": facts.smallest_change,
        }
    return {field.name.rstrip("_"): getattr(facts, field.name) for field in fields(facts)}
