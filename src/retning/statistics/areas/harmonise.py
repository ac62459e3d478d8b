"""Values of an area from the values of its parts: counts add, ratios are recomputed, the rest is refused.

Each result says how it came to be (``Value.method``) and keeps every part with its weight, so that it can be
recomputed by hand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from retning.answers import CERTAINTIES, VALUE_METHODS, Certainty, ValueMethod
from retning.statistics.areas.model import Parts
from retning.statistics.model import Part, Value

ADDED = ("count", "ratio")
"""Kinds whose numerators and denominators may be added up. Means, medians and indices may not."""

_SYMBOLS_IN_ORDER = (":", "..", ".")
"""When several parts are missing: confidential outweighs missing, missing outweighs not possible."""


def total(parts: Parts, values: Mapping[str, Part], kind: str = "count") -> Value:
    """The value of an area in a period, from the published value of each code.

    ``parts`` is what :meth:`Areas.parts` answered, ``values`` one published figure per code (codes that are
    not needed are ignored). A missing part makes the sum missing, with the part's symbol; a part that the
    table does not have makes it missing with the note ``part_not_in_table``. ``kind`` is the indicator's: a
    mean, a median or an index of several parts is refused with the note ``cannot_add``, because no
    arithmetic on them gives the value of the whole.

    >>> from retning.statistics.areas.model import Parts
    >>> pair = Parts("a", "2019", (Part("1"), Part("2", 0.5)), "estimated")
    >>> total(pair, {"1": Part("1", value=10.0), "2": Part("2", value=4.0)}).value
    12.0
    """
    if parts.method == "not possible":
        return Value(parts.period, None, method="not possible", note=parts.note)
    if kind not in ADDED and (len(parts.parts) > 1 or parts.method == "estimated"):
        return Value(parts.period, None, method="not possible", note="cannot_add", parts=parts.parts)
    used = tuple(_weighed(part, values.get(part.code)) for part in parts.parts)
    absent = [part for part in used if part.code not in values]
    if absent:
        return Value(parts.period, None, method="not possible", note="part_not_in_table", parts=used)
    missing = [part for part in used if part.value is None]
    if missing:
        symbol = strongest_symbol([part.status for part in missing])
        return Value(
            parts.period, None, method="not possible", status=symbol, note="part_missing", parts=used
        )
    value = math.fsum(part.weight * part.value for part in used if part.value is not None)
    return Value(
        parts.period,
        value,
        method=parts.method,
        certainty=_certainty(parts.method, used),
        status=next((part.status for part in used if part.status), ""),
        note=parts.note,
        parts=used,
    )


def ratio(numerator: Value, denominator: Value, factor: float = 1.0) -> Value:
    """``factor * numerator / denominator``, computed from the sums and never from other ratios.

    Missing when either is missing (with its symbol and note) and when the denominator is zero (note
    ``zero_denominator``). Raises ``ValueError`` when the two are of different periods.

    >>> ratio(Value("2019", 3.0), Value("2019", 12.0), 100).value
    25.0
    """
    if numerator.period != denominator.period:
        raise ValueError(f"periods differ: {numerator.period} and {denominator.period}")
    parts = (*numerator.parts, *denominator.parts)
    for side in (numerator, denominator):
        if side.value is None:
            refused = Value(numerator.period, None, status=side.status, note=side.note or "part_missing")
            return replace(
                refused,
                numerator=numerator.value,
                denominator=denominator.value,
                method="not possible",
                parts=parts,
            )
    assert numerator.value is not None and denominator.value is not None
    method = later_method("recomputed", numerator.method, denominator.method)
    if denominator.value == 0:
        return Value(
            numerator.period,
            None,
            numerator.value,
            0.0,
            method="not possible",
            note="zero_denominator",
            parts=parts,
        )
    return Value(
        numerator.period,
        factor * numerator.value / denominator.value,
        numerator.value,
        denominator.value,
        method=method,
        certainty=later_certainty(numerator.certainty, denominator.certainty),
        status=numerator.status or denominator.status,
        note=numerator.note or denominator.note,
        parts=parts,
    )


def later_method(*methods: ValueMethod) -> ValueMethod:
    """The least direct of several methods.

    >>> later_method("as published", "estimated", "summed")
    'estimated'
    """
    return max(methods, key=VALUE_METHODS.index)


def later_certainty(*certainties: Certainty) -> Certainty:
    """The least final of several certainties.

    >>> later_certainty("final", "provisional")
    'provisional'
    """
    return max(certainties, key=CERTAINTIES.index)


def strongest_symbol(symbols: Sequence[str]) -> str:
    """The symbol that speaks for a sum with several missing parts.

    >>> strongest_symbol(["..", ":"])
    ':'
    """
    for symbol in _SYMBOLS_IN_ORDER:
        if symbol in symbols:
            return symbol
    return next((symbol for symbol in symbols if symbol), "")


def _weighed(part: Part, found: Part | None) -> Part:
    return part if found is None else replace(found, code=part.code, weight=part.weight)


def _certainty(method: ValueMethod, parts: Sequence[Part]) -> Certainty:
    if method == "estimated" or any(part.status == "e" for part in parts):
        return "estimated"
    return "provisional" if any(part.status in ("p", "*") for part in parts) else "final"
