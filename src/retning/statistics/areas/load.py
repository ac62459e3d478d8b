"""Read ``area.toml``: areas, memberships and changes, with every fault told at once.

The file's grammar stands in ``docs/reference/area-file.md``; in short: ``main``, then ``[[municipality]]``,
``[[county]]``, ``[[nation]]``, ``[[region]]``, ``[[peer_group]]``, ``[[other]]`` and ``[[change]]``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from retning.plan.model import Text
from retning.statistics.areas.collection import Areas
from retning.statistics.areas.model import (
    CHANGE_KINDS,
    KINDS,
    PERIOD_BORDERS,
    Area,
    Change,
    Code,
    Link,
    Membership,
    OtherName,
    Rule,
)
from retning.statistics.areas.validate import validate
from retning.toml.faults import Fault
from retning.toml.lines import Located, read_toml

FILE = "area.toml"
MOST_TILES = 40
"""Rows and columns of a schematic map."""
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NAME_LANGUAGES = ("nb", "nn", "en")
_MEMBERSHIP_KEYS = frozenset(("from", "to", "members", "source", "address", "note"))
_AREA_KEYS = _MEMBERSHIP_KEYS | {
    "id",
    "name",
    "codes",
    "membership",
    "borders",
    "rule",
    "other_names",
    "tile",
}
_OTHER_NAME_KEYS = ("name", "language", "source", "address")
_CHANGE_KEYS = frozenset(("day", "kind", "links", "note", "source", "address"))


def load_areas(folder: Path) -> tuple[Areas | None, list[Fault]]:
    """Read a region's ``area.toml``. ``(None, faults)`` when anything in it is wrong; nothing is raised.

    >>> load_areas(Path("nowhere"))[1][0].key
    'file_missing'
    """
    located, faults = read_toml(folder / FILE, FILE)
    if located is None:
        return None, faults
    reader = _Reader(located)
    areas, changes, main = reader.areas(), reader.changes(), reader.main()
    faults = [*faults, *reader.faults]
    faults.extend(validate(areas, changes, main, FILE, located.line("main")))
    if faults:
        return None, sorted(faults, key=Fault.sort_key)
    return Areas(areas, changes, main), []


class _Reader:
    """Turns the file's tables into areas and changes and collects what cannot be read."""

    def __init__(self, located: Located) -> None:
        self.data: Mapping[str, object] = located.data
        self.line = located.line
        self.faults: list[Fault] = []
        self.tiles: dict[tuple[int, int], str] = {}
        for key in self.data:
            if key not in KINDS and key not in ("main", "change"):
                self.fault("area_unknown_key", self.line(key), field=key, where=FILE)

    def fault(self, what: str, line: int, /, **values: object) -> None:
        self.faults.append(Fault(FILE, line, what, values))

    def main(self) -> str:
        value = self.data.get("main", "")
        if isinstance(value, str):
            return value
        self.fault("area_not_text", self.line("main"), field="main", where=FILE)
        return ""

    def areas(self) -> list[Area]:
        found = []
        for kind in KINDS:
            for index, table in enumerate(self.tables(self.data.get(kind), (kind,))):
                area = self.area(kind, index, table)
                if area is not None:
                    found.append(area)
        return found

    def tables(self, value: object, path: tuple[str | int, ...]) -> list[Mapping[str, object]]:
        """A list of tables; a fault (and nothing) where the file has something else."""
        if value is None:
            return []
        if isinstance(value, Sequence) and not isinstance(value, str):
            tables = [entry for entry in value if isinstance(entry, Mapping)]
            if len(tables) == len(value):
                return tables
        self.fault("area_not_tables", self.line(*path), field=str(path[-1]))
        return []

    def area(self, kind: str, index: int, table: Mapping[str, object]) -> Area | None:
        line = self.line(kind, index)
        id = table.get("id")
        if not isinstance(id, str) or not _SLUG.fullmatch(id):
            self.fault("area_bad_id", self.line(kind, index, "id") or line, id=str(id))
            return None
        for key in table:
            if key not in _AREA_KEYS:
                self.fault("area_unknown_key", self.line(kind, index, key), field=key, where=id)
        codes = tuple(
            code
            for place, entry in enumerate(self.tables(table.get("codes"), (kind, index, "codes")))
            if (code := self.code(id, entry, self.line(kind, index, "codes", place))) is not None
        )
        memberships = [
            self.membership(id, entry, (kind, index, "membership", place))
            for place, entry in enumerate(self.tables(table.get("membership"), (kind, index, "membership")))
        ]
        if "members" in table:
            memberships.append(self.membership(id, table, (kind, index)))
        return Area(
            id=id,
            kind=kind,
            name=self.name(id, table.get("name"), self.line(kind, index, "name") or line),
            codes=tuple(sorted(codes, key=lambda c: c.valid_from or date.min)),
            memberships=tuple(sorted(memberships, key=lambda m: m.valid_from or date.min)),
            borders=self.borders(kind, table, id, self.line(kind, index, "borders") or line),
            rule=self.rule(id, table.get("rule"), self.line(kind, index, "rule")),
            note=self.words(id, "note", table.get("note"), self.line(kind, index, "note")),
            tile=self.tile(id, table.get("tile"), self.line(kind, index, "tile") or line),
            line=line,
            other_names=tuple(
                name
                for place, entry in enumerate(
                    self.tables(table.get("other_names"), (kind, index, "other_names"))
                )
                if (name := self.other_name(id, entry, self.line(kind, index, "other_names", place) or line))
            ),
        )

    def other_name(self, id: str, entry: Mapping[str, object], line: int) -> OtherName | None:
        """A name in another language; one without a source is refused, as a figure would be."""
        for key in entry:
            if key not in _OTHER_NAME_KEYS:
                self.fault("area_unknown_key", line, field=key, where=id)
        missing = [key for key in ("name", "language", "source") if not entry.get(key)]
        if missing:
            self.fault("area_other_name", line, id=id, fields=", ".join(missing))
            return None
        texts = {key: self.string(id, key, entry, line) for key in _OTHER_NAME_KEYS}
        return OtherName(**texts)

    def code(self, id: str, entry: Mapping[str, object], line: int) -> Code | None:
        value = entry.get("code")
        if not isinstance(value, str) or not value:
            self.fault("area_code_not_text", line, id=id, code=str(value))
            return None
        return Code(value, self.day(id, "from", entry, line), self.day(id, "to", entry, line))

    def membership(self, id: str, entry: Mapping[str, object], path: tuple[str | int, ...]) -> Membership:
        line = self.line(*path)
        if len(path) > 2:
            for key in entry:
                if key not in _MEMBERSHIP_KEYS:
                    self.fault("area_unknown_key", self.line(*path, key), field=key, where=id)
        members = entry.get("members")
        if not isinstance(members, list) or not members or not all(isinstance(m, str) for m in members):
            self.fault("area_members_not_list", self.line(*path, "members") or line, id=id)
            members = []
        return Membership(
            members=tuple(members),
            valid_from=self.day(id, "from", entry, line),
            valid_to=self.day(id, "to", entry, line),
            source=self.string(id, "source", entry, line),
            address=self.string(id, "address", entry, line),
            note=self.words(id, "note", entry.get("note"), line),
        )

    def borders(self, kind: str, table: Mapping[str, object], id: str, line: int) -> str:
        value = table.get("borders")
        has_members = "members" in table or "membership" in table
        if value is None:
            if has_members and kind != "peer_group":
                self.fault("area_borders_missing", line, id=id)
            return ""
        text = value.isoformat() if isinstance(value, date) else value
        if isinstance(text, str) and (text == PERIOD_BORDERS or _as_day(text) is not None):
            return text
        self.fault("area_bad_borders", line, id=id, value=str(value))
        return ""

    def tile(self, id: str, value: object, line: int) -> tuple[int, int] | None:
        """Row and column on the schematic map: two whole numbers from 0, each place used once."""
        if value is None:
            return None
        if (
            isinstance(value, list)
            and len(value) == 2
            and all(isinstance(n, int) and not isinstance(n, bool) and 0 <= n < MOST_TILES for n in value)
        ):
            place = (int(value[0]), int(value[1]))
            other = self.tiles.setdefault(place, id)
            if other == id:
                return place
            self.fault("area_tile_twice", line, id=id, other=other, row=place[0], column=place[1])
            return None
        self.fault("area_bad_tile", line, id=id, value=str(value), most=MOST_TILES - 1)
        return None

    def rule(self, id: str, value: object, line: int) -> Rule | None:
        if value is None:
            return None
        if isinstance(value, Mapping):
            share, year, table = value.get("share"), value.get("year"), value.get("table")
            if (
                isinstance(share, float)
                and 0 < share < 1
                and isinstance(year, str)
                and isinstance(table, str)
                and isinstance(value.get("centre", ""), str)
            ):
                return Rule(str(value.get("centre", "")), share, year, table)
        self.fault("area_bad_rule", line, id=id)
        return None

    def changes(self) -> list[Change]:
        found = []
        for index, table in enumerate(self.tables(self.data.get("change"), ("change",))):
            line = self.line("change", index)
            for key in table:
                if key not in _CHANGE_KEYS:
                    self.fault("area_unknown_key", self.line("change", index, key), field=key, where="change")
            kind = table.get("kind")
            if kind not in CHANGE_KINDS:
                self.fault("area_bad_change_kind", line, kind=str(kind), known=", ".join(CHANGE_KINDS))
                continue
            day = self.day("change", "day", table, line)
            if day is None:
                if "day" not in table:
                    self.fault("area_change_without_day", line)
                continue
            links = [
                link
                for place, entry in enumerate(self.tables(table.get("links"), ("change", index, "links")))
                if (link := self.link(entry, self.line("change", index, "links", place))) is not None
            ]
            found.append(
                Change(
                    day,
                    str(kind),
                    tuple(links),
                    self.words("change", "note", table.get("note"), line),
                    self.string("change", "source", table, line),
                    self.string("change", "address", table, line),
                    line,
                )
            )
        return found

    def link(self, entry: Mapping[str, object], line: int) -> Link | None:
        before, after = entry.get("before"), entry.get("after")
        for code in (before, after):
            if not isinstance(code, str) or not code:
                self.fault("area_code_not_text", line, id="change", code=str(code))
                return None
        share, back = entry.get("share", 1.0), entry.get("back")
        for weight in (share, back):
            if weight is not None and (
                isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 1
            ):
                self.fault("area_bad_weight", line, before=before, after=after, weight=str(weight))
                return None
        return Link(
            str(before),
            str(after),
            float(share) if isinstance(share, int | float) else 1.0,
            float(back) if isinstance(back, int | float) else None,
        )

    def day(self, id: str, key: str, entry: Mapping[str, object], line: int) -> date | None:
        """A day, written as ``"2020-01-01"`` or as a TOML date; ``None`` when it is left out or wrong."""
        value = entry.get(key)
        if value is None:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        day = _as_day(value) if isinstance(value, str) else None
        if day is None:
            self.fault("area_bad_day", line, id=id, field=key, value=str(value))
        return day

    def name(self, id: str, value: object, line: int) -> Text:
        """A name: one text for all languages, or one each. Place names are the same where none is given."""
        if isinstance(value, str) and value:
            return dict.fromkeys(_NAME_LANGUAGES, value)
        words = self.words(id, "name", value, line)
        if "nb" not in words:
            if value is None or words:
                self.fault("area_without_name", line, id=id)
            return dict.fromkeys(_NAME_LANGUAGES, id)
        return {**dict.fromkeys(_NAME_LANGUAGES, words["nb"]), **words}

    def words(self, id: str, key: str, value: object, line: int) -> Text:
        if value is None:
            return {}
        if isinstance(value, Mapping) and value and all(isinstance(v, str) and v for v in value.values()):
            return {str(k): str(v) for k, v in value.items()}
        self.fault("area_not_text", line, field=key, where=id)
        return {}

    def string(self, id: str, key: str, entry: Mapping[str, object], line: int) -> str:
        value = entry.get(key, "")
        if isinstance(value, str):
            return value
        self.fault("area_not_text", line, field=key, where=id)
        return ""


def _as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
