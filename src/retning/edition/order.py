"""In which order editions came to be: a small file beside them that is only ever added to.

The name of an edition tells its day, and by a hash what it holds. Which of two editions of one day came last stands
in no name, so every build notes the edition that it makes current: one name a line in ``editions/order``.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

FILE = "order"
NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{12}")
"""What an edition is called: the day that it stands for, and the first digits of its hash."""


def note(editions: Path, name: str) -> None:
    """Add an edition that becomes current, unless it is the one that was noted last.

    >>> note(Path("var/editions"), "2026-03-31-0123456789ab")  # doctest: +SKIP
    """
    written = _read(editions)
    if _lines(written)[-1:] == [name]:
        return
    # A line that a dying machine has left half-written is ended first, and is passed over when read.
    line = ("" if not written or written.endswith("\n") else "\n") + name + "\n"
    with (editions / FILE).open("ab") as handle:
        handle.write(line.encode())
        handle.flush()
        os.fsync(handle.fileno())


def in_order(editions: Path, found: list[str]) -> list[str]:
    """Names of editions, oldest first: by the day that they stand for, then by when each was last made current.

    Editions that were never noted (built before the file was, or with the file lost) stand before those of the
    same day that were, in the order of their names.

    >>> in_order(Path("/nowhere"), ["2026-03-31-bbbbbbbbbbbb", "2026-03-31-aaaaaaaaaaaa"])
    ['2026-03-31-aaaaaaaaaaaa', '2026-03-31-bbbbbbbbbbbb']
    """
    last = {name: place for place, name in enumerate(_lines(_read(editions)))}
    return sorted(found, key=lambda name: (name[:10], last.get(name, -1), name))


def _read(editions: Path) -> str:
    try:
        return (editions / FILE).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def _lines(written: str) -> list[str]:
    return [line for line in written.split("\n") if NAME.fullmatch(line)]
