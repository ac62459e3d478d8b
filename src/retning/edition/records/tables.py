"""``tables.json``, ``sources.json`` and ``corrections.json``: where figures come from."""

from collections.abc import Mapping

from retning.edition.records.base import Day, Number, Record, Text


class Table(Record, frozen=True, kw_only=True):
    """One vintage of one publisher's table: everything about it but its numbers."""

    table: str
    vintage: str
    title: Text
    publisher: str
    used: bool
    """Whether the edition rests on it; else it was superseded."""
    code: str = ""
    fetched: str = ""
    address: str = ""
    licence: str | Text = ""
    attribution: str | Text = ""
    sha256: str = ""
    query: str = ""
    borders: str = ""
    """The area codes are those of each ``period``, or those of a day."""
    line: str = ""
    """``vintage``: one publication holds a whole line; ``first``: each figure as first published."""
    area_dim: str = ""
    units: Mapping[str, str] = {}
    labels: Mapping[str, Mapping[str, str]] = {}
    raw: tuple[str, ...] = ()
    rhythm: str = ""
    next_release: str = ""

    @property
    def name(self) -> str:
        """``table@vintage``: how lines name what they rest on."""
        return f"{self.table}@{self.vintage}"

    @property
    def is_typed(self) -> bool:
        """Whether its day is only the day that the figures were copied by hand."""
        return self.table.startswith("figures/") and self.vintage[:10] == self.fetched[:10]


class Source(Record, frozen=True, kw_only=True):
    """A publisher whose interface is asked."""

    id: str
    name: Text
    interface: str
    base: str
    licence: str
    attribution: str
    language: str = ""
    calls_per_minute: int = 0
    hosts: tuple[str, ...] = ()
    max_cells: int = 0


class DeclaredTable(Record, frozen=True, kw_only=True):
    """A table that is fetched, and what is asked of it."""

    id: str
    source: str
    code: str
    select: Mapping[str, tuple[str, ...]]
    title: Text = {}
    codelist: Mapping[str, str] = {}
    area: str = ""
    area_prefix: str = ""
    borders: str = ""
    units: Mapping[str, str] = {}
    rhythm: str = ""
    next_release: str = ""
    address: str = ""


class DeclaredBorders(Record, frozen=True, kw_only=True):
    """A file of borders that is fetched."""

    id: str
    day: Day
    name: Text
    address: str
    page: str
    code: str
    licence: str
    attribution: str
    max_megabytes: int = 0
    sha256: str = ""


class Sources(Record, frozen=True):
    """Everything that is declared to be fetched."""

    sources: tuple[Source, ...] = ()
    tables: tuple[DeclaredTable, ...] = ()
    borders: tuple[DeclaredBorders, ...] = ()


class Correction(Record, frozen=True, kw_only=True):
    """A figure that is wrong at the publisher: where it stands, what it says, and what is right."""

    table: str
    where: Mapping[str, str]
    period: str
    wrong: Number
    right: Number | None
    """``None``: nothing is, the figure is left out."""
    reason: Text
    source: str
    address: str
    vintage: str = ""
    """Empty: every vintage with the wrong figure."""
    by: str = ""
    registered: str = ""
    line: int = 0
