"""What an indicator is: the definition, as data.

Plain frozen dataclasses for exactly the grammar of ``regions/<name>/indicators/*.toml`` (see
``docs/reference/indicator-files.md``). Nothing here reads files or computes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from retning.plan.model import Target, Text
from retning.statistics.model import Break

NATURES = ("stock", "flow", "rate", "index", "score", "count")
KINDS = ("count", "ratio", "mean", "median", "index")
DIRECTIONS = ("up", "down", "level", "none")
INFLUENCES = ("direct", "shared", "weak")
CHANGES = (
    "next minus this",
    "this minus previous",
    "mean of this and next",
    "yearly mean",
    "yearly sum",
    "sum of 3",
)
RELATIONS = ("share", "ratio", "difference", "growth difference")
ROLES = ("main", "definition", "vintage")
NOT_ADDED = ("mean", "median", "index")
"""Kinds that can never be added up over areas or periods."""

ALL = ("*",)
"""A ``where`` that takes every code of a dimension and adds them up."""

MEMBERS = "/members"
"""``"<region>/members"`` in ``areas`` stands for every municipality of the region."""

Where = Mapping[str, tuple[str, ...]]
"""Dimension to the codes that are taken; several are added up, :data:`ALL` takes every code."""


@dataclass(frozen=True)
class Slice:
    """Some rows of a table: those whose dimensions have these codes."""

    table: str  # "figures/folketall", "ssb/07459"
    where: Where = field(default_factory=dict)
    line: int = 0  # where in the file it is written

    def key(self) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        """Equal for slices that take the same rows."""
        return (self.table, tuple(sorted(self.where.items())))


@dataclass(frozen=True)
class Allocation:
    """A value that exists only for ``within`` is split by what ``by`` says of the area and of ``within``.

    ``value(area) = value(within) * by(area) / by(within)``; the result is always ``estimated``.
    """

    by: Slice
    within: str


@dataclass(frozen=True)
class Term:
    """A numerator or a denominator: rows of a table, or another indicator, and what is done with it in time.

    Exactly one of ``source``, ``indicator`` (its values) and ``numerator_of`` (its numerators) is there.
    """

    source: Slice | None = None
    indicator: str = ""
    numerator_of: str = ""
    change: str = ""  # "" or one of CHANGES
    allocate: Allocation | None = None
    line: int = 0

    @property
    def refers_to(self) -> str:
        """The id of the indicator that it rests on, ``""`` when it rests on a table."""
        return self.indicator or self.numerator_of

    def slices(self) -> Iterator[Slice]:
        """The slices of tables that it reads itself."""
        if self.source is not None:
            yield self.source
        if self.allocate is not None:
            yield self.allocate.by


@dataclass(frozen=True)
class Relative:
    """Comparison with another area, for the same period and from the same vintage of each table.

    With ``a`` the area's own and ``b`` the benchmark's: ``share`` is ``factor * numerator_a / numerator_b``,
    ``ratio`` is ``factor * value_a / value_b``, ``difference`` is ``value_a - value_b``, ``growth difference`` is
    ``100 * (ln(a_t / a_s) - ln(b_t / b_s))``, in percentage points, where ``s`` is one year before ``t``.
    """

    to: str
    how: str
    factor: float = 1.0
    line: int = 0


@dataclass(frozen=True)
class Line:
    """One way to compute an indicator; an indicator with one line has it under the id ``main``."""

    id: str
    numerator: Term
    denominator: Term | None = None
    factor: float = 1.0  # value = factor * numerator / denominator
    relative: Relative | None = None
    title: Text = field(default_factory=dict)
    role: str = "main"  # main | definition | vintage
    areas: tuple[str, ...] = ()  # () = those of the indicator; "<region>/members" already spelt out
    file_line: int = 0

    def terms(self) -> Iterator[Term]:
        """Numerator and, where there is one, denominator."""
        yield self.numerator
        if self.denominator is not None:
            yield self.denominator


@dataclass(frozen=True)
class Interval:
    """How an indicator's values get an interval (:mod:`retning.statistics.assessment.intervals`).

    ``method`` is "" (none), ``wilson``, ``poisson`` or ``published``; for the last one ``lower`` and ``upper``, or
    ``error`` (a standard error), say which codes of the numerator's table hold them.
    """

    method: str = ""
    lower: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    upper: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    error: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class AreaBreak:
    """A registered break and the areas it holds for (``()``: all of them)."""

    at: Break
    areas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """A definition as it stands in its file; ``areas`` has ``"<region>/members"`` spelt out."""

    id: str
    title: Text
    description: Text
    unit: str  # a key of the locale table [unit]
    decimals: int
    nature: str  # one of NATURES
    kind: str  # one of KINDS
    direction: str  # one of DIRECTIONS
    influence: str  # one of INFLUENCES
    delay: int  # years
    lines: tuple[Line, ...]
    areas: tuple[str, ...]
    main_area: str
    serves: tuple[str, ...] = ()
    proxy_for: tuple[str, ...] = ()
    benchmark: str = ""
    peers: str = ""
    smallest_change: float | None = None  # per year, in the unit
    provisional_last: int = 0
    survey: bool = False
    interval: Interval = field(default_factory=Interval)
    breaks: tuple[AreaBreak, ...] = ()
    targets: tuple[Target, ...] = ()
    pool: tuple[str, ...] = ()  # comparable areas that forecasts learn from; () = the indicator's own
    file: str = ""
    line: int = 0

    def breaks_for(self, area: str) -> tuple[Break, ...]:
        """The breaks that hold for an area, in the order written."""
        return tuple(entry.at for entry in self.breaks if not entry.areas or area in entry.areas)

    def areas_of(self, line: Line) -> tuple[str, ...]:
        """The areas that one of its lines is computed for."""
        return line.areas or self.areas

    def rests_on(self) -> tuple[str, ...]:
        """Ids of the indicators that it uses, without repetition, in the order written."""
        found = (term.refers_to for line in self.lines for term in line.terms() if term.refers_to)
        return tuple(dict.fromkeys(found))

    def slices(self) -> Iterator[Slice]:
        """Every slice of a table that its lines read themselves."""
        for line in self.lines:
            for term in line.terms():
                yield from term.slices()
            yield from self.limits_of(line).values()

    def limits_of(self, line: Line) -> dict[str, Slice]:
        """Where the published ``lower`` and ``upper``, or ``error``, of a line stand: other codes of its own table.

        Empty for a line that is not read straight from a table: a limit of a change or of a ratio is not published.
        """
        source = line.numerator.source
        made = line.denominator or line.relative or line.numerator.change or line.numerator.allocate
        if self.interval.method != "published" or source is None or made:
            return {}
        wanted = {"lower": self.interval.lower, "upper": self.interval.upper, "error": self.interval.error}
        return {
            name: Slice(source.table, {**source.where, **where}, source.line)
            for name, where in wanted.items()
            if where
        }
