"""The fourteen target types, and the reading of ``[[target]]`` tables (methods.md 1.6).

A target says what the plan's text demands, as data. Where the text can be understood in several ways each
way is a reading, and exactly one of them is the main one: a reading nobody chose would be chosen by the
program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from retning.plan.model import Reading, Target, TargetType
from retning.toml.faults import Fault
from retning.toml.fields import (
    Fields,
    LineOf,
    WrongKindError,
    one_of,
    to_address,
    to_flag,
    to_fraction,
    to_number,
    to_period,
    to_text,
    to_whole,
)

TARGET_TYPES: Mapping[str, TargetType] = {
    kind.name: kind
    for kind in (
        TargetType("T1", "level", ("value", "to", "from"), ("path",)),
        TargetType("T2", "growth", ("value", "from"), ("to",)),
        TargetType("T3", "bench_level", ("benchmark",), ("how", "from", "to")),
        TargetType("T4", "bench_growth", ("benchmark", "value", "from"), ("per", "to")),
        TargetType("T5", "parity", ("share", "equals", "from", "to"), ("line", "area", "parts")),
        TargetType("T6", "rank", ("group",), ("rank", "years", "from", "to")),
        TargetType("T7", "topgroup", ("group", "share"), ("years", "from", "to")),
        TargetType("T8", "minimum", ("value",), ("per", "of", "from", "to")),
        TargetType("T9", "milestone", (), ("to", "done", "state", "evidence", "item")),
        TargetType("T10", "direction", (), ("from", "to", "smallest_change")),
        TargetType("T11", "maintain", ("from",), ("value", "rank", "group", "tolerance", "to")),
        TargetType("T12", "rel_change", ("value", "from"), ("to",)),
        TargetType("T13", "range", ("low", "high"), ("from", "to")),
        TargetType("T14", "not_measurable", ("proposed",), ()),
    )
}
"""Every target type by the name used in files."""

COMMON = ("type", "main", "indicator_missing", "unit", "note", "decided", "reading")
"""Fields that every target may have, beside those of its type."""


def to_parts(value: object) -> dict[str, str]:
    """What stands behind a parity: indicators for ``jobs`` and ``rate`` (at least one), and the area ``whole``."""
    names = ("jobs", "rate", "whole")
    sound = isinstance(value, Mapping) and all(
        k in names and isinstance(v, str) and v.strip() for k, v in value.items()
    )
    if not isinstance(value, Mapping) or not sound or "whole" not in value or len(value) < 2:
        raise WrongKindError("target_parts")
    return {str(k): str(v).strip() for k, v in value.items()}


_KINDS: Mapping[str, Callable[[object], object]] = {
    "value": to_number,
    "low": to_number,
    "high": to_number,
    "tolerance": to_number,
    "smallest_change": to_number,
    "from": to_period,
    "to": to_period,
    "rank": to_whole,
    "years": to_whole,
    "parts": to_parts,
    "benchmark": to_text,
    "equals": to_text,
    "group": to_text,
    "line": to_text,
    "area": to_text,
    "share": to_text,
    "path": one_of("linear", "geometric"),
    "how": one_of("difference", "ratio"),
    "of": one_of("periods", "units"),
    "state": one_of("done", "partly", "not done"),
    "done": to_period,
    "evidence": to_address,
}
_ITEM = ("state", "done", "to", "evidence")
"""Fields of one thing of a milestone."""
_KINDS_OF_TYPE: Mapping[tuple[str, str], Callable[[object], object]] = {
    ("bench_growth", "per"): one_of("points", "factor", "level"),
    ("minimum", "per"): one_of("each", "average", "sum"),
    ("topgroup", "share"): to_fraction,
}


def parse_target(
    raw: Mapping[str, Any], line_of: LineOf, element: str, indicator: str | None, file: str
) -> tuple[Target | None, list[Fault]]:
    """Read one target; ``None`` with its faults where it cannot be used.

    ``raw`` is the table, ``line_of(*path)`` the line of a field inside it, ``element`` the plan element it
    belongs to, ``indicator`` the id of the indicator whose file declares it (``None`` in ``plan.toml``; in
    an indicator's file the field ``strategy`` names the element and is left to the caller). ``values`` of
    the target hold the fields of its type: periods as text (``"2010"``), numbers as written, ``proposed``
    as a text by language, and ``unit`` where the target states one. Only fields that were written are
    there; a default is the judge's.

    >>> target, faults = parse_target(
    ...     {"type": "minimum", "value": 4000, "from": 2010, "main": True},
    ...     lambda *path: 3,
    ...     "6.1",
    ...     "growth",
    ...     "x.toml",
    ... )
    >>> target.type.label, target.values, target.main
    ('T8 MINIMUM', {'value': 4000, 'from': '2010'}, True)
    """
    fields = Fields(raw, line_of, file, element)
    name = fields.take("type", to_text, required=True)
    kind = TARGET_TYPES.get(name) if name else None
    if name and kind is None:
        fields.fault("target_type_unknown", "type", type=name, types=", ".join(TARGET_TYPES))
    if kind is None:
        return None, fields.faults
    mine = _type_fields(kind)
    fields.leftover((*COMMON, *mine, *(("strategy",) if indicator is not None else ())))
    values = _values(fields, kind)
    unit = fields.take("unit", to_text)
    if unit is not None:
        values["unit"] = unit
    readings = _readings(fields, kind)
    _check_complete(fields, kind, raw, readings)
    target = Target(
        element=element,
        type=kind,
        values=values,
        indicator=indicator,
        readings=readings,
        note=fields.languages("note"),
        decided=fields.languages("decided"),
        file=file,
        line=line_of(),
        main=bool(fields.take("main", to_flag)),
        indicator_missing=bool(fields.take("indicator_missing", to_flag)),
    )
    return (None if fields.faults else target), fields.faults


def _type_fields(kind: TargetType) -> tuple[str, ...]:
    return (*kind.required, *kind.allowed)


def _values(fields: Fields, kind: TargetType) -> dict[str, object]:
    """The fields of the type that stand in this table, converted."""
    values: dict[str, object] = {}
    for name in _type_fields(kind):
        if name not in fields.raw:
            continue
        value: object
        if name == "proposed":
            value = fields.languages(name) or None
        elif name == "item":
            value = _items(fields)
        else:
            value = fields.take(name, _KINDS_OF_TYPE.get((kind.name, name)) or _KINDS[name])
        if value is not None:
            values[name] = value
    low, high = values.get("low"), values.get("high")
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        fields.fault("target_range_reversed", "low", low=low, high=high)
    start, end = values.get("from"), values.get("to")
    if isinstance(start, str) and isinstance(end, str) and start[:4] > end[:4]:
        fields.fault("target_dates_reversed", "to", start=start, end=end)
    return values


def _items(fields: Fields) -> tuple[Mapping[str, object], ...] | None:
    """The single things of a milestone that is a list ("get these rules lifted"), each with its own state."""
    found = []
    for index, raw in fields.tables("item"):
        inner = fields.inner("item", index, raw, fields.where)
        inner.leftover(("name", *_ITEM))
        values = {name: v for name in _ITEM if (v := inner.take(name, _KINDS[name])) is not None}
        if ("done" in values and values.get("state") not in ("done", "partly")) or (
            "state" in values and "evidence" not in values
        ):
            inner.fault("target_milestone_item", "state")
        found.append({"name": inner.languages("name", required=True), **values})
    for name in ("done", "state", "evidence"):
        if name in fields.raw:
            fields.fault("target_milestone_both", name, field=name)
    return tuple(found) or None


def _readings(fields: Fields, kind: TargetType) -> tuple[Reading, ...]:
    """The readings of a target; exactly one must be the main one."""
    readings: list[Reading] = []
    entries = fields.tables("reading")
    for index, raw in entries:
        inner = fields.inner("reading", index, raw, fields.where)
        inner.leftover(("id", "text", "main", *_type_fields(kind)))
        id = inner.take("id", to_text, required=True)
        if id is not None and any(reading.id == id for reading in readings):
            inner.fault("target_reading_twice", "id", reading=id)
        words = inner.languages("text", required=True)
        main = bool(inner.take("main", to_flag))
        readings.append(Reading(id or "", words, _values(inner, kind), main))
    mains = sum(reading.main for reading in readings)
    if entries and mains != 1:
        fields.fault("target_main_reading", "reading", count=mains)
    return tuple(readings)


def _check_complete(
    fields: Fields, kind: TargetType, raw: Mapping[str, Any], readings: tuple[Reading, ...]
) -> None:
    """Every field that the type needs must be stated: by the target itself or by each of its readings."""

    def stated(name: str) -> bool:
        return name in raw or (bool(readings) and all(name in reading.values for reading in readings))

    for name in kind.required:
        if not stated(name):
            fields.fault("target_field_missing", field=name, type=kind.name)
    if kind.name == "maintain" and not (stated("value") or stated("rank")):
        fields.fault("target_field_missing", field="value / rank", type=kind.name)
    if kind.name == "maintain" and stated("rank") and not stated("group"):
        fields.fault("target_field_missing", field="group", type=kind.name)
    if kind.name == "milestone" and "done" in raw and raw.get("state") not in ("done", "partly"):
        fields.fault("target_milestone_state", "done")
    if kind.name == "milestone" and "state" in raw and "evidence" not in raw:
        fields.fault("target_milestone_evidence", "state")
