"""The rules that tests judge by where the version does not matter, and rule books written for a test."""

from __future__ import annotations

from retning.statistics.rules.history import parse, rules_on
from retning.statistics.rules.model import Rules

NEWEST = rules_on(None)
"""Our newest version; a test that needs another limit makes it with ``dataclasses.replace``."""


def history_file(versions: str, **limits: float) -> str:
    """The text of a history file with these versions; limits are those of the newest version unless given."""
    numbers = {**NEWEST.limits, **limits}
    return "\n".join(["[limits]", *(f"{name} = {value!r}" for name, value in numbers.items()), versions])


def rule_book(versions: str, **limits: float) -> tuple[Rules, ...]:
    """The versions of such a file, the newest first."""
    return parse(history_file(versions, **limits))
