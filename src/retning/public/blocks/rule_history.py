"""The versions of the rules in words: what each changed and why."""

from __future__ import annotations

from retning.public.context import Page
from retning.public.exact import exact
from retning.public.model import Model


class RuleVersionEntry(Model, frozen=True, kw_only=True):
    """One version of the rules."""

    version: str
    used: bool
    """It judged this edition."""
    decided: str
    what: str
    why: str
    changes: tuple[str, ...]
    """Each limit that became another."""


def rule_history(page: Page) -> tuple[RuleVersionEntry, ...]:
    """The versions of the rules, the newest first."""
    rules = page.site.edition.rules
    return tuple(
        RuleVersionEntry(
            version=one.version,
            used=one.version == rules.used,
            decided=page.t("method.limit.decided", day=page.day(one.from_), by=page.pick(one.decided_by)),
            what=page.pick(one.what),
            why=page.pick(one.why),
            changes=tuple(
                page.t(
                    "method.limit.changed",
                    limit=limit_name(page, change.limit),
                    old=exact(change.old, page.lang),
                    new=exact(change.new, page.lang),
                )
                for change in one.changes
            ),
        )
        for one in rules.versions
    )


def limit_name(page: Page, name: str) -> str:
    """What a limit is, in words."""
    return page.t(f"limit.{name}") if page.has(f"limit.{name}") else name.replace("_", " ")
