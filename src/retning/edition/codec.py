"""From records to bytes and back: one way to write everything, so that equal records give equal bytes."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODERS: dict[object, msgspec.json.Decoder[Any]] = {}


def encode(value: object) -> bytes:
    """JSON of a record or several: fields in their declared order, keys of mappings sorted, no idle white space.

    >>> encode({"b": 1, "a": "å"})
    b'{"a":"\\xc3\\xa5","b":1}\\n'
    """
    return _ENCODER.encode(value) + b"\n"


def decode(data: bytes, kind: type[T]) -> T:
    """The record that bytes hold. Raises ``msgspec.MsgspecError`` for anything else.

    >>> decode(b"[1,2]", list[int])
    [1, 2]
    """
    found: T = _decoder(kind).decode(data)
    return found


def rewritten(data: bytes, kind: object) -> bytes:
    """Bytes as this version writes the record (a type, or a tuple of one) that they hold. Raises as :func:`decode`.

    >>> rewritten(b"[1, 2]", list[int])
    b'[1,2]\n'
    """
    return encode(_decoder(kind).decode(data))


def _decoder(kind: object) -> msgspec.json.Decoder[Any]:
    if kind not in _DECODERS:
        _DECODERS[kind] = msgspec.json.Decoder(kind)  # making one takes longer than reading with it
    return _DECODERS[kind]
