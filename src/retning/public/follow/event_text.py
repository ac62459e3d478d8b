"""Events in words: the title and the lines that feeds and the page of changes show."""

from __future__ import annotations

from typing import Any

from retning.edition.records.followup import Report, Statement
from retning.edition.records.history import Changed, Revision, Verdict
from retning.edition.records.plan import FollowedOn
from retning.edition.records.tables import Correction, Table
from retning.language.lists import and_list
from retning.language.texts import state_key
from retning.public.blocks.followed_on import decision
from retning.public.context import Page, Site
from retning.public.follow.events import EVERYTHING, Event, NewFigures, Revisions, Scope, events
from retning.public.passages import said_in

_MOST_INDICATORS = 5
_MOST_EXAMPLES = 3


def all_events(site: Site) -> list[Event]:
    """Everything that happened, collected once for each site."""
    return site.cached("events", lambda: events(site.edition))


def title(page: Page, one: Event) -> str:
    """What happened, in one line."""
    facts = one.facts
    if isinstance(facts, NewFigures):
        key = "feed.added" if facts.table.is_copied else "feed.new"
        return page.t(key, title=page.pick(facts.table.title))
    if isinstance(facts, Revisions):
        return page.t("feed.revised", title=page.pick(page.site.edition.indicators[one.indicators[0]].title))
    if isinstance(facts, Changed):
        return page.t("feed.verdict", name=subject_name(page, facts.subject))
    if isinstance(facts, Statement):
        return page.t("feed.statement", name=subject_name(page, facts.element))
    if isinstance(facts, Report):
        return page.t("feed.report", **_report_names(page, facts))
    if isinstance(facts, FollowedOn):
        return page.t("feed.followed_on")
    return page.t("feed.correction", title=page.pick(facts.title) or facts.correction.table)


def address(page: Page, one: Event) -> str:
    """Where a reader sees more: what it is about, or the page that shows all of its kind."""
    facts = one.facts
    if isinstance(facts, (NewFigures, Revisions)):
        return page.url("indicator", one.indicators[0])
    if isinstance(facts, Changed):
        return subject_address(page, facts.subject)
    if isinstance(facts, Statement):
        return subject_address(page, facts.element)
    if isinstance(facts, FollowedOn):
        return page.url("plan")
    return page.url("coverage") if isinstance(facts, Report) else page.url("corrections")


def lines(page: Page, one: Event, scope: Scope = EVERYTHING) -> list[str]:
    """What happened, sentence by sentence, for a reader who follows ``scope``."""
    facts = one.facts
    if isinstance(facts, NewFigures):
        return _new(page, one, facts, scope)
    if isinstance(facts, Revisions):
        return _revised(page, facts, scope)
    if isinstance(facts, Changed):
        return [_verdict(page, facts)]
    if isinstance(facts, Statement):
        return _statement(page, facts)
    if isinstance(facts, Report):
        return _report(page, facts)
    if isinstance(facts, FollowedOn):
        return [decision(page, facts).sentence]
    return [correction_line(page, facts.correction), page.pick(facts.correction.reason)]


def subject_name(page: Page, subject: str) -> str:
    """The name of a plan element (with its id) or of an indicator."""
    edition = page.site.edition
    if subject in edition.elements:
        return f"{subject} {page.pick(edition.elements[subject].title)}"
    return page.pick(edition.indicators[subject].title) if subject in edition.indicators else subject


def subject_address(page: Page, subject: str) -> str:
    """The page of a plan element or an indicator."""
    edition = page.site.edition
    if subject in edition.indicators:
        return page.url("indicator", subject)
    return page.element_url(subject) if subject in edition.elements else page.url("changes")


def published(page: Page, table: Table) -> str:
    """When a vintage was published, or that nobody knows."""
    if table.is_copied:
        return page.t("feed.published_unknown", day=page.day(table.vintage))
    return page.t("feed.published", publisher=table.publisher, day=page.day(table.vintage))


def as_typed(table: dict[str, Any]) -> bool:
    """:attr:`Table.is_copied` for pages that do not read records yet."""
    return bool(table["table"].startswith("figures/") and table["vintage"][:10] == table["fetched"][:10])


def _new(page: Page, one: Event, facts: NewFigures, scope: Scope) -> list[str]:
    edition = page.site.edition
    said = [published(page, facts.table)]
    chosen = [i for i in one.indicators if i in edition.indicators]
    if scope.indicator:
        chosen = [scope.indicator]
    elif scope.element:
        of_element = {i.id for i in edition.indicators_of(scope.element)}
        chosen = [i for i in chosen if i in of_element]
    if facts.newest:
        for indicator in chosen[:_MOST_INDICATORS]:
            latest = latest_value(page, indicator, scope.area or None)
            if latest:
                said.append(latest)
    if not scope.indicator:
        names = [page.pick(edition.indicators[i].title) for i in chosen]
        said.append(page.t("feed.used_by", names=and_list(names, page.lang)))
    return said


