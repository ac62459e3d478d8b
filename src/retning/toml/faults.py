"""Faults in what people write: where it is, what is wrong and how to mend it.

A fault is data, not a sentence: its text is looked up in the reader's language when it is shown, so that
one run of ``retning check`` can be read in bokmål, nynorsk or English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

CLOSE = 0.6
"""How alike two names must be before one is suggested for the other (difflib's own limit)."""


@dataclass(frozen=True)
class Fault:
    """One fault in one place of one file.

    ``file`` is the path as the writer knows it (relative to the region's folder where possible), ``line``
    counts from 1 (0: the file as a whole), ``key`` names the text ``fault.<key>`` in the catalogue and
    ``values`` fills its named places. ``near`` is the known name that the wrong one resembles, or ``""``.

    >>> Fault("plan.toml", 12, "duplicate_id", {"id": "4.7"}).line
    12
    """

    file: str
    line: int
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    near: str = ""

    def sort_key(self) -> tuple[str, int, str]:
        """Order of appearance: file, then line, then kind."""
        return (self.file, self.line, self.key)


class InputError(Exception):
    """Raised where work cannot go on because of faults in the input; carries all of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=Fault.sort_key))
        super().__init__("; ".join(f"{f.file}:{f.line}: {f.key} {dict(f.values)}" for f in self.faults))


def fault_text(language: str, fault: Fault) -> str:
    """The fault as a sentence, with the suggestion where there is one.

    >>> print(fault_text("en", Fault("duties.toml", 3, "report_area", {"where": "x", "id": "beryg"}, "bergy")))
    “x”: there is no area “beryg” in area.toml. Correct the id. Did you mean “bergy”?
    """
    from retning.language.texts import text  # a command that finds no fault needs no catalogue

    said = text(language, f"fault.{fault.key}", **dict(fault.values))
    return f"{said} {text(language, 'fault.near', near=fault.near)}" if fault.near else said


def nearest(written: object, known: Iterable[str]) -> str:
    """The known name that most resembles what was written; ``""`` where none does.

    Capital letters are no difference. Names of two letters or fewer are never guessed at.

    >>> nearest("beryg", ["dalen", "bergy"]), nearest("Bergy", ["bergy"]), nearest("xyz", ["bergy"])
    ('bergy', 'bergy', '')
    """
    if not isinstance(written, str) or len(written) <= 2:
        return ""
    from difflib import get_close_matches  # 2 ms that only a fault shall cost, not every start

    folded = {name.casefold(): name for name in known}
    found = get_close_matches(written.casefold(), folded, n=1, cutoff=CLOSE)
    return folded[found[0]] if found else ""
