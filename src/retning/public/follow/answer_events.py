"""Events of answers: those that became others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from retning.edition.edition import Edition
from retning.edition.records.base import as_json
from retning.edition.records.history import Changed, Verdict
from retning.language.lists import and_list
from retning.language.texts import state_key
from retning.public.context import Page
from retning.public.follow.event import (
    EVERYTHING,
    Event,
    Scope,
    digest,
    elements_of,
    subject_address,
    subject_name,
)


class ChangedAnswer(Event, frozen=True, kw_only=True):
    """An answer about a plan element, or about an indicator in its judged area, that became another."""

    kind: ClassVar[str] = "verdict"

    changed: Changed

    @classmethod
    def all_of(cls, edition: Edition) -> Iterator[ChangedAnswer]:
        for one in edition.history.log:
            indicator = edition.indicators.get(one.subject)
            yield cls(
                day=one.day,
                key=f"verdict/{one.subject}/{one.day}/{digest([as_json(one.old), as_json(one.new)])}",
                indicators=(one.subject,) if indicator else (),
                elements=(*(elements_of(edition, (one.subject,)) if indicator else ()), one.subject),
                areas=(indicator.main_area,) if indicator else (),
                changed=one,
            )

    def title(self, page: Page) -> str:
        return page.t("feed.verdict", name=subject_name(page, self.changed.subject))

    def address(self, page: Page) -> str:
        return subject_address(page, self.changed.subject)

    def lines(self, page: Page, scope: Scope = EVERYTHING) -> list[str]:
        old, new = self.changed.old, self.changed.new
        causes = [page.t(f"feed.cause.{cause}") for cause in self.changed.causes]
        graded = old.evidence != new.evidence
        was = page.t(
            "feed.verdict_was",
            old=answer(page, old, graded),
            new=answer(page, new, graded),
            cause=and_list(causes, page.lang),
        )
        return [was]


def answer(page: Page, verdict: Verdict, graded: bool) -> str:
    """An answer in words: which way, the target where there is one, and the grade of the evidence if asked for."""
    way = f"way.{state_key(verdict.way)}"
    parts = [page.t(way)] if page.has(way) else []
    if verdict.target:
        name = page.t(f"status.{state_key(verdict.target)}.name")
        parts.append(name[:1].lower() + name[1:])
    if graded:
        grade = verdict.evidence
        parts.append(page.t("feed.evidence", grade=grade) if grade else page.t("feed.no_evidence"))
    return "; ".join(parts) or "–"
