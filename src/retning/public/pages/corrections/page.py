"""Every figure that was put right, how to report an error, and what publishers changed themselves."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from retning.public.context import Page
from retning.public.follow import event_text

Json = dict[str, Any]


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of corrections shows."""
    title = page.t("page.corrections.menu")
    return {
        "title": title,
        "rows": [row(page, one) for one in page.site.data.content["corrections"]],
        "revisions": revisions(page),
        "owner": page.pick(page.site.data.plan["owner"]),
        "crumbs": [(title, "")],
    }


def row(page: Page, entry: Json) -> Json:
    """One correction: the figure, what stood, what is right, why, who and when."""
    data = page.site.data
    table = next((t for t in data.tables.values() if t["table"] == entry["table"]), None)
    unknown = page.t("corrections.unknown")
    right = entry["right"]
    return {
        "table": page.pick(table["title"]) if table else entry["table"],
        "where": event_text.where(page, entry),
        "period": page.period(entry["period"]),
        "old": page.num(entry["wrong"]),
        "new": page.num(right) if right is not None else page.t("corrections.removed"),
        "why": page.pick(entry["reason"]),
        "source": entry["source"],
        "address": entry["address"],
        "who": entry.get("by") or unknown,
        "when": page.day(entry["registered"]) if entry.get("registered") else unknown,
    }


def revisions(page: Page, since: str = "") -> list[Json]:
    """Tables that came in a newer vintage, with the figures of ours that it changed; newest first."""
    data = page.site.data
    changed: dict[str, list[Json]] = defaultdict(list)
    for one in data.content.get("history", {}).get("revisions", ()):
        changed[one["day"]].append(one)
    versions: dict[str, list[Json]] = defaultdict(list)
    for table in data.content["tables"]:
        versions[table["table"]].append(table)
    found = []
    for name, tables in versions.items():
        for older, newer in itertools.pairwise(tables):
            using = {i for i in data.indicators if rests_on(data, i, name)}
            rows = [r for r in changed[newer["vintage"][:10]] if r["indicator"] in using]
            found.append(
                {
                    "day": newer["vintage"],
                    "title": page.pick(newer["title"]),
                    "told": page.t(
                        "corrections.publishers_row",
                        publisher=newer["publisher"],
                        day=page.day(newer["vintage"]),
                        before=page.day(older["vintage"]),
                    ),
                    "count": len(rows),
                    "lines": [event_text.revision_line(page, r) for r in rows],
                    "address": newer["address"],
                }
            )
    return sorted(found, key=lambda r: (r["day"], r["title"]), reverse=True)


def rests_on(data: Any, indicator: str, table: str) -> bool:
    """Whether some line of an indicator uses some vintage of a table."""
    return any(
        name.partition("@")[0] == table
        for one in data.content["series"]["series"]
        if one["indicator"] == indicator
        for name in one["tables"]
    )
