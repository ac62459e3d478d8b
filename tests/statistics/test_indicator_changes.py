"""Changes, means and sums in time: by hand, and refused where they would lie."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.statistics.indicators import compute
from retning.statistics.indicators.transforms import combine, log_growth, ratio, recipe
from retning.statistics.model import Series
from support.indicator_cases import areas, at, broken, found, indicator, path, points, table


def run(change: str, rows: list, area: str = "b", **more: object) -> Series:
    return found(
        compute([indicator(change=change, areas=(area,), **more)], areas(), [table(rows=rows)]), area
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("next minus this", {"2020": 3, "2021": -1, "2022": 5}),
        ("this minus previous", {"2021": 3, "2022": -1, "2023": 5}),
        ("mean of this and next", {"2020": 11.5, "2021": 12.5, "2022": 14.5}),
        ("sum of 3", {"2022": 35, "2023": 42}),
    ],
)
def test_yearly_changes_by_hand(change: str, expected: dict[str, float]) -> None:
    series = run(change, path("02", 2020, 10, 13, 12, 17))
    assert points(series) == expected
    assert {v.method for v in series.values} == {"recomputed"}


def quarters(*values: float | None, start: int = 2022) -> list:
    return [("02", f"{start + i // 4}-Q{i % 4 + 1}", v) for i, v in enumerate(values)]


def test_a_year_of_quarters_needs_all_four() -> None:
    rows = quarters(1, 2, 3, 6, 10, 10, 10)
    assert points(run("yearly mean", rows)) == {"2022": 3}
    assert points(run("yearly sum", rows)) == {"2022": 12}


def test_a_quarter_without_a_figure_leaves_the_year_without() -> None:
    series = run("yearly sum", quarters(1, None, 3, 6, 1, 1, 1, 1))
    assert points(series) == {"2022": None, "2023": 4}
    assert at(series, "2022").method == "not possible"
    assert at(series, "2022").note == "no_figure"


def test_a_year_of_months() -> None:
    rows = [("02", f"2023-M{m:02d}", float(m)) for m in range(1, 13)]
    assert points(run("yearly mean", rows)) == {"2023": 6.5}


def test_a_year_of_counting_days() -> None:
    rows = [
        ("02", f"{y}-{d}", v)
        for y, v in ((2022, 1.0), (2023, 3.0))
        for d in ("01-01", "04-01", "07-01", "10-01")
    ]
    assert points(run("yearly sum", rows)) == {"2022": 4, "2023": 12}


def test_growth_over_a_quarter_goes_over_new_year() -> None:
    rows = [("02", "2022-Q4", 5.0), ("02", "2023-Q1", 9.0)]
    assert points(run("next minus this", rows)) == {"2022-Q4": 4}


def test_a_missing_year_is_a_gap_and_never_bridged() -> None:
    series = run("this minus previous", [*path("02", 2018, 1, 2), *path("02", 2021, 9, 10)])
    assert points(series) == {"2019": 1, "2021": None, "2022": 1}
    assert at(series, "2021").note == "period_missing"


def test_no_change_crosses_a_registered_break() -> None:
    series = run("next minus this", path("02", 2018, 1, 2, 9, 10), breaks=broken("2020"))
    assert points(series) == {"2018": 1, "2019": None, "2020": 1}
    assert at(series, "2019").note == "break_between"
    assert series.breaks[0].period == "2020"


def test_a_break_for_another_area_blocks_nothing() -> None:
    (entry,) = broken("2020")
    elsewhere = (type(entry)(entry.at, ("nation",)),)
    assert None not in points(run("next minus this", path("02", 2018, 1, 2, 9), breaks=elsewhere)).values()


def test_no_change_crosses_a_change_of_members() -> None:
    rows = [*path("02", 2018, 1, 2, 3, 4), *path("04", 2018, 10, 20, 30, 40)]
    series = run("next minus this", rows, "then")
    assert points(series) == {"2018": 1, "2019": None, "2020": 11}
    assert at(series, "2019").note == "membership_changed"
    assert at(series, "2019").method == "not possible"


def test_levels_of_changing_members_are_as_they_were_then() -> None:
    rows = [*path("02", 2018, 1, 2, 3, 4), *path("04", 2018, 10, 20, 30, 40)]
    assert points(run("", rows, "then")) == {"2018": 1, "2019": 2, "2020": 33, "2021": 44}


def test_a_change_between_estimated_values_is_estimated() -> None:
    rows = [
        *path("01", 2018, 100, 110),
        *path("03", 2018, 50, 60),
        ("10", "2020", 140.0),
        ("30", "2020", 33.0),
    ]
    series = run("next minus this", rows, "a")
    assert points(series)["2018"] == pytest.approx((110 + 0.4 * 60) - (100 + 0.4 * 50))
    assert {v.method for v in series.values} == {"estimated"}


def test_the_weighted_sum_of_the_parts_is_the_value() -> None:
    rows = [*path("02", 2018, 1, 2, 4), *path("04", 2018, 10, 20, 35)]
    for change in ("next minus this", "mean of this and next", "sum of 3"):
        for value in run(change, rows, "pair").values:
            assert sum(p.weight * (p.value or 0) for p in value.parts) == pytest.approx(value.value)


figures = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=12)


@given(figures, st.floats(0.1, 100))
def test_every_transform_scales(values: list[float], by: float) -> None:
    periods = [str(2000 + i) for i in range(len(values))]
    for change in (
        "next minus this",
        "this minus previous",
        "mean of this and next",
        "sum of 3",
        "yearly sum",
    ):
        made, column = recipe(change, periods), np.array(values)
        assert np.allclose(combine(made, column * by), combine(made, column) * by, atol=1e-4)


@given(figures)
def test_yearly_growth_adds_up_to_the_whole_change(values: list[float]) -> None:
    made = recipe("next minus this", [str(2000 + i) for i in range(len(values))])
    assert combine(made, np.array(values)).sum() == pytest.approx(values[-1] - values[0], abs=1e-6)


def test_an_unknown_transform_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a change"):
        recipe("sideways", ["2020"])


def test_ratio_and_growth_have_no_value_where_arithmetic_has_none() -> None:
    assert np.isnan(ratio(np.array([1.0]), np.array([0.0]))).all()
    assert np.isnan(log_growth(np.array([1.0, -1.0]), np.array([0.0, 1.0]))).all()
