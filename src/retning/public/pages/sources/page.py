"""Every table that the figures rest on: how fresh it is, when the next one comes, its licence, what uses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.language.texts import in_language
from retning.public.context import Page
from retning.public.follow.age import age_text, next_text
from retning.public.follow.event_text import as_typed
from retning.public.follow.releases import releases
from retning.public.pages.sources.entries import anchor

Json = dict[str, Any]


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of sources shows: each table once, the freshest first (those of unknown age last), its older vintages below it."""
    data = page.site.data
    using: dict[str, list[str]] = {}
    for one in data.content["series"]["series"]:
        for name in one["tables"]:
            table = name.partition("@")[0]
            if one["indicator"] not in using.setdefault(table, []):
                using[table].append(one["indicator"])
    versions: dict[str, list[Json]] = {}
    for table in data.content["tables"]:
        versions.setdefault(table["table"], []).append(table)
    newest = sorted(
        versions.items(),
        key=lambda item: (not as_typed(item[1][-1]), item[1][-1]["vintage"], item[0]),
        reverse=True,
    )
    periods = newest_periods(data.content["series"]["series"])
    rows = [row(page, tables, using.get(name, []), periods.get(name, "")) for name, tables in newest]
    title = page.t("page.sources.menu")
    return {
        "title": title,
        "rows": rows,
        "count": len(rows),
        "publishers": len({table["publisher"] for table in data.content["tables"]}),
        "none_announced": not releases(page.site),
        "crumbs": [(title, "")],
    }


def newest_periods(series: list[Json]) -> dict[str, str]:
    """By table, the newest period that some series has a figure for."""
    found: dict[str, str] = {}
    for one in series:
        known = [p for p, value in zip(one["period"], one["value"], strict=True) if value is not None]
        for name in one["tables"]:
            table = name.partition("@")[0]
            found[table] = max([found.get(table, ""), *known])
    return found


def row(page: Page, tables: list[Json], indicators: list[str], period: str) -> Json:
    """One table: its newest vintage, and the days of the older ones."""
    data = page.site.data
    table = tables[-1]
    rhythm = f"rhythm.{table['rhythm']}"
    return {
        "anchor": anchor(table["table"]),
        "title": page.pick(table["title"]),
        "code": table["code"],
        "address": table["address"],
        "publisher": table["publisher"],
        "vintage": page.day(table["vintage"]),
        "typed": as_typed(table),
        "older": ", ".join(page.day(older["vintage"]) for older in reversed(tables[:-1])),
        "age": "" if as_typed(table) else age_text(page, table["vintage"]),
        "newest": page.period(period) if period else "–",
        "next": next_text(page, table),
        "rhythm": page.t(rhythm) if page.has(rhythm) else "–",
        "licence": in_language(table["licence"], page.lang),
        "indicators": [
            (page.pick(data.indicators[i]["title"]), page.url("indicator", i)) for i in indicators
        ],
    }
