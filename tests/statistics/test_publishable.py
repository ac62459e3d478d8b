"""Intervals where there is chance in a value, and figures held back where they tell too much or too little."""

from __future__ import annotations

from typing import Any

import pytest

from retning.statistics.areas import Area, Areas, Membership
from retning.statistics.assessment.intervals import limits_of
from retning.statistics.assessment.publishable import publishable
from retning.statistics.indicators import compute
from retning.statistics.indicators.model import Indicator, Interval, Line, Slice, Term
from retning.statistics.model import Part, Series, Value
from retning.toml.faults import InputError
from support import indicator_cases as cases
from support.indicator_cases import table, term
from support.small_plan import indicator

AREAS = Areas(
    [
        Area("home", "region", {"nb": "H"}, (), (Membership(("m1", "m2", "m3")),), "period"),
        *(Area(x, "other", {"nb": x}) for x in ("m1", "m2", "m3")),
    ]
)
EVERYWHERE = ("home", "m1", "m2", "m3")


def persons(id: str = "n", **more: Any) -> Indicator:
    return indicator(id, nature="stock", areas=EVERYWHERE, **more)


def series(by_area: dict[str, float | None], id: str = "n", **more: Any) -> list[Series]:
    return [
        Series(id, area, (Value("2020", v, numerator=v, parts=(Part(area, value=v),), **more),))
        for area, v in by_area.items()
    ]


def shown(found: list[Series]) -> dict[str, float | None]:
    return {one.area: one.values[0].value for one in found}


def test_a_count_of_one_or_two_is_hidden_and_one_more_with_it() -> None:
    found = publishable(series({"home": 59.0, "m1": 2.0, "m2": 50.0, "m3": 7.0}), [persons()], AREAS)
    assert shown(found) == {"home": 59.0, "m1": None, "m2": 50.0, "m3": None}
    hidden = {one.area: one.values[0] for one in found if one.values[0].value is None}
    assert (hidden["m1"].note, hidden["m3"].note) == ("too_small_to_publish", "hidden_to_protect")
    assert hidden["m1"].status == ":"
    assert (hidden["m1"].numerator, hidden["m1"].parts) == (None, ())


def test_without_the_sum_or_with_two_hidden_nothing_more_is() -> None:
    assert shown(publishable(series({"m1": 2.0, "m2": 50.0, "m3": 7.0}), [persons()], AREAS))["m3"] == 7.0
    two = publishable(series({"home": 53.0, "m1": 2.0, "m2": 50.0, "m3": 1.0}), [persons()], AREAS)
    assert shown(two) == {"home": 53.0, "m1": None, "m2": 50.0, "m3": None}


def test_the_sum_is_hidden_where_only_zeros_are_left() -> None:
    found = publishable(series({"home": 4.0, "m1": 2.0, "m2": 0.0, "m3": 0.0}), [persons()], AREAS)
    assert shown(found) == {"home": None, "m1": None, "m2": 0.0, "m3": 0.0}


@pytest.mark.parametrize(
    "definition",
    [
        indicator("n", unit="companies", nature="stock", areas=EVERYWHERE),
        indicator("n", nature="flow", areas=EVERYWHERE),
        persons(lines=(Line("main", Term(Slice("figures/x"), change="next minus this")),)),
    ],
    ids=["not persons", "a flow", "a change"],
)
def test_other_figures_are_not_covered(definition: Indicator) -> None:
    found = publishable(series({"home": 59.0, "m1": 2.0, "m2": 50.0, "m3": -1.0}), [definition], AREAS)
    assert shown(found)["m1"] == 2.0


def test_a_ratio_of_a_hidden_count_is_hidden_with_it() -> None:
    count = Term(Slice("figures/x"))
    share = indicator(
        "share",
        kind="ratio",
        nature="rate",
        unit="percent",
        lines=(Line("main", count, Term(Slice("figures/y"))),),
    )
    named = indicator(
        "named", kind="ratio", nature="rate", unit="percent", lines=(Line("main", Term(numerator_of="n")),)
    )
    figures = [
        *series({"m1": 2.0, "m2": 50.0}),
        *series({"m1": 0.1, "m2": 5.0}, id="share"),
        *series({"m1": 0.1, "m2": 5.0}, id="named"),
    ]
    found = publishable(figures, [persons(), share, named], AREAS)
    hidden = [(one.indicator, one.area) for one in found if one.values[0].value is None]
    assert hidden == [("n", "m1"), ("share", "m1"), ("named", "m1")]


