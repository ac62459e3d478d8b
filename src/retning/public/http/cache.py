"""Answers that have been made, kept up to a number of bytes: the ones asked for longest ago leave first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """A table of what was made, safe to use from several threads.

    ``most`` is how many bytes may be kept; an entry larger than an eighth of it is not kept at all, so that one
    huge file does not drive everything else out. ``overhead`` is counted for each entry beside its own size.

    >>> kept = Kept[str](most=32, overhead=0)
    >>> kept.put("a", "x", 4); kept.put("b", "y", 5)
    >>> kept.get("a"), kept.get("b"), kept.get("c")
    ('x', None, None)
    """

    def __init__(self, most: int, overhead: int = 512) -> None:
        self.most = most
        self.overhead = overhead
        self.bytes = 0
        self._entries: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> T | None:
        """What is kept for a key; it counts as asked for just now."""
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                return None
            self._entries.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: T, size: int) -> None:
        """Keep a value of ``size`` bytes, and let the oldest go where there is no room."""
        size += self.overhead
        if size > self.most // 8:
            return
        with self._lock:
            if key in self._entries:
                self.bytes -= self._entries.pop(key)[1]
            self._entries[key] = (value, size)
            self.bytes += size
            while self.bytes > self.most:
                _, (_, gone) = self._entries.popitem(last=False)
                self.bytes -= gone

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self.bytes = 0

    def __len__(self) -> int:
        return len(self._entries)