def latest_value(page: Page, indicator: str, area: str | None = None) -> str:
    """The newest figure of an indicator in an area (its judged area), or nothing."""
    edition = page.site.edition
    about = edition.indicators[indicator]
    area = area or about.main_area
    line = edition.line(indicator, area)
    points = zip(line.period, line.value, strict=True) if line is not None else ()
    known = [(period, value) for period, value in points if value is not None]
    if not known:
        return ""
    period, value = known[-1]
    return page.t(
        "feed.latest",
        indicator=page.pick(about.title),
        area=page.pick(edition.areas[area].name),
        period=page.period(period),
        value=page.unit(value, about.unit, about.decimals),
    )


def _revised(page: Page, facts: Revisions, scope: Scope) -> list[str]:
    rows = [row for row in facts.rows if scope.area in ("", row.area)]
    said = [page.t("corrections.publishers_count", count=page.num(len(rows)))]
    return said + [revision_line(page, row) for row in rows[:_MOST_EXAMPLES]]


def revision_line(page: Page, row: Revision) -> str:
    """One figure that a publisher changed: what it was and what it is."""
    edition = page.site.edition
    about = edition.indicators[row.indicator]
    return page.t(
        "feed.revised_one",
        indicator=page.pick(about.title),
        area=page.pick(edition.areas[row.area].name),
        period=page.period(row.period),
        old=page.num(row.old, about.decimals),
        new=page.num(row.new, about.decimals),
    )


def _verdict(page: Page, entry: Changed) -> str:
    causes = [page.t(f"feed.cause.{cause}") for cause in entry.causes]
    graded = entry.old.evidence != entry.new.evidence
    return page.t(
        "feed.verdict_was",
        old=answer(page, entry.old, graded),
        new=answer(page, entry.new, graded),
        cause=and_list(causes, page.lang),
    )


def _statement(page: Page, entry: Statement) -> list[str]:
    signed = page.t("statement.signed", body=page.pick(entry.body), day=page.day(entry.date))
    state = page.t(f"statement.state.{state_key(entry.state)}")
    return [page.t("feed.statement_was", state=state, signed=signed), said_in(page, entry.text, entry.lang)]


def _report_names(page: Page, entry: Report) -> dict[str, str]:
    """The area, the duty and the year of a report."""
    edition = page.site.edition
    title = next((page.pick(d.title) for d in edition.coverage.duties if d.id == entry.duty), entry.duty)
    return {"area": page.pick(edition.areas[entry.area].name), "duty": title, "year": str(entry.year)}


def _report(page: Page, entry: Report) -> list[str]:
    state = page.t(f"feed.reported.{state_key(entry.reported)}")
    said = [page.t("feed.report_was", state=state, day=page.day(entry.date))]
    note = said_in(page, entry.note, entry.lang)
    return said + [part for part in (note, entry.evidence) if part]


def answer(page: Page, verdict: Verdict, graded: bool) -> str:
    """A verdict in words: which way, the target where there is one, and the grade of the evidence if asked for."""
    way = f"way.{state_key(verdict.way)}"
    said = [page.t(way)] if page.has(way) else []
    if verdict.target:
        name = page.t(f"status.{state_key(verdict.target)}.name")
        said.append(name[:1].lower() + name[1:])
    if graded:
        grade = verdict.evidence
        said.append(page.t("feed.evidence", grade=grade) if grade else page.t("feed.no_evidence"))
    return "; ".join(said) or "–"


def correction_line(page: Page, entry: Correction) -> str:
    """What a correction changed: which figure, from what to what."""
    return page.t(
        "feed.correction_was",
        where=where(page, entry),
        period=page.period(entry.period),
        old=page.num(entry.wrong),
        new=page.num(entry.right) if entry.right is not None else page.t("corrections.removed"),
    )


def where(page: Page, entry: Correction) -> str:
    """Which figure a correction is about: its area by name, its other dimensions as the publisher calls them."""
    table = page.site.edition.newest_tables.get(entry.table)
    labels = table.labels if table is not None else {}
    return ", ".join(
        place(page, labels.get(dimension, {}).get(code, code)) for dimension, code in entry.where.items()
    )


def place(page: Page, code: str) -> str:
    """The name of the area that has a code or id, else the code as it is."""
    for area in page.site.edition.areas.values():
        if area.id == code or any(one.code == code for one in area.codes):
            return page.pick(area.name)
    return code
