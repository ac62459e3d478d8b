"""Events of figures: new ones, those that their publisher changed, and those that the region put right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import ClassVar

from retning.edition.edition import Edition
from retning.edition.records.base import Text, as_json
from retning.edition.records.history import Revision
from retning.edition.records.tables import Correction, Table
from retning.language.lists import and_list
from retning.public.context import Page
from retning.public.follow.event import EVERYTHING, Event, Scope, digest, elements_of

_MOST_INDICATORS = 5
_MOST_EXAMPLES = 3


class NewFigures(Event, frozen=True, kw_only=True):
    """A vintage that some line rests on, on the day that it was published; whether it is the newest of its table."""

    kind: ClassVar[str] = "new"

    table: Table
    newest: bool

    @classmethod
    def all_of(cls, edition: Edition) -> Iterator[NewFigures]:
        indicators: dict[str, list[str]] = defaultdict(list)
        areas: dict[str, list[str]] = defaultdict(list)
        for id, there in edition.contents.indicators.items():
            for use in there.tables:
                indicators[use.table].append(id)
                areas[use.table] += use.areas or there.areas
        for name, table in edition.tables.items():
            if name not in indicators or not table.vintage:
                continue
            using = tuple(dict.fromkeys(indicators[name]))
            yield cls(
                day=table.vintage[:10],
                key=f"new/{name}",
                indicators=using,
                elements=elements_of(edition, using),
                areas=tuple(dict.fromkeys(areas[name])),
                table=table,
                newest=edition.newest_tables[table.table].vintage == table.vintage,
            )

    def title(self, page: Page) -> str:
        key = "feed.added" if self.table.is_typed else "feed.new"
        return page.t(key, title=page.pick(self.table.title))

    def address(self, page: Page) -> str:
        return page.url("indicator", self.indicators[0])

    def lines(self, page: Page, scope: Scope = EVERYTHING) -> list[str]:
        edition = page.edition
        lines = [published(page, self.table)]
        chosen = [i for i in self.indicators if i in edition.indicators]
        if scope.indicator:
            chosen = [scope.indicator]
        elif scope.element:
            of_element = {i.id for i in edition.indicators_of(scope.element)}
            chosen = [i for i in chosen if i in of_element]
        if self.newest:
            values = (latest_value(page, i, scope.area or None) for i in chosen[:_MOST_INDICATORS])
            lines += [value for value in values if value]
        if not scope.indicator:
            names = [page.pick(edition.indicators[i].title) for i in chosen]
            lines.append(page.t("feed.used_by", names=and_list(names, page.lang)))
        return lines


def published(page: Page, table: Table) -> str:
    """When a vintage was published, or that nobody knows."""
    if table.is_typed:
        return page.t("feed.published_unknown", day=page.day(table.vintage))
    return page.t("feed.published", publisher=table.publisher, day=page.day(table.vintage))


def latest_value(page: Page, indicator: str, area: str | None = None) -> str:
    """The newest figure of an indicator in an area (its judged area), or nothing."""
    edition = page.edition
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


class Revised(Event, frozen=True, kw_only=True):
    """Figures of an indicator that one publication changed."""

    kind: ClassVar[str] = "revised"

    rows: tuple[Revision, ...]

    @classmethod
    def all_of(cls, edition: Edition) -> Iterator[Revised]:
        groups: dict[tuple[str, str], list[Revision]] = defaultdict(list)
        for one in edition.history.revisions:
            groups[one.day, one.indicator].append(one)
        for (day, indicator), rows in groups.items():
            if day:
                yield cls(
                    day=day,
                    key=f"revised/{indicator}/{day}",
                    indicators=(indicator,),
                    elements=elements_of(edition, (indicator,)),
                    areas=tuple(dict.fromkeys(row.area for row in rows)),
                    rows=tuple(rows),
                )

    def title(self, page: Page) -> str:
        return page.t("feed.revised", title=page.pick(page.edition.indicators[self.indicators[0]].title))

    def address(self, page: Page) -> str:
        return page.url("indicator", self.indicators[0])

    def lines(self, page: Page, scope: Scope = EVERYTHING) -> list[str]:
        rows = [row for row in self.rows if scope.area in ("", row.area)]
        count = page.t("corrections.publishers_count", count=page.num(len(rows)))
        return [count, *(revision_line(page, row) for row in rows[:_MOST_EXAMPLES])]


def revision_line(page: Page, row: Revision) -> str:
    """One figure that a publisher changed: what it was and what it is."""
    about = page.edition.indicators[row.indicator]
    return page.t(
        "feed.revised_one",
        indicator=page.pick(about.title),
        area=page.pick(page.edition.areas[row.area].name),
        period=page.period(row.period),
        old=page.num(row.old, about.decimals),
        new=page.num(row.new, about.decimals),
    )


class Corrected(Event, frozen=True, kw_only=True):
    """A figure that the region has put right, on the day it did so (or that of the vintage); ``called``: its table."""

    kind: ClassVar[str] = "correction"

    correction: Correction
    called: Text

    @classmethod
    def all_of(cls, edition: Edition) -> Iterator[Corrected]:
        for one in edition.corrections:
            vintages = {
                name: table
                for name, table in edition.tables.items()
                if table.table == one.table and one.vintage in ("", table.vintage)
            }
            using = tuple(
                id
                for id, there in edition.contents.indicators.items()
                if any(use.table in vintages for use in there.tables)
            )
            codes = set(one.where.values())
            newest = max((t.vintage[:10] for t in vintages.values()), default=edition.as_of)
            what = digest([as_json(one.where), one.wrong, one.vintage])
            yield cls(
                day=one.registered or newest,
                key=f"correction/{one.table}/{one.period}/{what}",
                indicators=using,
                elements=elements_of(edition, using),
                areas=tuple(
                    id
                    for id, area in edition.areas.items()
                    if id in codes or any(code.code in codes for code in area.codes)
                ),
                correction=one,
                called=next((t.title for t in vintages.values()), {}),
            )

    def title(self, page: Page) -> str:
        return page.t("feed.correction", title=page.pick(self.called) or self.correction.table)

    def address(self, page: Page) -> str:
        return page.url("corrections")

    def lines(self, page: Page, scope: Scope = EVERYTHING) -> list[str]:
        return [correction_line(page, self.correction), page.pick(self.correction.reason)]


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
    table = page.edition.newest_tables.get(entry.table)
    labels = table.labels if table is not None else {}
    return ", ".join(
        place(page, labels.get(dimension, {}).get(code, code)) for dimension, code in entry.where.items()
    )


def place(page: Page, code: str) -> str:
    """The name of the area that has a code or id, else the code as it is."""
    for area in page.edition.areas.values():
        if area.id == code or any(one.code == code for one in area.codes):
            return page.pick(area.name)
    return code
