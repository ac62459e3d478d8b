"""What the chart of an indicator draws beside its own line: which path, which minimum, which forecast."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from retning.edition.records.forecasts import AheadColumns, Forecast
from retning.edition.records.indicators import Indicator, Interval, LineDefinition, Term
from retning.edition.records.parts import AreaPart
from retning.edition.records.paths import Path, PathPoint
from retning.edition.records.series import Line
from retning.edition.records.targets import Demand as TargetDemand
from retning.edition.records.targets import Target, TargetType
from retning.public.drawn import demand_drawn, forecast_of, minimum_of, path_drawn, role_in_files

START, END = PathPoint("2020", 10), PathPoint("2030", 20)


def indicator(*mains: bool, nature: str = "stock", of: str | None = None) -> Indicator:
    """An indicator of the area ``here`` beside ``there``, with one target for each of ``mains``."""
    kind = TargetType(code="T8", name="minimum")
    return Indicator(
        id="jobs",
        title={"nb": "Jobber"},
        description={"nb": ""},
        unit="persons",
        decimals=0,
        nature=nature,
        kind="ratio",
        direction="up",
        influence="some",
        delay=0,
        lines=(LineDefinition(id="main", numerator=Term()), LineDefinition(id="wide", numerator=Term())),
        areas=("here", "there"),
        main_area="here",
        benchmark="there",
        interval=Interval(),
        targets=tuple(
            Target(element="A", type=kind, values=TargetDemand(value=4, of=of), main=main) for main in mains
        ),
    )


def path(target: int, type: str = "level", **more: PathPoint | tuple[PathPoint, ...]) -> Path:
    return Path(element="A", target=target, type=type, line="main", points=(START, END), goal=END, **more)  # type: ignore[arg-type]


@dataclass
class Edition:
    """An edition that says one thing: the paths of an indicator in an area."""

    paths: tuple[Path, ...]

    def area_part(self, indicator: str, area: str) -> AreaPart | None:
        return AreaPart(area=area, paths=self.paths) if area == "here" else None


def test_the_path_of_the_main_target_is_drawn() -> None:
    edition = Edition((path(0), path(1)))
    assert path_drawn(edition, indicator(False, True), "here") == path(1)  # type: ignore[arg-type]


def test_without_a_main_target_the_first_path_is_drawn() -> None:
    edition = Edition((path(1), path(0)))
    assert path_drawn(edition, indicator(False, False), "here") == path(0)  # type: ignore[arg-type]


@pytest.mark.parametrize(("nature", "role"), [("flow", "minimum"), ("count", "minimum"), ("stock", "path")])
def test_yearly_amounts_have_a_minimum_and_not_a_way_somewhere(nature: str, role: str) -> None:
    edition = Edition((path(0, "minimum"),))
    demand = demand_drawn(edition, indicator(True, nature=nature), "here")  # type: ignore[arg-type]
    assert demand is not None and demand.role == role


def test_an_area_without_a_path_is_asked_for_nothing() -> None:
    assert demand_drawn(Edition((path(0),)), indicator(True), "there") is None  # type: ignore[arg-type]


def test_what_a_path_asks_for_is_told_period_by_period_or_by_its_own_points() -> None:
    asked = (PathPoint("2020", 10), PathPoint("2025", 15))
    for made, expected in (
        (path(0, asked=asked), {"2020": 10, "2025": 15}),
        (path(0), {"2020": 10, "2030": 20}),
    ):
        demand = demand_drawn(Edition((made,)), indicator(True), "here")  # type: ignore[arg-type]
        assert demand is not None and demand.asked() == expected


def test_a_minimum_over_several_periods_together_is_no_line_for_each() -> None:
    assert minimum_of(indicator(True)) is not None
    assert minimum_of(indicator(True, of="sum")) is None


def test_each_line_has_a_role_in_the_files() -> None:
    jobs = indicator(True)
    assert role_in_files(jobs, "here", "main") == "own"
    assert role_in_files(jobs, "here", "wide") == "other"
    assert role_in_files(jobs, "there", "main") == "benchmark"
    assert role_in_files(jobs, "here", "main@2024-01-01") == "ghost"
    assert role_in_files(jobs, "elsewhere", "main") == "other"


def test_a_forecast_is_shown_only_beside_the_figure_that_it_rests_on() -> None:
    ahead = AheadColumns(period=("2025",), value=(1,), lower80=(0,), upper80=(2,), lower95=(0,), upper95=(3,))
    forecast = Forecast(last="2024", last_value=1, scale="linear", step=1, points=9, ahead=ahead)
    whole = Line(line="main", period=("2023", "2024"), value=(1, 1), forecast=forecast)
    assert forecast_of(whole) == forecast
    assert forecast_of(Line(line="main", period=("2023",), value=(1,), forecast=forecast)) is None
    assert forecast_of(Line(line="main", period=("2023", "2024"), value=(1, None), forecast=forecast)) is None
    assert forecast_of(None) is None
