"""What was declared or decided, as records: they have the fields of what was read."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from retning.canonical import plain

T = TypeVar("T")


def as_record(value: object, kind: type[T]) -> T:
    """A dataclass, a mapping, or several of them, as the record or records of the same fields.

    For what is small: everything is written as plain values on the way. Raises ``msgspec.ValidationError`` where a field
    is missing or of another type, which is a mistake of ours.

    >>> from retning.edition.records.plan import Level
    >>> as_record({"kind": "goal", "one": {"nb": "mål"}, "many": {"nb": "mål"}}, Level).kind
    'goal'
    """
    return msgspec.convert(plain(value), kind)
