"""One hash for everything that a part of an edition is made from: equal inputs, and only they, give equal hashes.

Every value is written with its type and, where it holds others, with their number, so that no two different values are
written alike. A type that is not known here is an error: an input that was passed over would let an old part stand.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from typing import Any

import msgspec
import numpy as np

from retning.statistics.model import Table

PACKAGE = Path(__file__).resolve().parent.parent
_CODE = ("build", "edition", "language", "locale", "plan", "sentences", "statistics", "toml")
_LIBRARIES = ("msgspec", "numpy", "scipy")
"""What does the arithmetic, and what writes its results."""


def digest(*values: object) -> str:
    """SHA-256 of some values, as hexadecimal digits. Raises ``TypeError`` for a value of a type that is not known.

    >>> digest("a", 1) == digest("a", 1), digest("a", 1) == digest("a1"), digest(1) == digest(1.0), digest((1,)) == digest(1)
    (True, False, False, False)
    """
    hashed = hashlib.sha256()
    for value in values:
        _add(hashed.update, value)
    return hashed.hexdigest()


def _add(add: Callable[[bytes], object], value: Any) -> None:
    if isinstance(value, str):
        written = value.encode()
        add(b"s%d:" % len(written) + written)
    elif value is None or isinstance(value, (bool, int)):
        add(b"i%r;" % value)
    elif isinstance(value, float):
        add(b"f" + struct.pack("<d", value))
    elif isinstance(value, bytes):
        add(b"b%d:" % len(value) + value)
    elif isinstance(value, date):
        add(b"d" + value.isoformat().encode())
    elif isinstance(value, Mapping):
        add(b"m%d:" % len(value))
        for key, inner in value.items():
            _add(add, key)
            _add(add, inner)
    elif isinstance(value, (tuple, list)):
        add(b"l%d:" % len(value))
        for inner in value:
            _add(add, inner)
    elif isinstance(value, (set, frozenset)):
        add(b"u%d:" % len(value))
        for each in sorted(digest(inner) for inner in value):
            add(each.encode())
    elif isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        add(f"a{value.dtype.str}{value.shape}".encode() + np.ascontiguousarray(value).tobytes())
    elif isinstance(value, type):
        add(f"t{value.__module__}.{value.__qualname__};".encode())
    elif is_dataclass(value) or isinstance(value, msgspec.Struct):
        names = _field_names(type(value))
        add(f"o{type(value).__qualname__}{len(names)}:".encode())
        for name in names:
            _add(add, getattr(value, name))
    else:
        raise TypeError(f"{type(value).__qualname__} cannot be hashed")


def _field_names(kind: Any) -> tuple[str, ...]:
    if kind not in _NAMES:
        _NAMES[kind] = _found_names(kind)
    return _NAMES[kind]


_NAMES: dict[type, tuple[str, ...]] = {}


def _found_names(kind: type) -> tuple[str, ...]:
    if issubclass(kind, msgspec.Struct):
        return kind.__struct_fields__
    return tuple(field.name for field in fields(kind))  # type: ignore[arg-type]


def table_digest(table: Table) -> str:
    """SHA-256 of everything in a vintage of a table as it is used: cut to a day and with its corrections made."""
    hashed = hashlib.sha256()
    columns = {name: "\n".join(codes) for name, codes in table.dims.items()}
    for value in (
        table.manifest,
        columns,
        "\n".join(table.period),
        np.where(np.isnan(table.value), np.nan, table.value),  # one NaN
        "\n".join(table.status),
        np.array(table.origin, dtype=np.int64),
        table.origins,
    ):
        _add(hashed.update, value)
    return hashed.hexdigest()


@lru_cache(maxsize=1)
def code_digest() -> str:
    """SHA-256 of the program that makes parts: our own files by content, and the versions of what computes beside it."""
    hashed = hashlib.sha256(python_version().encode())
    for name in _LIBRARIES:
        try:
            hashed.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:  # one that stands on the path without being installed
            hashed.update(name.encode())
    files = [*PACKAGE.glob("*.py"), *(p for part in _CODE for p in (PACKAGE / part).rglob("*"))]
    for path in sorted(
        p for p in files if p.suffix in (".py", ".toml", ".json") and "__pycache__" not in p.parts
    ):
        hashed.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        hashed.update(hashlib.sha256(path.read_bytes()).digest())
    return hashed.hexdigest()
