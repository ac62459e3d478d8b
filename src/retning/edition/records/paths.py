"""The path to a target: where a series should be, and where it is."""

from retning.answers import Better
from retning.edition.records.base import Number, Record


class PathPoint(Record, frozen=True):
    """A period and a value."""

    period: str
    value: Number


class Path(Record, frozen=True, kw_only=True):
    """The path to one target of one line."""

    element: str
    target: int
    """Which of the indicator's targets, from 0."""
    type: str
    line: str
    points: tuple[PathPoint, ...]
    goal: PathPoint
    base: PathPoint | None = None
    moving: bool = False
    """The target moves with a benchmark."""
    benchmark: str = ""
    better: Better = ""
    period: str = ""
    value: Number | None = None
    expected: Number | None = None
    distance: Number | None = None
    asked: tuple[PathPoint, ...] = ()
    """What it asks for in each observed period and in its own points."""
