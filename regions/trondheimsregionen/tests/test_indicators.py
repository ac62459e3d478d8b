"""The region's own indicators, computed from its typed figures: known answers of the research."""

from __future__ import annotations

from pathlib import Path

import pytest

from retning.plan.load import load_plan
from retning.statistics.areas import Areas, load_areas
from retning.statistics.indicators.compute import compute
from retning.statistics.indicators.load import load_indicators
from retning.statistics.indicators.model import Indicator
from retning.statistics.model import Series
from retning.statistics.sources.files import load_figures

REGION = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def loaded() -> tuple[list[Indicator], list[Series]]:
    plan, plan_faults = load_plan(REGION)
    areas, area_faults = load_areas(REGION)
    tables, figure_faults = load_figures(REGION)
    indicators, faults = load_indicators(REGION, plan, areas, {t.manifest.table for t in tables})
    assert [*plan_faults, *area_faults, *figure_faults, *faults] == []
    assert isinstance(areas, Areas)
    return indicators, compute(indicators, areas, tables)


def known(
    loaded: tuple[list[Indicator], list[Series]], indicator: str, area: str, line: str
) -> dict[str, float]:
    (series,) = [s for s in loaded[1] if (s.indicator, s.area, s.line) == (indicator, area, line)]
    return {v.period: v.value for v in series.known if v.value is not None}


def test_every_indicator_has_a_real_figure_for_its_main_area(
    loaded: tuple[list[Indicator], list[Series]],
) -> None:
    filled = {(s.indicator, s.area) for s in loaded[1] if s.known}
    assert [i.id for i in loaded[0] if (i.id, i.main_area) not in filled] == []
    assert len(loaded[0]) >= 20


def test_growth_met_four_thousand_in_2011_and_2012_only(loaded: tuple[list[Indicator], list[Series]]) -> None:
    growth = known(loaded, "befolkningsvekst", "dagens-region", "main")
    ten = {year: growth[str(year)] for year in range(2010, 2020)}
    assert [year for year, persons in ten.items() if persons >= 4000] == [2011, 2012]
    assert round(sum(ten.values()) / 40_000, 3) == 0.943


@pytest.mark.parametrize(
    ("line", "shares"),
    [
        ("main", {"2008": 7.42, "2010": 7.60, "2017": 8.21, "2018": 8.28, "2019": 8.15}),
        ("med-sokkel", {"2008": 5.43, "2010": 6.03, "2017": 6.96, "2018": 6.80, "2019": 7.01}),
        ("revidert-uten-sokkel", {"2023": 8.06}),
        ("revidert-med-sokkel", {"2023": 6.08}),
    ],
)
def test_shares_of_value_added_are_those_of_the_research(
    loaded: tuple[list[Indicator], list[Series]], line: str, shares: dict[str, float]
) -> None:
    found = known(loaded, "andel-verdiskaping", "trondelag", line)
    assert {year: round(found[year], 2) for year in shares} == shares


def test_value_added_of_the_region_is_marked_as_estimated(
    loaded: tuple[list[Indicator], list[Series]],
) -> None:
    lines = [s for s in loaded[1] if s.indicator == "andel-verdiskaping" and s.area == "dagens-region"]
    assert len(lines) == 2
    assert {v.method for s in lines for v in s.known} == {"estimated"}
