"""Every figure that was put right, how to report an error, and what publishers changed themselves."""

from __future__ import annotations

import itertools
from collections import defaultdict

from retning.edition.records.history import Revision
from retning.edition.records.tables import Correction, Table
from retning.public.context import Page
from retning.public.follow.figure_events import revision_line, where
from retning.public.model import Model
from retning.public.query import Query
from retning.public.view import Link, PageView


class CorrectionRow(Model, frozen=True, kw_only=True):
    """One correction: the figure, what stood, what is right, why, who and when."""

    table: str
    where: str
    period: str
    old: str
    new: str
    why: str
    source: str
    address: str
    who: str
    when: str


class RevisedTable(Model, frozen=True, kw_only=True):
    """A table that came in a newer vintage, with the figures of ours that it changed."""

    day: str
    title: str
    told: str
    count: int
    lines: tuple[str, ...]


class CorrectionsView(PageView, frozen=True, kw_only=True):
    """The page of corrections."""

    rows: tuple[CorrectionRow, ...]
    revisions: tuple[RevisedTable, ...]
    owner: str


def view(page: Page, id: str, query: Query) -> CorrectionsView:
    """What the page of corrections shows."""
    title, edition = page.t("page.corrections.menu"), page.site.edition
    return CorrectionsView(
        title=title,
        rows=tuple(row(page, one) for one in edition.corrections),
        revisions=revisions(page),
        owner=page.pick(edition.plan.owner),
        crumbs=(Link(title),),
    )


def row(page: Page, entry: Correction) -> CorrectionRow:
    """One correction in words."""
    tables = page.site.edition.tables.values()
    table = next((t for t in tables if t.table == entry.table), None)
    unknown = page.t("corrections.unknown")
    return CorrectionRow(
        table=page.pick(table.title) if table else entry.table,
        where=where(page, entry),
        period=page.period(entry.period),
        old=page.num(entry.wrong),
        new=page.num(entry.right) if entry.right is not None else page.t("corrections.removed"),
        why=page.pick(entry.reason),
        source=entry.source,
        address=entry.address,
        who=entry.by or unknown,
        when=page.day(entry.registered) if entry.registered else unknown,
    )


def revisions(page: Page) -> tuple[RevisedTable, ...]:
    """Tables that came in a newer vintage; newest first."""
    edition = page.site.edition
    changed: dict[str, list[Revision]] = defaultdict(list)
    for one in edition.history.revisions:
        changed[one.day].append(one)
    versions: dict[str, list[Table]] = defaultdict(list)
    for table in edition.tables.values():
        versions[table.table].append(table)
    found = []
    for name, tables in versions.items():
        for older, newer in itertools.pairwise(tables):
            rows = [r for r in changed[newer.vintage[:10]] if r.indicator in edition.using(name)]
            revised = RevisedTable(
                day=newer.vintage,
                title=page.pick(newer.title),
                told=page.t(
                    "corrections.publishers_row",
                    publisher=newer.publisher,
                    day=page.day(newer.vintage),
                    before=page.day(older.vintage),
                ),
                count=len(rows),
                lines=tuple(revision_line(page, r) for r in rows),
            )
            found.append(revised)
    return tuple(sorted(found, key=lambda r: (r.day, r.title), reverse=True))
