"""Selection expressions, and queries cut to what a publisher allows."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.statistics.sources.errors import SourceError
from retning.statistics.sources.selection import (
    LONGEST_URL,
    address,
    body,
    cells,
    fits_address,
    resolve,
    split,
)

YEARS = ["2019", "2020", "2021", "2022", "2023"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["*"], YEARS),
        (["202?"], YEARS[1:]),
        (["2023", "2019"], ["2019", "2023"]),
        (["top(2)"], ["2022", "2023"]),
        (["TOP(2,1)"], ["2021", "2022"]),
        (["bottom(1)"], ["2019"]),
        (["bottom(2,1)"], ["2020", "2021"]),
        (["from(2022)"], ["2022", "2023"]),
        (["to(2020)"], ["2019", "2020"]),
        (["range(2020,2022)"], ["2020", "2021", "2022"]),
        (["[range(2020,2022)]", "top(1)"], ["2020", "2021", "2022", "2023"]),
        (["top(99)"], YEARS),
    ],
)
def test_expressions_over_time(wanted: list[str], found: list[str]) -> None:
    assert list(resolve("Tid", wanted, YEARS, is_time=True)) == found


def test_top_of_anything_but_time_is_its_beginning() -> None:
    assert resolve("Region", ["top(2)"], ["a", "b", "c"], is_time=False) == ("a", "b")
    assert resolve("Region", ["bottom(1)"], ["a", "b", "c"], is_time=False) == ("c",)


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        (["1999"], "no_such_code"),
        (["from(1999)"], "no_such_code"),
        (["19??"], "expression"),
        (["top(x)"], "expression"),
        (["top(1,2,3)"], "expression"),
        (["range(2019)"], "expression"),
        ([], "expression"),
    ],
)
def test_what_matches_nothing_is_refused(wanted: list[str], key: str) -> None:
    with pytest.raises(SourceError) as caught:
        resolve("Tid", wanted, YEARS, is_time=True)
    assert (caught.value.key, caught.value.values["dimension"]) == (key, "Tid")


def test_a_code_that_looks_like_an_expression_is_a_code_where_the_table_has_it() -> None:
    assert resolve("Alder", ["top(1)"], ["top(1)", "0"], is_time=False) == ("top(1)",)


@given(
    st.dictionaries(st.sampled_from("abcde"), st.integers(1, 12), min_size=1).map(
        lambda sizes: {name: tuple(f"{name}{i}" for i in range(size)) for name, size in sizes.items()}
    ),
    st.integers(1, 500),
)
def test_pieces_are_small_enough_and_hold_every_cell_once(
    selection: dict[str, tuple[str, ...]], limit: int
) -> None:
    pieces = split(selection, limit)
    assert all(1 <= cells(piece) <= limit for piece in pieces)
    assert sum(cells(piece) for piece in pieces) == cells(selection)
    seen = {(name, code) for piece in pieces for name, codes in piece.items() for code in codes}
    assert seen == {(name, code) for name, codes in selection.items() for code in codes}
    if cells(selection) <= limit:
        assert len(pieces) == 1
    assert len(pieces) <= math.prod(len(codes) for codes in selection.values())


def test_brackets_in_an_address_and_none_in_a_body() -> None:
    wanted = {"Region": ("K-5001", "50*"), "Tid": ("range(2020,2022)", "top(1)")}
    url = address("https://x.org/v2", "07459", wanted, {"Region": "agg_KommSummer"}, "no")
    assert url.endswith(
        "lang=no&outputFormat=json-stat2&codelist%5BRegion%5D=agg_KommSummer"
        "&valueCodes%5BRegion%5D=K-5001,50*&valueCodes%5BTid%5D=%5Brange(2020%2C2022)%5D,top(1)"
    )
    assert body(wanted, {"Region": "agg_KommSummer"})["selection"][0] == {
        "variableCode": "Region",
        "codelist": "agg_KommSummer",
        "valueCodes": ["K-5001", "50*"],
    }
    assert body(wanted, {})["selection"][1]["valueCodes"] == ["range(2020,2022)", "top(1)"]


def test_an_address_that_is_too_long_or_holds_a_comma_in_a_code_goes_as_a_body() -> None:
    assert fits_address("x" * LONGEST_URL, {"a": ("1",)})
    assert not fits_address("x" * (LONGEST_URL + 1), {"a": ("1",)})
    assert not fits_address("x", {"a": ("1,2",)})
