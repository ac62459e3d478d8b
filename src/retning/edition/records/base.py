"""What all records share: how they are declared, texts in several languages, numbers, columns."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, TypeAlias, TypeVar

import msgspec

T = TypeVar("T")

Number: TypeAlias = int | float
"""A number as it is written: whole ones without a decimal point."""

Text: TypeAlias = Mapping[str, str]
"""A text by language code; ``nb`` is always there."""

Day: TypeAlias = str
"""``YYYY-MM-DD``."""

ReasonValue: TypeAlias = bool | int | float | str | tuple[str | int | float, ...] | Mapping[str, str] | None
"""What fills a place in the text of a reason: a number, a word, an id, several of them, or a text by language."""

JsonValue: TypeAlias = (
    "bool | int | float | str | list[JsonValue] | tuple[JsonValue, ...] | dict[str, JsonValue] | None"
)
"""Any value that JSON can write."""


class Record(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A part of an edition. Fields that stand at their default are not written.

    A default is ``None``, ``False``, ``True``, ``0`` or something empty: of these Python has one each, which is how the
    writer recognises them, so that equal records always give equal bytes.

    ``NOTHING`` says how a file for readers shows fields that hold ``None``, where that is not ``null``.
    """

    NOTHING: ClassVar[Mapping[str, dict[str, str]]] = {}


class OpenRecord(Record, frozen=True):
    """A record of which files for readers show only the fields that have a value.

    ``SHOWN_WITH`` names those that are shown without one (as ``null``) wherever another field is there: limits that
    could not be computed, beside the number that has none.
    """

    SHOWN_WITH: ClassVar[Mapping[str, str]] = {}


Column: TypeAlias = T | tuple[T, ...]
"""One value for each row, or one for all of them."""


def packed(values: Sequence[T], nothing: T) -> T | tuple[T, ...]:
    """A column as it is stored: one value where all rows have the same.

    >>> packed(["final", "final"], ""), packed([1, 2], 0), packed([], "")
    ('final', (1, 2), '')
    """
    if not values:
        return nothing
    first = values[0]
    same = all(value == first and type(value) is type(first) for value in values)
    return first if same else tuple(values)


def unpacked(column: T | tuple[T, ...], rows: int) -> tuple[T, ...]:
    """A column with one value for each row.

    >>> unpacked("final", 3), unpacked((1, 2), 2)
    (('final', 'final', 'final'), (1, 2))
    """
    return column if isinstance(column, tuple) else (column,) * rows


def as_json(value: object) -> JsonValue:
    """A record as plain JSON values, with every field and in order of the names, as files for readers show it.

    >>> from retning.edition.records.plan import Level
    >>> as_json(Level("goal", {"nb": "mål"}, {"nb": "mål"}))
    {'kind': 'goal', 'many': {'nb': 'mål'}, 'one': {'nb': 'mål'}}
    """
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Record):
        return shown(value)
    if isinstance(value, Mapping):
        return {str(key): as_json(value[key]) for key in sorted(value)}
    if isinstance(value, Sequence):
        return [as_json(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no place in an edition")


def shown(record: Record) -> dict[str, JsonValue]:
    """A record as plain JSON values, field by field: see :func:`as_json`."""
    return {name: as_json(field) for name, field in sorted(_fields(record))}


def _fields(record: Record) -> list[tuple[str, object]]:
    """Names as they are written, and values; the tag of a record that is one of several."""
    config = record.__struct_config__
    found: list[tuple[str, object]] = []
    if isinstance(config.tag, str) and config.tag_field is not None:
        found.append((config.tag_field, config.tag))
    for name, written in zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True):
        value = getattr(record, name)
        if value is None and isinstance(record, OpenRecord):
            beside = record.SHOWN_WITH.get(name)
            if beside is None or getattr(record, beside) is None:
                continue
        found.append((written, record.NOTHING.get(name) if value is None else value))
    return found
