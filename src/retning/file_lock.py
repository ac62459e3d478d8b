"""One process at a time: builds that run at once wait for each other where they write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def file_lock(lock: Path) -> Iterator[None]:
    """Hold a lock for as long as the block runs; it goes with the process that dies. ``lock`` is a file, made if needed.

    Threads of one process wait for each other as processes do. The library ``filelock`` knows the locks of Linux, macOS and
    Windows; it is imported here because ``serve`` starts without it (it costs about 25 ms).

    >>> with file_lock(Path("var/build.lock")):  # doctest: +SKIP
    ...     write()
    """
    from filelock import FileLock

    with FileLock(lock):
        yield
