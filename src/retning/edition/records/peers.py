"""Areas beside each other in one indicator."""

from collections.abc import Mapping

from retning.answers import Nothing, PeerRule, PeerState
from retning.edition.records.base import Number, Record


class PeerRow(Record, frozen=True, kw_only=True):
    """How one area stands to the one that its group is compared with, and the bounds of its own value."""

    area: str
    value: Number
    against: PeerState
    rule: PeerRule | Nothing = ""
    lower: Number | None = None
    upper: Number | None = None


class FunnelLimits(Record, frozen=True, kw_only=True):
    """The limits that shares of areas of one size stay inside by chance."""

    size: Number
    inner_lower: Number
    inner_upper: Number
    outer_lower: Number
    outer_upper: Number


class Funnel(Record, frozen=True, kw_only=True):
    """A share with counts, by the size of the areas: the common value, the limits, and who lies outside.

    ``outside`` is -2 to 2: beyond the second or first pair of limits, or inside.
    """

    centre: Number
    phi: Number
    sizes: Mapping[str, Number]
    outside: Mapping[str, int]
    limits: tuple[FunnelLimits, ...]


class Dot(Record, frozen=True):
    """An area of the group and its value."""

    area: str
    value: Number


class PeerGroup(Record, frozen=True, kw_only=True):
    """One group of areas in the newest period that enough of them have a value in."""

    group: str
    """The id of a declared group, or ``municipality`` or ``county``."""
    declared: bool = False
    period: str
    dots: tuple[Dot, ...]
    """In the order of the area file."""
    median: Number
    mad: Number
    """Median absolute deviation."""
    classes: tuple[Number, ...] = ()
    """Borders between the classes of a map, rising; a value on a border belongs above it."""
    comparator: str = ""
    comparator_value: Number | None = None
    rows: tuple[PeerRow, ...] = ()
    funnel: Funnel | None = None
