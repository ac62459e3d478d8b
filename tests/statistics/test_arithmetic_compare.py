"""Benchmarks, ranks and top groups worked out by hand."""

from __future__ import annotations

import math

import pytest

from retning.statistics.assessment.targets.compare import bench_level, rank, topgroup
from support.rules import NEWEST
from support.target_answers import exact, why

nan = float("nan")


def test_against_a_benchmark() -> None:
    facts = {"value": 6, "benchmark": 8, "difference": -2, "ratio": 0.75, "how": "difference"}
    exact(bench_level(6.0, 8.0), "not reached", distance=-2.0, facts=facts)
    exact(
        bench_level(6.0, 8.0, direction="down", how="ratio"),
        "reached",
        distance=2.0,
        facts={**facts, "how": "ratio"},
    )
    assert bench_level(8, 8).state == bench_level(8, 8, direction="down").state == "reached"
    zero = bench_level(3, 0)
    assert (zero.state, zero.facts.ratio) == ("reached", None)
    assert bench_level(1, 0.5, how="ratio").facts.ratio == 2
    for b in (0, -1):
        exact(bench_level(3, b, how="ratio"), "cannot tell", why("benchmark_not_positive", benchmark=b))
    for pair in ((nan, 1), (1, nan), (1, math.inf)):
        exact(bench_level(*pair), "no data", why("no_values"))
    with pytest.raises(ValueError, match="comparison"):
        bench_level(1, 2, how="times")


def test_against_a_benchmark_with_an_interval() -> None:
    facts = {
        "value": 6, "benchmark": 8, "difference": -2, "ratio": 0.75, "how": "difference", "lower": 3.0, "upper": 9.0,
    }  # fmt: skip
    exact(
        bench_level(6.0, 8.0, lower=3.0, upper=9.0), "not distinguishable",
        why("interval_holds_benchmark", lower=3.0, upper=9.0), distance=-2.0, facts=facts,
    )  # fmt: skip
    down = bench_level(6.0, 8.0, direction="down", lower=3.0, upper=9.0)
    assert (down.state, down.distance) == ("not distinguishable", 2)
    # an interval that only touches the benchmark does not hold it
    exact(
        bench_level(6.0, 8.0, lower=3.0, upper=8.0),
        "not reached",
        distance=-2.0,
        facts={**facts, "upper": 8.0},
    )
    assert bench_level(9, 8, lower=8.0, upper=10.0).state == "reached"
    assert (
        bench_level(6.0, 8.0, lower=3.0).facts.lower is None
        and bench_level(6.0, 8.0, upper=9.0).facts.upper is None
    )
    assert bench_level(6.0, 8.0, lower=3.0).state == "not reached"


GROUP = {"a": 10.0, "b": 9.0, "c": 7.0, "d": 7.0}
RANK = {
    "rank": 2, "rank_lower": 2, "rank_upper": 2, "at_most": 1, "members": 4, "value": 9, "leader": "a",
    "leader_value": 10, "tied": [], "missing": [],
}  # fmt: skip


def test_ranks_without_errors() -> None:
    exact(rank(GROUP, "b", rules=NEWEST), "not first", facts=RANK)
    exact(rank(GROUP, "b", at_most=2, rules=NEWEST), "first", facts={**RANK, "at_most": 2})
    exact(
        rank(GROUP, "a", rules=NEWEST), "first",
        facts={**RANK, "rank": 1, "rank_lower": 1, "rank_upper": 1, "value": 10},
    )  # fmt: skip
    exact(
        rank(GROUP, "c", direction="down", rules=NEWEST), "first, lead not certain", why("tied", members=["d"]),
        facts={**RANK, "rank": 1, "rank_lower": 1, "value": 7, "leader": "c", "leader_value": 7, "tied": ["d"]},
    )  # fmt: skip
    # third, shared: certainly behind two, and nobody is certainly worse
    tied = rank(GROUP, "d", at_most=3, rules=NEWEST)
    assert (tied.state, tied.facts.rank, tied.facts.rank_lower, tied.facts.rank_upper) == (
        "first, lead not certain", 3, 3, 4
    )  # fmt: skip
    several = rank({"z": 1.0, "u": 1.0, "y": 1.0, "x": 0.0}, "u", rules=NEWEST)
    assert several.facts.tied == ("y", "z") and several.reasons == (why("tied", members=["y", "z"]),)
    assert several.facts.leader == "u"


