"""The query string of an address: only the keys that its kind of page knows, each with all its values.

Everything else is left out, so that one page has one canonical address whatever is hung on to it: the copy that
the server remembers, the links to the other languages and the downloads all use :meth:`Query.canonical`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

LONGEST = 8000
"""Characters of a query string that are read: enough for every box of the longest form."""
LONGEST_VALUE = 120
MOST_VALUES = 100


class QueryError(Exception):
    """A question that a file cannot answer. ``messages`` tell the reader what is wrong and how to mend it."""

    def __init__(self, messages: Sequence[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("; ".join(messages))


@dataclass(frozen=True)
class Query(Mapping[str, str]):
    """Known keys with their values. As a mapping it gives the last value of a key; :meth:`all` gives every one.

    >>> asked = Query.read("omrade=a&omrade=b&x=1&omrade=a", ("omrade", "fra"))
    >>> asked.all("omrade"), asked["omrade"], asked.canonical()
    (('a', 'b'), 'b', 'omrade=a&omrade=b')
    """

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, written: str, keys: Sequence[str]) -> Query:
        """The query of a written string. Unknown keys, empty values and repetitions are left out.

        Keys come in the order of ``keys``; the values of a key stay in the order written.
        """
        if not written or not keys:
            return cls()
        found = parse_qsl(written[:LONGEST], errors="replace")
        pairs = [
            (key, value[:LONGEST_VALUE])
            for key in keys
            for name, value in found
            if name == key and value.strip()
        ]
        return cls(tuple(dict.fromkeys(pairs))[:MOST_VALUES])

    def all(self, key: str) -> tuple[str, ...]:
        """Every value of a key, in the order written."""
        return tuple(value for name, value in self.pairs if name == key)

    def canonical(self) -> str:
        """The one way to write this query (``""`` for an empty one)."""
        return urlencode(self.pairs)

    def suffix(self) -> str:
        """What follows an address: ``?`` and the query, or nothing."""
        return f"?{self.canonical()}" if self.pairs else ""

    def __getitem__(self, key: str) -> str:
        values = self.all(key)
        if not values:
            raise KeyError(key)
        return values[-1]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name for name, _ in self.pairs))

    def __len__(self) -> int:
        return len({name for name, _ in self.pairs})


NOTHING = Query()
"""The query of an address without one."""
