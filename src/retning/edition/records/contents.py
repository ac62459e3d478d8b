"""``contents.json``: which figures an edition holds, without reading any of them."""

from collections.abc import Mapping

from retning.edition.records.base import Record


class TableUse(Record, frozen=True, kw_only=True):
    """A vintage of a table that lines of an indicator rest on."""

    table: str
    """``table@vintage``."""
    areas: tuple[str, ...] = ()
    """The areas whose lines do; empty: all areas of the indicator."""
    newest: str = ""
    """The newest period that one of those lines has a value for."""


class IndicatorContents(Record, frozen=True, kw_only=True):
    """What there is of one indicator."""

    areas: tuple[str, ...] = ()
    """Areas with a line, in order of their ids."""
    years: tuple[str, ...] = ()
    """Years that a line has a period in."""
    tables: tuple[TableUse, ...] = ()
    """In the order in which areas and lines name them."""


class Contents(Record, frozen=True):
    """By indicator; also of those that the region has taken away, but whose forecasts are still scored."""

    indicators: Mapping[str, IndicatorContents]
