"""The rule book through time: which limits held on which day, what changed, who decided it, and why.

``history.toml`` holds the newest limits and every version with what it changed. An older version's limits follow by
undoing the changes one by one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from retning.language.texts import LANGUAGES
from retning.statistics.rules.model import LIMITS, WHOLE_NUMBERS, LimitChange, Rules

STORED = "history.toml"


def parse(written: str) -> tuple[Rules, ...]:
    """The versions of a history file, the newest first.

    Raises ``ValueError`` where the history is inconsistent: no version, versions out of order, a missing language, a
    limit that is missing, unknown or of the wrong kind, a change that changed nothing, or a limit that did not become
    what the version says.

    >>> parse(stored_text())[0].version
    '2026.2'
    """
    content = tomllib.loads(written)
    limits = _limits(content.get("limits", {}))
    found: list[Rules] = []
    for row in content.get("version", []):
        changes = tuple(LimitChange(c["limit"], c["old"], c["new"]) for c in row.get("change", []))
        one = Rules(
            version=row["version"],
            since=row["from"],
            tendency=row.get("tendency", "ranks"),
            decided_by=row["decided_by"],
            what=row["what"],
            why=row["why"],
            changes=changes,
            **limits,
        )
        _check(one, found)
        found.append(one)
        limits = _limits({**limits, **{c.limit: c.old for c in changes}})
    if not found:
        raise ValueError("a rule book without any version")
    if found[-1].changes:
        raise ValueError(f"{found[-1].version}: the first version changes nothing")
    return tuple(found)


def _limits(given: Mapping[str, Any]) -> dict[str, Any]:
    """The limits of a version, all of them and of the right kind."""
    wrong = sorted(set(given) ^ set(LIMITS))
    if wrong:
        raise ValueError(f"limits that are unknown or missing: {', '.join(wrong)}")
    for name, value in given.items():
        if isinstance(value, bool) or not isinstance(value, int if name in WHOLE_NUMBERS else (int, float)):
            raise ValueError(
                f"{name}: {value!r} is not {'a whole number' if name in WHOLE_NUMBERS else 'a number'}"
            )
    return dict(given)


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


def stored_text() -> str:
    """The text of our own history file."""
    return (files(__package__) / STORED).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def history() -> tuple[Rules, ...]:
    """The versions of our own rule book, the newest first.

    >>> history()[0].ratio_on_track
    0.95
    """
    return parse(stored_text())


def rules_on(day: date | None, versions: Sequence[Rules] | None = None) -> Rules:
    """The version that was in force on a day; the newest without a day, the first before there was any.

    >>> rules_on(None) is history()[0]
    True
    """
    known = history() if versions is None else versions
    if day is None:
        return known[0]
    return next((one for one in known if one.since <= day), known[-1])


def rules_content(used: Rules, versions: Sequence[Rules]) -> dict[str, Any]:
    """``rules.json``: the version that judged the edition, and every version with its changes and limits.

    Versions that came later than the one that judged are left out: the edition is what would have been said then.
    """
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
                "limits": one.limits,
            }
            for one in versions
            if one.since <= used.since or one is used
        ],
    }
