"""Older editions, read as if they had been written today: one reader for each step from a format to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from retning.edition.upgrade.from_1 import to_2
from retning.edition.upgrade.from_2 import to_3

OldFiles = Mapping[str, bytes]
"""The files of an edition of some format, by path."""

READERS: Mapping[int, Callable[[OldFiles], OldFiles]] = {1: to_2, 2: to_3}
"""By format: from its files to those of the next one."""


def upgraded(files: OldFiles, written: int, newest: int) -> OldFiles:
    """The files of an edition of an older format as the newest one has them. Raises ``KeyError`` for an unknown format.

    >>> upgraded({}, 3, 3)
    {}
    """
    for step in range(written, newest):
        files = READERS[step](files)
    return files
