"""A verdict for an area from verdicts for its parts (rules 2026.2, section 9)."""

from __future__ import annotations

from collections.abc import Sequence

WHOLE, HALF = 0.9, 0.5


def part_verdict(parts: Sequence[tuple[float, str]]) -> str:
    """The verdict of an area whose parts have (share of its people, verdict) each.

    >>> part_verdict([(0.6, "reached"), (0.35, "reached")]), part_verdict([(0.7, "reached")])
    ('reached', 'reached in the part with figures')
    >>> part_verdict([(0.4, "reached")]), part_verdict([(0.4, "reached"), (0.2, "not reached")])
    ('no verdict', 'differs within the area')
    """
    verdicts = {verdict for _, verdict in parts}
    if len(verdicts) > 1:
        return "differs within the area"
    covered = sum(share for share, _ in parts)
    if not verdicts or covered < HALF - 1e-9:
        return "no verdict"
    only = verdicts.pop()
    return only if covered >= WHOLE - 1e-9 else f"{only} in the part with figures"
