"""``editions/index.json``, beside the editions: which there are, and what each changed."""

from collections.abc import Mapping

import msgspec

from retning.edition.codec import decode
from retning.edition.records.base import Day, Record
from retning.edition.records.difference import Cause, Difference


class Comparison(Record, frozen=True, kw_only=True):
    """What an edition changed: how much, the first of it, and which charts."""

    previous: str
    """The edition before, which it was compared with; empty for the first one."""
    values: int = 0
    verdicts: int = 0
    sentences: int = 0
    first: msgspec.Raw = msgspec.Raw(b"{}")
    """The first differences of each kind, as a page shows them; read when it does (:meth:`differences`)."""
    charts: Mapping[str, tuple[Cause, ...]] = {}
    """Why indicators say something else in their judged area than in the last edition that had them."""
    new: tuple[str, ...] = ()
    """Indicators that no earlier edition had."""

    def differences(self) -> Difference:
        """The first differences of each kind."""
        return decode(bytes(self.first), Difference)


class IndexEntry(Record, frozen=True, kw_only=True):
    """One edition that stands in the home."""

    name: str
    whole: bool
    """Whether it can be read and is as it was written."""
    stamp: str = ""
    """What tells its files as they were when that was checked: names, sizes and times."""
    rule_version: str = ""
    indicators: tuple[str, ...] = ()
    comparison: Comparison | None = None
    """``None`` where it was damaged before it could be compared."""

    @property
    def day(self) -> Day:
        """The day that it stands for."""
        return self.name[:10]
