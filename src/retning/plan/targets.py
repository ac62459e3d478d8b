"""The fourteen target types, and the reading of ``[[target]]`` tables (methods.md 1.6).

A target says what the plan's text demands, as data. Where the text can be understood in several ways each
way is a reading, and exactly one of them is the main one: a reading nobody chose would be chosen by the
program.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.plan.model import Reading, Target, TargetType
from retning.toml.kinds import (
    ADDRESS,
    ALL_LANGUAGES,
    FLAG,
    FRACTION,
    NUMBER,
    TEXT,
    WHEN,
    Kind,
    one_of,
    whole,
)
from retning.toml.place import Place
from retning.toml.schema import Field, Maybe, TomlTable, Values, Variants, many

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


def _parts(values: Values, place: Place) -> Mapping[str, str]:
    return {name: value for name, value in values.items() if value}


def _part_beside_whole(parts: Mapping[str, str], place: Place) -> None:
    if not place.has("jobs") and not place.has("rate"):
        place.fault("target_parts")


PARTS = TomlTable(
    "parts",
    Field("jobs", TEXT, "an indicator that counts jobs where they are"),
    Field("rate", TEXT, "an indicator that divides employed residents by people of working age"),
    Field("whole", TEXT, "the area that stands for the whole in both", required=True),
    build=_parts,
    check=_part_beside_whole,
)

_STATE = one_of(("done", "partly", "not done"), "")
_ITEM_FIELDS: tuple[Field[Any], ...] = (
    Field("state", _STATE, "what is reported of it"),
    Field("done", WHEN, "when it was done"),
    Field("to", WHEN, "when it must be done"),
    Field("evidence", ADDRESS, "where everybody can see it", must="with `state`"),
)


def _item(values: Values, place: Place) -> Mapping[str, object]:
    """One thing of a milestone; only what was written is there."""
    return {"name": values["name"], **{n: v for n, v in values.items() if n != "name" and v}}


def _item_is_whole(item: Mapping[str, object], place: Place) -> None:
    done_without_state = "done" in item and item.get("state") not in ("done", "partly")
    if done_without_state or ("state" in item and not place.has("evidence")):
        place.fault("target_milestone_item", "state")


ITEM = TomlTable(
    "item",
    Field("name", ALL_LANGUAGES, "what it is", required=True),
    *_ITEM_FIELDS,
    build=_item,
    check=_item_is_whole,
)
"""One thing of a milestone that is a list ("get these rules lifted"), with its own state."""

_FIELDS: Mapping[str, tuple[Kind[Any], str]] = {
    "value": (NUMBER, "the number demanded; its unit is that of the indicator unless `unit` says otherwise"),
    "low": (NUMBER, "the lower limit"),
    "high": (NUMBER, "the upper limit"),
    "tolerance": (NUMBER, "how far it may fall short and still count as kept, in the unit"),
    "smallest_change": (NUMBER, "the smallest change per year that matters, in the unit"),
    "from": (WHEN, "the first period that counts"),
    "to": (WHEN, "the last period: the deadline"),
    "rank": (whole(), "the place demanded (1)"),
    "years": (
        whole(),
        "how many years are put together before places are compared. Without it three where an indicator with `[interval]` "
        "`wilson` or `poisson` has fewer than 100 events or cases a year somewhere in the group, else one",
    ),
    "parts": (Maybe(PARTS), "what stands behind a ratio, so that it can be taken apart"),
    "benchmark": (TEXT, "id of the area to compare with"),
    "equals": (TEXT, "id of the indicator that the share shall be equal to"),
    "group": (TEXT, "id of the peer group"),
    "line": (TEXT, "id of the line that is judged"),
    "area": (TEXT, "id of the area that is judged, where it is not the indicator's own"),
    "share": (TEXT, "id of the indicator that holds the share"),
    "path": (one_of(("linear", "geometric"), ""), "the way to the target (`linear`)"),
    "how": (one_of(("difference", "ratio"), ""), "how the two are compared (`difference`)"),
    "of": (one_of(("periods", "units"), ""), "what each value is a value of (`periods`)"),
    "state": (_STATE, "what is reported of the milestone"),
    "done": (WHEN, "when it was done"),
    "evidence": (ADDRESS, "where everybody can see it"),
    "item": (many(ITEM), "makes the milestone a list; it is done when all are"),
    "proposed": (ALL_LANGUAGES, "a wording that could be measured"),
}
_FIELDS_OF_TYPE: Mapping[tuple[str, str], tuple[Kind[Any], str]] = {
    ("bench_growth", "per"): (
        one_of(("points", "factor", "level"), ""),
        'how "above" is understood (`points`)',
    ),
    ("minimum", "per"): (one_of(("each", "average", "sum"), ""), "what must reach the minimum (`each`)"),
    ("topgroup", "share"): (FRACTION, "the size of the top group as a share of all"),
}


def type_fields(kind: TargetType) -> tuple[Field[Any], ...]:
    """The fields that mean something for a type; which of them must be stated is for :func:`_is_complete` to see.

    >>> [field.name for field in type_fields(TARGET_TYPES["range"])]
    ['low', 'high', 'from', 'to']
    """
    found = []
    for name in (*kind.required, *kind.allowed):
        value, about = _FIELDS_OF_TYPE.get((kind.name, name)) or _FIELDS[name]
        found.append(
            Field(name, value, about, must="here or in each reading" if name in kind.required else "")
        )
    return tuple(found)


def _stated(fields: tuple[Field[Any], ...], values: Values, place: Place) -> dict[str, object]:
    """The fields of a type that were written, without those that have a fault."""
    return {
        field.name: values[field.name]
        for field in fields
        if place.has(field.name) and values[field.name] != field.kind.blank
    }


def _in_order(values: Mapping[str, object], place: Place) -> None:
    """A range and a time span must not end before they begin."""
    low, high = values.get("low"), values.get("high")
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        place.fault("target_range_reversed", "low", low=low, high=high)
    start, end = values.get("from"), values.get("to")
    if isinstance(start, str) and isinstance(end, str) and start[:4] > end[:4]:
        place.fault("target_dates_reversed", "to", start=start, end=end)


COMMON: tuple[Field[Any], ...] = (
    Field(
        "main",
        FLAG,
        "whether this is the demand that gives the element its type; needed where it has several",
    ),
    Field("indicator_missing", FLAG, "`true`: the demand is real, but no figures measure it"),
    Field("unit", TEXT, "the unit of `value`, where no indicator has one"),
    Field("note", ALL_LANGUAGES, "what a reader must know about it"),
    Field("decided", ALL_LANGUAGES, "who decided the reading, and when"),
)
"""Fields that every target may have, beside ``type``, ``reading`` and those of its type."""

READING: tuple[Field[Any], ...] = (
    Field("id", TEXT, "its own name", required=True),
    Field("text", ALL_LANGUAGES, "how the text is understood", required=True),
    Field("main", FLAG, "`true` on exactly one reading"),
)
"""Fields that every reading has, beside those of its type that differ from the target's."""

