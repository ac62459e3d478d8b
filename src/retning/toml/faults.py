"""Faults in what people write: where it is, what is wrong and how to mend it.

A fault is data, not a sentence: its text is looked up in the reader's language when it is shown, so that
one run of ``retning check`` can be read in bokmål, nynorsk or English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One fault in one place of one file.

    ``file`` is the path as the writer knows it (relative to the region's folder where possible), ``line``
    counts from 1 (0: the file as a whole), ``key`` names the text ``fault.<key>`` in the catalogue and
    ``values`` fills its named places.

    >>> Fault("plan.toml", 12, "duplicate_id", {"id": "4.7"}).line
    12
    """

    file: str
    line: int
    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def sort_key(self) -> tuple[str, int, str]:
        """Order of appearance: file, then line, then kind."""
        return (self.file, self.line, self.key)


class InputError(Exception):
    """Raised where work cannot go on because of faults in the input; carries all of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=Fault.sort_key))
        super().__init__("; ".join(f"{f.file}:{f.line}: {f.key} {dict(f.values)}" for f in self.faults))
