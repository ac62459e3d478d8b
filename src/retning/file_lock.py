"""One process at a time: builds that run at once wait for each other where they write."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def file_lock(lock: Path) -> Iterator[None]:
    """Hold a lock for as long as the block runs; it goes with the process that dies. ``lock`` is a file, made if needed.

    >>> with file_lock(Path("var/build.lock")):  # doctest: +SKIP
    ...     write()
    """
    with lock.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)
