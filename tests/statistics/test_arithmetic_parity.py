"""Share against share worked out by hand."""

from __future__ import annotations

import math

import pytest

from retning.statistics.assessment.targets.parity import (
    Chain,
    Decomposition,
    Parity,
    decompose,
    decompose_known,
    parity,
    parity_point,
)
from support.rules import NEWEST
from support.target_answers import exact, shown, why

nan = float("nan")


def test_one_period() -> None:
    # g = 20/100, p = 1/4: q = .8; lacking (.25 - .2)·100 = 5, and (25 - 20)/.75
    assert parity_point(20, 100, 30, 120) == Parity(0.2, 0.25, 0.8, pytest.approx(5), pytest.approx(5 / 0.75))  # type: ignore[arg-type]
    over = parity_point(30, 100, 30, 120)
    assert (over.gap_simple, over.gap_self_consistent) == (pytest.approx(-5), pytest.approx(-5 / 0.75))
    assert parity_point(0, 0.5, 0.5, 0.9).ratio == 0
    for bad in ((1, 0, 1, 2), (1, 1, 0, 2), (1, -1, 1, 2), (1, 1, 1, 0), (nan, 1, 1, 2), (1, math.inf, 1, 2)):
        with pytest.raises(ValueError, match="positive totals"):
            parity_point(*bad)
    for people in (2, 3):
        with pytest.raises(ValueError, match="part of the whole"):
            parity_point(1, 2, people, 2)


def test_what_a_ratio_rests_on() -> None:
    # halves and doubles: product per job 6/3 of 40/10, jobs per employed 3/6 of 10/10, employed of those of age
    # 6/8 of 10/20, of age of all 8/16 of 20/80, product per head 6/16 of 40/80
    d = decompose(Chain(6, 3, 6, 8, 16), Chain(40, 10, 10, 20, 80))
    logs = [math.log(x) for x in (0.5, 0.5, 1.5, 2, 0.75)]
    assert d == Decomposition(*(pytest.approx(x) for x in logs))  # type: ignore[arg-type]
    good = Chain(0.5, 0.5, 0.5, 0.5, 0.5)
    assert decompose(good, good).total == 0
    for i in range(5):
        for bad in (0.0, -1.0):
            part = Chain(*(bad if k == i else 1.0 for k in range(5)))
            for pair in ((part, good), (good, part)):
                with pytest.raises(ValueError, match="positive amounts"):
                    decompose(*pair)


def test_what_a_ratio_rests_on_with_the_amounts_that_are_known() -> None:
    ours = {"product": 6, "jobs": 3, "employed": 6, "working_age": 8, "people": 16}
    theirs = {"product": 40, "jobs": 10, "employed": 10, "working_age": 20, "people": 80}

    def without(*names: str) -> dict[str, float]:
        return decompose_known({k: v for k, v in ours.items() if k not in names}, theirs)

    half, more = math.log(0.5), math.log(1.5)
    full = {
        "productivity": half, "jobs_per_employed": half, "employment_rate": more, "working_age_share": math.log(2),
        "total": math.log(0.75),
    }  # fmt: skip
    for got, want in (
        (without(), full),
        (
            without("jobs"),
            {"product_per_employed": half + half, "employment_rate": more, "working_age_share": math.log(2),
             "total": math.log(0.75)},
        ),
        (
            without("employed", "working_age"),
            {"productivity": half, "jobs_per_person": math.log(1.5), "total": math.log(0.75)},
        ),
    ):  # fmt: skip
        assert list(got) == list(want)
        assert got == {k: pytest.approx(v) for k, v in want.items()}
    for names in (("jobs", "employed", "working_age"), ("product",), ("people",)):
        with pytest.raises(ValueError, match="something between"):
            without(*names)
    for bad in (0, -1):
        with pytest.raises(ValueError, match="positive"):
            decompose_known({"product": 1, "jobs": bad, "people": 1}, {"product": 1, "jobs": 1, "people": 1})
    small = {"product": 0.5, "jobs": 0.5, "people": 0.5}
    assert decompose_known(small, small)["total"] == 0


