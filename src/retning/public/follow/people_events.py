"""Events of people: what those responsible think, what has been reported of duties, and decisions about the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from retning.edition.edition import Edition
from retning.edition.records.base import as_json
from retning.edition.records.followup import Report, Statement
from retning.edition.records.plan import FollowedOn
from retning.language.texts import state_key
from retning.public.blocks.followed_on import decision
from retning.public.context import Page
from retning.public.follow.event import EVERYTHING, Event, Scope, digest, subject_address, subject_name
from retning.public.passages import said_in


class StatementMade(Event, frozen=True, kw_only=True):
    """What those responsible have said of an element of the plan; other words are another event."""

    kind: ClassVar[str] = "statement"

    statement: Statement

    @classmethod
    def all_of(cls, edition: Edition) -> Iterator[StatementMade]:
        for one in edition.statements:
            words = digest([one.state, as_json(one.text), as_json(one.body)])
            yield cls(
                day=one.date,
                key=f"statement/{one.element}/{one.date}/{words}",
                elements=(one.element,),
                statement=one,
            )

    def title(self, page: Page) -> str:
        return page.t("feed.statement", name=subject_name(page, self.statement.element))

    def address(self, page: Page) -> str:
        return subject_address(page, self.statement.element)

    def lines(self, page: Page, scope: Scope = EVERYTHING) -> list[str]:
        one = self.statement
        signed = page.t("statement.signed", body=page.pick(one.body), day=page.day(one.date))
        state = page.t(f"statement.state.{state_key(one.state)}")
        return [page.t("feed.statement_was", state=state, signed=signed), said_in(page, one.text, one.lang)]


class DutyReport(Event, frozen=True, kw_only=True):
    """What has been reported of one of the plan's duties, in the board's year or in another."""

    kind: ClassVar[str] = "report"

    report: Report

    @classmethod
    def all_of(cls, edition: Edition) -> Iterator[DutyReport]:
        board = edition.coverage
        elements = {duty.id: duty.element for duty in board.duties}
        for one in (*board.reported(), *board.others):
            words = digest([one.reported, one.date, one.evidence, as_json(one.note)])
            yield cls(
                day=one.date,
                key=f"report/{one.area}/{one.duty}/{one.year}/{words}",
                elements=(elements[one.duty],) if one.duty in elements else (),
                areas=(one.area,),
                report=one,
            )

    def title(self, page: Page) -> str:
        one, duties = self.report, page.edition.coverage.duties
        duty = next((page.pick(d.title) for d in duties if d.id == one.duty), one.duty)
        area = page.pick(page.edition.areas[one.area].name)
        return page.t("feed.report", area=area, duty=duty, year=str(one.year))

    def address(self, page: Page) -> str:
        return page.url("coverage")

    def lines(self, page: Page, scope: Scope = EVERYTHING) -> list[str]:
        one = self.report
        state = page.t(f"feed.reported.{state_key(one.reported)}")
        was = page.t("feed.report_was", state=state, day=page.day(one.date))
        note = said_in(page, one.note, one.lang)
        return [was, *(part for part in (note, one.evidence) if part)]


class PlanFollowedOn(Event, frozen=True, kw_only=True):
    """A decision that the plan is followed on after its end."""

    kind: ClassVar[str] = "followed_on"

    decision: FollowedOn

    @classmethod
    def all_of(cls, edition: Edition) -> Iterator[PlanFollowedOn]:
        for one in edition.plan.followed_on:
            words = digest([as_json(one.body), one.until])
            yield cls(day=one.decided, key=f"followed_on/{one.decided}/{words}", decision=one)

    def title(self, page: Page) -> str:
        return page.t("feed.followed_on")

    def address(self, page: Page) -> str:
        return page.url("plan")

    def lines(self, page: Page, scope: Scope = EVERYTHING) -> list[str]:
        return [decision(page, self.decision).sentence]
