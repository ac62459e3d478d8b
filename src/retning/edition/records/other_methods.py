"""What Eurostat, Open SDG and the United Nations would say of a series or a plan element."""

from retning.edition.records.base import Number, Record


class OtherMethod(Record, frozen=True, kw_only=True):
    """One method's answer with its own inputs."""

    method: str
    answer: str = ""
    """The method's own word; empty: it gives none."""
    says: str = ""
    """Which way that means: ``forward``, ``backward``, ``still``, ``reached``."""
    disagrees: bool = False
    """Whether a reader would take something else from it than from our tendency."""
    value: Number | None = None
    score: Number | None = None
    base_year: int | None = None
    last_year: int | None = None
    base: Number | None = None
    last: Number | None = None
    growth: Number | None = None
    """Compound, a year."""


class OtherMethods(Record, frozen=True, kw_only=True):
    """All methods for one subject: an indicator in an area, or a plan element by the series of its verdict."""

    subject: str
    indicator: str
    area: str
    line: str
    ours: str
    direction: str
    target: Number | None = None
    """As given to the methods; ``None``: their rule for series without a target."""
    target_year: int | None = None
    reason: str = ""
    """Why there is no target or no answer."""
    methods: tuple[OtherMethod, ...] = ()

    @property
    def disagree(self) -> tuple[str, ...]:
        """Methods from which a reader would take something else than from ours."""
        return tuple(m.method for m in self.methods if m.disagrees)
