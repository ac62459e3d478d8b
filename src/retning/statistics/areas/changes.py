"""From the codes of one day to the codes of another.

A territory is given as the fraction of each code that lies inside it. Backwards over a change, an old code's
fraction is the sum of what went from it to each new code times that code's fraction; forwards, a new code is
inside to the extent that what it was made of is. The second needs the published size of the old parts, except
where all of them are inside (or none), which is why a whole merged municipality is exact without any weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retning.statistics.areas.model import Area, AreaChange, Link

TOLERANCE = 1e-9
Fractions = Mapping[str, float | None]
"""Code to the fraction of it that is inside a territory; ``None`` where the fraction is not known."""


@dataclass(frozen=True)
class Step:
    """All links that took effect on one day."""

    day: date
    links: tuple[Link, ...]


def steps(areas: Iterable[Area], changes: Iterable[AreaChange]) -> tuple[Step, ...]:
    """Every day on which codes changed, in order, with the declared links and the recodes that codes imply.

    When an area's code ends the day before its next one begins, that is a recode, unless a change on that day
    already says where the old code went. Transfers carry no weights and are left out.
    """
    by_day: dict[date, list[Link]] = {}
    for change in changes:
        if change.kind != "transfer":
            by_day.setdefault(change.day, []).extend(change.links)
    for area in areas:
        for old in area.codes:
            if old.valid_to is None:
                continue
            day = old.valid_to + timedelta(days=1)
            new = next((code.code for code in area.codes if code.valid_from == day), None)
            links = by_day.setdefault(day, []) if new is not None else []
            if new is not None and new != old.code and all(link.before != old.code for link in links):
                links.append(Link(old.code, new))
    return tuple(Step(day, tuple(links)) for day, links in sorted(by_day.items()) if links)


def carry(fractions: Fractions, start: date, end: date, history: Sequence[Step]) -> dict[str, float | None]:
    """The same territory in the codes of another day.

    ``fractions`` tells it in the codes valid on ``start``; the answer in those valid on ``end``. Codes that
    no step mentions stay as they are; codes with nothing inside are left out.

    >>> merger = Step(date(2020, 1, 1), (Link("1", "3"), Link("2", "3")))
    >>> carry({"3": 1.0}, date(2021, 1, 1), date(2019, 1, 1), [merger])
    {'1': 1.0, '2': 1.0}
    >>> carry({"1": 1.0}, date(2019, 1, 1), date(2021, 1, 1), [merger])
    {'3': None}
    """
    current = dict(fractions)
    if end < start:
        for step in reversed([s for s in history if end < s.day <= start]):
            current = _backwards(current, step.links)
    else:
        for step in (s for s in history if start < s.day <= end):
            current = _forwards(current, step.links)
    return current


def correspondence(
    codes: Iterable[str], start: date, end: date, history: Sequence[Step]
) -> dict[str, dict[str, float | None]]:
    """For each code of ``start``, the codes of ``end`` that make up its territory, with weights.

    With ``end`` earlier than ``start`` this is the table by which a publisher carries old figures into new
    borders: ``{"9": {"3": 1.0, "4": 0.3}}``. A weight below 1 is a split and makes an estimate;
    ``None`` means that nobody published the share.
    """
    return {code: carry({code: 1.0}, start, end, history) for code in codes}


def is_estimate(fractions: Fractions) -> bool:
    """Whether any code is only partly inside."""
    return any(value is None or abs(value - 1) > TOLERANCE for value in fractions.values())


def _backwards(fractions: Fractions, links: Sequence[Link]) -> dict[str, float | None]:
    after = {link.after for link in links}
    result: dict[str, float | None] = {code: value for code, value in fractions.items() if code not in after}
    for link in links:
        if link.after not in fractions or link.share == 0:
            continue
        value, so_far = fractions[link.after], result.get(link.before, 0.0)
        result[link.before] = None if value is None or so_far is None else so_far + link.share * value
    return _cleaned(result)


def _forwards(fractions: Fractions, links: Sequence[Link]) -> dict[str, float | None]:
    before = {link.before for link in links}
    result: dict[str, float | None] = {code: value for code, value in fractions.items() if code not in before}
    sources: dict[str, list[Link]] = {}
    for link in links:
        sources.setdefault(link.after, []).append(link)
    for code, into in sources.items():
        inside = [fractions.get(link.before, 0.0) for link in into]
        if all(value == 0.0 for value in inside):
            continue
        result[code] = _mixed(into, inside)
    return _cleaned(result)


def _mixed(into: Sequence[Link], inside: Sequence[float | None]) -> float | None:
    """How much of a new code is inside, from how much of each old part is."""
    first = inside[0]
    if first is not None and all(value is not None and abs(value - first) <= TOLERANCE for value in inside):
        return first
    total = 0.0
    for link, value in zip(into, inside, strict=True):
        if value == 0.0:
            continue
        if value is None or link.back is None:
            return None
        total += link.back * value
    return total


def _cleaned(fractions: Fractions) -> dict[str, float | None]:
    """Without codes that are outside, and with rounding errors of whole numbers removed; codes in order."""
    result: dict[str, float | None] = {}
    for code in sorted(fractions):
        value = fractions[code]
        if value is None:
            result[code] = None
        elif value > TOLERANCE:
            result[code] = 1.0 if abs(value - 1) <= TOLERANCE else value
    return result