STRATEGY = Field("strategy", TEXT, "id of the plan element that demands it", required=True)
"""In an indicator's file a target names its element; in the plan it stands inside it."""


def _declared(kind: TargetType, *more: Field[Any]) -> TomlTable[Target]:
    """The declaration of one type of target."""
    fields = type_fields(kind)

    def read_reading(values: Values, place: Place) -> Reading:
        return Reading(values["id"], values["text"], _stated(fields, values, place), values["main"])

    reading = TomlTable(
        f"reading_{kind.name}",
        *READING,
        *fields,
        build=read_reading,
        check=lambda one, place: _in_order(one.values, place),
    )

    def read_target(values: Values, place: Place) -> Target:
        unit = {"unit": values["unit"]} if values["unit"] else {}
        return Target(
            element=values.get("strategy", ""),
            type=kind,
            values={**_stated(fields, values, place), **unit},
            readings=values["reading"],
            note=values["note"],
            decided=values["decided"],
            file=place.file,
            line=place.line(),
            main=values["main"],
            indicator_missing=values["indicator_missing"],
        )

    return TomlTable(
        f"{'indicator_target' if more else 'target'}_{kind.name}",
        Field("type", one_of((kind.name,), ""), "the type of the target", required=True),
        *more,
        *fields,
        *COMMON,
        Field(
            "reading",
            many(reading, unique=("id",), twice="target_reading_twice"),
            "one of several ways to understand the text; it holds what differs",
        ),
        build=read_target,
        named_by=("strategy",),
        check=_is_whole,
    )


def _is_whole(target: Target, place: Place) -> None:
    """What several fields of a target say together."""
    _in_order(target.values, place)
    mains = sum(reading.main for reading in target.readings)
    if target.readings and mains != 1:
        place.fault("target_main_reading", "reading", count=mains)
    _is_complete(target, place)
    if target.type.name == "milestone":
        _milestone_is_whole(target, place)


def _is_complete(target: Target, place: Place) -> None:
    """Every field that the type needs must be stated: by the target itself or by each of its readings."""

    def stated(name: str) -> bool:
        of_readings = bool(target.readings) and all(name in reading.values for reading in target.readings)
        return place.has(name) or of_readings

    kind = target.type
    for name in kind.required:
        if not stated(name):
            place.fault("target_field_missing", field=name, type=kind.name)
    if kind.name == "maintain" and not (stated("value") or stated("rank")):
        place.fault("target_field_missing", field="value / rank", type=kind.name)
    if kind.name == "maintain" and stated("rank") and not stated("group"):
        place.fault("target_field_missing", field="group", type=kind.name)


def _milestone_is_whole(target: Target, place: Place) -> None:
    if place.has("item"):
        for name in ("done", "state", "evidence"):
            if place.has(name):
                place.fault("target_milestone_both", name, field=name)
    if place.has("done") and target.values.get("state") not in ("done", "partly"):
        place.fault("target_milestone_state", "done")
    if place.has("state") and not place.has("evidence"):
        place.fault("target_milestone_evidence", "state")


TARGET = Variants(
    "target", "type", {kind.name: _declared(kind) for kind in TARGET_TYPES.values()}, "target_type_unknown"
)
"""A target in the plan, where no indicator measures it (or not yet).

``values`` of a :class:`~retning.plan.model.Target` hold the fields of its type: periods as text (``"2010"``), numbers as
written, ``proposed`` as a text by language, and ``unit`` where the target states one. Only fields that were written are
there; a default is the judge's.

>>> written = {"type": "minimum", "value": 4000, "from": 2010, "main": True}
>>> target = TARGET.read(written, Place("plan.toml", lambda *path: 3, "6.1", raw=written))
>>> target.type.label, target.values, target.main
('T8 MINIMUM', {'value': 4000, 'from': '2010'}, True)
"""

INDICATOR_TARGET = Variants(
    "indicator_target",
    "type",
    {kind.name: _declared(kind, STRATEGY) for kind in TARGET_TYPES.values()},
    "target_type_unknown",
)
"""A target in the file of the indicator that measures it."""
