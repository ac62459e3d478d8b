"""JSON-stat 2.0: dense and sparse, every way to write it, and never a zero for a symbol."""

from __future__ import annotations

import json
import math
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.statistics.sources.errors import SourceError
from retning.statistics.sources.jsonstat import Cube, parse, read
from retning.statistics.tables.periods import period_of


def dataset(**changed: Any) -> dict[str, Any]:
    """Two areas by three years, written by hand: 10 11 – / 20 – 22."""
    return {
        "version": "2.0",
        "class": "dataset",
        "id": ["area", "year"],
        "size": [2, 3],
        "role": {"time": ["year"], "geo": ["area"]},
        "dimension": {
            "area": {
                "label": "Area",
                "category": {"index": {"B": 1, "A": 0}, "label": {"A": "Alpha", "B": "Beta"}},
            },
            "year": {"category": {"index": ["2020", "2021", "2022"]}},
        },
        "value": [10, 11, None, 20, None, 22],
        "status": {"2": "..", "4": ":"},
    } | changed


def rows(cube: Cube) -> list[tuple[Any, ...]]:
    """Cells as tuples of codes, value (or None) and symbol."""
    columns = [cube.column(name) for name in cube.dims]
    values = [None if math.isnan(v) else v for v in cube.value]
    return list(zip(*columns, values, cube.status, strict=True))


BY_HAND = [
    ("A", "2020", 10.0, ""),
    ("A", "2021", 11.0, ""),
    ("A", "2022", None, ".."),
    ("B", "2020", 20.0, ""),
    ("B", "2021", None, ":"),
    ("B", "2022", 22.0, ""),
]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"value": {"0": 10, "1": 11, "3": 20, "5": 22}},
        {"value": {"5": 22, "0": 10, "3": 20, "1": 11, "2": None}},
        {"status": ["", None, "..", "", ":", ""]},
    ],
    ids=["dense", "sparse", "sparse in another order", "status as an array"],
)
def test_every_way_to_write_the_same_cells_reads_the_same(changed: dict[str, Any]) -> None:
    assert rows(read(dataset(**changed))) == BY_HAND


def test_one_status_may_stand_for_all_cells() -> None:
    for status in ("p", ["p"]):
        assert set(read(dataset(status=status)).status) == {"p"}


