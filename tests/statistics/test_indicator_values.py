"""From tables to series: sums, ratios, refusals, comparisons, vintages."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retning.statistics.areas import Area, Areas, Code
from retning.statistics.indicators import Allocation, Line, Slice, Term, compute
from retning.toml.faults import InputError
from support.indicator_cases import areas, at, found, indicator, path, points, relative, table, term

PEOPLE = [*path("02", 2018, 10, 20), *path("04", 2018, 30, 60), *path("0", 2018, 400, 500)]
JOBS = [*path("02", 2018, 5, 8), *path("04", 2018, 3, 12), *path("0", 2018, 100, 100)]


def test_counts_are_summed_over_parts_and_say_so() -> None:
    series = found(compute([indicator(areas=("pair",))], areas(), [table(rows=PEOPLE)]), "pair")
    assert points(series) == {"2018": 40, "2019": 80}
    assert [v.method for v in series.values] == ["summed", "summed"]
    assert {p.code for p in series.values[0].parts} == {"02", "04"}
    assert series.values[0].numerator == 40
    assert series.tables == ("figures/people@2024-02-01",)


def test_a_figure_of_one_code_is_as_published() -> None:
    value = at(found(compute([indicator()], areas(), [table(rows=PEOPLE)])), "2019")
    assert (value.value, value.method, value.certainty, value.vintage) == (
        20,
        "as published",
        "final",
        "2024-02-01",
    )


def test_a_split_is_estimated_with_its_weight_shown() -> None:
    rows = [*path("01", 2019, 100), *path("03", 2019, 50), *path("10", 2020, 130), *path("30", 2020, 30)]
    series = found(compute([indicator(areas=("a",))], areas(), [table(rows=rows)]), "a")
    assert points(series) == {"2019": 120, "2020": 130}
    assert [v.method for v in series.values] == ["estimated", "as published"]
    assert {p.code: p.weight for p in series.values[0].parts} == {"01": 1.0, "03": 0.4}


def test_ratios_are_recomputed_from_sums() -> None:
    one = indicator(
        kind="ratio", numerator=term("figures/jobs"), denominator=term(), factor=100, areas=("pair", "b")
    )
    series = compute([one], areas(), [table(rows=PEOPLE), table("figures/jobs", JOBS)])
    value = at(found(series, "pair"), "2019")
    assert (value.value, value.numerator, value.denominator) == (25, 20, 80)  # and not the mean of 40 and 20
    assert value.method == "recomputed"
    assert {(p.code, p.role) for p in value.parts} == {
        ("02", ""),
        ("04", ""),
        ("02", "denominator"),
        ("04", "denominator"),
    }
    assert at(found(series), "2018").value == 50


def test_a_ratio_of_nothing_has_no_value() -> None:
    one = indicator(kind="ratio", numerator=term("figures/jobs"), denominator=term())
    value = at(
        found(compute([one], areas(), [table(rows=path("02", 2018, 0)), table("figures/jobs", JOBS)])), "2018"
    )
    assert (value.value, value.method, value.note) == (None, "not possible", "zero_denominator")


def test_a_year_without_denominator_inside_the_series_is_a_gap() -> None:
    one = indicator(kind="ratio", numerator=term("figures/jobs"), denominator=term())
    jobs = table("figures/jobs", path("02", 2018, 1, 2, 3, 4))
    people = table(rows=[("02", "2018", 10.0), ("02", "2020", 10.0)])
    series = found(compute([one], areas(), [jobs, people]))
    assert points(series) == {"2018": 0.1, "2019": None, "2020": 0.3}
    assert at(series, "2019").note == "denominator_missing"


def test_people_on_a_date_divide_what_was_made_in_the_year() -> None:
    one = indicator(kind="ratio", numerator=term("figures/jobs"), denominator=term())
    people = table(rows=[("02", "2018-01-01", 10.0), ("02", "2019-01-01", 16.0)])
    assert points(found(compute([one], areas(), [table("figures/jobs", JOBS), people]))) == {
        "2018": 0.5,
        "2019": 0.5,
    }


@pytest.mark.parametrize("kind", ["mean", "median", "index"])
def test_what_cannot_be_added_is_refused_for_a_region(kind: str) -> None:
    series = compute([indicator(kind=kind, areas=("pair", "b", "nation"))], areas(), [table(rows=PEOPLE)])
    value = at(found(series, "pair"), "2018")
    assert (value.value, value.method, value.note) == (None, "not possible", f"{kind}_not_added")
    assert points(found(series, "b")) == {"2018": 10, "2019": 20}
    assert points(found(series, "nation")) == {"2018": 400, "2019": 500}


def test_a_missing_part_makes_the_sum_missing_with_its_symbol() -> None:
    rows = [*path("02", 2018, 10), ("04", "2018", None)]
    source = table(rows=rows, status={("04", "2018"): ":"})
    value = at(found(compute([indicator(areas=("pair",))], areas(), [source]), "pair"), "2018")
    assert (value.value, value.status, value.method, value.note) == (
        None,
        ":",
        "not possible",
        "part_missing",
    )


def test_provisional_by_symbol_and_by_definition() -> None:
    source = table(rows=path("02", 2018, 1, 2, 3, 4), status={("02", "2019"): "p"})
    series = found(compute([indicator(provisional_last=2)], areas(), [source]))
    assert [v.certainty for v in series.values] == ["final", "provisional", "provisional", "provisional"]
    assert at(series, "2019").status == "p"


def compared(how: str, times: float = 1.0, **more: object) -> object:
    one = indicator(relative=relative("nation", how, times), areas=("b", "pair"), **more)
    return compute([one], areas(), [table(rows=PEOPLE), table("figures/jobs", JOBS)])


def test_a_share_keeps_own_and_benchmark() -> None:
    value = at(found(compared("share", 100)), "2019")
    assert (value.value, value.numerator, value.denominator) == (4, 20, 500)
    assert {(p.code, p.role) for p in value.parts} == {("02", ""), ("0", "denominator")}


def test_ratio_and_difference_of_values() -> None:
    terms = {"kind": "ratio", "numerator": term("figures/jobs"), "denominator": term(), "factor": 100}
    value = at(found(compared("ratio", **terms)), "2018")
    assert (value.value, value.numerator, value.denominator) == (2, 50, 25)
    value = at(found(compared("difference", **terms)), "2018")
    assert (value.value, value.numerator, value.denominator) == (25, 50, 25)


def test_growth_difference_is_in_percentage_points() -> None:
    series = found(compared("growth difference"))
    assert points(series)["2019"] == pytest.approx(100 * (log(2) - log(5 / 4)))
    assert at(series, "2019").numerator == pytest.approx(100 * log(2))
    assert at(series, "2019").denominator == pytest.approx(100 * log(5 / 4))
    assert list(points(series)) == ["2019"]  # the first year has no year before it


def test_growth_difference_does_not_cross_a_change_of_members() -> None:
    one = indicator(relative=relative("nation", "growth difference"), areas=("then",))
    rows = [*path("02", 2018, 1, 2, 3, 4), *path("04", 2018, 1, 1, 1, 1), *path("0", 2018, 9, 9, 9, 9)]
    series = found(compute([one], areas(), [table(rows=rows)]), "then")
    assert points(series)["2019"] == pytest.approx(100 * log(2))
    assert (at(series, "2020").value, at(series, "2020").note) == (None, "membership_changed")
    assert points(series)["2021"] == pytest.approx(100 * log(5 / 4))


def test_a_value_for_a_larger_area_is_split_by_a_key() -> None:
    split = Term(Slice("figures/product"), allocate=Allocation(Slice("figures/jobs"), "nation"))
    product = table("figures/product", path("0", 2018, 1000, 2000))
    series = compute(
        [indicator(numerator=split, areas=("b", "pair", "nation"))],
        areas(),
        [product, table("figures/jobs", JOBS)],
    )
    assert points(found(series)) == {"2018": 50, "2019": 160}
    assert points(found(series, "pair")) == {"2018": 80, "2019": 400}
    assert {v.method for v in found(series).values} == {"estimated"}
    assert at(found(series), "2018").note == "allocated"
    assert {(p.code, p.role) for p in at(found(series), "2018").parts} == {
        ("0", ""),
        ("02", "by"),
        ("0", "within"),
    }
    assert at(found(series, "nation"), "2018").method == "as published"


def test_an_indicator_rests_on_another() -> None:
    share = indicator("share", kind="ratio", numerator=term("figures/jobs"), denominator=term(), factor=100)
    change = indicator(
        "change", kind="ratio", numerator=Term(indicator="share", change="this minus previous")
    )
    jobs = indicator("jobs", numerator=Term(numerator_of="share"), areas=("pair",))
    series = compute([change, jobs, share], areas(), [table(rows=PEOPLE), table("figures/jobs", JOBS)])
    assert points(found(series, id="change")) == {"2019": -10}
    assert points(found(series, "pair", id="jobs")) == {"2018": 8, "2019": 20}
    assert found(series, id="change").tables == ("figures/jobs@2024-02-01", "figures/people@2024-02-01")


def test_vintages_are_never_mixed() -> None:
    old = table(rows=path("02", 2018, 10, 19), vintage="2023-02-01")
    new = table(rows=path("02", 2018, 11), vintage="2024-02-01")
    series = compute([indicator()], areas(), [new, old])
    assert points(found(series)) == {"2018": 11}  # 2019 is only in the older one and stays there
    assert points(found(series, line="main@2023-02-01")) == {"2018": 10, "2019": 19}
    assert found(series, line="main@2023-02-01").tables == ("figures/people@2023-02-01",)


def test_benchmark_and_own_value_come_from_the_same_vintage() -> None:
    old = table(rows=[("02", "2018", 1.0), ("0", "2018", 10.0)], vintage="2023-02-01")
    new = table(rows=[("02", "2018", 3.0), ("0", "2018", 12.0)], vintage="2024-02-01")
    series = compute([indicator(relative=relative("nation", "share"))], areas(), [old, new])
    assert points(found(series)) == {"2018": 0.25}
    assert points(found(series, line="main@2023-02-01")) == {"2018": 0.1}


def test_first_published_figures_make_one_line() -> None:
    old = table(rows=path("02", 2018, 10, 20), vintage="2020-02-01", line="first")
    new = table(rows=path("02", 2019, 99, 30), vintage="2021-02-01", line="first")
    (series,) = compute([indicator()], areas(), [new, old])
    assert points(series) == {"2018": 10, "2019": 20, "2020": 30}
    assert [v.vintage for v in series.values] == ["2020-02-01", "2020-02-01", "2021-02-01"]


def test_lines_without_table_are_dropped_and_the_first_left_is_main() -> None:
    lines = (Line("fetched", term("ssb/1")), Line("typed", term()), Line("other", term("figures/jobs")))
    series = compute([indicator(lines=lines)], areas(), [table(rows=PEOPLE), table("figures/jobs", JOBS)])
    assert points(found(series))["2018"] == 10
    assert points(found(series, line="other"))["2018"] == 5
    assert compute([indicator(lines=lines[:1])], areas(), [table(rows=PEOPLE)]) == []


def test_an_indicator_on_a_missing_one_has_no_series() -> None:
    base = indicator("base", numerator=term("ssb/1"))
    assert (
        compute([base, indicator("top", numerator=Term(indicator="base"))], areas(), [table(rows=PEOPLE)])
        == []
    )


def test_dimensions_are_chosen_or_summed() -> None:
    rows = [("02", "2018", 1.0), ("02", "2018", 2.0), ("02", "2018", 4.0)]
    source = table(rows=rows, dims={"age": ("0-17", "18-66", "67+")})

    def value(where: dict) -> float | None:
        return found(compute([indicator(numerator=term(where=where))], areas(), [source])).values[0].value

    assert value({"age": ("18-66",)}) == 2
    assert value({"age": ("0-17", "67+")}) == 5
    assert value({"age": ("*",)}) == 7


def test_a_sum_with_a_missing_code_is_no_sum() -> None:
    rows = [("02", "2018", 1.0), ("02", "2018", 2.0), ("02", "2019", 4.0)]
    source = table(rows=rows, dims={"age": ("young", "old", "young")})
    series = found(compute([indicator(numerator=term(where={"age": ("young", "old")}))], areas(), [source]))
    assert points(series) == {"2018": 3, "2019": None}


@pytest.mark.parametrize(
    ("where", "key"),
    [
        ({}, "indicator_dimension_open"),
        ({"age": ("baby",)}, "indicator_code_unknown"),
        ({"age": ("*",), "sex": ("1",)}, "indicator_dimension_unknown"),
    ],
)
def test_a_table_that_does_not_fit_is_a_fault(where: dict, key: str) -> None:
    source = table(rows=[("02", "2018", 1.0), ("02", "2018", 2.0)], dims={"age": ("young", "old")})
    with pytest.raises(InputError) as caught:
        compute([indicator(numerator=term(where=where), file="indicators/x.toml")], areas(), [source])
    assert [f.key for f in caught.value.faults] == [key]


def test_two_rows_for_one_figure_and_a_bad_period_are_faults() -> None:
    for rows, key in (
        ([*PEOPLE, PEOPLE[0]], "indicator_rows_twice"),
        ([("02", "2018-Q9", 1.0)], "indicator_table_period"),
    ):
        with pytest.raises(InputError) as caught:
            compute([indicator()], areas(), [table(rows=rows)])
        assert [f.key for f in caught.value.faults] == [key]


def test_an_area_that_is_not_in_the_table_has_no_series() -> None:
    assert compute([indicator(areas=("c",))], areas(), [table(rows=PEOPLE)]) == []


@settings(max_examples=30)
@given(st.permutations(PEOPLE), st.floats(0.5, 1000))
def test_the_order_of_rows_does_not_matter_and_scale_carries_through(rows: list, by: float) -> None:
    everything = indicator(areas=("pair", "b", "nation"), relative=relative("nation", "share"))
    level = indicator("level", areas=("pair", "b"))
    plain = compute([everything, level], areas(), [table(rows=PEOPLE)])
    assert compute([level, everything], areas(), [table(rows=rows)]) == plain
    scaled = compute([everything, level], areas(), [table(rows=[(c, p, v * by) for c, p, v in rows])])
    for before, after in zip(plain, scaled, strict=True):
        factor = by if before.indicator == "level" else 1.0
        assert [v.value for v in after.values] == pytest.approx([v.value * factor for v in before.values])


def test_a_whole_country_is_computed_in_one_call() -> None:
    country = Areas([Area(f"m{i}", "municipality", {"nb": str(i)}, (Code(f"{i:04d}"),)) for i in range(357)])
    rows = [(f"{i:04d}", str(year), float(i + year)) for i in range(357) for year in range(2000, 2025)]
    made = [
        indicator(
            f"i{n}", areas=tuple(f"m{i}" for i in range(357)), change="next minus this" if n % 2 else ""
        )
        for n in range(10)
    ]
    series = {(one.indicator, one.area): one for one in compute(made, country, [table(rows=rows)])}
    assert len(series) == 3570
    # The figure of municipality i is i + year: 356 + 2024 in the last, and one more each year.
    assert series["i0", "m356"].values[-1].value == 2380
    assert {v.value for v in series["i1", "m7"].values if v.value is not None} == {1.0}
