"""What must be true of areas and changes together: no code twice, no stranger as member, no weight lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from retning.statistics.areas.model import (
    PERIOD_BORDERS,
    Area,
    AreaChange,
    Code,
    Link,
    Membership,
    day_before,
)
from retning.toml.faults import Fault, nearest

WEIGHT_TOLERANCE = 0.001
"""How far published weights may be from adding up to 1 (they are rounded)."""


def validate(
    areas: Sequence[Area], changes: Sequence[AreaChange], main: str, file: str, main_line: int
) -> list[Fault]:
    """Every fault that shows only when the whole file is seen."""
    by_id: dict[str, Area] = {}
    faults: list[Fault] = []
    for area in areas:
        if area.id in by_id:
            faults.append(
                Fault(file, area.line, "area_duplicate_id", {"id": area.id, "line": by_id[area.id].line})
            )
        by_id.setdefault(area.id, area)
    if main and main not in by_id:
        faults.append(_unknown(file, main_line, main, "main", by_id))
    faults.extend(_codes(areas, file))
    for area in areas:
        faults.extend(_members(area, by_id, file))
        if area.rule is not None and area.rule.centre and area.rule.centre not in by_id:
            faults.append(_unknown(file, area.line, area.rule.centre, area.id, by_id))
    faults.extend(_circles(areas, by_id, file))
    faults.extend(_changes(areas, changes, file))
    return faults


def _unknown(file: str, line: int, id: str, where: str, known: dict[str, Area]) -> Fault:
    """A fault for an id that no area has, with the nearest that there is."""
    return Fault(file, line, "area_unknown", {"id": id, "where": where}, nearest(id, known))


def _overlap(a: Code | Membership, b: Code | Membership) -> bool:
    return (a.valid_from or date.min) <= (b.valid_to or date.max) and (b.valid_from or date.min) <= (
        a.valid_to or date.max
    )


def _codes(areas: Iterable[Area], file: str) -> Iterator[Fault]:
    """Codes with days in the wrong order, and codes or areas that mean two things on one day."""
    seen: dict[str, list[tuple[Code, Area]]] = {}
    for area in areas:
        if not area.codes and not area.memberships and area.kind != "other":
            yield Fault(file, area.line, "area_without_codes", {"id": area.id})
        for place, code in enumerate(area.codes):
            if (code.valid_from or date.min) > (code.valid_to or date.max):
                yield Fault(file, area.line, "area_days_reversed", {"id": area.id, "code": code.code})
            for other in area.codes[:place]:
                if _overlap(code, other):
                    yield Fault(
                        file,
                        area.line,
                        "area_two_codes",
                        {"id": area.id, "first": other.code, "second": code.code},
                    )
            for earlier, owner in seen.get(code.code, []):
                if owner.id != area.id and _overlap(code, earlier):
                    yield Fault(
                        file,
                        area.line,
                        "area_code_twice",
                        {"code": code.code, "id": area.id, "other": owner.id},
                    )
            seen.setdefault(code.code, []).append((code, area))


def _members(area: Area, by_id: dict[str, Area], file: str) -> Iterator[Fault]:
    for place, entry in enumerate(area.memberships):
        if any(_overlap(entry, other) for other in area.memberships[:place]):
            yield Fault(file, area.line, "area_memberships_overlap", {"id": area.id})
        if area.kind in ("region", "peer_group") and not (entry.source and entry.address):
            yield Fault(file, area.line, "area_membership_without_source", {"id": area.id})
        for id in entry.members:
            member = by_id.get(id)
            if member is None:
                yield _unknown(file, area.line, id, area.id, by_id)
                continue
            if area.borders == PERIOD_BORDERS:
                day = entry.valid_from or (day_before(entry.valid_to) if entry.valid_to else None)
            else:
                day = date.fromisoformat(area.borders) if area.borders else None
            if day is not None and member.codes and member.code_on(day) is None:
                yield Fault(
                    file,
                    area.line,
                    "area_member_not_there",
                    {"id": id, "where": area.id, "day": day.isoformat()},
                )


def _circles(areas: Iterable[Area], by_id: dict[str, Area], file: str) -> Iterator[Fault]:
    """Areas that are their own members, directly or through others."""
    for area in areas:
        waiting, seen = [area.id], set[str]()
        while waiting:
            for entry in by_id[waiting.pop()].memberships:
                for id in entry.members:
                    if id == area.id:
                        yield Fault(file, area.line, "area_circle", {"id": area.id})
                        waiting.clear()
                        break
                    if id in by_id and id not in seen:
                        seen.add(id)
                        waiting.append(id)


def _changes(areas: Sequence[Area], changes: Sequence[AreaChange], file: str) -> Iterator[Fault]:
    by_day: dict[date, list[tuple[AreaChange, Link]]] = {}
    for change in changes:
        yield from _shape(change, file)
        for link in change.links:
            yield from _known_on_day(areas, change, link, file)
            if change.kind != "transfer":
                by_day.setdefault(change.day, []).append((change, link))
    for day, entries in by_day.items():
        yield from _sums(areas, day, entries, file)


def _shape(change: AreaChange, file: str) -> Iterator[Fault]:
    """A merger has one result, a split one beginning, a recode one of each; weights have a source."""
    before, after = {k.before for k in change.links}, {k.after for k in change.links}
    right = {
        "recode": len(change.links) == 1,
        "merge": len(after) == 1 and len(before) > 1,
        "split": len(before) == 1 and len(after) > 1,
        "transfer": len(change.links) == 1,
    }[change.kind]
    if not right:
        yield Fault(file, change.line, "area_change_shape", {"kind": change.kind})
    if not (change.source and change.address):
        yield Fault(file, change.line, "area_change_without_source", {"day": change.day.isoformat()})


def _known_on_day(areas: Sequence[Area], change: AreaChange, link: Link, file: str) -> Iterator[Fault]:
    for code, day in ((link.before, day_before(change.day)), (link.after, change.day)):
        if all(area.code_on(day) != code for area in areas):
            yield Fault(
                file,
                change.line,
                "area_code_not_valid",
                {"code": code, "day": day.isoformat()},
            )


def _sums(
    areas: Sequence[Area], day: date, entries: Sequence[tuple[AreaChange, Link]], file: str
) -> Iterator[Fault]:
    """Nothing lost, nothing counted twice: shares out of a code add up to 1, and so do shares into one."""
    line = {link.before: change.line for change, link in entries}
    into = {link.after: change.line for change, link in entries}
    for code in line:
        total = sum(link.share for _, link in entries if link.before == code)
        if abs(total - 1) > WEIGHT_TOLERANCE:
            yield Fault(
                file,
                line[code],
                "area_weights_off",
                {"code": code, "day": day.isoformat(), "sum": round(total, 4)},
            )
    for code in into:
        backs = [link.back for _, link in entries if link.after == code]
        given = [back for back in backs if back is not None]
        if given and (len(given) < len(backs) or abs(sum(given) - 1) > WEIGHT_TOLERANCE):
            yield Fault(
                file,
                into[code],
                "area_weights_off",
                {"code": code, "day": day.isoformat(), "sum": round(sum(given), 4)},
            )
        lives_on = any(area.code_on(day_before(day)) == code for area in areas)
        if lives_on and code not in line:
            yield Fault(file, into[code], "area_change_leaves_out", {"code": code, "day": day.isoformat()})
