"""The figures that a page shows: all of them, or the areas and years that a reader chose."""

from __future__ import annotations

import pytest

from retning.build.run import build
from retning.edition.edition import Edition
from retning.edition.records.series import Line, PartColumns
from retning.public.shown_figures import ChosenFigures, ShownFigures, between
from support.wide_region import MEMBERS, wide_region

WORK, GROWTH = "sysselsetting-eksempel", "folkevekst-eksempel"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    place = tmp_path_factory.mktemp("figures")
    return build(wide_region(place), place / "home")


def line(**more: object) -> Line:
    """Three years: one published figure went into the first and the last value, two into the middle one."""
    parts = PartColumns(count=(1, 2, 1), code=("a", "b", "c", "d"), weight=1, origin=(1, 2, 2, 1))
    columns = {"period": ("2021", "2022", "2023"), "value": (1.0, None, 3.0), "status": ("", ":", "")}
    return Line(line="main", method="summed", certainty="final", parts=parts, **{**columns, **more})  # type: ignore[arg-type]


def test_a_line_is_cut_to_the_years_asked_for_with_all_its_columns() -> None:
    cut = between(line(), "2022", "2023")
    assert (cut.period, cut.value, cut.status) == (("2022", "2023"), (None, 3.0), (":", ""))
    assert [point.method for point in cut.points()] == ["summed", "summed"]


def test_the_parts_of_a_value_go_with_it() -> None:
    cut = between(line(), "", "2022")
    assert [[part.code for part in parts] for parts in cut.parts_of()] == [["a"], ["b", "c"]]
    assert [[part.origin for part in parts] for parts in cut.parts_of()] == [[1], [2, 2]]


def test_a_quarter_belongs_to_its_year() -> None:
    quarters = Line(line="main", period=("2022-Q4", "2023-Q1", "2023-Q2"), value=(1, 2, 3))
    assert between(quarters, "2023", "").period == ("2023-Q1", "2023-Q2")


def test_without_a_limit_a_line_is_the_same() -> None:
    whole = line()
    assert between(whole, "", "") is whole


def test_only_the_chosen_areas_have_lines(edition: Edition) -> None:
    chosen = ChosenFigures(edition, [WORK], ["gnes", "dvik"], "", "")
    assert chosen.areas_of(WORK) == ("dvik", "gnes")  # in the area file's order
    assert chosen.line(WORK, "cnes") is None
    assert chosen.line(WORK, "dvik") == edition.line(WORK, "dvik")


def test_other_indicators_are_untouched(edition: Edition) -> None:
    chosen = ChosenFigures(edition, [WORK], ["dvik"], "2020", "")
    assert chosen.areas_of(GROWTH) == ShownFigures(edition).areas_of(GROWTH)
    assert chosen.line(GROWTH, "cnes") == edition.line(GROWTH, "cnes")


def test_an_area_without_a_period_in_the_chosen_years_is_left_out(edition: Edition) -> None:
    assert ChosenFigures(edition, [WORK], (), "1990", "1991").areas_of(WORK) == ()
    assert set(MEMBERS) < set(ChosenFigures(edition, [WORK], (), "2015", "2016").areas_of(WORK))
