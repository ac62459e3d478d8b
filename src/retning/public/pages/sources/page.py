"""Every table that the figures rest on: how fresh it is, when the next one comes, its licence, what uses it."""

from __future__ import annotations

from retning.edition.edition import Edition
from retning.edition.records.tables import Table
from retning.language.texts import in_language
from retning.public.context import Page
from retning.public.follow.age import age_text, next_text
from retning.public.follow.releases import releases
from retning.public.model import Model
from retning.public.pages.sources.entries import anchor
from retning.public.query import Query
from retning.public.view import Link, PageView


class TableRow(Model, frozen=True, kw_only=True):
    """One table: its newest vintage, and the days of the older ones."""

    anchor: str
    title: str
    code: str
    address: str
    publisher: str
    vintage: str
    typed: bool
    """Whether the day is only the day that the figures were copied."""
    older: str
    age: str
    newest: str
    """The newest period that a line has a figure for."""
    next: str
    rhythm: str
    licence: str
    indicators: tuple[Link, ...]


class SourcesView(PageView, frozen=True, kw_only=True):
    """The page of sources."""

    rows: tuple[TableRow, ...]
    count: int
    publishers: int
    none_announced: bool


def view(page: Page, id: str, query: Query) -> SourcesView:
    """What the page of sources shows: each table once, the freshest first (those of unknown age last), its older vintages below it."""
    edition = page.site.edition
    versions: dict[str, list[Table]] = {}
    for table in edition.tables.values():
        versions.setdefault(table.table, []).append(table)
    newest = sorted(
        versions.items(),
        key=lambda item: (not item[1][-1].is_typed, item[1][-1].vintage, item[0]),
        reverse=True,
    )
    periods = newest_periods(edition)
    rows = tuple(row(page, tables, periods.get(name, "")) for name, tables in newest)
    title = page.t("page.sources.menu")
    return SourcesView(
        title=title,
        rows=rows,
        count=len(rows),
        publishers=len({table.publisher for table in edition.tables.values()}),
        none_announced=not releases(page.site),
        crumbs=(Link(title),),
    )


def newest_periods(edition: Edition) -> dict[str, str]:
    """By table, the newest period that some line has a figure for."""
    found: dict[str, str] = {}
    for one in edition.contents.indicators.values():
        for use in one.tables:
            table = use.table.partition("@")[0]
            found[table] = max(found.get(table, ""), use.newest)
    return found


def row(page: Page, tables: list[Table], period: str) -> TableRow:
    """One table by its vintages, the newest last."""
    edition, table = page.site.edition, tables[-1]
    rhythm = f"rhythm.{table.rhythm}"
    return TableRow(
        anchor=anchor(table.table),
        title=page.pick(table.title),
        code=table.code,
        address=table.address,
        publisher=table.publisher,
        vintage=page.day(table.vintage),
        typed=table.is_typed,
        older=", ".join(page.day(older.vintage) for older in reversed(tables[:-1])),
        age="" if table.is_typed else age_text(page, table.vintage),
        newest=page.period(period) if period else "–",
        next=next_text(page, table),
        rhythm=page.t(rhythm) if page.has(rhythm) else "–",
        licence=in_language(table.licence, page.lang),
        indicators=tuple(
            Link(page.pick(edition.indicators[i].title), page.url("indicator", i))
            for i in edition.using(table.table)
            if i in edition.indicators
        ),
    )
