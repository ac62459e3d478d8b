"""What we said then: earlier answers, revised figures, and why an answer changed (pattern P8)."""

from __future__ import annotations

from collections.abc import Collection

from retning.answers import Group, Nothing, Status
from retning.edition.records.history import Changed, Said, Verdict
from retning.language.texts import state_key
from retning.public.context import Page
from retning.public.model import Model

MOST = 12


class EarlierAnswer(Model, frozen=True, kw_only=True):
    """What was said from a day on."""

    day: str
    way: Group
    target: Status | Nothing
    figure: str
    period: str


class Then(Model, frozen=True, kw_only=True):
    """The history of a plan element or indicator."""

    said: tuple[EarlierAnswer, ...]
    """The newest first."""
    log: tuple[str, ...]
    """Every change of the answer with its causes."""
    revised: tuple[str, ...]
    more: str
    """How many revisions are not shown ("": all are)."""


def view(page: Page, subject: str, indicators: Collection[str]) -> Then | None:
    """The history of a subject and of the indicators beneath it; ``None`` where nothing was ever said or revised."""
    history = page.site.edition.history
    said = tuple(_answer(page, subject, one) for one in reversed(history.said.get(subject, ())))
    changed = revised(page, indicators)
    if not said and not changed:
        return None
    return Then(
        said=said,
        log=tuple(change(page, one) for one in history.log if one.subject == subject),
        revised=changed[:MOST],
        more=page.t("history.more", count=len(changed) - MOST) if len(changed) > MOST else "",
    )


def _answer(page: Page, subject: str, one: Said) -> EarlierAnswer:
    edition = page.site.edition
    indicator = edition.indicators.get(subject)
    if indicator is None:
        used = edition.assessment(subject)
        indicator = edition.indicators.get(next(iter(used.indicators), "")) if used else None
    decimals = indicator.decimals if indicator else None
    return EarlierAnswer(
        day=page.day(one.day),
        way=one.way,
        target=one.target,
        figure=page.num(one.value, decimals) if one.value is not None else "–",
        period=page.period(one.period) if one.period else "",
    )


def revised(page: Page, indicators: Collection[str]) -> tuple[str, ...]:
    """Every figure in the judged areas that a publisher has changed, newest first."""
    edition = page.site.edition
    rows = [
        one
        for one in edition.history.revisions
        if one.indicator in indicators
        and one.line == "main"
        and one.area == edition.indicators[one.indicator].main_area
    ]
    return tuple(
        page.t(
            "history.revision",
            period=page.period(one.period),
            old=page.num(one.old, edition.indicators[one.indicator].decimals),
            new=page.num(one.new, edition.indicators[one.indicator].decimals),
            who=one.who,
            day=page.day(one.day),
        )
        for one in sorted(rows, key=lambda row: (row.day, row.period), reverse=True)
    )


def change(page: Page, one: Changed) -> str:
    """One change of an answer, with its causes."""
    return page.t(
        "history.log_entry",
        day=page.day(one.day),
        old=words(page, one.old, one.new),
        new=words(page, one.new, one.old),
        causes=causes(page, one),
    )


def causes(page: Page, one: Changed) -> str:
    """Everything that moved an answer, in words."""
    return ", ".join(page.t(f"history.cause.{cause}") for cause in one.causes)


def words(page: Page, verdict: Verdict, other: Verdict) -> str:
    """The parts of a verdict in which it differs from another; the evidence only where nothing else does."""
    said = []
    if verdict.way != other.way:
        said.append(page.t(f"way.{state_key(verdict.way)}"))
    if verdict.target != other.target and verdict.target not in ("", "no data"):
        said.append(page.t(f"status.{state_key(verdict.target)}.name").lower())
    if not said and verdict.evidence != other.evidence:
        said.append(f"{page.t('element.evidence').lower()} {verdict.evidence or '–'}")
    return ", ".join(said) or "–"
