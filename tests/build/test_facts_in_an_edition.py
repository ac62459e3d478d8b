"""Every number that an answer rests on has its field in an edition, by the same name."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

import msgspec
import pytest

from retning.edition.records import facts as stored
from retning.plan.targets import TARGET_TYPES
from retning.statistics.assessment import facts as computed

BY_TYPE: dict[str, tuple[type, ...]] = {
    "level": (computed.LevelFacts,),
    "rel_change": (computed.RelChangeFacts,),
    "growth": (computed.GrowthFacts,),
    "bench_level": (computed.BenchLevelFacts, computed.RefusedFacts),
    "bench_growth": (computed.BenchGrowthFacts,),
    "parity": (computed.ParityFacts,),
    "rank": (computed.RankFacts, computed.RefusedFacts),
    "topgroup": (computed.TopgroupFacts, computed.RefusedFacts),
    "minimum": (computed.MinimumFacts, computed.UnitsFacts),
    "milestone": (computed.MilestoneFacts, computed.MilestonesFacts),
    "direction": (computed.DirectionFacts,),
    "maintain": (computed.MaintainFacts,),
    "range": (computed.RangeFacts,),
    "not_measurable": (computed.NotMeasurableFacts,),
}
NUMBERS_OF_A_TENDENCY = {"slope", "lower", "upper", "n", "from", "to", "p", "p_adjusted"}
"""What :func:`computed.numbers_of` gives in place of a direction's tendency."""

NOT_TOGETHER = {"bench_level": {"years_pooled"}}
"""A benchmark is one other place: its years are never pooled."""


def names(family: type) -> set[str]:
    found = {field.name.rstrip("_") for field in fields(family)}
    return (found - {"tendency"}) | NUMBERS_OF_A_TENDENCY if "tendency" in found else found


def test_every_type_of_target_has_its_family() -> None:
    assert set(BY_TYPE) == set(TARGET_TYPES)
    assert {family for families in BY_TYPE.values() for family in families} == set(get_args(computed.Facts))


@pytest.mark.parametrize("kind", sorted(BY_TYPE))
def test_an_edition_has_a_field_for_every_fact_and_no_other(kind: str) -> None:
    (record,) = [one for one in get_args(stored.Facts) if one.__struct_config__.tag == kind]
    there = {field.encode_name for field in msgspec.structs.fields(record)}
    assert there == set().union(*(names(family) for family in BY_TYPE[kind])) - NOT_TOGETHER.get(kind, set())


def test_a_directions_facts_are_the_numbers_of_its_tendency() -> None:
    assert set(computed.numbers_of(None)) == set()
    tendency = computed.Tendency("improving", 12, "2010", "2021", 1.0, p=0.01)
    found = computed.numbers_of(computed.DirectionFacts(tendency=tendency))
    assert set(found) == names(computed.DirectionFacts)
    assert (found["n"], found["from"], found["p"], found["p_adjusted"]) == (12, "2010", 0.01, None)
