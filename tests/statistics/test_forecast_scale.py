"""The scale that a quantity is forecast on: chosen by what is declared, exact there and back, edges answered."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from retning.statistics.assessment.forecast.scale import Scale, choose
from retning.statistics.indicators.model import Indicator, Line, Relative, Term

LOG = Scale("log", 0.0)
SHARE = Scale("logit", 0.0, 100.0)


def indicator(**changes: object) -> tuple[Indicator, Line]:
    line = Line("main", Term(change=str(changes.pop("change", ""))), relative=changes.pop("relative", None))  # type: ignore[arg-type]
    fields: dict[str, object] = {
        "id": "x",
        "title": {},
        "description": {},
        "unit": "persons",
        "decimals": 0,
        "nature": "stock",
        "kind": "count",
        "direction": "up",
        "influence": "weak",
        "delay": 0,
        "lines": (line,),
        "areas": ("a",),
        "main_area": "a",
    }
    return Indicator(**{**fields, **changes}), line  # type: ignore[arg-type]


def name_of(values: object, **changes: object) -> str:
    found, line = indicator(**changes)
    return choose(found, line, values).name  # type: ignore[arg-type]


@given(arrays(np.float64, 8, elements=st.floats(1e-6, 1e9)))
def test_amounts_come_back_from_the_logarithm_as_they_were(values: np.ndarray) -> None:
    assert np.allclose(LOG.back(LOG.forward(values)), values, rtol=1e-13, atol=0)


@given(arrays(np.float64, 8, elements=st.floats(0.01, 99.99)))
def test_shares_come_back_from_the_logit_as_they_were(values: np.ndarray) -> None:
    assert np.allclose(SHARE.back(SHARE.forward(values)), values, rtol=1e-12, atol=0)


@given(arrays(np.float64, 8, elements=st.floats(-1e9, 1e9)))
def test_the_plain_scale_changes_nothing(values: np.ndarray) -> None:
    assert np.array_equal(Scale().back(Scale().forward(values)), values)


@given(arrays(np.float64, 6, elements=st.floats(-800, 800)))
def test_a_share_never_leaves_its_limits_and_an_amount_never_falls_below_zero(z: np.ndarray) -> None:
    shares = SHARE.back(z)
    assert np.all((shares >= 0) & (shares <= 100))
    assert np.all(LOG.back(z) >= 0)
    assert np.all(np.diff(SHARE.back(np.sort(z))) >= 0)


def test_known_values_of_the_logit() -> None:
    assert SHARE.forward([50.0, 75.0]).tolist() == pytest.approx([0.0, np.log(3.0)])
    assert SHARE.back([np.log(9.0)]).tolist() == pytest.approx([90.0])


@pytest.mark.parametrize("value", [0.0, 100.0, -1.0, 101.0])
def test_a_share_at_or_beyond_its_limits_has_no_logit(value: float) -> None:
    with pytest.raises(ValueError, match="no place"):
        SHARE.forward([50.0, value])


def test_a_count_goes_by_factors_and_a_change_of_it_does_not() -> None:
    assert name_of([10.0, 20.0]) == "log"
    assert name_of([10.0, 20.0], change="next minus this") == "identity"


def test_a_part_of_a_whole_goes_on_the_logit_and_growth_in_per_cent_does_not() -> None:
    share = {"unit": "percent", "kind": "ratio", "nature": "rate"}
    assert name_of([12.0, 13.0], **share) == "logit"
    assert name_of([12.0, 13.0], **share, change="next minus this") == "identity"
    assert name_of([8.0, 9.0], **share, relative=Relative("b", "share", 100)) == "logit"


def test_a_comparison_with_somebody_else_may_pass_a_hundred_and_goes_by_factors() -> None:
    compared = {"unit": "percent", "kind": "mean", "nature": "rate"}
    assert name_of([90.0, 110.0], **compared, relative=Relative("b", "ratio", 100)) == "log"
    assert name_of([-2.0, 1.0], **compared, relative=Relative("b", "difference")) == "identity"


def test_an_edge_value_anywhere_in_the_pool_keeps_the_whole_pool_on_the_plain_scale_inside_its_limits() -> (
    None
):
    found, line = indicator(unit="percent", kind="ratio", nature="rate")
    scale = choose(found, line, [[0.0, 40.0], [50.0, 100.0]])
    assert (scale.name, scale.low, scale.high) == ("identity", 0.0, 100.0)
    assert scale.back([-5.0, 50.0, 130.0]).tolist() == [0.0, 50.0, 100.0]
    found, line = indicator()
    scale = choose(found, line, [[0.0, 40.0]])
    assert scale.back([-3.0, 7.0]).tolist() == [0.0, 7.0]


def test_a_count_below_zero_is_a_balance_without_limits() -> None:
    found, line = indicator()
    scale = choose(found, line, [[-3.0, 40.0]])
    assert scale.back([-900.0]).tolist() == [-900.0]


def test_scores_stay_as_they_are_and_no_figures_at_all_need_no_scale() -> None:
    assert name_of([40.0, 41.0], unit="points", kind="mean", nature="score") == "identity"
    assert name_of([]) == "identity"
