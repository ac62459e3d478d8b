"""JSON-stat 2.0 datasets as columns of codes, dense and sparse.

Written after the specification (https://json-stat.org/full/): cells are numbered row by row, the last dimension
fastest; ``value`` is an array or an object from cell number to value; ``status`` an array, an object or one text
for every cell; ``category.index`` an array or an object, and absent where there is one category.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

from retning.statistics.methods.arrays import Floats
from retning.statistics.sources.errors import SourceError

Texts = npt.NDArray[np.object_]

_NUMBERS = {int, float, type(None)}


@dataclass(frozen=True)
class Cube:
    """A dataset with its cells in order: ``value`` and ``status`` have one entry per cell.

    ``value`` is ``nan`` where the publisher gives none; ``status`` is the publisher's symbol or ``""``.
    """

    dims: tuple[str, ...]
    codes: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, Mapping[str, str]]
    titles: Mapping[str, str]  # dimension -> its own label
    roles: Mapping[str, tuple[str, ...]]  # "time", "geo", "metric" -> dimensions
    value: Floats
    status: Texts
    units: Mapping[str, str] = field(default_factory=dict)  # category of a metric dimension -> unit
    decimals: Mapping[str, int] = field(default_factory=dict)
    label: str = ""
    source: str = ""
    updated: str = ""
    notes: tuple[str, ...] = ()

    @property
    def size(self) -> tuple[int, ...]:
        """Number of categories of each dimension."""
        return tuple(len(self.codes[name]) for name in self.dims)

    def column(self, name: str) -> Texts:
        """The codes of a dimension, one a cell.

        >>> read({"class": "dataset", "id": ["a", "b"], "size": [1, 2], "value": [1, 2], "dimension": {
        ...     "a": {"category": {"label": {"x": "X"}}}, "b": {"category": {"index": ["y", "z"]}}}}).column("b")
        array(['y', 'z'], dtype=object)
        """
        at = self.dims.index(name)
        inner = math.prod(self.size[at + 1 :])
        outer = math.prod(self.size[:at])
        codes = np.array(self.codes[name], dtype=object)
        return np.tile(np.repeat(codes, inner), outer)


def parse(raw: bytes) -> Cube:
    """A dataset from an answer's bytes. Raises :class:`SourceError` (``not_json``, ``shape``)."""
    return read(parse_json(raw))


