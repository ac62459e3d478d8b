"""All areas of a region's folder together: who was a member when, and which codes make up an area."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import date

from retning.statistics.areas.changes import Step, carry, is_estimate, steps
from retning.statistics.areas.model import PERIOD_BORDERS, Area, AreaChange, Code, Membership, Parts
from retning.statistics.model import Part
from retning.statistics.tables.periods import first_day

MEMBERS = "/members"


class Areas:
    """The areas and changes of one ``area.toml``. Immutable; answers are kept, so asking again is cheap.

    ``main`` is the area that the plan's front page is about, ``""`` where the file names none.
    """

    def __init__(self, areas: Iterable[Area], changes: Iterable[AreaChange] = (), main: str = "") -> None:
        self.areas = tuple(areas)
        self.changes = tuple(changes)
        self.main = main
        self.history: tuple[Step, ...] = steps(self.areas, self.changes)
        self._by_id = {area.id: area for area in self.areas}
        self._codes: dict[str, list[Code]] = {}
        for area in self.areas:
            for code in area.codes:
                self._codes.setdefault(code.code, []).append(code)
        self._answers: dict[tuple[str, str, str], Parts] = {}

    def __iter__(self) -> Iterator[Area]:
        return iter(self.areas)

    def __len__(self) -> int:
        return len(self.areas)

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def __getitem__(self, id: str) -> Area:
        return self._by_id[id]

    def area(self, id: str) -> Area:
        """The area with this id. Raises ``KeyError`` when there is none."""
        return self._by_id[id]

    def kind(self, id: str) -> str:
        """The kind of an area, ``""`` for one that nobody knows."""
        found = self._by_id.get(id)
        return "" if found is None else found.kind

    def of_kind(self, kind: str) -> tuple[Area, ...]:
        """Areas of one kind, in the order of the file."""
        return tuple(area for area in self.areas if area.kind == kind)

    def members(self, id: str, period: str | None = None) -> tuple[str, ...]:
        """Ids of a region's or peer group's members on a period's first day, ``()`` where nobody was.

        Without a period: the newest membership. An area without members has none.
        """
        area = self._by_id[id]
        if not area.memberships:
            return ()
        if period is None:
            return area.memberships[-1].members
        found = self._membership(area, first_day(period))
        return found.members if found else ()

    def ever_members(self, id: str) -> tuple[str, ...]:
        """Ids of everyone who was ever a member, without repetition, in order of time."""
        found = self._by_id.get(id)
        return tuple(dict.fromkeys(m for entry in found.memberships for m in entry.members)) if found else ()

    def expand(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Area ids with every ``"<region>/members"`` spelt out. Raises ``KeyError`` for an unknown id."""
        found: list[str] = []
        for id in ids:
            if id.endswith(MEMBERS):
                found.extend(self.members(id.removesuffix(MEMBERS)))
            else:
                found.append(self._by_id[id].id)
        return tuple(dict.fromkeys(found))

    def with_code(self, code: str, period: str) -> Area | None:
        """The area that a code stood for in a period, ``None`` when there was none."""
        day = first_day(period)
        return next((area for area in self.areas if area.code_on(day) == code), None)

    def codes_ever(self) -> frozenset[str]:
        """Every code that any area has ever had, and the ids that stand as codes for areas without any."""
        codes = {code.code for area in self.areas for code in area.codes}
        return frozenset(codes | {area.id for area in self.areas if _is_own_code(area)})

    def transfers(self, id: str) -> tuple[AreaChange, ...]:
        """Pieces that moved into or out of an area's codes, or its members' codes, without being carried."""
        area = self._by_id[id]
        ids = {id, *self.ever_members(id)}
        codes = {code.code for one in ids for code in self._by_id[one].codes} or {area.id}
        return tuple(
            change
            for change in self.changes
            if change.kind == "transfer" and any({k.before, k.after} & codes for k in change.links)
        )

    def listed(self) -> tuple[Area, ...]:
        """Every area as an edition keeps it: without the line it was written on, which says nothing."""
        return tuple(replace(area, line=0) for area in self.areas)

    def listed_changes(self) -> tuple[AreaChange, ...]:
        """Every change as an edition keeps it, without the line it was written on."""
        return tuple(replace(change, line=0) for change in self.changes)

    def parts(
        self, id: str, period: str, borders: str = PERIOD_BORDERS, available: Container[str] = ()
    ) -> Parts:
        """Which codes of a table, with what weights, make up an area in a period.

        ``borders`` is the table's own: ``"period"`` when its codes are those valid in each period, an ISO
        date when the codes of that day are carried to all periods. ``available`` may give the table's codes:
        where an area of kind ``other`` stands in the table under its own id, that row is taken as published
        instead of a sum over its members. Raises ``KeyError`` for an unknown area and ``ValueError`` for text
        that is no period.

        >>> Areas([Area("a", "municipality", {"nb": "A"}, (Code("1"),))]).parts("a", "2019").weights
        {'1': 1.0}
        """
        if self._by_id[id].kind == "other" and id in available:
            return Parts(id, period, (Part(id),), "as published")
        key = (id, period, borders)
        if key not in self._answers:
            self._answers[key] = self._parts(self._by_id[id], period, borders)
        return self._answers[key]

    def _parts(self, area: Area, period: str, borders: str) -> Parts:
        day = first_day(period)
        table_day = day if borders == PERIOD_BORDERS else date.fromisoformat(borders)
        if _is_own_code(area):
            return Parts(area.id, period, (Part(area.id),), "as published")
        if area.kind == "peer_group":
            return _refused(area, period, "group_has_no_sum")
        fractions = self._territory(area, day, table_day)
        if fractions is None:
            return _refused(area, period, "no_members")
        if not fractions or any(not self._known(code, table_day) for code in fractions):
            return _refused(area, period, "no_code")
        unknown = [code for code, value in fractions.items() if value is None]
        if unknown:
            return _refused(area, period, "share_unknown", codes=", ".join(unknown))
        parts = tuple(Part(code, float(value or 0.0)) for code, value in sorted(fractions.items()))
        if is_estimate(fractions):
            shared = {part.code: part.weight for part in parts if part.weight != 1.0}
            return Parts(area.id, period, parts, "estimated", "share_estimated", {"weights": shared})
        note = ""
        by_municipality = area.kind in ("municipality", "region")
        if (
            by_municipality
            and table_day != day
            and is_estimate(carry(fractions, table_day, day, self.history))
        ):
            note = "published_with_split"
        return Parts(area.id, period, parts, "as published" if len(parts) == 1 else "summed", note)

    def _territory(self, area: Area, day: date, table_day: date) -> dict[str, float | None] | None:
        """The area's territory in the codes of the table; ``None`` when it has no members that day."""
        if not area.memberships:
            at = table_day if area.kind in ("county", "nation") else date.max
            return self._of_codes(area, at, table_day)
        membership = self._membership(area, day)
        if membership is None:
            return None
        anchor = day if area.borders == PERIOD_BORDERS else date.fromisoformat(area.borders)
        together: dict[str, float | None] = {}
        for id in membership.members:
            member = self._by_id[id]
            if member.memberships:
                found = self._territory(member, day, anchor) or {}
            elif _is_own_code(member):
                found = {member.id: 1.0}
            else:
                found = self._of_codes(member, anchor, anchor)
            for code, value in found.items():
                so_far = together.get(code, 0.0)
                together[code] = None if value is None or so_far is None else min(1.0, so_far + value)
        return carry(together, anchor, table_day, self.history)

    def _of_codes(self, area: Area, at: date, table_day: date) -> dict[str, float | None]:
        """What the area's own code covered on the day nearest to ``at``, in the table's codes."""
        code = area.code_on(at)
        if code is not None:
            return carry({code: 1.0}, at, table_day, self.history)
        ended = [c for c in area.codes if c.valid_to is not None and c.valid_to < at]
        if ended:
            last = max(ended, key=lambda c: c.valid_to or date.min)
            return carry({last.code: 1.0}, last.valid_to or at, table_day, self.history)
        coming = [c for c in area.codes if c.valid_from is not None and c.valid_from > at]
        if coming:
            first = min(coming, key=lambda c: c.valid_from or date.max)
            return carry({first.code: 1.0}, first.valid_from or at, table_day, self.history)
        return {}

    def _known(self, code: str, day: date) -> bool:
        """Whether a code stands for something that day; one that ended without a successor does not."""
        spans = self._codes.get(code)
        return spans is None or any(span.valid_on(day) for span in spans)

    @staticmethod
    def _membership(area: Area, day: date) -> Membership | None:
        return next((entry for entry in area.memberships if entry.valid_on(day)), None)


def _is_own_code(area: Area) -> bool:
    """Areas that no register numbers (price areas, the continental shelf) stand in tables under their id."""
    return area.kind == "other" and not area.codes and not area.memberships


def _refused(area: Area, period: str, note: str, **values: object) -> Parts:
    return Parts(area.id, period, (), "not possible", note, {"area": area.id, "period": period, **values})
