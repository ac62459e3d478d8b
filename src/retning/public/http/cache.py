"""A thread-safe LRU cache of responses, bounded by bytes. (``functools.lru_cache`` and cachetools count entries.)"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class ResponseCache(Generic[T]):
    """What was asked for lately, up to ``max_bytes``; the entry asked for longest ago leaves first.

    An entry larger than an eighth of the bound is not stored, so that one large file cannot evict everything else.
    ``overhead`` bytes are counted for each entry beside its own size.

    >>> cache = ResponseCache[str](max_bytes=32, overhead=0)
    >>> cache.put("a", "x", 4); cache.put("b", "y", 5)
    >>> cache.get("a"), cache.get("b"), cache.get("c")
    ('x', None, None)
    """

    def __init__(self, max_bytes: int, overhead: int = 512) -> None:
        self.max_bytes = max_bytes
        self.overhead = overhead
        self.bytes = 0
        self._entries: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> T | None:
        """The value stored for a key, which counts as asked for just now."""
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                return None
            self._entries.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: T, size: int) -> None:
        """Store a value of ``size`` bytes, and evict the oldest entries where there is no room."""
        size += self.overhead
        if size > self.max_bytes // 8:
            return
        with self._lock:
            if key in self._entries:
                self.bytes -= self._entries.pop(key)[1]
            self._entries[key] = (value, size)
            self.bytes += size
            while self.bytes > self.max_bytes:
                _, (_, evicted) = self._entries.popitem(last=False)
                self.bytes -= evicted

    def clear(self) -> None:
        """Remove every entry."""
        with self._lock:
            self._entries.clear()
            self.bytes = 0

    def __len__(self) -> int:
        return len(self._entries)
