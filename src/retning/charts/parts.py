"""What a chart is made of: small frozen values that the page fills from an edition.

Texts in them are already in the reader's language. ``kind`` is the indicator's (``count``, ``ratio``, …) and
decides whether the axis starts at zero; ``decimals`` is how exactly values are written. ``unit`` stands over
the axis ("persons"); ``suffix`` follows a value in a sentence ("%", "mill. kr").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Point(NamedTuple):
    """One value in one period. ``hollow``: provisional or estimated, drawn as a ring."""

    period: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of points in order of time.

    ``role``: ``own`` (the one accent), ``benchmark`` (thin grey), ``other`` (one of several equals),
    ``ghost`` (an earlier vintage: thin, dotted).
    """

    name: str
    points: tuple[Point, ...]
    role: str = "own"


@dataclass(frozen=True, slots=True)
class Break:
    """Comparison stops here: no line crosses from before ``period`` into it."""

    period: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A demanded value; with a ``period`` it is a point in time, without one it holds all the way."""

    value: float
    period: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every chart has: title, unit, and what a saved file needs to stand alone."""

    title: str
    unit: str = ""
    suffix: str = ""
    decimals: int = 0
    kind: str = "ratio"
    subtitle: str = ""
    source: str = ""
    note: str = ""
    apart: str = (
        ""  # follows a difference between two values, where it is not ``suffix`` ("percentage points")
    )


class FanStep(NamedTuple):
    """One period of a forecast: middle, and the bounds of its interval."""

    period: str
    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class LineSpec:
    frame: Frame
    lines: tuple[Line, ...]
    breaks: tuple[Break, ...] = ()
    targets: tuple[Target, ...] = ()
    fan: tuple[FanStep, ...] = ()  # the forecast of our own line
    fan_label: str = ""


@dataclass(frozen=True, slots=True)
class PathSpec:
    """Observed values against the path to a target.

    ``path`` are the declared points between ``base`` and ``target`` (empty: a straight line). ``better`` is
    ``up``, ``down`` or ``""``; ``verdict`` the computed answer in words; ``deadline`` the last period of the
    target's time (default: the target's own period). ``ghosts`` are earlier vintages, or lines by another
    definition (role ``other``), which get a name.
    """

    frame: Frame
    observed: Line
    base: Point
    target: Target
    path: tuple[Point, ...] = ()
    benchmark: Line | None = None
    ghosts: tuple[Line, ...] = ()
    fan: tuple[FanStep, ...] = ()
    fan_label: str = ""
    breaks: tuple[Break, ...] = ()
    better: str = "up"
    verdict: str = ""
    deadline: str = ""
    open_end: bool = False  # the path has no deadline of its own: it ends where the figures end


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One indicator of an area: its name, its line and its verdict in words."""

    name: str
    points: tuple[Point, ...]
    unit: str = ""
    decimals: int = 0
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class ProfileSpec:
    """Every indicator of one area under each other."""

    frame: Frame
    rows: tuple[ProfileRow, ...]


class Dot(NamedTuple):
    """One area's value on a strip. ``role``: ``peer``, ``own`` or ``comparator``."""

    name: str
    value: float | None
    role: str = "peer"


@dataclass(frozen=True, slots=True)
class DotStripSpec:
    """One indicator on one row: all peers, ours, and its history. ``verdict``: "higher than the country"."""

    frame: Frame
    period: str
    dots: tuple[Dot, ...]
    history: tuple[Point, ...] = ()
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Slope:
    """One area's values in two periods."""

    name: str
    start: float | None
    end: float | None
    role: str = "other"


@dataclass(frozen=True, slots=True)
class SlopeSpec:
    frame: Frame
    start: str
    end: str
    slopes: tuple[Slope, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart among several: a name and its line."""

    name: str
    points: tuple[Point, ...]
    role: str = "other"


@dataclass(frozen=True, slots=True)
class MultiplesSpec:
    """Small charts with common axes; ``behind`` is drawn thin and grey in each (usually the benchmark)."""

    frame: Frame
    panels: tuple[Panel, ...]
    behind: Line | None = None
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class StackRow:
    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class StackSpec:
    """Parts of wholes: one bar per row, the same parts in the same order. ``share``: every bar is 100 %."""

    frame: Frame
    parts: tuple[str, ...]
    rows: tuple[StackRow, ...]
    share: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """How many stand in one state. ``tone``: ``bad``, ``warn``, ``good``, ``neutral`` or ``unknown``.

    ``names`` are what stands there ("6.1"), shown in the blocks when there is one for each.
    """

    label: str
    count: int
    tone: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DistributionSpec:
    frame: Frame
    states: tuple[State, ...]


class FunnelPoint(NamedTuple):
    """One area: its size (population, cases) and its value."""

    name: str
    size: float
    value: float | None
    role: str = "peer"


class FunnelLimit(NamedTuple):
    """Limits at one size: ``inner`` (usually 95 %) and ``outer`` (usually 99.8 %)."""

    size: float
    inner_lower: float
    inner_upper: float
    outer_lower: float
    outer_upper: float


@dataclass(frozen=True, slots=True)
class FunnelSpec:
    """Values against size, with the limits that chance alone would respect (computed elsewhere)."""

    frame: Frame
    points: tuple[FunnelPoint, ...]
    limits: tuple[FunnelLimit, ...]
    centre: float
    size_label: str
    centre_label: str = ""


@dataclass(frozen=True, slots=True)
class BarsSpec:
    """Yearly amounts beside what is demanded each year.

    ``better``: ``up`` (at least ``minimum``) or ``down`` (at most). ``first`` and ``last`` limit the years in
    which the demand holds (empty: all).
    """

    frame: Frame
    points: tuple[Point, ...]
    minimum: float | None = None
    minimum_label: str = ""
    better: str = "up"
    first: str = ""
    last: str = ""
    breaks: tuple[Break, ...] = ()
    fan: tuple[FanStep, ...] = ()
    fan_label: str = ""


class Tile(NamedTuple):
    """One area on a schematic map. ``short`` replaces a name that does not fit."""

    row: int
    column: int
    name: str
    value: float | None
    short: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class TileMapSpec:
    """``limits`` are the borders between classes, rising; with n of them there are n + 1 classes (at most 5)."""

    frame: Frame
    tiles: tuple[Tile, ...]
    limits: tuple[float, ...]


Ring = tuple[tuple[float, float], ...]
"""A closed ring of (east, north) in metres; the last point need not repeat the first."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One area's polygons: outer rings and holes alike (a hole is where rings overlap evenly)."""

    name: str
    rings: tuple[Ring, ...]
    value: float | None = None
    short: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class GeoMapSpec:
    frame: Frame
    shapes: tuple[Shape, ...]
    limits: tuple[float, ...]