def parse_json(raw: bytes) -> Any:
    """JSON from bytes; ``NaN`` and ``Infinity`` are no JSON. Raises :class:`SourceError` (``not_json``)."""
    try:
        return json.loads(raw, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise SourceError("not_json", detail=str(error)) from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def read(data: Any, with_values: bool = True) -> Cube:
    """A dataset from parsed JSON; ``with_values=False`` for metadata, which carries no cells.

    Raises :class:`SourceError` (``shape``, with the place) on anything that is not a dataset.
    """
    if not isinstance(data, dict) or data.get("class", "dataset") != "dataset":
        raise _shape("class")
    dims = _texts(data.get("id"), "id")
    sizes = data.get("size")
    if not isinstance(sizes, list) or len(sizes) != len(dims) or not all(_whole(s) for s in sizes):
        raise _shape("size")
    dimension = data.get("dimension")
    if len(set(dims)) != len(dims) or not isinstance(dimension, dict):
        raise _shape("dimension")
    codes: dict[str, tuple[str, ...]] = {}
    labels: dict[str, Mapping[str, str]] = {}
    titles: dict[str, str] = {}
    for name, size in zip(dims, sizes, strict=True):
        one = dimension.get(name)
        if not isinstance(one, dict) or not isinstance(one.get("category"), dict):
            raise _shape(f"dimension.{name}")
        codes[name], labels[name] = _categories(one["category"], size, f"dimension.{name}.category")
        titles[name] = str(one.get("label", name))
    roles = _roles(data.get("role"), dims)
    units, decimals = _units(dimension, roles.get("metric", ()))
    cells = math.prod(sizes)
    value, status = np.empty(0), np.empty(0, dtype=object)
    if with_values:
        value, status = _values(data.get("value"), cells), _status(data.get("status"), cells)
    notes = data.get("note") or ()
    return Cube(
        dims=dims,
        codes=codes,
        labels=labels,
        titles=titles,
        roles=roles,
        value=value,
        status=status,
        units=units,
        decimals=decimals,
        label=str(data.get("label") or ""),
        source=str(data.get("source") or ""),
        updated=str(data.get("updated") or ""),
        notes=(notes,) if isinstance(notes, str) else tuple(str(n) for n in notes),
    )


def _shape(place: str) -> SourceError:
    return SourceError("shape", place=place)


def _whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number >= 0


def _texts(value: object, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise _shape(place)
    return tuple(value)


def _categories(category: Mapping[str, Any], size: int, place: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Codes in order, and their labels."""
    index, label = category.get("index"), category.get("label") or {}
    if not isinstance(label, dict):
        raise _shape(f"{place}.label")
    if index is None:
        if len(label) != 1:
            raise _shape(f"{place}.index")  # order is only plain where there is one category
        codes = tuple(label)
    elif isinstance(index, list):
        codes = _texts(index, f"{place}.index")
    elif isinstance(index, dict):
        if not all(_whole(at) for at in index.values()) or sorted(index.values()) != list(range(len(index))):
            raise _shape(f"{place}.index")
        codes = tuple(sorted(index, key=index.__getitem__))
    else:
        raise _shape(f"{place}.index")
    if len(codes) != size or len(set(codes)) != size:
        raise _shape(f"{place}.index")
    return codes, {code: str(label[code]) for code in codes if code in label}


def _roles(role: object, dims: Sequence[str]) -> dict[str, tuple[str, ...]]:
    if role is None:
        return {}
    if not isinstance(role, dict):
        raise _shape("role")
    found = {name: _texts(value, f"role.{name}") for name, value in role.items()}
    if any(one not in dims for several in found.values() for one in several):
        raise _shape("role")
    return found


def _units(dimension: Mapping[str, Any], metrics: Sequence[str]) -> tuple[dict[str, str], dict[str, int]]:
    units: dict[str, str] = {}
    decimals: dict[str, int] = {}
    for metric in metrics:
        for code, unit in (dimension[metric]["category"].get("unit") or {}).items():
            if isinstance(unit, dict):
                units[code] = str(unit.get("base") or unit.get("label") or "")
                if _whole(unit.get("decimals")):
                    decimals[code] = unit["decimals"]
    return units, decimals


def _values(value: object, cells: int) -> Floats:
    if isinstance(value, list):
        # bool is refused: numpy would read it as 0 or 1
        if len(value) != cells or not set(map(type, value)) <= _NUMBERS:
            raise _shape("value")
        numbers = np.array(value, dtype=np.float64)
    elif isinstance(value, dict):
        at = _positions(value, cells, "value")
        if not set(map(type, value.values())) <= _NUMBERS:
            raise _shape("value")
        numbers = np.full(cells, np.nan)
        numbers[at] = np.array(list(value.values()), dtype=np.float64)
    else:
        raise _shape("value")
    if np.isinf(numbers).any():
        raise _shape("value")
    return numbers


def _status(status: object, cells: int) -> Texts:
    symbols: Texts = np.full(cells, "", dtype=object)
    if status is None:
        return symbols
    if isinstance(status, str):
        symbols[:] = status
    elif isinstance(status, list) and len(status) in (1, cells):
        if not set(map(type, status)) <= {str, type(None)}:
            raise _shape("status")
        symbols[:] = [one or "" for one in status] * (cells if len(status) == 1 else 1)
    elif isinstance(status, dict):
        at = _positions(status, cells, "status")
        if not set(map(type, status.values())) <= {str, type(None)}:
            raise _shape("status")
        symbols[at] = np.array([one or "" for one in status.values()], dtype=object)
    else:
        raise _shape("status")
    return symbols


def _positions(sparse: Mapping[str, object], cells: int, place: str) -> npt.NDArray[np.int64]:
    """Cell numbers of a sparse object's keys."""
    if not all(map(str.isdecimal, sparse)):
        raise _shape(place)
    at = np.fromiter(map(int, sparse), dtype=np.int64, count=len(sparse))
    if at.size and (int(at.max()) >= cells or np.unique(at).size != at.size):
        raise _shape(place)
    return at