def test_ranks_with_members_that_did_not_report() -> None:
    missing = why("members_missing", members=["e", "f"])
    exact(
        rank({"f": None, "e": nan, **GROUP}, "b", at_most=2, rules=NEWEST), "first, lead not certain", missing,
        facts={**RANK, "at_most": 2, "rank_upper": 4, "members": 6, "missing": ["e", "f"]},
    )  # fmt: skip
    assert rank({"f": None, **GROUP}, "c", rules=NEWEST).reasons == (
        why("tied", members=["d"]),
        why("members_missing", members=["f"]),
    )
    exact(rank({"a": None, "b": 1.0}, "a", rules=NEWEST), "no data", why("no_values"))
    exact(
        rank({"a": 1.0, "b": None}, "a", rules=NEWEST),
        "cannot tell",
        why("group_without_values", missing=["b"]),
    )
    with pytest.raises(ValueError, match="member"):
        rank(GROUP, "x", rules=NEWEST)
    with pytest.raises(ValueError, match="counts from 1"):
        rank(GROUP, "a", at_most=0, rules=NEWEST)


def test_ranks_with_errors_are_normal_tests_with_bonferronis_correction() -> None:
    # three others: 1 - .05/6 of the normal is 2.393980
    limit = 2.393980
    for lead, certain in ((limit * 5 * 1.00001, True), (limit * 5 * 0.99999, False)):
        errors = {"a": 3.0, "b": 4.0, "c": 3.0, "d": 3.0}
        s = rank({"a": 100.0, "b": 100.0 + lead, "c": 0.0, "d": 0.0}, "a", errors=errors, rules=NEWEST)
        assert s.facts.rank == 2
        assert (s.facts.rank_lower, s.facts.rank_upper) == (2 if certain else 1, 2)
        assert s.state == ("not first" if certain else "not first, lead of others not certain")
        t = rank({"a": 100.0, "b": 100.0 - lead, "c": 0.0, "d": 0.0}, "a", errors=errors, rules=NEWEST)
        assert (t.facts.rank_lower, t.facts.rank_upper) == (1, 1 if certain else 2)
    # with one other the limit is 1.959964
    assert rank({"a": 0.0, "b": 1.97}, "a", errors={"b": 1.0}, rules=NEWEST).facts.rank_lower == 2
    assert rank({"a": 0.0, "b": 1.95}, "a", errors={"b": 1.0}, rules=NEWEST).facts.rank_lower == 1
    # who has no error counts as exactly known, alone or on both sides
    one = rank({"a": 1.0, "b": 2.0}, "a", errors={"b": 0.4}, rules=NEWEST)
    assert one.facts.rank_lower == 2
    assert rank({"a": 1.0, "b": 2.0}, "a", errors={"b": 0.6}, rules=NEWEST).facts.rank_lower == 1
    assert rank({"a": 1.0, "b": 2.0}, "a", errors={"a": 0.6}, rules=NEWEST).facts.rank_lower == 1
    assert rank({"a": 1.0, "b": 2.0}, "a", errors={}, rules=NEWEST).facts.rank_lower == 2
    # the same value up to rounding is a tie, in any unit
    assert rank({"a": 110.0, "b": 1.1 * 100}, "a", rules=NEWEST).facts.tied == ("b",)
    assert rank({"a": 1e-20, "b": 2e-20}, "a", rules=NEWEST).facts.tied == ()
    assert rank({"a": -1.0, "b": 1.0}, "a", rules=NEWEST).facts.tied == ()
    assert rank({"a": 0.0, "b": 0.0}, "a", rules=NEWEST).facts.tied == ("b",)


EIGHT = {chr(97 + i): float(i) for i in range(8)}
TOP = {
    "value": 5, "limit": 5.25, "rank": 3, "members": 8, "share": 0.25, "percentile": 0.75, "quartile": 2,
    "missing": [], "tied": [],
}  # fmt: skip


def test_top_groups() -> None:
    exact(topgroup(EIGHT, "f", share=0.25, rules=NEWEST), "outside", distance=-0.25, facts=TOP)
    exact(
        topgroup(EIGHT, "g", share=0.25, rules=NEWEST), "inside", distance=0.75,
        facts={**TOP, "value": 6, "rank": 2, "percentile": 0.875, "quartile": 1},
    )  # fmt: skip
    exact(
        topgroup(EIGHT, "b", share=0.25, direction="down", rules=NEWEST), "inside", distance=0.75,
        facts={**TOP, "value": 1, "limit": 1.75, "rank": 2, "percentile": 0.875, "quartile": 1},
    )  # fmt: skip
    assert [topgroup(EIGHT, k, share=0.25, rules=NEWEST).facts.quartile for k in "hgfedcba"] == [
        1,
        1,
        2,
        2,
        3,
        3,
        4,
        4,
    ]
    last = topgroup(EIGHT, "a", share=0.25, rules=NEWEST)
    assert (last.facts.rank, last.facts.percentile) == (8, 1 / 8)
    at = topgroup({"a": 4.0, "b": 3.0, "c": 2.0, "d": 1.0}, "b", share=0.5, rules=NEWEST)
    assert (at.state, at.facts.limit) == ("inside", 2.5)
    same = topgroup({"a": 1.0, "b": 1.0, "c": 1.0, "d": 0.0}, "b", share=0.25, rules=NEWEST)
    assert (same.state, same.facts.rank, same.facts.percentile, same.facts.tied) == (
        "inside", 1, 1.0, ('a', 'c')
    )  # fmt: skip


