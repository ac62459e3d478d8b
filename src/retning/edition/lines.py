"""Files of one JSON object in each line: the key of a line is found, and one line read, without reading the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from retning.edition.codec import decode, encode
from retning.edition.records.base import Record

R = TypeVar("R", bound=Record)


def written_lines(records: Iterable[Record]) -> bytes:
    """The bytes of a file, one record in each line."""
    return b"".join(encode(record) for record in records)


def key_of(line: bytes) -> str:
    """The value of a line's first field, which holds no character that JSON writes otherwise.

    >>> key_of(b'{"area":"town","lines":[]}')
    'town'
    """
    begins = line.index(b':"') + 2
    return line[begins : line.index(b'"', begins)].decode()


class Lines(Generic[R]):
    """The lines of a file by key, each read when it is asked for.

    >>> from retning.edition.records.parts import AreaPart
    >>> found = Lines(written_lines([AreaPart(area="a"), AreaPart(area="b")]), AreaPart)
    >>> list(found), found.get("b")
    (['a', 'b'], AreaPart(area='b'))
    """

    def __init__(self, data: bytes, kind: type[R], skip: int = 0) -> None:
        self._kind = kind
        self._raw = {key_of(line): line for line in data.split(b"\n")[skip:] if line}

    def get(self, key: str) -> R | None:
        """The record with a key, or ``None``."""
        raw = self._raw.get(key)
        return None if raw is None else decode(raw, self._kind)

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def records(self) -> Iterator[R]:
        """Every record, in the order of the file."""
        for raw in self._raw.values():
            yield decode(raw, self._kind)
