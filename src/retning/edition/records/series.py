"""The figures of one indicator in one area, line by line."""

from itertools import islice

from retning.answers import Certainty, IntervalMethod, Nothing, ValueMethod
from retning.edition.records.assessments import Reason
from retning.edition.records.base import Column, Number, Record, unpacked
from retning.edition.records.forecasts import Forecast, Trials
from retning.edition.records.indicators import Break


class Origin(Record, frozen=True, kw_only=True):
    """Where a figure was read: publisher and table, address, day of publication, remark."""

    source: str
    address: str = ""
    published: str = ""
    note: str = ""


class Part(Record, frozen=True):
    """One published figure that went into a value, and with what weight."""

    code: str
    weight: Number
    value: Number | None
    status: str
    origin: int
    """Number of its origin among those of the area, from 1; 0: the table's own address."""
    period: str
    """Empty: the value's own."""
    role: str
    """Empty: numerator; else ``denominator``, ``benchmark``, ``by``, ``within`` or ``earlier``."""


class PartColumns(Record, frozen=True, kw_only=True):
    """The parts of all values of a line, one after the other; ``count`` is how many each value has."""

    count: Column[int]
    code: Column[str]
    weight: Column[Number]
    value: Column[Number | None] = None
    status: Column[str] = ""
    origin: Column[int] = 0
    period: Column[str] = ""
    role: Column[str] = ""


class Point(Record, frozen=True):
    """One value of a line with all that is known about it."""

    period: str
    value: Number | None
    numerator: Number | None
    denominator: Number | None
    lower: Number | None
    upper: Number | None
    method: ValueMethod
    certainty: Certainty
    status: str
    """The publisher's symbol."""
    vintage: str
    note: str
    """Key of a reason where it is estimated or not possible."""
    interval: IntervalMethod | Nothing


class Line(Record, frozen=True, kw_only=True):
    """One line of an indicator in an area: its values, column by column.

    ``period`` and ``value`` have one entry for each point; the other columns as well, or one for all of them
    (:meth:`points` has them spelt out). Lines named ``<line>@<vintage>`` are superseded publications.
    """

    line: str
    period: tuple[str, ...]
    value: tuple[Number | None, ...]
    numerator: Column[Number | None] = None
    denominator: Column[Number | None] = None
    lower: Column[Number | None] = None
    upper: Column[Number | None] = None
    method: Column[ValueMethod | Nothing] = ""
    certainty: Column[Certainty | Nothing] = ""
    status: Column[str] = ""
    vintage: Column[str] = ""
    note: Column[str] = ""
    interval: Column[IntervalMethod | Nothing] = ""
    parts: PartColumns | None = None
    tables: tuple[str, ...] = ()
    """``table@vintage`` of everything that went in."""
    breaks: tuple[Break, ...] = ()
    forecast: Forecast | None = None
    no_forecast: tuple[Reason, ...] = ()
    """Why it has none."""
    trials: Trials | None = None
    """What the method would have said of years that have come."""

    @property
    def is_superseded(self) -> bool:
        """Whether it is an earlier publication of another line."""
        return "@" in self.line

    def points(self) -> tuple[Point, ...]:
        """Every value with all that is known about it, in order of time.

        >>> line = Line(line="main", period=("2024",), value=(7,), method="summed", certainty="final")
        >>> line.points()[0].method
        'summed'
        """
        rows = len(self.period)
        columns = (unpacked(getattr(self, name), rows) for name in Point.__struct_fields__[2:])
        return tuple(Point(*row) for row in zip(self.period, self.value, *columns, strict=True))

    def parts_of(self) -> tuple[tuple[Part, ...], ...]:
        """The published figures that went into each value."""
        if self.parts is None:
            return ((),) * len(self.period)
        counts = unpacked(self.parts.count, len(self.period))
        total = sum(counts)
        columns = [
            unpacked(getattr(self.parts, name), total)
            for name in ("code", "weight", "value", "status", "origin", "period", "role")
        ]
        every = iter([Part(*row) for row in zip(*columns, strict=True)])
        return tuple(tuple(islice(every, count)) for count in counts)
