"""The rule book through time: which limits held on which day, what changed, who decided it, and why.

``rules.py`` holds the newest limits; ``history.toml`` beside it every version with what it changed. An older
version's limits follow by undoing the changes one by one, so that no number is written twice.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from retning.language.texts import LANGUAGES
from retning.statistics.rules.limits import RULE_VERSION, in_force, thresholds

STORED = "history.toml"


@dataclass(frozen=True)
class Change:
    """One limit that a version changed."""

    limit: str
    old: float
    new: float


@dataclass(frozen=True)
class Rules:
    """One version of the rule book. ``since`` is the first day that it is in force; ``limits`` all its limits."""

    version: str
    since: date
    decided_by: Mapping[str, str]
    what: Mapping[str, str]
    why: Mapping[str, str]
    changes: tuple[Change, ...]
    limits: Mapping[str, float]

    def in_force(self) -> AbstractContextManager[None]:
        """Judge by this version within a ``with`` block."""
        return in_force(self.version, self.limits)


def parse(written: str, newest: Mapping[str, float | int | str]) -> tuple[Rules, ...]:
    """The versions of a history file, the newest first; ``newest`` are the limits that the first one has.

    Raises ``ValueError`` where the history does not hold together: no version, versions out of order, a text that
    lacks a language, a changed limit that is unknown, changed nothing, or did not become what the next version says.

    >>> parse(text, thresholds())[0].version  # doctest: +SKIP
    '2026.1'
    """
    limits = {name: value for name, value in newest.items() if not isinstance(value, str)}
    found: list[Rules] = []
    for row in tomllib.loads(written).get("version", []):
        changes = tuple(Change(c["limit"], c["old"], c["new"]) for c in row.get("change", []))
        one = Rules(
            row["version"], row["from"], row["decided_by"], row["what"], row["why"], changes, dict(limits)
        )
        _check(one, found)
        found.append(one)
        limits = {**limits, **{c.limit: c.old for c in changes}}
    if not found:
        raise ValueError("a rule book without any version")
    if found[-1].changes:
        raise ValueError(f"{found[-1].version}: the first version changes nothing")
    return tuple(found)


def _check(one: Rules, newer: Sequence[Rules]) -> None:
    if newer and one.since >= newer[-1].since:
        raise ValueError(f"{one.version}: not before {newer[-1].version}")
    for name in ("decided_by", "what", "why"):
        if sorted(getattr(one, name)) != sorted(LANGUAGES):
            raise ValueError(f"{one.version}: {name} lacks a language")
    for change in one.changes:
        if one.limits.get(change.limit) != change.new:
            raise ValueError(f"{one.version}: {change.limit} is not {change.new} afterwards")
        if change.old == change.new:
            raise ValueError(f"{one.version}: {change.limit} did not change")


@lru_cache(maxsize=1)
def history() -> tuple[Rules, ...]:
    """Our own rule book's versions, the newest first. Raises ``ValueError`` where it is not the newest of ``rules.py``.

    >>> history()[0].version == RULE_VERSION
    True
    """
    versions = parse((files(__package__) / STORED).read_text(encoding="utf-8"), thresholds())
    if versions[0].version != RULE_VERSION:
        raise ValueError(f"{STORED} begins with {versions[0].version}, but the rules are {RULE_VERSION}")
    return versions


def rules_on(day: date | None, versions: Sequence[Rules] | None = None) -> Rules:
    """The version that was in force on a day; the newest without a day, the first before there was any.

    >>> rules_on(None) is history()[0]
    True
    """
    known = history() if versions is None else versions
    if day is None:
        return known[0]
    return next((one for one in known if one.since <= day), known[-1])


def rules_content(used: Rules, versions: Sequence[Rules] | None = None) -> dict[str, Any]:
    """``rules.json``: the version that judged the edition, and every version with its changes and limits."""
    known = history() if versions is None else versions
    return {
        "used": used.version,
        "versions": [
            {
                "version": one.version,
                "from": one.since.isoformat(),
                "decided_by": dict(one.decided_by),
                "what": dict(one.what),
                "why": dict(one.why),
                "changes": [vars(change) for change in one.changes],
                "limits": dict(one.limits),
            }
            for one in known
            if one.since <= used.since or one is used
        ],
    }
