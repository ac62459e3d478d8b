"""The rules that tests judge by where the version does not matter, and rule books written for a test."""

from __future__ import annotations

from retning.statistics.rules.history import history, parse, rules_on
from retning.statistics.rules.model import Rules

NEWEST = rules_on(None)
"""Our newest version; a test that needs another limit makes it with ``dataclasses.replace``."""

BY_RANKS = next(rules for rules in history() if rules.tendency == "ranks")
"""The last version that tested by ranks and corrected for many tests page by page (2026.1)."""


FIRST = ("Det første.", "Det første.", "The first.")
FIRST_WHY = ("Noe må være først.", "Noko må vere først.", "Something must be first.")


def written_version(
    name: str,
    since: str,
    what: tuple[str, str, str] = FIRST,
    why: tuple[str, str, str] = FIRST_WHY,
    **changes: tuple[float, float],
) -> str:
    """A version of a history file, decided by the board; ``changes`` are the old and the new limit.

    >>> written_version("2020.1", "2020-01-01").splitlines()[2]
    'from = 2020-01-01'
    """
    texts = {"decided_by": ("Styret", "Styret", "The board"), "what": what, "why": why}
    lines = ["[[version]]", f'version = "{name}"', f"from = {since}", f'tendency = "{NEWEST.tendency}"']
    for key, (nb, nn, en) in texts.items():
        lines.append(f'{key} = {{ nb = "{nb}", nn = "{nn}", en = "{en}" }}')
    for limit, (old, new) in changes.items():
        lines += ["[[version.change]]", f'limit = "{limit}"', f"old = {old}", f"new = {new}"]
    return "\n".join(lines) + "\n"


def history_file(versions: str, **limits: float) -> str:
    """The text of a history file with these versions; limits are those of the newest version unless given."""
    numbers = {**NEWEST.limits, **limits}
    return "\n".join(["[limits]", *(f"{name} = {value!r}" for name, value in numbers.items()), versions])


def rule_book(versions: str, **limits: float) -> tuple[Rules, ...]:
    """The versions of such a file, the newest first."""
    return parse(history_file(versions, **limits))