def rate(
    numerator: float, method: str = "poisson", value: float | None = None, denominator: float = 1000.0
) -> Value:
    definition = indicator("r", kind="ratio", nature="rate", unit="per_1000", interval=Interval(method))
    shown_as = 1000 * numerator / denominator if value is None else value
    made = Series("r", "m1", (Value("2020", shown_as, numerator=numerator, denominator=denominator),))
    return publishable([made], [definition], AREAS)[0].values[0]


def test_a_rate_of_fewer_than_ten_events_is_not_shown_but_its_count_is() -> None:
    few = rate(9)
    assert (few.value, few.numerator, few.note, few.lower) == (None, 9, "rate_unstable", None)
    assert rate(10).value == 10.0


def test_each_method_fills_its_interval_and_says_which() -> None:
    # Published values of PHEindicatormethods: Byar for 65 events, Wilson for 65 of 100.
    events = rate(65, denominator=100_000.0, value=65.0)
    assert (round(events.lower or 0, 2), round(events.upper or 0, 2), events.interval) == (
        50.16,
        82.85,
        "byar",
    )
    share = rate(65, "wilson", value=65.0, denominator=100.0)
    assert (round(share.lower or 0, 2), round(share.upper or 0, 2), share.interval) == (
        55.25,
        73.64,
        "wilson",
    )
    few = limits_of("poisson", 5.0, 5.0, None, "count")
    assert few is not None
    assert (round(few.lower, 4), round(few.upper, 4), few.method) == (1.6235, 11.6683, "exact poisson")


def test_nothing_is_made_up() -> None:
    plain = rate(65, "")
    assert (plain.lower, plain.upper, plain.interval) == (None, None, "")
    assert limits_of("poisson", -3.0, -3.0, None, "count") is None
    assert limits_of("poisson", 2.5, 2.5, None, "count") is None
    assert limits_of("wilson", 120.0, 12.0, 10.0, "ratio") is None
    assert limits_of("wilson", 5.0, 5.0, None, "count") is None
    assert limits_of("poisson", None, 5.0, 10.0, "ratio") is None


def published(interval: Interval, kind: str = "mean") -> dict[str, tuple[float | None, float | None, str]]:
    """Mean scores with limits and a standard error beside them, computed from a table."""
    rows = [("02", "2020", v) for v in (50.0, 48.0, 53.0, 1.0)] + [
        ("02", "2021", v) for v in (51.0, None, 54.0, 2.0)
    ]
    measures = ("score", "low", "high", "se") * 2
    made = table("figures/people", rows, dims={"measure": measures})
    asked = cases.indicator(
        kind=kind, numerator=term(where={"measure": ("score",)}), nature="score", interval=interval
    )
    (found,) = compute([asked], cases.areas(), [made])
    return {v.period: (v.lower, v.upper, v.interval) for v in found.values}


def test_published_limits_are_read_where_both_stand() -> None:
    found = published(Interval("published", lower={"measure": ("low",)}, upper={"measure": ("high",)}))
    assert found == {"2020": (48.0, 53.0, "published"), "2021": (None, None, "")}


def test_a_published_standard_error_gives_its_interval() -> None:
    found = published(Interval("published", error={"measure": ("se",)}))
    lower, upper, how = found["2021"]
    assert (lower, upper, how) == (
        pytest.approx(51 - 3.92, abs=0.001),
        pytest.approx(51 + 3.92, abs=0.001),
        "published",
    )


def test_a_code_of_limits_that_the_table_lacks_is_a_fault() -> None:
    with pytest.raises(InputError):
        published(Interval("published", error={"measure": ("none",)}))
