"""Dear answers one or two at a time, so that a crowd that wants pictures never stands in the way of the pages.

A page takes some milliseconds and a compared picture a second; the server has only so many threads. Those that make
dear answers are counted, some more may wait, and whoever comes on top is told to come back.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

DEAR = (".png", ".xlsx")
"""Endings of what takes long to make."""


class BusyError(Exception):
    """No room: as many as may are at work or waiting."""


class Gate:
    """``slots`` at work at once, ``waiting`` more in the queue, each for at most ``patience`` seconds.

    >>> gate = Gate(slots=1, waiting=0)
    >>> with gate.passed():
    ...     with gate.passed():
    ...         pass
    Traceback (most recent call last):
    ...
    retning.public.http.limits.BusyError
    """

    def __init__(self, slots: int = 2, waiting: int = 2, patience: float = 10.0) -> None:
        self.patience = patience
        self._inside = threading.BoundedSemaphore(slots + waiting)
        self._at_work = threading.BoundedSemaphore(slots)

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Room to make a dear answer. Raises :class:`BusyError` where there is none in time."""
        if not self._inside.acquire(blocking=False):
            raise BusyError
        try:
            if not self._at_work.acquire(timeout=self.patience):
                raise BusyError
            try:
                yield
            finally:
                self._at_work.release()
        finally:
            self._inside.release()
