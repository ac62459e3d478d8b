"""From the rooms' dataclasses to the plain JSON of an edition.

Values are written with at most twelve significant digits: enough for any published figure, and few enough that
the last bit of a platform's arithmetic never changes an edition's hash.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

_SIGNIFICANT = 12


def plain(value: Any) -> Any:
    """Any value of ours as JSON values: dataclasses as objects, tuples as lists, dates as ISO text.

    >>> plain({"at": date(2020, 1, 1), "x": (0.1 + 0.2,)})
    {'at': '2020-01-01', 'x': [0.3]}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "item") and not isinstance(value, (str, bytes)):
        value = value.item()  # a numpy scalar
    if isinstance(value, float):
        return rounded(value)
    return value


def rounded(value: float) -> float | int | None:
    """A float at twelve significant digits; whole numbers as integers; nothing for NaN and infinities.

    >>> rounded(0.1 + 0.2), rounded(4000.0), rounded(float("nan"))
    (0.3, 4000, None)
    """
    if not math.isfinite(value):
        return None
    short = float(f"{value:.{_SIGNIFICANT}g}")
    return int(short) if short.is_integer() and abs(short) < 2**53 else short
