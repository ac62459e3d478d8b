"""Few expensive responses at a time, so that image requests cannot starve page requests.

A page takes some milliseconds and a compared chart as PNG a second; the server has only so many threads. Requests for
expensive responses are counted, some more may wait, and any beyond that are asked to come back.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from retning.public.file_formats import FORMATS

EXPENSIVE = tuple(one.ending for one in FORMATS.values() if one.is_expensive)
"""Endings of addresses whose responses take long to make."""


class BusyError(Exception):
    """No room: as many as may are at work or waiting."""


class ConcurrencyLimit:
    """``slots`` at work at once, ``waiting`` more in the queue, each for at most ``patience`` seconds.

    >>> limit = ConcurrencyLimit(slots=1, waiting=0)
    >>> with limit.slot():
    ...     with limit.slot():
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
    def slot(self) -> Iterator[None]:
        """Room to make an expensive response. Raises :class:`BusyError` where there is none in time."""
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
