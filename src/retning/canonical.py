"""From the rooms' dataclasses to the plain JSON of an edition.

Values are written with at most twelve significant digits: enough for any published figure, and few enough that
the last bit of a platform's arithmetic never changes an edition's hash.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

_SIGNIFICANT = 12
_EXACT = 10.0**_SIGNIFICANT
"""Whole numbers below this have at most so many digits: they are written as they are."""


def plain(value: Any) -> Any:
    """Any value of ours as JSON values: dataclasses as objects, tuples as lists, dates as ISO text.

    >>> plain({"at": date(2020, 1, 1), "x": (0.1 + 0.2,)})
    {'at': '2020-01-01', 'x': [0.3]}
    """
    # An edition of a whole country has millions of values of a dozen types: how a type is written is found out once.
    kind = type(value)
    way = _WAYS.get(kind)
    if way is None:
        way = _WAYS[kind] = _way_of(value)
    return way(value)


def rounded(value: float) -> float | int | None:
    """A float at twelve significant digits; whole numbers as integers; nothing for NaN and infinities.

    >>> rounded(0.1 + 0.2), rounded(4000.0), rounded(float("nan"))
    (0.3, 4000, None)
    """
    if -_EXACT < value < _EXACT and value.is_integer():
        return int(value)
    if not math.isfinite(value):
        return None
    short = float(f"{value:.{_SIGNIFICANT}g}")
    return int(short) if short.is_integer() and abs(short) < 2**53 else short


def _same(value: Any) -> Any:
    return value


def _listed(value: Any) -> list[Any]:
    return [plain(v) for v in value]


def number(value: float) -> float | int:
    """A number as an edition holds it (:func:`rounded`). Raises ``ValueError`` for NaN and infinities.

    >>> number(0.1 + 0.2), number(4000.0)
    (0.3, 4000)
    """
    found = rounded(float(value))
    if found is None:
        raise ValueError(f"{value} has no place in an edition")
    return found


def maybe(value: float | None) -> float | int | None:
    """A number that may be missing; what is no number is nothing.

    >>> maybe(None), maybe(float("nan")), maybe(2.0)
    (None, None, 2)
    """
    return None if value is None else rounded(float(value))


def _mapped(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(k): plain(v) for k, v in value.items()}


def _way_of(value: Any) -> Callable[[Any], Any]:
    """How values of one type are written. The order decides for types that are several things at once."""
    if is_dataclass(value) and not isinstance(value, type):
        names = tuple(field.name for field in fields(value))
        return lambda v: {name: plain(getattr(v, name)) for name in names}
    if isinstance(value, Mapping):
        return _mapped
    if isinstance(value, (list, tuple)):
        return _listed
    if isinstance(value, (set, frozenset)):
        return lambda v: _listed(sorted(v))
    if isinstance(value, date):
        return lambda v: v.isoformat()
    if hasattr(value, "item") and not isinstance(value, (str, bytes)):
        return lambda v: plain(v.item())  # a numpy scalar
    return rounded if isinstance(value, float) else _same


_WAYS: dict[type, Callable[[Any], Any]] = {}