def test_top_groups_with_an_interval() -> None:
    held = topgroup(EIGHT, "f", share=0.25, lower=4.0, upper=6.0, rules=NEWEST)
    exact(
        held, "not distinguishable", why("interval_holds_limit", lower=4.0, upper=6.0, limit=5.25),
        distance=-0.25, facts=TOP,
    )  # fmt: skip
    for lower, upper in ((4.0, 5.25), (5.25, 6.0)):
        assert topgroup(EIGHT, "f", share=0.25, lower=lower, upper=upper, rules=NEWEST).state == "outside"
    assert topgroup(EIGHT, "f", share=0.25, lower=4.0, rules=NEWEST).state == "outside"
    assert topgroup(EIGHT, "f", share=0.25, upper=6.0, rules=NEWEST).state == "outside"


def test_top_groups_with_errors() -> None:
    sure = dict.fromkeys(EIGHT, 0.01)
    exact(
        topgroup(EIGHT, "g", share=0.25, errors=sure, rules=NEWEST), "inside", distance=0.75,
        facts={**TOP, "value": 6, "rank": 2, "percentile": 0.875, "quartile": 1, "rank_lower": 2, "rank_upper": 2},
    )  # fmt: skip
    exact(
        topgroup(EIGHT, "f", share=0.25, errors=sure, rules=NEWEST), "outside", distance=-0.25,
        facts={**TOP, "rank_lower": 3, "rank_upper": 3},
    )  # fmt: skip
    # seven others: 1 - .05/14 of the normal is 2.690110; errors of .4 do not tell neighbours apart, but the next ones
    near = dict.fromkeys(EIGHT, 0.4)
    for unit, low, high in (("g", 1, 3), ("f", 2, 4)):
        s = topgroup(EIGHT, unit, share=0.25, errors=near, rules=NEWEST)
        assert (s.state, s.facts.rank_lower, s.facts.rank_upper) == ("not distinguishable", low, high)
        assert s.reasons == (why("place_not_certain", first=low, last=high),)
        assert s.distance == EIGHT[unit] - 5.25
    best = topgroup(EIGHT, "h", share=0.25, errors=near, rules=NEWEST)
    assert (best.state, best.reasons) == ("inside", ())
    assert topgroup(EIGHT, "e", share=0.25, errors=near, rules=NEWEST).state == "outside"


def test_top_groups_that_cannot_be_told() -> None:
    missing = why("members_missing", members=["i", "j"])
    s = topgroup({"j": nan, "i": None, **EIGHT}, "f", share=0.25, rules=NEWEST)
    assert (s.state, s.reasons, s.facts.missing, s.facts.members) == (
        "outside",
        (missing,),
        ("i", "j"),
        10,
    )
    assert (
        topgroup({"j": nan, "i": None, **EIGHT}, "f", share=0.25, lower=4.0, upper=6.0, rules=NEWEST).reasons[
            0
        ]
        == missing
    )
    near = topgroup(
        {"j": nan, "i": None, **EIGHT}, "g", share=0.25, errors=dict.fromkeys(EIGHT, 0.01), rules=NEWEST
    )
    assert (near.state, near.facts.rank_upper) == ("not distinguishable", 4)
    assert near.reasons == (missing, why("place_not_certain", first=2, last=4))
    out = topgroup({"i": None, **EIGHT}, "a", share=0.25, errors={}, rules=NEWEST)
    assert (out.state, out.reasons) == ("outside", (why("members_missing", members=["i"]),))
    exact(topgroup({"a": None, "b": 1.0}, "a", share=0.5, rules=NEWEST), "no data", why("no_values"))
    three = {"a": 1.0, "b": 2.0, "c": 3.0}
    exact(
        topgroup(three, "a", share=0.25, rules=NEWEST),
        "cannot tell",
        why("group_too_small", members=3, share=0.25),
    )
    assert topgroup(three, "c", share=0.34, rules=NEWEST).state == "inside"
    exact(
        topgroup({"a": 1.0}, "a", share=0.9, rules=NEWEST),
        "cannot tell",
        why("group_too_small", members=1, share=0.9),
    )
    assert topgroup({"a": 1.0, "b": 2.0}, "b", share=0.5, rules=NEWEST).state == "inside"
    with pytest.raises(ValueError, match="member"):
        topgroup(three, "x", share=0.5, rules=NEWEST)
    for share in (0.0, 1.0, -0.5, 1.5):
        with pytest.raises(ValueError, match="share"):
            topgroup(three, "a", share=share, rules=NEWEST)