SAY = {"base_year": 2010, "target_year": 2020}


def test_on_the_way_to_parity() -> None:
    # q .8 in 2010 and .9 in 2015 of 1 in 2020: just on the way; gaps (.1 - .08)·100 and (.1 - .09)·200
    s = parity(
        [2010, 2012, 2015], [8, nan, 18], [100, 150, 200], [10, 10, 10], [100, 100, 100], **SAY, rules=NEWEST
    )
    exact(
        s, "on track", ratio=1.0, pace=1.0, distance=-0.1, expected=0.9,
        facts={
            "base_year": 2010, "base": 0.8, "year": 2015, "value": 0.9, "target": 1, "target_year": 2020,
            "ratio_linear": 1.0, "ratio_geometric": ((0.9 / 0.8) ** 0.2 - 1) / (1.25**0.1 - 1), "ratio": 0.9,
            "share": 0.09, "equals": 0.1, "gap_simple": 2.0000000000000018, "gap_self_consistent": 2 / 0.9,
            "ratio_base": 0.8, "gap_simple_base": 2.0000000000000004,
        },
    )  # fmt: skip
    wide = parity(
        [2010, 2015], [8, 9], [100, 100], [10, 10], [100, 100], slope=(-0.02, 0.06), **SAY, rules=NEWEST
    )  # type: ignore[arg-type]
    assert (wide.state, wide.ratio_lower, wide.ratio_upper) == (
        "too uncertain to classify", pytest.approx(-1), pytest.approx(3)
    )  # fmt: skip


def test_parity_without_base_or_value() -> None:
    s = parity([2015, 2020], [nan, 9], [100, 100], [10, 10], [100, 100], **SAY, rules=NEWEST)  # type: ignore[arg-type]
    assert s.state == "deadline passed: missed"
    assert s.facts.ratio_base is None and s.facts.gap_simple_base is None
    assert s.facts.ratio == pytest.approx(0.9)
    one = parity([2010], [9], [100], [10], [100], **SAY, rules=NEWEST)  # type: ignore[arg-type]
    assert (one.state, one.reasons) == ("cannot tell", (why("one_point", base_year="2010"),))
    assert list(shown(one)) == ["year", "ratio", "share", "equals", "gap_simple", "gap_self_consistent"]
    assert one.facts.year == 2010 and type(one.facts.year) is int
    late = parity([2010, 2019], [8, 9], [100, 100], [10, 10], [100, 100], as_of=2021.0, **SAY, rules=NEWEST)  # type: ignore[arg-type]
    assert late.reasons[0].key == "no_value_at_deadline"
    exact(parity([2010], [nan], [1], [1], [2], **SAY, rules=NEWEST), "no data", why("no_values"))  # type: ignore[arg-type]
    for i in range(4):
        lists = [[8, 9], [100, 100], [10, 10], [100, 100]]
        lists[i] = [nan, 9 if i == 0 else 100 if i != 2 else 10]
        # whichever is lacking in the base year, there is no base
        assert parity([2010, 2015], *lists, **SAY, rules=NEWEST).reasons[0].key == "no_base"  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="same length"):
            parity([2010], *lists, **SAY, rules=NEWEST)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="same year"):
        parity([2010, 2010], [8, 9], [100, 100], [10, 10], [100, 100], **SAY, rules=NEWEST)  # type: ignore[arg-type]
    # after the deadline its own year is judged, not the newest
    past = parity([2010, 2020, 2023], [8, 9, 5], [100] * 3, [10] * 3, [100] * 3, **SAY, rules=NEWEST)  # type: ignore[arg-type]
    assert (past.facts.year, past.facts.ratio) == (2020, pytest.approx(0.9))
    # the newest of several years without a base
    newest = parity([2008, 2009], [8, 9], [100, 100], [10, 10], [100, 100], **SAY, rules=NEWEST)  # type: ignore[arg-type]
    assert newest.facts.year == 2009