def test_a_dimension_with_one_category_needs_no_index() -> None:
    data = dataset(id=["area", "year", "what"], size=[2, 3, 1])
    data["dimension"]["what"] = {
        "category": {"label": {"pop": "Population"}, "unit": {"pop": {"base": "persons"}}}
    }
    data["role"]["metric"] = ["what"]
    cube = read(data)
    assert list(cube.column("what")) == ["pop"] * 6
    assert cube.units == {"pop": "persons"}
    assert cube.labels["area"] == {"A": "Alpha", "B": "Beta"}


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"class": "collection"}, "class"),
        ({"id": "area"}, "id"),
        ({"size": [2, 2, 1]}, "size"),
        ({"size": [2, True]}, "size"),
        ({"value": [1, 2, 3]}, "value"),
        ({"value": [1, 2, 3, 4, 5, "6"]}, "value"),
        ({"value": [1, 2, 3, 4, 5, True]}, "value"),
        ({"value": {"6": 1}}, "value"),
        ({"value": {"-1": 1}}, "value"),
        ({"value": {"1": 1, "01": 2}}, "value"),
        ({"value": "none"}, "value"),
        ({"status": ["a", "b"]}, "status"),
        ({"status": {"9": "."}}, "status"),
        ({"role": {"time": ["no such"]}}, "role"),
        ({"dimension": {"area": {}}}, "dimension.area"),
    ],
)
def test_another_shape_is_refused_with_the_place(changed: dict[str, Any], place: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(dataset(**changed))
    assert (caught.value.key, caught.value.values["place"]) == ("shape", place)


@pytest.mark.parametrize("index", [{"A": 0, "B": 2}, {"A": 0, "B": 0}, ["A"], ["A", "A"], None, 3])
def test_an_index_that_is_no_order_is_refused(index: object) -> None:
    data = dataset()
    data["dimension"]["area"]["category"]["index"] = index
    with pytest.raises(SourceError) as caught:
        read(data)
    assert caught.value.values["place"] == "dimension.area.category.index"


@pytest.mark.parametrize("raw", [b"", b"{", b"<html>", b'{"value": NaN}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_not_json_is_told_apart_from_another_shape(raw: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        parse(raw)
    assert caught.value.key == "not_json"


@st.composite
def cells(draw: st.DrawFn) -> tuple[list[list[str]], list[float | None], list[str]]:
    codes = draw(
        st.lists(
            st.lists(st.text("ABCæøå019 ", min_size=1, max_size=4), min_size=1, max_size=4, unique=True),
            max_size=3,
        )
    )
    count = math.prod(len(c) for c in codes)
    number = st.one_of(
        st.none(), st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**9), 10**9)
    )
    values = draw(st.lists(number, min_size=count, max_size=count))
    status = draw(st.lists(st.sampled_from(["", ".", "..", ":", "p"]), min_size=count, max_size=count))
    return codes, values, status


@given(cells(), st.booleans(), st.booleans(), st.booleans())
def test_dense_and_sparse_round_trip(
    drawn: tuple[list[list[str]], list[float | None], list[str]],
    sparse_value: bool,
    sparse_status: bool,
    index_as_object: bool,
) -> None:
    codes, values, status = drawn
    written = {
        "class": "dataset",
        "id": [f"d{at}" for at in range(len(codes))],
        "size": [len(c) for c in codes],
        "dimension": {
            f"d{at}": {"category": {"index": {code: i for i, code in enumerate(c)} if index_as_object else c}}
            for at, c in enumerate(codes)
        },
        "value": {str(i): v for i, v in enumerate(values) if v is not None} if sparse_value else values,
        "status": {str(i): s for i, s in enumerate(status) if s} if sparse_status else status,
    }
    cube = parse(json.dumps(written).encode())
    assert [None if math.isnan(v) else v for v in cube.value] == [
        None if v is None else float(v) for v in values
    ]
    assert list(cube.status) == status
    for flat in range(len(values)):  # the place of a cell, worked out the slow way
        rest = flat
        for at in reversed(range(len(codes))):
            rest, own = divmod(rest, len(codes[at]))
            assert cube.column(f"d{at}")[flat] == codes[at][own]


def test_a_million_cells_are_read_in_a_moment() -> None:
    sizes = [100, 50, 2, 100]
    count = math.prod(sizes)
    written = {
        "class": "dataset",
        "id": list("abcd"),
        "size": sizes,
        "dimension": {
            n: {"category": {"index": [f"{n}{i}" for i in range(s)]}}
            for n, s in zip("abcd", sizes, strict=True)
        },
        "value": [None if i % 97 == 0 else i for i in range(count)],
        "status": {str(i): ".." for i in range(0, count, 97)},
    }
    started = time.perf_counter()
    cube = read(written)
    columns = {name: cube.column(name) for name in cube.dims}
    taken = time.perf_counter() - started
    at = 765_432
    assert [columns[n][at] for n in "abcd"] == ["a76", "b27", "c0", "d32"]
    assert cube.value[at] == at
    assert int(np.isnan(cube.value).sum()) == len(written["status"])
    assert taken < 5.0  # about half a second on a slow machine; a loop in Python per cell takes far longer


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("2024", "2024"),
        ("2024K2", "2024-Q2"),
        ("2024Q4", "2024-Q4"),
        ("2024M06", "2024-M06"),
        ("2024U01", "2024-W01"),
        ("2026V30", "2024-W30".replace("2024", "2026")),
        ("2018-2020", "2018-2020"),
    ],
)
def test_time_codes_of_publishers_become_periods(code: str, period: str) -> None:
    assert period_of(code) == period
