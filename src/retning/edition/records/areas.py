"""``areas.json``, ``area_changes.json``, ``borders.json`` and ``region.json``: the places that figures are about."""

from collections.abc import Mapping
from typing import TypeAlias

from retning.edition.records.base import Day, Number, Record, Text


class Code(Record, frozen=True):
    """A code of an area in a publisher's tables, and from when to when it held."""

    code: str
    valid_from: Day | None = None
    valid_to: Day | None = None


class Membership(Record, frozen=True, kw_only=True):
    """Which areas made up another one in a span of time, by whose decision."""

    members: tuple[str, ...]
    valid_from: Day | None = None
    valid_to: Day | None = None
    source: str = ""
    address: str = ""
    note: Text = {}


class Rule(Record, frozen=True, kw_only=True):
    """By which rule an area was put together: commuters above a share to a centre."""

    centre: str
    """An area's id; empty for a group whose regions each have their own centre."""
    share: Number
    year: str
    table: str


class OtherName(Record, frozen=True, kw_only=True):
    """A name that an area also has, in another language than the three of the site."""

    name: str
    language: str
    """ISO 639."""
    source: str
    address: str = ""


class Area(Record, frozen=True, kw_only=True):
    """A place with a permanent id: its kind, names, codes and members through time."""

    id: str
    kind: str
    name: Text
    codes: tuple[Code, ...] = ()
    memberships: tuple[Membership, ...] = ()
    borders: str = ""
    rule: Rule | None = None
    note: Text = {}
    tile: tuple[int, int] | None = None
    """Row and column on the schematic map, from the top left."""
    line: int = 0
    other_names: tuple[OtherName, ...] = ()


class Link(Record, frozen=True, kw_only=True):
    """A code that became (part of) another: the share that moved, and the share of the new one that came from it."""

    before: str
    after: str
    share: Number = 0
    back: Number | None = None


class AreaChange(Record, frozen=True, kw_only=True):
    """A merger, split or new code on a day."""

    day: Day
    kind: str
    links: tuple[Link, ...]
    note: Text = {}
    source: str = ""
    address: str = ""
    line: int = 0


Ring: TypeAlias = tuple[tuple[Number, Number], ...]
"""Points ``(east, north)`` in whole metres; the last does not repeat the first."""


class Borders(Record, frozen=True, kw_only=True):
    """Real borders of the areas that are on the map, from one file of a publisher."""

    id: str
    day: Day
    year: int
    address: str
    licence: str
    attribution: str
    fetched: str
    sha256: str
    frame: str
    tolerance: Number
    """Metres by which the lines were simplified at most."""
    shapes: Mapping[str, tuple[Ring, ...]]
    """Rings by area, outer rings and holes alike."""


class Region(Record, frozen=True):
    """The area that the front page is about, and where readers report an error."""

    main: str
    report: str = ""
    """A web address or a ``mailto:`` address."""
