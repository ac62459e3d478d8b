"""How old a table is on the day that an edition stands for, and when the next one is announced."""

from __future__ import annotations

from datetime import date

from retning.edition.records.tables import Table
from retning.public.context import Page
from retning.public.follow.releases import days


def age(vintage: str, as_of: str) -> tuple[str, int]:
    """The age in the unit that a person would use: ``("day", 3)``, ``("month", 8)`` or ``("year", 5)``.

    Days up to two months, whole months up to two years, then whole years. A day that is no date gives ``("", 0)``.

    >>> age("2026-03-31", "2026-11-23"), age("2021-02-22", "2026-11-23"), age("2026-11-23", "2026-11-23")
    (('month', 7), ('year', 5), ('day', 0))
    """
    try:
        old, new = date.fromisoformat(vintage[:10]), date.fromisoformat(as_of[:10])
    except ValueError:
        return "", 0
    gone = (new - old).days
    months = (new.year - old.year) * 12 + new.month - old.month - (new.day < old.day)
    if gone < 60:
        return "day", max(0, gone)
    return ("month", months) if months < 24 else ("year", months // 12)


def age_text(page: Page, vintage: str) -> str:
    """The age in words."""
    unit, count = age(vintage, page.site.edition.as_of)
    if not unit:
        return "–"
    if unit == "day" and count == 0:
        return page.t("fresh.today")
    return page.t(f"fresh.one_{unit}") if count == 1 else page.t(f"fresh.{unit}s", count=page.num(count))


def next_text(page: Page, table: Table) -> str:
    """When the next release is announced: a day in words, that it is late, or that nobody has said."""
    said = table.next_release
    span = days(said) if said else None
    if span is None or said <= table.vintage[: len(said)]:
        return page.t("fresh.not_announced")
    if span[1].isoformat() <= page.site.edition.as_of:
        return page.t("fresh.overdue", day=page.day(said))
    return page.day(said)
