"""Adjusting a page of tests, by the published example and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from retning.statistics.assessment.multiple_tests import adjust, benjamini_hochberg
from retning.statistics.model import Reason, Tendency
from support.rules import NEWEST

# Benjamini and Hochberg 1995, section 4: fifteen tests, of which four are significant at 5 %
PUBLISHED = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]  # fmt: skip


def test_the_published_example() -> None:
    q = benjamini_hochberg(PUBLISHED)
    assert (q <= 0.05).sum() == 4
    assert q[:5].tolist() == pytest.approx([0.0015, 0.003, 0.0095, 0.035625, 0.0603])
    # .0344·15/8 is the least from the sixth on
    assert q[5:8].tolist() == pytest.approx([0.0344 * 15 / 8 if 0.0298 * 15 / 7 > 0.0344 * 15 / 8 else 0.0298 * 15 / 7] * 2 + [0.0344 * 15 / 8])  # fmt: skip
    assert q[-1] == 1
    turned = benjamini_hochberg(PUBLISHED[::-1])
    assert turned.tolist() == q[::-1].tolist()


def test_by_hand() -> None:
    # .03·3/1, .04·3/2 and .06·3/3: the least from each on is .06
    assert benjamini_hochberg([0.04, 0.06, 0.03]).tolist() == pytest.approx([0.06, 0.06, 0.06])
    assert benjamini_hochberg([0.9, 0.8]).tolist() == pytest.approx([0.9, 0.9])
    assert benjamini_hochberg([0, 1]).tolist() == [0, 1]
    holes = benjamini_hochberg([math.nan, 0.02, math.nan, 0.5])
    assert np.isnan(holes[[0, 2]]).all() and holes[[1, 3]].tolist() == [0.04, 0.5]
    assert benjamini_hochberg([]).shape == (0,)
    assert benjamini_hochberg([0, 1]).dtype == np.float64
    for bad in (-0.001, 1.001, math.inf):
        with pytest.raises(ValueError, match="between 0 and 1"):
            benjamini_hochberg([0.5, bad])


def many(n: int) -> Reason:
    return Reason("tendency_many_tests", {"tests": n})


def test_a_page_keeps_what_is_certain_enough() -> None:
    why = Reason("tendency_short_series", {"points": 7})
    page = [
        Tendency("improving", 12, "a", "b", p=0.001, reasons=(why,)),
        Tendency("worsening", 7, p=0.04, reasons=(why,)),
        Tendency("increasing", 9, p=0.03),
        Tendency("decreasing", 9, p=0.045, reasons=(Reason("tendency_below_smallest"), why)),
        Tendency("flat", 9, p=0.9, reasons=(why,)),
        Tendency("cannot tell", 3, reasons=(why,)),
    ]
    # five tests: .005, then .03·5/2 = .075, .04·5/3 and .045·5/4 = .05625 from there down
    got = adjust(page, NEWEST.alpha)
    q = 0.05625
    assert [t.p_adjusted for t in got] == [pytest.approx(x) for x in (0.005, q, q, q, 0.9)] + [None]
    assert [t.state for t in got] == [
        "improving",
        "cannot tell",
        "cannot tell",
        "flat",
        "flat",
        "cannot tell",
    ]
    assert got[0].reasons == (why,) and (got[0].from_period, got[0].p) == ("a", 0.001)
    assert got[1].reasons == (why, many(5)) and got[2].reasons == (many(5),)
    assert got[3].reasons == (why, Reason("tendency_inside_smallest"), many(5))
    assert got[4].reasons == (why,) and got[5] is page[5]
    assert all(isinstance(t.p_adjusted, float) for t in got[:5])


def test_the_level_is_given_and_is_enough() -> None:
    page = [Tendency("increasing", 12, p=0.04), Tendency("increasing", 12, p=0.08)]
    assert [t.state for t in adjust(page, 0.08)] == ["increasing", "increasing"]
    assert [t.state for t in adjust(page, 0.079)] == ["cannot tell", "cannot tell"]
    assert [t.state for t in adjust([Tendency("increasing", 12, p=0.05)], NEWEST.alpha)] == ["increasing"]
    assert [t.state for t in adjust([Tendency("increasing", 12, p=0.0501)], NEWEST.alpha)] == ["cannot tell"]
