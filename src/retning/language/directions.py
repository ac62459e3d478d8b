"""In which group an answer is counted when many are told together, and in which order the groups are told.

One home for the sentences and for the pages, so that a bar and the words beside it never count differently.
"""

from __future__ import annotations

from collections.abc import Iterable

ORDER = (
    "worsening",
    "not done",
    "cannot tell",
    "flat",
    "improving",
    "done",
    "decreasing",
    "increasing",
    "no data",
)
"""Worst first, the same on every page."""

_REGISTERED = {
    "done": "done",
    "done late": "done",
    "partly done": "not done",
    "not done": "not done",
    "not done, deadline passed": "not done",
    "open": "not done",
}
"""What somebody registered has no direction; it is done, or it is not done yet."""


def way_of(grade: str | None, tendency: str, targets: Iterable[str]) -> str:
    """Which way it goes in one word: the tendency where there are figures, else what is registered as done or not.

    ``grade`` is that of the evidence ("" without figures), ``targets`` the states of the target's readings. Without
    figures and without anything registered it is ``no data``.

    >>> way_of("B", "improving", ["too slow"]), way_of("", "cannot tell", ["no data", "done"]), way_of("", "", [])
    ('improving', 'done', 'no data')
    """
    if grade:
        return tendency
    return next((_REGISTERED[state] for state in targets if state in _REGISTERED), "no data")
